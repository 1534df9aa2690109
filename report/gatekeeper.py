"""What the commands say of the gate's objections: a few in a build, all in a check."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from report.errors import Fault, SourceError
from report.gate import NOTE, WARNING, Objection
from report.terminal import near

_FIRST = 3


def heeding(strict: bool) -> Callable[[list[Objection]], None]:
    """What a build does with objections: it says the first few, or stops if it is strict."""
    def heed(found: list[Objection]) -> None:
        warnings = [each for each in found if each.severity == WARNING]
        if strict and warnings:
            raise SourceError(Fault(each.place, f"{each.wrong} [{each.rule}]", each.mend)
                              for each in warnings)
        for each in warnings[:_FIRST]:
            print(_near(each), file=sys.stderr)
        if warnings:
            rest = " invoke check shows all." if len(warnings) > _FIRST else ""
            print(f"The gate warns: {counted(warnings)}.{rest}\n", file=sys.stderr)
    return heed


def say(found: Sequence[Objection]) -> int:
    """Print every objection and how many there are; how many of them are warnings."""
    warnings = [each for each in found if each.severity == WARNING]
    for each in found:
        print(_near(each))
    if warnings:
        print(f"\nThe gate warns: {counted(warnings)}.")
    elif any(each.severity == NOTE for each in found):
        print("\nThe gate has notes, and no warning.")
    return len(warnings)


def counted(found: Sequence[Objection]) -> str:
    """How many of each rule: “3 naked-number, 1 no-source”."""
    return ", ".join(f"{count} {rule}" for rule, count in
                     Counter(each.rule for each in found).most_common())


def _near(objection: Objection) -> Objection:
    """An objection whose place is as seen from where the author stands."""
    return replace(objection, place=near(objection.place))

"""One family of errors: which file, which line, what is wrong, how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Place:
    """Where in the source something stands; lines and columns count from 1, 0 is unknown."""

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([str(self.file), *numbers])


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in the source, said to its author.

    `wrong` and `mend` are full sentences; `mend` says what to do about it.
    """

    place: Place
    wrong: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong}" + (f"\n    {self.mend}" if self.mend else "")


class OctavoError(Exception):
    """Base of all that Octavo raises on purpose."""


class SourceError(OctavoError):
    """The source cannot be built; carries every fault found, in the order of the source."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class LayoutError(OctavoError):
    """The pages cannot be set so that every number and note is right."""


class Faults(list[Fault]):
    """Faults gathered on the way, so that an author sees all of them at once."""

    def found(self, place: Place, wrong: str, mend: str = "") -> None:
        self.append(Fault(place, wrong, mend))

    def stop(self) -> None:
        """Raise SourceError if anything has been found."""
        if self:
            raise SourceError(self)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or lists what there is."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    if not choices:
        return "There is none yet."
    listed = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return f"There is: {listed}."

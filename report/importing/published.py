"""When a text was published: as the author says, as the text says, or asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from report.importing import openings
from report.importing.candidates.model import Candidates
from report.importing.decode import refusal
from report.importing.model import Imported

Ask = Callable[[str], str]
_FORM = "2016-02-29"


def given(date: str, file: Path) -> datetime.date | None:
    """The day that `--date` names; SourceError if it names none."""
    if not date:
        return None
    if (day := _day(date)) is None:
        raise refusal(file, f"“{date}” is no date.", f"Write it like this: --date {_FORM}")
    return day


def dated(imported: Imported) -> Imported:
    """A text that has no day of publication, with the one that its first words name, if any."""
    if imported.head.date:
        return imported
    first = [block for block in imported.blocks if block.kind == "paragraph"][:2]
    date = next(filter(None, (openings.dateline(block.words[:200]) for block in first)), None)
    return replace(imported, head=replace(imported.head, date=date)) if date else imported


def asked(found: Candidates, ask: Ask) -> datetime.date | None:
    """The day that somebody at the terminal names, to settle what `found` has open; or None."""
    waiting = [each for each in found.dates if not each.date]
    if not waiting:
        return None
    words = ", ".join(f"“{word}”" for word in dict.fromkeys(each.words for each in waiting[:6]))
    more = " …" if len(waiting) > 6 else ""
    question = ("The text does not say when it was published, "
                f"and {len(waiting)} of its dates hang on that: {words}{more}.\n"
                f"When was it published, such as {_FORM}? Enter leaves them open: ")
    while True:
        try:
            answer = ask(question).strip()
        except EOFError:
            return None
        if not answer:
            return None
        if day := _day(answer) or openings.date_in(answer):
            return day
        question = f"“{answer}” is no date. Write it like {_FORM}, or press Enter: "


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None

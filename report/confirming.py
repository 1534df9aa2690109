"""What `invoke confirm` asks: candidate by candidate, with its sentence, and what contradicts it.

Every answer is written before the next question, so that nothing is lost when it is interrupted.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from figures.desk.vocabulary import qualifier
from report.errors import Fault, Place, SourceError, did_you_mean
from report.importing.candidates.anchors import Anchor
from report.importing.candidates.dates import dates
from report.importing.candidates.numbers import numbers
from report.importing.candidates.rows import CONFIRMED, Row, plain
from report.importing.candidates.shown import Tables, accept, refresh
from report.ledger import decimal, period

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_FACT = ("value", "low", "high", "qualifier", "unit", "population", "what", "place", "as_of",
         "said_by", "note")
_EVENT = ("date", "title", "place", "said_by", "note")
_NAMES = {"date": "as_of", "speaker": "said_by", "source": "reported_in"}  # as an author says it
_ANSWERS = {"k": "keep", "d": "drop", "e": "edit", "s": "skip", "q": "quit"}
_ASKED = "keep, drop, edit, skip, quit [k/d/e/s/q]? "
_EDITED = "field and value, such as “value 63752”; nothing to end: "


@dataclass
class _Round:
    """One walk through the candidates of a report."""

    tables: Tables
    language: str
    ask: Callable[[str], str]
    console: Console
    done: Counter[str] = field(default_factory=Counter)


def confirm(folder: Path, accept_all: bool, ask: Callable[[str], str], console: Console) -> None:
    """Walk through a report's candidates; `ask` is asked each question and returns the answer.

    With `accept_all` nothing is asked, and all become drafts. Raises SourceError if there are none.
    """
    try:
        tables = Tables.read(folder)
    except (OSError, ValueError, csv.Error) as error:
        raise SourceError([Fault(Place(folder / "data"), f"The ledger cannot be read: {error}.",
                                 "Save facts.csv and events.csv as CSV in UTF-8.")]) from None
    if not any(row["sentence"] for row in (*tables.facts, *tables.events)):
        raise SourceError([Fault(Place(folder / "data"), "This report has no candidates.",
                                 "invoke import finds them in a text, and writes them to data/.")])
    settings = tomllib.loads((folder / "report.toml").read_text(encoding="utf-8"))
    language = settings.get("language", "en")
    walk = _Round(tables, language, ask, console)
    waiting = tables.waiting()
    try:
        if accept_all:
            walk.done["accepted as a draft"] = sum(accept(row) for row in waiting)
        else:
            _walk(walk, waiting)
    except (EOFError, KeyboardInterrupt):
        console.print()
    written = refresh(tables)
    said = ", ".join(f"{count} {what}" for what, count in walk.done.items()) or "nothing changed"
    console.print(f"{said[0].upper()}{said[1:]}; {len(tables.waiting())} still to confirm.",
                  highlight=False)
    if written:
        console.print(f"{written} shows them: invoke build --report {folder.name}", highlight=False)


def _walk(walk: _Round, waiting: list[Row]) -> None:
    for number, row in enumerate(waiting, 1):
        walk.console.rule(f"{number} of {len(waiting)}", style="dim")
        if not _settle(walk, row):
            return


def _settle(walk: _Round, row: Row) -> bool:
    """Ask about one candidate until it is settled; False to stop."""
    _show(walk, row)
    while True:
        answer = walk.ask(_ASKED).strip().lower()
        chosen = _ANSWERS.get(answer[:1], "") if answer else ""
        if chosen == "quit":
            return False
        if chosen == "skip":
            return True
        if chosen == "edit":
            _edit(walk, row)
            _show(walk, row)
        elif chosen == "drop":
            walk.tables.drop(row)
            return _written(walk, "dropped")
        elif chosen == "keep" and "date" in row and not row["date"]:
            walk.console.print("Its date is not known: give one first, by “edit”.", highlight=False)
        elif chosen == "keep":
            row["status"] = CONFIRMED
            return _written(walk, "confirmed")
        elif answer:
            walk.console.print(did_you_mean(answer, _ANSWERS.values()), highlight=False)


def _written(walk: _Round, what: str) -> bool:
    walk.tables.save()
    walk.done[what] += 1
    return True


# --- to show --------------------------------------------------------------------------------


def _show(walk: _Round, row: Row) -> None:
    """A candidate: its sentence with the number marked, line, fields, what contradicts it."""
    from rich.table import Table

    walk.console.print(_sentence(row, walk.language))
    where = f"line {row.get('line') or '?'}  ·  {row['id']}"
    walk.console.print(where, style="dim", highlight=False)
    grid = Table.grid(padding=(0, 2))
    for name in _fields(row):
        if row.get(name):
            grid.add_row(name, row[name])
    walk.console.print(grid)
    others = {each["id"]: each for each in walk.tables.facts}
    for name in row.get("disagrees_with", "").split():
        if name in others:
            other = others[name]
            walk.console.print(
                f"disagrees with {_number(other)} in line {other['line']}: {other['sentence']}",
                style="yellow", highlight=False, markup=False)


def _fields(row: Row) -> tuple[str, ...]:
    return _EVENT if "date" in row else _FACT


def _number(row: Row) -> str:
    return row["value"] or f"{row['low']}–{row['high']}"


def _sentence(row: Row, language: str) -> Text:
    from rich.text import Text

    words = row.get("sentence", "")
    text = Text(words)
    for start, end in _spans(row, words, language):
        text.stylize("bold reverse", start, end)
    return text


def _spans(row: Row, words: str, language: str) -> list[tuple[int, int]]:
    """Where in its sentence a candidate stands."""
    if "date" in row:
        return [(when.start, when.end) for when in dates(words, Anchor())]
    mine = [row["value"]] if row["value"] else [row["low"], row["high"]]
    return [(number.start, number.end) for number in numbers(words, language, ())
            if [plain(value) for value in number.values] == mine]


# --- to edit --------------------------------------------------------------------------------


def _edit(walk: _Round, row: Row) -> None:
    """Take changes of a candidate's fields until an empty answer; each is written at once."""
    while answer := walk.ask(_EDITED).strip():
        name, value = (*re.split(r"\s*=\s*|\s+", answer, maxsplit=1), "")[:2]
        if name not in _fields(row):
            name = _NAMES.get(name, name)
        if name not in _fields(row):
            walk.console.print(f"There is no field “{name}”. {did_you_mean(name, _fields(row))}",
                               highlight=False)
            continue
        try:
            row[name] = _checked(name, value)
        except ValueError as error:
            walk.console.print(str(error), highlight=False, markup=False)
            continue
        walk.tables.save()


def _checked(name: str, value: str) -> str:
    """A field's new value as data files write it; ValueError with a sentence if it cannot be."""
    if not value:
        if name in ("date", "title"):
            raise ValueError(f"An event needs its {name}.")
        return ""
    if name in ("value", "low", "high"):
        return plain(decimal(re.sub(r"(?<=\d),(?=\d{3})", "", value)))
    if name in ("as_of", "date"):
        return period(value).words
    return qualifier(value) if name == "qualifier" else value

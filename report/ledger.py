"""The ledger: data/facts.csv and data/events.csv become facts and events, each one checked.

Cells of other files become facts too, where report.toml says so: see `report/series.py`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from figures.desk import data
from figures.desk.vocabulary import qualifier
from report.errors import Faults, Place, did_you_mean
from report.model import Event, Fact, Ledger, Period, Table
from report.model.ledger import DRAFT, UNCONFIRMED

FACTS, EVENTS = "facts.csv", "events.csv"
LINKS = ("supersedes", "same_as", "disagrees_with", "part_of")
_NUMBERS = ("value", "low", "high")
_WORDS = ("unit", "population", "what", "place", "said_by", "reported_in", "note")
_FACT = ("id", *_NUMBERS, "qualifier", *_WORDS, "as_of", *LINKS, "status")
_EVENT = ("id", "date", "title", "place", "said_by", "reported_in", "kind", "note", "status")
_OF_IMPORT = ("sentence", "line")  # what an import found, for its author to look up
_STATUS = ("", "confirmed", DRAFT, UNCONFIRMED)
_ID = re.compile(r"[a-z][a-z0-9]*([-.][a-z0-9]+)*")


def read(
    tables: Mapping[str, Table], cells: Mapping[str, Fact], faults: Faults
) -> Ledger:
    """The ledger of a report from its tables; `cells` are the facts of its series, by id.

    What is wrong in the two files is a fault. A file of events is the ledger's if it has a column
    `id`; without one it is a table like any other.
    """
    facts: dict[str, Fact] = {}
    if (table := tables.get(FACTS)) and _has_columns(table, _FACT, ("id",), faults):
        for row in _rows(table, faults):
            if (fact := _fact(row)) and _is_new(row, fact.id, facts, cells):
                facts[fact.id] = fact
    events: dict[str, Event] = {}
    table = tables.get(EVENTS)
    if table and "id" in table.columns and _has_columns(table, _EVENT, ("date", "title"), faults):
        for row in _rows(table, faults):
            if (event := _event(row)) and _is_new(row, event.id, events, facts | dict(cells)):
                events[event.id] = event
    facts |= {name: cell for name, cell in cells.items() if name not in facts}
    return Ledger(_linked(facts, tables.get(FACTS), faults), events)


@dataclass(frozen=True)
class _Row:
    """One row of a table by the names of its columns; says what is wrong in it, cell by cell."""

    cells: Mapping[str, str]
    columns: Sequence[str]
    place: Place
    faults: Faults

    def wrong(self, column: str, says: str, mend: str = "") -> None:
        index = self.columns.index(column) + 1 if column in self.columns else 0
        self.faults.found(replace(self.place, column=index), says, mend)

    def name(self) -> str:
        """The id; nothing, and a fault, if it is none."""
        name = self.cells.get("id", "")
        if not name:
            self.wrong("id", "This row has no id.", "Give it a short name of its own, such as "
                       "refugees-turkey.")
        elif not _ID.fullmatch(name):
            near = re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")
            self.wrong("id", f"“{name}” cannot be an id.", "Small letters, digits and hyphens, "
                       f"a letter first: “{near or 'a-name'}”.")
            return ""
        return name

    def number(self, column: str) -> Decimal | None:
        if not (text := self.cells.get(column, "")):
            return None
        try:
            return decimal(text)
        except ValueError as error:
            self.wrong(column, f"In the column “{column}”, {error}")
            return None

    def period(self, column: str) -> Period | None:
        if not (text := self.cells.get(column, "")):
            return None
        try:
            return period(text)
        except ValueError as error:
            self.wrong(column, f"In the column “{column}”, {error}")
            return None

    def qualifier(self) -> str:
        if not (text := self.cells.get("qualifier", "")):
            return ""
        try:
            return qualifier(text)
        except ValueError as error:
            self.wrong("qualifier", f"In the column “qualifier”, {error}",
                       "What is no such word belongs into the note.")
            return ""

    def status(self) -> str:
        status = self.cells.get("status", "")
        if status not in _STATUS:
            self.wrong("status", f"“{status}” is no status.", did_you_mean(status, _STATUS[1:]))
        return status


def decimal(text: str) -> Decimal:
    """A number, exactly as it is written.

    Raises ValueError, with a sentence for the author, if it is none.
    """
    if "_" in text:  # which Python would read
        raise ValueError(f"“{text}” is no number; write {text.replace('_', '')}.")
    data.number(text)
    return Decimal(text)


def period(text: str) -> Period:
    """A period written as 2016, 2016-02, 2016-02-13 or two of them with / between.

    Raises ValueError, with a sentence for the author, if it is none.
    """
    read = data.period(text)
    return Period(read.start, read.end, text)


def _rows(table: Table, faults: Faults) -> list[_Row]:
    return [_Row(dict(zip(table.columns, cells, strict=True)), table.columns,
                 Place(table.file, line), faults)
            for cells, line in zip(table.rows, table.lines, strict=True)]


def _has_columns(
    table: Table, known: Sequence[str], needed: Sequence[str], faults: Faults
) -> bool:
    """Whether a file has the columns without which nothing can be read.

    Others may stand in it, for figures to draw; one that is nearly called like a column of the
    ledger is a slip of the pen.
    """
    if not table.columns:
        return False  # a fault of its own, found when the file was read
    place = Place(table.file, 1)
    for column in table.columns:
        near = difflib.get_close_matches(column, known, n=1, cutoff=0.8)
        if column not in (*known, *_OF_IMPORT) and near and near[0] not in table.columns:
            faults.found(place, f"The ledger has no column “{column}”.",
                         f"Did you mean “{near[0]}”?")
    missing = [column for column in needed if column not in table.columns]
    for column in missing:
        faults.found(place, f"{table.file.name} has no column “{column}”.",
                     f"Its columns are: {', '.join(known)}.")
    return not missing


def _is_new(row: _Row, name: str, *taken: Mapping[str, Fact] | Mapping[str, Event]) -> bool:
    for others in taken:
        if name in others:
            first = others[name].at
            row.wrong("id", f"The id “{name}” is taken already, in {first.file.name}, "
                      f"line {first.line}.", "Give one of the two another name.")
            return False
    return True


def _fact(row: _Row) -> Fact | None:
    before = len(row.faults)
    name = row.name()
    value, low, high = (row.number(column) for column in _NUMBERS)
    words: dict[str, Any] = {column: " ".join(row.cells.get(column, "").split())
                             for column in _WORDS}
    links: dict[str, Any] = {column: tuple(re.findall(r"[^;\s]+", row.cells.get(column, "")))
                             for column in LINKS}
    fact = Fact(name, value, low, high, qualifier=row.qualifier(), as_of=row.period("as_of"),
                status=row.status(), at=row.place, **words, **links)
    if len(row.faults) == before:
        _check_numbers(row, fact)
    return fact if name else None


def _check_numbers(row: _Row, fact: Fact) -> None:
    value, low, high = fact.value, fact.low, fact.high
    if value is None and low is None and high is None:
        row.wrong("value", f"“{fact.id}” has no number.",
                  "Write its value, or what it lies between into low and high.")
    elif (low is None) != (high is None):
        row.wrong("low" if low is None else "high", f"“{fact.id}” has one end of a range.",
                  "Write both low and high; for one number, write value and a qualifier such as "
                  "“at least”.")
    elif low is not None and high is not None:
        if low > high:
            row.wrong("low", f"In “{fact.id}”, low ({low}) is more than high ({high}).",
                      "Change the two about.")
        elif value is not None and not low <= value <= high:
            row.wrong("value", f"In “{fact.id}”, the value ({value}) does not lie between low "
                      f"({low}) and high ({high}).", "Correct the number that is wrong.")


def _event(row: _Row) -> Event | None:
    name = row.name()
    date = row.period("date")
    if not row.cells.get("date") and row.cells.get("status") == UNCONFIRMED:
        return None  # a candidate whose day nobody has found out
    if not row.cells.get("date"):
        row.wrong("date", "This event has no date.", "Write 2016, 2016-02 or 2016-02-27.")
    if not row.cells.get("title"):
        row.wrong("title", "This event has no title.", "Say in a few words what happened.")
    status = row.status()
    if not name or date is None:
        return None
    words = {column: " ".join(row.cells.get(column, "").split())
             for column in ("title", "place", "said_by", "reported_in", "kind", "note")}
    return Event(name, date, status=status, at=row.place, **words)


def _linked(facts: dict[str, Fact], table: Table | None, faults: Faults) -> dict[str, Fact]:
    """Facts whose links lead somewhere; those that lead nowhere, or round, are faults."""
    columns = table.columns if table else ()
    kept = {}
    for name, fact in facts.items():
        known: dict[str, Any] = {}
        for column in LINKS:
            ids: tuple[str, ...] = getattr(fact, column)
            place = replace(fact.at, column=columns.index(column) + 1) if ids else fact.at
            for other in ids:
                if other == name:
                    faults.found(place, f"“{name}” names itself in “{column}”.", "Take it out.")
                elif other not in facts:
                    faults.found(place, f"There is no fact “{other}”, which “{name}” names in "
                                 f"“{column}”.", did_you_mean(other, facts))
            known[column] = tuple(other for other in ids if other in facts and other != name)
        kept[name] = replace(fact, **known)
    return _without_rings(kept, faults)


def _without_rings(facts: dict[str, Fact], faults: Faults) -> dict[str, Fact]:
    """Facts none of which supersedes itself by way of others, nor is a part of its part."""
    for column in ("supersedes", "part_of"):
        for name in list(facts):
            path = _way_back(facts, name, column)
            if path:
                faults.found(facts[name].at, f"In “{column}”, facts lead round in a ring: "
                             f"{' → '.join(path)}.", "Take one of these out.")
                cut: dict[str, Any] = {column: ()}
                facts[name] = replace(facts[name], **cut)
    return facts


def _way_back(facts: Mapping[str, Fact], name: str, column: str) -> list[str]:
    """The way from a fact to itself; nothing if there is none."""
    came: dict[str, str] = {}
    wave = [name]
    while wave:
        here = wave.pop()
        for other in getattr(facts[here], column):
            if other == name:
                way = [here]
                while way[-1] != name:
                    way.append(came[way[-1]])
                return [*reversed(way), name]
            if other not in came:
                came[other] = here
                wave.append(other)
    return []

"""Rows of the ledger for figures and tables, and the facts that lie in the rows of other files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from report import cited, quantities
from report.errors import Place, did_you_mean
from report.extract import row_of
from report.ledger import EVENTS, FACTS
from report.markup.given import Directive
from report.model import Event, Fact, Table, Use
from report.model.ledger import DRAFT

if TYPE_CHECKING:
    from report.markup.walk import Walk

_APART = ("population",)  # by which kinds mean a number
_FIRST = ("id", "label", "date", "day", "event", "place", "what")  # what a reader wants first
_OF_IMPORT = ("sentence", "line")
_DRAFT = re.compile(r"\b(?:draft|brouillon|entwurf|borrador)\b", re.IGNORECASE)


def table(walk: Walk, given: Directive, name: str) -> Table | None:
    """The facts or events that a directive asks for as a table.

    To the columns of the file come some that are made of them: `date` and `day` in words,
    `source`, `said` (the number in words and figures); `event`, an event's title. The few words
    that kinds take from a column `note` are the author's `remark`; the ledger's notes are long.
    """
    manuscript, ledger = walk.desk.manuscript, walk.desk.manuscript.ledger
    rows: dict[str, dict[str, str]] = {}
    if name == EVENTS:
        known: Mapping[str, Fact | Event] = ledger.events
        rows = {each.id: _of_event(each, walk) for each in ledger.events.values()}
    elif "facts" in given.options:
        known, wanted = ledger.facts, re.findall(r"[^\s,;]+", given.options["facts"])
        for missing in (each for each in wanted if each not in known):
            walk.fault(given.at("facts"), f"There is no fact “{missing}” in the ledger.",
                       did_you_mean(missing, known))
        rows = {each: _of_fact(ledger.facts[each], walk) for each in wanted if each in known}
    else:
        known = ledger.facts
        rows = {each.id: _of_fact(each, walk) for each in known.values()
                if isinstance(each, Fact) and not each.series}
    if not rows:
        return None
    file = manuscript.tables[name].file if name in manuscript.tables else next(
        known[each].at.file for each in rows)
    there = dict.fromkeys(column for row in rows.values() for column in row
                          if column not in _OF_IMPORT)
    columns = tuple(sorted(there, key=lambda column: column not in _FIRST))
    return Table(file, columns, tuple(tuple(row.get(column, "") for column in columns)
                                      for row in rows.values()),
                 tuple(known[each].at.line for each in rows), apart=_APART)


def confirmed(walk: Walk, given: Directive, rows: Table) -> None:
    """A fault for each row of the ledger that nobody has confirmed.

    A draft may be drawn by a figure whose title or deck calls itself one.
    """
    words = " ".join(given.options.get(name, "") for name in ("title", "deck"))
    says_draft = bool(_DRAFT.search(words))
    ledger = walk.desk.manuscript.ledger
    for name in _ids(rows):
        found = ledger.facts.get(name) or ledger.events.get(name)
        if found and found.status == DRAFT:
            if not says_draft:
                walk.fault(_place(given), f"“{name}” is a draft, and this figure does not say so.",
                           "Begin the deck with “Draft: not confirmed”, or run invoke confirm.")
        elif found and not found.is_confirmed:
            walk.fault(_place(given), f"Nobody has confirmed “{name}”.",
                       "Compare it with its source, and empty its status in "
                       f"{found.at.file.name}, line {found.at.line}.")


def used(walk: Walk, given: Directive, rows: Table, is_ledger: bool) -> None:
    """Keep a use of every fact that lies in the rows that a directive draws."""
    names = _ids(rows) if is_ledger else _cells(walk, given, rows)
    walk.desk.uses += [Use((name,), "", walk.section, "", _place(given), walk.within)
                       for name in names]


def _ids(rows: Table) -> Iterable[str]:
    return (row[rows.columns.index("id")] for row in rows.rows) if "id" in rows.columns else ()


def _cells(walk: Walk, given: Directive, rows: Table) -> list[str]:
    """The facts of series that lie in some rows; of wide files, those of the columns named."""
    lines = set(rows.lines)
    facts = [fact for fact in walk.desk.manuscript.ledger.facts.values()
             if fact.series and fact.at.file == rows.file and fact.at.line in lines]
    said = " ".join(given.options.values())
    named = [fact for fact in facts
             if re.search(rf"(?<!\w){re.escape(rows.columns[fact.at.column - 1])}(?!\w)", said)]
    return [fact.id for fact in named or facts]


def _of_fact(fact: Fact, walk: Walk) -> dict[str, str]:
    """A fact as a row: what its author wrote, or for a cell of a series what it stands for."""
    language = walk.desk.manuscript.meta.language
    row = row_of(fact) if fact.series else _written(fact, walk.desk.manuscript.tables[FACTS])
    row |= {"said": row.get("said", cited.bare(fact, language)),
            "source": row.get("source", _source(fact)), "note": row.get("remark", "")}
    row.pop("remark", None)
    if fact.as_of:
        row.setdefault("date", quantities.dated(fact.as_of, language))
        row.setdefault("day", quantities.dated(fact.as_of, language, "short"))
    return row


def _of_event(event: Event, walk: Walk) -> dict[str, str]:
    row = _written(event, walk.desk.manuscript.tables[EVENTS])
    return {"event": event.title, "source": _source(event)} | row


def _source(found: Fact | Event) -> str:
    return ", ".join(filter(None, (found.said_by, found.reported_in)))


def _written(found: Fact | Event, rows: Table) -> dict[str, str]:
    cells = rows.rows[rows.lines.index(found.at.line)]
    return dict(zip(rows.columns, cells, strict=True))


def _place(given: Directive) -> Place:
    return given.at("facts" if "facts" in given.options else "data")

"""The ledger as files that go with an edition: its facts and events as CSV."""

from __future__ import annotations

from report.model import Attached, Event, Fact, Report
from report.tables import as_csv
from report.terms import terms

FACT_COLUMNS = ("id", "value", "low", "high", "unit", "qualifier", "population", "what", "place",
                "as_of", "said_by", "reported_in", "note", "supersedes", "same_as",
                "disagrees_with", "part_of")
EVENT_COLUMNS = ("id", "date", "title", "place", "said_by", "reported_in", "kind", "note")


def row_of(found: Fact | Event) -> dict[str, str]:
    """A fact or an event as its file has it, a cell of text each."""
    columns = FACT_COLUMNS if isinstance(found, Fact) else EVENT_COLUMNS
    return {column: _cell(getattr(found, column)) for column in columns}


def files(report: Report) -> tuple[Attached, ...]:
    """The facts and events that somebody has confirmed; of series, the cells that are used."""
    used = {name for use in report.uses for name in use.targets}
    facts = [fact for fact in report.ledger.facts.values()
             if fact.is_confirmed and (not fact.series or fact.id in used)]
    events = [event for event in report.ledger.events.values() if event.is_confirmed]
    words = terms(report.meta.language)["ledger"]
    made = (("ledger-facts.csv", FACT_COLUMNS, facts), ("ledger-events.csv", EVENT_COLUMNS, events))
    return tuple(Attached(name, as_csv([columns, *(tuple(row_of(each).values()) for each in rows)]),
                          words)
                 for name, columns, rows in made if rows)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return " ".join(value)
        case str():
            return value
        case _:
            return getattr(value, "words", None) or f"{value:f}"

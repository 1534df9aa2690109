"""Events that stand out of order, outside their timeline, or after the report's own day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from figures.desk import data
from report.errors import Place
from report.gate.dossier import Dossier, Objection
from report.model import Event


def event_order(dossier: Dossier) -> Iterator[Objection]:
    """Events of the ledger and of timelines against their order, range and the report's day."""
    last: Event | None = None
    for event in dossier.ledger.events.values():
        if last and event.date.end < last.date.start:
            yield Objection(event.at, "event-order",
                            f"“{event.id}” ({event.date.words}) stands below “{last.id}” "
                            f"({last.date.words}), which came after it.",
                            "Put the rows in the order of their dates.")
        if event.date.start > dossier.as_of:
            yield Objection(event.at, "event-order",
                            f"“{event.id}” ({event.date.words}) lies after the day up to which "
                            f"this report knows, {dossier.as_of}.",
                            "Correct the date, or as_of in report.toml.")
        last = event
    yield from _timelines(dossier)


def _timelines(dossier: Dossier) -> Iterator[Objection]:
    """Rows of a timeline outside what its directive says it covers."""
    for figure in dossier.report.figures():
        if figure.kind != "timeline" or figure.data is None:
            continue
        column = figure.options.get("date", "date")
        begin, end = (_period(figure.options.get(name, "")) for name in ("from", "until"))
        if column not in figure.data.columns:
            continue
        index = figure.data.columns.index(column)
        for row, line in zip(figure.data.rows, figure.data.lines, strict=True):
            date = _period(row[index])
            if date and ((begin and date.end < begin.start) or (end and date.start > end.end)):
                yield Objection(Place(figure.data.file, line), "event-order",
                                f"This event ({row[index]}) lies outside the timeline “{figure.id}”"
                                f", which goes {_range(figure.options)}.",
                                "Correct the date, or “:from:” and “:until:” of the timeline.")


def _range(options: Mapping[str, str]) -> str:
    begin, end = options.get("from", ""), options.get("until", "")
    return " ".join(filter(None, (f"from {begin}" if begin else "", f"until {end}" if end else "")))


def _period(text: str) -> data.Period | None:
    try:
        return data.period(text) if text else None
    except ValueError:
        return None

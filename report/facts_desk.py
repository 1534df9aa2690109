"""What `invoke facts` says: the ledger of a report, listed, searched and explained."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from report import cited
from report.errors import Fault, Place, SourceError, did_you_mean
from report.model import Event, Fact, Report, Use
from report.press import understand
from report.terminal import short

_HEADS = ("id", "value", "as of", "said by")


def lines(source: Path, name: str, search: str, unused: bool) -> Iterator[str]:
    """What is said of a report's ledger; raises SourceError if there is no such fact."""
    for line in _lines(source, name, search, unused):
        yield line.replace("\N{NO-BREAK SPACE}", " ")  # which a search in a terminal would miss


def _lines(source: Path, name: str, search: str, unused: bool) -> Iterator[str]:
    report = understand(source)[1]
    ledger = report.ledger
    if not ledger:
        raise SourceError([Fault(Place(source / "data"), "This report has no ledger.",
                                 "Write facts into data/facts.csv: docs/writing.md tells how.")])
    if name:
        known: dict[str, Fact | Event] = {**ledger.facts, **ledger.events}
        if name not in known:
            raise SourceError([Fault(Place(source / "data"), f"There is no fact “{name}”.",
                                     did_you_mean(name, known))])
        yield from _explained(known[name], report)
        return
    found: list[Fact | Event] = [*ledger.facts.values(), *ledger.events.values()]
    found = [each for each in found if _holds(each, search)]
    if unused:
        used = {target for use in report.uses for target in use.targets}
        found = [each for each in found if each.id not in used
                 and not (isinstance(each, Fact) and each.series)]
    elif not search:
        found = [each for each in found if not (isinstance(each, Fact) and each.series)]
    yield from _listed([_row(each, report) for each in found])
    yield _count(found, report)


def _holds(found: Fact | Event, search: str) -> bool:
    """Whether every word of a search stands somewhere in a fact or an event."""
    text = " ".join(value for value in vars(found).values() if isinstance(value, str)).casefold()
    return all(word in text for word in search.casefold().split())


def _row(found: Fact | Event, report: Report) -> tuple[str, ...]:
    told = cited.entry(found.id, report.ledger, report.meta.language)
    mark = "" if found.is_confirmed else " (not confirmed)"
    return found.id, (told.number or told.what) + mark, told.date, told.said_by


def _count(found: Sequence[Fact | Event], report: Report) -> str:
    facts = sum(isinstance(each, Fact) for each in found)
    series: dict[str, int] = {}
    for fact in report.ledger.facts.values():
        if fact.series:
            series[fact.series] = series.get(fact.series, 0) + 1
    events = len(found) - facts
    said = [f"{facts} fact{'s' * (facts != 1)}", f"{events} event{'s' * (events != 1)}",
            *(f"{number} cells of {name}" for name, number in series.items())]
    return f"{', '.join(said)}."


def _listed(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows for somebody who looks on, or plain ones with tabs for a program."""
    if not sys.stdout.isatty():
        yield from ("\t".join(row) for row in rows)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*_HEADS, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    console = Console()
    with console.capture() as captured:
        console.print(table)
    yield captured.get().rstrip()


def _explained(found: Fact | Event, report: Report) -> Iterator[str]:
    told = cited.entry(found.id, report.ledger, report.meta.language)
    yield f"{found.id}: {told.number or told.what}"
    about = {
        "What": told.what, "Date": told.date, "Stated by": told.said_by,
        "Published in": told.reported_in, "Note": told.note,
        "Status": "not confirmed: it may not be shown" if not found.is_confirmed else "",
        "Written in": _place(found.at),
    }
    if isinstance(found, Fact):
        about |= _linked(found, report)
    uses = [use for use in report.uses if found.id in use.targets]
    about["Used"] = "" if uses else "nowhere"
    width = max(map(len, about)) + 2
    for word, says in about.items():
        if says:
            yield f"  {word + ':':{width}}{says}"
    named = {*(each.id for each in report.figures()), *(each.id for each in report.grids())}
    for number, use in enumerate(_apart(uses, named)):
        yield f"  {'' if number else 'Used:':{width}}{use}"


def _linked(fact: Fact, report: Report) -> dict[str, str]:
    ledger = report.ledger
    chain = ledger.chain(fact.id)

    def said(facts: Iterable[Fact], between: str = "; ") -> str:
        return between.join(f"{each.id} ({_told(each, report)})" for each in facts)

    return {
        "Chain": said(chain, " → ") if len(chain) > 1 else "",
        "Disagrees": said(ledger.disagreeing(fact.id)),
        "Same as": said(ledger.same(fact.id)),
        "Part of": said(ledger.facts[name] for name in fact.part_of),
        "Parts": said(ledger.parts_of(fact.id)),
    }


def _told(fact: Fact, report: Report) -> str:
    told = cited.entry(fact.id, report.ledger, report.meta.language)
    return ", ".join(filter(None, (told.number, told.date)))


def _apart(uses: Iterable[Use], named: Container[str]) -> list[str]:
    """Places of uses, each once: text/03-border.md:12, in figure hosts; `named` have a name."""
    return list(dict.fromkeys(
        _place(use.place) + (f", in {use.within}" if use.within != "text" else "")
        + (f" {use.element}" if use.element in named else "")
        + (f" ({use.form})" if use.form else "") for use in uses))


def _place(place: Place) -> str:
    return str(Place(short(place.file), place.line))

"""What a reader is told of a fact or an event: number, definition, date, who stated it, where.

The card on screen, the appendix, the list of sources and `invoke facts` all say it from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from report import quantities, reckoning
from report.calls import UnsaidError
from report.model import Event, Fact, Ledger, Report, Use


@dataclass(frozen=True)
class Entry:
    """A fact or an event in words; `later` replace it, `others` disagree with it."""

    id: str
    number: str
    what: str
    date: str
    said_by: str
    reported_in: str
    note: str
    later: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()

    @property
    def source(self) -> str:
        return ", ".join(filter(None, (self.said_by, self.reported_in)))


@dataclass(frozen=True)
class Source:
    """Somebody who states facts, where it was published, and what."""

    said_by: str
    reported_in: str
    entries: tuple[Entry, ...]

    @property
    def id(self) -> str:
        return self.entries[0].id


def entry(name: str, ledger: Ledger, language: str, uses: Sequence[Use] = ()) -> Entry:
    """What is told of one fact or event."""
    if name in ledger.events:
        return _event(ledger.events[name], language, uses)
    fact = ledger.facts[name]
    return Entry(
        name, number(fact, ledger, language), _what(fact.what, fact.place),
        quantities.dated(fact.as_of, language) if fact.as_of else "", fact.said_by,
        fact.reported_in, fact.note, _others(ledger.superseded_by(name), ledger, language),
        _others(ledger.disagreeing(name), ledger, language), tuple(uses))


def number(fact: Fact, ledger: Ledger, language: str) -> str:
    """A fact's number with its qualifier and unit: at least 50,000 people."""
    for form in ("qualifier, unit", "exact"):
        try:
            return reckoning.fact(f"{fact.id}, {form}", ledger, language).whole
        except UnsaidError:  # not confirmed, or of a language that has no words for it
            continue
    return "–".join(str(each) for each in (fact.low, fact.value, fact.high) if each is not None)


def used(report: Report) -> list[Entry]:
    """Every fact that the report uses, in the order of the ledger, with its uses."""
    by_id: dict[str, list[Use]] = {}
    for use in report.uses:
        for name in dict.fromkeys(use.targets):
            by_id.setdefault(name, []).append(use)
    return [entry(name, report.ledger, report.meta.language, by_id[name])
            for name in report.ledger.facts if name in by_id]


def sources(report: Report) -> list[Source]:
    """Who states the facts that the report uses, by name, and where each was published."""
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for each in used(report):
        grouped.setdefault((each.said_by, each.reported_in), []).append(each)
    return [Source(*key, tuple(grouped[key]))
            for key in sorted(grouped, key=lambda key: tuple(map(str.casefold, key)))]


def _event(event: Event, language: str, uses: Sequence[Use]) -> Entry:
    return Entry(event.id, "", _what(event.title, event.place),
                 quantities.dated(event.date, language), event.said_by, event.reported_in,
                 event.note, uses=tuple(uses))


def _what(what: str, place: str) -> str:
    """A definition and its place, which is not said twice."""
    return ", ".join(filter(None, (what, place if place not in what else "")))


def _others(facts: Iterable[Fact], ledger: Ledger, language: str) -> tuple[str, ...]:
    """Other facts in a few words: 75,775 people (29 February 2016)."""
    return tuple(
        number(fact, ledger, language)
        + (f" ({quantities.dated(fact.as_of, language)})" if fact.as_of else "")
        for fact in facts if fact.is_confirmed)

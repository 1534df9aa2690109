"""What a reader is told of a fact or an event: number, definition, date, who stated it, where.

The card on screen, the appendix, the list of sources and `invoke facts` all say it from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from report import quantities, reckoning
from report.calls import UnsaidError
from report.model import Event, Fact, Ledger, Period, Report, Use
from report.terms import terms


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

    @property
    def brief(self) -> str:
        """The whole in a few words: 63,752 people (displaced, Aleppo, 29 February 2016)."""
        about = ", ".join(filter(None, (self.what if self.number else "", self.date)))
        return f"{self.number or self.what} ({about})" if about else self.number or self.what

    def remarks(self, terms: Mapping[str, str]) -> list[str]:
        """What must be known besides: the ledger's note, what replaces it, what disagrees."""
        said = [self.note, *(f"{terms[name]}: {'; '.join(words)}" for name, words in (
            ("later", self.later), ("others", self.others)) if words)]
        return [line for line in said if line]


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


def bare(fact: Fact, language: str) -> str:
    """A fact's number without qualifier and unit: 50,000."""
    alone = Ledger({fact.id: replace(fact, qualifier="", unit="", status="")})
    return number(alone.facts[fact.id], alone, language)


def used(report: Report) -> list[Entry]:
    """Every fact that the report uses, in the order of the ledger, with its uses.

    Cells of a series that only figures and tables use are one entry: their numbers stand there.
    """
    by_id = _uses(report)
    entries = []
    drawn: dict[str, list[Fact]] = {}
    for name, fact in report.ledger.facts.items():
        if name in by_id and fact.series and all(use.within in _DRAWN for use in by_id[name]):
            drawn.setdefault(fact.series, []).append(fact)
        elif name in by_id:
            entries.append(entry(name, report.ledger, report.meta.language, by_id[name]))
    return entries + [_series(facts, report, [use for fact in facts for use in by_id[fact.id]])
                      for facts in drawn.values()]


_DRAWN = ("figure", "table", "key-figures")


def sources(report: Report) -> list[Source]:
    """Who states the facts and events that the report uses, by name, and what each states."""
    by_id, ledger = _uses(report), report.ledger
    series: dict[tuple[str, str, str], list[Fact]] = {}
    entries = []
    for name in by_id:
        if name in ledger.facts and ledger.facts[name].series:
            fact = ledger.facts[name]
            series.setdefault((fact.series, fact.said_by, fact.reported_in), []).append(fact)
    for name in (*ledger.facts, *ledger.events):
        if name in by_id and not (name in ledger.facts and ledger.facts[name].series):
            entries.append(entry(name, ledger, report.meta.language))
    entries += [_series(facts, report, ()) for facts in series.values()]
    grouped: dict[tuple[str, str], list[Entry]] = {}
    for each in entries:
        grouped.setdefault((each.said_by, each.reported_in), []).append(each)
    return [Source(*key, tuple(grouped[key]))
            for key in sorted(grouped, key=lambda key: tuple(map(str.casefold, key)))]


def _uses(report: Report) -> dict[str, list[Use]]:
    by_id: dict[str, list[Use]] = {}
    for use in report.uses:
        for name in dict.fromkeys(use.targets):
            by_id.setdefault(name, []).append(use)
    return by_id


def _series(facts: Sequence[Fact], report: Report, uses: Sequence[Use]) -> Entry:
    """Cells of one file as one entry: what is the same for all, and from when to when they are."""
    def shared(attribute: str) -> str:
        said = {str(getattr(fact, attribute)) for fact in facts}
        return said.pop() if len(said) == 1 else ""

    language = report.meta.language
    dates = [fact.as_of for fact in facts if fact.as_of]
    date = ""
    if dates:
        span = Period(min(each.start for each in dates), max(each.end for each in dates),
                      dates[0].words)
        date = quantities.dated(span, language)
    return Entry(facts[0].id, f"{len(facts)} {terms(language)['numbers']}",
                 _what(shared("what") or facts[0].at.file.name, shared("place")), date,
                 shared("said_by"), shared("reported_in"), shared("note"), uses=tuple(uses))


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

"""What is known: the facts and events of a report, each with its source, and where it is used."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from report.errors import Place

UNCONFIRMED, DRAFT = "unconfirmed", "draft"


@dataclass(frozen=True)
class Period:
    """A day, a month, a year, or a span of them; `words` are as its author wrote it."""

    start: datetime.date
    end: datetime.date
    words: str

    @property
    def precision(self) -> str:
        """How finely it is given: day, month or year."""
        return {4: "year", 7: "month"}.get(len(self.words.split("/")[-1].strip()), "day")


@dataclass(frozen=True)
class Fact:
    """One number with all that makes it answer for itself.

    It has a `value`, or `low` and `high`, or all three. `supersedes`, `same_as`, `disagrees_with`
    and `part_of` are ids of other facts. `series` is the name of the `[facts.NAME]` in report.toml
    whose cell it is, nothing for a row of facts.csv.
    """

    id: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    population: str = ""
    what: str = ""
    place: str = ""
    as_of: Period | None = None
    said_by: str = ""
    reported_in: str = ""
    note: str = ""
    supersedes: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    disagrees_with: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    status: str = ""
    at: Place = field(kw_only=True)
    series: str = field(default="", kw_only=True)

    @property
    def is_range(self) -> bool:
        """Whether it is known only between two numbers."""
        return self.value is None

    @property
    def is_confirmed(self) -> bool:
        return self.status not in (UNCONFIRMED, DRAFT)


@dataclass(frozen=True)
class Event:
    """Something that happened, and when."""

    id: str
    date: Period
    title: str
    place: str = ""
    said_by: str = ""
    reported_in: str = ""
    kind: str = ""
    note: str = ""
    status: str = ""
    at: Place = field(kw_only=True)

    @property
    def is_confirmed(self) -> bool:
        return self.status not in (UNCONFIRMED, DRAFT)


@dataclass(frozen=True)
class Use:
    """A place in the report where facts or events are said.

    `targets` are their ids, several with `operators` between in arithmetic; `form` is what the
    author asked for behind them. `section` and `element` are the ids of the section and of what a
    link leads to; `within` is text, heading, note, table, figure, key-figures, box, aside, cover
    or settings.
    """

    targets: tuple[str, ...]
    form: str
    section: str
    element: str
    place: Place
    within: str = "text"
    operators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """Every fact and event of a report, in the order in which they are written."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.facts or self.events)

    def without_candidates(self) -> Ledger:
        """The ledger without what an import found and nobody has looked at."""
        return Ledger(
            {name: each for name, each in self.facts.items() if each.status != UNCONFIRMED},
            {name: each for name, each in self.events.items() if each.status != UNCONFIRMED})

    def superseded_by(self, name: str) -> tuple[Fact, ...]:
        """The facts that replace one directly."""
        return tuple(fact for fact in self.facts.values() if name in fact.supersedes)

    def chain(self, name: str) -> tuple[Fact, ...]:
        """The states of one moving figure to which a fact belongs, the first one first.

        A fact that replaces nothing and is not replaced is a chain of itself.
        """
        members = {name}
        while grown := {
            *(other for each in members for other in self.facts[each].supersedes),
            *(fact.id for each in members for fact in self.superseded_by(each)),
        } - members:
            members |= grown
        return tuple(sorted((self.facts[each] for each in members), key=self._age))

    def newest(self, name: str) -> Fact:
        """The last state of the figure to which a fact belongs."""
        return self.chain(name)[-1]

    def parts_of(self, name: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts.values() if name in fact.part_of)

    def disagreeing(self, name: str) -> tuple[Fact, ...]:
        """The facts that say something else, whichever of the two says so."""
        return self._linked(name, "disagrees_with")

    def same(self, name: str) -> tuple[Fact, ...]:
        """The facts that state the same, whichever of the two says so."""
        return self._linked(name, "same_as")

    def _linked(self, name: str, by: str) -> tuple[Fact, ...]:
        mine: tuple[str, ...] = getattr(self.facts[name], by)
        return tuple(fact for fact in self.facts.values() if fact.id != name
                     and (fact.id in mine or name in getattr(fact, by)))

    def _age(self, fact: Fact) -> tuple[int, str]:
        """How many states lie before a fact."""
        before: set[str] = set()
        wave = set(fact.supersedes)
        while wave - before:
            before |= wave
            wave = {other for each in wave for other in self.facts[each].supersedes}
        return len(before), fact.id

"""What has changed between two states of a ledger: which numbers, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from report.model import Event, Fact, Ledger

# What may have changed in an entry, by the columns that say so.
_FACT = {
    "revised": ("value", "low", "high", "unit"), "qualifier": ("qualifier",), "date": ("as_of",),
    "source": ("said_by", "reported_in"),
    "definition": ("what", "population", "place"), "status": ("status",),
}  # fmt: skip
_EVENT = {"date": ("date",), "source": ("said_by", "reported_in"),
          "definition": ("title", "place", "kind"), "status": ("status",)}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One entry that is not as it was.

    `what` says how: added, removed, superseded, or several of revised, qualifier, date, source,
    definition and status. `old` and `new` are the entry before and after; a superseded fact's
    `new` is the one that replaces it.
    """

    what: tuple[str, ...]
    old: Fact | Event | None
    new: Fact | Event | None

    @property
    def id(self) -> str:
        entry = self.new or self.old
        assert entry
        return entry.id

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the entry before and after, each once."""
        return tuple(dict.fromkeys(entry.id for entry in (self.old, self.new) if entry))

    @property
    def by(self) -> Decimal | None:
        """How much more the number is now; None where it is no number, or a range."""
        if not isinstance(self.old, Fact) or not isinstance(self.new, Fact):
            return None
        if self.old.value is None or self.new.value is None or self.old.unit != self.new.unit:
            return None
        return self.new.value - self.old.value

    @property
    def share(self) -> Decimal | None:
        """By how many per cent; None where that has no meaning."""
        if not self.by or not isinstance(self.old, Fact) or not self.old.value:
            return None
        return self.by / abs(self.old.value) * 100


def changes(old: Ledger, new: Ledger) -> tuple[Change, ...]:
    """Every change from one ledger to another, in the order of the new one, then what is gone.

    A new fact that supersedes one of the old ledger is one change: the old number became it,
    whatever states lie between the two.
    """
    made = [*_facts(old, new), *_events(old, new)]
    replaced = {change.old.id for change in made if change.old}
    before: list[Fact | Event] = [*old.facts.values(), *old.events.values()]
    now = {*new.facts, *new.events} | replaced
    gone = [entry for entry in before if entry.id not in now]
    return (*made, *(Change(("removed",), entry, None) for entry in gone))


def _facts(old: Ledger, new: Ledger) -> Iterator[Change]:
    for name, fact in new.facts.items():
        if name in old.facts:
            if what := _differ(old.facts[name], fact, _FACT):
                yield Change(what, old.facts[name], fact)
        elif before := _before(fact, old, new):
            if not new.superseded_by(name):  # else it is a state on the way, and soon old too
                yield Change(("superseded",), before, fact)
        else:
            yield Change(("added",), None, fact)


def _events(old: Ledger, new: Ledger) -> Iterator[Change]:
    for name, event in new.events.items():
        if name not in old.events:
            yield Change(("added",), None, event)
        elif what := _differ(old.events[name], event, _EVENT):
            yield Change(what, old.events[name], event)


def _before(fact: Fact, old: Ledger, new: Ledger) -> Fact | None:
    """The fact of the old ledger that a new one replaces, directly or by way of others."""
    wave = list(fact.supersedes)
    while wave:
        name = wave.pop(0)
        if name in old.facts:
            return old.facts[name]
        if name in new.facts:
            wave += new.facts[name].supersedes
    return None


def _differ(
    old: Fact | Event, new: Fact | Event, columns: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    return tuple(what for what, names in columns.items()
                 if any(getattr(old, name) != getattr(new, name) for name in names))

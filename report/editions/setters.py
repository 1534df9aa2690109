"""Setters: those who set and draw units, in this process or in several, and from what is kept."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from report import fresh
from report.editions.processes import Processes
from report.editions.settle import Order, Settled
from report.editions.workshop import Printed, Workshop
from report.kept import digest
from report.model import Placement
from report.store import Store

T = TypeVar("T")
_WORTH = 12  # pages that it takes a process to be worth starting


class Setters(Protocol):
    def settle(self, orders: Sequence[Order]) -> list[Settled]:
        """Where things fall in some units."""

    def draw(self, orders: Sequence[Order]) -> list[Printed]:
        """The pages of units that have been settled."""


class Working(Protocol):
    def settle(self, orders: Sequence[Order]) -> list[tuple[Settled, Printed | None]]:
        """Where things fall in some units, and the pages of those that were drawn at once."""

    def draw(self, orders: Sequence[Order]) -> list[Printed]:
        """The pages of units that have been settled."""


@dataclass(frozen=True)
class Here:
    """One unit after another, in this process."""

    workshop: Workshop
    told: Callable[[int, int], None]

    def settle(self, orders: Sequence[Order]) -> list[tuple[Settled, Printed | None]]:
        return self._each(self.workshop.settle, orders)

    def draw(self, orders: Sequence[Order]) -> list[Printed]:
        return self._each(self.workshop.draw, orders)

    def _each(self, do: Callable[[Order], T], orders: Sequence[Order]) -> list[T]:
        done = []
        for number, order in enumerate(orders):
            self.told(number, len(orders))
            done.append(do(order))
        return done


@dataclass(frozen=True)
class Apart:
    """Units side by side, in several processes."""

    workshop: Workshop
    processes: Processes
    told: Callable[[int, int], None]

    def settle(self, orders: Sequence[Order]) -> list[tuple[Settled, Printed | None]]:
        return self.processes.each(self.workshop, "settle", orders, self.told)

    def draw(self, orders: Sequence[Order]) -> list[Printed]:
        return self.processes.each(self.workshop, "draw", orders, self.told)


@dataclass(frozen=True)
class Keeping:
    """Units from a store as far as they are there; others by the setters behind it."""

    workshop: Workshop
    store: Store
    behind: Working
    _names: dict[str, str] = field(default_factory=dict)

    def settle(self, orders: Sequence[Order]) -> list[Settled]:
        found: dict[str, Settled] = {}
        unknown = []
        for order in map(self._named, orders):
            kept = self._kept(self._key("settled", order))
            if isinstance(kept, Settled):
                found[order.unit.id] = kept
            else:
                unknown.append(self._begun(order))
        for order, (settled, printed) in zip(unknown, self.behind.settle(unknown), strict=True):
            found[order.unit.id] = settled
            self._keep(self._key("settled", order), settled)
            if printed:
                self._keep(self._key("drawn", order), printed)
            if order.known is None:
                self._keep(self._key("plain", order), settled.found)
        return [found[order.unit.id] for order in orders]

    def draw(self, orders: Sequence[Order]) -> list[Printed]:
        found: dict[str, Printed] = {}
        unknown = []
        for order in map(self._named, orders):
            kept = self._kept(self._key("drawn", order))
            if isinstance(kept, Printed) and self.workshop.programs.has(kept.part):
                found[order.unit.id] = kept
            else:
                unknown.append(order)
        for order, printed in zip(unknown, self.behind.draw(unknown), strict=True):
            found[order.unit.id] = printed
            self._keep(self._key("drawn", order), printed)
        return [found[order.unit.id] for order in orders]

    def _begun(self, order: Order) -> Order:
        """An order with what was found for the unit when its numbers were others."""
        known = order.known or self._kept(self._key("plain", order))
        return replace(order, known=known if isinstance(known, Placement) else None)

    def _key(self, what: str, order: Order) -> str:
        numbered: tuple[object, ...] = ()
        if what != "plain":
            numbered = order.unit.body, order.page, order.body, repr(self.workshop.look)
        return digest(what, order.made_from, *numbered)

    def _named(self, order: Order) -> Order:
        plain = order.plain
        if plain.body not in self._names:
            self._names[plain.body] = digest(fresh.code(), plain.id, self.workshop.digest(plain))
        return replace(order, made_from=self._names[plain.body])

    def _kept(self, key: str) -> object:
        data = self.store.get(key)
        return None if data is None else pickle.loads(data)  # what we sealed ourselves

    def _keep(self, key: str, made: object) -> None:
        self.store.put(key, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))


def worthwhile(pages: int) -> int:
    """How many processes are worth starting for so many pages; `OCTAVO_PROCESSES` allows fewer."""
    allowed = int(os.environ.get("OCTAVO_PROCESSES", "0")) or len(os.sched_getaffinity(0))
    return max(1, min(allowed, pages // _WORTH))

"""Setters: those who set and draw units, in this process or in several, and from what is kept."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from report import fresh
from report.editions.floats import moved
from report.editions.joining.overwritten import overwritten
from report.editions.processes import Processes, taken
from report.editions.settle import Order, Settled
from report.editions.workshop import Printed, Workshop
from report.folios import FOLIO
from report.kept import digest
from report.model import Placement
from report.store import Store

T = TypeVar("T")
Done = tuple[Settled, Printed | None]
Placed = Callable[[Order, Settled], Sequence[Order]]  # what can be drawn when a unit is settled


class Setters(Protocol):
    def settle(self, orders: Sequence[Order], placed: Placed) -> list[Settled]:
        """Where things fall in some units; what is `placed` meanwhile is drawn as it is."""

    def draw(self, orders: Sequence[Order]) -> list[Printed]:
        """The pages of units that have been settled."""


class Working(Protocol):
    def settle(self, orders: Sequence[Order], placed: Placed) -> list[tuple[Order, Done]]:
        """Where things fall in some units and in those that were placed meanwhile, and the pages
        of those that were drawn at once."""

    def draw(self, orders: Sequence[Order]) -> list[tuple[Order, Printed]]:
        """The pages of units that have been settled."""


def _after_settling(placed: Placed) -> Callable[[Order, Done], Sequence[Order]]:
    return lambda order, done: placed(order, done[0])


def _nothing_more(order: Order, done: object) -> Sequence[Order]:
    return ()


@dataclass(frozen=True)
class Here:
    """One unit after another, in this process."""

    workshop: Workshop
    told: Callable[[int, int], None]

    def settle(self, orders: Sequence[Order], placed: Placed) -> list[tuple[Order, Done]]:
        return self._each(self.workshop.settle, orders, _after_settling(placed))

    def draw(self, orders: Sequence[Order]) -> list[tuple[Order, Printed]]:
        return self._each(self.workshop.draw, orders, _nothing_more)

    def _each(
        self, do: Callable[[Order], T], orders: Sequence[Order],
        then: Callable[[Order, T], Sequence[Order]],
    ) -> list[tuple[Order, T]]:
        done: list[tuple[Order, T]] = []
        waiting = deque(orders)
        while waiting:
            self.told(len(done), len(done) + len(waiting))
            order = self._next(waiting)
            done.append((order, do(order)))
            waiting.extendleft(reversed(then(*done[-1])))
        return done

    def _next(self, waiting: deque[Order]) -> Order:
        """The first order whose drawings are there; else the first, for which all wait."""
        typesetter = self.workshop.typesetter
        order = taken([waiting], typesetter.is_ready) or waiting.popleft()
        typesetter.drawings(order.unit)  # who waits should do so here, and not while laying out
        return order


@dataclass(frozen=True)
class Apart:
    """Units side by side, in several processes."""

    workshop: Workshop
    processes: Processes
    told: Callable[[int, int], None]

    def settle(self, orders: Sequence[Order], placed: Placed) -> list[tuple[Order, Done]]:
        return self.processes.each(
            self.workshop, "settle", orders, self.told, _after_settling(placed))

    def draw(self, orders: Sequence[Order]) -> list[tuple[Order, Printed]]:
        return self.processes.each(self.workshop, "draw", orders, self.told, _nothing_more)


@dataclass(frozen=True)
class Keeping:
    """Units from a store as far as they are there; others by the setters behind it."""

    workshop: Workshop
    store: Store
    behind: Working
    _names: dict[str, str] = field(default_factory=dict)

    def settle(self, orders: Sequence[Order], placed: Placed) -> list[Settled]:
        orders = [self._named(order) for order in orders]
        found = {order.unit.id: kept for order in orders if (kept := self._settled(order))}
        for order in orders:
            if order.unit.id in found:
                placed(order, found[order.unit.id])
        unknown = [self._begun(order) for order in orders if order.unit.id not in found]
        for order, (settled, printed) in self.behind.settle(unknown, placed):
            found.setdefault(order.unit.id, settled)  # where it was asked for, not where placed
            self._keep(self._key("settled", order), settled)
            self._keep(self._key("plain", order), settled.found)
            if printed:
                self._keep(self._key("drawn", order), printed)
        return [found[order.unit.id] for order in orders]

    def draw(self, orders: Sequence[Order]) -> list[Printed]:
        orders = [self._named(order) for order in orders]
        found = {order.unit.id: kept for order in orders if (kept := self._drawn(order))}
        unknown = [order for order in orders if order.unit.id not in found]
        for order, printed in self.behind.draw(unknown):
            found[order.unit.id] = printed
            self._keep(self._key("drawn", order), printed)
        return [found[order.unit.id] for order in orders]

    def _settled(self, order: Order) -> Settled | None:
        kept = self._kept(self._key("settled", order))
        return kept if isinstance(kept, Settled) else self._overwritten(order)

    def _drawn(self, order: Order) -> Printed | None:
        kept = self._kept(self._key("drawn", order))
        has_fonts = isinstance(kept, Printed) and self.workshop.programs.has(kept.part)
        return kept if isinstance(kept, Printed) and has_fonts else None

    def _overwritten(self, order: Order) -> Settled | None:
        """A unit that was drawn in its place with stand-ins for numbers: these are written over,
        and it is kept as if it had been drawn with them."""
        plain = replace(order, unit=order.plain)
        if self.workshop.look or FOLIO.sub("", order.unit.body) != FOLIO.sub("", plain.unit.body):
            return None
        settled, printed = self._kept(self._key("settled", plain)), self._drawn(plain)
        if not (isinstance(settled, Settled) and printed):
            return None
        # In the order in which they are laid out: a figure may pass paragraphs that name pages.
        body = moved(order.unit.body, settled.found.moves)
        part = overwritten(printed.part, FOLIO.findall(body))
        if part is None:
            return None
        self._keep(self._key("settled", order), settled)
        self._keep(self._key("drawn", order), replace(printed, part=part))
        return settled

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

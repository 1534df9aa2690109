"""Typeset: the units of a report are set, each apart, until every number on their pages is true.

WeasyPrint is never asked for a page number: it would lay single pages out again and lose
footnotes on the way. The numbers are read off the pages of all units and written into the text;
a unit that then says something else is set again, until none does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from report.editions.places import Places
from report.editions.setters import Setters
from report.editions.settle import Opens, Order, Settled, blank
from report.errors import LayoutError
from report.model import Placement, Unit

MOST_PASSES = 8


@dataclass(frozen=True)
class Guess:
    """Where things fell in the last build: the page of each id, and the pages of each unit, one
    left blank before it not counted."""

    folios: Mapping[str, int] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Typesetting:
    """Typesets a report unit by unit.

    `numbered` gives the units with the numbers of a placement, `plain` with stand-ins for them;
    so many pages are `foreseen` for each.
    On the first page of the unit `counted_from` folios begin at 1. `setters` set the units; if
    the report `is_long`, they cannot keep all of them laid out until their numbers are known.
    `passed` hears of each pass over the report.
    """

    plain: Sequence[Unit]
    numbered: Callable[[Placement], Sequence[Unit]]
    setters: Setters
    foreseen: Mapping[str, int]
    counted_from: str = ""
    opens: Opens = lambda unit: ""
    passed: Callable[[int], None] = lambda number: None
    is_long: bool = False

    def pages(self, guess: Guess) -> tuple[list[Order], dict[str, Settled]]:
        """All units in order, each on its page with every number true, and where things fell in
        each.

        Raises LayoutError if the pages never come to rest.
        """
        folios = guess.folios
        pages = {unit.id: guess.pages.get(unit.id) or self.foreseen[unit.id] for unit in self.plain}
        settled: dict[str, Settled] = {}
        last: dict[str, Order] = {}
        for number in range(1, MOST_PASSES + 1):
            orders = [replace(order, known=settled[order.unit.id].found)
                      if order.unit.id in settled else order
                      for order in self._orders(folios, pages)]
            new = [order for order in orders if not _is_same(last.get(order.unit.id), order)]
            if not new:
                return orders, settled
            placed = (Places(self.plain, self.opens, self.counted_from).heard
                      if self.is_long and not folios else _nothing)
            for order, found in zip(new, self.setters.settle(new, placed), strict=True):
                settled[order.unit.id] = found
            last = {order.unit.id: order for order in orders}
            pages = self.contents(orders, settled)
            folios = self._folios(orders, settled, pages)
            self.passed(number)
        raise LayoutError(
            f"The pages did not come to rest in {MOST_PASSES} passes: what is written on a page "
            "moves the page that it names. Reword a paragraph that holds a page reference.")

    def contents(
        self, orders: Sequence[Order], settled: Mapping[str, Settled]
    ) -> dict[str, int]:
        """How many pages each unit has without one left blank before it."""
        return {order.unit.id:
                settled[order.unit.id].pages - blank(self.opens(order.plain), order.page)
                for order in orders}

    def _orders(self, folios: Mapping[str, int], pages: Mapping[str, int]) -> list[Order]:
        """Every unit on the page where it begins if those before it have so many pages, with
        its stand-ins as long as no number is known."""
        orders, page = [], 1
        body = folios.get(self.counted_from, 1)
        units = self.numbered(Placement(folios)) if folios else self.plain
        for plain, unit in zip(self.plain, units, strict=True):
            side = self.opens(plain)
            # A blank page is taken off what is laid out with it, but not put before what is not.
            laid_from = page if folios or not side else page + 1 - blank(side, page)
            orders.append(Order(plain, unit, laid_from, body, is_placed=bool(folios)))
            page += blank(side, page) + pages[unit.id]
        return orders

    def _folios(
        self, orders: Sequence[Order], settled: Mapping[str, Settled], pages: Mapping[str, int]
    ) -> Mapping[str, int]:
        """The page of every id, counted through the whole PDF."""
        folios: dict[str, int] = {}
        page = 1
        for order in orders:
            first = page + blank(self.opens(order.plain), page)
            before = 1 + blank(self.opens(order.plain), order.page)
            for name, on in settled[order.unit.id].points.items():
                folios.setdefault(name, first + on - before)
            page = first + pages[order.unit.id]
        return folios


def _nothing(order: Order, settled: Settled) -> list[Order]:
    """What is to be drawn besides when numbers are known, or are soon."""
    return []


def _is_same(one: Order | None, other: Order) -> bool:
    return one is not None and (one.unit.body, one.page, one.body) == (
        other.unit.body, other.page, other.body)

"""Places: on which page of the PDF each unit begins, as far as that is known while units are set.

A unit can be drawn as soon as all before it are settled, while it is still laid out; numbers of
pages further on are written over its stand-ins later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from report.editions.settle import Opens, Order, Settled, blank
from report.model import Unit


@dataclass
class Places:
    """The places of units that are settled in any order. `units` are all of them, `opens` says on
    which side each must begin, `counted_from` is the one on whose first page folios begin at 1."""

    units: Sequence[Unit]
    opens: Opens
    counted_from: str = ""
    _heard: dict[str, tuple[Order, Settled]] = field(default_factory=dict)
    _placed: int = 0
    _page: int = 1
    _body: int = 0
    _waiting: list[Order] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._body = int(not self.counted_from)
        self._count()

    def heard(self, order: Order, settled: Settled) -> list[Order]:
        """What can be drawn now that a unit is settled: orders of units in their places, with
        what was found for each. One that lists pages waits until they are known."""
        self._heard[order.unit.id] = order, settled
        while self._placed < len(self.units) and self.units[self._placed].id in self._heard:
            self._place(*self._heard.pop(self.units[self._placed].id))
        if not self._body:
            return []
        ready, self._waiting = self._waiting, []
        return [replace(order, body=self._body, is_placed=True) for order in ready
                if not order.plain.located]

    def _place(self, order: Order, settled: Settled) -> None:
        self._waiting.append(replace(order, page=self._page, known=settled.found))
        side = self.opens(order.plain)
        self._page += blank(side, self._page) + settled.pages - blank(side, order.page)
        self._placed += 1
        self._count()

    def _count(self) -> None:
        """Begin to count folios if the next unit is the one from which they are counted."""
        for unit in self.units[self._placed:self._placed + 1]:
            if unit.id == self.counted_from:
                self._body = self._page + blank(self.opens(unit), self._page)

"""Setters: those who set units, in this process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.editions.settle import Order, Setter, Settled


@dataclass(frozen=True)
class Here:
    """One unit after another, in this process."""

    setter: Setter

    def settle(self, orders: Sequence[Order]) -> list[Settled]:
        return [self.setter.settle(order) for order in orders]

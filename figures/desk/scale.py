"""From numbers to millimetres: round ticks, and where a value stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from figures.desk.words import quantity

_STEPS = (1, 2, 2.5, 5, 10)
_NEAR_ZERO = 0.4  # of the greatest: numbers that come so low are shown from zero


@dataclass(frozen=True)
class Scale:
    """Ticks from the least to the greatest, laid out from `start` to `end`."""

    ticks: tuple[float, ...]
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands, in millimetres."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + (self.end - self.start) * (value - low) / (high - low)


def reach(values: Sequence[float], zero: bool = False) -> tuple[float, float]:
    """The least and the greatest that an axis must show; from zero if asked or if near it."""
    low, high = min(values), max(values)
    if zero or 0 <= low <= _NEAR_ZERO * high:
        low = min(low, 0.0)
    if low == high:
        around = abs(low) * 0.1 or 1.0
        low, high = low - around if low else 0.0, high + around
    return low, high


def round_ticks(low: float, high: float, most: int, whole: bool = False) -> tuple[float, ...]:
    """Round numbers at even steps, as many as will do with `most` steps, that span low to high.

    `whole` keeps to whole numbers, for what cannot be halved.
    """
    if low < 0 < high:
        most = max(most, 2)  # nought is a tick, and lies between them
    power = floor(log10((high - low) / most)) - 1
    while True:
        for each in _STEPS:
            step = each * 10.0 ** power
            if whole and step != round(step):
                continue
            first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if 1 <= last - first <= most:
                return tuple(_exact(number, each, power) for number in range(first, last + 1))
        power += 1


def numbers(ticks: Sequence[float], language: str, sign: str = "") -> list[str]:
    """Ticks in words: 2.5 million where none of them is rounded by it, else every digit."""
    short = all(_says_all(tick) for tick in ticks)
    return [quantity(tick, language, short) + sign for tick in ticks]


def _exact(number: int, each: float, power: int) -> float:
    """A multiple of a step without the dust that fractions of two leave."""
    value = round(number * each * 10.0 ** power, max(2 - power, 0))
    return int(value) if value == round(value) else value


def _says_all(tick: float) -> bool:
    """Whether the short form, with one decimal of its unit, gives the whole number."""
    if tick < 1e6:
        return tick == float(f"{tick:.3g}")
    return tick % 10.0 ** (floor(log10(tick)) // 3 * 3 - 1) == 0

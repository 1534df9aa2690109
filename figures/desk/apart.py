"""Labels pushed apart: each as near to where it belongs as the others allow."""

from __future__ import annotations

from collections.abc import Sequence


def apart(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """The centres of labels that wish to be at `wanted`, moved so that none overlaps.

    All stay between `low` and `high` if there is room for their heights; those that press on
    each other share the way. Equal wishes keep their order.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    heaps: list[tuple[list[int], float, float]] = []  # labels, their height, their middle
    for number in order:
        labels, height, middle = [number], heights[number], wanted[number]
        middle = _kept(middle, height, low, high)
        while heaps and heaps[-1][2] + heaps[-1][1] / 2 > middle - height / 2 + 1e-9:
            before, tall, _ = heaps.pop()
            labels, height = before + labels, tall + height
            middle = _kept(_best(labels, heights, wanted), height, low, high)
        heaps.append((labels, height, middle))
    places = [0.0] * len(wanted)
    for labels, height, middle in heaps:
        y = middle - height / 2
        for number in labels:
            places[number] = y + heights[number] / 2
            y += heights[number]
    return places


def _kept(middle: float, height: float, low: float, high: float) -> float:
    return max(min(middle, high - height / 2), low + height / 2)


def _best(labels: Sequence[int], heights: Sequence[float], wanted: Sequence[float]) -> float:
    """The middle of a heap from which its labels are least far, all together."""
    total = sum(heights[number] for number in labels)
    top, shifts = 0.0, []
    for number in labels:
        shifts.append(wanted[number] - (top + heights[number] / 2))
        top += heights[number]
    return sum(shifts) / len(shifts) + total / 2

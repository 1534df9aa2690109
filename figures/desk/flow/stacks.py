"""Where the bars of a flow chart stand: the higher side close, the other where bands are level.

Bars stand as far apart as they or their labels need, which lie beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from figures.desk.flow.flows import Band

_BARS_APART = 0.62  # of a line
_LABELS_APART = 0.42
_LIGHT = 1e-6  # what a bar without a band weighs among others


@dataclass(frozen=True)
class Size:
    """How high a bar and its label are, in millimetres."""

    bar: float
    label: float

    @property
    def most(self) -> float:
        return max(self.bar, self.label)


def stacks(
    left: Sequence[Size], right: Sequence[Size], bands: Sequence[Band], scale: float, line: float
) -> tuple[list[list[float]], float]:
    """The middles of the bars of both sides, and how high the higher side is."""
    sides = (left, right)
    closes = [_close(side, line) for side in sides]
    heights = [max(middle + size.most / 2 for middle, size in zip(close, side, strict=True))
               for close, side in zip(closes, sides, strict=True)]
    deep = max(heights)
    near, far = (0, 1) if heights[0] >= heights[1] else (1, 0)
    wanted = _level(closes[near], sides, bands, scale, far)
    found = closes.copy()
    found[far] = _apart(wanted, sides[far], closes[far], deep)
    return found, deep


def _close(sizes: Sequence[Size], line: float) -> list[float]:
    """Middles of bars from the top, as close as they and their labels allow."""
    steps = (max((one.bar + two.bar) / 2 + _BARS_APART * line,
                 (one.label + two.label) / 2 + _LABELS_APART * line)
             for one, two in pairwise(sizes))
    middles = list(accumulate(steps, initial=0.0))
    # A high bar may reach above a low one that stands before it.
    top = min(middle - size.most / 2 for middle, size in zip(middles, sizes, strict=True))
    return [middle - top for middle in middles]


def _level(
    fixed: Sequence[float], sides: tuple[Sequence[Size], Sequence[Size]], bands: Sequence[Band],
    scale: float, far: int,
) -> list[tuple[float, float]]:
    """Where each bar of the `far` side would have its bands level, and how much that weighs."""
    done = ([-size.bar / 2 for size in sides[0]], [-size.bar / 2 for size in sides[1]])
    sums = [0.0] * len(sides[far])
    weights = [0.0] * len(sides[far])
    for band in bands:  # in the order in which they are stacked at their bars
        ends = (band.origin, band.goal)
        thick = (band.value or 0) * scale
        within = [done[side][ends[side]] + thick / 2 for side in (0, 1)]
        weight = max(thick, _LIGHT)
        sums[ends[far]] += weight * (fixed[ends[1 - far]] + within[1 - far] - within[far])
        weights[ends[far]] += weight
        for side in (0, 1):
            done[side][ends[side]] += thick
    return [(total / weight, weight) for total, weight in zip(sums, weights, strict=True)]


def _apart(
    wanted: Sequence[tuple[float, float]], sizes: Sequence[Size], close: Sequence[float],
    deep: float,
) -> list[float]:
    """The middles nearest to those wanted that keep their distances and stay on the sheet.

    Less the distances that they must keep, middles may only grow: neighbours that would not are
    put together at their mean.
    """
    pools: list[tuple[float, float, int]] = []  # a mean, its weight, how many bars share it
    for (place, weight), distance in zip(wanted, close, strict=True):
        mean, count = place - distance, 1
        while pools and pools[-1][0] > mean:
            before, heavy, many = pools.pop()
            mean = (before * heavy + mean * weight) / (heavy + weight)
            weight, count = weight + heavy, count + many
        pools.append((mean, weight, count))
    shifts = [mean for mean, _, count in pools for _ in range(count)]
    spare = deep - max(middle + size.most / 2 for middle, size in zip(close, sizes, strict=True))
    return [middle + min(max(shift, 0.0), spare)
            for middle, shift in zip(close, shifts, strict=True)]

"""Hatches: lines that tell a fill from its neighbours where there is one ink only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

# The tokens whose fills are hatched: degrees from the horizontal, and millimetres between lines.
# The others stay apart by their greys.
HATCHES: Mapping[str, tuple[float, float]] = {"sky": (45, 1.6), "ochre": (-45, 1.6)}
WEIGHT = 0.5  # points: what a copier keeps

Point = tuple[float, float]


def hatch(
    left: float, top: float, right: float, bottom: float, angle: float, pitch: float
) -> Iterator[tuple[Point, Point]]:
    """Parallel lines over a rectangle, reaching over its edges, as pairs of ends in millimetres.

    Their places depend on the page alone, so that areas that touch are hatched as one.
    """
    slope = math.tan(math.radians(angle))
    step = pitch / math.cos(math.radians(angle))
    starts = [y - slope * x for x in (left, right) for y in (top, bottom)]
    for number in range(math.floor(min(starts) / step), math.ceil(max(starts) / step) + 1):
        yield (left, number * step + slope * left), (right, number * step + slope * right)

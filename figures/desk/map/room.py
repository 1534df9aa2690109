"""The room that a map has for words: what they must keep clear of, and what they had better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from figures.desk.boxes import Box, Point, Words

_CELL = 1.0  # millimetres of a border that are felt as one

Line = tuple[str, int, str]  # text, weight, token


@dataclass(frozen=True)
class Mark:
    """What is drawn at a place, and the lines that should stand by it."""

    x: float
    y: float
    radius: float
    parts: tuple[Line, ...]
    home: str = ""  # the country whose number it shows; its words had better not lie in another

    def touches(self, box: Box, clear: float) -> bool:
        across = max(box.left - self.x, 0.0, self.x - box.right)
        down = max(box.top - self.y, 0.0, self.y - box.bottom)
        return hypot(across, down) < self.radius + clear


@dataclass(frozen=True)
class Label:
    """Words in their place; `leader` goes from the mark to words that stand away from it."""

    texts: tuple[Words, ...]
    box: Box
    leader: tuple[Point, Point] | None = None


@dataclass
class Sheet:
    """What labels must keep clear of, and what they would rather not lie on."""

    width: float
    height: float
    marks: Sequence[Mark]
    taken: list[Box] = field(default_factory=list)
    cells: frozenset[tuple[int, int]] = frozenset()
    borders: frozenset[tuple[int, int]] = frozenset()  # those of the cells that are no coast
    leaders: list[tuple[Point, Point]] = field(default_factory=list)
    holder: Callable[[Point], str] = lambda point: ""  # the country on which a point lies

    def abroad(self, mark: Mark, box: Box) -> int:
        """How many corners of a box lie in another country than its mark."""
        return sum(self.holder((x, y)) not in ("", mark.home)
                   for x in (box.left, box.right) for y in (box.top, box.bottom)
                   ) if mark.home else 0

    def afloat(self, box: Box) -> int:
        """How many corners of a box lie on the sea."""
        return sum(not self.holder((x, y))
                   for x in (box.left, box.right) for y in (box.top, box.bottom))

    def crossings(self, box: Box) -> int:
        """How much of borders and coasts lies under a box."""
        return _count(self.cells, box)

    def bars(self, box: Box) -> int:
        """How much of borders alone lies under a box."""
        return _count(self.borders, box)


def _count(cells: frozenset[tuple[int, int]], box: Box) -> int:
    return sum((column, row) in cells
               for column in range(int(box.left / _CELL), int(box.right / _CELL) + 1)
               for row in range(int(box.top / _CELL), int(box.bottom / _CELL) + 1))


def cells(lines: Sequence[Sequence[Point]]) -> frozenset[tuple[int, int]]:
    """The cells that lines pass."""
    found: set[tuple[int, int]] = set()
    for line in lines:
        for (x, y), (end, stop) in pairwise(line):
            steps = int(hypot(end - x, stop - y) / _CELL * 2) + 1
            found.update((int((x + (end - x) * step / steps) / _CELL),
                          int((y + (stop - y) * step / steps) / _CELL))
                         for step in range(steps + 1))
    return frozenset(found)

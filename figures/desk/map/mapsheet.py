"""A sheet for maps: never mirrored, for west stays west, and with many lines as one mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from figures.desk.boxes import Point
from figures.desk.canvas import POINT, Canvas
from figures.desk.look import Look


class MapSheet(Canvas):
    """A canvas on which the left is west in every language."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._mirrored = False

    def areas(self, rings: Iterable[Sequence[Point]], colour: str) -> None:
        """Areas filled as one, so that no seam shows between neighbours."""
        vertices: list[Point] = []
        codes: list[Any] = []
        for ring in rings:
            vertices += [*map(_short, ring), (0.0, 0.0)]
            codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY]
        if vertices:
            self._marks.append(PathPatch(_whole(vertices, codes), facecolor=colour, linewidth=0))

    def strokes(
        self, lines: Iterable[Sequence[Point]], colour: str, thickness: float,
        dashed: bool = False,
    ) -> None:
        """Lines as one mark, `thickness` points thick."""
        vertices: list[Point] = []
        codes: list[Any] = []
        for line in lines:
            vertices += map(_short, line)
            codes += [Path.MOVETO, *[Path.LINETO] * (len(line) - 1)]
        if vertices:
            self._marks.append(PathPatch(
                _whole(vertices, codes), fill=False, edgecolor=colour, linewidth=thickness,
                linestyle=(0, (3.2, 2.2)) if dashed else "solid", joinstyle="round",
                capstyle="butt" if dashed else "round"))

    def disc(self, x: float, y: float, radius: float, colour: str, edge: str) -> None:
        """A circle with area to show a number, parted from its neighbours by an edge."""
        self._marks.append(PathPatch(Path.circle((x, y), radius), facecolor=colour,
                                     edgecolor=edge, linewidth=0.8))


def _whole(vertices: Sequence[Point], codes: Sequence[Any]) -> Path:
    path = Path(vertices, codes)
    path.should_simplify = False
    return path


def _short(point: Point) -> Point:
    """A point that a file writes with two decimals: half as many bytes, and nobody sees it."""
    return round(point[0] / POINT, 2) * POINT, round(point[1] / POINT, 2) * POINT

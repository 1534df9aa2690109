"""A part of a sheet that is drawn on as if it were a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from figures.desk.canvas import Align, Canvas


class Pane(Canvas):
    """Millimetres from the top left corner of the pane, which is at `x`, `y` of its sheet."""

    def __init__(self, sheet: Canvas, x: float, y: float, width: float) -> None:
        super().__init__(replace(sheet.look, width=width))
        self.sheet, self.x, self.y = sheet, x, y

    def text(
        self, x: float, y: float, text: str, colour: str, *, weight: int = 400,
        align: Align = "left", enlarged: float = 1.0,
    ) -> None:
        self.sheet.text(self.x + x, self.y + y, text, colour, weight=weight, align=align,
                        enlarged=enlarged)

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.sheet.bar(self.x + x, self.y + y, width, height, colour)

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], colour: str,
        thickness: float = 0.75,
    ) -> None:
        first, last = self._moved((start, end))
        self.sheet.rule(first, last, colour, thickness)

    def stroke(
        self, points: Sequence[tuple[float, float]], colour: str, thickness: float = 0.75,
        dashed: bool = False,
    ) -> None:
        self.sheet.stroke(self._moved(points), colour, thickness, dashed)

    def shape(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        self.sheet.shape(self._moved(points), colour)

    def dot(self, x: float, y: float, radius: float, colour: str, edge: str = "") -> None:
        self.sheet.dot(self.x + x, self.y + y, radius, colour, edge)

    def dots(self, points: Iterable[tuple[float, float]], radius: float, colour: str) -> None:
        self.sheet.dots(self._moved(points), radius, colour)

    def _moved(self, points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(self.x + x, self.y + y) for x, y in points]

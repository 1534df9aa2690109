"""The line of a timeline across the page: from days to millimetres, ticks and their names."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from figures.desk.canvas import Canvas
from figures.desk.ticks import ticks

_BEYOND = 2.0  # the line runs past its first and last day, millimetres
_CLEAR = 0.8  # between a name and a stem or the next large tick


@dataclass(frozen=True)
class Axis:
    """Days `start` to `end` laid out from `left` to `right`."""

    start: datetime.date
    end: datetime.date
    left: float
    right: float

    def at(self, day: datetime.date) -> float:
        """Where a day is; a day before the start stands at the start."""
        days = max((self.end - self.start).days, 1)
        past = max((day - self.start).days, 0)
        return self.left + (self.right - self.left) * past / days


def strip(canvas: Canvas, axis: Axis) -> float:
    """How much height the names along the line take below it."""
    return canvas.line if ticks(axis.start, axis.end, canvas.look.language).names else 0.0


def drawn_axis(canvas: Canvas, axis: Axis, y: float, stems: Sequence[float]) -> None:
    """The line with its ticks, and names between the stems that go down from it."""
    colour = canvas.colour("navy")
    marks = ticks(axis.start, axis.end, canvas.look.language)
    right = min(axis.right + _BEYOND, canvas.width)
    canvas.rule((axis.left - _BEYOND, y), (right, y), colour, 1.0)
    for half, days in ((0.65, marks.small), (1.3, marks.large)):
        for day in days:
            x = axis.at(day)
            canvas.rule((x, y - half), (x, y + half), colour)
    for stretch in marks.names:
        end = axis.at(stretch.end) if stretch.end != axis.end else canvas.width
        place = _free(axis.at(stretch.start) + _CLEAR, end, canvas.measure(stretch.name), stems)
        if place is not None:
            canvas.text(place, y + 1.1 * canvas.line, stretch.name, canvas.colour("slate"))


def _free(start: float, end: float, width: float, stems: Sequence[float]) -> float | None:
    """The first place from `start` on where a name as wide meets no stem before `end`."""
    x = start
    for stem in sorted(stems):
        if x - _CLEAR < stem < x + width + _CLEAR:
            x = stem + _CLEAR + 0.3
    return x if x + width + _CLEAR <= end else None

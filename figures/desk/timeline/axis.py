"""The line of a timeline across the page: from days to millimetres, ticks and their names."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from figures.desk.canvas import Canvas
from figures.desk.data import Period
from figures.desk.foot import Foot, foot
from figures.desk.ticks import finest

_BEYOND = 2.0  # the line runs past its first and last day, millimetres
_SMALL, _LARGE = 0.6, 1.1  # how far ticks reach to either side
_DAYS, _MONTHS = 62, 1100  # of so many days at most, days (or else months) are named
_APART = 2.2  # between two small ticks


@dataclass(frozen=True)
class Axis:
    """Days `start` to `end` laid out from `left` to `right`."""

    start: datetime.date
    end: datetime.date
    left: float
    right: float

    def at(self, day: datetime.date) -> float:
        """Where a day is; one before the start or after the end stands there."""
        return self.x(min(max(day, self.start), self.end).toordinal())

    def x(self, ordinal: float) -> float:
        """Where a day is, by its ordinal."""
        days = max((self.end - self.start).days, 1)
        return self.left + (self.right - self.left) * (ordinal - self.start.toordinal()) / days


def named(canvas: Canvas, axis: Axis, top: float) -> Foot:
    """The numbers of days within two months; else names of months or years."""
    span = (axis.end - axis.start).days
    unit = "day" if span <= _DAYS else "month" if span <= _MONTHS else "year"
    days = [Period(day, day, unit) for day in dict.fromkeys((axis.start, axis.end))]
    return foot(canvas, days, axis.x, top)


def drawn_axis(canvas: Canvas, axis: Axis, y: float, under: Foot) -> None:
    """The line with its ticks, the large ones where a name stands."""
    colour = canvas.colour("navy")
    right = min(axis.right + _BEYOND, canvas.width)
    canvas.rule((axis.left - _BEYOND, y), (right, y), colour, 1.0)
    small = finest(axis.start, axis.end, axis.right - axis.left, _APART, canvas.look.language)
    places = {round(axis.at(day), 3): _SMALL for day in small}
    places |= {round(x, 3): _LARGE for x in under.ticks}
    for x, half in sorted(places.items()):
        canvas.rule((x, y - half), (x, y + half), colour)

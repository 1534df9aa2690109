"""The dates under a plot: as many days, months or years as there is room to name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from babel.dates import format_skeleton

from figures.desk.boxes import Words, words
from figures.desk.canvas import Canvas
from figures.desk.data import Period
from figures.desk.ticks import LADDER, firsts, least_days
from figures.desk.words import locale, stopped

_RANK = {"day": 0, "week": 0, "month": 1, "year": 2}
_APART = 1.7  # between two names, millimetres


@dataclass(frozen=True)
class Foot:
    """Names in one or two lines, and where each has its tick."""

    names: tuple[Words, ...]
    ticks: tuple[float, ...]
    height: float


def foot(
    canvas: Canvas, dates: Sequence[Period], at: Callable[[float], float], top: float,
) -> Foot:
    """The names under a plot that ends at `top`; `at` gives the x of a day's ordinal.

    Takes the first step of the ladder whose names all have room and name two dates or more.
    """
    start, end, precision = dates[0].start, dates[-1].end, dates[0].precision
    least = min(2, len(dates))
    half = (dates[0].end - start).days / 2  # a name stands in the middle of its period
    for unit, step in LADDER:
        # Steps finer than the data, or that make hundreds of names, need not be tried.
        days = least_days(unit, step)
        if _RANK[unit] < _RANK[precision] or (end - start).days / days > canvas.width / 2:
            continue
        begins = [day for day in firsts(start, end, unit, step, canvas.look.language)
                  if day <= dates[-1].start]
        if len(begins) < least:
            continue
        found = _named(canvas, begins, "day" if unit == "week" else unit, half, at, top)
        if found:
            return found
    for ends in ([start, dates[-1].start], [start]):
        found = _named(canvas, ends, precision, half, at, top)
        if found:
            return found
    return Foot((), (), 0.0)


def _named(
    canvas: Canvas, begins: Sequence[datetime.date], unit: str, half: float,
    at: Callable[[float], float], top: float,
) -> Foot | None:
    """Names of the days on which a unit begins; None if two of them would touch."""
    ticks, names = [], []
    above, under = "", ""
    ends = [-_APART, -_APART]
    for day in begins:
        x = at(day.toordinal() + half)
        upper, lower = _lines(day, unit, canvas.look.language)
        if lower == under:
            lower = ""
        else:
            under = lower
        if upper == above and not lower:
            continue
        above = upper
        for line, text in enumerate((upper, lower)):
            if not text:
                continue
            reach = canvas.measure(text) / 2
            centre = min(max(x, reach), canvas.width - reach)
            if centre - reach < ends[line] + _APART:
                return None
            ends[line] = centre + reach
            baseline = top + 1.25 * canvas.em + line * canvas.line
            names.append(words(canvas, centre, baseline, text, "slate", align="center"))
        ticks.append(x)
    two = any(name.y > top + 1.5 * canvas.em for name in names)
    return Foot(tuple(names), tuple(ticks), 1.5 * canvas.em + (canvas.line if two else 0.0))


def _lines(day: datetime.date, unit: str, language: str) -> tuple[str, str]:
    """A day as the foot names it: 15 over Feb. 2016, Feb. over 2016, 2016."""
    upper, lower = {"day": ("d", "yMMM"), "month": ("MMM", "y"), "year": ("y", "")}[unit]
    first, second = (stopped(format_skeleton(skeleton, day, locale=locale(language)), language)
                     if skeleton else "" for skeleton in (upper, lower))
    return first, second

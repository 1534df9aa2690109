"""Ticks of a time axis: days, weeks, months or years, whichever the span asks for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from babel.dates import format_skeleton

from figures.desk.words import locale, stopped

Step = Callable[[datetime.date], datetime.date]
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """A named part of the axis, such as a month or a year."""

    start: datetime.date
    end: datetime.date
    name: str


@dataclass(frozen=True)
class Ticks:
    """Small and large ticks, and what to write along the axis (nothing within one month)."""

    small: tuple[datetime.date, ...]
    large: tuple[datetime.date, ...]
    names: tuple[Stretch, ...]


def ticks(start: datetime.date, end: datetime.date, language: str) -> Ticks:
    """The ticks from one day to another."""
    days = (end - start).days
    months = _months(start, end, language)
    if days <= 62:
        # Days and weeks; the dates at the labels do for the rest.
        weeks = tuple(_every(start, end, _week(locale(language).first_week_day)))
        return Ticks(tuple(_every(start, end, lambda day: day)), weeks,
                     months if len(months) > 1 else ())
    if days <= 430:
        firsts = tuple(_every(start, end, _month(1)))
        weeks = tuple(_every(start, end, _week(locale(language).first_week_day)))
        return Ticks(weeks, firsts, months)
    if days <= 3 * 366:
        return Ticks(tuple(_every(start, end, _month(1))), tuple(_every(start, end, _month(12))),
                     _years(start, end, 1))
    years = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
                 if days / 366 / step <= 14)
    small = _month(3) if years == 1 else _year({2: 1, 5: 1, 10: 5, 20: 10}.get(years, years // 5))
    return Ticks(tuple(_every(start, end, small)), tuple(_every(start, end, _year(years))),
                 _years(start, end, years))


def firsts(
    start: datetime.date, end: datetime.date, unit: str, step: int, language: str
) -> tuple[datetime.date, ...]:
    """The days within a span on which every `step`th day, week, month or year begins."""
    if unit == "day":
        return tuple(_every(start, end, lambda day: day))[::step]
    floors = {"week": _week(locale(language).first_week_day), "month": _month(step),
              "year": _year(step)}
    return tuple(_every(start, end, floors[unit]))


def _every(start: datetime.date, end: datetime.date, floor: Step) -> Iterator[datetime.date]:
    """The days within a span on which a new step begins, `floor` giving the step of a day."""
    day, before = start, floor(start - _DAY) if start > datetime.date.min else None
    while day <= end:
        if floor(day) != before:
            before = floor(day)
            yield day
        if day == datetime.date.max:
            return
        day += _DAY


def _week(first: int) -> Step:
    return lambda day: day - datetime.timedelta(days=(day.weekday() - first) % 7)


def _month(step: int) -> Step:
    return lambda day: day.replace(month=(day.month - 1) // step * step + 1, day=1)


def _year(step: int) -> Step:
    return lambda day: day.replace(year=max(day.year // step * step, 1), month=1, day=1)


def _months(start: datetime.date, end: datetime.date, language: str) -> tuple[Stretch, ...]:
    """Months by name, with the year at the first and at each January."""
    if (end - start).days > 430:
        return ()
    stretches = _stretches(start, end, _month(1))
    named = []
    for number, (first, last) in enumerate(stretches):
        with_year = start.year != end.year and (number == 0 or first.month == 1)
        skeleton = "yMMM" if with_year else "MMM"
        name = format_skeleton(skeleton, first, locale=locale(language))
        named.append(Stretch(first, last, stopped(name, language)))
    return tuple(named)


def _years(start: datetime.date, end: datetime.date, step: int) -> tuple[Stretch, ...]:
    """Years by number; of steps of several years the first, which stands at its tick."""
    return tuple(Stretch(first, last, str(first.year))
                 for first, last in _stretches(start, end, _year(step))
                 if step == 1 or first.year % step == 0)


def _stretches(
    start: datetime.date, end: datetime.date, floor: Step
) -> list[tuple[datetime.date, datetime.date]]:
    begins = sorted({start, *_every(start, end, floor)})
    return list(zip(begins, [*begins[1:], end], strict=True))

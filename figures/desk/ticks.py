"""The days on which a day, a week, a month or a year begins: where a time axis may have ticks."""

from __future__ import annotations

import datetime

from figures.desk.words import locale

_DAY = datetime.timedelta(days=1)
LADDER = (("day", 1), ("day", 2), ("week", 1), ("month", 1), ("month", 2), ("month", 3),
          ("month", 6), *(("year", step) for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))
_PLAIN = (("day", 1), ("week", 1), ("month", 1), ("month", 3), *LADDER[7:])
_DAYS = {"day": 1, "week": 7, "month": 28, "year": 365}


def least_days(unit: str, step: int) -> int:
    """The fewest days that `step` days, weeks, months or years can take."""
    return _DAYS[unit] * step


def finest(
    start: datetime.date, end: datetime.date, room: float, apart: float, language: str
) -> tuple[datetime.date, ...]:
    """The days of the finest step of which two are `apart` or more, over `room` millimetres."""
    days = max((end - start).days, 1)
    for unit, step in _PLAIN:
        if room * least_days(unit, step) / days >= apart:
            return firsts(start, end, unit, step, language)
    return ()


def firsts(
    start: datetime.date, end: datetime.date, unit: str, step: int, language: str
) -> tuple[datetime.date, ...]:
    """The days within a span on which every `step`th day, week, month or year begins."""
    if unit in ("day", "week"):
        past = (start.weekday() - locale(language).first_week_day) % 7 if unit == "week" else 0
        first = start + _DAY * (-past % 7)
        every = 7 if unit == "week" else step
        return tuple(first + _DAY * days for days in range(0, (end - first).days + 1, every))
    months = step if unit == "month" else 12 * step
    # Months counted from the year 0; the first is the next multiple of the step.
    from_month = start.year * 12 + start.month - 1 + (start.day > 1)
    to_month = end.year * 12 + end.month - 1
    first_month = max(-(-from_month // months) * months, 12)
    return tuple(datetime.date(month // 12, month % 12 + 1, 1)
                 for month in range(first_month, to_month + 1, months))

"""What a date in words is reckoned from: the day of publication, and the year last spoken of."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS |= {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11),
           "winter": (12, 2)}
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Anchor:
    """The day a text was published, if it is known, and the year and period that it last named.

    Every method returns a period as data files write it; "" if it cannot be known.
    """

    day: datetime.date | None = None
    year: int | None = None
    told: str = ""

    def month(self, month: int, year: int | None, is_ahead: bool = False) -> str:
        """A month; without a year the last one before the anchor, or the next one."""
        year = year or self._year_of(month, 1, is_ahead, is_month=True)
        return f"{year:04}-{month:02}" if year else ""

    def date(self, month: int, day: int, year: int | None, is_ahead: bool = False) -> str:
        """A day of a month; "" if the month has no such day."""
        year = year or self._year_of(month, day, is_ahead)
        if not year:
            return ""
        try:
            return datetime.date(year, month, day).isoformat()
        except ValueError:
            return ""

    def _year_of(self, month: int, day: int, is_ahead: bool, is_month: bool = False) -> int | None:
        if self.year and (self.day is None or self.year != self.day.year):
            return self.year
        if self.day is None:
            return None
        here, there = (self.day.month, self.day.day), (month, day)
        if is_month:
            here, there = (here[0], 0), (month, 0)
        if is_ahead:
            return self.day.year + (there < here)
        return self.day.year - (there > here)

    def weekday(self, weekday: int, which: str, is_ahead: bool) -> str:
        """A day of the week: the last one, today's too; with `which`, last or next."""
        if self.day is None:
            return ""
        if which == "next":
            monday = self.day - self.day.weekday() * _DAY
            return (monday + (7 + weekday) * _DAY).isoformat()
        if is_ahead:
            return (self.day + ((weekday - self.day.weekday() - 1) % 7 + 1) * _DAY).isoformat()
        back = (self.day.weekday() - weekday) % 7
        if which == "last" and not back:
            back = 7
        return (self.day - back * _DAY).isoformat()

    def days(self, count: int) -> str:
        """A day so many days from the anchor."""
        return (self.day + count * _DAY).isoformat() if self.day else ""

    def week(self, count: int) -> str:
        """The week, Monday to Sunday, so many weeks from the anchor's."""
        if self.day is None:
            return ""
        monday = self.day + (7 * count - self.day.weekday()) * _DAY
        return span(monday, monday + 6 * _DAY)

    def weekend(self, count: int) -> str:
        if self.day is None:
            return ""
        monday = self.day + (7 * count - self.day.weekday()) * _DAY
        return span(monday + 5 * _DAY, monday + 6 * _DAY)

    def months(self, count: int) -> str:
        """The month so many months from the anchor's."""
        if self.day is None:
            return ""
        at = self.day.year * 12 + self.day.month - 1 + count
        return f"{at // 12:04}-{at % 12 + 1:02}" if 12 <= at < 12 * 9999 else ""

    def years(self, count: int) -> str:
        """The year so many years from the anchor's."""
        if self.day is None or not 1 <= self.day.year + count <= 9998:
            return ""
        return f"{self.day.year + count:04}"

    def back(self, count: int, unit: str) -> str:
        """The stretch of so many days, weeks, months or years up to the anchor."""
        if self.day is None:
            return ""
        if unit in ("day", "week"):
            return span(self.day - count * (7 if unit == "week" else 1) * _DAY, self.day)
        first = self.months(-count * (12 if unit == "year" else 1))
        return span(_within(first, self.day.day), self.day) if first else ""

    def season(self, name: str, year: int | None, which: str = "", is_ahead: bool = False) -> str:
        """A season of a year; without one, the last that has begun, or one that lies ahead."""
        first, last = SEASONS[name]
        if year is None:
            if self.day is None:
                return ""
            begun = first <= self.day.month
            year = self.day.year - (not begun)
            if which == "this" and not (name == "winter" and self.day.month <= last):
                year = self.day.year
            elif which == "last":
                year -= begun and first < last and self.day.month <= last
            elif which == "next" or is_ahead:
                year += 1
        return f"{year:04}-{first:02}/{year + (last < first):04}-{last:02}"


def _within(month: str, day: int) -> datetime.date:
    """A day of a month; the month's last if it has no such day."""
    year, number = map(int, month.split("-"))
    return datetime.date(year, number, min(day, calendar.monthrange(year, number)[1]))


def last_day(period: str) -> str:
    """The last day of a year or a month."""
    if not period:
        return ""
    year, _, month = period.partition("-")
    number = int(month or 12)
    return f"{year}-{number:02}-{calendar.monthrange(int(year), number)[1]:02}"


def shifted(period: str, months: int) -> str:
    """The month so many months from that of a period."""
    at = int(period[:4]) * 12 + int(period[5:7]) - 1 + months
    return f"{at // 12:04}-{at % 12 + 1:02}"


def span(start: datetime.date, end: datetime.date) -> str:
    return f"{start.isoformat()}/{end.isoformat()}"

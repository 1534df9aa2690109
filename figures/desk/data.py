"""What a kind of figure is given: columns, numbers and periods, read from the text of cells."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from figures.desk.vocabulary import qualifier


@dataclass(frozen=True, order=True)
class Period:
    """A day, a month, a year, or a span of them; `precision` is day, month or year."""

    start: datetime.date
    end: datetime.date
    precision: str


Value = str | int | float | Period | None
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Column:
    """A column that a kind wants; `holds` is text, number, period or qualifier."""

    name: str
    holds: str
    meaning: str
    required: bool = True

    def read(self, cell: str) -> Value:
        """The value of a cell; empty text is None.

        Raises ValueError, with a sentence for the author, if the cell does not hold what the
        column wants.
        """
        text = cell.strip()
        if not text:
            return None
        return _READERS[self.holds](text)


def number(text: str) -> int | float:
    """A number as data files write it: digits, an optional point and sign, no unit."""
    try:
        value = float(text)
    except ValueError:
        digits = _as_digits(text)
        raise ValueError(
            f"“{text}” is no number{f'; write {digits}' if digits else ''}.") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"“{text[:20]}” is no finite number.")
    if abs(value) >= _GREATEST:
        raise ValueError(f"“{text[:20]}” is too great a number.")
    return int(text) if re.fullmatch(r"[+-]?\d+", text) else value


_GREATEST = 1e15  # from there on, a number loses digits


def _as_digits(text: str) -> str:
    """A number with separators as data files write it, or nothing if it is none."""
    plain = re.sub(r"(?<=\d)[,\s’'](?=\d{3}(?!\d))", "", text).replace(",", ".")
    return plain if re.fullmatch(r"-?\d+(\.\d+)?", plain) else ""


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def period(text: str) -> Period:
    """A period written as 2016, 2016-02, 2016-02-27, or two of them with / between."""
    if "/" in text:
        first, last = (period(part.strip()) for part in text.split("/", 1))
        if last.end < first.start:
            raise ValueError(f"“{text}” ends before it begins.")
        return Period(first.start, last.end, last.precision)
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"“{text}” is no date; write 2016, 2016-02 or 2016-02-27.")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            date = datetime.date(year, month, day)
            return Period(date, date, "day")
        if month:
            last_day = calendar.monthrange(year, month)[1]
            start = datetime.date(year, month, 1)
            return Period(start, start.replace(day=last_day), "month")
        return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year")
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"“{text}” is a day that no calendar has.") from None


def _text(text: str) -> str:
    # A cell may go over several lines; words in a picture are wrapped anew.
    return re.sub(r"[ \t\r\n]+", " ", text)


_READERS = {"text": _text, "number": number, "period": period, "qualifier": qualifier}

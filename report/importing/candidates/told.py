"""Dates that are reckoned from the date that the text told before: “two days later”.

Rules as in `periods`. None if no date was told before that is exact enough: then the words are
left alone, since no day of publication would settle them.
"""

from __future__ import annotations

import datetime

from report.importing.candidates import periods
from report.importing.candidates.anchors import WEEKDAYS, Anchor, shifted, span
from report.importing.candidates.periods import Match

_DAY = datetime.timedelta(days=1)


def _told(anchor: Anchor) -> datetime.date | None:
    """The day told last; the last day of a stretch of days."""
    end = anchor.told.split("/")[-1]
    return datetime.date.fromisoformat(end) if len(end) == 10 else None


def following_weekday(match: Match, anchor: Anchor, ahead: bool) -> str | None:
    told = _told(anchor)
    if told is None:
        return None
    off = (WEEKDAYS[match["weekday"].lower()] - told.weekday() - 1) % 7 + 1
    return (told + off * _DAY).isoformat()


def following(match: Match, anchor: Anchor, ahead: bool) -> str | None:
    """“the following day”, “the next morning”; “the following week, month, year”."""
    unit = match["unit"].lower()
    unit = "day" if unit in ("morning", "evening", "night", "afternoon") else unit
    if unit == "week":
        told = _told(anchor)
        if told is None:
            return None
        monday = told + (7 - told.weekday()) * _DAY
        return span(monday, monday + 6 * _DAY)
    return _moved(anchor, 1, unit)


def later(match: Match, anchor: Anchor, ahead: bool) -> str | None:
    count = periods.number(match["count"])
    unit = match["unit"].lower()
    size = {"week": 7, "fortnight": 14, "decade": 10}.get(unit, 1)
    base = {"week": "day", "fortnight": "day", "decade": "year"}.get(unit, unit)
    sign = 1 if match["way"].lower() in ("later", "after that") else -1
    return _moved(anchor, sign * count * size, base)


def _moved(anchor: Anchor, count: int, unit: str) -> str | None:
    end = anchor.told.split("/")[-1]
    if unit == "day":
        told = _told(anchor)
        return (told + count * _DAY).isoformat() if told else None
    if unit == "month":
        return shifted(end, count) if len(end) >= 7 else None
    return f"{int(end[:4]) + count:04}" if end and 1 <= int(end[:4]) + count <= 9998 else None


def same_season(match: Match, anchor: Anchor, ahead: bool) -> str | None:
    if not anchor.told:
        return None
    return anchor.season(match["season"].lower(), int(anchor.told[:4]))


def day_of_month(match: Match, anchor: Anchor, ahead: bool) -> str | None:
    """“on the 18th”: of the month told last, else of the last such day before publication."""
    day = int(match["day"][:-2])
    told = anchor.told.split("/")[-1]
    if len(told) >= 7:
        return anchor.date(int(told[5:7]), day, int(told[:4])) or None
    if anchor.day is None:
        return ""
    month = anchor.months(-1 if day > anchor.day.day and not ahead else 0)
    return anchor.date(int(month[5:]), day, int(month[:4])) or None

"""Feast days that a text names in place of a date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from report.importing.candidates.anchors import Anchor
from report.importing.candidates.periods import Match

_FIXED: Mapping[str, tuple[int, int]] = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31)}
_FROM_EASTER: Mapping[str, int] = {
    "palm sunday": -7, "good friday": -2, "easter sunday": 0, "easter monday": 1,
    "ash wednesday": -46}
NAMES = tuple(name.replace("'", "[’']") for name in (*_FIXED, *_FROM_EASTER))


def feast(match: Match, anchor: Anchor, ahead: bool) -> str:
    """A feast of the year named, else the last one before the anchor, or the next."""
    name = match["feast"].lower().replace("’", "'")
    year = int(match["year"]) if match["year"] else None
    if name in _FIXED:
        return anchor.date(*_FIXED[name], year, ahead)
    if year is None and anchor.day is None:
        return ""
    off = datetime.timedelta(_FROM_EASTER[name])
    if year is None and anchor.day:
        year = anchor.day.year
        passed = easter(year) + off <= anchor.day
        year += ahead and passed
        year -= not ahead and not passed
    return (easter(year or 1) + off).isoformat()


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)

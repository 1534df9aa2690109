"""How each way of saying a date is resolved: a match of its words becomes a period.

A rule gets the match, the anchor, and whether the words look ahead. It gives a period as data
files write it, "" for a date that cannot be known, and None for words that are no date at all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from report.importing.candidates.anchors import MONTHS, WEEKDAYS, Anchor, last_day, span

Match = re.Match[str]
Rule = Callable[[Match, Anchor, bool], str | None]
_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: Mapping[str, int] = (
    {word: number for number, word in enumerate(_UNITS, 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {f"{ten}-{one}": 10 * at + number for at, ten in enumerate(_TENS, 2)
       for number, one in enumerate(_UNITS[:9], 1)}
    | {"a": 1, "an": 1, "few": 3, "a few": 3, "several": 3, "a couple of": 2, "": 1})
ORDINALS: Mapping[str, int] = {word: at for at, word in enumerate((
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth"), 1)}
_WHICH = {"last": -1, "this": 0, "next": 1, "the": 0, "past": 0, "previous": -1, "coming": 1}
_SPANS = {"week": ("day", 7), "fortnight": ("day", 14), "decade": ("year", 10)}


def _n(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _month(match: Match, name: str = "month") -> int:
    return MONTHS[match[name].lower()]


def number(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text.lower()]


def _counted(match: Match) -> tuple[int, str]:
    """So many days, months or years: two fortnights are 28 days."""
    unit, size = _SPANS.get(match["unit"].lower(), (match["unit"].lower(), 1))
    return number(match["count"] or "") * size, unit


def _through(first: str, last: str) -> str:
    return f"{first}/{last}" if first and last and first < last else last and first


# --- days and months that are named ---------------------------------------------------------


def iso(match: Match, anchor: Anchor, ahead: bool) -> str:
    return anchor.date(int(match["m"]), int(match["d"]), int(match["year"]))


def day(match: Match, anchor: Anchor, ahead: bool) -> str:
    return anchor.date(_month(match), _n(match["day"]) or 0, _n(match["year"]), ahead)


def days(match: Match, anchor: Anchor, ahead: bool) -> str:
    year = _n(match["year"])
    other = match.groupdict().get("first")
    first = anchor.date(MONTHS[other.lower()] if other else _month(match), _n(match["from"]) or 0,
                        year, ahead)
    return _through(first, anchor.date(_month(match), _n(match["to"]) or 0, year, ahead))


def ordinal_day(match: Match, anchor: Anchor, ahead: bool) -> str:
    return anchor.date(_month(match), ORDINALS[match["day"].lower()], _n(match["year"]), ahead)


def months(match: Match, anchor: Anchor, ahead: bool) -> str:
    year = _n(match["year"])
    before = _n(match["before"]) or year
    last = anchor.month(_month(match), year, ahead)
    first = anchor.month(_month(match, "first"), before or _n(last[:4]), ahead)
    if first > last and not match["before"] and first:
        first = f"{int(first[:4]) - 1:04}{first[4:]}"
    return _through(first, last)


def of_month(match: Match, anchor: Anchor, ahead: bool) -> str:
    given = match.groupdict()
    which = given.get("which") or ""
    year = _n(given.get("year"))
    if year is None and which == "next":
        return anchor.month(_month(match), None, True)
    if which == "last" and anchor.day and _month(match) == anchor.day.month:
        year = anchor.day.year - 1
    if which == "last" and year is None:
        anchor = Anchor(anchor.day)
    made = anchor.month(_month(match), year, ahead and which != "last")
    return last_day(made) if "end" in (given.get("part") or "") else made


def of_year_spoken(match: Match, anchor: Anchor, ahead: bool) -> str:
    """“in March last year”, “on 3 March this year”."""
    year = _n(anchor.years(_WHICH[match["which"].lower()]))
    if not year:
        return ""
    of_day = _n(match["day"])
    return (anchor.date(_month(match), of_day, year) if of_day
            else anchor.month(_month(match), year))


def first_days(match: Match, anchor: Anchor, ahead: bool) -> str:
    """“the first ten days of May”, “the second week of May”, “the last week of May”."""
    count = number(match["count"] or "") * (7 if match["unit"].lower() == "week" else 1)
    month = anchor.month(_month(match), _n(match["year"]), ahead)
    edge = match["edge"].lower()
    at = 0 if edge == "last" else (ORDINALS[edge] - 1) * count
    if not month or not 1 <= count <= 28 - at:
        return month
    last = int(last_day(month)[-2:])
    return (f"{month}-{last - count + 1:02}/{month}-{last:02}" if edge == "last"
            else f"{month}-{at + 1:02}/{month}-{at + count:02}")


def half_month(match: Match, anchor: Anchor, ahead: bool) -> str:
    month = anchor.month(_month(match), _n(match["year"]), ahead)
    if not month:
        return ""
    return (f"{month}-01/{month}-15" if match["edge"].lower() == "first"
            else f"{month}-16/{last_day(month)}")


def weekday_of_month(match: Match, anchor: Anchor, ahead: bool) -> str:
    """“the first Sunday in May”, “the last weekend of May”."""
    month = anchor.month(_month(match), _n(match["year"]), ahead)
    if not month:
        return ""
    is_last, is_weekend = match["edge"].lower() == "last", match["weekday"].lower() == "weekend"
    wanted = 5 if is_weekend else WEEKDAYS[match["weekday"].lower()]
    first = datetime.date.fromisoformat(last_day(month) if is_last else f"{month}-01")
    off = -((first.weekday() - wanted) % 7) if is_last else (
        (wanted - first.weekday()) % 7 + 7 * (ORDINALS[match["edge"].lower()] - 1))
    found = first + datetime.timedelta(off)
    return span(found, found + datetime.timedelta(1)) if is_weekend else found.isoformat()


def week_of(match: Match, anchor: Anchor, ahead: bool) -> str:
    """“the week of 18 September” from its Monday, “the week beginning 18 September” from then."""
    named = day(match, anchor, ahead)
    if not named:
        return ""
    start = datetime.date.fromisoformat(named)
    if match["how"].lower() == "of":
        start -= datetime.timedelta(start.weekday())
    return span(start, start + datetime.timedelta(6))


# --- years and their parts ------------------------------------------------------------------


def year(match: Match, anchor: Anchor, ahead: bool) -> str:
    return match["year"]


def decade(match: Match, anchor: Anchor, ahead: bool) -> str:
    return f"{match['year']}/{match['year'][:3]}9"


def years(match: Match, anchor: Anchor, ahead: bool) -> str:
    last = match["last"] if len(match["last"]) == 4 else match["first"][:2] + match["last"]
    return _through(match["first"], last)


def _spoken(text: str, anchor: Anchor) -> str:
    """A year in figures, or “last year”."""
    return text if text.isdigit() else anchor.years(_WHICH[text.split()[0]])


def part_of_year(match: Match, anchor: Anchor, ahead: bool) -> str:
    made = _spoken((match["year"] or "").lower(), anchor)
    return last_day(made) if made and "end" in match["part"] else made


def first_months(match: Match, anchor: Anchor, ahead: bool) -> str:
    made = _spoken(match["year"].lower(), anchor)
    count = 6 if match["half"] else 3 if match["quarter"] else number(match["count"])
    at = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}[match["edge"].lower()]
    first = 12 - count if at < 0 else at * count
    if not made or not 1 <= count <= 12 or first + count > 12:
        return made
    return f"{made}-{first + 1:02}/{made}-{first + count:02}"


def quarter(match: Match, anchor: Anchor, ahead: bool) -> str:
    """A quarter that names no year: the last that has begun, or the next."""
    first = ORDINALS[match["edge"].lower()] * 3 - 2
    begun = anchor.month(first, None, ahead)
    return f"{begun}/{begun[:5]}{first + 2:02}" if begun else ""


def season(match: Match, anchor: Anchor, ahead: bool) -> str:
    return anchor.season(match["season"].lower(), _n(match["year"]),
                         (match.groupdict().get("which") or "").lower(), ahead)


# --- reckoned from the day of publication ---------------------------------------------------


def near(match: Match, anchor: Anchor, ahead: bool) -> str:
    which, unit = match["which"].lower().split()[-1], match["unit"].lower()
    at = _WHICH.get(which, 0)
    if which == "past" and unit in ("week", "month", "year"):
        return anchor.back(1, unit)
    steps: Mapping[str, Callable[[int], str]] = {
        "week": anchor.week, "weekend": anchor.weekend, "month": anchor.months,
        "year": anchor.years}
    made = steps[unit](at)
    how = (match["how"] or "").lower()
    if made and "end" in how:
        return made.split("/")[-1] if "/" in made else last_day(made)
    if made and anchor.day and how.startswith("earlier") and unit == "year":
        return f"{made}-01-01/{anchor.day.isoformat()}"
    return made


def weekend(match: Match, anchor: Anchor, ahead: bool) -> str:
    """“at the weekend”: the one that has begun last, or the next."""
    if anchor.day is None:
        return ""
    return anchor.weekend(0 if ahead or anchor.day.weekday() >= 5 else -1)


def ago(match: Match, anchor: Anchor, ahead: bool) -> str:
    count, unit = _counted(match)
    steps = {"day": anchor.days, "month": anchor.months, "year": anchor.years}
    return steps[unit](-count)


def past(match: Match, anchor: Anchor, ahead: bool) -> str:
    count, unit = _counted(match)
    return anchor.back(count, unit)


def weekday(match: Match, anchor: Anchor, ahead: bool) -> str:
    return anchor.weekday(WEEKDAYS[match["weekday"].lower()], (match["which"] or "").lower(), ahead)


def today(match: Match, anchor: Anchor, ahead: bool) -> str:
    said = match[0].lower()
    if said == "the day before yesterday":
        return anchor.days(-2)
    return anchor.days({"yesterday": -1, "last night": -1, "tomorrow": 1}.get(said, 0))

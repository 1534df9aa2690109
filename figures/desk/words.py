"""Numbers, dates and comparisons in words, as labels and alternative texts need them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from math import floor, log10

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal

from figures.desk.data import Period

_CARDINALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MILLION = 1_000_000


def locale(language: str) -> Locale:
    """Babel's locale for a language tag such as en-GB."""
    return Locale.parse(language, sep="-")


def quantity(value: float, language: str, short: bool = False) -> str:
    """A number with the language's separators; `short` rounds it: 2.5 million, 628,000."""
    if short and value >= _MILLION * 0.9995:
        return format_compact_decimal(
            max(value, _MILLION), format_type="long", fraction_digits=1, locale=locale(language))
    if short and value >= 1000:
        step = 10 ** (floor(log10(value)) - 2)
        value = round(value / step) * step
    return format_decimal(value, format="#,##0.###", locale=locale(language)).replace(
        "-", "\N{MINUS SIGN}")


def cardinal(count: int, language: str = "en") -> str:
    """A count in words up to ten, in figures above."""
    return _CARDINALS[count] if count < len(_CARDINALS) else quantity(count, language)


def listed(parts: Sequence[str], language: str) -> str:
    """Parts joined as the language joins a list: a, b and c."""
    return format_list(list(parts), locale=locale(language))


def times(greater: float, less: float) -> str:
    """“more than twice”, “three times”, “nearly twice”, or nothing if it is no such multiple.

    Never says more than the numbers bear out.
    """
    if less <= 0:
        return ""
    ratio = greater / less
    if 1.95 <= ratio < 2:
        return "nearly twice"
    whole = floor(ratio)
    if whole < 2:
        return ""
    multiple = "twice" if whole == 2 else f"{cardinal(whole)} times"
    return multiple if ratio == whole else f"more than {multiple}"


def date(when: Period, language: str, year: bool) -> str:
    """A period as a label has it: 1–3 Feb., Oct. 2015, 2012."""
    skeleton = {"day": "MMMd", "month": "MMM", "year": ""}[when.precision]
    if year or not skeleton:
        skeleton = f"y{skeleton}"
    return span(when.start, when.end, skeleton, language)


def span(start: datetime.date, end: datetime.date, skeleton: str, language: str) -> str:
    """An interval of dates cut short, or one date if both read the same."""
    first = format_skeleton(skeleton, start, locale=locale(language))
    if first == format_skeleton(skeleton, end, locale=locale(language)):
        return stopped(first, language)
    return stopped(format_interval(start, end, skeleton, locale=locale(language)), language)


def date_in_full(when: Period, language: str, year: bool = True) -> str:
    """A period as a sentence has it: 1 to 3 February 2016, October 2015."""
    first = _in_full(when.start, when.precision, language, year)
    last = _in_full(when.end, when.precision, language, year)
    return first if first == last else from_to(first, last, language)


def from_to(first: str, last: str, language: str) -> str:
    """Two dates in full as one span; in English read aloud, a dash would say nothing."""
    if not language.startswith("en"):
        return f"{first} – {last}"
    words, others = first.split(" "), last.split(" ")
    while len(words) > 1 and words[-1] == others[-1]:
        words.pop()
        others.pop()
    return f"{' '.join(words).rstrip(',')} to {last}"


def _in_full(day: datetime.date, precision: str, language: str, year: bool) -> str:
    if precision == "day" and year:
        return format_date(day, format="long", locale=locale(language))
    if precision == "month" and not year:
        # No skeleton has a month alone in full.
        return format_date(day, format="LLLL", locale=locale(language))
    month = {"day": "MMMMd", "month": "yMMMM", "year": "y"}[precision]
    return format_skeleton(month, day, locale=locale(language))


def stopped(text: str, language: str) -> str:
    """English months cut short take a full stop, which Babel leaves out."""
    if not language.startswith("en"):
        return text
    return re.sub(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b", r"\1.", text)


def bound(text: str, language: str) -> str:
    """A text with no-break spaces in dates and quantities: 1 February, US$ 3 billion."""
    months = locale(language).months["format"]["wide"].values()
    after = "|".join((*map(re.escape, months), "million", "billion", "per cent"))
    text = re.sub(rf"(\d) (?={after})", "\\1\N{NO-BREAK SPACE}", text)
    return re.sub(r"([$€£]) (?=\d)", "\\1\N{NO-BREAK SPACE}", text)

"""Numbers and dates of the ledger in words and figures, as a sentence has them.

A quantity is known exactly or between two ends, so everything here takes `low` and `high`; they
are the same where it is one number.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from figures.desk import data, vocabulary
from figures.desk.words import date_in_full, locale
from report.model import Period

_T = TypeVar("_T")
NO_BREAK = "\N{NO-BREAK SPACE}"
_MILLION = Decimal(1_000_000)
_SPELLED = {
    "en": "no one two three four five six seven eight nine ten eleven twelve",
    "fr": "aucun un deux trois quatre cinq six sept huit neuf dix onze douze",
    "de": "kein eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "es": "ningún uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
_CURRENCIES = {"USD": "US$", "EUR": "€", "GBP": "£"}
_PER_CENT = {"en": "per cent", "en-US": "percent", "fr": "%", "de": "Prozent", "es": "%"}
_TIMES = {"en": "times", "fr": "fois", "de": "Mal", "es": "veces"}
_ONE_IN = {"en": "one in {}", "fr": "un sur {}", "de": "einer von {}", "es": "uno de cada {}"}
_BETWEEN = {"en": "between {} and {}", "fr": "entre {} et {}", "de": "zwischen {} und {}",
            "es": "entre {} y {}"}
# When something was so: on a day, in a month, in a year, at the end of a year, over a span.
_WHEN = {
    "en": ("on {}", "in {}", "in {}", "at the end of {}", "from {} to {}"),
    "fr": ("le {}", "en {}", "en {}", "fin {}", "du {} au {}"),
    "de": ("am {}", "im {}", "{}", "Ende {}", "vom {} bis {}"),
    "es": ("el {}", "en {}", "en {}", "a finales de {}", "del {} al {}"),
}
_SPANS = {"fr": "de {} à {}", "de": "von {} bis {}", "es": "de {} a {}"}  # of months or years


@dataclass(frozen=True)
class Amount:
    """A quantity to be said: the same ends where it is one number."""

    low: Decimal
    high: Decimal
    unit: str = ""

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    def map(self, change: Callable[[Decimal], Decimal]) -> Amount:
        return Amount(change(self.low), change(self.high), self.unit)


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """A number rounded to a multiple of `step`, halves away from nought."""
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def to_figures(value: Decimal, figures: int = 2) -> Decimal:
    """A number rounded to so many figures that count."""
    if not value:
        return value
    return rounded(value, Decimal(1).scaleb(value.adjusted() - figures + 1))


def digits(value: Decimal, language: str, decimals: int = 0) -> str:
    """Every digit, with the separators of a language: 2,503,549; so many decimals at least."""
    from babel.numbers import format_decimal

    said = format_decimal(value, format=f"#,##0.{'0' * decimals}{'#' * (10 - decimals)}",
                          locale=locale(language))
    return said.replace("-", "\N{MINUS SIGN}").replace(" ", NO_BREAK)


def shortest(value: Decimal, language: str) -> str:
    """The shortest form that says the number exactly: 2.5 million, but 2,503,549."""
    size = abs(value)
    unit = _MILLION * 1000 if size >= _MILLION * 1000 else _MILLION
    if size < _MILLION or (size / unit * 100) % 1:
        return digits(value, language)
    from babel.numbers import format_compact_decimal

    said = format_compact_decimal(value, format_type="long", fraction_digits=2,
                                  locale=locale(language))
    if language.startswith("fr") and size / unit < 2:  # Babel has “1 millions”
        said = re.sub(r"(million|milliard)s", r"\1", said)
    return said.replace("-", "\N{MINUS SIGN}").replace(" ", NO_BREAK)


def spelled(value: Decimal, language: str) -> str:
    """A whole number up to twelve in words; nothing for any other."""
    words = _in(_SPELLED, language).split()
    return words[int(value)] if value == int(value) and 0 <= value < len(words) else ""


def ranged(amount: Amount, say: Callable[[Decimal], str], language: str, style: str = "") -> str:
    """One number, or two with what stands between: a dash, “to” or “between … and …”."""
    low, high = say(amount.low), say(amount.high)
    if low == high:
        return low
    if style == "between":
        return _in(_BETWEEN, language).format(low, high)
    tail = re.search(rf"(?<=\d){NO_BREAK}\D+$", high)
    if tail and low.endswith(tail[0]):  # 2.5–3 million
        low = low.removesuffix(tail[0])
    if style == "words":
        return f"{low} {vocabulary.term('to', language)} {high}"
    return f"{low}–{high}"


def with_unit(number: str, unit: str, language: str) -> str:
    """A number with what it counts, as the language joins the two."""
    if unit in _CURRENCIES and language.startswith("en"):
        sign = _CURRENCIES[unit]
        return f"{sign}{NO_BREAK if sign[0].isalpha() else ''}{number}"
    if unit in ("percent", "per cent", "%"):
        sign = _PER_CENT.get(language) or _PER_CENT.get(language[:2], "%")
        return percent_sign(number, language) if unit == "%" else f"{number}{NO_BREAK}{sign}"
    if unit == "people":
        unit = vocabulary.term("people", language)
    if language[:2] in ("fr", "es") and re.search(r"[^\d\s.,–]$", number):
        unit = f"de {unit}"  # 2,5 millions de personnes
    return f"{number}{NO_BREAK}{unit}" if unit else number


def percent_sign(number: str, language: str) -> str:
    return f"{number}%" if language.startswith("en") else f"{number}{NO_BREAK}%"


def times(number: str, language: str) -> str:
    """How many times as much: 3.4 times."""
    return f"{number}{NO_BREAK}{_in(_TIMES, language)}"


def one_in(number: str, language: str) -> str:
    return _in(_ONE_IN, language).format(number)


def dated(period: Period, language: str, style: str = "long") -> str:
    """A date alone: long with its year, short without, its day, its month or its year alone."""
    when = data.Period(period.start, period.end, period.precision)
    match style:
        case "short":
            return _first(date_in_full(when, language, when.precision == "year"), language)
        case "day":
            days = [str(period.start.day), str(period.end.day)]
            return "–".join(dict.fromkeys(days))
        case "month":
            return date_in_full(data.Period(
                period.start.replace(day=1), period.end.replace(day=1), "month"), language)
        case "year":
            return "–".join(dict.fromkeys((str(period.start.year), str(period.end.year))))
        case _:
            return _first(date_in_full(when, language), language)


def when(period: Period, language: str, year: bool = True) -> str:
    """When something was so: “on 13 February 2016”, “at the end of 2015”, “in February 2016”.

    Without its year: “on 13 February”.
    """
    on, in_month, in_year, at_end, over = _in(_WHEN, language)
    if year and period.start == period.end and (period.end.month, period.end.day) == (12, 31):
        return at_end.format(period.end.year)
    if "/" in period.words:
        if period.precision != "day":
            over = _in(_SPANS, language) if language[:2] in _SPANS else over
        return over.format(*_ends(period, language, year))
    said = dated(period, language, "long" if year else "short")
    return {"day": on, "month": in_month, "year": in_year}[period.precision].format(said)


def _ends(period: Period, language: str, year: bool) -> tuple[str, str]:
    """The two ends of a span, the first without what it shares with the last."""
    def full(day: datetime.date) -> str:
        return date_in_full(data.Period(day, day, period.precision), language, year)

    first, last = full(period.start).split(" "), full(period.end)
    others = last.split(" ")
    while len(first) > 1 and first[-1] == others[-1]:
        first.pop()
        others.pop()
    if first[-1] == "de":
        first.pop()
    return _first(" ".join(first).rstrip(","), language), _first(last, language)


def _first(date: str, language: str) -> str:
    """A date as French writes the first of a month, which Babel does not."""
    return re.sub(r"(?<!\d)1(?= |$)", "1er", date) if language.startswith("fr") else date


def _in(words: Mapping[str, _T], language: str) -> _T:
    """What a table has for a language; raises ValueError where Octavo has not learnt it."""
    found = words.get(language) or words.get(language[:2])
    if found is None:
        raise ValueError(f"Octavo has not learnt to say this in the language “{language}”.")
    return found

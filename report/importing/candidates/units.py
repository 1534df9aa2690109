"""What a number is counted in: money, shares, measures; or the thing that is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from report.importing.candidates.model import Number

PEOPLE = "people"
_SIGNS: Mapping[str, str] = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_MONEY: Mapping[str, str] = {
    "dollars": "USD", "us dollars": "USD", "euros": "EUR", "sterling": "GBP"}
_COINS = (r"crowns?|kroner|kronor|krona|lira|liras|rand|rupees?|rupiah|francs?|pounds?|pesos?|yen|"
          r"yuan|roubles?|rubles?|dinars?|dirhams?|riyals?|shillings?|marks|naira|reais|won|cents|"
          r"pence|zloty|forints?|hryvnias?|baht|guilders?")
_MEASURES: Mapping[str, str] = {
    r"(?:kilomet(?:re|er)s?|km) (?:an|per) hour|km/h": "km/h",
    r"miles (?:an|per) hour|mph": "mph",
    r"square (?:kilomet(?:re|er)s?|km)|sq ?km|km²|km2": "km²",
    r"square met(?:re|er)s?|m²": "m²", r"square miles?": "square miles",
    r"square feet": "square feet",
    r"cubic met(?:re|er)s?|m³": "m³", r"cubic kilomet(?:re|er)s?": "km³",
    r"kilomet(?:re|er)s?|kilomet(?:re|er)-long|km": "km", r"centimet(?:re|er)s?|cm": "cm",
    r"millimet(?:re|er)s?|mm": "mm", r"met(?:re|er)s?|m": "m", r"miles?": "miles",
    r"feet|foot|ft": "feet", r"inch(?:es)?": "inches", r"yards": "yards",
    r"hectares?|ha": "hectares",
    r"acres?": "acres", r"(?:metric )?tonnes?|(?:metric )?tons?": "tonnes",
    r"kilograms?|kilogrammes?|kilos?"
    r"|kg": "kg", r"grams?|grammes?": "g", r"lit(?:re|er)s?": "litres",
    r"gallons?": "gallons", r"barrels?": "barrels", r"megawatts?|MW": "MW", r"gigawatts?|GW": "GW",
    r"kilowatt[- ]hours?|kWh": "kWh", r"kilowatts?|kW": "kW", r"knots": "knots",
    r"degrees(?: celsius)?|°C": "°C", r"seconds?": "seconds", r"minutes?": "minutes",
    r"hours?": "hours", r"days?": "days", r"nights?": "nights", r"weeks?": "weeks",
    r"months?": "months", r"years?": "years", r"decades?": "decades",
}  # fmt: skip
_SHARES = re.compile(r"\s?(?:percentage points?)\b")
_BEHIND = re.compile(rf"[\s\u00a0\u202f-]*(?:(?P<money>(?:US )?dollars|euros|sterling)|"
                     rf"(?P<coin>{_COINS})|" + "|".join(
                         f"(?P<m{at}>{words})" for at, words in enumerate(_MEASURES))
                     + r")(?![\w’'])", re.IGNORECASE)
_UNITS = tuple(_MEASURES.values())
_SHIFTS = re.compile(r"[\s-]+(?:second|minute|hour|day|night|week|month|year)[ -]"
                     r"(?!(?:is|was|has|as|this)\b)[a-z]{2,}s\b")  # “19 night shifts”
DURATIONS = ("seconds", "minutes", "hours", "days", "nights", "weeks", "months", "years", "decades")


@dataclass(frozen=True)
class Unit:
    """A unit, and where in the sentence it ends; `name` is "" if a thing is counted instead."""

    name: str
    end: int


def unit(words: str, number: Number) -> Unit:
    """The unit of a number, from the signs before it and the words behind it."""
    if number.is_share:
        points = _SHARES.match(words, number.end) or "point" in number.words
        return Unit("percentage points" if points else "percent", number.end)
    for sign, name in _SIGNS.items():
        if number.words.startswith(sign):
            return Unit(name, number.end)
    if code := re.match(r"[A-Z]{3}(?=\s?\d)", number.words):
        return Unit(code[0], number.end)
    match = _BEHIND.match(words, number.end)
    if match and not _SHIFTS.match(words, number.end):
        return Unit(_name(match), match.end())
    return Unit("", number.end)


def _name(match: re.Match[str]) -> str:
    if match["money"]:
        return _MONEY[match["money"].lower()]
    if match["coin"]:
        coin = match["coin"].lower()
        return coin if coin.endswith(("s", "a", "d", "n", "r")) else f"{coin}s"
    return next(name for at, name in enumerate(_UNITS) if match[f"m{at}"])

"""Rows read as bars: counts as they are or per so many inhabitants, the least of them gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10

from babel.numbers import format_decimal

from figures.desk import asked, totals
from figures.desk.claims import AT_LEAST, UP_TO
from figures.desk.counts.bar import Bar
from figures.desk.data import Row, number
from figures.desk.vocabulary import qualified, term
from figures.desk.words import locale, quantity

_MOST = 120  # bars that a page can hold, and more than anyone reads


@dataclass(frozen=True)
class Counted:
    """Bars in order, the unit in words (said once), `per` so many inhabitants if they are rates.

    `differs` tells that the parts miss the stated total, if the author has said so.
    """

    bars: list[Bar]
    unit: str
    per: str
    differs: str

    def labelled(self, language: str) -> list[Bar]:
        """The bars as a picture has them: the unit stands at the first number."""
        after = f" {self.unit}" if self.unit else ""
        after += f" {term('per', language)} {self.per}" if self.per else ""
        first = next(place for place, bar in enumerate(self.bars) if bar.value is not None)
        told = self.bars[first].saying(self.bars[first].said + after)
        return [*self.bars[:first], told, *self.bars[first + 1:]]


@dataclass(frozen=True)
class _Tally:
    """A row as stated; `of` rows if it stands for the rest, `unknown` of which have no figure."""

    label: str
    value: int | float | None
    population: int | float | None
    qualifier: str
    note: str
    group: str
    of: int = 0
    unknown: int = 0

    def length(self, per: float) -> float | None:
        """What the bar shows: the count, or how many there are per so many inhabitants."""
        if self.value is None or not per:
            return self.value
        if self.population is None:
            return None
        return float(Fraction(str(self.value)) / Fraction(str(self.population))
                     * Fraction(str(per)))


def counted(rows: Sequence[Row], options: Mapping[str, str], language: str) -> Counted:
    """The rows as bars in the order in which they stand; ValueError if they cannot be drawn."""
    asked.some(rows)
    tallies = [_tally(row) for row in rows]
    emphasised = asked.emphasis(options, {tally.label for tally in tallies})
    differs = totals.check([tally.value for tally in tallies], options, language)
    per = _per(options, tallies)
    if all(tally.length(per) is None for tally in tallies):
        raise ValueError("No row has a value, so there is no bar to draw.")
    tallies = _gathered(tallies, options, per, emphasised, language)
    if len(tallies) > _MOST:
        raise ValueError(f"There are {len(tallies)} rows, more bars than a page can hold. Draw "
                         "fewer with “where”, gather the least of them (“:other: 20” keeps the "
                         "20 greatest), or make a table.")
    if asked.choice(options, "sort", ("file", "descending")) == "descending":
        tallies.sort(key=lambda tally: _rank(tally, per))
    order = list(dict.fromkeys(tally.group for tally in tallies))
    tallies.sort(key=lambda tally: (tally.of > 0, order.index(tally.group)))
    short = asked.choice(options, "numbers", ("exact", "short")) == "short"
    unit = options.get("unit", "").strip()
    if per and asked.is_sign(unit):
        raise ValueError(f"“unit” is “{unit}”, but with “per” the bars are no longer {unit}; "
                         "let it say what is counted, such as refugees.")
    places = _places([tally.length(per) or 0.0 for tally in tallies]) if per else 0
    bars = [_bar(tally, per, places, short, unit, emphasised, language) for tally in tallies]
    return Counted(bars, "" if asked.is_sign(unit) else unit,
                   quantity(per, language) if per else "", differs)


def _tally(row: Row) -> _Tally:
    label = asked.label(row)
    value, population = (asked.number(row, name, label) for name in ("value", "population"))
    if value is not None and value < 0:
        raise ValueError(f"The value of “{label}” is {value}; a count cannot be below zero. "
                         "Draw gains and losses as a “slope” from before to after.")
    return _Tally(label, value, population, asked.text(row, "qualifier"),
                  asked.text(row, "note"), asked.text(row, "group"))


def _rank(tally: _Tally, per: float) -> float:
    """The greatest first, what nobody has stated last."""
    length = tally.length(per)
    return 1.0 if length is None else -length


# --- per so many inhabitants ----------------------------------------------------------------


def _per(options: Mapping[str, str], tallies: Sequence[_Tally]) -> int | float:
    """Of how many inhabitants the bars tell; 0 if they are plain counts."""
    told = options.get("per", "").strip()
    if not told:
        return 0
    try:
        per = number(told)
    except ValueError as error:
        raise ValueError(f"“per”: {error}") from None
    if per <= 0:
        raise ValueError("“per” must be above zero, such as 1000.")
    if all(tally.population is None for tally in tallies):
        raise ValueError("“per” is given, but no row has a population. Say which column tells "
                         "how many people live there: “:population: …”.")
    for tally in tallies:
        if tally.population is not None and tally.population <= 0:
            raise ValueError(f"The population of “{tally.label}” is {tally.population}; "
                             "it must be above zero, or empty if it is not known.")
    return per


def _places(rates: Sequence[float]) -> int:
    """Decimals for all rates alike: two figures of the least, but at most four of the greatest."""
    stated = [rate for rate in rates if rate]
    if not stated:
        return 0
    places = max(0, min(1 - floor(log10(min(stated))), 3 - floor(log10(max(stated)))))
    while places and all(round(rate, places) == round(rate, places - 1) for rate in stated):
        places -= 1
    return places


def _rate(rate: float, places: int, qualifier: str, language: str) -> str:
    """A rate with so many decimals; one too small for them is told as less than their least."""
    least = 10.0 ** -places
    small = 0 < rate < least / 2
    pattern = "#,##0." + "0" * places if places else "#,##0"
    said = format_decimal(least if small else rate, format=pattern, locale=locale(language))
    return qualified("less than" if small else qualifier, said, language)


# --- the rest in one bar --------------------------------------------------------------------


def _gathered(
    tallies: list[_Tally], options: Mapping[str, str], per: float, emphasised: Sequence[str],
    language: str,
) -> list[_Tally]:
    """The greatest as they are and one tally of all others, if the author wants that."""
    told = options.get("other", "").strip()
    if not told:
        return tallies
    if not told.isdecimal() or int(told) < 1:
        raise ValueError(f"“other” is “{told}”; it says how many of the greatest keep a bar of "
                         "their own, such as 5.")
    if any(tally.group for tally in tallies):
        raise ValueError("“other” gathers rows whatever their group, which “group” forbids; "
                         "leave out one of the two.")
    ranked = sorted(tallies, key=lambda tally: _rank(tally, per))
    kept, rest = ranked[:int(told)], ranked[int(told):]
    if len(rest) < 2:
        return tallies
    for place, tally in enumerate(rest, len(kept) + 1):
        if tally.label in emphasised:
            raise ValueError(f"“emphasis” names “{tally.label}”, which “other” gathers with the "
                             f"rest; it is number {place}, so write “:other: {place}”.")
    known = [tally for tally in rest if tally.length(per) is not None]
    value, population = (_sum([getattr(tally, name) for tally in known])
                         for name in ("value", "population"))
    name = term("others", language)
    others = _Tally(
        f"{name[:1].upper()}{name[1:]} ({len(rest)})", value if known else None,
        population if known and per else None, _mixed({tally.qualifier for tally in known}),
        "", "", len(rest), len(rest) - len(known) if known else 0)
    stay = {id(tally) for tally in kept}
    return [*(tally for tally in tallies if id(tally) in stay), others]


def _sum(values: Sequence[float | None]) -> int | float:
    total = sum((Fraction(str(value)) for value in values if value is not None), Fraction(0))
    return int(total) if total.denominator == 1 else float(total)


def _mixed(qualifiers: set[str]) -> str:
    """The qualifier of a sum: a bound if all its parts lean the same way, else “about”."""
    stated = qualifiers - {""}
    if not stated:
        return ""
    if stated <= {*AT_LEAST, "just over"}:
        return "at least"
    return "up to" if stated <= UP_TO else "about"


# --- words ----------------------------------------------------------------------------------


def _bar(
    tally: _Tally, per: float, places: int, short: bool, unit: str, emphasised: Sequence[str],
    language: str,
) -> Bar:
    length = tally.length(per)
    count = "" if tally.value is None else qualified(
        tally.qualifier, quantity(tally.value, language, short), language)
    if length is None:
        said = term("no figure", language)
    elif per:
        said = _rate(length, places, tally.qualifier, language)
    else:
        said = count + (unit if asked.is_sign(unit) else "")
    notes = [f"{count} {term('in all', language)}" if per and count else "", tally.note,
             f"{tally.unknown} {term('without a figure', language)}" if tally.unknown else ""]
    return Bar(
        tally.label, length, said, tally.qualifier if length is not None else "",
        ", ".join(filter(None, notes)), tally.group, tally.label in emphasised and not tally.of,
        tally.of, tally.unknown)

"""`pictogram`: people as squares, each of them the same number.

One to three rows on one scale. Squares are exact: what does not fill one is drawn as a part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from figures.desk import asked, totals
from figures.desk.data import Column, Row, number
from figures.desk.example import Example
from figures.desk.look import Look
from figures.desk.pictogram.group import Group
from figures.desk.vocabulary import qualified, term
from figures.desk.words import cardinal, listed, quantity

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("label", "text", "who the people are"),
    Column("value", "number", "how many; empty if nobody has stated a figure"),
    Column("qualifier", "qualifier", "about, more than, at least, nearly, up to", required=False),
)
OPTIONS: Mapping[str, str] = {
    "per": "how many a square stands for; a round number that makes 20 to 60 squares unless told",
    "unit": "what is counted: people unless told",
    "emphasis": "the label, or labels with ; between, set in the accent colour",
    "numbers": "exact (every digit) or short (2.5 million)",
    **totals.OPTIONS,
}
EXAMPLE = Example(
    {"label": "where", "value": "people", "per": "1000", "total": "75775", "width": "column",
     "emphasis": "in Aleppo governorate",
     "title": "More than five in six of the displaced were in Aleppo governorate",
     "deck": "People displaced in two governorates of Syria, 1 to 29 February 2016",
     "source": "UN flash update of 6 March 2016, published on ReliefWeb"},
    "where,people\nin Aleppo governorate,63752\nin Idleb governorate,12023\n",
    "displaced-february.csv")
_MOST_GROUPS = 3
_MOST = 400  # squares that can still be seen as squares
_ENOUGH = 60  # squares that can still be counted


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its squares need."""
    from figures.desk.pictogram.squares import drawn  # brings matplotlib, which only drawing needs

    groups, per = _groups(rows, options, look.language)
    return drawn(groups, f"= {_of(per, options, look.language)}", look)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """Who is shown, and what a square stands for."""
    groups, per = _groups(rows, options, look.language)
    unit = _unit(options, look.language)
    told = [f"{each.qualifier} {each.said} {unit} ({each.label})".strip()
            if each.squares is not None else f"{each.said} ({each.label})" for each in groups]
    return (f"Pictogram of {listed(told, look.language)}, "
            f"each square {_of(per, options, look.language)}.")


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """What a square stands for, and how many there are for whom."""
    groups, per = _groups(rows, options, look.language)
    unit = _unit(options, look.language)
    told = [_told(each, unit, look.language) for each in groups if each.squares is not None]
    sentences = [f"Pictogram, each square {_of(per, options, look.language)}: "
                 f"{'; '.join(told)}."]
    missing = [each.label for each in groups if each.squares is None]
    if missing:
        sentences.append(f"No figure is stated ({listed(missing, look.language)}).")
    differs = totals.check([asked.count(row, "value", asked.label(row)) for row in rows], options,
                           look.language)
    return " ".join([*sentences, differs]).strip()


def _told(each: Group, unit: str, language: str) -> str:
    squares = each.squares or Fraction(0)
    whole = int(squares)
    if squares == whole:
        count = f"{cardinal(whole, language)} square{'' if whole == 1 else 's'}"
    elif whole:
        count = f"{cardinal(whole, language)} square{'' if whole == 1 else 's'} and a part"
    else:
        count = "a part of a square"
    return f"{count} for {each.qualifier} {each.said} {unit} ({each.label})".replace("  ", " ")


def _of(per: float, options: Mapping[str, str], language: str) -> str:
    """What a square stands for: 10,000 people."""
    unit = _unit(options, language)
    if per == 1 and not options.get("unit", "").strip():
        return term("one person", language)
    if per == 1:
        # Elsewhere a word for one would have to agree with what is counted.
        return f"one of the {unit}" if language.startswith("en") else f"1 ({unit})"
    return f"{quantity(per, language)} {unit}"


def _unit(options: Mapping[str, str], language: str) -> str:
    return options.get("unit", "").strip() or term("people", language)


def _groups(
    rows: Sequence[Row], options: Mapping[str, str], language: str
) -> tuple[list[Group], int | float]:
    """The rows in squares, and what a square stands for; ValueError if they make no picture."""
    asked.some(rows)
    if len(rows) > _MOST_GROUPS:
        raise ValueError(f"A pictogram compares up to three groups; there are "
                         f"{cardinal(len(rows))} rows. Choose with “where”, or draw “counts”.")
    short = asked.choice(options, "numbers", ("exact", "short")) == "short"
    emphasised = asked.emphasis(options, {asked.text(row, "label") for row in rows})
    values = [asked.count(row, "value", asked.label(row)) for row in rows]
    totals.check(values, options, language)
    stated = [value for value in values if value is not None]
    if not sum(stated):
        raise ValueError("No row has a number above zero, so there is no square to draw.")
    per = _per(options, sum(stated))
    squares = [None if value is None else Fraction(str(value)) / Fraction(str(per))
               for value in values]
    if sum(each or 0 for each in squares) > _MOST:
        raise ValueError(f"That makes more than {_MOST} squares, too many to count; "
                         "make “per” greater.")
    groups = []
    for row, value, exact in zip(rows, values, squares, strict=True):
        label = asked.label(row)
        said = term("no figure", language) if value is None else quantity(value, language, short)
        qualifier = qualified(asked.text(row, "qualifier") if value is not None else "", "",
                              language)
        groups.append(Group(label, exact, said, qualifier, label in emphasised))
    return groups, per


def _per(options: Mapping[str, str], total: float) -> int | float:
    """What a square stands for: as told, or 1, 2 or 5 with as many noughts as will do."""
    told = options.get("per", "").strip()
    if told:
        try:
            per = number(told)
        except ValueError as error:
            raise ValueError(f"“per”: {error}") from None
        if per <= 0:
            raise ValueError("“per” must be above zero.")
        return per
    tens = 1
    while True:
        for first in (1, 2, 5):
            if total / (first * tens) <= _ENOUGH:
                return first * tens
        tens *= 10

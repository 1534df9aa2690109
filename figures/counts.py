"""`counts`: one bar a row, the number at its end; for things that were counted.

A missing figure is not a zero: leave its cell empty. A qualifier such as “more than” is said
with the number; the bar ends at the number itself.

`other` keeps so many of the greatest and gathers all the rest in one paler bar. It says how
many they are, and how many of them have no figure; where any number is qualified, so is the sum.

`per` makes the bars tell how many there are for every so many inhabitants, of which the column
`population` must tell; the counts themselves then stand in grey.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from figures.desk import totals
from figures.desk.counts.bar import Bar
from figures.desk.counts.counted import Counted, counted
from figures.desk.data import Column, Row
from figures.desk.example import Example
from figures.desk.look import Look
from figures.desk.words import cardinal, listed, times

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("label", "text", "what was counted"),
    Column("value", "number", "how many; empty if nobody has stated a figure"),
    Column("qualifier", "qualifier", "about, more than, at least, nearly, up to", required=False),
    Column("group", "text", "splits the bars under small headings", required=False),
    Column("note", "text", "a few words in grey behind the number", required=False),
    Column("population", "number", "how many people live there, for “per”", required=False),
)
OPTIONS: Mapping[str, str] = {
    "emphasis": "the label, or labels with ; between, set in the accent colour",
    "sort": "descending: the greatest first; else the order of the file",
    "other": "how many of the greatest keep a bar of their own; the rest share one",
    "per": "of how many inhabitants the bars tell, such as 1000",
    "unit": "what the numbers count, such as % or people",
    "numbers": "exact (every digit) or short (2.5 million)",
    **totals.OPTIONS,
}
EXAMPLE = Example(
    {"label": "country", "value": "refugees", "emphasis": "Türkiye", "sort": "descending",
     "total": "4556739", "width": "column",
     "title": "Türkiye hosted more Syrian refugees than the other four countries together",
     "deck": "Syrian refugees registered in five host countries, end of 2015",
     "source": "UNHCR Refugee Population Statistics, CC BY 4.0"},
    "country,refugees\nEgypt,117635\nIraq,244642\nJordan,628223\nLebanon,1062690\n"
    "Türkiye,2503549\n",
    "refugees-by-host.csv")
_MOST_NAMED = 6  # rows that a listener can keep apart; of more, the first and the range


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its bars need."""
    from figures.desk.counts.bars import drawn  # brings matplotlib, which only drawing needs

    return drawn(counted(rows, options, look.language).labelled(look.language), look)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many bars there are, and which is the longest."""
    told, language = counted(rows, options, look.language), look.language
    return f"{_opening(told, language)}{_longest(told, language)}."


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """The same numbers in sentences."""
    told, language = counted(rows, options, look.language), look.language
    # A rate’s unit stands in the opening.
    bars = told.bars if told.per else told.labelled(language)
    sentences = [f"{_opening(told, language)}."]
    own = [bar for bar in bars if not bar.gathered]
    if len({bar.group for bar in own}) > _MOST_NAMED:
        own = [replace(bar, label=f"{bar.label} ({bar.group})", group="") for bar in own]
    for group in dict.fromkeys(bar.group for bar in own):
        said = _told([bar for bar in own if bar.group == group], language)
        sentences.append(f"{group}: {said}" if group else said)
    sentences += [_gathered(bar, language) for bar in bars if bar.gathered]
    accented = [bar.label for bar in bars if bar.emphasised]
    if accented:
        sentences.append(f"Emphasised: {listed(accented, language)}.")
    return " ".join([*sentences, told.differs]).strip()


def _opening(told: Counted, language: str) -> str:
    """What sort of picture it is: “Bar chart of five rows in two groups”."""
    own = [bar for bar in told.bars if not bar.gathered]
    opening = f"Bar chart of {cardinal(len(own), language)} row{'s' if len(own) > 1 else ''}"
    groups = len({bar.group for bar in own})
    if groups > 1:
        opening += f" in {cardinal(groups, language)} groups"
    for bar in told.bars:
        if bar.gathered:
            opening += f" and {cardinal(bar.gathered, language)} others as one"
    if told.per:
        opening += f", {told.unit or 'numbers'} per {told.per} inhabitants"
    return opening


def _longest(told: Counted, language: str) -> str:
    """The main thing seen: both of two bars, else the longest, and the emphasised one."""
    own = [bar for bar in told.bars if bar.value is not None and not bar.gathered]
    unit = f" {told.unit}" if told.unit and not told.per else ""
    ranked = sorted(own, key=lambda bar: -(bar.value or 0))
    first = ranked[0]
    if len(ranked) <= 2:
        phrases = [_phrase(bar) + (unit if bar is own[0] else "") for bar in own]
        return f": {listed(phrases, language)}"
    longest = [bar for bar in ranked if bar.value == first.value]
    if len(longest) == len(ranked):
        return f", all of them {first.said}{unit}"
    rest = [bar for bar in told.bars if bar.gathered and (bar.value or 0) > (first.value or 0)]
    text = f", the longest{' single one' if rest else ''} "
    if len(longest) > 3:
        text += f"{cardinal(len(longest), language)} with {first.said}{unit} each"
    elif len(longest) > 1:
        text += f"{listed([bar.label for bar in longest], language)} with {first.said}{unit} each"
    else:
        multiple = _multiple(*ranked[:2])
        text += f"{first.label} with {first.said}{unit}"
        text += f", {multiple} {_possessive(ranked[1])}" if multiple else ""
    accented = [bar for bar in own if bar.emphasised]
    if len(accented) == 1 and accented[0] not in longest:
        text += f"; emphasised: {_phrase(accented[0])}"
    return text


def _told(bars: list[Bar], language: str) -> str:
    known = [bar for bar in bars if bar.value is not None]
    missing = [bar.label for bar in bars if bar.value is None]
    sentences = []
    if known:
        values = [bar.value or 0 for bar in known]
        falling = values == sorted(values, reverse=True)
        say = _ranking if falling else _sequence
        sentences.append(f"{say(_merged(known, language), language)}.")
    if missing:
        sentences.append(f"No figure for {_names(missing, language)}.")
    return " ".join(sentences)


def _gathered(bar: Bar, language: str) -> str:
    """The bar that stands for the rest, and what is missing from it."""
    count = cardinal(bar.gathered, language)
    if bar.value is None:
        return f"No figure for the {count} others."
    missing = f", {cardinal(bar.unknown, language)} of them without a figure" if bar.unknown else ""
    return f"The {count} others together: {bar.said}{missing}."


def _merged(bars: list[Bar], language: str) -> list[Bar]:
    """Neighbours with the same number as one: “A and B 300,000 each”."""
    runs: list[list[Bar]] = []
    for bar in bars:
        if runs and runs[-1][0].said == bar.said:
            runs[-1].append(bar)
        else:
            runs.append([bar])
    return [run[0] if len(run) == 1 else
            run[0].named(_names([bar.label for bar in run], language)).saying(f"{run[0].said} each")
            for run in runs]


def _names(labels: Sequence[str], language: str) -> str:
    """All of a few labels; of many the first two, and how many more there are."""
    if len(labels) > _MOST_NAMED:
        labels = [*labels[:2], f"{cardinal(len(labels) - 2, language)} others"]
    return listed(labels, language)


def _phrase(bar: Bar) -> str:
    """Label and number; a colon keeps a label that ends in figures off the number."""
    return f"{bar.label}: {bar.said}" if bar.label[-1].isdigit() else f"{bar.label} {bar.said}"


def _ranking(bars: list[Bar], language: str) -> str:
    """Bars from the greatest to the least, the first compared with the second if that is fair."""
    named, rest = (bars, []) if len(bars) <= _MOST_NAMED else (bars[:3], bars[3:])
    multiple = _multiple(*named[:2]) if len(named) > 1 else ""
    if multiple:
        text = f"{_phrase(named[0])}, {multiple} {_possessive(named[1])}"
        if named[2:]:
            text += f"; then {listed([_phrase(bar) for bar in named[2:]], language)}"
    else:
        text = listed([_phrase(bar) for bar in named], language)
    if rest:
        text += (f"; the other {cardinal(len(rest), language)} range from "
                 f"{rest[0].said} ({rest[0].label}) to {rest[-1].said} ({rest[-1].label})")
    return text


def _sequence(bars: list[Bar], language: str) -> str:
    """Bars in an order that is not of size, with the greatest named."""
    greatest = max(bars, key=lambda bar: bar.value or 0)
    if len(bars) <= _MOST_NAMED:
        return "; ".join(_phrase(bar) for bar in bars)
    text = f"From {_phrase(bars[0])} to {_phrase(bars[-1])}"
    return text if greatest in (bars[0], bars[-1]) else f"{text}; the greatest, {_phrase(greatest)}"


def _multiple(first: Bar, second: Bar) -> str:
    """How many times as much, unless a qualifier makes that a guess."""
    merged = first.said.endswith(" each") or second.said.endswith(" each")
    if first.qualifier or second.qualifier or merged:
        return ""
    return times(first.value or 0, second.value or 0)


def _possessive(bar: Bar) -> str:
    if bar.label.isalpha() and not bar.label.endswith("s"):
        return f"{bar.label}’s {bar.said}"
    return f"the {bar.said} of {bar.label}"

"""`range`: who says what of one number; ranges and points where sources differ.

A solid bar is a range, from `low` to `high`; a dot is a point, alone or the best guess within a
range. One end alone is a bound: a tick with a faint bar on its open side. So is a `value` with
“up to”, “at least”, “more than” and the like. “Nearly” and “just over” leave a point, with a
faint wedge on the side to which it leans; “about” leaves it a plain dot.

The scale says where a number lies, not how much it is: it may start above zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk import asked
from figures.desk.claims import Claim, claims
from figures.desk.data import Column, Row
from figures.desk.example import Example
from figures.desk.look import Look
from figures.desk.words import cardinal, listed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("label", "text", "who says it"),
    Column("low", "number", "the low end of a range", required=False),
    Column("high", "number", "the high end of a range", required=False),
    Column("value", "number", "one number, or the best guess within a range", required=False),
    Column("qualifier", "qualifier", "about, nearly, up to, more than, at least", required=False),
    Column("note", "text", "a few words in grey", required=False),
    Column("group", "text", "splits the rows under small headings", required=False),
)
OPTIONS: Mapping[str, str] = {
    "emphasis": "the label, or labels with ; between, set in the accent colour",
    "unit": "what the numbers count, such as % or people",
    "numbers": "exact (every digit) or short (2.5 million)",
}
EXAMPLE = Example(
    {"label": "stated_by", "value": "people", "emphasis": "OCHA", "width": "column",
     "title": "Figures for people under siege run from nearly 400,000 to 486,700",
     "deck": "People under siege in Syria as stated in January and February 2016",
     "source": "OCHA, reported by Asharq Al-Awsat, January 2016; United Nations, reported by CNN, "
               "February 2016; UN figures cited by the French foreign ministry, 18 January 2016"},
    "stated_by,people,qualifier,note\nOCHA,486700,,January\n"
    "United Nations,400000,more than,February\n"
    "UN figures cited by France,400000,nearly,18 January\n",
    "siege-counts.csv")
_MOST_NAMED = 6  # rows that a listener can keep apart


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its rows need."""
    from figures.desk.range.ranges import drawn  # brings matplotlib, which only drawing needs

    unit = options.get("unit", "").strip()
    return drawn(claims(rows, options, look.language), unit if asked.is_sign(unit) else "", look)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many statements there are, the lowest and the highest."""
    told = claims(rows, options, look.language)
    stated = [claim for claim in told if claim.form != "none"]
    low, high = _lowest(stated), _highest(stated)
    opening = _opening(told, look.language)
    if len(stated) == 1:
        return f"{opening}: {_of(low)}."
    if len({(claim.spoken, claim.form) for claim in stated}) == 1:
        return f"{opening}, all of them {low.spoken}."
    if low is high:
        return f"{opening}, the widest {_of(low)}."
    return f"{opening}, the lowest {_of(low)}, the highest {_of(high)}."


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """The same statements in sentences: all of a few, else the lowest and the highest."""
    told = claims(rows, options, look.language)
    stated = [claim for claim in told if claim.form != "none"]
    silent = [claim.label for claim in told if claim.form == "none"]
    sentences = [f"{_opening(told, look.language)}."]
    if len(stated) <= _MOST_NAMED:
        groups = dict.fromkeys(claim.group for claim in stated)
        for group in groups:
            said = "; ".join(_phrase(claim) for claim in stated if claim.group == group)
            sentences.append(f"{group}: {said}." if group else f"{said}.")
    else:
        sentences.append(_extremes(stated))
    if silent:
        sentences.append(f"No figure from {listed(silent, look.language)}.")
    return " ".join(sentences)


def _opening(told: Sequence[Claim], language: str) -> str:
    count = cardinal(len(told), language)
    return f"Chart of {count} statement{'s' if len(told) > 1 else ''} of a number"


def _of(claim: Claim) -> str:
    return f"{claim.spoken} ({claim.label})"


def _phrase(claim: Claim) -> str:
    guess = f", best guess {claim.guess}" if claim.guess else ""
    return f"{claim.label}, {claim.spoken}{guess}"


def _lowest(stated: Sequence[Claim]) -> Claim:
    return min(stated, key=lambda claim: claim.order)


def _highest(stated: Sequence[Claim]) -> Claim:
    return max(stated, key=lambda claim: (max(claim.stated), claim.order[1]))


def _extremes(stated: Sequence[Claim]) -> str:
    """The least and the greatest number, with those who give them."""
    low, high = _lowest(stated), _highest(stated)
    if low is high:
        return f"The lowest and the highest number are in one: {_phrase(low)}."
    return f"The lowest number: {_phrase(low)}; the highest: {_phrase(high)}."

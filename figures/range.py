"""`range`: who says what of one number; ranges and points where sources differ.

| column      | holds                                                                  |
|-------------|------------------------------------------------------------------------|
| `label`     | who says it                                                            |
| `low`       | optional: the low end; with no `high` it is “at least”                 |
| `high`      | optional: the high end; with no `low` it is “up to”                    |
| `value`     | optional: one number; with both ends, the best guess between them      |
| `qualifier` | optional: “about”, “nearly”; “up to”, “more than” make a bound of it   |
| `note`      | optional: a few words in grey                                          |
| `group`     | optional: splits the rows under small headings                         |

A solid bar is a range, a dot a point, a tick with a faint bar one end of a range whose other
end nobody gave. The scale says where a number lies, not how much it is: it may start above zero.

    :::{figure} range
    :data: siege-counts.csv
    :label: stated_by
    :value: people
    :title: Three figures for one population
    :::
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk import asked
from figures.desk.claims import Claim, claims
from figures.desk.data import Column, Row
from figures.desk.look import Look
from figures.desk.words import cardinal, listed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("label", "text", "who says it"),
    Column("low", "number", "the low end of a range", required=False),
    Column("high", "number", "the high end of a range", required=False),
    Column("value", "number", "one number, or the best guess within a range", required=False),
    Column("qualifier", "text", "about, nearly, up to, more than, at least", required=False),
    Column("note", "text", "a few words in grey", required=False),
    Column("group", "text", "splits the rows under small headings", required=False),
)
OPTIONS: Mapping[str, str] = {
    "emphasis": "the label, or labels with ; between, set in the accent colour",
    "unit": "what the numbers count, such as % or people",
    "numbers": "exact (every digit) or short (2.5 million)",
}
_MOST_NAMED = 6  # rows that a listener can keep apart


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its rows need."""
    from figures.desk.ranges import drawn  # brings matplotlib, which only drawing needs

    unit = options.get("unit", "").strip()
    return drawn(claims(rows, options, look.language), unit if asked.is_sign(unit) else "", look)


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """The same statements in sentences: all of a few, else the lowest and the highest."""
    told = claims(rows, options, look.language)
    stated = [claim for claim in told if claim.form != "none"]
    silent = [claim.label for claim in told if claim.form == "none"]
    count = cardinal(len(told), look.language)
    sentences = [f"Chart of {count} statement{'s' if len(told) > 1 else ''} of a number."]
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


def _phrase(claim: Claim) -> str:
    guess = f", best guess {claim.guess}" if claim.guess else ""
    return f"{claim.label}, {claim.spoken}{guess}"


def _extremes(stated: Sequence[Claim]) -> str:
    """The least and the greatest number, with those who give them."""
    low = min(stated, key=lambda claim: min(claim.stated))
    high = max(stated, key=lambda claim: max(claim.stated))
    if low is high:
        return f"The lowest and the highest number are in one: {_phrase(low)}."
    return f"The lowest number: {_phrase(low)}; the highest: {_phrase(high)}."

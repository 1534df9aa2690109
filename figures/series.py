"""`series`: numbers over time, as lines or areas; what is missing is a gap.

Up to eight lines; of areas, one or five that add up. All dates are days, months, years or spans
of the same length, since the sum of a year cannot stand beside that of a month. What leads to a
number with a status, such as “provisional”, is dashed. A month that has no number is a gap,
whether its cell is empty or its row is missing.

A column for `panel` makes small charts, two to twelve, over the same dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk.data import Column, Row
from figures.desk.example import Example
from figures.desk.look import Look
from figures.desk.series import telling
from figures.desk.series.panels import panels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("date", "period", "a day, month or year, all of one length"),
    Column("value", "number", "how many; empty if nobody has stated a figure"),
    Column("line", "text", "which line the row belongs to", required=False),
    Column("panel", "text", "which of several small charts the row belongs to", required=False),
    Column("qualifier", "qualifier", "about, more than, at least", required=False),
    Column("status", "text", "such as provisional: drawn dashed", required=False),
    Column("note", "text", "a few words that stand at the point", required=False),
)
OPTIONS: Mapping[str, str] = {
    "area": "no, yes (one line with its area filled) or stacked (lines that add up)",
    "emphasis": "the line or panel set in the accent colour, by its name; more with ; between",
    "scales": "of panels: common (all alike) or own (each its own, which the picture then says)",
    "mark": "dates to be marked with words: 2015-09 = Border closed; 2015-11-13 = Talks fail",
    "unit": "what the numbers count, such as % or people a month",
    "numbers": "exact (every digit) or short (2.5 million), for the numbers at the lines",
}
EXAMPLE = Example(
    options={
        "area": "yes",
        "unit": "people a month",
        "title": "Arrivals by sea peaked in October 2015 and were about a seventh of that a year "
                 "later",
        "deck": "Arrivals by sea across the Mediterranean, each month from June 2015 to December "
                "2016",
        "source": "UNHCR, Sea Arrivals Monthly Data Updates of June to December 2016",
        "note": "August and October 2015 are differences of printed totals. For January to April "
                "2016 only their sum is known, 184,041.",
        "width": "full",
    },
    data="""date,value
2015-06,55518
2015-07,78431
2015-08,130837
2015-09,163504
2015-10,221374
2015-11,154975
2015-12,118687
2016-01,
2016-02,
2016-03,
2016-04,
2016-05,22451
2016-06,24583
2016-07,25930
2016-08,25611
2016-09,21222
2016-10,31429
2016-11,16352
2016-12,10757
""",
    file="arrivals.csv",
)


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide."""
    from figures.desk.series.grid import drawn  # brings matplotlib, which only drawing needs

    return drawn(panels(rows, options, look.language), look)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """What sort of chart it is, and from where to where its line goes, or which ends highest."""
    return telling.in_short(panels(rows, options, look.language), look.language)


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """Where each line begins and ends and where it is highest; what is missing or marked."""
    return telling.in_full(panels(rows, options, look.language), look.language)

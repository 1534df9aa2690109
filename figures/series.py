"""`series`: numbers over time, as lines or areas; what is missing is a gap.

| column      | holds                                                                     |
|-------------|---------------------------------------------------------------------------|
| `date`      | a day, month or year, or spans of the same length: 2015-06, 2015/2016     |
| `value`     | how many; an empty cell breaks the line                                   |
| `line`      | optional: which line the row belongs to, by its name                      |
| `qualifier` | optional: “about”, “more than”, said with the number                      |
| `status`    | optional: such as “provisional”; what leads to it is dashed               |
| `note`      | optional: a few words that stand at that point                            |

Up to eight lines; of areas, one or five that add up.

    :::{figure} series
    :data: arrivals.csv
    :date: month
    :value: arrivals
    :area: yes
    :unit: people a month
    :title: Arrivals by sea peaked in October
    :::
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk.data import Column, Period, Row
from figures.desk.lines import Line, Lines, Point, lines
from figures.desk.look import Look
from figures.desk.words import cardinal, date_in_full, listed, quantity

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("date", "period", "a day, month or year, all of one length"),
    Column("value", "number", "how many; empty if nobody has stated a figure"),
    Column("line", "text", "which line the row belongs to", required=False),
    Column("qualifier", "text", "about, more than, at least", required=False),
    Column("status", "text", "such as provisional: drawn dashed", required=False),
    Column("note", "text", "a few words that stand at the point", required=False),
)
OPTIONS: Mapping[str, str] = {
    "area": "no, yes (one line with its area filled) or stacked (lines that add up)",
    "emphasis": "the line set in the accent colour, by its name",
    "unit": "what the numbers count, such as % or people a month",
    "numbers": "exact (every digit) or short (2.5 million), for the numbers at the lines",
}
_MOST_NAMED = 4  # lines that are told with their course; of more, only where they end


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide."""
    from figures.desk.plot import drawn  # brings matplotlib, which only drawing needs

    return drawn(lines(rows, options, look.language), look)


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """Where each line begins and ends and where it is highest; what is missing."""
    data, language = lines(rows, options, look.language), look.language
    what = {"no": "Line chart", "yes": "Area chart", "stacked": "Stacked areas"}[data.area]
    of = f" of {cardinal(len(data.lines), language)} lines" if len(data.lines) > 1 else ""
    opening = f"{what}{of}{_span(data.dates, language)}"
    if data.unit:
        opening += f", {data.unit}"
    years = data.dates[0].start.year != data.dates[-1].end.year
    sentences = [f"{opening}."]
    if len(data.lines) > _MOST_NAMED:
        told = sorted(data.lines, key=lambda line: -line.last.value)
        ends = [f"{line.name} {line.last.said}" for line in told]
        sentences.append(f"The last numbers: {listed(ends, language)}.")
    else:
        sentences += [_course(line, years, language) for line in data.lines]
    if data.area == "stacked" and len(data.lines) > 1:
        sentences.append(_together(data, language))
    return " ".join([*sentences, *_besides(data, years, language)])


def _span(dates: Sequence[Period], language: str) -> str:
    first, last = dates[0], dates[-1]
    if first == last:
        return f" with one date, {date_in_full(first, language)}"
    whole = Period(first.start, last.end, first.precision)
    text = date_in_full(whole, language)
    return f" from {text}" if " to " in text else f" of {text}"


def _course(line: Line, years: bool, language: str) -> str:
    """A line from its first number to its last, with its highest and lowest between."""
    points = line.points
    first, last = points[0], points[-1]
    name = f"{line.name}: " if line.name else ""
    if len(points) == 1:
        return _sentence(f"{name}{_at(first, years, language)}")
    told = f"{name}from {_at(first, years, language)} to {_at(last, years, language)}"
    for word, best in (("highest", max(points, key=lambda point: point.value)),
                       ("lowest", min(points, key=lambda point: point.value))):
        if best.value not in (first.value, last.value) and not _shared(points, best):
            told += f"; the {word}, {_at(best, years, language)}"
    return _sentence(told)


def _shared(points: Sequence[Point], best: Point) -> bool:
    """Whether other dates have the same number, so that none of them can be named alone."""
    return sum(point.value == best.value for point in points) > 1


def _at(point: Point, years: bool, language: str) -> str:
    on = {"day": "on", "month": "in", "year": "in"}[point.when.precision]
    return f"{point.said} {on} {date_in_full(point.when, language, years)}"


def _together(data: Lines, language: str) -> str:
    """The sums at both ends, unless a qualifier makes them guesses."""
    if any(not point.said[0].isdigit() for point in data.points):
        return "The areas add up."
    ends = []
    for when in (data.dates[0], data.dates[-1]):
        total = sum(point.value for point in data.points if point.when == when)
        ends.append(quantity(total, language) + data.sign)
    return f"Together from {ends[0]} to {ends[1]}."


def _besides(data: Lines, years: bool, language: str) -> list[str]:
    """What is missing, not final, or remarked upon."""
    told = []
    missing = sorted({when for line in data.lines for when in line.missing})
    if missing:
        named = ([date_in_full(when, language, years) for when in missing] if len(missing) <= 3
                 else [f"{cardinal(len(missing), language)} dates"])
        told.append(f"No figure for {listed(named, language)}.")
    statuses: dict[str, list[Period]] = {}
    for point in data.points:
        if point.status and point.when not in statuses.setdefault(point.status, []):
            statuses[point.status].append(point.when)
    for status, dates in statuses.items():
        named = [date_in_full(when, language, years) for when in dates]
        named = named if len(named) <= 3 else [f"{cardinal(len(named), language)} dates"]
        told.append(_sentence(f"{status}: {listed(named, language)}"))
    notes = [f"{date_in_full(point.when, language, years)}: {point.note.rstrip('.')}"
             for point in data.points if point.note]
    if notes:
        told.append(f"Marked: {'; '.join(notes)}.")
    return told


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."

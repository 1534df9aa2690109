"""Small charts side by side: rows parted into panels, and dates marked in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from figures.desk import asked
from figures.desk.data import Period, Row, period
from figures.desk.series.lines import Line, Lines, Point, equally_long, iso, lines, when

MOST_PANELS = 12
MOST_LINES = 4  # in one of several panels


@dataclass(frozen=True)
class Marked:
    """A date, or a span of dates, at which something happened."""

    when: Period
    text: str
    long: bool  # whether it covers more than one of the chart’s own periods

    @property
    def day(self) -> float:
        """Its middle, where a point of the same period would stand."""
        return (self.when.start.toordinal() + self.when.end.toordinal()) / 2


@dataclass(frozen=True)
class Panels:
    """Charts by name (a single one has none), and what they share."""

    charts: tuple[tuple[str, Lines], ...]
    own: bool  # each has a scale of its own
    marks: tuple[Marked, ...]

    @property
    def first(self) -> Lines:
        return self.charts[0][1]

    @cached_property
    def dates(self) -> list[Period]:
        """Every period with a number in any of the charts, in order."""
        return sorted({date for _, chart in self.charts for date in chart.dates})

    @property
    def named(self) -> list[tuple[str, Line]]:
        """Every line by the name that tells it from all others."""
        return [(": ".join(filter(None, (panel, line.name))), line)
                for panel, chart in self.charts for line in chart.lines]

    @property
    def points(self) -> list[Point]:
        return [point for _, line in self.named for point in line.points]


def panels(rows: Sequence[Row], options: Mapping[str, str], language: str) -> Panels:
    """The charts of the rows; ValueError with a sentence if they cannot be drawn."""
    asked.some(rows)
    own = asked.choice(options, "scales", ("common", "own")) == "own"
    names = list(dict.fromkeys(asked.text(row, "panel") for row in rows))
    if names == [""]:
        if options.get("scales"):
            raise ValueError("“scales” is given, but there are no panels; say which column names "
                             "them, “:panel: …”.")
        chart = lines(rows, options, language)
        return Panels((("", chart),), own, _marked(options, chart.dates))
    _countable(names)
    equally_long([when(row) for row in rows])
    known = {*names, *(asked.text(row, "line") for row in rows)}
    accent = asked.emphasis(options, known, "line or panel")
    charts = []
    for name in names:
        mine = [row for row in rows if asked.text(row, "panel") == name]
        every = {asked.text(row, "line") for row in mine}
        try:
            chart = lines(mine, options, language, every if name in accent else accent)
        except ValueError as error:
            raise ValueError(f"In the panel “{name}”: {error}") from None
        if len(chart.lines) > MOST_LINES:
            raise ValueError(f"The panel “{name}” has {len(chart.lines)} lines; more than "
                             f"{MOST_LINES} have no room in a small chart.")
        charts.append((name, chart))
    dates = sorted({date for _, chart in charts for date in chart.dates})
    return Panels(tuple(charts), own, _marked(options, dates))


def _countable(names: Sequence[str]) -> None:
    if "" in names:
        raise ValueError("A row has no panel, while others have one.")
    if len(names) > MOST_PANELS:
        raise ValueError(f"There are {len(names)} panels; more than {MOST_PANELS} cannot be "
                         "compared. Draw fewer with “where”, or make a table.")


def _marked(options: Mapping[str, str], dates: Sequence[Period]) -> tuple[Marked, ...]:
    """The dates that “mark” names, in order of time."""
    found = []
    for each in filter(None, (part.strip() for part in options.get("mark", "").split(";"))):
        written, equals, text = (part.strip() for part in each.partition("="))
        if not (equals and text):
            raise ValueError(f"“mark” says “{each}”; write a date, = and words, with ; between "
                             "two of them: “2015-09 = Border closed”.")
        try:
            date = period(written)
        except ValueError as error:
            raise ValueError(f"“mark”: {error}") from None
        if date.end < dates[0].start or date.start > dates[-1].end:
            raise ValueError(f"“mark” names {iso(date)}, but the dates drawn are "
                             f"{iso(dates[0])} to {iso(dates[-1])}.")
        longest = (dates[0].end - dates[0].start).days + 3  # months are of several lengths
        found.append(Marked(date, text, (date.end - date.start).days > longest))
    return tuple(sorted(found, key=lambda mark: mark.when))

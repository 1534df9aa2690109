"""Numbers over time, read from rows: lines of points, broken where a number is missing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from figures.desk import asked
from figures.desk.data import Period, Row
from figures.desk.vocabulary import qualified
from figures.desk.words import quantity

MOST_LINES = 8
MOST_AREAS = 5


@dataclass(frozen=True)
class Point:
    """One number: `said` is it in words and figures, `day` the middle of its period."""

    when: Period
    value: float
    said: str
    status: str = ""
    note: str = ""

    @property
    def day(self) -> float:
        return (self.when.start.toordinal() + self.when.end.toordinal()) / 2


@dataclass(frozen=True)
class Line:
    """Points in order of time in runs, each of which is drawn without a break."""

    name: str
    runs: tuple[tuple[Point, ...], ...]
    missing: tuple[Period, ...]  # periods that have a row without a number, or no row
    emphasised: bool

    @property
    def points(self) -> list[Point]:
        return [point for run in self.runs for point in run]

    @property
    def last(self) -> Point:
        return self.runs[-1][-1]


@dataclass(frozen=True)
class Lines:
    """All lines, and how they are to be drawn."""

    lines: tuple[Line, ...]
    area: str  # no, yes or stacked
    unit: str
    sign: str

    @property
    def points(self) -> list[Point]:
        return [point for line in self.lines for point in line.points]

    @property
    def dates(self) -> list[Period]:
        """Every period with a number, in order."""
        return sorted({point.when for point in self.points})


def lines(
    rows: Sequence[Row], options: Mapping[str, str], language: str,
    emphasised: Collection[str] | None = None,
) -> Lines:
    """The lines of the rows; ValueError with a sentence if they cannot be drawn.

    `emphasised` names the lines in the accent colour, where the option is not to say it.
    """
    asked.some(rows)
    area = asked.choice(options, "area", ("no", "yes", "stacked"))
    unit = options.get("unit", "").strip()
    sign = unit if asked.is_sign(unit) else ""
    short = asked.choice(options, "numbers", ("exact", "short")) == "short"
    dated = sorted(((when(row), row) for row in rows), key=lambda pair: pair[0])
    equally_long([date for date, _ in dated])
    names = list(dict.fromkeys(asked.text(row, "line") for row in rows))
    accent = asked.emphasis(options, names, "line") if emphasised is None else emphasised
    step = _step([date for date, _ in dated])
    read = []
    for name in names:
        mine = [(date, row) for date, row in dated if asked.text(row, "line") == name]
        for (first, _), (second, _) in pairwise(mine):
            if first == second:
                of = f"“{name}” has" if name else "There are"
                raise ValueError(f"{of} two rows for {iso(first)}.")
        points = [(date, _point(date, row, sign, short, language)) for date, row in mine]
        runs = _runs(points, step)
        if not runs:
            raise ValueError(f"No row of “{name}” has a value." if name else
                             "No row has a value, so there is no line to draw.")
        missing = [date for date, point in points if point is None]
        missing += _absent([date for date, _ in points], step)
        read.append(Line(name, runs, tuple(sorted(missing)), name in accent))
    drawn = Lines(tuple(read), area, "" if sign else unit, sign)
    _drawable(drawn)
    return drawn


def when(row: Row) -> Period:
    """The period of a row, which it must have."""
    found = row.get("date")
    if not isinstance(found, Period):
        raise ValueError("A row has no date, so nobody could tell where its number belongs.")
    return found


def _point(when: Period, row: Row, sign: str, short: bool, language: str) -> Point | None:
    value = asked.number(row, "value", iso(when))
    if value is None:
        return None
    said = qualified(asked.text(row, "qualifier"),
                     f"{quantity(value, language, short)}{sign}", language)
    return Point(when, value, said, asked.text(row, "status"), asked.text(row, "note"))


def _drawable(drawn: Lines) -> None:
    count = len(drawn.lines)
    if drawn.area == "no":
        if count > MOST_LINES:
            raise ValueError(f"There are {count} lines; more than {MOST_LINES} cannot be told "
                             "apart. Draw fewer with “where”, or make a table.")
        return
    if any(point.value < 0 for point in drawn.points):
        raise ValueError("A number is below zero, which an area cannot show; draw a line.")
    if drawn.area == "yes" and count > 1:
        raise ValueError(f"There are {count} lines, whose areas would hide each other; "
                         "say “:area: stacked” if they add up, or leave it out.")
    if count > MOST_AREAS:
        raise ValueError(f"There are {count} areas; more than {MOST_AREAS} cannot be told apart.")
    if drawn.area == "stacked":
        for line in drawn.lines:
            if len(line.points) < len(drawn.dates) or len(line.runs) > 1:
                raise ValueError(f"“{line.name}” lacks a number for some date, so the areas "
                                 "would not add up; draw lines.")


def iso(when: Period) -> str:
    """A period as data files write it."""
    cut = {"day": 10, "month": 7, "year": 4}[when.precision]
    first, last = when.start.isoformat()[:cut], when.end.isoformat()[:cut]
    return first if first == last else f"{first}/{last}"


def _length(when: Period) -> tuple[str, int]:
    start, end = when.start, when.end
    if when.precision == "day":
        return "day", (end - start).days + 1
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return ("month", months) if when.precision == "month" else ("year", months // 12)


def equally_long(periods: Sequence[Period]) -> None:
    """Raise ValueError if periods differ: the sum of a year beside that of a month would lie."""
    for other in periods:
        if _length(other) != _length(periods[0]):
            raise ValueError(
                f"The periods are not equally long ({iso(periods[0])} and {iso(other)}), so "
                "their numbers cannot stand on one line; use “where” or split the data.")


def _place(when: Period) -> int:
    """The number of a period in its calendar, so that neighbours differ by their step."""
    if when.precision == "day":
        return when.start.toordinal()
    months = when.start.year * 12 + when.start.month
    return months if when.precision == "month" else when.start.year


def _step(periods: Sequence[Period]) -> int:
    """How far neighbours are apart where nothing is missing; 0 if they follow no rule.

    Months and years follow one another; of days, half or more must, else each stands alone.
    """
    places = sorted({_place(when) for when in periods})
    steps = Counter(later - earlier for earlier, later in pairwise(places))
    if not steps:
        return 0
    if periods[0].precision != "day":
        return min(steps)
    step, often = max(steps.items(), key=lambda item: (item[1], -item[0]))
    return step if 2 * often >= steps.total() else 0


def _runs(
    points: Sequence[tuple[Period, Point | None]], step: int
) -> tuple[tuple[Point, ...], ...]:
    runs: list[list[Point]] = []
    before: Period | None = None
    for when, point in points:
        if point is None:
            before = None
            continue
        if before is None or (step and _place(when) - _place(before) > 1.5 * step):
            runs.append([])
        runs[-1].append(point)
        before = when
    return tuple(tuple(run) for run in runs)


def _absent(periods: Sequence[Period], step: int) -> list[Period]:
    """The periods between the first and the last that have no row, where dates follow a rule."""
    found = []
    for before, after in pairwise(periods):
        apart = _place(after) - _place(before)
        if step and apart > 1.5 * step:
            found += [_later(before, step * number) for number in range(1, -(-apart // step))]
    return found


def _later(when: Period, places: int) -> Period:
    """The period so many days, months or years after another."""
    if when.precision == "day":
        shift = datetime.timedelta(days=places)
        return Period(when.start + shift, when.end + shift, "day")
    months = places * (12 if when.precision == "year" else 1)
    beyond = _months_on(when.end + datetime.timedelta(days=1), months)
    return Period(_months_on(when.start, months), beyond - datetime.timedelta(days=1),
                  when.precision)


def _months_on(first: datetime.date, months: int) -> datetime.date:
    month = first.year * 12 + first.month - 1 + months
    return first.replace(year=month // 12, month=month % 12 + 1)

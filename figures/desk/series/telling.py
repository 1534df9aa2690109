"""Numbers over time in words: a sentence that says what is seen, or all that there is to say."""

from __future__ import annotations

from collections.abc import Sequence

from figures.desk.data import Period
from figures.desk.series.lines import Line, Lines, Point
from figures.desk.series.panels import Panels
from figures.desk.words import cardinal, date_in_full, listed, quantity

_MOST_NAMED = 4  # lines that are told with their course; of more, only where they end
_MOST_DATES = 3  # that are named; of more, only how many there are


def in_short(data: Panels, language: str) -> str:
    """One sentence: the sort of chart, its dates, and the main thing seen."""
    years, named = _years(data), data.named
    opening = _opening(data, language)
    told = [(name, line) for name, line in named if line.emphasised]
    if len(named) == 1 or len(told) == 1:
        name, line = told[0] if told else named[0]
        name = name if len(named) > 1 else ""
        return f"{opening}: {_briefly(name, line, data.first.unit, years, language)}."
    last = max(point.when for point in data.points)
    ends = [(name, line) for name, line in named if line.last.when == last]
    name, line = max(ends, key=lambda each: each[1].last.value)
    if len(ends) == 1 or sum(other.last.value == line.last.value for _, other in ends) > 1:
        return f"{opening}."
    word = "is greatest" if data.first.area == "stacked" else "ends highest"
    if data.own:
        return f"{opening}."
    return f"{opening}: {name} {word}, at {line.last.said} {data.first.unit}".rstrip() + "."


def in_full(data: Panels, language: str) -> str:
    """Each line from its first number to its last; what is missing, provisional or marked."""
    years, named = _years(data), data.named
    opening = _opening(data, language)
    if data.first.unit:
        opening += f", {data.first.unit}"
    sentences = [f"{opening}."]
    if len(named) > _MOST_NAMED:
        told = named if data.own else sorted(named, key=lambda each: -each[1].last.value)
        ends = [f"{name} {line.last.said}" for name, line in told]
        sentences.append(f"The last numbers: {listed(ends, language)}.")
        sentences += [_course(name, line, years, language) for name, line in named
                      if line.emphasised]
    else:
        sentences += [_course(name, line, years, language) for name, line in named]
    if data.first.area == "stacked" and len(data.charts) == 1 and len(named) > 1:
        sentences.append(_together(data.first, language))
    return " ".join([*sentences, *_besides(data, years, language)])


def _opening(data: Panels, language: str) -> str:
    count, lines = len(data.charts), len(data.first.lines)
    what = {"no": "line chart", "yes": "area chart", "stacked": "stacked areas"}[data.first.area]
    if count > 1:
        many = {"no": "line charts", "yes": "area charts",
                "stacked": "charts of stacked areas"}[data.first.area]
        scale = ", each on a scale of its own" if data.own else " on one scale"
        what = f"{cardinal(count, language)} {many}{scale},"
    elif lines > 1:
        what += f" of {cardinal(lines, language)} lines"
    return f"{what[:1].upper()}{what[1:]}{_span(data.dates, language)}"


def _years(data: Panels) -> bool:
    """Whether a date needs its year to be understood."""
    return data.dates[0].start.year != data.dates[-1].end.year


def _span(dates: Sequence[Period], language: str) -> str:
    first, last = dates[0], dates[-1]
    if first == last:
        return f" with one date, {date_in_full(first, language)}"
    whole = Period(first.start, last.end, first.precision)
    text = date_in_full(whole, language)
    return f" from {text}" if " to " in text else f" of {text}"


def _briefly(name: str, line: Line, unit: str, years: bool, language: str) -> str:
    """From where to where a line goes, and its highest number if that lies between."""
    points = line.points
    first, last = points[0], points[-1]
    before = f"{name} " if name else ""
    if len(points) == 1:
        return f"{before}{first.said} {unit}".rstrip()
    told = f"{before}from {first.said} to {last.said} {unit}".rstrip()
    best = max(points, key=lambda point: point.value)
    if best.value not in (first.value, last.value) and not _shared(points, best):
        told += f", highest {_at(best, years, language, ' at ')}"
    return told


def _course(name: str, line: Line, years: bool, language: str) -> str:
    """A line from its first number to its last, with its highest and lowest between."""
    points = line.points
    first, last = points[0], points[-1]
    before = f"{name}: " if name else ""
    if len(points) == 1:
        return _sentence(f"{before}{_at(first, years, language)}")
    told = f"{before}from {_at(first, years, language)} to {_at(last, years, language)}"
    for word, best in (("highest", max(points, key=lambda point: point.value)),
                       ("lowest", min(points, key=lambda point: point.value))):
        if best.value not in (first.value, last.value) and not _shared(points, best):
            told += f"; the {word}, {_at(best, years, language)}"
    return _sentence(told)


def _shared(points: Sequence[Point], best: Point) -> bool:
    """Whether other dates have the same number, so that none of them can be named alone."""
    return sum(point.value == best.value for point in points) > 1


def _at(point: Point, years: bool, language: str, before: str = "") -> str:
    """A number and its date; with a word `before` the number, the date comes first."""
    on = {"day": "on", "month": "in", "year": "in"}[point.when.precision]
    date = f"{on} {date_in_full(point.when, language, years)}"
    return f"{date}{before}{point.said}" if before else f"{point.said} {date}"


def _together(data: Lines, language: str) -> str:
    """The sums at both ends, unless a qualifier makes them guesses."""
    if any(not point.said[0].isdigit() for point in data.points):
        return "The areas add up."
    ends = []
    for when in (data.dates[0], data.dates[-1]):
        total = sum(point.value for point in data.points if point.when == when)
        ends.append(quantity(total, language) + data.sign)
    return f"Together from {ends[0]} to {ends[1]}."


def _besides(data: Panels, years: bool, language: str) -> list[str]:
    """What is missing, not final, or remarked upon."""
    told = []
    missing = sorted({when for _, line in data.named for when in line.missing})
    if missing:
        told.append(f"No figure for {_dates(missing, years, language)}.")
    statuses: dict[str, list[Period]] = {}
    for point in data.points:
        if point.status and point.when not in statuses.setdefault(point.status, []):
            statuses[point.status].append(point.when)
    for status, dates in statuses.items():
        told.append(_sentence(f"{status}: {_dates(dates, years, language)}"))
    said = [(point.when, point.note) for point in data.points if point.note]
    said = sorted([*said, *((mark.when, mark.text) for mark in data.marks)],
                  key=lambda each: each[0])
    notes = [f"{date_in_full(when, language, years)}: {text.rstrip('.')}" for when, text in said]
    if notes:
        told.append(f"Marked: {'; '.join(notes)}.")
    return told


def _dates(dates: Sequence[Period], years: bool, language: str) -> str:
    """Dates by name, those that follow one another as a span; of very many only their number."""
    spans: list[Period] = []
    for when in sorted(dates):
        if spans and (when.start - spans[-1].end).days == 1:
            spans[-1] = Period(spans[-1].start, when.end, when.precision)
        else:
            spans.append(when)
    if len(spans) > _MOST_DATES:
        return f"{cardinal(len(dates), language)} dates"
    return listed([date_in_full(when, language, years) for when in spans], language)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."

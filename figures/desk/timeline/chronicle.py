"""A timeline as a chronicle: dates and words under one another, in columns.

It is what a line with very many events becomes when a page could not hold the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure

from figures.desk.boxes import Words, paragraph, words, write
from figures.desk.canvas import CAP, Canvas
from figures.desk.look import Look
from figures.desk.timeline.down import bullet, colour_of, key
from figures.desk.timeline.events import Course, Moment
from figures.desk.words import span

_GUTTER = 6.0  # between two columns, millimetres
_NARROWEST = 44.0  # of a column
_LINE = (2.6, 2.6)  # from the dates to the line, and from there to the words
_PART = 0.32  # of a line, between two entries
_NAMED = 0.7  # of a line, above the name of a year


@dataclass(frozen=True)
class Entry:
    """A moment with its words; `year`, if any, stands over the first of it and of a column."""

    moment: Moment
    date: str
    lines: tuple[str, ...]
    year: str
    begins: bool


def most_columns(width: float) -> int:
    """How many columns a width has room for."""
    return max(int((width + _GUTTER) / (_NARROWEST + _GUTTER)), 1)


def drawn(course: Course, titles: tuple[str, str], look: Look, columns: int) -> Figure:
    """The figure in so many columns of like height; a disc is an event of the upper side."""
    canvas = Canvas(look)
    wide = (canvas.width - (columns - 1) * _GUTTER) / columns
    dates = [_dated(canvas, moment) for moment in course.moments]
    left = max(canvas.measure(date, 600) for date in dates)
    room = wide - left - sum(_LINE)
    if room < 12:
        raise ValueError("The timeline has no room for words beside its dates; use a wider width.")
    entries, before = [], ""
    for moment, date in zip(course.moments, dates, strict=True):
        year = str(moment.when.start.year) if course.years else ""
        said = [line for text in _said(moment) for line in canvas.wrap(text, room)]
        entries.append(Entry(moment, date, tuple(said), year, year != before))
        before = year
    top = key(canvas, titles, course.moments)
    bottom = top
    for number, part in enumerate(_columns(canvas, entries, columns)):
        x = number * (wide + _GUTTER)
        bottom = max(bottom, _draw_column(canvas, part, x, left, top))
    return canvas.figure(bottom + 0.5)


def _dated(canvas: Canvas, moment: Moment) -> str:
    """A date without its year, which stands over the entries of the year."""
    when, language = moment.when, canvas.look.language
    if when.precision == "year":
        return span(when.start, when.end, "y", language)
    years = when.start.year != when.end.year
    skeleton = ("y" if years else "") + ("MMMd" if when.precision == "day" else "MMM")
    return span(when.start, when.end, skeleton, language)


def _said(moment: Moment) -> list[str]:
    first, *others = moment.texts
    lane = moment.lane[:1].upper() + moment.lane[1:]
    return [f"{lane}: {first}" if lane else first, *others]


def _height(canvas: Canvas, entry: Entry, first: bool) -> float:
    named = 0.0
    if entry.year and (entry.begins or first):
        named = 1.15 if first else 1.15 + _NAMED
    return (len(entry.lines) + _PART + named) * canvas.line


def _columns(canvas: Canvas, entries: Sequence[Entry], count: int) -> list[Sequence[Entry]]:
    """The entries in columns, the highest of which is as low as can be."""
    low, high = 0.0, sum(_height(canvas, entry, first=False) for entry in entries) + 1.0
    while high - low > 0.2:
        middle = (low + high) / 2
        low, high = ((low, middle) if len(_filled(canvas, entries, middle)) - 1 <= count
                     else (middle, high))
    breaks = _filled(canvas, entries, high)
    return [entries[first:beyond] for first, beyond in pairwise(breaks)]


def _filled(canvas: Canvas, entries: Sequence[Entry], most: float) -> list[int]:
    """Where columns of at most that height begin; then the end."""
    breaks, height = [0], 0.0
    for number, entry in enumerate(entries):
        added = _height(canvas, entry, first=number == breaks[-1])
        if height + added > most and number > breaks[-1]:
            breaks.append(number)
            height, added = 0.0, _height(canvas, entry, first=True)
        height += added
    return [*breaks, len(entries)]


def _draw_column(
    canvas: Canvas, entries: Sequence[Entry], x: float, left: float, top: float
) -> float:
    """One column from its top; gives its bottom."""
    line, y = x + left + _LINE[0], top
    texts: list[Words] = []
    places = []
    for number, entry in enumerate(entries):
        if entry.year and (entry.begins or not number):
            y += _NAMED * canvas.line if number else 0.0
            texts.append(words(canvas, x + left, y + 0.8 * canvas.em, entry.year, "slate",
                               weight=600, align="right"))
            y += 1.15 * canvas.line
        baseline = y + 0.8 * canvas.em
        places.append(baseline - CAP * canvas.em / 2)
        texts.append(words(canvas, x + left, baseline, entry.date,
                           "brick" if entry.moment.emphasised else "navy",
                           weight=600, align="right"))
        texts += paragraph(canvas, line + _LINE[1], baseline, entry.lines, "ink")
        y += (len(entry.lines) + _PART) * canvas.line
    canvas.rule((line, places[0]), (line, max(places[-1], places[0] + 0.1)),
                canvas.colour("slate"), 0.6)
    for entry, place in zip(entries, places, strict=True):
        if entry.moment.when.start != entry.moment.when.end and not entry.moment.rough:
            canvas.bar(line - 0.5, place, 1.0, max(len(entry.lines) * canvas.line - 1.0, 2.4),
                       colour_of(canvas, entry.moment))
        bullet(canvas, line, place, entry.moment)
    write(canvas, texts)
    return y - _PART * canvas.line

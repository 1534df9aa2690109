"""Which way a timeline is laid out: as wide as it may be, and no higher than a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from matplotlib.figure import Figure

from figures.desk.canvas import INCH
from figures.desk.look import Look
from figures.desk.timeline import across, chronicle, down, lanes
from figures.desk.timeline.events import Course
from figures.desk.words import listed

NARROW = 110  # millimetres; up to here the line runs down the page
_MOST_PARTS = 12

Layout = Callable[[Course, tuple[str, str], Look], Figure]


def drawn(course: Course, titles: tuple[str, str], look: Look) -> Figure:
    """The first layout that is low enough; ValueError, with dates to split it at, if none is."""
    lowest: Figure | None = None
    for layout in _layouts(course, look):
        figure = layout(course, titles, look)
        if not look.height or _height(figure) <= look.height:
            return figure
        if lowest is None or _height(figure) < _height(lowest):
            lowest = figure
    assert lowest is not None
    raise ValueError(
        f"The timeline of {len(course.events)} events would be {_height(lowest):.0f} mm high, and "
        f"the page has {look.height:.0f} mm. {_advice(course, titles, look)}")


def _layouts(course: Course, look: Look) -> Iterator[Layout]:
    """From the one that shows time best to the one that takes least height."""
    if look.width <= NARROW:
        yield down.drawn
    else:
        if course.lanes:
            yield lanes.drawn
        else:
            yield across.drawn
    if look.height:
        for columns in range(2 if look.width > NARROW else 1,
                             chronicle.most_columns(look.width) + 1):
            yield partial(chronicle.drawn, columns=columns)


def _advice(course: Course, titles: tuple[str, str], look: Look) -> str:
    """How to split the timeline so that each part has room."""
    for count in range(2, _MOST_PARTS + 1):
        parts = course.parted(count)
        if len(parts) == count and all(_fits(part, titles, look) for part in parts):
            first, *between, last = parts
            named = [f"“:until: {first.end}”",
                     *(f"“:from: {part.start}” and “:until: {part.end}”" for part in between),
                     f"“:from: {last.start}”"]
            return f"Make it {count} figures: {listed(named, 'en-GB')}."
    return "Draw fewer events with “where”, or make the figure wider."


def _fits(part: Course, titles: tuple[str, str], look: Look) -> bool:
    columns = chronicle.most_columns(look.width)
    return _height(chronicle.drawn(part, titles, look, columns)) <= look.height


def _height(figure: Figure) -> float:
    return float(figure.get_size_inches()[1]) * INCH

"""A timeline drawn across the page, in as many bands as its labels need."""

from __future__ import annotations

from matplotlib.figure import Figure

from figures.desk.boxes import Words, write
from figures.desk.canvas import Canvas
from figures.desk.look import Look
from figures.desk.timeline.axis import drawn_axis, named
from figures.desk.timeline.bands import Band, Side, bands
from figures.desk.timeline.events import Course
from figures.desk.timeline.marks import draw_marks, root
from figures.desk.timeline.staircase import Placed, stem, written
from figures.desk.words import span

_CLEAR = 2.0  # between the line and the nearest label
_UNDER = 1.0  # between the names under the line and the nearest label
_BETWEEN = 7.0  # from band to band


def drawn(course: Course, titles: tuple[str, str], look: Look) -> Figure:
    """The figure; `titles` name the upper and the lower side."""
    canvas = Canvas(look)
    parts = bands(canvas, course)
    y = 0.4
    for number, band in enumerate(parts):
        if len(parts) > 1:
            y = heading(canvas, band, y + (_BETWEEN if number else 0.0))
        y = _draw_band(canvas, band, titles if number == 0 else ("", ""), y)
    return canvas.figure(y + 0.5)


def heading(canvas: Canvas, band: Band, y: float) -> float:
    """From when to when a band runs, over it; gives where the band may begin."""
    start, end = band.axis.start, band.axis.end
    skeleton = "yMMM" if (end - start).days > 366 else "yMMMd"
    text = span(start, end, skeleton, canvas.look.language)
    canvas.text(0, y + canvas.em, text, canvas.colour("slate"), weight=600)
    return y + canvas.line + 1.5


def _draw_band(canvas: Canvas, band: Band, titles: tuple[str, str], y: float) -> float:
    """One band from its top; gives its bottom."""
    up = _outer(canvas, band.above, titles[0], right=True)
    down = _outer(canvas, band.below, titles[1], right=False)
    over = band.above.depth + _CLEAR
    # A label's box ends half a leading above its letters, so the sheet may begin there.
    line = y + (over + up[1] if up[1] else max(band.above.depth, 0.8) + 1.2)
    names = named(canvas, band.axis, line + band.below.depth)
    under = band.below.depth + names.height + _UNDER
    for place, texts, start in _labels(canvas, band.above, line, True, over):
        stem(canvas, place, start, line - over - place.high)
        write(canvas, texts)
    for place, texts, start in _labels(canvas, band.below, line, False, under):
        # Under the number of its day, which is then a part of it.
        start = max([start, *(each.box.bottom + 0.4 for each in names.names
                              if each.box.left - 0.5 < place.x < each.box.right + 0.5)])
        stem(canvas, place, start, line + under + place.high)
        write(canvas, texts)
    drawn_axis(canvas, band.axis, line, names)
    write(canvas, names.names)
    draw_marks(canvas, band.above.marks, line, above=True)
    draw_marks(canvas, band.below.marks, line, above=False)
    if titles[0]:
        _title(canvas, up[0], line - over - up[1] + canvas.em, titles[0], _upper(canvas, band))
    if titles[1]:
        _title(canvas, down[0], line + under + down[1] - 0.25 * canvas.em, titles[1],
               canvas.colour("navy"))
    return line + under + down[1]


def _labels(
    canvas: Canvas, side: Side, line: float, above: bool, away: float
) -> list[tuple[Placed, list[Words], float]]:
    """Each label of a side with its words and where its stem begins."""
    found = []
    labelled = side.marks[len(side.marks) - len(side.labels):]
    for place in side.labels:
        mark = next(mark for mark in labelled if abs(mark.stem - place.x) < 1e-6)
        top = line - away - place.high if above else line + away + place.low
        found.append((place, written(canvas, place, top), root(mark, line, above)))
    return found


def _title(canvas: Canvas, x: float, y: float, text: str, colour: str) -> None:
    """The name of a side, at the left or the right end."""
    canvas.text(x, y, text, colour, weight=600, align="right" if x > 0 else "left")


def _outer(canvas: Canvas, side: Side, text: str, right: bool) -> tuple[float, float]:
    """Where the name of a side is free of labels: x (0 or the width); and its outer edge."""
    if not text:
        return 0.0, side.reach
    width = canvas.measure(text, 600)
    outer = max(side.reach, 2 * canvas.line)
    for at_right in (right, not right):
        left, end = (canvas.width - width, canvas.width) if at_right else (0.0, width)
        blocked = any(
            place.high > outer - 1.3 * canvas.line and place.x < end + 2 and place.right > left - 2
            for place in side.labels)
        if not blocked:
            return (canvas.width if at_right else 0.0), outer
    return (canvas.width if right else 0.0), outer + 1.3 * canvas.line


def _upper(canvas: Canvas, band: Band) -> str:
    """The colour of the upper side's name: that of its labels, if they have one."""
    one = all(place.label.token == "brick" for place in band.above.labels)
    return canvas.colour("brick" if one else "navy")

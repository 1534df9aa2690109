"""A timeline drawn down a narrow column: on a phone nothing else can be read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.figure import Figure

from figures.desk.canvas import Canvas
from figures.desk.look import Look
from figures.desk.timeline.events import Course, Moment
from figures.desk.words import date

_LINE = 1.4  # where the line stands, millimetres
_TEXT = 4.8  # where the text begins
_SPACE = 1.8  # between a date and the name of a lane
_ROUGH = (1.7, 3.2)  # breadth and height of what stands for a month or a year
_STRETCH = 1.2  # of the least height: what proportion may cost


def drawn(course: Course, titles: tuple[str, str], look: Look) -> Figure:
    """The figure; a disc is an event of the upper side, a ring one of the lower."""
    canvas = Canvas(look)
    moments = course.moments
    texts = [[canvas.wrap(text, canvas.width - _TEXT) for text in moment.texts]
             for moment in moments]
    heads = [_heading(canvas, moment, course.years) for moment in moments]
    heights = [(0.6 + len(head) + sum(len(lines) + 0.2 for lines in each)) * canvas.line
               for head, each in zip(heads, texts, strict=True)]
    gaps = _gaps(moments, heights)
    top = key(canvas, titles, moments)
    places = [top + 0.5 * canvas.line + sum(gaps[:number]) for number in range(len(moments))]
    bottom = places[-1] + heights[-1] - 0.9 * canvas.line
    canvas.rule((_LINE, places[0]), (_LINE, places[-1] + 2.5), canvas.colour("navy"), 1.0)
    for moment, y in zip(moments, places, strict=True):
        _period(canvas, moment, y, moments, places, bottom)
    for moment, head, lines, y in zip(moments, heads, texts, places, strict=True):
        bullet(canvas, _LINE, y, moment)
        _entry(canvas, head, lines, y, colour_of(canvas, moment))
    return canvas.figure(bottom + 0.5)


def _gaps(moments: Sequence[Moment], heights: Sequence[float]) -> list[float]:
    """From each dot to the next: by the days between, but never less than the text needs."""
    days = [(later.when.start - earlier.when.start).days
            for earlier, later in pairwise(moments)]
    least = list(heights[:-1])
    low, high = 0.0, max(heights) * _STRETCH
    for _ in range(30):
        scale = (low + high) / 2
        total = sum(max(gap, scale * each) for gap, each in zip(least, days, strict=True))
        low, high = (scale, high) if total <= _STRETCH * sum(least) else (low, scale)
    return [max(gap, low * each) for gap, each in zip(least, days, strict=True)]


def colour_of(canvas: Canvas, moment: Moment) -> str:
    return canvas.colour("brick" if moment.emphasised else "navy")


def dot(canvas: Canvas, x: float, y: float, above: bool, colour: str) -> None:
    """A disc for the upper side, a ring for the lower."""
    if above:
        canvas.dot(x, y, 1.0, colour)
    else:
        canvas.dot(x, y, 0.85, canvas.colour("paper"), edge=colour)


def bullet(canvas: Canvas, x: float, y: float, moment: Moment) -> None:
    """A disc or a ring; as long as it is broad it would be a day, so a month is a longer one."""
    colour = colour_of(canvas, moment)
    if not moment.rough:
        dot(canvas, x, y, moment.above, colour)
        return
    (broad, high), edge = _ROUGH, 0.0 if moment.above else 0.4
    canvas.bar(x - broad / 2, y - high / 2, broad, high, colour)
    if edge:
        canvas.bar(x - broad / 2 + edge, y - high / 2 + edge, broad - 2 * edge, high - 2 * edge,
                   canvas.colour("paper"))


def key(canvas: Canvas, titles: tuple[str, str], moments: Sequence[Moment]) -> float:
    """What disc and ring stand for; gives where the line may begin."""
    y, accent = 0.0, all(moment.emphasised for moment in moments if moment.above)
    for above, title in zip((True, False), titles, strict=True):
        if title:
            colour = canvas.colour("brick" if above and accent else "navy")
            lines = canvas.wrap(title, canvas.width - _TEXT, 600)
            dot(canvas, _LINE, y + 0.5 * canvas.line, above, colour)
            canvas.lines(_TEXT, y + 0.5 * canvas.line + 0.33 * canvas.em, lines, colour, weight=600)
            y += len(lines) * canvas.line
    return y + canvas.line if y else 0.0


def _heading(canvas: Canvas, moment: Moment, years: bool) -> list[tuple[str, str]]:
    """The lines over the words: the date, with the name of a lane behind it if there is room."""
    when = date(moment.when, canvas.look.language, years)
    lane = moment.lane[:1].upper() + moment.lane[1:]
    room = canvas.width - _TEXT
    if canvas.measure(when, 600) + _SPACE + canvas.measure(lane) <= room:
        return [(when, lane)]
    return [(when, ""), *(("", line) for line in canvas.wrap(lane, room))]


def _entry(
    canvas: Canvas, heading: Sequence[tuple[str, str]], texts: Sequence[Sequence[str]], y: float,
    colour: str,
) -> None:
    baseline = y + 0.33 * canvas.em
    for when, lane in heading:
        after = 0.0
        if when:
            canvas.text(_TEXT, baseline, when, colour, weight=600)
            after = canvas.measure(when, 600) + _SPACE
        if lane:
            canvas.text(_TEXT + after, baseline, lane, canvas.colour("slate"))
        baseline += canvas.line
    for lines in texts:
        canvas.lines(_TEXT, baseline, lines, canvas.colour("ink"))
        baseline += (len(lines) + 0.2) * canvas.line


def _period(
    canvas: Canvas, moment: Moment, y: float, moments: Sequence[Moment],
    places: Sequence[float], bottom: float,
) -> None:
    """A period as a thick piece of the line, to where its last day would be."""
    if moment.when.end == moment.when.start or moment.rough:
        return
    end = bottom
    for (before, start), (after, stop) in pairwise(zip(moments, places, strict=True)):
        first, last = before.when.start, after.when.start
        if first <= moment.when.end < last:
            end = start + (stop - start) * (moment.when.end - first).days / (last - first).days
    end = max(end, y + 2.0)
    canvas.bar(_LINE - 0.55, y, 1.1, min(end, bottom) - y, colour_of(canvas, moment))

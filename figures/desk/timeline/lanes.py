"""A timeline with a lane for each kind of event, all over one line of dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from figures.desk.boxes import Words, upright, write
from figures.desk.canvas import Canvas
from figures.desk.look import Look
from figures.desk.ticks import finest
from figures.desk.timeline.axis import Axis, drawn_axis, named
from figures.desk.timeline.bands import label_of
from figures.desk.timeline.events import Course, Moment
from figures.desk.timeline.marks import Mark, depth, draw_marks, marks, root
from figures.desk.timeline.staircase import Placed, empty_stretches, placed, stem, written

_NAMES = 0.17  # of the width, for the names of the lanes at most
_GAP = 3.0  # between names and the first day
_ENDS = (6.0, 14.0, 22.0, 32.0, 46.0, 64.0)  # room that the line may leave at its right
_CLEAR = 1.4  # between a lane's line and its lowest label
_OVER = 2.6  # from a lane to the labels of the next
_GRID = 16.0  # from one faint upright line to the next, at least
_FOOT = 3.2  # from the lowest lane to the line of dates


@dataclass(frozen=True)
class Lane:
    """One kind with its marks and labels; `height` from its line to its highest label."""

    name: tuple[str, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Placed, ...]
    height: float


def drawn(course: Course, titles: tuple[str, str], look: Look) -> Figure:
    """The figure; lanes have names of their own, so there are no titles."""
    canvas = Canvas(look)
    axis, lanes = _set_out(canvas, course)
    lines, y = [], 0.4
    for lane in lanes:
        y += lane.height
        lines.append(y)
        y += _OVER
    base = lines[-1] + _FOOT
    under = named(canvas, axis, base)
    texts = [words for lane, line in zip(lanes, lines, strict=True)
             for place in lane.labels for words in _words(canvas, lane, place, line)]
    for day in finest(axis.start, axis.end, axis.right - axis.left, _GRID, look.language):
        upright(canvas, axis.at(day), 0.4, base, texts)
    for lane, line in zip(lanes, lines, strict=True):
        _draw_lane(canvas, lane, axis, line)
    write(canvas, texts)
    drawn_axis(canvas, axis, base, under)
    write(canvas, under.names)
    return canvas.figure(base + under.height + 0.6)


def _set_out(canvas: Canvas, course: Course) -> tuple[Axis, list[Lane]]:
    """The line of dates, with the room at its right that keeps the lanes lowest."""
    most = _NAMES * canvas.width
    names = {lane: canvas.wrap(lane[:1].upper() + lane[1:], most, 600) for lane in course.lanes}
    left = max(canvas.measure(line, 600) for lines in names.values() for line in lines) + _GAP
    gathered = {lane: [moment for moment in course.moments if moment.lane == lane]
                for lane in course.lanes}
    best: tuple[float, Axis, list[Lane]] | None = None
    for room in _ENDS:
        axis = Axis(course.start, course.end, left + 2.0, canvas.width - room)
        found = [_lane(canvas, course, axis, names[lane], moments)
                 for lane, moments in gathered.items()]
        lanes = [lane for lane in found if lane is not None]
        lanky = sum(place.wrap.lanky for lane in lanes for place in lane.labels)
        cost = sum(lane.height for lane in lanes) + room / 3 + 4.0 * lanky
        if len(lanes) == len(found) and (best is None or cost < best[0]):
            best = cost, axis, lanes
    if best is None:
        raise ValueError("A word of the timeline is too long for its lane; use “full”, or leave "
                         "“lanes” out.")
    return best[1], best[2]


def _lane(
    canvas: Canvas, course: Course, axis: Axis, name: Sequence[str], moments: Sequence[Moment]
) -> Lane | None:
    found = marks(axis, moments)
    taken = [(axis.at(moment.when.start), axis.at(moment.when.end)) for moment in moments]
    most = 0.5 * (canvas.width - axis.left)
    labels = [(mark.stem, label_of(canvas, replace(mark.moment, lane=""), course, most))
              for mark in found]
    places = placed(labels, canvas.width, empty_stretches(taken))
    if places is None:
        return None
    high = max(place.high for place in places) + depth(found) + _CLEAR
    return Lane(tuple(name), tuple(found), tuple(places),
                max(high, (len(name) - 0.3) * canvas.line + 1.2))


def _words(canvas: Canvas, lane: Lane, place: Placed, line: float) -> list[Words]:
    return written(canvas, place, line - depth(lane.marks) - _CLEAR - place.high)


def _draw_lane(canvas: Canvas, lane: Lane, axis: Axis, line: float) -> None:
    """The line of a lane, its name at the left, its stems and its marks."""
    canvas.rule((0, line), (min(axis.right + 2.0, canvas.width), line), canvas.colour("slate"), 0.5)
    baseline = line - 1.2 - (len(lane.name) - 1) * canvas.line
    canvas.lines(0, baseline, lane.name, canvas.colour("ink"), weight=600)
    for place in lane.labels:
        mark = next(each for each in lane.marks if abs(each.stem - place.x) < 1e-6)
        stem(canvas, place, root(mark, line, above=True),
             line - depth(lane.marks) - _CLEAR - place.high)
    draw_marks(canvas, lane.marks, line, above=True)

"""A timeline drawn across the page, in as many bands as its labels need."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure

from figures.desk.axis import Axis, drawn_axis, strip
from figures.desk.canvas import Canvas
from figures.desk.events import Course, Moment
from figures.desk.look import Look
from figures.desk.staircase import INDENT, PARAGRAPH, Label, Placed, label, placed
from figures.desk.words import span

_TALLEST = 44.0  # millimetres of labels on one side of a band
_ALONE = 58.0  # of a line in one piece, which is worth some height
_ENDS = (6.0, 14.0, 20.0, 26.0, 32.0, 40.0)  # room that the axis may leave at its right
_CLEAR = 2.0  # between the axis and the nearest label
_BETWEEN = 7.0  # from band to band
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Band:
    """A part of the course with its axis and its labels in place."""

    axis: Axis
    above: tuple[Placed, ...]
    below: tuple[Placed, ...]

    @property
    def up(self) -> float:
        return max((place.high for place in self.above), default=0.0)

    @property
    def down(self) -> float:
        return max((place.high for place in self.below), default=0.0)


def drawn(course: Course, titles: tuple[str, str], look: Look) -> Figure:
    """The figure; `titles` name the upper and the lower side."""
    canvas = Canvas(look)
    labels = [label(canvas, moment, course.years, 0.6 * canvas.width) for moment in course.moments]
    bands = _bands(canvas, course, labels)
    y = 0.4
    for number, band in enumerate(bands):
        if len(bands) > 1:
            y = _heading(canvas, band, y + (_BETWEEN if number else 0.0))
        y = _draw_band(canvas, band, titles if number == 0 else ("", ""), y)
    return canvas.figure(y + 0.5)


def _bands(canvas: Canvas, course: Course, labels: Sequence[Label]) -> list[Band]:
    """As few bands as keep to the height, broken where the whole is lowest."""
    whole = _band(canvas, course, labels, 0, len(labels))
    if max(whole.up, whole.down) <= _ALONE:
        return [whole]
    breaks = _filled(canvas, course, labels)
    for _ in range(3):
        breaks = _settled(canvas, course, labels, breaks)
    return [_band(canvas, course, labels, first, beyond) for first, beyond in pairwise(breaks)]


def _settled(
    canvas: Canvas, course: Course, labels: Sequence[Label], breaks: Sequence[int]
) -> list[int]:
    """Each break moved to where the two bands that it parts are lowest together."""
    moved = list(breaks)
    for number in range(1, len(moved) - 1):
        before, here, after = moved[number - 1:number + 2]

        def height(at: int, before: int = before, after: int = after) -> float:
            bands = (_band(canvas, course, labels, before, at),
                     _band(canvas, course, labels, at, after))
            return sum(band.up + band.down for band in bands)

        moved[number] = min(range(max(before + 1, here - 4), min(after, here + 3)), key=height)
    return moved


def _filled(canvas: Canvas, course: Course, labels: Sequence[Label]) -> list[int]:
    """Where bands begin if each takes as many labels as it can hold; then the end."""
    breaks = [0]
    while breaks[-1] < len(labels):
        done = breaks[-1]
        fits, too_many, trial = 1, len(labels) - done + 1, 12
        while too_many - fits > 1:
            trial = min(max(trial, fits + 1), too_many - 1)
            band = _band(canvas, course, labels, done, done + trial)
            if max(band.up, band.down) <= _TALLEST:
                fits, trial = trial, trial * 2
            else:
                too_many, trial = trial, (fits + trial) // 2
        breaks.append(done + fits)
    return breaks


def _band(
    canvas: Canvas, course: Course, labels: Sequence[Label], first: int, beyond: int
) -> Band:
    """Labels `first` up to `beyond`, with the room at the right end that keeps them lowest."""
    part = labels[first:beyond]
    start = course.start if first == 0 else part[0].moment.when.start
    end = course.end
    if beyond < len(labels):
        # Up to the day before the next band, unless that day is shared.
        end = max(labels[beyond].moment.when.start - _DAY, part[-1].moment.when.start)
    best: Band | None = None
    for room in _ENDS:
        axis = Axis(start, end, 2.0, canvas.width - room)
        sides = []
        for above in (True, False):
            side = [(axis.at(each.moment.when.start), each) for each in part
                    if each.moment.above == above]
            sides.append(placed(side, canvas.width))
        if sides[0] is None or sides[1] is None:
            continue
        band = Band(axis, tuple(sides[0]), tuple(sides[1]))
        # A longer axis is worth a millimetre of height for every six of its own.
        if best is None or _cost(canvas, band) < _cost(canvas, best):
            best = band
    if best is None:
        raise ValueError("A word of the timeline is too long for its width; use “full”.")
    return best


def _cost(canvas: Canvas, band: Band) -> float:
    """What a band costs in millimetres of height."""
    room = canvas.width - band.axis.right
    lanky = sum(place.wrap.lanky for place in (*band.above, *band.below))
    return max(band.up, 12.0) + max(band.down, 12.0) + room / 6 + 4.0 * lanky


def _heading(canvas: Canvas, band: Band, y: float) -> float:
    start, end = band.axis.start, band.axis.end
    skeleton = "yMMM" if (end - start).days > 366 else "yMMMd"
    text = span(start, end, skeleton, canvas.look.language)
    canvas.text(0, y + canvas.em, text, canvas.colour("slate"), weight=600)
    return y + canvas.line + 1.5


def _draw_band(canvas: Canvas, band: Band, titles: tuple[str, str], y: float) -> float:
    """One band from its top; gives its bottom."""
    # A label's box ends half a leading above its letters, so the sheet may begin there.
    top_title = _title(canvas, band.above, titles[0], band.up, right=True)
    up = max(band.up, top_title[1]) + _CLEAR if band.above else 3.0
    if titles[0]:
        up = max(up, top_title[1] + _CLEAR)
    axis = y + up
    lane = strip(canvas, band.axis)
    bottom_title = _title(canvas, band.below, titles[1], band.down, right=False)
    for place in band.above:
        _stem(canvas, place, axis, -place.high - _CLEAR)
        _text(canvas, place, axis - _CLEAR - place.high)
    for place in band.below:
        _stem(canvas, place, axis, place.high + _CLEAR + lane)
        _text(canvas, place, axis + _CLEAR + lane + place.low)
    drawn_axis(canvas, band.axis, axis, [place.x for place in band.below])
    for place in (*band.above, *band.below):
        _mark(canvas, band.axis, place, axis)
    if titles[0]:
        x, high = top_title
        _side(canvas, x, axis - _CLEAR - high + canvas.em, titles[0], _upper(canvas, band))
    if titles[1]:
        x, high = bottom_title
        _side(canvas, x, axis + _CLEAR + lane + high - 0.25 * canvas.em, titles[1],
              canvas.colour("navy"))
    down = max(band.down, bottom_title[1] if titles[1] else 0.0)
    return axis + (_CLEAR + lane + down if down else max(lane, 0.0) + 2.0)


def _side(canvas: Canvas, x: float, y: float, text: str, colour: str) -> None:
    """The name of a side, at the left or the right end."""
    canvas.text(x, y, text, colour, weight=600, align="right" if x > 0 else "left")


def _title(
    canvas: Canvas, side: Sequence[Placed], text: str, tallest: float, right: bool
) -> tuple[float, float]:
    """Where the name of a side is free of labels: x (0 or the width) and its outer edge."""
    if not text:
        return 0.0, 0.0
    width = canvas.measure(text, 600)
    outer = max(tallest, 2 * canvas.line)
    for at_right in (right, not right):
        left, end = (canvas.width - width, canvas.width) if at_right else (0.0, width)
        blocked = any(
            place.high > outer - 1.3 * canvas.line and place.x < end + 2 and place.right > left - 2
            for place in side)
        if not blocked:
            return (canvas.width if at_right else 0.0), outer
    return (canvas.width if right else 0.0), outer + 1.3 * canvas.line


def _colour(canvas: Canvas, moment: Moment) -> str:
    return canvas.colour("brick" if moment.emphasised else "navy")


def _upper(canvas: Canvas, band: Band) -> str:
    """The colour of the upper side's name: that of its labels, if they have one."""
    one = all(place.label.moment.emphasised for place in band.above)
    return canvas.colour("brick" if one else "navy")


def _stem(canvas: Canvas, place: Placed, axis: float, reach: float) -> None:
    canvas.rule((place.x, axis), (place.x, axis + reach), _colour(canvas, place.label.moment))


def _text(canvas: Canvas, place: Placed, top: float) -> None:
    x, baseline = place.x + INDENT, top + canvas.em * 0.95
    canvas.text(x, baseline, place.label.date, _colour(canvas, place.label.moment), weight=600)
    for lines in place.wrap.paragraphs:
        canvas.lines(x, baseline + canvas.line, lines, canvas.colour("ink"))
        baseline += (len(lines) + PARAGRAPH) * canvas.line


def _mark(canvas: Canvas, axis: Axis, place: Placed, y: float) -> None:
    """The dot of an event; a period as a thick piece on its own side of the line."""
    moment = place.label.moment
    end = axis.at(min(moment.when.end, axis.end))
    colour = _colour(canvas, moment)
    if end - place.x > 0.6:
        canvas.bar(place.x, y - 0.9 if moment.above else y, end - place.x, 0.9, colour)
    canvas.dot(place.x, y, 0.8, colour, edge=canvas.colour("paper"))

"""A timeline across the page broken into bands, each with its axis and its labels in place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from figures.desk.canvas import Canvas
from figures.desk.timeline.axis import Axis
from figures.desk.timeline.events import Course, Moment
from figures.desk.timeline.marks import Mark, depth, marks
from figures.desk.timeline.staircase import Label, Placed, Stretch, empty_stretches, label, placed
from figures.desk.words import date

_TALLEST = 44.0  # millimetres of labels on one side of a band
_ALONE = 62.0  # of a line in one piece, which is worth some height
_ENDS = (6.0, 14.0, 22.0, 32.0, 46.0, 64.0)  # room that the axis may leave at its right
_LEFT = 2.0  # from the edge to the first day
_NUMBERS = 1.7  # between two numbers of days
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Side:
    """The marks and labels above the line, or below it."""

    marks: tuple[Mark, ...]
    labels: tuple[Placed, ...]

    @property
    def reach(self) -> float:
        """How far the labels reach, over and above the bars of periods."""
        return max((place.high for place in self.labels), default=0.0)

    @property
    def depth(self) -> float:
        return depth(self.marks)


@dataclass(frozen=True)
class Band:
    """A part of the course."""

    axis: Axis
    above: Side
    below: Side

    @property
    def height(self) -> float:
        return self.above.reach + self.below.reach


Item = tuple[Moment, Label]


def bands(canvas: Canvas, course: Course) -> list[Band]:
    """As few bands as keep to the height, broken where the whole is lowest."""
    items = [(moment, label_of(canvas, moment, course, 0.6 * canvas.width))
             for moment in course.moments]
    whole = _band(canvas, course, items, 0, len(items))
    if max(whole.above.reach, whole.below.reach) <= _ALONE:
        return [whole]
    breaks = _filled(canvas, course, items)
    for _ in range(3):
        breaks = _settled(canvas, course, items, breaks)
    return [_band(canvas, course, items, first, beyond) for first, beyond in pairwise(breaks)]


def label_of(canvas: Canvas, moment: Moment, course: Course, most: float) -> Label:
    """The date and the events of a moment."""
    heading = date(moment.when, canvas.look.language, course.years)
    return label(canvas, heading, moment.texts, most, "brick" if moment.emphasised else "navy")


def _settled(
    canvas: Canvas, course: Course, items: Sequence[Item], breaks: Sequence[int]
) -> list[int]:
    """Each break moved to where the two bands that it parts are lowest together."""
    moved = list(breaks)
    for number in range(1, len(moved) - 1):
        before, here, after = moved[number - 1:number + 2]

        def height(at: int, before: int = before, after: int = after) -> float:
            return (_band(canvas, course, items, before, at).height
                    + _band(canvas, course, items, at, after).height)

        moved[number] = min(range(max(before + 1, here - 4), min(after, here + 3)), key=height)
    return moved


def _filled(canvas: Canvas, course: Course, items: Sequence[Item]) -> list[int]:
    """Where bands begin if each takes as many labels as it can hold; then the end."""
    breaks = [0]
    while breaks[-1] < len(items):
        done = breaks[-1]
        fits, too_many, trial = 1, len(items) - done + 1, 12
        while too_many - fits > 1:
            trial = min(max(trial, fits + 1), too_many - 1)
            band = _band(canvas, course, items, done, done + trial)
            if max(band.above.reach, band.below.reach) <= _TALLEST:
                fits, trial = trial, trial * 2
            else:
                too_many, trial = trial, (fits + trial) // 2
        breaks.append(done + fits)
    return breaks


def _band(
    canvas: Canvas, course: Course, items: Sequence[Item], first: int, beyond: int
) -> Band:
    """Items `first` up to `beyond`, with the room at the right end that keeps them lowest."""
    part = items[first:beyond]
    start = course.start if first == 0 else part[0][0].when.start
    end = course.end
    if beyond < len(items):
        # Up to the day before the next band, unless that day is shared.
        end = max(items[beyond][0].when.start - _DAY, part[-1][0].when.start)
    running = [moment for moment, _ in items[:first] if moment.when.end >= start]
    moments = [*running, *(moment for moment, _ in part)]
    best: Band | None = None
    for room in _ENDS:
        axis = Axis(start, end, _LEFT, canvas.width - room)
        empty = empty_stretches([(axis.at(moment.when.start), axis.at(moment.when.end))
                                 for moment in moments])
        sides = [_side(canvas, axis, part, running, above, empty) for above in (True, False)]
        if sides[0] is None or sides[1] is None:
            continue
        band = Band(axis, sides[0], sides[1])
        # A longer axis is worth a millimetre of height for every six of its own.
        if best is None or _cost(canvas, band) < _cost(canvas, best):
            best = band
    if best is None:
        raise ValueError("A word of the timeline is too long for its width; use “full”.")
    return best


def _side(
    canvas: Canvas, axis: Axis, part: Sequence[Item], running: Sequence[Moment], above: bool,
    empty: Sequence[Stretch],
) -> Side | None:
    """The labels of one side in their places; None if one has no room before the edge."""
    before = [moment for moment in running if moment.above == above]
    mine = [(moment, label) for moment, label in part if moment.above == above]
    found = marks(axis, [*before, *(moment for moment, _ in mine)])
    labels = [(mark.stem, label)
              for mark, (_, label) in zip(found[len(before):], mine, strict=True)]
    places = placed(labels, canvas.width, empty)
    return None if places is None else Side(tuple(found), tuple(places))


def _cost(canvas: Canvas, band: Band) -> float:
    """What a band costs in millimetres of height."""
    room = canvas.width - band.axis.right
    lanky = sum(place.wrap.lanky for place in (*band.above.labels, *band.below.labels))
    days = (band.axis.end - band.axis.start).days
    # Within a month, each day should have room for its number.
    crowded = days <= 31 and band.axis.right - _LEFT < days * (canvas.measure("30") + _NUMBERS)
    return (max(band.above.reach, 12.0) + max(band.below.reach, 12.0) + room / 6 + 4.0 * lanky
            + 6.0 * crowded)

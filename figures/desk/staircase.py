"""Labels on stems along a line, placed so that none touches another nor is crossed by a stem.

A label stands to the right of its stem. A later stem that rises within its width must end
below it: hence steps that rise towards the earlier label. Going from the last event to the
first, the lowest place of each label is known, and of its wraps the one whose top comes
lowest is best, because all that an earlier label asks of a later one is where its top is.
So one pass over the labels gives the lowest staircase there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.desk.canvas import Canvas
from figures.desk.events import Moment
from figures.desk.words import date

INDENT = 1.0  # from stem to text, millimetres
_APART = 1.6  # between a label and the next stem
_STEP = 0.9  # between a label and the one that stands on it
_WRAPS = (17.0, 21.0, 25.0, 30.0, 36.0, 44.0, 56.0, 68.0)


@dataclass(frozen=True)
class Wrap:
    """A label as set at one width: the date, then the lines of each event."""

    paragraphs: tuple[tuple[str, ...], ...]
    width: float
    height: float

    @property
    def lanky(self) -> bool:
        """A column of words, which nobody likes to read: the last resort."""
        return max(map(len, self.paragraphs)) > 3


@dataclass(frozen=True)
class Label:
    """What is to be placed: a date and its events, in each of the wraps it may have."""

    moment: Moment
    date: str
    wraps: tuple[Wrap, ...]


@dataclass(frozen=True)
class Placed:
    """A label in its place: `x` of the stem, `low` and `high` measured from the axis."""

    label: Label
    wrap: Wrap
    x: float
    low: float

    @property
    def high(self) -> float:
        return self.low + self.wrap.height

    @property
    def right(self) -> float:
        return self.x + INDENT + self.wrap.width


PARAGRAPH = 0.25  # between two events of a date, of a line


def label(canvas: Canvas, moment: Moment, years: bool, most: float) -> Label:
    """A moment with its wraps, none wider than `most` if words allow it."""
    heading = date(moment.when, canvas.look.language, years)
    wraps: dict[tuple[tuple[str, ...], ...], Wrap] = {}
    for width in (*(each for each in _WRAPS if each < most), most):
        paragraphs = tuple(tuple(canvas.wrap(text, width)) for text in moment.texts)
        lines = [line for lines in paragraphs for line in lines]
        widest = max(canvas.measure(heading, 600), *(canvas.measure(line) for line in lines))
        height = (1 + len(lines) + PARAGRAPH * (len(paragraphs) - 1)) * canvas.line
        wraps.setdefault(paragraphs, Wrap(paragraphs, widest, height))
    return Label(moment, heading, tuple(wraps.values()))


def placed(labels: Sequence[tuple[float, Label]], limit: float) -> list[Placed] | None:
    """Labels at their x, in order from left to right; None if one would pass the right limit."""
    done: list[Placed] = []
    for x, each in sorted(labels, key=lambda pair: pair[0], reverse=True):
        fitting = [wrap for wrap in each.wraps if x + INDENT + wrap.width <= limit]
        if not fitting:
            return None
        places = [Placed(each, wrap, x, _lowest(done, x + INDENT + wrap.width + _APART))
                  for wrap in [wrap for wrap in fitting if not wrap.lanky] or fitting]
        done.append(min(places, key=lambda place: (place.high, -place.low)))
    return done[::-1]


def _lowest(later: Sequence[Placed], reach: float) -> float:
    """Where a label that reaches so far right may begin, above all stems that rise within."""
    tops = [place.high + _STEP for place in later if place.x < reach]
    return max(tops, default=0.0)

"""Labels on stems along a line, placed so that none touches another nor is crossed by a stem.

A label stands to the right of its stem. A later stem that rises within its width must end
below it: hence steps that rise towards the earlier label. Going from the last event to the
first, the lowest place of each label is known, and of its wraps the one whose top comes
lowest is best, because all that an earlier label asks of a later one is where its top is.
So one pass over the labels gives the lowest staircase there is. A stretch of the line without
events stays visibly empty: labels reach into it no farther than they must.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.desk.boxes import Words, upright, words
from figures.desk.canvas import Canvas

INDENT = 1.0  # from stem to text, millimetres
_APART = 1.6  # between a label and the next stem
_STEP = 0.9  # between a label and the one that stands on it
_EMPTY = 26.0  # a stretch as long without events is seen as empty
_INTO = (26.0, 0.65)  # how far words may reach into it, or what part of it
_COST = 0.6  # of height, for a millimetre farther
_WRAPS = (17.0, 21.0, 25.0, 30.0, 36.0, 44.0, 56.0, 68.0)


Stretch = tuple[float, float]  # from where to where the line is empty


@dataclass(frozen=True)
class Wrap:
    """A label as set at one width: the lines of each of its paragraphs.

    If it is `lanky`, it is a column of words, which nobody likes to read: the last resort.
    """

    paragraphs: tuple[tuple[str, ...], ...]
    width: float
    height: float
    lanky: bool


@dataclass(frozen=True)
class Label:
    """What is to be placed: a heading in a colour and words, in each wrap they may have."""

    heading: str
    token: str
    wraps: tuple[Wrap, ...]


@dataclass(frozen=True)
class Placed:
    """A label in its place: `x` of the stem, `low` and `high` measured from the line."""

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


PARAGRAPH = 0.25  # between two paragraphs, of a line


def label(
    canvas: Canvas, heading: str, texts: Sequence[str], most: float, token: str
) -> Label:
    """Words with their wraps, none wider than `most` if they allow it."""
    wraps: dict[tuple[tuple[str, ...], ...], Wrap] = {}
    for width in (*(each for each in _WRAPS if each < most), most):
        paragraphs = tuple(tuple(canvas.wrap(text, width)) for text in texts)
        lines = [line for lines in paragraphs for line in lines]
        widest = max(canvas.measure(heading, 600), *(canvas.measure(line) for line in lines))
        height = (bool(heading) + len(lines) + PARAGRAPH * (len(paragraphs) - 1)) * canvas.line
        lanky = max(map(len, paragraphs)) > 3
        wraps.setdefault(paragraphs, Wrap(paragraphs, widest, height, lanky))
    return Label(heading, token, tuple(wraps.values()))


def placed(
    labels: Sequence[tuple[float, Label]], limit: float, empty: Sequence[Stretch] = ()
) -> list[Placed] | None:
    """Labels at their x, in order from left to right; None if one would pass the right limit."""
    done: list[Placed] = []
    for x, each in sorted(labels, key=lambda pair: pair[0], reverse=True):
        fitting = [wrap for wrap in each.wraps if x + INDENT + wrap.width <= limit]
        if not fitting:
            return None
        soft = _before_empty(x, empty)
        places = [Placed(each, wrap, x, _lowest(done, x + INDENT + wrap.width + _APART))
                  for wrap in [wrap for wrap in fitting if not wrap.lanky] or fitting]
        done.append(_cheapest(places, soft))
    return done[::-1]


def empty_stretches(taken: Sequence[Stretch]) -> list[Stretch]:
    """The long stretches between parts of the line that events take."""
    found, reach = [], float("inf")
    for start, end in sorted(taken):
        if start - reach >= _EMPTY:
            found.append((reach, start))
        reach = end if reach == float("inf") else max(reach, end)
    return found


def _cheapest(places: Sequence[Placed], soft: float) -> Placed:
    """The lowest place, unless its words fill an empty stretch."""
    return min(places, key=lambda place: (
        place.high + _COST * max(place.right - soft, 0.0), -place.low))


def _before_empty(x: float, empty: Sequence[Stretch]) -> float:
    """How far right words from `x` on may reach and leave empty what is empty."""
    least, share = _INTO
    limits = [start + max(least, share * (end - start))
              for start, end in empty if start >= x - 0.5]
    return min(limits, default=float("inf"))


def _lowest(later: Sequence[Placed], reach: float) -> float:
    """Where a label that reaches so far right may begin, above all stems that rise within."""
    return max((place.high + _STEP for place in later if place.x < reach), default=0.0)


def written(canvas: Canvas, place: Placed, top: float) -> list[Words]:
    """The words of a label whose box begins at `top`."""
    x, baseline, label = place.x + INDENT, top + canvas.em * 0.95, place.label
    texts = []
    if label.heading:
        texts.append(words(canvas, x, baseline, label.heading, label.token, weight=600))
        baseline += canvas.line
    for lines in place.wrap.paragraphs:
        texts += [words(canvas, x, baseline + number * canvas.line, line, "ink")
                  for number, line in enumerate(lines)]
        baseline += (len(lines) + PARAGRAPH) * canvas.line
    return texts


def stem(
    canvas: Canvas, place: Placed, start: float, end: float, texts: Sequence[Words] = ()
) -> None:
    """The upright line from the event to the far end of its label; it leaves out `texts`."""
    upright(canvas, place.x, min(start, end), max(start, end), texts, place.label.token)

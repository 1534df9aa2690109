"""What stands on the line of a timeline: a dot for a day, a bar for a period, and a hollow one
for an event whose day is not known, only its month or its year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.desk.canvas import POINT, Canvas
from figures.desk.timeline.axis import Axis
from figures.desk.timeline.events import Moment

LEVEL = 1.9  # from bar to bar where several lie over each other, millimetres
_THICK = 1.3
_EDGE = 0.75 * POINT
_SHORTEST = {False: 0.9, True: 3.0}  # of a bar, of a hollow one; shorter, it is a dot
_DOT = 0.85


@dataclass(frozen=True)
class Mark:
    """A moment between two places of the line; bars keep off the line by their `level`."""

    moment: Moment
    start: float
    end: float
    level: int = 0

    @property
    def long(self) -> bool:
        return self.end - self.start >= _SHORTEST[self.moment.rough]

    @property
    def stem(self) -> float:
        """Where its label is joined: at its first day, or in the midst of where it may be."""
        return (self.start + self.end) / 2 if self.moment.rough else self.start

    @property
    def token(self) -> str:
        return "brick" if self.moment.emphasised else "navy"


def marks(axis: Axis, moments: Sequence[Moment]) -> list[Mark]:
    """The marks of one side, in the order of their moments, so that no bar lies on another."""
    ends: list[float] = []  # of each level, where its last bar ends
    found = []
    for moment in moments:
        mark = Mark(moment, axis.at(moment.when.start), axis.at(moment.when.end))
        if mark.long:
            level = next((number for number, end in enumerate(ends) if end <= mark.start + 0.01),
                         len(ends))
            ends[level:level + 1] = [mark.end]
            mark = Mark(moment, mark.start, mark.end, level)
        found.append(mark)
    return found


def depth(found: Sequence[Mark]) -> float:
    """How far bars reach from the line."""
    return max((LEVEL * mark.level + _THICK + 0.4 for mark in found if mark.long), default=0.0)


def draw_marks(canvas: Canvas, found: Sequence[Mark], y: float, above: bool) -> None:
    """Bars on their side of the line at `y`; dots, which must be seen, on top of it."""
    for mark in (each for each in found if each.long):
        off = LEVEL * mark.level + (0.3 if mark.level or mark.moment.rough else 0.0)
        top = y - off - _THICK if above else y + off
        colour = canvas.colour(mark.token)
        canvas.bar(mark.start, top, mark.end - mark.start, _THICK, colour)
        if mark.moment.rough:
            canvas.bar(mark.start + _EDGE, top + _EDGE, mark.end - mark.start - 2 * _EDGE,
                       _THICK - 2 * _EDGE, canvas.colour("paper"))
    for mark in (each for each in found if not each.long):
        canvas.dot(mark.stem, y, _DOT, canvas.colour(mark.token), edge=canvas.colour("paper"))


def root(mark: Mark, y: float, above: bool) -> float:
    """The height at which the stem of a mark begins: at the line, or at its hollow bar."""
    if not (mark.long and mark.moment.rough):
        return y
    off = LEVEL * mark.level + 0.3 + _THICK
    return y - off if above else y + off

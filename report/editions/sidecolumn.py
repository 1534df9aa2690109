"""The side column: where side notes stand so that none meets another or leaves its page.

Side notes hang beside the text and never move it; so they can be set after the text, by
moving each up or down from the line where it hangs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

APART = 4.0  # millimetres between two side notes
_TOUCHING = 0.5  # millimetres that nobody sees


@dataclass(frozen=True)
class Sheet:
    """What is set beside the text: `beside` are the ids of side notes, `walls` those of what
    reaches into the side column, the ends of both being marked; the column reaches from `head`
    to `foot`, in millimetres from the page's top, and is `side` wide with its gap. Lines of text
    are `leading` millimetres apart; 0 says that they keep to no lines of the page."""

    beside: frozenset[str]
    walls: frozenset[str]
    head: float
    foot: float
    leading: float = 0.0
    side: float = 0.0


@dataclass(frozen=True)
class Span:
    """Something in the side column of a page, from `top` to `bottom` in millimetres."""

    name: str
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def column(
    notes: Iterable[Span], walls: Iterable[Span], head: float, foot: float
) -> list[Span]:
    """Where the notes of one page stand, given where each would like to.

    `walls` are what notes must keep clear of, figures that reach into the column; `head` and
    `foot` are where the column begins and ends. A note moves down past what it meets; what then
    runs over the foot moves up, but not over the head.
    """
    walls = sorted(walls, key=lambda wall: wall.top)
    placed: list[Span] = []
    reach = 0.0
    for note in sorted(notes, key=lambda note: note.top):
        top = max(note.top, reach)
        for wall in walls:
            if top < wall.bottom + APART and wall.top - APART < top + note.height:
                top = wall.bottom + APART
        placed.append(Span(note.name, top, top + note.height))
        reach = placed[-1].bottom + APART
    return _raised(placed, walls, head, foot)


def crowded(
    notes: Iterable[Span], walls: Iterable[Span], head: float, foot: float
) -> list[Span]:
    """The notes of one page that meet another or a wall, or leave the column."""
    notes = list(notes)
    spans = sorted([*notes, *walls], key=lambda span: span.top)
    meeting = {span.name for first, second in pairwise(spans)
               if first.bottom > second.top + _TOUCHING for span in (first, second)}
    return [note for note in notes if note.name in meeting
            or note.top < head - _TOUCHING or note.bottom > foot + _TOUCHING]


def _raised(
    placed: list[Span], walls: list[Span], head: float, foot: float
) -> list[Span]:
    """Push up from the foot, last note first."""
    raised: list[Span] = []
    for note in reversed(placed):
        bottom = min(note.bottom, foot)
        for wall in reversed(walls):
            if bottom - note.height < wall.bottom + APART and wall.top - APART < bottom:
                bottom = min(bottom, wall.top - APART) if bottom < note.bottom else bottom
        bottom = max(bottom, head + note.height)
        raised.append(Span(note.name, bottom - note.height, bottom))
        foot = raised[-1].top - APART
    return raised[::-1]

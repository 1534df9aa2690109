"""Labels at the ends of lines, pushed apart; a thin leader joins one that had to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.desk.apart import apart
from figures.desk.boxes import Point, Words, words
from figures.desk.canvas import CAP, Canvas

NEAR = 2.2  # from the end of a line to its label, millimetres
FAR = 6.0  # the same where labels had to move, so that leaders can be told apart
_MOVED = 0.3  # of the size: less needs no leader
_BETWEEN = 0.18  # of a line, between two labels


@dataclass(frozen=True)
class End:
    """Where a line ends, and what is written there: lines of text with their weight."""

    x: float
    y: float
    texts: tuple[tuple[str, int], ...]
    token: str

    def width(self, canvas: Canvas) -> float:
        return max((canvas.measure(text, weight) for text, weight in self.texts), default=0.0)

    def height(self, canvas: Canvas) -> float:
        return (len(self.texts) + _BETWEEN) * canvas.line


@dataclass(frozen=True)
class Ends:
    """Labels in their places on one side of the lines."""

    texts: tuple[Words, ...]
    leaders: tuple[tuple[Point, Point], ...]


def needed(canvas: Canvas, ends: Sequence[End]) -> float:
    """The height that the labels take when they stand close."""
    return sum(end.height(canvas) for end in ends)


def places(canvas: Canvas, ends: Sequence[End], low: float, high: float) -> list[float]:
    """The middle of each label between two heights."""
    return apart([end.y for end in ends], [end.height(canvas) for end in ends], low, high)


def moved(canvas: Canvas, ends: Sequence[End], middles: Sequence[float]) -> bool:
    """Whether any label needs a leader."""
    return any(abs(end.y - middle) > _MOVED * canvas.em
               for end, middle in zip(ends, middles, strict=True))


def set_ends(
    canvas: Canvas, ends: Sequence[End], middles: Sequence[float], x: float, left: bool = False
) -> Ends:
    """Labels whose edge is at `x`: those right of the lines, or `left` of them."""
    texts, leaders = [], []
    for end, middle in zip(ends, middles, strict=True):
        baseline = middle - (len(end.texts) - 1) * canvas.line / 2 + CAP * canvas.em / 2
        for number, (text, weight) in enumerate(end.texts):
            token = end.token if weight == 600 else "ink"
            texts.append(words(canvas, x, baseline + number * canvas.line, text, token,
                               weight=weight, align="right" if left else "left"))
        away = -1 if left else 1
        if abs(end.y - middle) > _MOVED * canvas.em or abs(x - end.x) > FAR - 0.1:
            leaders.append(((end.x + away * 1.5, end.y), (x - away * 0.7, middle)))
    return Ends(tuple(texts), tuple(leaders))

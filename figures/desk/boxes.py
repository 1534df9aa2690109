"""Words with the room they take, so that nothing else is drawn there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from figures.desk.canvas import Align, Canvas

_ASCENT, _DESCENT = 0.8, 0.24  # of the size: how far letters reach over and under their line
_CLEAR = 0.7  # between words and a gridline that makes way for them, millimetres

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """Millimetres from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, clear: float = 0.0) -> bool:
        """Whether another box comes nearer than `clear`."""
        return (self.left < other.right + clear and other.left < self.right + clear
                and self.top < other.bottom + clear and other.top < self.bottom + clear)

    def holds(self, point: Point) -> bool:
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def crossed(self, start: Point, end: Point) -> bool:
        """Whether a straight line passes through the box (Liang and Barsky)."""
        (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
        enters, leaves = 0.0, 1.0
        for along, near, far in ((dx, self.left - x, self.right - x),
                                 (dy, self.top - y, self.bottom - y)):
            if along == 0:
                if near > 0 or far < 0:
                    return False
                continue
            first, last = sorted((near / along, far / along))
            enters, leaves = max(enters, first), min(leaves, last)
        return enters <= leaves


@dataclass(frozen=True)
class Words:
    """One line of text in its place: `x` is its left end, `y` its baseline."""

    x: float
    y: float
    text: str
    token: str
    width: float
    weight: int = 400
    em: float = 0.0
    enlarged: float = 1.0

    @property
    def box(self) -> Box:
        size = self.em * self.enlarged
        return Box(self.x, self.y - _ASCENT * size, self.x + self.width, self.y + _DESCENT * size)


def words(
    canvas: Canvas, x: float, y: float, text: str, token: str, *, weight: int = 400,
    align: Align = "left", enlarged: float = 1.0,
) -> Words:
    """A line of text measured and put in its place, to be drawn by `write`."""
    width = canvas.measure(text, weight) * enlarged
    x -= {"left": 0.0, "center": width / 2, "right": width}[align]
    return Words(x, y, text, token, width, weight, canvas.em, enlarged)


def paragraph(
    canvas: Canvas, x: float, y: float, lines: Iterable[str], token: str, *, weight: int = 400,
    align: Align = "left",
) -> list[Words]:
    """Lines of text under one another, the baseline of the first at `y`."""
    return [words(canvas, x, y + number * canvas.line, line, token, weight=weight, align=align)
            for number, line in enumerate(lines)]


def write(canvas: Canvas, texts: Iterable[Words]) -> None:
    """Draw words where they are."""
    for each in texts:
        canvas.text(each.x, each.y, each.text, canvas.colour(each.token), weight=each.weight,
                    enlarged=each.enlarged)


def upright(
    canvas: Canvas, x: float, top: float, bottom: float, texts: Sequence[Words],
    token: str = "stone",
) -> None:
    """A thin line from top to bottom that leaves out the words in its way."""
    blocked = [(each.box.top, each.box.bottom) for each in texts
               if each.box.left - _CLEAR < x < each.box.right + _CLEAR]
    for start, end in _free(top, bottom, blocked):
        canvas.rule((x, start), (x, end), canvas.colour(token), 0.6)


def level(
    canvas: Canvas, y: float, left: float, right: float, texts: Sequence[Words],
    token: str = "stone",
) -> None:
    """A thin line from left to right that leaves out the words in its way."""
    blocked = [(each.box.left - _CLEAR, each.box.right + _CLEAR) for each in texts
               if each.box.top < y < each.box.bottom]
    for start, end in _free(left, right, blocked):
        canvas.rule((start, y), (end, y), canvas.colour(token), 0.6)


def _free(
    start: float, end: float, blocked: Iterable[tuple[float, float]]
) -> list[tuple[float, float]]:
    """What is left of a stretch without the parts that are blocked."""
    free = []
    for first, last in [*sorted(blocked), (end, end)]:
        if min(first, end) - start > 0.4:
            free.append((start, min(first, end)))
        start = max(start, last)
    return free

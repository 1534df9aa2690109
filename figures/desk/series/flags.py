"""Words over a plot, each at the top of a thin upright line that stands at its date.

Words go to the right of their line, or to its left where that is lower; no line runs through
the words of another if that can be helped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from figures.desk.boxes import Box, Words, paragraph
from figures.desk.canvas import Canvas

_BESIDE = 0.9  # from the line to its words, millimetres
_CLEAR = 0.6  # round words
_WRAPS = (24.0, 32.0, 44.0, 60.0)
_STEP = 0.5  # from one height tried to the next
_HIGHEST = 400.0
_CROSSING = 30.0  # of height, what a line through words costs
_EDGE = 0.02


@dataclass(frozen=True)
class Flag:
    """The words at `x`, and how high their line rises."""

    x: float
    top: float
    texts: tuple[Words, ...]


def flags(
    canvas: Canvas, wanted: Sequence[tuple[float, str]], bottom: float, taken: Sequence[Box]
) -> list[Flag]:
    """Words in their places over `bottom`, clear of what is `taken`, in the order given."""
    found: dict[int, Flag] = {}
    boxes = list(taken)
    lines: list[Box] = []
    for number in sorted(range(len(wanted)), key=lambda number: -wanted[number][0]):
        x, text = wanted[number]
        if not text:
            found[number] = Flag(x, bottom, ())
            continue
        others = [other for place, (other, _) in enumerate(wanted)
                  if place not in found and place != number]
        flag, box = _best(canvas, x, text, bottom, boxes, lines, others)
        found[number] = flag
        boxes.append(box)
        lines.append(Box(x - _EDGE, flag.top, x + _EDGE, bottom))
    return [found[number] for number in range(len(wanted))]


def _best(
    canvas: Canvas, x: float, text: str, bottom: float, boxes: Sequence[Box],
    lines: Sequence[Box], others: Sequence[float],
) -> tuple[Flag, Box]:
    """The cheapest place; of lines not yet set (`others`) it is known that they may rise there."""
    best: tuple[float, Flag, Box] | None = None
    for low, wrap, box in _tries(canvas, x, text, bottom):
        if best is not None and low > best[0]:
            break
        if any(box.meets(each, _CLEAR) for each in boxes):
            continue
        own = Box(x - _EDGE, box.top, x + _EDGE, bottom)
        crossings = sum(box.meets(line, 0.3) for line in lines)
        crossings += sum(own.meets(each) for each in boxes)
        crossings += sum(box.left - 0.3 < other < box.right + 0.3 for other in others)
        cost = low + 0.3 * (box.bottom - box.top) + _CROSSING * crossings + (box.right <= x)
        if best is None or cost < best[0]:
            texts = paragraph(canvas, box.left, box.top + 0.8 * canvas.em, wrap, "ink")
            if box.right <= x:
                texts = paragraph(canvas, box.right, box.top + 0.8 * canvas.em, wrap, "ink",
                                  align="right")
            best = cost, Flag(x, box.top, tuple(texts)), box
    assert best is not None
    return best[1], best[2]


def _tries(
    canvas: Canvas, x: float, text: str, bottom: float
) -> Iterator[tuple[float, list[str], Box]]:
    """How far over the plot, the lines and the box of each place, the lowest first."""
    sides = (canvas.width - x - _BESIDE, x - _BESIDE)
    shapes: dict[tuple[tuple[str, ...], bool], float] = {}
    for most in _WRAPS:
        for left, room in enumerate(sides):
            if room >= min(_WRAPS[0], 0.6 * max(sides)):
                wrap = tuple(canvas.wrap(text, min(most, room)))
                shapes[wrap, bool(left)] = max(canvas.measure(line) for line in wrap)
    low = 0.6
    while low < _HIGHEST:
        for (wrap, left), width in shapes.items():
            start = x - _BESIDE - width if left else x + _BESIDE
            height = (len(wrap) - 1) * canvas.line + 1.04 * canvas.em
            yield low, list(wrap), Box(start, bottom - low - height, start + width, bottom - low)
        low += _STEP

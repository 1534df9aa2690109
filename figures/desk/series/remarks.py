"""Words at points within a plot: put where no line, no number and no other words are.

A remark is tried ever farther above and below its point, in several wraps; what has no room
in the plot stands over it, so a place is always found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from figures.desk.boxes import Box, Point, Words, paragraph
from figures.desk.canvas import Canvas

_CELL = 0.5  # millimetres of the width that are looked at as one
_WRAPS = (44.0, 32.0, 24.0, 18.0)
_STEP = 1.3  # from one height tried to the next
_CLEAR = 0.9  # round words
_FAR = 60.0  # millimetres from the point: so far a way free of words is looked for
_HIGHEST = 250.0  # room for any number of remarks
_RING = 1.3  # what a point takes


class Terrain:
    """What the lines of a plot cover, cell by cell across its width."""

    def __init__(self, width: float) -> None:
        self._cells: list[list[tuple[float, float]]] = [[] for _ in range(int(width / _CELL) + 2)]

    def add(self, points: Sequence[Point], down_to: float | None = None) -> None:
        """A line through points; with `down_to`, the area between it and that height too."""
        for (x, y), (end, stop) in zip(points, [*points[1:], points[-1]], strict=True):
            for cell in range(int(x / _CELL), int(end / _CELL) + 1):
                at = [min(max((edge * _CELL - x) / (end - x), 0.0), 1.0) if end > x else 0.0
                      for edge in (cell, cell + 1)]
                heights = [y + (stop - y) * share for share in at]
                low = max(heights) if down_to is None else down_to
                self._cells[cell].append((min(heights), low))

    def meets(self, box: Box) -> bool:
        first = max(int((box.left - _CLEAR) / _CELL), 0)
        last = min(int((box.right + _CLEAR) / _CELL), len(self._cells) - 1)
        top, bottom = box.top - _CLEAR, box.bottom + _CLEAR
        return any(high < bottom and low > top
                   for cell in self._cells[first:last + 1] for high, low in cell)


@dataclass(frozen=True)
class Remark:
    """What is to be said at a point; if only `quiet`ly, it is left out where it has no room."""

    x: float
    y: float
    text: str
    token: str
    weight: int = 400
    quiet: bool = False


@dataclass(frozen=True)
class Placed:
    """A remark with its words and, unless quiet, the line that leads to its point."""

    remark: Remark
    texts: tuple[Words, ...]
    leader: tuple[Point, Point]


def placed(
    canvas: Canvas, remarks: Sequence[Remark], terrain: Terrain, taken: Sequence[Box],
    bottom: float,
) -> list[Placed]:
    """Each remark in the best free place above `bottom`, in order of importance."""
    boxes = [*taken, *(Box(each.x - _RING, each.y - _RING, each.x + _RING, each.y + _RING)
                       for each in remarks if not each.quiet)]
    leaders: list[tuple[Point, Point]] = []
    done = []
    for remark in remarks:
        found = _best(canvas, remark, terrain, boxes, leaders, bottom)
        if found is None and not remark.quiet:
            # Every way up is barred by words: the line to the point will leave them out.
            found = _best(canvas, remark, terrain, boxes, None, bottom)
        if found is None:
            continue
        done.append(found)
        boxes += [each.box for each in found.texts]
        if not remark.quiet:
            leaders.append(found.leader)
    return done


def _best(
    canvas: Canvas, remark: Remark, terrain: Terrain, boxes: Sequence[Box],
    leaders: Sequence[tuple[Point, Point]] | None, bottom: float,
) -> Placed | None:
    """The cheapest place free of all that is there; leaders count only if they are given."""
    best, least = None, 1e9
    farthest = 4.0 if remark.quiet else _HIGHEST if leaders is None else _FAR
    for distance, cost, lines, box in _tries(canvas, remark):
        if distance > min(least, farthest):
            break
        if cost >= least or box.left < 0 or box.right > canvas.width:
            continue
        if box.bottom > bottom or any(box.meets(other, _CLEAR) for other in boxes):
            continue
        if terrain.meets(box):
            continue
        leader = _leader(remark, box)
        if leaders is not None and _barred(remark, box, leader, boxes, leaders):
            continue
        texts = paragraph(canvas, (box.left + box.right) / 2, box.top + 0.8 * canvas.em, lines,
                          remark.token, weight=remark.weight, align="center")
        best, least = Placed(remark, tuple(texts), leader), cost
    return best


def _barred(
    remark: Remark, box: Box, leader: tuple[Point, Point], boxes: Sequence[Box],
    leaders: Sequence[tuple[Point, Point]],
) -> bool:
    """Whether a line to the point would pass through words, or the words lie on such a line."""
    return (any(box.crossed(*other) for other in leaders)
            or any(other.crossed(*leader) for other in boxes
                   if not other.holds((remark.x, remark.y))))


def _tries(
    canvas: Canvas, remark: Remark
) -> Iterator[tuple[float, float, list[str], Box]]:
    """Distance, cost, lines and box of each place to try, the nearest first."""
    wraps = {tuple(canvas.wrap(remark.text, min(width, canvas.width), remark.weight)): None
             for width in _WRAPS}
    distance = 0.8 if remark.quiet else 2.0
    while distance < _HIGHEST:
        for wrap in wraps:
            width = max(canvas.measure(line, remark.weight) for line in wrap)
            height = (len(wrap) - 1) * canvas.line + 1.04 * canvas.em
            lanky = 1.5 * max(len(wrap) - 2, 0)
            for above in (True, False):
                top = remark.y - distance - height if above else remark.y + distance
                for shift in (0.5, 0.0, 1.0, 0.25, 0.75):
                    # Clamped, since a place at the edge is better than none.
                    left = min(max(remark.x - shift * width, 0.0), canvas.width - width)
                    side = 0.0 if shift == 0.5 else 0.8
                    cost = distance + lanky + side + (0.0 if above else 2.5)
                    yield distance, cost, list(wrap), Box(left, top, left + width, top + height)
        distance += _STEP / 2 if distance < 12 else 2 * _STEP


def _leader(remark: Remark, box: Box) -> tuple[Point, Point]:
    """Upright from the ring at the point to the box, which stands over or under it."""
    if box.bottom < remark.y:
        return (remark.x, box.bottom + 0.2), (remark.x, remark.y - 1.0)
    return (remark.x, remark.y + 1.0), (remark.x, box.top - 0.2)

"""Lines and areas cut to a box, thinned out, and kept clear of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import hypot

from figures.desk.boxes import Box, Point


def area_within(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of an area that lies in a box (Sutherland and Hodgman); empty if none does."""
    points = list(ring)
    span = around(points)
    if not _near(box, span):
        return []
    if _holds(box, span):
        return points
    for axis, edge, sign in ((0, box.left, 1), (0, box.right, -1),
                             (1, box.top, 1), (1, box.bottom, -1)):
        points = _cut(points, lambda point, axis=axis, edge=edge, sign=sign:  # type: ignore[misc]
                      sign * (point[axis] - edge))
        if len(points) < 3:
            return []
    return points


def _cut(points: Sequence[Point], depth: Callable[[Point], float]) -> list[Point]:
    """What of a ring is not below zero."""
    kept: list[Point] = []
    for before, point in zip([points[-1], *points[:-1]] if points else [], points, strict=True):
        was, now = depth(before), depth(point)
        if (was < 0) != (now < 0):
            share = was / (was - now)
            kept.append((before[0] + share * (point[0] - before[0]),
                         before[1] + share * (point[1] - before[1])))
        if now >= 0:
            kept.append(point)
    return kept


def line_within(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The pieces of a line that lie in a box."""
    span = around(line)
    if _holds(box, span):
        return [list(line)]
    if not _near(box, span):
        return []
    return _pieces(line, box, lambda enters, leaves: [(enters, leaves)])


def line_outside(line: Sequence[Point], boxes: Iterable[Box]) -> list[list[Point]]:
    """The pieces of a line that lie in none of the boxes."""
    lines = [list(line)]
    for box in boxes:
        lines = [piece for each in lines for piece in (_pieces(
            each, box, lambda enters, leaves: [(0.0, enters), (leaves, 1.0)])
            if _near(box, around(each)) else [each])]
    return lines


def around(points: Sequence[Point]) -> Box:
    """The box of points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _near(box: Box, other: Box) -> bool:
    """Whether two boxes meet or touch; one may be a line without a height."""
    return box.meets(other, 1e-9)


def _holds(box: Box, other: Box) -> bool:
    return (box.left <= other.left and other.right <= box.right
            and box.top <= other.top and other.bottom <= box.bottom)


def _pieces(
    line: Sequence[Point], box: Box,
    kept: Callable[[float, float], list[tuple[float, float]]],
) -> list[list[Point]]:
    """A line cut where it enters and leaves a box; `kept` says which stretches remain."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(line):
        for first, last in kept(*_crossing(start, end, box)):
            if last <= first:
                continue
            one, other = _along(start, end, first), _along(start, end, last)
            if pieces and pieces[-1][-1] == one:
                pieces[-1].append(other)
            else:
                pieces.append([one, other])
    return pieces


def _along(start: Point, end: Point, share: float) -> Point:
    if share in (0.0, 1.0):
        return end if share else start
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _crossing(start: Point, end: Point, box: Box) -> tuple[float, float]:
    """From which share of a stretch to which it is in a box (Liang and Barsky); 1, 1 if nowhere."""
    enters, leaves = 0.0, 1.0
    for at, along, near, far in ((start[0], end[0] - start[0], box.left, box.right),
                                 (start[1], end[1] - start[1], box.top, box.bottom)):
        if along == 0:
            if not near <= at <= far:
                return 1.0, 1.0
            continue
        first, last = sorted(((near - at) / along, (far - at) / along))
        enters, leaves = max(enters, first), min(leaves, last)
    return (enters, leaves) if enters < leaves else (1.0, 1.0)


def thinned(line: Sequence[Point], tolerance: float, squeeze: float = 1.0) -> list[Point]:
    """A line with fewer points, none of those left out farther off than `tolerance`.

    Douglas and Peucker's way; `squeeze` is how long a unit of x is, in units of y.
    """
    points = [line[0], *(point for before, point in pairwise(line[:-1])
                         if point != before), line[-1]]
    kept = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        first, last = stretches.pop()
        farthest, where = tolerance, 0
        (x, y), (end, stop) = points[first], points[last]
        dx, dy = (end - x) * squeeze, stop - y
        length = dx * dx + dy * dy  # squared
        for number in range(first + 1, last):
            px, py = (points[number][0] - x) * squeeze, points[number][1] - y
            share = min(max((px * dx + py * dy) / length, 0.0), 1.0) if length else 0.0
            off = hypot(px - share * dx, py - share * dy)
            if off > farthest:
                farthest, where = off, number
        if where:
            kept.add(where)
            stretches += [(first, where), (where, last)]
    return [points[number] for number in sorted(kept)]

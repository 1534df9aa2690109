"""The names of countries on a map, in small capitals where the land has room for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import hypot

from figures.desk.boxes import Box, Point
from figures.desk.canvas import Canvas
from figures.desk.map.countries import name_of
from figures.desk.map.ground import Ground, Ring
from figures.desk.map.lettering import named
from figures.desk.map.room import Label, Sheet
from figures.desk.map.shapes import inside

SIZE = 0.84  # of that of labels
_SPOTS = 13  # across a country, at which its name is tried
_COAST = 8  # millimetres of coast that may run under a name
_LEAST = 4.0  # millimetres of land, under which no name has room
_HAIR = "\N{HAIR SPACE}"


def toponyms(
    canvas: Canvas, sheet: Sheet, base: Ground, wanted: Callable[[str], bool]
) -> Iterator[Label]:
    """The names of those countries that are wanted, that with most land to see first."""
    seen = [(max(rings, key=_size), code) for code, rings in base.lands.items()
            if rings and len(code) == 2 and wanted(code)]
    for ring, code in sorted(seen, key=lambda each: -_size(each[0])):
        name = capitals(name_of(code, canvas.look.language), canvas.look.language)
        if not name or _size(ring) < _LEAST ** 2:
            continue
        spots = _spots(ring)
        for lines in _lines(name):
            label = _fitting(canvas, sheet, code, lines, spots)
            if label:
                sheet.taken.append(label.box)
                yield label
                break


def capitals(name: str, language: str) -> str:
    """A name in spaced capitals; as it is where a script has none."""
    turkish = language.startswith("tr") or name == "Türkiye"
    upper = (name.replace("i", "İ") if turkish else name).upper()
    return _HAIR.join(upper) if upper != name.lower() else name


def _lines(name: str) -> list[list[str]]:
    """A name in one line, and broken where that makes the shortest two."""
    gap = f"{_HAIR} {_HAIR}" if _HAIR in name else " "
    parts = name.split(gap)
    breaks = [[gap.join(parts[:at]), gap.join(parts[at:])] for at in range(1, len(parts))]
    return [[name], *([min(breaks, key=lambda lines: max(map(len, lines)))] if breaks else [])]


def _fitting(
    canvas: Canvas, sheet: Sheet, code: str, lines: Sequence[str], spots: Sequence[Point]
) -> Label | None:
    """Lines at the first spot at which they lie on the land, or at least on it and the sea."""
    size = canvas.smaller(SIZE)
    wide = max(canvas.measure(line) for line in lines) * size / 2 + 0.6
    high = len(lines) * canvas.line * size / 2
    boxes = {spot: Box(spot[0] - wide, spot[1] - high, spot[0] + wide, spot[1] + high)
             for spot in spots}
    ashore = (spot for spot, box in boxes.items() if not sheet.crossings(box))
    aboard = (spot for spot, box in boxes.items() if not sheet.bars(box)
              and sheet.crossings(box) <= _COAST and all(
        sheet.holder((x, y)) in ("", code)
        for x in (box.left, spot[0], box.right) for y in (box.top, box.bottom)))
    return (named(canvas, sheet, lines, ashore, "slate", size)
            or named(canvas, sheet, lines, aboard, "slate", size))


def _spots(ring: Ring) -> list[Point]:
    """Points within a ring, the innermost first."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    left, top = min(xs), min(ys)
    across, down = (max(xs) - left) / _SPOTS, (max(ys) - top) / _SPOTS
    grid = [(left + (column + 0.5) * across, top + (row + 0.5) * down)
            for column in range(_SPOTS) for row in range(_SPOTS)]
    return sorted((spot for spot in grid if inside(spot, [ring])),
                  key=lambda spot: -_depth(spot, ring))


def _depth(spot: Point, ring: Ring) -> float:
    """How far a point is from the edge; names are wide, so up and down count double."""
    return min(hypot(spot[0] - x, 2 * (spot[1] - y)) for x, y in ring)


def _size(ring: Ring) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1)
                   in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2

"""Rows before and after: a line from one upright to another, labelled at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from figures.desk import ends
from figures.desk.boxes import Words, paragraph, words, write
from figures.desk.canvas import CAP, Canvas
from figures.desk.change import Change
from figures.desk.look import Look
from figures.desk.scale import Scale, reach

NARROW = 70  # millimetres; below, names stand under their numbers, and only at the right
_LEAST = 0.24  # of the width, for the lines
_GAP = 1.5  # between name and number
_DOT = (0.8, 1.1)  # radius of a dot, and of an emphasised one


@dataclass
class Side:
    """One end of the lines: the upright and its labels."""

    left: bool
    upright: float
    names: list[list[str]]
    ends: list[ends.End]
    middles: list[float]


def drawn(changes: Sequence[Change], titles: tuple[str, str], look: Look) -> Figure:
    """The figure of rows with a number at one date or at both."""
    canvas = Canvas(look)
    gaps = (ends.NEAR, ends.NEAR)
    while True:
        # Where labels have moved, leaders want room; then they are set once more.
        sides, scale, texts = _set_out(canvas, changes, titles, gaps)
        moved = tuple(ends.FAR if ends.moved(canvas, side.ends, side.middles) else gap
                      for side, gap in zip(sides, gaps, strict=True))
        if moved == gaps:
            break
        gaps = (moved[0], moved[1])
    _lines(canvas, changes, sides, scale)
    for side, gap in zip(sides, gaps, strict=True):
        edge = side.upright - gap if side.left else side.upright + gap
        placed, leaders = _labels(canvas, changes, side, edge)
        texts += placed
        for start, end in leaders:
            canvas.rule(start, end, canvas.colour("slate"), 0.5)
    write(canvas, texts)
    return canvas.figure(max([scale.start, *(each.box.bottom for each in texts)]) + 0.6)


def _set_out(
    canvas: Canvas, changes: Sequence[Change], titles: tuple[str, str], gaps: tuple[float, float]
) -> tuple[tuple[Side, Side], Scale, list[Words]]:
    """Uprights, scale and titles, with so much room between uprights and labels."""
    rooms = _rooms(canvas, changes, gaps)
    uprights = [0.0, 0.0]
    for at in (0, 1):
        number = _widest(canvas, changes, at)
        column = number + (rooms[at] + _GAP if rooms[at] and canvas.width >= NARROW else 0.0)
        if canvas.width < NARROW and at:
            column = max(number, rooms[at])
        uprights[at] = column + gaps[at] if at == 0 else canvas.width - column - gaps[at]
    texts, top = _titles(canvas, titles, uprights)
    sides = []
    for at in (0, 1):
        names = [canvas.wrap(change.label, rooms[at], 600 if change.emphasised else 400)
                 if rooms[at] else [] for change in changes]
        sides.append(Side(at == 0, uprights[at], names, [], []))
    height = max(sum(max(_lines_of(canvas, names), 1) + 0.18 for names in side.names)
                 for side in sides) * canvas.line
    tall = max(min(0.3 * canvas.width + 14, 66.0), height)
    values = [value for change in changes for value in change.numbers if value is not None]
    scale = Scale(reach(values), top + tall, top)
    for at, side in enumerate(sides):
        side.ends = [_end(canvas, side, names, change, at, scale)
                     for names, change in zip(side.names, changes, strict=True)]
        # Half a line beyond the scale: the outermost label may be centred on its point.
        slack = 0.6 * canvas.line
        side.middles = ends.places(canvas, side.ends, top - slack, top + tall + slack)
    return (sides[0], sides[1]), scale, texts


def _rooms(
    canvas: Canvas, changes: Sequence[Change], gaps: tuple[float, float]
) -> tuple[float, float]:
    """How wide names may be at the left and at the right; 0 where none stand."""
    numbers = [_widest(canvas, changes, at) for at in (0, 1)]
    natural = max(canvas.measure(change.label, 600 if change.emphasised else 400)
                  for change in changes) + 0.1
    if canvas.width < NARROW:
        return 0.0, min(natural, canvas.width * (1 - _LEAST) - numbers[0] - sum(gaps))
    spare = canvas.width * (1 - _LEAST) - sum(numbers) - sum(gaps) - 2 * _GAP
    if spare / 2 >= min(natural, 13.0):
        return min(natural, spare / 2), min(natural, spare / 2)
    return 0.0, max(min(natural, spare), 8.0)


def _widest(canvas: Canvas, changes: Sequence[Change], at: int) -> float:
    return max(canvas.measure(change.said[at], 600) for change in changes)


def _lines_of(canvas: Canvas, names: Sequence[str]) -> int:
    return len(names) + (1 if canvas.width < NARROW else 0)


def _end(
    canvas: Canvas, side: Side, names: Sequence[str], change: Change, at: int, scale: Scale
) -> ends.End:
    """A label as a block of as many lines as its name has, to be pushed apart from others."""
    count = max(_lines_of(canvas, names), 1)
    token = "brick" if change.emphasised else "ink"
    if change.numbers[at] is None:
        token = "slate"
    return ends.End(side.upright, scale.at(change.at(at)), (("", 600),) * count, token)


def _titles(
    canvas: Canvas, titles: tuple[str, str], uprights: Sequence[float]
) -> tuple[list[Words], float]:
    """The two dates over the uprights, and where the scale may begin below them."""
    texts: list[Words] = []
    middle = canvas.width / 2
    for title, x, left in zip(titles, uprights, (True, False), strict=True):
        # A title reads away from the lines, or over them if it is long.
        room = max(x if left else canvas.width - x, middle - 1)
        lines = canvas.wrap(title, room, 600) if title else []
        width = max((canvas.measure(line, 600) for line in lines), default=0.0)
        start = max(x - width, 0.0) if left else min(x, canvas.width - width)
        edge = start + width if left else start
        texts += paragraph(canvas, edge, canvas.em, lines, "slate", weight=600,
                           align="right" if left else "left")
    bottom = max((each.box.bottom for each in texts), default=0.0)
    return texts, bottom + 0.9 * canvas.line


# --- drawing --------------------------------------------------------------------------------


def _lines(
    canvas: Canvas, changes: Sequence[Change], sides: tuple[Side, Side], scale: Scale
) -> None:
    """Uprights, then lines with their dots, the emphasised last."""
    first, last = sides[0].upright, sides[1].upright
    for x in (first, last):
        canvas.rule((x, scale.end - 1), (x, scale.start + 1), canvas.colour("stone"), 0.75)
    for change in sorted(changes, key=lambda change: change.emphasised):
        colour = canvas.colour("brick" if change.emphasised else "navy")
        points = [(x, scale.at(value)) for x, value in
                  ((first, change.before), (last, change.after)) if value is not None]
        if len(points) == 2:
            canvas.stroke(points, colour, 2.2 if change.emphasised else 1.1)
        for x, y in points:
            canvas.dot(x, y, _DOT[change.emphasised], colour)


def _labels(
    canvas: Canvas, changes: Sequence[Change], side: Side, edge: float
) -> tuple[list[Words], Sequence[tuple[tuple[float, float], tuple[float, float]]]]:
    """Numbers beside the upright, names beyond them (or below, where it is narrow)."""
    at = 0 if side.left else 1
    below = canvas.width < NARROW
    middles = [middle - len(names) * canvas.line / 2 if below else middle
               for middle, names in zip(side.middles, side.names, strict=True)]
    numbers = []
    for change, end, middle in zip(changes, side.ends, middles, strict=True):
        said = replace(end, texts=((change.said[at], 600),))
        # No leader goes to a number that is not there.
        there = change.numbers[at] is not None
        numbers.append(said if there else replace(said, x=edge, y=middle))
    placed = ends.set_ends(canvas, numbers, middles, edge, side.left)
    texts = list(placed.texts)
    column = max((each.width for each in texts), default=0.0) + _GAP
    for change, names, middle, number in zip(
            changes, side.names, middles, placed.texts, strict=True):
        if below:
            x, baseline = edge, number.y + canvas.line
        else:
            x = edge - column if side.left else edge + column
            baseline = middle - (len(names) - 1) * canvas.line / 2 + CAP * canvas.em / 2
        texts += [words(canvas, x, baseline + place * canvas.line, name,
                        "brick" if change.emphasised else "ink",
                        weight=600 if change.emphasised else 400,
                        align="right" if side.left else "left")
                  for place, name in enumerate(names)]
    return texts, placed.leaders

"""Rows before and after: a line from one upright to another, labelled at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from figures.desk import ends
from figures.desk.boxes import Point, Words, paragraph, write
from figures.desk.canvas import CAP, Canvas
from figures.desk.look import Look
from figures.desk.scale import Scale, reach
from figures.desk.slope.change import Change

NARROW = 70  # millimetres; below, names stand under their numbers, and only at the right
_AIR = 1.5  # of the height that labels need, where names stand under their numbers
_TALL = 66.0  # millimetres: no higher than labels need it
_LEAST = 0.24  # of the width, for the lines
_SHORTEST = 3.0  # millimetres, for the lines
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
    sides, scale, texts = _set_out(canvas, changes, titles, gaps)
    while True:
        # Where labels have moved, leaders want room; then all is set once more.
        wider = tuple(ends.FAR if ends.moved(canvas, side.ends, side.middles) else gap
                      for side, gap in zip(sides, gaps, strict=True))
        if wider == gaps:
            break
        try:
            sides, scale, texts = _set_out(canvas, changes, titles, (wider[0], wider[1]))
        except ValueError:
            break  # there is none, so leaders are short
        gaps = (wider[0], wider[1])
    _lines(canvas, changes, sides, scale)
    for side, gap in zip(sides, gaps, strict=True):
        edge = side.upright - gap if side.left else side.upright + gap
        placed, leaders = _labels(canvas, changes, side, edge)
        texts += placed
        for start, end in leaders:
            canvas.rule(start, end, canvas.colour("slate"), 0.5)
    write(canvas, texts)
    height = max([scale.start, *(each.box.bottom for each in texts)]) + 0.6
    if 0 < look.height < height:
        raise ValueError(f"The labels of {len(changes)} rows are higher than the page. Draw fewer "
                         "with “where”, or give the figure a greater “width”.")
    return canvas.figure(height)


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
    if uprights[1] - uprights[0] < _SHORTEST:
        raise ValueError("The numbers are so long that they leave no room for lines between them; "
                         "write “:numbers: short”, or give the figure a greater “width”.")
    texts, top = _titles(canvas, titles, uprights)
    sides = []
    for at in (0, 1):
        names = [canvas.wrap(change.label, rooms[at], 600 if change.emphasised else 400)
                 if rooms[at] else [] for change in changes]
        sides.append(Side(at == 0, uprights[at], names, [], []))
    height = max(sum(_lines_of(canvas, change, side, names) + 0.18
                     for change, names in zip(changes, side.names, strict=True))
                 for side in sides) * canvas.line
    if canvas.width < NARROW:
        height = max(min(_AIR * height, _TALL), height)
    tall = max(min(0.3 * canvas.width + 14, _TALL), height)
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
        room = canvas.width * (1 - _LEAST) - numbers[0] - sum(gaps)
        return 0.0, min(natural, max(room, numbers[1]))
    spare = canvas.width * (1 - _LEAST) - sum(numbers) - sum(gaps) - 2 * _GAP
    if spare / 2 >= min(natural, 13.0):
        return min(natural, spare / 2), min(natural, spare / 2)
    return 0.0, max(min(natural, spare), 8.0)


def _widest(canvas: Canvas, changes: Sequence[Change], at: int) -> float:
    return max(canvas.measure(line, weight) for change in changes
               for line, weight in _said(canvas, change, at))


def _said(canvas: Canvas, change: Change, at: int) -> list[tuple[str, int]]:
    """A number in a line with its weight; words that stand for none, one under the other at
    the left of a narrow sheet.
    """
    if change.numbers[at] is not None:
        return [(change.said[at], 600)]
    narrow = canvas.width < NARROW and at == 0
    return [(line, 400) for line in (change.said[at].split(" ") if narrow else [change.said[at]])]


def _lines_of(canvas: Canvas, change: Change, side: Side, names: Sequence[str]) -> int:
    said = len(_said(canvas, change, 0 if side.left else 1))
    return said + len(names) if canvas.width < NARROW else max(len(names), said)


def _end(
    canvas: Canvas, side: Side, names: Sequence[str], change: Change, at: int, scale: Scale
) -> ends.End:
    """A label as a block of as many lines as its name has, to be pushed apart from others."""
    count = _lines_of(canvas, change, side, names)
    return ends.End(side.upright, scale.at(change.at(at)), (("", 600),) * count,
                    "brick" if change.emphasised else "ink")


def _titles(
    canvas: Canvas, titles: tuple[str, str], uprights: Sequence[float]
) -> tuple[list[Words], float]:
    """The two dates over the uprights, and where the scale may begin below them."""
    texts: list[Words] = []
    first, last = uprights
    between = min(max(canvas.width / 2, first + 1), last - 1)
    for title, x, left in zip(titles, uprights, (True, False), strict=True):
        # A title reads away from the lines, or over them if it is long.
        room = between - 1 if left else canvas.width - between - 1
        lines = canvas.wrap(title, room, 600) if title else []
        width = max((canvas.measure(line, 600) for line in lines), default=0.0)
        edge = max(x, width) if left else min(x, canvas.width - width)
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
) -> tuple[list[Words], list[tuple[Point, Point]]]:
    """Numbers beside the upright, names beyond them (or below, where it is narrow)."""
    at = 0 if side.left else 1
    below = canvas.width < NARROW
    middles = [middle - len(names) * canvas.line / 2 if below else middle
               for middle, names in zip(side.middles, side.names, strict=True)]
    column = _widest(canvas, changes, at) + _GAP
    texts: list[Words] = []
    leaders: list[tuple[Point, Point]] = []
    for change, end, names, middle in zip(changes, side.ends, side.names, middles, strict=True):
        said = replace(end, texts=tuple(_said(canvas, change, at)))
        if change.numbers[at] is None:
            # No leader goes to a number that is not there.
            said = replace(said, x=edge, y=middle)
        placed = ends.set_ends(canvas, [said], [middle], edge, side.left)
        texts += [replace(each, token="slate") if change.numbers[at] is None else each
                  for each in placed.texts]
        leaders += placed.leaders
        if below:
            x, baseline = edge, placed.texts[-1].y + canvas.line
        else:
            x = edge - column if side.left else edge + column
            baseline = middle - (len(names) - 1) * canvas.line / 2 + CAP * canvas.em / 2
        texts += paragraph(canvas, x, baseline, names, "brick" if change.emphasised else "ink",
                           weight=600 if change.emphasised else 400,
                           align="right" if side.left else "left")
    return texts, leaders

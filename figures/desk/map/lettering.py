"""The words of a map put where there is room: as near their places as others allow.

A label is tried on eight sides of its place, in a few wraps, then ever farther away with a line
that leads back. It keeps off dots, symbols and other words, and would rather not cross a border.
Those that find no room let the ones before them try anew in another order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import hypot

from figures.desk.boxes import Box, Point, Words, words
from figures.desk.canvas import CAP, Align, Canvas
from figures.desk.map.room import Label, Line, Mark, Sheet

_INSET = 0.9  # millimetres that words keep from the edge
_CLEAR = 0.45  # between words
_GAP = 0.75  # from a place to its words
_STEPS = (0.0, 2.4, 4.6, 7.0, 10.0, 14.0, 19.0)  # farther away, with a line that leads back
_FARTHEST = 0.12  # of the width
_WRAPS = (0.42, 0.3, 0.2, 0.9)  # of the width
_LEAST_WRAP = 17.0
_DOT = 1.5  # the radius up to which words may nestle to a mark aslant
# Sides, from the best: across and up, and what each costs.
_SIDES = ((1, 0, 0.0), (1, -1, 0.25), (1, 1, 0.35), (-1, 0, 0.5), (-1, -1, 0.7), (-1, 1, 0.8),
          (0, -1, 0.6), (0, 1, 0.9))
_ORDERS = 6  # in which the labels are set
_MOVES = 4  # times that each may move in an order
_LOSS = 11.0  # what a label costs that is left out; the more important, the more

def lettered(canvas: Canvas, sheet: Sheet, order: Sequence[int]) -> dict[int, Label]:
    """Labels of marks by number, `order` being that of importance; some may find no room.

    Labels are set one after another in several orders, and each is then moved if it finds a
    better place among the others; the order that does best counts.
    """
    tries = {number: _tries(canvas, sheet, sheet.marks[number]) for number in order}
    weights = {number: _LOSS * (1 + 1 / (place + 1)) for place, number in enumerate(order)}
    best: dict[int, tuple[float, Label]] = {}
    least = 1e9
    hardest = sorted(order, key=lambda number: len(tries[number]))
    queue = [list(order), hardest]
    for turn in range(_ORDERS):
        if turn >= len(queue):
            break
        done = _settled(sheet, queue[turn], tries)
        cost = sum(each for each, _ in done.values()) + sum(
            weights[number] for number in order if number not in done)
        if cost < least:
            best, least = done, cost
        dear = sorted(order, key=lambda number: -done[number][0] if number in done else -1e9)
        if dear not in queue:
            queue.append(dear)
    return {number: label for number, (_, label) in best.items()}


def _settled(
    sheet: Sheet, order: Sequence[int], tries: Mapping[int, Sequence[tuple[float, Label]]]
) -> dict[int, tuple[float, Label]]:
    """Labels set in an order, then each moved to where it stands best among the others."""
    done: dict[int, tuple[float, Label]] = {}
    for _ in range(_MOVES):
        before = dict(done)
        for number in order:
            done.pop(number, None)
            found = _best(sheet, number, tries[number], [label for _, label in done.values()])
            if found:
                done[number] = found
        if done == before:
            break
    return done


def _best(
    sheet: Sheet, number: int, tries: Sequence[tuple[float, Label]], done: Sequence[Label]
) -> tuple[float, Label] | None:
    """The cheapest place that is free of the labels set already, with what it costs."""
    boxes = [*sheet.taken, *(each.box for each in done)]
    leaders = [each.leader for each in done if each.leader]
    for cost, label in tries:
        if any(label.box.meets(box, _CLEAR) for box in boxes):
            continue
        if any(label.box.crossed(*leader) for leader in leaders):
            continue
        if label.leader and (any(box.crossed(*label.leader) for box in boxes)
                             or any(_cross(label.leader, other) for other in leaders)
                             or _through(sheet, number, label.leader)):
            continue
        return cost, label
    return None


def _tries(canvas: Canvas, sheet: Sheet, mark: Mark) -> list[tuple[float, Label]]:
    """Every place that keeps to the sheet and off marks, the cheapest first."""
    found = []
    accented = any(token == "brick" for _, _, token in mark.parts)  # which the sea is too near to
    for lines in _wraps(canvas, mark.parts):
        more = len(lines) - len(mark.parts)
        lanky = 0.3 * more + 0.5 * max(more - 1, 0) ** 2
        for step in (step for step in _STEPS if step <= _FARTHEST * sheet.width):
            for across, up, cost in _SIDES:
                label = _set(canvas, mark, lines, across, up, step)
                if not _within(label.box, sheet) or any(
                        each.touches(label.box, 0.3) for each in sheet.marks if each is not mark):
                    continue
                doubt = sum(each.touches(label.box, _GAP + 0.2)
                            for each in sheet.marks if each is not mark)
                away = 1.5 + step if step else 0.0
                total = (cost + lanky + away + 0.22 * sheet.crossings(label.box) + 0.8 * doubt
                         + 0.9 * sheet.abroad(mark, label.box)
                         + (0.4 * sheet.afloat(label.box) if accented else 0.0))
                found.append((total, label))
    return sorted(found, key=lambda each: each[0])


def _wraps(canvas: Canvas, parts: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines of a label in each of the widths that are tried."""
    wraps: dict[tuple[Line, ...], None] = {}
    for share in _WRAPS:
        room = max(share * canvas.width, min(_LEAST_WRAP, canvas.width - 4))
        wraps[tuple((line, weight, token) for text, weight, token in parts
                    for line in canvas.wrap(text, room, weight))] = None
    return list(wraps)


def _set(
    canvas: Canvas, mark: Mark, lines: Sequence[Line], across: int, up: int, step: float
) -> Label:
    """Lines on one side of a mark, `step` farther away than they need be."""
    em, pitch = canvas.em, canvas.line
    away = mark.radius + _GAP + step
    aslant = 0.72 if across and up else 1.0
    x = mark.x + across * away * aslant
    cap, rest = CAP * em, (len(lines) - 1) * pitch
    nestle = 0.2 * em if mark.radius < _DOT else 0.0
    if up < 0:
        first = mark.y - away * aslant - rest + (nestle if across else -0.12 * em)
    elif up > 0:
        first = mark.y + away * aslant + cap - (nestle if across else 0.0)
    else:
        first = mark.y + (cap - rest) / 2
    align: Align = "left" if across > 0 else "right" if across else "center"
    texts = tuple(words(canvas, x, first + number * pitch, text, token, weight=weight, align=align)
                  for number, (text, weight, token) in enumerate(lines))
    box = around(texts)
    return Label(texts, box, _leader(mark, box, cap) if step else None)


def around(texts: Sequence[Words]) -> Box:
    """The box of all of some words."""
    boxes = [each.box for each in texts]
    return Box(min(box.left for box in boxes), min(box.top for box in boxes),
               max(box.right for box in boxes), max(box.bottom for box in boxes))


def _leader(mark: Mark, box: Box, cap: float) -> tuple[Point, Point]:
    """From the edge of a mark to the nearest point of its words."""
    x = min(max(mark.x, box.left), box.right)
    y = min(max(mark.y, box.top + 0.1), box.bottom - 0.3)
    if x in (box.left, box.right):
        x += 0.35 if x == box.right else -0.35
    far = hypot(x - mark.x, y - mark.y) or 1.0
    start = (mark.radius + 0.25) / far
    return (mark.x + (x - mark.x) * start, mark.y + (y - mark.y) * start), (x, y)


def _within(box: Box, sheet: Sheet) -> bool:
    return (box.left >= _INSET and box.right <= sheet.width - _INSET
            and box.top >= _INSET and box.bottom <= sheet.height - _INSET)


def _through(sheet: Sheet, number: int, leader: tuple[Point, Point]) -> bool:
    """Whether a line passes through another place, but for one that its own mark lies on."""
    own = sheet.marks[number]
    return any(Box(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius,
                   mark.y + mark.radius).crossed(*leader)
               for other, mark in enumerate(sheet.marks) if other != number
               and hypot(mark.x - own.x, mark.y - own.y) > mark.radius + own.radius)


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    def side(start: Point, end: Point, point: Point) -> float:
        return ((end[0] - start[0]) * (point[1] - start[1])
                - (end[1] - start[1]) * (point[0] - start[0]))

    return (side(*one, other[0]) * side(*one, other[1]) < 0
            and side(*other, one[0]) * side(*other, one[1]) < 0)


def named(
    canvas: Canvas, sheet: Sheet, lines: Sequence[str], spots: Iterator[Point], token: str,
    enlarged: float,
) -> Label | None:
    """Words centred at the first of some spots where they are free of all else."""
    pitch = canvas.line * enlarged
    for x, y in spots:
        first = y + CAP * canvas.em * enlarged / 2 - (len(lines) - 1) * pitch / 2
        texts = tuple(words(canvas, x, first + number * pitch, text, token, align="center",
                            enlarged=enlarged) for number, text in enumerate(lines))
        box = around(texts)
        if (_within(box, sheet) and not any(mark.touches(box, 0.6) for mark in sheet.marks)
                and not any(box.meets(other, 0.8) for other in sheet.taken)
                and not any(box.crossed(*leader) for leader in sheet.leaders)):
            return Label(texts, box)
    return None

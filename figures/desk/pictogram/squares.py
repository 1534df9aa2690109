"""Squares that count: each stands for the same number, the last may be filled in part."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from matplotlib.figure import Figure

from figures.desk.boxes import Words, paragraph, words, write
from figures.desk.canvas import CAP, Canvas
from figures.desk.look import Look
from figures.desk.pictogram.group import Group

NARROW = 110  # millimetres; below, the words stand above their squares
_BIG = 2.35  # the great number, of the size
_BIG_NARROW = 1.7
_BLOCK = 0.6  # of the width: what the squares of a wide sheet take
_SLACK = 0.4  # a rasteriser rounds letters up to whole pixels
_BETWEEN = 5.0  # from squares to words, and from group to group
_SEEN = 0.15  # millimetres: what is not nothing can be seen
_GAP = 0.14  # between squares, of their pitch
_SIDES = (2.0, 8.0)  # the least and the greatest pitch, millimetres
_COLUMNS = (5, 10, 20, 25, 30, 40, 50)
_HIGH = 42.0  # millimetres of squares that look like rows, not like a tower


def drawn(groups: Sequence[Group], key: str, look: Look) -> Figure:
    """The groups under one another on one scale, then what a square stands for."""
    canvas = Canvas(look)
    wide = look.width >= NARROW
    block = _BLOCK * canvas.width if wide else canvas.width
    columns = _columns(groups, block)
    pitch = min(block / columns, _SIDES[1])  # few squares need not be great
    taken = min(columns, max(group.places for group in groups))
    y, texts = 0.0, []
    for number, group in enumerate(groups):
        y += _BETWEEN if number else 0.0
        if wide:
            beside = _beside(canvas, group, taken * pitch + _BETWEEN, y)
            bottom = _squares(canvas, group, columns, pitch, y)
            texts += beside
            y = max(bottom, *(each.box.bottom for each in beside))
        else:
            above = _above(canvas, group, y)
            texts += above
            y = max(each.box.bottom for each in above) + 1.0
            y = _squares(canvas, group, columns, pitch, y)
    write(canvas, texts)
    return canvas.figure(_key(canvas, key, y + 0.9 * canvas.line) + 0.3)


def _columns(groups: Sequence[Group], block: float) -> int:
    """Squares in a row: ten if that is not too high, else twenty and so on: rows one can count."""
    few = max(group.places for group in groups) <= 5
    for columns in _COLUMNS if few else _COLUMNS[1:]:
        pitch = min(block / columns, _SIDES[1])
        rows = sum(ceil(group.places / columns) for group in groups)
        last = columns == _COLUMNS[-1] or block / (columns + 5) < _SIDES[0]
        if rows * pitch <= _HIGH or last:
            return columns
    raise AssertionError("the last number of columns is always taken")


def _squares(canvas: Canvas, group: Group, columns: int, pitch: float, y: float) -> float:
    """A group's squares from the top `y`; gives their lower edge."""
    side = pitch * (1 - _GAP)
    colour = canvas.colour("brick" if group.emphasised else "navy")
    for number in range(group.places):
        row, column = divmod(number, columns)
        x, top = column * pitch, y + row * pitch
        if number < group.whole:
            canvas.bar(x, top, side, side, colour)
        else:
            # The part stands on a faint whole, so that one sees what is missing from it.
            canvas.bar(x, top, side, side, canvas.colour("stone"))
            canvas.bar(x, top, max(side * group.part, _SEEN), side, colour)
    rows = ceil(group.places / columns)
    return y + rows * pitch - (pitch - side if rows else 0.0)


# --- words ----------------------------------------------------------------------------------


def _beside(canvas: Canvas, group: Group, x: float, y: float) -> list[Words]:
    """The great number and its words at the right of the squares."""
    room = canvas.width - x - _SLACK
    number, line = _number(canvas, group, x, y, room, _BIG)
    return [*number, *paragraph(canvas, x, line, canvas.wrap(group.label, room), "ink")]


def _above(canvas: Canvas, group: Group, y: float) -> list[Words]:
    """The number, and its words behind it if they fit, else below."""
    room = canvas.width - _SLACK
    number, line = _number(canvas, group, 0.0, y, room, _BIG_NARROW)
    behind = number[-1].x + number[-1].width + 0.6 * canvas.em
    if behind + canvas.measure(group.label) <= room:
        return [*number, words(canvas, behind, number[-1].y, group.label, "ink")]
    return [*number, *paragraph(canvas, 0, line, canvas.wrap(group.label, room), "ink")]


def _number(
    canvas: Canvas, group: Group, x: float, y: float, room: float, large: float
) -> tuple[list[Words], float]:
    """A number as large as fits, its qualifier before or over it; the next baseline."""
    if group.squares is None:
        return [words(canvas, x, y + canvas.em, group.said, "slate")], y + canvas.em + canvas.line
    token = "brick" if group.emphasised else "navy"
    texts: list[Words] = []
    large = min(large, room / (canvas.measure(group.said, 600) or 1.0))
    gap = 0.35 * canvas.em
    before = canvas.measure(group.qualifier) + gap if group.qualifier else 0.0
    if before + large * canvas.measure(group.said, 600) > room:
        lines = canvas.wrap(group.qualifier, room)
        texts += paragraph(canvas, x, y + canvas.em, lines, "ink")
        y, before = y + len(lines) * canvas.line, 0.0
    baseline = y + CAP * canvas.em * large + 0.14 * canvas.em * large
    if before:
        texts.append(words(canvas, x, baseline, group.qualifier, "ink"))
    texts.append(words(canvas, x + before, baseline, group.said, token, weight=600,
                       enlarged=large))
    return texts, baseline + max(1.35 * canvas.line, 0.24 * large * canvas.em + canvas.em)


def _key(canvas: Canvas, key: str, y: float) -> float:
    """A small square and what it stands for; gives the lower edge."""
    side = 0.8 * canvas.em
    lines = canvas.wrap(key, canvas.width - 1.6 * side - _SLACK)
    baseline = y + canvas.em
    canvas.bar(0, baseline - CAP * canvas.em / 2 - side / 2, side, side, canvas.colour("navy"))
    canvas.lines(1.6 * side, baseline, lines, canvas.colour("slate"))
    return baseline + (len(lines) - 1) * canvas.line + 0.25 * canvas.em

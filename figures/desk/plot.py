"""Lines over dates: the frame with its numbers, and the words at the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from figures.desk import ends
from figures.desk.boxes import Box, Point, Words, level, upright, words, write
from figures.desk.canvas import Canvas
from figures.desk.foot import foot
from figures.desk.lines import Line, Lines
from figures.desk.look import Look
from figures.desk.remarks import Placed, Remark, Terrain, placed
from figures.desk.scale import Scale, numbers, reach, round_ticks
from figures.desk.tracks import DOT, Plot, draw_lines, tokens_of

NARROW = 110  # millimetres; below, words at the right are given a larger share


def drawn(data: Lines, look: Look) -> Figure:
    """The figure of lines that have been read."""
    canvas = Canvas(look)
    tokens = tokens_of(data)
    set_out = _set_out(canvas, data, tokens, 0.0)
    if set_out.top < 0:
        # Remarks that have no room within the plot stand over it: everything moves down.
        set_out = _set_out(canvas, data, tokens, -set_out.top)
    plot, texts = set_out.plot, set_out.texts
    draw_lines(canvas, data, plot, tokens, texts)
    for start, end in set_out.leaders:
        canvas.rule(start, end, canvas.colour("slate"), 0.5)
    for remark in set_out.remarks:
        _ring(canvas, remark, texts)
    base = plot.scale.start
    canvas.rule((0, base), (plot.right, base), canvas.colour("slate"), 0.6)
    if plot.scale.ticks[0] < 0 < plot.scale.ticks[-1]:
        level(canvas, plot.scale.at(0), 0, plot.right, texts, "slate")
    below = foot(canvas, data.dates, plot.x, base)
    for x in below.ticks:
        canvas.rule((x, base), (x, base + 0.8), canvas.colour("slate"), 0.6)
    write(canvas, [*texts, *below.names])
    return canvas.figure(max([base + below.height, *(each.box.bottom for each in texts)]) + 0.3)


@dataclass
class SetOut:
    """Everything in its place, from the frame to the last word."""

    plot: Plot
    texts: list[Words]
    leaders: list[tuple[Point, Point]]
    remarks: list[Placed]

    @property
    def top(self) -> float:
        return min(each.box.top for each in self.texts)


def _set_out(canvas: Canvas, data: Lines, tokens: Sequence[str], top: float) -> SetOut:
    plot, signs = _frame(canvas, data, top)
    labels, leaders = _endings(canvas, data, plot, tokens)
    remarks = _remarks(canvas, data, plot, [*signs, *labels])
    texts = [*signs, *labels, *(each for remark in remarks for each in remark.texts)]
    return SetOut(plot, texts, leaders, remarks)


def _stack(data: Lines) -> list[dict[float, float]]:
    bases: list[dict[float, float]] = [{} for _ in data.lines]
    if data.area == "stacked":
        for number, line in enumerate(data.lines[:-1]):
            bases[number + 1] = {point.day: bases[number].get(point.day, 0.0) + point.value
                                 for point in line.points}
    return bases


def _frame(canvas: Canvas, data: Lines, above: float) -> tuple[Plot, list[Words]]:
    """The plot with room at its sides and `above` it, and the numbers over its gridlines."""
    bases = _stack(data)
    tops = [bases[number].get(point.day, 0.0) + point.value
            for number, line in enumerate(data.lines) for point in line.points]
    low, high = reach(tops, zero=data.area != "no")
    whole = all(value == round(value) for value in tops)
    ticks = round_ticks(low, high, 5 if canvas.width >= NARROW else 4, whole)
    said = numbers(ticks, canvas.look.language, data.sign)
    left = max(canvas.measure(each) for each in said[:-1]) + 2.4
    closing = [_ending(canvas, line, 0.0, 0.0, "ink", len(data.lines)) for line in data.lines]
    gap = ends.NEAR if len(data.lines) == 1 else ends.FAR
    right = canvas.width - max(end.width(canvas) for end in closing) - gap
    top = above + 1.2 * canvas.em
    tall = max(min(0.22 * canvas.width + 20, 56.0), ends.needed(canvas, closing))
    scale = Scale(ticks, top + tall, top)
    if data.unit:
        said[-1] = f"{said[-1]} {data.unit}"
    signs = [words(canvas, 0, scale.at(tick) - 0.3 * canvas.em, text, "slate")
             for tick, text in zip(ticks, said, strict=True)]
    days = [point.day for point in data.points]
    return Plot((min(days), max(days)), left, max(right, left + 6), scale, bases), signs


# --- words at the ends ----------------------------------------------------------------------


def _ending(
    canvas: Canvas, line: Line, x: float, y: float, token: str, count: int
) -> ends.End:
    """What is written at the end of a line: its name, its last number, and its status."""
    room = (0.22 if canvas.width >= NARROW else 0.27) * canvas.width
    texts = [(text, 600) for text in canvas.wrap(line.name, room, 600)] if line.name else []
    last = line.last
    if count <= 4:
        texts += [(text, 400 if line.name else 600) for text in canvas.wrap(last.said, room, 600)]
    if last.status:
        texts += [(text, 400) for text in canvas.wrap(last.status, room)]
    # Ochre, stone and sky are too light for words.
    return ends.End(x, y, tuple(texts), token if token in ("navy", "brick", "slate") else "ink")


def _endings(
    canvas: Canvas, data: Lines, plot: Plot, tokens: Sequence[str]
) -> tuple[list[Words], list[tuple[Point, Point]]]:
    closing = []
    for number, line in enumerate(data.lines):
        x, y = plot.at(number, line.last)
        if data.area == "stacked":
            # The name of an area stands at its middle.
            y = plot.scale.at(plot.bases[number].get(line.last.day, 0.0) + line.last.value / 2)
        closing.append(_ending(canvas, line, x, y, tokens[number], len(data.lines)))
    slack = 0.5 * canvas.line
    low, high = plot.scale.end - slack, plot.scale.start + slack
    middles = ends.places(canvas, closing, low, max(high, low + ends.needed(canvas, closing)))
    moved = ends.moved(canvas, closing, middles)
    gap = ends.FAR if moved else ends.NEAR
    done = ends.set_ends(canvas, closing, middles, plot.right + min(
        gap, canvas.width - plot.right - max(end.width(canvas) for end in closing)))
    return list(done.texts), list(done.leaders)


# --- words within the plot ------------------------------------------------------------------


def _remarks(canvas: Canvas, data: Lines, plot: Plot, fixed: Sequence[Words]) -> list[Placed]:
    """Notes, the first word of a status, and the numbers that a single line turns on."""
    wishes, terrain, taken = [], Terrain(canvas.width), [each.box for each in fixed]
    for number, line in enumerate(data.lines):
        for run in line.runs:
            down = plot.scale.start if data.area == "stacked" else None
            terrain.add([plot.at(number, point) for point in run], down)
        before = ""
        for point in line.points:
            x, y = plot.at(number, point)
            if point.note:
                wishes.append(Remark(x, y, point.note, "ink"))
            if point.status and point.status not in (before, line.last.status):
                wishes.append(Remark(x, y, point.status, "slate"))
            before = point.status
        x, y = plot.at(number, line.last)
        taken.append(Box(x - DOT, y - DOT, x + DOT, y + DOT))
    if len(data.lines) == 1:
        points = data.lines[0].points
        for point in dict.fromkeys((max(points, key=lambda each: each.value), points[0])):
            if point != points[-1]:
                x, y = plot.at(0, point)
                wishes.append(Remark(x, y, point.said, "ink", weight=600, quiet=True))
    taken += [Box(0, tick - 0.2, plot.left, tick + 0.2) for tick in (plot.scale.start,)]
    return placed(canvas, sorted(wishes, key=lambda wish: wish.quiet), terrain, taken,
                  plot.scale.start - 0.4)


def _ring(canvas: Canvas, placed: Placed, texts: Sequence[Words]) -> None:
    """A ring at the point, and the line that leads from it to its words."""
    if placed.remark.quiet:
        return
    (x, top), (_, bottom) = placed.leader
    upright(canvas, x, top, bottom, texts, "slate")
    canvas.dot(placed.remark.x, placed.remark.y, 1.0, canvas.colour("paper"),
               edge=canvas.colour("navy"))

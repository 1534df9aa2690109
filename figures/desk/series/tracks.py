"""Lines and areas as drawn: their colours, their thickness, dashes and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from figures.desk.boxes import Point, Words, level
from figures.desk.canvas import Canvas
from figures.desk.scale import Scale
from figures.desk.series.lines import Line, Lines
from figures.desk.series.lines import Point as Number

DOT = 0.9  # radius of the dot at a line's end, millimetres
# Of areas, with an emphasis among them and without: neighbours differ on a photocopy too.
_COLOURS = {True: ("navy", "sky", "ink", "stone", "navy"),
            False: ("navy", "brick", "ochre", "stone", "slate")}
_LINES = {1: ("navy",), 2: ("navy", "brick"), 3: ("navy", "brick", "ochre"),
          4: ("navy", "brick", "ochre", "slate")}
_MANY = ("navy", "slate", "ochre")  # neighbours differ; the eye finds the rest at the ends


@dataclass
class Plot:
    """Where days and numbers stand, and the height from which each line is drawn."""

    days: tuple[float, float]
    left: float
    right: float
    scale: Scale
    bases: list[dict[float, float]]  # of each line: what it is stacked on, by day

    def x(self, day: float) -> float:
        first, last = self.days
        if first == last:
            return (self.left + self.right) / 2 + (day - first) * 0.1
        return self.left + (self.right - self.left) * (day - first) / (last - first)

    def at(self, number: int, point: Number) -> Point:
        base = self.bases[number].get(point.day, 0.0)
        return self.x(point.day), self.scale.at(base + point.value)


def tokens_of(data: Lines) -> list[str]:
    """The colour of each line or area; one accent if one is named."""
    accent = any(line.emphasised for line in data.lines)
    count = len(data.lines)
    if data.area == "stacked":
        calm = list(_COLOURS[accent])
    elif accent:
        calm = ["navy"] * count
    else:
        calm = list(_LINES.get(count, _MANY * count))
    # Of many lines those that end beside each other differ.
    order = list(range(count))
    if data.area == "no" and count > len(_LINES):
        order = sorted(order, key=lambda number: -data.lines[number].last.value)
    tokens = [""] * count
    for number in order:
        tokens[number] = "brick" if data.lines[number].emphasised else calm.pop(0)
    return tokens


def tokens_by_name(charts: Sequence[Lines]) -> list[list[str]]:
    """The colours of the lines of several charts: a name has one colour in all of them."""
    every = {line.name: line for data in charts for line in data.lines}
    emphasised = {line.name for data in charts for line in data.lines if line.emphasised}
    if len(every) == 1:
        return [["brick" if line.emphasised else "navy" for line in data.lines]
                for data in charts]
    together = Lines(tuple(replace(line, emphasised=name in emphasised)
                           for name, line in every.items()), charts[0].area, "", "")
    tokens = dict(zip(every, tokens_of(together), strict=True))
    return [[tokens[line.name] for line in data.lines] for data in charts]


def draw_lines(
    canvas: Canvas, data: Lines, plot: Plot, tokens: Sequence[str], texts: Sequence[Words]
) -> None:
    """Areas, gridlines over a single one and under stacked ones, lines; the accent last."""
    if data.area == "yes":
        # A theme may have a paler sky for areas with words on them.
        _fill(canvas, data, plot, ["haze" if "haze" in canvas.look.colours else "sky"])
    for tick in plot.scale.ticks[1:]:
        level(canvas, plot.scale.at(tick), 0, plot.right, texts)
    if data.area == "stacked":
        _fill(canvas, data, plot, tokens)
        return
    order = sorted(range(len(tokens)), key=lambda number: data.lines[number].emphasised)
    accent = any(line.emphasised for line in data.lines)
    for number in order:
        line = data.lines[number]
        thick = 1.1 if accent and not line.emphasised else 1.9
        _line(canvas, line, [[plot.at(number, point) for point in run] for run in line.runs],
              canvas.colour(tokens[number]), thick)


def _fill(canvas: Canvas, data: Lines, plot: Plot, tokens: Sequence[str]) -> None:
    for number, (line, token) in enumerate(zip(data.lines, tokens, strict=True)):
        for run in line.runs:
            upper = [plot.at(number, point) for point in run]
            lower = [(plot.x(point.day), plot.scale.at(plot.bases[number].get(point.day, 0.0)))
                     for point in run]
            if len(run) == 1 and data.area == "stacked":
                # One date has no breadth; it is given some.
                upper, lower = ([(x + side, y) for x, y in edge for side in (-2, 2)]
                                for edge in (upper, lower))
            if len(upper) > 1:
                canvas.shape([*upper, *reversed(lower)], canvas.colour(token))
                if number:
                    canvas.stroke(lower, canvas.colour("paper"), 0.6)


def _line(
    canvas: Canvas, line: Line, runs: Sequence[Sequence[Point]], colour: str, thick: float
) -> None:
    """Runs of points; a stretch to a point with a status is dashed, a point alone is a dot."""
    for run, places in zip(line.runs, runs, strict=True):
        if len(run) == 1:
            canvas.dot(*places[0], DOT, colour, canvas.colour("paper"))
        # Numbers of the points that a stretch leads to, parted where dashes begin or end.
        provisional = [(bool(point.status), to) for to, point in enumerate(run) if to]
        for dashed, stretch in groupby(provisional, lambda pair: pair[0]):
            to = [number for _, number in stretch]
            canvas.stroke(places[to[0] - 1:to[-1] + 1], colour, thick, dashed)
    canvas.dot(*runs[-1][-1], DOT, colour, canvas.colour("paper"))

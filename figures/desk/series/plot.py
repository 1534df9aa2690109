"""Lines over dates: the frame with its numbers, and the words at the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.desk import ends
from figures.desk.boxes import Box, Point, Words, level, paragraph, upright, words, write
from figures.desk.canvas import Canvas
from figures.desk.data import Period
from figures.desk.foot import foot
from figures.desk.scale import Scale, numbers, reach, round_ticks
from figures.desk.series.flags import Flag, flags
from figures.desk.series.lines import Line, Lines
from figures.desk.series.panels import Marked
from figures.desk.series.remarks import Placed, Remark, Terrain, placed
from figures.desk.series.tracks import DOT, Plot, draw_lines

NARROW = 110  # millimetres; below, words at the right are given a larger share


@dataclass(frozen=True)
class Frame:
    """What a chart has in common with those beside it, and whether it says so itself."""

    ticks: tuple[float, ...]
    dates: Sequence[Period]
    days: tuple[float, float]  # the first and the last point
    tall: float
    left: float  # from the edge to the first point
    right: float  # from the last point to the edge
    unit: str = ""
    signed: bool = True  # numbers stand over the gridlines
    dated: bool = True  # dates stand at the foot
    small: bool = False  # one of several


def framed(
    canvas: Canvas, charts: Sequence[Lines], dates: Sequence[Period], tall: float,
    small: bool = False,
) -> Frame:
    """The frame that suits all of the charts, on a sheet as wide as one of them."""
    tops = [top for data in charts for top in _tops(data)]
    low, high = reach(tops, zero=charts[0].area != "no")
    whole = all(value == round(value) for value in tops)
    most = 5 if canvas.width >= NARROW else 3 if small and canvas.width < 75 else 4
    ticks = round_ticks(low, high, most, whole)
    said = numbers(ticks, canvas.look.language, charts[0].sign)
    closing = [[_ending(canvas, line, 0.0, 0.0, "ink", len(data.lines)) for line in data.lines]
               for data in charts]
    gap = ends.NEAR if max(map(len, closing)) == 1 else ends.FAR
    right = max(end.width(canvas) for each in closing for end in each) + gap
    left = max(canvas.measure(each) for each in said[:-1]) + 2.4
    tall = max(tall, *(ends.needed(canvas, each) for each in closing))
    days = [point.day for data in charts for point in data.points]
    return Frame(ticks, dates, (min(days), max(days)), tall, left, right, charts[0].unit,
                 small=small)


@dataclass
class SetOut:
    """Everything in its place, from the frame to the last word."""

    data: Lines
    tokens: Sequence[str]
    plot: Plot
    texts: list[Words]
    leaders: list[tuple[Point, Point]]
    remarks: list[Placed]
    flags: list[Flag]
    spans: list[tuple[float, float]]  # of marks that are longer than a line is thick

    @property
    def top(self) -> float:
        return min([self.plot.scale.end, *(each.box.top for each in self.texts)])


def set_out(
    canvas: Canvas, data: Lines, tokens: Sequence[str], frame: Frame, marks: Sequence[Marked],
    top: float,
) -> SetOut:
    """A chart whose plot begins a line under `top`; what has no room there stands over it."""
    plot, signs = _plot(canvas, data, frame, top)
    labels, leaders = _endings(canvas, data, plot, tokens)
    spans = [(_within(plot, mark.when.start.toordinal()), _within(plot, mark.when.end.toordinal()))
             for mark in marks if mark.long]
    wanted = [(_within(plot, mark.when.start.toordinal() if mark.long else mark.day), mark.text)
              for mark in marks]
    found = flags(canvas, wanted, plot.scale.end, [each.box for each in (*signs, *labels)])
    fixed = [*signs, *labels, *(each for flag in found for each in flag.texts)]
    remarks = _remarks(canvas, data, plot, fixed, frame.small)
    texts = [*fixed, *(each for remark in remarks for each in remark.texts)]
    return SetOut(data, tokens, plot, texts, leaders, remarks, found, spans)


def draw_set_out(canvas: Canvas, done: SetOut, frame: Frame) -> float:
    """Draw a chart; gives where it ends."""
    plot, texts, slate = done.plot, done.texts, canvas.colour("slate")
    base = plot.scale.start
    for left, right in done.spans:
        canvas.shape([(left, plot.scale.end), (right, plot.scale.end), (right, base),
                      (left, base)], canvas.colour("sand"))
        upright(canvas, right, plot.scale.end, base, texts, "slate")
    draw_lines(canvas, done.data, plot, done.tokens, texts)
    for flag in done.flags:
        if done.data.area == "stacked":
            # On a dark area the line would be lost without a light edge.
            canvas.rule((flag.x, plot.scale.end), (flag.x, base), canvas.colour("paper"), 1.8)
        upright(canvas, flag.x, flag.top, base, [each for each in texts if each not in flag.texts],
                "slate")
    for start, end in done.leaders:
        canvas.rule(start, end, slate, 0.5)
    for remark in done.remarks:
        _ring(canvas, remark, texts)
    canvas.rule((0, base), (plot.right, base), slate, 0.6)
    if plot.scale.ticks[0] < 0 < plot.scale.ticks[-1]:
        level(canvas, plot.scale.at(0), 0, plot.right, texts, "slate")
    below = foot(canvas, frame.dates, plot.x, base)
    for x in below.ticks:
        canvas.rule((x, base), (x, base + 0.8), slate, 0.6)
    write(canvas, [*texts, *(below.names if frame.dated else ())])
    return max([base + (below.height if frame.dated else 1.0),
                *(each.box.bottom for each in texts)])


def _stack(data: Lines) -> list[dict[float, float]]:
    bases: list[dict[float, float]] = [{} for _ in data.lines]
    if data.area == "stacked":
        for number, line in enumerate(data.lines[:-1]):
            bases[number + 1] = {point.day: bases[number].get(point.day, 0.0) + point.value
                                 for point in line.points}
    return bases


def _tops(data: Lines) -> list[float]:
    bases = _stack(data)
    return [bases[number].get(point.day, 0.0) + point.value
            for number, line in enumerate(data.lines) for point in line.points]


def _plot(canvas: Canvas, data: Lines, frame: Frame, above: float) -> tuple[Plot, list[Words]]:
    """The plot with room at its sides and `above` it, and the numbers over its gridlines."""
    top = above + 1.2 * canvas.em
    scale = Scale(frame.ticks, top + frame.tall, top)
    said = numbers(frame.ticks, canvas.look.language, data.sign)
    if frame.unit:
        said[-1] = f"{said[-1]} {frame.unit}"
    signs = [words(canvas, 0, scale.at(tick) - 0.3 * canvas.em, text, "slate")
             for tick, text in zip(frame.ticks[:-1], said, strict=False)]
    signs += _highest(canvas, scale.end - 0.3 * canvas.em, said[-1])
    right = max(canvas.width - frame.right, frame.left + 6)
    return Plot(frame.days, frame.left, right, scale, _stack(data)), signs if frame.signed else []


def _highest(canvas: Canvas, y: float, text: str) -> list[Words]:
    """The highest number, whose unit may be long, over its gridline."""
    lines = canvas.wrap(text, canvas.width)
    return paragraph(canvas, 0, y - (len(lines) - 1) * canvas.line, lines, "slate")


def _within(plot: Plot, day: float) -> float:
    return min(max(plot.x(day), plot.left), plot.right)


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


def _remarks(
    canvas: Canvas, data: Lines, plot: Plot, fixed: Sequence[Words], small: bool
) -> list[Placed]:
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
        highest = max(points, key=lambda each: each.value)
        for point in dict.fromkeys((highest,) if small else (highest, points[0])):
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

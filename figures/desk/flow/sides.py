"""The two sides of a flow chart: slim upright bars with their names, and where all of them stand.

A name is wrapped outside its bar, so that it never lies on a band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.desk.canvas import CAP, Align, Canvas
from figures.desk.flow.flows import Flows, Node
from figures.desk.flow.stacks import Size, stacks

BAR = 1.7  # how wide a bar is, millimetres
HAIRLINE = 0.2  # the least that can be seen
_GAP = 1.5  # from bar to name
_SLACK = 0.4  # a rasteriser rounds letters up to whole pixels
_LEAST_FLOW = 9.0  # millimetres between the bars in which a band can still turn
_TITLE = 0.47  # of the sheet, for each of the two titles
_OVER = 0.55  # of a line, between a side's title and what is under it

Lines = tuple[tuple[str, str, int], ...]  # each a text, the token of its colour, its weight


@dataclass(frozen=True)
class Post:
    """A bar with its label; `middle` and `thick` are millimetres down the sheet."""

    node: Node
    label: Lines
    middle: float
    thick: float

    @property
    def top(self) -> float:
        return self.middle - self.thick / 2


@dataclass(frozen=True)
class Sides:
    """Both sides in their places: `left` and `right` are the edges at which bands begin and end."""

    origins: list[Post]
    goals: list[Post]
    left: float
    right: float
    scale: float  # millimetres for each one counted
    bottom: float


def sides(canvas: Canvas, flows: Flows, thick: float) -> Sides:
    """Bars that are `thick` millimetres high in all; ValueError if names leave no room."""
    rooms = _rooms(canvas, flows)
    labels = [[_label(canvas, node, room, _unit(flows, node)) for node in nodes]
              for nodes, room in zip((flows.origins, flows.goals), rooms, strict=True)]
    titles = [canvas.wrap(title, _TITLE * canvas.width) if title else []
              for title in flows.titles]
    widths = [max(canvas.measure(text, weight) for label in side for text, _, weight in label)
              + _SLACK for side in labels]
    scale = thick / sum(node.value or 0 for node in flows.origins)
    top = max(map(len, titles)) * canvas.line
    top += _OVER * canvas.line if top else 0.0
    sizes = [[Size((node.value or 0) * scale, len(lines) * canvas.line)
              for node, lines in zip(nodes, label, strict=True)]
             for nodes, label in zip((flows.origins, flows.goals), labels, strict=True)]
    middles, deep = stacks(sizes[0], sizes[1], flows.bands, scale, canvas.line)
    left = widths[0] + _GAP + BAR
    right = canvas.width - widths[1] - _GAP - BAR
    _head(canvas, titles, widths, top - _OVER * canvas.line)
    posts = [[Post(node, lines, top + y, (node.value or 0) * scale)
              for node, lines, y in zip(nodes, label, its, strict=True)]
             for nodes, label, its in zip((flows.origins, flows.goals), labels, middles,
                                          strict=True)]
    return Sides(posts[0], posts[1], left, right, scale, top + deep)


def _head(
    canvas: Canvas, titles: Sequence[Sequence[str]], widths: Sequence[float], bottom: float
) -> None:
    """What stands over the sides: above the names, or from the sheet’s edge if it is longer."""
    for lines, room, edge in zip(titles, widths, (0.0, canvas.width), strict=True):
        fits = max(map(canvas.measure, lines), default=0.0) <= room
        inner = room if edge == 0 else canvas.width - room
        align: Align = "right" if fits == (edge == 0) else "left"
        y = bottom - (len(lines) - 1) * canvas.line - 0.24 * canvas.em
        canvas.lines(inner if fits else edge, y, lines, canvas.colour("slate"), align=align)


def write(canvas: Canvas, its: Sides) -> None:
    """Draw the bars and their labels."""
    ends: tuple[tuple[list[Post], float, float, Align], ...] = (
        (its.origins, its.left - BAR, its.left - BAR - _GAP, "right"),
        (its.goals, its.right, its.right + BAR + _GAP, "left"))
    for posts, x, outer, align in ends:
        for post in posts:
            if post.node.value:
                thick = max(post.thick, HAIRLINE)
                canvas.bar(x, post.middle - thick / 2, BAR, thick,
                           canvas.colour("brick" if post.node.emphasised else "navy"))
            y = post.middle - (len(post.label) - 1) * canvas.line / 2 + CAP * canvas.em / 2
            for number, (text, token, weight) in enumerate(post.label):
                canvas.text(outer, y + number * canvas.line, text, canvas.colour(token),
                            weight=weight, align=align)


def _unit(flows: Flows, node: Node) -> str:
    """The unit in words stands once, at the first number."""
    first = next(each for each in flows.origins if each.value is not None)
    return flows.unit if node is first else ""


def _label(canvas: Canvas, node: Node, room: float, unit: str) -> Lines:
    weight = 600 if node.emphasised else 400
    said = f"{node.said} {unit}".rstrip()
    token, heavy = ("slate", 400) if node.value is None else ("ink", 600)
    return (*((line, "ink", weight) for line in canvas.wrap(node.name, room, weight)),
            *((line, token, heavy) for line in canvas.wrap(said, room, heavy)))


# --- room -----------------------------------------------------------------------------------


def _rooms(canvas: Canvas, flows: Flows) -> tuple[float, float]:
    """How wide the labels of both sides may be."""
    marks = 2 * (BAR + _GAP + _SLACK)
    wanted = [max(_natural(canvas, node, _unit(flows, node)) for node in side)
              for side in (flows.origins, flows.goals)]
    least = [max(_widest_word(canvas, node, named=True) for node in side)
             for side in (flows.origins, flows.goals)]
    room = canvas.width - marks - _share(canvas.width) * canvas.width
    if sum(least) > room:
        room = canvas.width - marks - _LEAST_FLOW
    if sum(least) > room:
        least = [max(_widest_word(canvas, node, named=False) for node in side)
                 for side in (flows.origins, flows.goals)]
    if sum(least) > room:
        raise ValueError("The numbers leave no room for the bands between them. Make the figure "
                         "wider, or the numbers shorter: “:numbers: short”.")
    half = max(min(wanted[0], room - wanted[1]), room / 2)
    left = min(max(min(wanted[0], half), least[0]), room - least[1])
    return left, max(min(wanted[1], room - left), least[1])


def _share(width: float) -> float:
    """How much of a sheet belongs to the bands, if labels do not need it."""
    return min(max(0.25 + (width - 50) * 0.0024, 0.25), 0.46)


def _natural(canvas: Canvas, node: Node, unit: str) -> float:
    said = f"{node.said} {unit}".rstrip()
    return max(canvas.measure(node.name, 600 if node.emphasised else 400),
               canvas.measure(said, 600)) + 0.1


def _widest_word(canvas: Canvas, node: Node, named: bool) -> float:
    """What is not to be cut: numbers, and the words of a name where there is room."""
    words = [(word, 600) for word in node.said.split(" ")]
    if named:
        weight = 600 if node.emphasised else 400
        words += [(word, weight) for word in node.name.split(" ")]
    return max(canvas.measure(word, weight) for word, weight in words) + 0.1

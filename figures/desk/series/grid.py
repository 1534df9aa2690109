"""Charts of numbers over time on their sheet: one alone, or several in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from figures.desk.boxes import Words, paragraph, write
from figures.desk.canvas import INCH, Canvas
from figures.desk.look import Look
from figures.desk.series.lines import Lines
from figures.desk.series.pane import Pane
from figures.desk.series.panels import Marked, Panels
from figures.desk.series.plot import Frame, SetOut, draw_set_out, framed, set_out
from figures.desk.series.tracks import tokens_by_name, tokens_of
from figures.desk.vocabulary import term

_NARROWEST = 46.0  # of a panel that has others beside it, millimetres
_STACKED = 100.0  # up to this width, panels stand under one another
_GUTTER = 5.0
_BETWEEN = 5.0  # from row to row


@dataclass(frozen=True)
class Cell:
    """One panel: its pane, which knows where it is, and what is to be drawn there."""

    pane: Pane
    name: tuple[Words, ...]
    data: Lines
    tokens: Sequence[str]
    frame: Frame
    marks: Sequence[Marked]

    def set_out(self, top: float) -> SetOut:
        return set_out(self.pane, self.data, self.tokens, self.frame, self.marks, top)


def drawn(panels: Panels, look: Look) -> Figure:
    """The figure of charts that have been read; ValueError if it is higher than a page."""
    figure = _several(panels, look) if panels.charts[0][0] else _alone(panels, look)
    high = float(figure.get_size_inches()[1]) * INCH
    if look.height and high > look.height:
        fewer = (f"draw fewer of its {len(panels.charts)} panels with “where”"
                 if len(panels.charts) > 1 else "say less in its notes and marks")
        raise ValueError(f"The figure would be {high:.0f} mm high, and the page has "
                         f"{look.height:.0f} mm. Make it wider, or {fewer}.")
    return figure


def _alone(panels: Panels, look: Look) -> Figure:
    canvas, data = Canvas(look), panels.first
    frame = framed(canvas, [data], data.dates, min(0.22 * canvas.width + 20, 56.0))
    tokens = tokens_of(data)
    done = set_out(canvas, data, tokens, frame, panels.marks, 0.0)
    if done.top < 0:
        # Words that have no room within the plot stand over it: everything moves down.
        done = set_out(canvas, data, tokens, frame, panels.marks, -done.top)
    return canvas.figure(draw_set_out(canvas, done, frame) + 0.3)


def _several(panels: Panels, look: Look) -> Figure:
    canvas, y = Canvas(look), 0.0
    if panels.own:
        said = term("each panel has a scale of its own", look.language)
        lines = canvas.wrap(said[:1].upper() + said[1:], canvas.width)
        write(canvas, paragraph(canvas, 0, 0.8 * canvas.em, lines, "slate"))
        y = len(lines) * canvas.line + 2.0
    cells, columns = _cells(canvas, panels)
    for first in range(0, len(cells), columns):
        y = _draw_row(cells[first:first + columns], y) + _BETWEEN
    return canvas.figure(y - _BETWEEN + 0.3)


def _draw_row(cells: Sequence[Cell], y: float) -> float:
    """Panels side by side, with their plots at one height; gives where the lowest ends."""
    top = max(len(cell.name) for cell in cells) * cells[0].pane.line + 0.8
    done = [cell.set_out(top) for cell in cells]
    over = max(top - each.top for each in done)
    if over > 0:
        done = [cell.set_out(top + over) for cell in cells]
    bottom = y
    for cell, each in zip(cells, done, strict=True):
        cell.pane.y = y
        bottom = max(bottom, y + draw_set_out(cell.pane, each, cell.frame))
        write(cell.pane, cell.name)
    return bottom


def _cells(canvas: Canvas, panels: Panels) -> tuple[list[Cell], int]:
    """The panels with their panes, and how many stand in a row."""
    count = len(panels.charts)
    columns, wide, left = _columns(canvas, panels)
    tokens = tokens_by_name([data for _, data in panels.charts])
    frames = [_frame(canvas, panels, data, wide) for _, data in panels.charts]
    # Panels under one another have their plots so, too.
    inner = replace(frames[0], left=max(frame.left for frame in frames),
                    right=max(frame.right for frame in frames),
                    tall=max(frame.tall for frame in frames))
    cells = []
    for number, (name, data) in enumerate(panels.charts):
        at = number % columns
        # Only the first of a row says the numbers that hold for all of it.
        numbered = panels.own or at == 0
        inset = left if not panels.own and at == 0 else 0.0
        x = at * (wide + _GUTTER) + (left if at and not panels.own else 0.0)
        pane = Pane(canvas, x, 0.0, wide + inset)
        frame = replace(frames[number], signed=numbered, right=inner.right, tall=inner.tall,
                        left=inner.left if numbered else 1.2,
                        unit=inner.unit if number == 0 else "",
                        dated=number + columns >= count or columns == 1)
        title = paragraph(pane, inset, 0.8 * canvas.em,
                          pane.wrap(name, pane.width - inset - 0.5, 600), "ink", weight=600)
        marks = (panels.marks if number < columns else
                 [replace(mark, text="") for mark in panels.marks])
        cells.append(Cell(pane, tuple(title), data, tokens[number], frame, marks))
    return cells, columns


def _columns(canvas: Canvas, panels: Panels) -> tuple[int, float, float]:
    """How many panels stand in a row, how wide each is, and the room for numbers at the left.

    With few panels, rows are filled evenly: four are two and two.
    """
    count = len(panels.charts)
    left = 0.0 if panels.own else _frame(canvas, panels, panels.first, canvas.width).left - 1.2
    room = canvas.width - left + _GUTTER
    most = 1 if canvas.width <= _STACKED else max(int(room / (_NARROWEST + _GUTTER)), 1)
    columns = -(-count // -(-count // most))
    if columns == 1:
        return 1, canvas.width, 0.0
    return columns, room / columns - _GUTTER, left


def _frame(canvas: Canvas, panels: Panels, data: Lines, wide: float) -> Frame:
    charts = [data] if panels.own else [data for _, data in panels.charts]
    frame = framed(Pane(canvas, 0.0, 0.0, wide), charts, panels.dates,
                   min(0.22 * wide + 14, 34.0), small=True)
    days = [point.day for point in panels.points]
    return replace(frame, days=(min(days), max(days)))

"""Bars with their labels: where everything goes on the sheet of a `counts` figure.

A wide sheet has the labels at the left of an axis; a narrow one has each above its bar, unless
there are many short ones. So has a wide one whose numbers leave no room for bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from figures.desk.canvas import CAP, Canvas, text_on
from figures.desk.counts.bar import Bar
from figures.desk.look import Look

NARROW = 110  # millimetres; below, labels stand above their bars
_PITCH = 2.15  # from bar to bar, of the size
_THICK = 1.3  # a bar, of the size
_TALLEST = 195  # millimetres of bars that a page takes with its title and source
_TIGHT = 1.12  # the least pitch, of the size
_MANY = 12  # bars from which on a narrow sheet saves height where labels are short
_GAP = 1.4  # between axis and label, bar and number
_SLACK = 0.4  # a rasteriser rounds letters up to whole pixels


@dataclass
class Plan:
    """How the rows of one figure are set."""

    axis: float  # where bars begin
    longest: float  # the greatest value, in millimetres
    greatest: float
    notes_behind: bool  # behind the numbers, or else under the labels
    numbers_above: bool = False  # where they fit neither in nor behind the bars

    def length(self, bar: Bar) -> float:
        """A bar in millimetres; what is not zero can be seen."""
        if not bar.value:
            return 0.0
        return max(bar.value / self.greatest * self.longest, 0.2)


def drawn(bars: Sequence[Bar], look: Look) -> Figure:
    """The figure of bars that have been put in order."""
    tallest = look.height or _TALLEST
    canvas, height = _set_out(bars, look, _PITCH)
    if height > tallest:
        # As much closer as will do, as far as words allow.
        closer = max(_PITCH * tallest / height, _TIGHT)
        canvas, height = _set_out(bars, look, closer)
        if height > tallest:
            canvas, height = _set_out(bars, look, _TIGHT)
    if look.height and height > look.height:
        raise ValueError(f"{len(bars)} bars are higher than the page. Draw fewer with “where”, "
                         "or gather the least of them: “:other: 20” keeps the 20 greatest.")
    return canvas.figure(height)


def _set_out(bars: Sequence[Bar], look: Look, pitch: float) -> tuple[Canvas, float]:
    """The bars on a sheet, `pitch` times the size from one to the next; how high they are."""
    canvas = Canvas(look)
    plan = None
    if look.width >= NARROW or (len(bars) > _MANY and _short(canvas, bars)):
        plan = _beside(canvas, bars)
    set_row = _row_beside if plan else _row_below
    plan = plan or _below(canvas, bars)
    y, group = 0.0, ""
    for bar in bars:
        if bar.group != group:
            y, group = _heading(canvas, bar.group, y, first=bar is bars[0]), bar.group
        y = set_row(canvas, plan, bar, y, pitch * canvas.em)
    return canvas, y + 0.3


def _short(canvas: Canvas, bars: Sequence[Bar]) -> bool:
    """Whether labels take so little of a narrow sheet that bars have room beside them."""
    return all(canvas.measure(bar.label) <= 0.36 * canvas.width and not bar.note for bar in bars)


def _heading(canvas: Canvas, text: str, y: float, first: bool) -> float:
    """A group's name; gives where its bars begin."""
    y += 0.0 if first else 0.9 * canvas.line
    lines = canvas.wrap(text, canvas.width - _SLACK, 600)
    canvas.lines(0, y + canvas.em, lines, canvas.colour("ink"), weight=600)
    return y + len(lines) * canvas.line + 0.15 * canvas.line


def _beside(canvas: Canvas, bars: Sequence[Bar]) -> Plan | None:
    """Labels at the left; None if too little is left for the bars."""
    labels = max(canvas.measure(bar.label) for bar in bars)
    for behind in (True, False):
        notes = 0.0 if behind else max(canvas.measure(bar.note) for bar in bars)
        column = min(max(labels, min(notes, 0.3 * canvas.width)), 0.4 * canvas.width) + _SLACK
        axis = column + _GAP
        longest = _longest(canvas, bars, canvas.width - axis - 0.2, behind)
        least = 0.55 if behind and any(bar.note for bar in bars) else 0.35
        if longest >= least * (canvas.width - axis):
            return Plan(axis, longest, _greatest(bars), behind)
    return None


def _below(canvas: Canvas, bars: Sequence[Bar]) -> Plan:
    """Labels above their bars, notes under the labels."""
    longest = _longest(canvas, bars, canvas.width, behind=False)
    if longest >= 0.35 * canvas.width:
        return Plan(0.0, longest, _greatest(bars), notes_behind=False)
    return Plan(0.0, canvas.width, _greatest(bars), notes_behind=False, numbers_above=True)


def _greatest(bars: Sequence[Bar]) -> float:
    return max(bar.value or 0 for bar in bars) or 1.0


def _longest(canvas: Canvas, bars: Sequence[Bar], room: float, behind: bool) -> float:
    """How long the greatest bar may be for every number (and note) to fit; 0 if it cannot be."""
    greatest = _greatest(bars)
    for percent in range(100, 0, -1):
        longest = room * percent / 100
        if all(_extent(canvas, bar, (bar.value or 0) / greatest * longest, behind) <= room
               for bar in bars):
            return longest
    return 0.0


def _inside(canvas: Canvas, bar: Bar, length: float) -> bool:
    return bar.value is not None and canvas.measure(bar.said, 600) + 2 * _GAP <= length


def _extent(canvas: Canvas, bar: Bar, length: float, behind: bool) -> float:
    end = max(length, 0.2)
    if not _inside(canvas, bar, length):
        end += _GAP + canvas.measure(bar.said, 600)
    return end + _GAP + canvas.measure(bar.note) if behind and bar.note else end


def _row_beside(canvas: Canvas, plan: Plan, bar: Bar, y: float, pitch: float) -> float:
    """One row with its label at the left of the axis; gives where the next begins."""
    room = plan.axis - _GAP
    label = canvas.wrap(bar.label, room)
    note = canvas.wrap(bar.note, room) if bar.note and not plan.notes_behind else []
    height = (len(label) + len(note) - 1) * canvas.line + pitch
    # A label's lines are centred on the bar; a note under them hangs below.
    centre = y + (height - len(note) * canvas.line) / 2
    baseline = centre + CAP * canvas.em / 2 - (len(label) - 1) * canvas.line / 2
    canvas.lines(room, baseline, label, canvas.colour("ink"), align="right")
    canvas.lines(room, baseline + len(label) * canvas.line, note, canvas.colour("slate"),
                 align="right")
    _bar_and_number(canvas, plan, bar, centre, min(_THICK * canvas.em, 0.76 * pitch))
    canvas.rule((plan.axis, y), (plan.axis, y + height), canvas.colour("ink"))
    return y + height


def _row_below(canvas: Canvas, plan: Plan, bar: Bar, y: float, pitch: float) -> float:
    """One row with its label above the bar; gives where the next begins."""
    note_colour = canvas.colour("slate")
    beside_label = canvas.measure(bar.label) + _GAP
    room = canvas.width - _SLACK
    note_fits = beside_label + canvas.measure(bar.note) <= room
    said = canvas.wrap(bar.said, room, 600) if plan.numbers_above else []
    baseline = y + canvas.em
    label = canvas.wrap(bar.label, room)
    canvas.lines(0, baseline, label, canvas.colour("ink"))
    y += len(label) * canvas.line
    if bar.note and note_fits:
        canvas.text(beside_label, baseline, bar.note, note_colour)
    elif bar.note:
        note = canvas.wrap(bar.note, room)
        canvas.lines(0, y + canvas.em, note, note_colour)
        y += len(note) * canvas.line
    canvas.lines(0, y + canvas.em, said, canvas.colour("ink"), weight=600)
    y += len(said) * canvas.line + 0.15 * canvas.em
    thick = min(_THICK * canvas.em, 0.76 * pitch)
    _bar_and_number(canvas, plan, bar, y + thick / 2, thick)
    canvas.rule((0.15, y), (0.15, y + thick), canvas.colour("ink"))
    return y + thick + max(pitch - 1.4 * canvas.em, 0.3 * canvas.em)


def _bar_and_number(canvas: Canvas, plan: Plan, bar: Bar, centre: float, thick: float) -> None:
    length = plan.length(bar)
    colour = canvas.colour("brick" if bar.emphasised else "sky" if bar.gathered else "navy")
    baseline = centre + CAP * canvas.em / 2
    if bar.value:
        canvas.bar(plan.axis, centre - thick / 2, length, thick, colour)
    end = plan.axis + length
    if not plan.numbers_above:
        end = _number(canvas, plan, bar, baseline, colour)
    if bar.note and plan.notes_behind:
        canvas.text(end + _GAP, baseline, bar.note, canvas.colour("slate"))


def _number(canvas: Canvas, plan: Plan, bar: Bar, baseline: float, colour: str) -> float:
    """The number in its bar's end if it fits, else behind; gives where bar and number end."""
    end = plan.axis + plan.length(bar)
    if _inside(canvas, bar, plan.length(bar)):
        light = text_on(colour, canvas.colour("ink"), canvas.colour("paper"))
        canvas.text(end - _GAP, baseline, bar.said, light, weight=600, align="right")
        return end
    token, weight = ("slate", 400) if bar.value is None else ("ink", 600)
    canvas.text(end + _GAP, baseline, bar.said, canvas.colour(token), weight=weight)
    return end + _GAP + canvas.measure(bar.said, weight)

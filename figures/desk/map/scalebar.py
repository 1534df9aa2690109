"""A bar that says how long a kilometre is, where that is true of the whole map."""

from __future__ import annotations

from math import floor, log10

from babel.units import format_unit

from figures.desk.boxes import Box, Words, words
from figures.desk.canvas import Canvas
from figures.desk.map.frame import Frame
from figures.desk.map.lettering import around
from figures.desk.map.projection import RADIUS
from figures.desk.map.room import Sheet
from figures.desk.words import locale

_SHARE = 0.24  # of the width, at the most
_INSET = 2.2  # millimetres from the edge
_TICK = 0.9


class ScaleBar:
    """A bar in the corner where it is least in the way: `box` is what it takes."""

    def __init__(self, canvas: Canvas, frame: Frame, left: float, bottom: float) -> None:
        most = _SHARE * frame.kilometres
        step = 10.0 ** floor(log10(most))
        length = max(step * each for each in (1, 2, 5) if step * each <= most)
        said = format_unit(int(length) if length >= 1 else length, "kilometer", "short",
                           locale=locale(canvas.look.language))
        self.length = length / RADIUS * frame.unit
        wide = max(self.length, canvas.measure(said))
        x = _INSET if left else frame.width - _INSET - wide
        y = frame.height - _INSET if bottom else _INSET + canvas.em + _TICK
        self.bar = [(x, y - _TICK), (x, y), (x + self.length, y), (x + self.length, y - _TICK)]
        self.text: Words = words(canvas, x, y - _TICK - 0.5, said, "slate")
        text = around([self.text])
        self.box = Box(text.left - 0.6, text.top - 0.3, max(text.right, x + self.length) + 0.6,
                       y + 0.6)


def scale_bar(canvas: Canvas, frame: Frame, sheet: Sheet) -> ScaleBar | None:
    """The bar in the first corner free of places; None where no corner is, or it would mislead.

    It does on a map that is wide enough for its scale to change by more than 5 per cent: so far
    the stereographic projection goes, and the others are for wider ones.
    """
    if frame.projection.way != "stereographic":
        return None
    bars = [ScaleBar(canvas, frame, left, bottom)
            for bottom, left in ((True, True), (True, False), (False, True), (False, False))]
    free = [bar for bar in bars
            if not any(mark.touches(bar.box, 1.0) for mark in sheet.marks)]
    return min(free, key=lambda bar: sheet.crossings(bar.box)) if free else None

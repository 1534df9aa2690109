"""While the pages of a unit are painted: where the numbers of pages in its text are drawn, and
what draws each of the ten figures there, so that another number can be written over one later.

A number is noted only if it can be: all figures are equally wide in its font, stand beside each
other without kerning, and the number is drawn once, in one piece, by these figures alone. Those
in headings are not, since bookmarks say them too.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from report.editions.joining.overwritten import FIGURES, draw, gaps, glyphs
from report.editions.joining.parts import Figures
from report.editions.written import Written

_SHOWN = b"] TJ"
# What of a style decides which glyphs are drawn, and how wide.
_DECIDING = (
    "font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "letter_spacing", "direction")


def _pairs(figures: str) -> str:
    """Figures of which each follows each once: 0 01 02 … 09, 1 12 … 19, and so on."""
    return "".join(one + "".join(one + other for other in figures if other > one)
                   for one in figures) + "0"


# With the figure space, and without, for fonts in which it is not as wide as a figure.
_PAIRS = (_pairs(FIGURES), _pairs(FIGURES[:10]))


class Noting:
    """The numbers of a unit, `elements` in the order of the text, while its pages are painted.

    `on` a page, each box of a number has a layout of ours before the engine's own, which notes
    what is in the stream when the box has been drawn.
    """

    def __init__(self, pages: Sequence[Any]) -> None:
        self._written = Written(pages)
        self.elements = self._written.elements
        self._boxes: dict[Any, list[Any]] = {element: [] for element in self.elements}
        self._drawn: dict[Any, tuple[int, int, Figures]] = {}
        self._lengths: dict[int, int] = {}
        self._figures: dict[tuple[object, ...], Figures | None] = {}

    @contextmanager
    def on(self, number: int, page: Any, stream: Any) -> Iterator[None]:
        """Note what is painted on a page, the unit's `number`-th from 0."""
        boxes = list(self._written.boxes(page))
        layouts = [box.pango_layout for box in boxes]
        for box in boxes:
            self._boxes[box.element].append(box)
            box.pango_layout = _Noted(box, number, stream, self)
        try:
            yield
        finally:
            for box, layout in zip(boxes, layouts, strict=True):
                box.pango_layout = layout
        self._lengths[number] = len(stream.stream)

    def drawn(self, element: Any) -> tuple[int, int, int, Figures] | None:
        """On which page a number is drawn, in which piece of its stream, how many there are, and
        by which figures; None if it is drawn otherwise than it could be overwritten."""
        if (len(self._boxes[element]) != 1 or element not in self._drawn
                or element in self._written.headed):
            return None
        page, piece, figures = self._drawn[element]
        return page, piece, self._lengths[page], figures

    def figures(self, box: Any, layout: Any, stream: Any) -> Figures | None:
        """What draws figures in the style of a box. They are letters of its font from now on,
        before any number is drawn, so that it does not matter which."""
        key = tuple(box.style[name] for name in _DECIDING)
        if key not in self._figures:
            tried = (_tried(pairs, box, layout, stream) for pairs in _PAIRS)
            self._figures[key] = next(filter(None, tried), None)
        return self._figures[key]

    def note(self, box: Any, page: int, pieces: list[Any], begin: int,
             figures: Figures | None) -> None:
        """Note what has been drawn of a box, from a piece of the stream on."""
        shown = [at for at in range(begin, len(pieces)) if pieces[at].endswith(_SHOWN)]
        if (figures and len(shown) == 1 and box.text == box.element.text
                and draw(figures, box.text, pieces[shown[0]])):
            self._drawn[box.element] = page, shown[0], figures


class _Noted:
    """The layout of a box, which is told by the engine when it begins and ends to draw it."""

    def __init__(self, box: Any, page: int, stream: Any, noting: Noting) -> None:
        self._box, self._page, self._stream, self._noting = box, page, stream, noting
        self._layout = box.pango_layout

    def __getattr__(self, name: str) -> Any:
        return getattr(self._layout, name)

    def reactivate(self, style: Any) -> None:
        self._figures = self._noting.figures(self._box, self._layout, self._stream)
        self._layout.reactivate(style)
        self._begin = len(self._stream.stream)

    def deactivate(self) -> None:
        self._noting.note(
            self._box, self._page, self._stream.stream, self._begin, self._figures)
        self._layout.deactivate()


def _tried(pairs: str, box: Any, layout: Any, stream: Any) -> Figures | None:
    """Draw pairs of figures in the style of a box, into nothing."""
    from weasyprint.draw.text import draw_first_line
    from weasyprint.matrix import Matrix

    trial, nothing, text = copy.copy(box), stream.clone(), layout.text
    trial.text, trial.pango_layout, layout.text = pairs, layout, pairs
    layout.reactivate(box.style)
    draw_first_line(nothing, trial, "clip", "none", Matrix())
    are_alike = _are_as_wide(layout, len(pairs))
    layout.deactivate()
    layout.text = text
    return _read(pairs, nothing.stream) if are_alike else None


def _are_as_wide(layout: Any, count: int) -> bool:
    """Whether all glyphs of a layout but the outermost take the same room."""
    run = layout.get_first_line()[0].runs[0].data
    drawn = run.glyphs
    widths = {drawn.glyphs[at].geometry.width for at in range(1, drawn.num_glyphs - 1)}
    return drawn.num_glyphs == count and len(widths) == 1


def _read(pairs: str, pieces: list[Any]) -> Figures | None:
    """What draws each figure, from the pieces of a stream that draws all pairs."""
    shown = [piece for piece in pieces if piece.endswith(_SHOWN)]
    if len(shown) != 1 or len(set(gaps(shown[0])[1:-1])) != 1:  # outermost may lack spacing
        return None
    figures = tuple(dict(zip(pairs, glyphs(shown[0]), strict=False)).values())
    return figures if draw(figures, pairs, shown[0]) else None

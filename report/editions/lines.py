"""Where the lines of numbered paragraphs stand on the pages that WeasyPrint has set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from report.editions.lengths import MILLIMETRES

if TYPE_CHECKING:
    from weasyprint import Document

_PARAGRAPH = re.compile(r"(.+)-p(\d+)$")


@dataclass(frozen=True)
class Line:
    """A line of a paragraph: the page in its unit, counted from 0, the base line's distance from
    the page's top in millimetres; section and paragraph, and which line of it this is."""

    page: int
    y: float
    section: str
    paragraph: int
    number: int


@dataclass(frozen=True)
class Lines:
    """Looks for every line of the running text in reading order; one goes on counting over a
    page."""

    def __call__(self, document: Document) -> list[Line]:
        counted: Counter[str] = Counter()
        lines = []
        for number, page in enumerate(document.pages):
            for box in page._page_box.children:
                for found, y in _base_lines(box, None):
                    counted[found[0]] += 1
                    lines.append(
                        Line(number, y, found[1], int(found[2]), counted[found[0]]))
        return lines


def _base_lines(box: Any, paragraph: re.Match[str] | None) -> Iterator[tuple[re.Match[str], float]]:
    """The base line of every line of a numbered paragraph in a box, with the paragraph's id."""
    from weasyprint.formatting_structure.boxes import LineBox

    if box.element_tag == "p":
        paragraph = _PARAGRAPH.match(str(box.element.get("id", "")))
    if paragraph and isinstance(box, LineBox):
        text = next(_texts(box), None)
        if text is not None:
            yield paragraph, (text.position_y + text.baseline) * MILLIMETRES
        return
    for child in getattr(box, "children", ()):
        yield from _base_lines(child, paragraph)


def _texts(box: Any) -> Iterator[Any]:
    """The texts on a line; an initial that hangs beside several is on none."""
    from weasyprint.formatting_structure.boxes import TextBox

    if isinstance(box, TextBox):
        yield box
    for child in getattr(box, "children", ()):
        if not child.is_floated():
            yield from _texts(child)

"""Typeset: composed pages through WeasyPrint, until every number on them is true.

WeasyPrint is never asked for a page number: it would lay single pages out again and lose
footnotes on the way. The text is laid out whole, the numbers are read off the pages and
written into the text, and it is laid out again until nothing moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from report.editions.sidecolumn import Span, column
from report.errors import LayoutError
from report.model import Placement

if TYPE_CHECKING:
    from weasyprint import Document

MOST_PASSES = 8
_MILLIMETRES = 25.4 / 96  # a CSS pixel
_LEAD = 0.9  # millimetres from the line where a side note hangs to its first line
_PARAGRAPH = re.compile(r".+-p\d+$")


@dataclass(frozen=True)
class Layout:
    """A document that has been laid out, and where things fell in it.

    `calls` and `notes` map a note's id to every page on which its call or its text stands.
    """

    document: Document
    folios: Mapping[str, int]
    calls: Mapping[str, list[int]]
    notes: Mapping[str, list[int]]
    feet: Mapping[int, str]  # page → the last paragraph that begins on it
    points: Mapping[str, tuple[int, float]]  # id → page, millimetres from its top

    @property
    def strays(self) -> list[str]:
        """The notes that do not begin on the page of their call, or are not there once."""
        return [name for name, pages in self.calls.items()
                if self.notes.get(name, [])[:1] != pages[:1]]


def typeset(
    lay_out: Callable[[Placement], Document],
    first: Placement,
    printed: frozenset[str],
    beside: frozenset[str],
    walls: frozenset[str],
    foot: float,
    passed: Callable[[int], None] = lambda number: None,
) -> tuple[Document, Placement]:
    """Lay out until the folios written are those that came out.

    `first` is the guess to begin with, `printed` are the ids whose folio is printed somewhere,
    `beside` are the side notes, `walls` what reaches into the side column, the ends of both
    being marked; `foot` is where the column ends, in millimetres from the page's top; `passed`
    hears of each pass. Returns the document and its placement. Raises LayoutError if the pages
    never come to rest, or a note is lost.
    """
    placement = first
    for number in range(1, MOST_PASSES + 1):
        layout = read(lay_out(placement))
        passed(number)
        kept = placement.kept | _to_keep(layout, placement.kept)
        long = placement.long | _over_a_page(layout, walls)
        drops = _drops(layout, beside, walls - long, foot)
        found = Placement(layout.folios, long, kept, drops)
        mended = found == replace(placement, folios=layout.folios)
        if mended and _agree(placement, found, printed, beside | walls):
            _verify_notes(layout)
            return layout.document, found
        placement = found
    raise LayoutError(
        f"The pages did not come to rest in {MOST_PASSES} passes: a page reference changes the "
        "page that it refers to. Reword the paragraph, or move the reference."
    )


def _agree(
    written: Placement, found: Placement, printed: frozenset[str], sided: frozenset[str]
) -> bool:
    return all(written.folios.get(name) == found.folios.get(name) for name in printed) and all(
        _verso(written, name) == _verso(found, name) for name in sided)


def _verso(placement: Placement, name: str) -> bool:
    return placement.folios.get(name, 1) % 2 == 0


def _over_a_page(layout: Layout, walls: frozenset[str]) -> frozenset[str]:
    """What reaches into the side column and goes on over a page, where that column lies on the
    other side."""
    return frozenset(
        name for name in walls
        if layout.points.get(f"{name}-end", layout.points[name])[0] != layout.points[name][0])


def _to_keep(layout: Layout, kept: frozenset[str]) -> frozenset[str]:
    """The paragraphs at the foot of pages whose notes WeasyPrint moved to the next page.

    It does so when one line of a paragraph fits beside the notes and a second does not; a
    paragraph that cannot be split goes over to the next page, and the notes stay.
    """
    pages = {layout.calls[name][0] for name in layout.strays}
    return frozenset(layout.feet[page] for page in pages if page in layout.feet) - kept


def _drops(
    layout: Layout, beside: frozenset[str], walls: frozenset[str], foot: float
) -> Mapping[str, float]:
    """How far the lower edge of each side note belongs under the line where it hangs."""
    points = layout.points
    notes: dict[int, list[Span]] = {}
    blocked: dict[int, list[Span]] = {}
    for name in sorted(walls):
        page, top = points[name]
        end_page, bottom = points.get(f"{name}-end", points[name])
        blocked.setdefault(page, []).append(Span(name, top, bottom if page == end_page else foot))
    for name in sorted(beside):
        page, hung = points[name]
        height = points[f"{name}-end"][1] - points[f"{name}-top"][1]
        notes.setdefault(page, []).append(Span(name, hung + _LEAD, hung + _LEAD + height))
    placed = [note for page, spans in notes.items()
              for note in column(spans, blocked.get(page, []), foot)]
    return {note.name: round(note.bottom - points[note.name][1], 1) for note in placed}


def _verify_notes(layout: Layout) -> None:
    lost = [name for name in layout.calls if not layout.notes.get(name)]
    if lost:
        raise LayoutError(
            f"WeasyPrint lost {len(lost)} notes, {lost[0]} first. Shorten the longest note near "
            "it, or move its call.")


def read(document: Document) -> Layout:
    """Read off the laid-out pages where everything stands."""
    folios: dict[str, int] = {}
    calls: dict[str, list[int]] = {}
    notes: dict[str, list[int]] = {}
    feet: dict[int, str] = {}
    points: dict[str, tuple[int, float]] = {}
    for folio, page in enumerate(document.pages, 1):
        lowest = -1.0
        for name, (_, y) in _anchors(page).items():
            folios.setdefault(name, folio)
            points.setdefault(name, (folio, y * _MILLIMETRES))
            if name.startswith("call-"):
                calls.setdefault(name.removeprefix("call-"), []).append(folio)
            elif name.startswith("note-"):
                notes.setdefault(name, []).append(folio)
            elif y > lowest and folios[name] == folio and _PARAGRAPH.match(name):
                lowest, feet[folio] = y, name
    return Layout(document, folios, calls, notes, feet, points)


def _anchors(page: Any) -> Mapping[str, tuple[float, float]]:
    return {name: point[:2] for name, point in page.anchors.items()}



"""Marks in the margin where the pages of the standard edition begin, so that both can be quoted
alike.

`pagelist` says where they begin in the text; the same places are found here in pages that were
set otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from report.editions.lengths import MILLIMETRES
from report.editions.overlay import laid_under, words
from report.editions.pagelist import Break, Reading, has_class
from report.errors import LayoutError
from report.terms import terms

if TYPE_CHECKING:
    from weasyprint import Document

    from report.editions.finish import Context

_FROM_TEXT = 4.0  # millimetres between the text and a mark
_SIZE = 16.0  # points
_CAP = 4.0  # millimetres that a mark is let down beside the top of a picture


@dataclass(frozen=True)
class Begun:
    """Where a page of the standard edition begins: its folio, and the page and the base line, in
    millimetres from the top, of the line on which its first words stand here."""

    folio: str
    page: int
    y: float


def paged(data: bytes, context: Context) -> bytes:
    """A PDF with “p. 12” beside the line on which page 12 of the standard edition begins.

    Raises LayoutError if a place is not found, which would make the marks untrue.
    """
    typesetter, measures = context.typesetter, context.theme.measures
    assert typesetter is not None
    said = terms(context.report.meta.language)["page-short"]
    drawings: dict[int, str] = {}
    for each in begun(context.breaks(), context.seen):
        x = measures["width"] - measures["outer"] + _FROM_TEXT
        drawings[each.page] = drawings.get(each.page, "") + words(
            x, each.y, f"{said}\N{NO-BREAK SPACE}{each.folio}", _SIZE,
            context.theme.faces["sans"], context.theme.colours["ink"], weight=600)
    return laid_under(data, drawings, typesetter)


def begun(breaks: Sequence[Break], seen: Sequence[tuple[int, Any]]) -> list[Begun]:
    """Where the pages that begin at some breaks begin here, in their order; `seen` is what
    `Beginnings` saw in each unit, with the unit's first page."""
    found: dict[Break, Begun] = {}
    for with_asides in (False, True):  # they stand in the text in some themes, apart in others
        for first, places in seen:
            for each, place in places[with_asides].items():
                found.setdefault(each, replace(place, page=first + place.page))
    for each in breaks:
        if each not in found:
            raise LayoutError(f"Page {each.folio} begins {each.before} characters after "
                              f"“{each.id}”, which these pages lack.")
    return [found[each] for each in breaks]


@dataclass(frozen=True)
class Beginnings:
    """Looks for breaks in the pages of a unit: in those that have side notes apart from the text,
    and then as if these stood in it."""

    breaks: tuple[Break, ...]

    def __call__(self, document: Document) -> list[dict[Break, Begun]]:
        return [dict(_found(self.breaks, document, with_asides)) for with_asides in (False, True)]


def _found(
    sought: Sequence[Break], document: Document, with_asides: bool
) -> Iterator[tuple[Break, Begun]]:
    reading = _Seeking(sought, with_asides)
    for number, page in enumerate(document.pages):
        reading.top_of(page)
        for each, y in reading.met:
            yield each, Begun(each.folio, number, y)
        reading.met.clear()


class _Seeking(Reading):
    """Reads pages, and notes the breaks that it meets and the base lines where they stand."""

    def __init__(self, sought: Sequence[Break], with_asides: bool) -> None:
        super().__init__()
        self.met: list[tuple[Break, float]] = []
        self._sought: dict[str, list[Break]] = {}
        for each in sought:
            self._sought.setdefault(each.id, []).append(each)
        self._with_asides = with_asides

    def _meet(self, characters: int, box: Any) -> None:
        name, before = self._anchor
        base = box.baseline * MILLIMETRES if hasattr(box, "baseline") else _CAP
        self.met += [(each, box.position_y * MILLIMETRES + base)
                     for each in self._sought.get(name, ())
                     if before <= each.before < before + characters]
        super()._meet(characters, box)

    def _is_apart(self, box: Any) -> bool:
        return (not self._with_asides and has_class(box, "beside")) or super()._is_apart(box)

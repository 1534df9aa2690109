"""Typeset: composed units through WeasyPrint, until every number on their pages is true.

WeasyPrint is never asked for a page number: it would lay single pages out again and lose
footnotes on the way. Each unit is laid out apart, the numbers are read off the pages and
written into the text, and what that changes is laid out again, until nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from report.editions import makeup
from report.editions.floats import moved
from report.editions.galley import Galley, galley
from report.editions.lengths import MILLIMETRES
from report.editions.sidecolumn import Span, column, crowded
from report.errors import LayoutError
from report.model import Placement, Unit

if TYPE_CHECKING:
    from weasyprint import Document

MOST_PASSES = 8
_LEAD = 0.9  # millimetres from the line where a side note hangs to its first line
_AS_GOOD = 0.2  # millimetres that nobody sees
_ON_LINE = 0.05  # millimetres off the lines of the page that add up to nothing
_PARAGRAPH = re.compile(r".+-p\d+$")


@dataclass(frozen=True)
class Sheet:
    """What is set beside the text: `beside` are the ids of side notes, `walls` those of what
    reaches into the side column, the ends of both being marked; the column reaches from `head`
    to `foot`, in millimetres from the page's top. Lines of text are `leading` millimetres apart;
    0 says that they keep to no lines of the page."""

    beside: frozenset[str]
    walls: frozenset[str]
    head: float
    foot: float
    leading: float = 0.0


@dataclass(frozen=True)
class Layout:
    """A unit that has been laid out, and where things fell in it.

    `points` maps an id to its page in the unit, counted from 1, and millimetres from the top;
    `calls` and `notes` map a note's id to every page on which its call or its text stands;
    `feet` maps a page to the last paragraph that begins on it; `galley` is what stands in the
    flow.
    """

    document: Document
    points: Mapping[str, tuple[int, float]]
    calls: Mapping[str, list[int]]
    notes: Mapping[str, list[int]]
    feet: Mapping[int, str]
    galley: Galley = field(default_factory=Galley)

    @property
    def strays(self) -> list[str]:
        """The notes that do not begin on the page of their call, or are not there at all."""
        return [name for name, pages in self.calls.items()
                if self.notes.get(name, [])[:1] != pages[:1]]


@dataclass
class Typesetting:
    """Typesets a report unit by unit.

    `compose` gives the units for a placement; `rules` what a placement asks of the style of a
    unit that begins at a page; `lay_out` lays a unit out under such rules; `passed` hears of
    each pass over the report; `printed` gives a page's folio as it is printed.
    In the units that are `unsettled` it is still to be found where figures stand best.
    """

    compose: Callable[[Placement], tuple[Unit, ...]]
    rules: Callable[[Unit, int, Placement], str]
    lay_out: Callable[[Unit, str], Document]
    sheet: Sheet
    passed: Callable[[int], None] = lambda number: None
    printed: Callable[[int, Placement], str] = lambda page, placement: str(page)
    unsettled: frozenset[str] = frozenset()
    _laid: dict[str, tuple[tuple[str, str], Layout]] = field(default_factory=dict)

    def pages(self, first: Placement) -> tuple[list[Document], Placement]:
        """The documents of all units in order, and their placement; `first` is a guess.

        Raises LayoutError if the pages never come to rest, or a note is lost.
        """
        placement = first
        for number in range(1, MOST_PASSES + 1):
            layouts, found, is_changed = self._pass(placement)
            if not is_changed:
                _verify_notes(layouts)
                _verify_beside(layouts, self.sheet, found, self.printed)
                return [layout.document for layout in layouts], found
            self.passed(number)
            placement = found
        raise LayoutError(
            f"The pages did not come to rest in {MOST_PASSES} passes: what is written on a page "
            "moves the page that it names. Reword a paragraph that holds a page reference.")

    def _pass(self, placement: Placement) -> tuple[list[Layout], Placement, bool]:
        """Lay out every unit that the placement changes; what was found, and whether any was."""
        layouts, folios = [], {}
        is_changed = bool(self.unsettled)
        drops: dict[str, float] = {}
        pads: dict[str, float] = {}
        goes_on: dict[str, tuple[int, ...]] = {}
        folio = 1
        plain = {unit.id: unit for unit in self.compose(Placement())} if self.unsettled else {}
        for unit in self.compose(placement):
            if unit.id in self.unsettled:
                placement = self._made_up(plain[unit.id], folio, placement)
            layout, placement, is_new = self._settled(unit, folio, placement)
            is_changed |= is_new
            layouts.append(layout)
            drops.update(_drops(layout, self.sheet, placement))
            pads.update(lacking := _pads(layout.galley, self.sheet.leading, placement))
            goes_on.update(layout.galley.goes_on())
            by, more = self._shifts(unit, layout, placement, lacking)
            folios.update({name: folio - 1 + page + by.get(name, 0)
                           for name, (page, _) in layout.points.items()})
            placement = replace(placement, folios={**placement.folios, **folios})
            folio += len(layout.document.pages) + more
        return layouts, replace(placement, folios=folios, drops=drops, pads=pads,
                                goes_on=goes_on), is_changed

    def _settled(
        self, unit: Unit, folio: int, placement: Placement
    ) -> tuple[Layout, Placement, bool]:
        """A unit with its notes on the pages of their calls, laid out anew if it has changed."""
        unit = replace(unit, body=moved(unit.body, placement.moves))
        is_new = False
        for _ in range(MOST_PASSES):
            made_of = (unit.body, self.rules(unit, folio, placement))
            if self._laid.get(unit.id, ("", None))[0] != made_of:
                self._laid[unit.id] = made_of, self._read(self.lay_out(unit, made_of[1]))
                is_new = True
            layout = self._laid[unit.id][1]
            mended = replace(
                placement, kept=placement.kept | _to_keep(layout, placement.kept),
                long=placement.long | _over_a_page(layout, self.sheet.walls),
                carried={**placement.carried, **layout.galley.to_carry()})
            if mended == placement:
                break
            placement = mended
        return layout, placement, is_new

    def _made_up(self, unit: Unit, folio: int, placement: Placement) -> Placement:
        """A placement that also says where the figures of a unit stand best.

        That is decided on the unit as it is without any page number, and so on its source alone:
        it comes out the same whatever else has changed in the report.
        """
        self.unsettled -= {unit.id}
        layout, mended, _ = self._settled(unit, folio, Placement())
        pads = _pads(layout.galley, self.sheet.leading, Placement())
        moves = makeup.moves(unit.body, layout.galley, pads)
        if moves:
            trial, tried, _ = self._settled(
                unit, folio, Placement(long=mended.long, pads=pads, moves=moves))
            if not trial.strays and (makeup.measured(trial.galley, moves)
                                     < makeup.reckoned(unit.body, layout.galley, pads)):
                return _with(placement, tried)
        if mended.kept or mended.carried:  # padded out, pages may not want what was mended
            mended = Placement(long=mended.long, pads=pads)
        return _with(placement, mended)

    def _shifts(
        self, unit: Unit, layout: Layout, placement: Placement, pads: Mapping[str, float]
    ) -> tuple[Mapping[str, int], int]:
        """By how many pages things are going to move since blocks are yet to be padded out: to
        foresee it saves a pass. Nothing moves where all is as it is written."""
        if all(placement.pads.get(name) == by for name, by in pads.items()):
            return {}, 0
        return makeup.shifts(moved(unit.body, placement.moves), layout.galley, pads)

    def _read(self, document: Document) -> Layout:
        layout = read(document)
        if not self.sheet.leading:
            return layout
        return replace(layout, galley=galley(document, self.sheet.head))


def _with(placement: Placement, found: Placement) -> Placement:
    """A placement with what was found for one unit."""
    return replace(
        placement, kept=placement.kept | found.kept, long=placement.long | found.long,
        carried={**placement.carried, **found.carried},
        pads={**placement.pads, **found.pads}, moves={**placement.moves, **found.moves})


def read(document: Document) -> Layout:
    """Read off laid-out pages where everything stands."""
    points: dict[str, tuple[int, float]] = {}
    calls: dict[str, list[int]] = {}
    notes: dict[str, list[int]] = {}
    feet: dict[int, str] = {}
    for number, page in enumerate(document.pages, 1):
        lowest = -1.0
        for name, point in page.anchors.items():
            y = point[1] * MILLIMETRES
            points.setdefault(name, (number, y))
            if name.startswith("call-"):
                calls.setdefault(name.removeprefix("call-"), []).append(number)
            elif name.startswith("note-"):
                notes.setdefault(name, []).append(number)
            elif y > lowest and points[name][0] == number and _PARAGRAPH.match(name):
                lowest, feet[number] = y, name
    return Layout(document, points, calls, notes, feet)


def _to_keep(layout: Layout, kept: frozenset[str]) -> frozenset[str]:
    """The paragraphs at the foot of pages whose notes WeasyPrint moved to the next page.

    It does so when one line of a paragraph fits beside the notes and a second does not; a
    paragraph that cannot be split goes over to the next page, and the notes stay.
    """
    pages = {layout.calls[name][0] for name in layout.strays}
    return frozenset(layout.feet[page] for page in pages if page in layout.feet) - kept


def _over_a_page(layout: Layout, walls: frozenset[str]) -> frozenset[str]:
    """What reaches into the side column and goes on over a page, where that column lies on the
    other side."""
    return frozenset(
        name for name in walls & layout.points.keys()
        if layout.points.get(f"{name}-end", layout.points[name])[0] != layout.points[name][0])


def _drops(layout: Layout, sheet: Sheet, written: Placement) -> Mapping[str, float]:
    """How far the lower edge of each side note belongs under the line where it hangs.

    A drop that was written stays while it is as good as the one found, so that the last bit
    of a float lays nothing out again.
    """
    points = layout.points
    notes: dict[int, list[Span]] = {}
    blocked = _blocked(layout, sheet, written)
    for name in sorted(sheet.beside & points.keys()):
        page, hung = points[name]
        height = points[f"{name}-end"][1] - points[f"{name}-top"][1]
        notes.setdefault(page, []).append(Span(name, hung + _LEAD, hung + _LEAD + height))
    placed = [note for page, spans in notes.items()
              for note in column(spans, blocked.get(page, []), sheet.head, sheet.foot)]
    found = {note.name: note.bottom - points[note.name][1] for note in placed}
    return {name: written.drops[name] if abs(written.drops.get(name, 99) - drop) < _AS_GOOD
            else round(drop, 1) for name, drop in found.items()}


def _pads(galley: Galley, leading: float, written: Placement) -> Mapping[str, float]:
    """The room under each block that is no whole number of lines high, so that the text after it
    stands on the lines of the page: a line or what a heading wants, and what the block lacks."""
    pads = {}
    standing = [block for block in galley.blocks if leading and block.height]
    for block, following in pairwise(standing):
        last = block.parts[-1]
        lacking = -(last.bottom - (last.top if len(block.parts) == 1 else 0)) % leading
        is_padded = block.id and not (block.is_heading or block.columns)
        if is_padded and _ON_LINE < lacking < leading - _ON_LINE:
            room = max(leading, following.before) + lacking
            known = written.pads.get(block.id, 0.0)
            # Never a hair too much, or the last line of a full page finds no room.
            pads[block.id] = known if abs(known - room) < _ON_LINE else int(room * 100) / 100
    return pads


def _blocked(layout: Layout, sheet: Sheet, written: Placement) -> dict[int, list[Span]]:
    """What reaches into the side column, by page."""
    blocked: dict[int, list[Span]] = {}
    for name in sorted((sheet.walls - written.long) & layout.points.keys()):
        page, top = layout.points[name]
        bottom = layout.points.get(f"{name}-end", layout.points[name])[1]
        blocked.setdefault(page, []).append(Span(name, top, bottom))
    return blocked


def _verify_beside(
    layouts: list[Layout], sheet: Sheet, written: Placement,
    printed: Callable[[int, Placement], str],
) -> None:
    """Raise LayoutError for a side note that found no room on its page."""
    for layout in layouts:
        blocked = _blocked(layout, sheet, written)
        standing: dict[int, list[Span]] = {}
        for name in sorted(sheet.beside & layout.points.keys()):
            page, _ = layout.points[name]
            standing.setdefault(page, []).append(
                Span(name, layout.points[f"{name}-top"][1], layout.points[f"{name}-end"][1]))
        for page, notes in standing.items():
            if found := crowded(notes, blocked.get(page, []), sheet.head, sheet.foot):
                number = printed(written.folios.get(found[0].name, page), written)
                raise LayoutError(
                    f"Beside the text of page {number} there is no room for “{found[0].name}”. "
                    "Move it to another paragraph, make it shorter, or let a figure be as wide "
                    "as the text: “:width: column”.")


def _verify_notes(layouts: list[Layout]) -> None:
    lost = [name for layout in layouts for name in layout.calls if not layout.notes.get(name)]
    if lost:
        raise LayoutError(
            f"WeasyPrint lost {len(lost)} notes, {lost[0]} first. Shorten the longest note near "
            "it, or move its call.")

"""Settle: a unit is laid out until everything in it stands where it should.

A note stands on the page of its call, no word is broken over a page, text stands on the lines of
the page, figures fill pages, side notes do not touch. That is found on the unit with stand-ins
for page numbers, and so on its source alone: it holds as long as the unit is the same.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from report.editions.ending import Ending
from report.editions.floats import Strip, moved, strip_of
from report.editions.galley import goes_on
from report.editions.lengths import MILLIMETRES
from report.editions.makeup import Makeup
from report.editions.mends import Mending
from report.editions.renumber import renumbered
from report.editions.sidecolumn import Sheet, Span, column, crowded
from report.errors import LayoutError
from report.folios import folio
from report.model import Placement, Unit

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.document import Page

    from report.editions.pagewise import Setting

MOST_LAYOUTS = 8
ROOM = 80  # pages that a process keeps laid out; one takes about 1.3 megabytes
_WASTE = 400  # pages that were let go, of which styles and pictures wait for the collector
_LEAD = 0.9  # millimetres from the line where a side note hangs to its first line
_AS_GOOD = 0.2  # millimetres that nobody sees
_NOTHING = Placement()
Opens = Callable[[Unit], str]  # the side, recto or verso, on which a unit must begin, if any


def blank(side: str, page: int) -> int:
    """How many pages stay blank from a page on before a unit that begins on one side alone."""
    return int(bool(side) and (page % 2 == 0) != (side == "verso"))


@dataclass(frozen=True)
class Layout:
    """A unit that has been laid out, and where things fell in it.

    `points` maps an id to its page in the unit, counted from 1, and millimetres from the top;
    `calls` and `notes` map a note's id to every page on which its call or its text stands.
    """

    points: Mapping[str, tuple[int, float]]
    calls: Mapping[str, list[int]]
    notes: Mapping[str, list[int]]


@dataclass(frozen=True)
class Order:
    """A unit that is to be set: it begins on `page` of the whole PDF, whose folios are counted
    from the page `body`.

    `plain` holds stand-ins for page numbers, `unit` the numbers; `made_from` names all that its
    pages are made from, the numbers aside. `known` is what was found for `plain` before; the
    folios in it are those of a PDF that begins with this unit. One that `is_placed` probably
    begins on this very page, and is worth drawing at once.
    """

    plain: Unit
    unit: Unit
    page: int = 1
    body: int = 1
    made_from: str = ""
    known: Placement | None = None
    is_placed: bool = False


@dataclass(frozen=True)
class Settled:
    """How many pages a unit has, on which of them, counted from 1, each id stands, and what was
    found for its plain state."""

    pages: int
    points: Mapping[str, int]
    found: Placement


@dataclass(frozen=True)
class Laid:
    """A unit laid out for an order, with the placement that it was laid out by; what stands
    beside its text and in its margins is still to come."""

    order: Order
    unit: Unit
    placement: Placement
    rules: str
    layout: Layout
    setting: Setting


@dataclass(frozen=True)
class Finished:
    """A unit whose pages are as they will be printed."""

    laid: Laid
    document: Document


@dataclass
class Setter:
    """Sets units one by one, and keeps those that it set last, about `room` pages; those that
    were in their place, and so have been drawn, make room first.

    `rules` says what a placement asks of the style of a unit that begins at a page; `begin` makes
    a unit ready to be laid out under such rules; `opens` says on which side one must begin.
    """

    rules: Callable[[Unit, int, Placement], str]
    begin: Callable[[Unit, str], Setting]
    sheet: Sheet
    counted_from: str = ""
    opens: Opens = lambda unit: ""
    room: int = ROOM
    _laid: dict[str, Laid] = field(default_factory=dict)
    _waste: int = 0

    def take_over(self, last: Setter) -> None:
        """Go on with what another has set in the same style."""
        self._laid, self._waste = last._laid, last._waste

    def settle(self, order: Order) -> Settled:
        """Set a unit with its numbers."""
        known = order.known or self._made_up(order)
        laid = self._set(replace(order, known=known))
        points = {name: page for name, (page, _) in laid.layout.points.items()}
        return Settled(_count(laid), points, known)

    def finished(self, order: Order) -> Finished:
        """A unit that has been settled; raises LayoutError if a note in it is lost or finds no
        room beside the text."""
        laid = self._set(order)
        _verify_notes(laid.layout)
        with laid.setting.on_copies():
            self._put_beside(laid)
            laid.setting.put_heads(laid.rules)
            document = laid.setting.document()
        laid = replace(laid, layout=read(document.pages))
        _verify_beside(laid, self.sheet)
        return Finished(laid, document)

    def _set(self, order: Order) -> Laid:
        """The unit as it stands, if it is that or needs but other numbers; else laid out."""
        assert order.known is not None
        unit = replace(order.unit, body=moved(order.unit.body, order.known.moves))
        laid = self._laid.get(unit.id)
        if laid and (laid.order.made_from, laid.order.plain.body, laid.order.known) == (
                order.made_from, order.plain.body, order.known):
            laid = self._begun_alike(laid, order)
            wanted = replace(laid, order=order, unit=unit, rules=self._rules(
                unit, order, laid.placement))
            if self._blank(laid.order) == self._blank(order) and renumbered(laid, wanted) and (
                    (order.page - laid.order.page) % 2 == 0 or laid.setting.turn()):
                self._laid[unit.id] = wanted
                return wanted
        return self._rest(unit, order, order.known)

    def _begun_alike(self, laid: Laid, order: Order) -> Laid:
        """A unit without the blank page that it begins with, if there is none in another place."""
        if self._blank(laid.order) <= self._blank(order):
            return laid
        laid.setting.drop_first()
        layout = read(laid.setting.pages)
        self._laid[laid.unit.id] = replace(
            laid, order=replace(laid.order, page=laid.order.page + 1), layout=layout,
            placement=self._read_off(laid.placement, laid.setting, layout))
        return self._laid[laid.unit.id]

    def _blank(self, order: Order) -> int:
        return blank(self.opens(order.plain), order.page)

    def _made_up(self, order: Order) -> Placement:
        """What a unit needs, and where its figures stand best; kept to be looked up by `_set`."""
        laid = self._rest(order.plain, order, _NOTHING, strip_of(order.plain.body))
        self._keep(replace(laid, order=replace(order, known=laid.placement)))
        return laid.placement

    def _rest(
        self, unit: Unit, order: Order, placement: Placement, strip: Strip | None = None
    ) -> Laid:
        """A unit laid out so that nothing in it need move; its floats have not been moved if it is
        given as a `strip`, and fill pages then."""
        for _ in range(MOST_LAYOUTS):
            setting = self.begin(unit, self._rules(unit, order, Placement(long=placement.long)))
            mending = Mending(setting, self.sheet, placement, self._makeup(setting, strip))
            found = Ending(mending).run() if strip else mending.run()
            if found.long == placement.long:
                break
            placement = replace(placement, long=found.long)
        layout = read(setting.pages)
        found = self._read_off(
            replace(found, drops=_drops(layout, self.sheet, found)), setting, layout)
        if strip:
            unit = replace(unit, body=moved(unit.body, found.moves))
        return self._keep(
            Laid(order, unit, found, self._rules(unit, order, found), layout, setting))

    def _read_off(self, found: Placement, setting: Setting, layout: Layout) -> Placement:
        """What was found, with the pages on which things stand."""
        folios = {name: page for name, (page, _) in layout.points.items()}
        return replace(found, folios=folios,
                       goes_on=goes_on(setting.pages) if self.sheet.leading else {})

    def _makeup(self, setting: Setting, strip: Strip | None) -> Makeup | None:
        makeup = Makeup(setting, strip, self.sheet.head) if strip and self.sheet.leading else None
        return makeup if makeup and makeup.is_possible else None

    def _put_beside(self, laid: Laid) -> None:
        """Let side notes down, and on a verso what stands in the side column over to the left."""
        found, points, sheet = laid.placement, laid.layout.points, self.sheet
        for name in sorted((sheet.beside | sheet.walls - found.long) & points.keys()):
            page = points[name][0]
            is_verso = (laid.order.page - 1 + page) % 2 == 0
            if name in sheet.beside:
                laid.setting.hang(page, name, sheet.side if is_verso else None, found.drops[name])
            elif is_verso:
                laid.setting.put_over(page, name, sheet.side)

    def _rules(self, unit: Unit, order: Order, placement: Placement) -> str:
        folios = {name: order.page - 1 + page for name, page in placement.folios.items()}
        if self.counted_from:
            folios[self.counted_from] = order.body
        return self.rules(unit, order.page, replace(placement, folios=folios))

    def _keep(self, laid: Laid) -> Laid:
        """Keep what is laid out, and let go of what was kept longest when it is too much."""
        last = self._laid.pop(laid.unit.id, None)
        if last and last.setting is not laid.setting:
            self._end(last)
        while self._laid and sum(map(_count, [laid, *self._laid.values()])) > self.room:
            drawn = (name for name, each in self._laid.items() if each.order.is_placed)
            self._end(self._laid.pop(next(drawn, next(iter(self._laid)))))
        self._laid[laid.unit.id] = laid
        if self._waste > _WASTE:
            self._waste = 0
            gc.collect()
        return laid

    def _end(self, laid: Laid) -> None:
        self._waste += _count(laid)
        laid.setting.end()


def _count(laid: Laid) -> int:
    return len(laid.setting.pages)


def read(pages: Sequence[Page]) -> Layout:
    """Read off laid-out pages where everything stands."""
    points: dict[str, tuple[int, float]] = {}
    calls: dict[str, list[int]] = {}
    notes: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for name, point in page.anchors.items():
            y = point[1] * MILLIMETRES
            points.setdefault(name, (number, y))
            if name.startswith("call-"):
                calls.setdefault(name.removeprefix("call-"), []).append(number)
            elif name.startswith("note-"):
                notes.setdefault(name, []).append(number)
    return Layout(points, calls, notes)


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


def _blocked(layout: Layout, sheet: Sheet, written: Placement) -> dict[int, list[Span]]:
    """What reaches into the side column, by page."""
    blocked: dict[int, list[Span]] = {}
    for name in sorted((sheet.walls - written.long) & layout.points.keys()):
        page, top = layout.points[name]
        bottom = layout.points.get(f"{name}-end", layout.points[name])[1]
        blocked.setdefault(page, []).append(Span(name, top, bottom))
    return blocked


def _verify_beside(laid: Laid, sheet: Sheet) -> None:
    """Raise LayoutError for a side note that found no room on its page."""
    layout = laid.layout
    blocked = _blocked(layout, sheet, laid.placement)
    standing: dict[int, list[Span]] = {}
    for name in sorted(sheet.beside & layout.points.keys()):
        page, _ = layout.points[name]
        standing.setdefault(page, []).append(
            Span(name, layout.points[f"{name}-top"][1], layout.points[f"{name}-end"][1]))
    for page, notes in standing.items():
        if found := crowded(notes, blocked.get(page, []), sheet.head, sheet.foot):
            printed = folio(laid.order.page - 1 + page, laid.order.body)
            raise LayoutError(
                f"Beside the text of page {printed} there is no room for “{found[0].name}”. "
                "Move it to another paragraph, make it shorter, or let a figure be as wide "
                "as the text: “:width: column”.")


def _verify_notes(layout: Layout) -> None:
    lost = [name for name in layout.calls if not layout.notes.get(name)]
    if lost:
        raise LayoutError(
            f"WeasyPrint lost {len(lost)} notes, {lost[0]} first. Shorten the longest note near "
            "it, or move its call.")

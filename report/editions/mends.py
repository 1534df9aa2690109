"""Mends: each page of a unit is looked at as soon as it is made, and made again if something in
it is not where it should be, before the next one is begun.

Nothing that is mended on a page changes those before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from report.editions.galley import Block, Standing, block_of, is_empty, standing
from report.editions.lengths import MILLIMETRES
from report.editions.makeup import Makeup, Places
from report.editions.sidecolumn import Sheet
from report.model import Placement

if TYPE_CHECKING:
    from report.editions.pagewise import Setting

MOST_TRIES = 12  # a page is made, before it is left as it is
_ON_LINE = 0.05  # millimetres off the lines of the page that add up to nothing
_PARAGRAPH = re.compile(r".+-p\d+$")


@dataclass
class Mending:
    """The pages of a unit being made and mended. `placement` is what is known from the start;
    `makeup` moves figures, unless it is known where they stand."""

    setting: Setting
    sheet: Sheet
    placement: Placement
    makeup: Makeup | None = None
    _pads: dict[str, float] = field(default_factory=dict)
    _heights: dict[str, float] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)
    _carried: dict[str, int] = field(default_factory=dict)
    _tied: set[str] = field(default_factory=set)
    _before: list[Placement] = field(default_factory=list)
    _long: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _flow: list[Any] = field(default_factory=list)
    _is_measured: bool = False

    def run(self) -> Placement:
        """Make all pages, and say what is known then.

        If what reaches into the side column turns out to be longer than a page it stops there:
        the unit is to be laid out anew for that.
        """
        self._begin()
        self._make_all(self.makeup)
        return self.found()

    @property
    def is_whole(self) -> bool:
        """Whether all pages are made."""
        return self.setting.is_done and not self._long

    def again(self, first: int, places: Places, over: Placement) -> None:
        """Make all pages from one on again, counted from 0, with floats in other places, and with
        what is tied and carried to go `over` to the last page."""
        while len(self.setting.pages) > first:
            self.setting.take_back()
        self._forget(self._before[first])
        del self._before[first + 1:]
        self._seen = {name for page in self.setting.pages for name in page.anchors}
        if self.makeup:
            self.makeup.put(places, lambda: None)
        self._put_in_order()
        self._go_over(over)
        self._make_all()

    def _make_all(self, makeup: Makeup | None = None) -> None:
        """Make all pages that are not made yet."""
        while not (self.setting.is_done or self._long):
            if len(self._before) == len(self.setting.pages):
                self._before.append(self.found())
            self._make()
            if makeup and not self._long:
                makeup.fill(self._make_again, self._put_in_order)
            self._seen |= self.setting.pages[-1].anchors.keys()

    def _make(self) -> None:
        """Make a page, and mend it."""
        self.setting.make()
        for _ in range(MOST_TRIES):
            if not self._is_mended():
                break
            self.setting.take_back()
            self.setting.make()

    def _make_again(self) -> None:
        """Make the last page of blocks in another order."""
        self.setting.take_back()
        self._forget(self._before[-1])
        self._put_in_order()
        self._make()

    def _forget(self, before: Placement) -> None:
        """Go back to what was found before, as far as it is about lines."""
        for name in sorted(self._kept - before.kept):
            self.setting.put_lines(name, "orphans", 0)
        for name in sorted(self._carried.keys()):
            self.setting.put_lines(name, "widows", before.carried.get(name, 0))
        for name in sorted(self._tied - before.tied):
            self.setting.put_tie(name, False)
        self._kept, self._tied = set(before.kept), set(before.tied)
        self._carried = dict(before.carried)

    def _put_in_order(self) -> None:
        """Go on with blocks in another order, those that stand on pages aside."""
        self._flow = [box for box in self.setting.flow() if not is_empty(box)]
        stand = self._seen.union(*(page.anchors for page in self.setting.pages[-1:]))
        ahead = self._heights.keys() - stand
        for box in self._flow:
            if box.element.get("id") in ahead:
                self._pad_under(box)

    def found(self) -> Placement:
        """What is known by now."""
        return replace(
            self.placement, pads=dict(self._pads), kept=frozenset(self._kept),
            carried=dict(self._carried), tied=frozenset(self._tied),
            long=self.placement.long | self._long,
            moves=self.makeup.moves if self.makeup else self.placement.moves)

    def _begin(self) -> None:
        """Set what is known."""
        known, names = self.placement, self.setting.names
        self._flow = [box for box in self.setting.flow() if not is_empty(box)]
        for name in sorted(known.kept & names):
            self._keep(name)
        self._go_over(known)
        for name in sorted(known.pads.keys() & names):
            self._pad(name, known.pads[name])
        self._is_measured = bool(known.pads) or not self.sheet.leading

    def _is_mended(self) -> bool:
        """Whether something was set for the last page, which must be made again then: first what
        has its place whatever the notes do, then notes and words."""
        is_to_be_padded = (
            not self._is_measured and self.setting.has_text() and self._measure())
        self._long |= self._over_the_page()
        if self._long or is_to_be_padded:
            return not self._long
        if not self.sheet.leading:
            return self._is_kept()
        stood = [each for each in standing(self.setting.pages[-1], self.sheet.head)
                 if each.height]
        return self._is_padded(stood) or self._is_kept() or self._is_carried(stood)

    # --- room under blocks ------------------------------------------------------------------

    def _measure(self) -> bool:
        """Find the room that figures and their like need before their pages are made; whether
        one of them stands on the first page, which is made."""
        self._is_measured = True
        for box in self._flow:
            block = block_of(box)
            if (block.tag == "p" and not block.classes) or not self._may_be_padded(block):
                continue
            height = self.setting.measured(box).border_height() * MILLIMETRES
            if block.id in self.sheet.walls and height > self.sheet.foot - self.sheet.head:
                self._long |= {block.id} - self.placement.long
            self._heights[block.id] = height
            self._pad_under(box)
        return bool(self._pads.keys() & self.setting.pages[-1].anchors.keys())

    def _is_padded(self, stood: list[Standing]) -> bool:
        """Whether a block that ends on the page got another room than it had."""
        is_changed = False
        broken = self.setting.broken()
        for each in stood:
            name, following = each.block.id, self._after(each.element)
            if (each.element is broken or following is None
                    or not self._may_be_padded(each.block)):
                continue
            top = 0.0 if name in self._seen else each.top
            room = self._lacking(each.bottom - top, following)
            if abs(room - self._pads.get(name, 0)) >= _ON_LINE:
                self._pad(name, room)
                is_changed = True
        return is_changed

    def _pad_under(self, box: Any) -> None:
        """Give a block of which the height is known the room that it needs."""
        name, following = box.element.get("id"), self._after(box.element)
        self._pad(name, self._lacking(self._heights[name], following) if following else 0.0)

    def _may_be_padded(self, block: Block) -> bool:
        return bool(self.sheet.leading and block.id and not (block.is_heading or block.columns))

    def _after(self, element: Any) -> Block | None:
        """The block after one in the text."""
        places = (i for i, box in enumerate(self._flow) if box.element is element)
        number = next(places, len(self._flow)) + 1
        return block_of(self._flow[number]) if number < len(self._flow) else None

    def _lacking(self, height: float, following: Block) -> float:
        """The room under a block so high, so that the text after it stands on the lines of the
        page: a line or what a heading wants, and what the block lacks; 0 if it lacks nothing."""
        leading = self.sheet.leading
        lacking = -height % leading
        if not _ON_LINE < lacking < leading - _ON_LINE:
            return 0.0
        # Never a hair too much, or the last line of a full page finds no room.
        return int((max(leading, following.before) + lacking) * 100) / 100

    def _pad(self, name: str, room: float) -> None:
        if room or name in self._pads:
            self.setting.put_margin(name, room / MILLIMETRES)
        self._pads.pop(name, None)
        if room:
            self._pads[name] = room

    # --- notes and words --------------------------------------------------------------------

    def _over_the_page(self) -> set[str]:
        """What reaches into the side column and goes on over the page, where that column lies on
        the other side."""
        anchors = self.setting.pages[-1].anchors.keys()
        if self.setting.is_done:
            return set()
        return {name for name in self.sheet.walls - self.placement.long
                if name in anchors and name not in self._seen
                and f"{name}-end" in self.setting.names and f"{name}-end" not in anchors}

    def _is_kept(self) -> bool:
        """Whether a paragraph at the foot of the page is now kept whole, since WeasyPrint moved a
        note to the next page.

        It does so when one line of a paragraph fits beside the notes and a second does not; a
        paragraph that cannot be split goes over to the next page, and the notes stay.
        """
        anchors = self.setting.pages[-1].anchors
        new = {name: point[1] for name, point in anchors.items() if name not in self._seen}
        strays = [name for name in new
                  if name.startswith("call-") and name.removeprefix("call-") not in anchors]
        feet = sorted((y, name) for name, y in new.items() if _PARAGRAPH.match(name))
        if not strays or not feet or feet[-1][1] in self._kept:
            return False
        self._keep(feet[-1][1])
        return True

    def _is_carried(self, stood: list[Standing]) -> bool:
        """Whether a paragraph that breaks a word over the page now has a line more go over."""
        if not stood or stood[-1].element is not self.setting.broken():
            return False
        last, name = stood[-1], stood[-1].block.id
        if last.block.tag != "p" or not name or name in self._seen or not last.splits:
            return False
        box = next(box for box in self._flow if box.element is last.element)
        lines = self.setting.lines(box) - last.lines + 1
        if lines == self._carried.get(name):
            return False
        self._carry(name, lines)
        return True

    def _keep(self, name: str) -> None:
        self._kept.add(name)
        self.setting.put_lines(name, "orphans", 99)

    def _go_over(self, known: Placement) -> None:
        names = self.setting.names
        for name in sorted(known.carried.keys() & names):
            self._carry(name, known.carried[name])
        for name in sorted(known.tied & names):
            self._tied.add(name)
            self.setting.put_tie(name, True)

    def _carry(self, name: str, lines: int) -> None:
        self._carried[name] = lines
        self.setting.put_lines(name, "widows", lines)

"""Ending: the last page of a unit holds five lines at least, or something as high.

When all pages are made and the last one holds less, the last ones are made again: the page before
ends some lines earlier; or the figure between the two goes before text that stands above it, or
behind the text after it. What leaves the least white stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.editions.galley import filled, standing, white
from report.editions.lengths import MILLIMETRES
from report.editions.makeup import WORTH, Places
from report.editions.mends import Mending
from report.model import Placement

if TYPE_CHECKING:
    from weasyprint.document import Page

_LEAST = 5  # lines on the last page
_TOGETHER = 2  # lines of a paragraph that are not parted at a foot or a head
_MOST = 3  # pages at the end that may be made again
_NEARLY = 0.1  # of a line
_SHORT = 0.1  # what a last page that holds less costs, and with each line that it lacks: with two
_LINE = 0.05  # lines on it as much as half a page of white elsewhere
_FINE = 0.04  # what a way may cost if no other is to be tried: a fifth of a page
_NOTHING = Placement()


@dataclass(frozen=True)
class _Way:
    """A way to make the pages from `first` on, counted from 0: where floats stand, and what goes
    over to the last page; what the white of the others costs, and how many lines the last lacks."""

    first: int
    places: Places
    over: Placement
    white: float
    lacking: int

    @property
    def costs(self) -> float:
        return self.white + bool(self.lacking) * _SHORT + self.lacking * _LINE


@dataclass
class Ending:
    """The pages of a unit that is set for the first time."""

    mending: Mending

    def run(self) -> Placement:
        """Make all pages, the last ones again if need be, and say what is known then."""
        found = self.mending.run()
        if not (self._leading and self.mending.is_whole and self._lacking()):
            return found
        made = len(self._pages)
        best = last = asis = self._way(made, made, _NOTHING)
        for last in self._ways(made):
            if len(self._pages) <= made and last.costs < best.costs - WORTH:
                best = last
            if best is last and not last.lacking and last.white - asis.white < _FINE:
                break
        if best is not last:
            self.mending.again(min(best.first, last.first), best.places, best.over)
        return self.mending.found()

    def _ways(self, made: int) -> Iterator[_Way]:
        """The pages made in one way after another: with the float between the last two in other
        places, or if it has none with text that goes over."""
        makeup = self.mending.makeup
        begun = [(makeup.first_other(places), places)
                 for places in makeup.before_end(_LEAST * self._leading)] if makeup else []
        for first, places in begun:
            if first >= made - _MOST:
                yield self._made(made, first, places, _NOTHING)
                if self._lacking() and (over := self._over()) != _NOTHING:
                    yield self._made(made, first, places, over)
        if not begun and (over := self._over()) != _NOTHING:
            yield self._made(made, made - 2, self._places, over)

    def _made(self, made: int, first: int, places: Places, over: Placement) -> _Way:
        self.mending.again(first, places, over)
        return self._way(made, first, over)

    def _way(self, made: int, first: int, over: Placement) -> _Way:
        """The way in which pages are made now, of which there were so many `made` before."""
        whites = [white(page, self._head) for page in self._pages[max(0, made - _MOST):-1]]
        return _Way(first, self._places, over, sum(each ** 2 for each in whites), self._lacking())

    # --- the last pages ---------------------------------------------------------------------

    def _lacking(self) -> int:
        """How many lines the last page lacks; 0 for the only page."""
        if len(self._pages) < 2:
            return 0
        page = self._pages[-1]
        reach = max([filled(page, self._head), *self._beside(page)])
        return max(0, math.ceil(_LEAST - reach / self._leading - _NEARLY)) if reach else 0

    def _beside(self, page: Page) -> Iterator[float]:
        """How high the side notes on a page are."""
        for name in self.mending.sheet.beside & page.anchors.keys():
            top, end = (page.anchors.get(f"{name}-{edge}") for edge in ("top", "end"))
            if top and end:
                yield (end[1] - top[1]) * MILLIMETRES

    def _over(self) -> Placement:
        """What goes over from the page before the last so that the last page lacks nothing, or
        less: a block that is no text, or as many lines of the paragraph that ends there, or whole
        paragraphs and lines of the one before."""
        lacking, carried = self._lacking(), {}
        tied: set[str] = set()
        over = {each.element: each.lines for each in standing(self._pages[-1], self._head)}
        for each in reversed(standing(self._pages[-2], self._head)):
            name, is_text = each.block.id, each.block.tag == "p"
            if not each.height or each.block.is_heading:
                continue
            if lacking <= 0 or not name or (not is_text and (tied or each.element in over)):
                break
            if each.element in over:
                carried[name] = over[each.element] + lacking
                break
            tied.add(name)
            if not is_text:
                break
            lines = max(lacking, _TOGETHER)
            carried[name] = lines if each.lines >= lines + _TOGETHER else each.lines
            lacking -= carried[name]
        return Placement(carried=carried, tied=frozenset(tied))

    # --- names ------------------------------------------------------------------------------

    @property
    def _pages(self) -> list[Page]:
        return self.mending.setting.pages

    @property
    def _places(self) -> Places:
        return self.mending.makeup.places if self.mending.makeup else ()

    @property
    def _head(self) -> float:
        return self.mending.sheet.head

    @property
    def _leading(self) -> float:
        return self.mending.sheet.leading

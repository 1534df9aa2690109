"""Rules: the CSS that a placement asks of one unit, for one pass."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from report.editions.sidecolumn import Sheet
from report.flows import ids, plain
from report.model import Placement, Report, Unit
from report.terms import terms

BACK_COVER = "back-cover"
_LETTER = 2.0  # millimetres that a letter of a running head takes, letterspaced capitals too


@dataclass(frozen=True)
class Rules:
    """What units ask of their style besides what the theme says.

    `opens_recto` says that sections open on
    a recto, `title` is the report's running head and `heads` are those of its sections;
    `front` are the units of the front matter, and `counted_from` is the section whose first
    page is page 1 after their roman folios, if they have such; `tables` says what stands over
    a table where it goes on.
    """

    sheet: Sheet
    opens_recto: bool
    title: str
    heads: Mapping[str, str]
    front: frozenset[str]
    counted_from: str
    tables: Mapping[str, str]

    def __call__(self, unit: Unit, page: int, placement: Placement) -> str:
        """The rules for a unit that begins on a page, counted through the whole PDF."""
        return "".join((*self._opening(unit, page, placement), *self._heads(unit),
                        *self._flow(unit, placement), *self._beside(unit, placement)))

    def _opening(self, unit: Unit, page: int, placement: Placement) -> Iterator[str]:
        """A unit begins on its page with its folio; the page before one that opens on a recto,
        or on a verso as the back cover does, stays blank where need be."""
        is_verso = page % 2 == 0
        yield f"html{{break-before:{'verso' if is_verso else 'recto'}}}"
        yield f"@page:first{{counter-reset:page {page - self._body(unit, page, placement) + 1}}}"
        if self.counted_from and unit.id in self.front:
            yield "@counter-style folio{system:extends lower-roman}"
        side = self.opens(unit)
        if side:
            yield f"#{unit.id}{{break-before:{side}}}"
            if is_verso != (side == "verso"):
                # An empty box keeps the page; the section then breaks before itself.
                yield "body::before{content:'';display:block;page:bare}"

    def opens(self, unit: Unit) -> str:
        """On which side a unit opens, whatever the page before it: recto, verso, or nothing."""
        if unit.id == BACK_COVER:
            return "verso"
        is_recto = unit.id in self.heads and (self.opens_recto or unit.id == self.counted_from)
        return "recto" if is_recto else ""

    def _body(self, unit: Unit, page: int, placement: Placement) -> int:
        """The page from which a unit's pages are counted."""
        if not self.counted_from or unit.id in self.front:
            return 1
        if unit.id == self.counted_from:
            return page + 1 - page % 2
        return placement.folios.get(self.counted_from, 1)

    def _heads(self, unit: Unit) -> Iterator[str]:
        yield f"html{{string-set:report-title {_quoted(self.title)}}}"
        if unit.id in self.heads:
            yield f"#{unit.id}-title{{string-set:running-head {_quoted(self.heads[unit.id])}}}"

    def _flow(self, unit: Unit, placement: Placement) -> Iterator[str]:
        """The room under blocks; what goes over to the next page; where a table goes on, its page
        says so."""
        names = ids(unit.body)
        for name, by in sorted(placement.pads.items()):
            if name in names:
                yield f"#{name}{{margin-bottom:{by:g}mm}}"
        for name, lines in sorted(placement.carried.items()):
            if name in names:
                yield f"#{name}{{widows:{lines}}}"
        for name in sorted(names & placement.tied):
            yield f"#{name}{{break-after:avoid}}"
        for name in sorted(names & placement.goes_on.keys() & self.tables.keys()):
            for number in placement.goes_on[name]:
                yield f"@page :nth({number}){{@top-left{{content:{_quoted(self.tables[name])}}}}}"

    def _beside(self, unit: Unit, placement: Placement) -> Iterator[str]:
        """On a verso the side column lies on the left; some paragraphs must not be split."""
        names = ids(unit.body)
        beside, walls = names & self.sheet.beside, names & self.sheet.walls
        long = walls & placement.long
        for name in _versos(placement, beside):
            yield f"#{name}>*{{left:{-self.sheet.side:g}mm}}"
        for name, by in sorted(placement.drops.items()):
            if name in beside:
                yield f"#{name}>*{{margin-bottom:{-by:g}mm}}"
        for name in _versos(placement, walls - long):
            yield f"#{name}{{margin-right:0;margin-left:{-self.sheet.side:g}mm}}"
        for name in sorted(long):
            yield (f"#{name}{{page:wide;width:auto;margin-top:0;margin-right:0;"
                   "break-inside:auto}")
        for name in sorted(names & placement.kept):
            yield f"#{name}{{orphans:99}}"


def rules(
    report: Report, sheet: Sheet, width: float, opens_recto: bool, counted_from: str
) -> Rules:
    """The rules of a report; `width` is that of text and side column, in millimetres."""
    most = int(width / _LETTER)
    said = report.meta.running_heads
    heads = {section.id: shortened(said.get(section.id) or plain(section.title), most)
             for section in report.sections}
    front = {"front", *(section.id for section in report.sections if section.matter == "front")}
    words = terms(report.meta.language)
    tables = {grid.id: f"{words['table']}\N{NO-BREAK SPACE}{grid.number}, {words['continued']}"
              for grid in report.grids() if grid.number}
    return Rules(sheet, opens_recto, shortened(said.get("title") or report.meta.title, most),
                 heads, frozenset(front), counted_from, tables)


def shortened(words: str, most: int) -> str:
    """Words of so many characters at most, cut after a whole word."""
    if len(words) <= most:
        return words
    return words[:most].rpartition(" ")[0].rstrip(" ,;:–—-(") + "…"


def _versos(placement: Placement, names: frozenset[str]) -> list[str]:
    return sorted(name for name in names if placement.folios.get(name, 1) % 2 == 0)


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)

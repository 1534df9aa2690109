"""Numbered: the units of an edition with page numbers in them, whichever they are at the time."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from report.editions.foreseen import LETTERS, foreseen
from report.editions.settle import blank
from report.folios import FOLIO, numbered
from report.model import Pages, Placement, Unit

_ID = re.compile(r'\bid="([^"]*)"')
Compose = Callable[[Placement, Collection[str] | None], Pages]


@dataclass(frozen=True)
class Numbered:
    """The units of an edition, each number still a mark; `compose` makes those anew that list
    pages, and `elsewhere` says where things are that stand in another PDF. So many `letters` fill
    about a page; all but the front `opens_recto` if that is so."""

    units: Sequence[Unit]
    compose: Compose
    counted_from: str
    elsewhere: Placement
    letters: float
    opens_recto: bool

    def by(self, placement: Placement) -> list[Unit]:
        """The units with the numbers of a placement."""
        known = replace(placement, folios={**self.elsewhere.folios, **placement.folios})
        located = [unit.id for unit in self.units if unit.located]
        anew = {unit.id: unit for unit in self.compose(known, located).units} if located else {}
        return [numbered(anew.get(unit.id, unit), known, self.counted_from)
                for unit in self.units]

    def foreseen(self) -> dict[str, int]:
        """About how many pages each unit will have."""
        return {unit.id: foreseen(unit, self.letters) for unit in self.units}

    def plainly(self) -> list[Unit]:
        """The units with stand-ins for numbers, as wide as those will probably be."""
        folios: dict[str, int] = {}
        page, foreseen = 1, self.foreseen()
        for unit in self.units:
            pages = foreseen[unit.id]
            page += blank("recto" if self.opens_recto else "", page)
            folios |= {name: page + at * pages // len(unit.body) for name, at in _ids(unit.body)}
            page += pages
        return [unit if unit.located else replace(unit, body=FOLIO.sub(_eights, unit.body))
                for unit in self.by(Placement(folios))]


def composed(
    compose: Compose, counted_from: str, elsewhere: Placement, letters: float = LETTERS,
    opens_recto: bool = False,
) -> Numbered:
    """The units of an edition: the parts before the text together, then each section."""
    pages = compose(Placement(), None)
    front = [unit for unit in pages.units if unit.id in pages.edition.parts]
    joined = Unit("front", "front", "", "".join(unit.body for unit in front))
    rest = [unit for unit in pages.units if unit not in front]
    return Numbered([*([joined] if front else []), *rest], compose, counted_from, elsewhere,
                    letters, opens_recto)


def _ids(body: str) -> Iterator[tuple[str, int]]:
    """Every id, and after how many letters it stands."""
    return ((found[1], found.start()) for found in _ID.finditer(body))


def _eights(number: re.Match[str]) -> str:
    """A number as wide as another, so that it does not matter which that is."""
    return re.sub(r"\d", "8", number[0])

"""Make-up: which order of figures and text leaves the least white at the feet of pages.

The galley says how high everything is; from that the pages of any order are reckoned without
laying them out. The order found is laid out once, and kept only if it is as good as reckoned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from report.editions.floats import Strip, strip_of
from report.editions.galley import Galley

HOLE = 0.1  # of the height of the text: white that is worth moving a figure for
_RAGGED = 0.05  # of that height: white that nobody minds
_PAGE = 0.05  # what one page more costs, where a page all white costs 1
_STEP = 0.0015  # what it costs to pass a block
_WORTH = 0.01  # what an order must save before anything is moved for it
_SLIVER = 0.05  # millimetres that nothing is moved for


@dataclass(frozen=True)
class _Piece:
    """What is not broken over pages: a line, two lines at an end of a paragraph, a figure.

    `binds` says that no page ends behind it; `apart` is what the last of its own pages leaves
    white, which its height is made of.
    """

    height: float
    notes: float
    before: float
    after: float
    binds: bool = False
    apart: float = 0.0


def moves(body: str, galley: Galley, pads: Mapping[str, float]) -> dict[str, int]:
    """How many blocks each float of a section should pass, from the galley of its own order.

    Nothing is moved where no hole is worth it.
    """
    strip = strip_of(body)
    if not _is_of(strip, galley):
        return {}
    makeup = _Makeup(strip, galley, pads)
    if max(makeup.holes(strip.homes)[:-1], default=0.0) < HOLE * galley.room:
        return {}
    places = makeup.best()
    if makeup.cost(strip.homes) - makeup.cost(places) < _WORTH:
        return {}
    return {each.name: place - home for each, place, home
            in zip(strip.floats, places, strip.homes, strict=True) if place != home}


def _is_of(strip: Strip, galley: Galley) -> bool:
    """Whether there is a galley, and it has the blocks of the section."""
    count = sum(item.count for item in (*strip.text, *strip.floats))
    return 0 < count == len(galley.blocks)


def reckoned(body: str, galley: Galley, pads: Mapping[str, float]) -> float:
    """What the pages of a section cost as it was written, were its blocks padded out."""
    strip = strip_of(body)
    return _Makeup(strip, galley, pads).cost(strip.homes)


def measured(galley: Galley, moves: Mapping[str, int]) -> float:
    """What the pages cost that a section was laid out in."""
    return _cost([*galley.holes(), 0.0], galley.room, sum(map(abs, moves.values())))


def _cost(holes: Sequence[float], room: float, steps: int) -> float:
    """What pages cost that leave so much white; the last page may leave what it likes."""
    white = sum((hole / room) ** 2 for hole in holes[:-1] if hole > _RAGGED * room)
    return white + _PAGE * len(holes) + _STEP * steps


@dataclass(frozen=True)
class _Makeup:
    strip: Strip
    galley: Galley
    pads: Mapping[str, float]

    def best(self) -> tuple[int, ...]:
        """The places of the floats that cost least, by moving one after another."""
        places, least = self.strip.homes, self.cost(self.strip.homes)
        for _ in range(2):
            for number in range(len(self.strip.floats)):
                for place in self.strip.allowed(number):
                    tried = self._with(places, number, place)
                    if tried and (found := self.cost(tried)) < least - 1e-9:
                        places, least = tried, found
        return places

    def _with(self, places: tuple[int, ...], number: int, place: int) -> tuple[int, ...]:
        """A float put in a place; others give way, since none passes another."""
        tried = tuple(max(other, place) if i > number else min(other, place)
                      for i, other in enumerate((*places[:number], place, *places[number + 1:])))
        if all(other in self.strip.allowed(i) for i, other in enumerate(tried)):
            return tried
        return ()

    def cost(self, places: Sequence[int]) -> float:
        steps = sum(abs(place - home)
                    for place, home in zip(places, self.strip.homes, strict=True))
        return _cost(self.holes(places), self.galley.room, steps)

    def holes(self, places: Sequence[int]) -> list[float]:
        """The white at the feet of all pages, were the floats in these places."""
        room = self.galley.room
        holes: list[float] = []
        y = self.galley.blocks[0].parts[0].top
        notes = after = 0.0
        for run in self._runs(places):
            height = sum(piece.height for piece in run) + sum(
                max(one.after, two.before) for one, two in pairwise(run))
            called = sum(piece.notes for piece in run)
            over = called + (self.galley.over if called and not notes else 0.0)
            margin = max(after, run[0].before) if y else 0.0
            apart = run[-1].apart
            if (y + margin + height + notes + over > room + _SLIVER or apart) and y:
                holes.append(room - notes - y)
                y = notes = margin = 0.0
                over = called + (self.galley.over if called else 0.0)
            y, notes, after = y + margin + height, notes + over, run[-1].after
            if apart:
                holes += [0.0] * (round(height / room) - 1) + [apart]
                y = notes = after = 0.0
        return [*holes, room - notes - y] if y else holes

    def _runs(self, places: Sequence[int]) -> Iterator[list[_Piece]]:
        """Pieces gathered that no page may part."""
        run: list[_Piece] = []
        for item in self.strip.ordered(places):
            for number in range(item.first, item.first + item.count):
                for piece in self._pieces(number):
                    run.append(piece)
                    if not piece.binds:
                        yield run
                        run = []
        if run:
            yield run

    def _pieces(self, number: int) -> list[_Piece]:
        block, room = self.galley.blocks[number], self.galley.room
        if block.apart:
            pages = len({part.page for part in block.parts})
            white = room - block.parts[-1].bottom
            return [_Piece(pages * room, 0.0, 0.0, 0.0, False, max(white, _SLIVER))]
        height, after = block.height, self.pads.get(block.id, block.after)
        lines = [(line, self._notes(calls)) for line, calls in block.lines]
        binds = block.is_heading or "beside" in block.classes
        is_whole = block.whole or ("table" in block.classes and len(block.parts) == 1)
        if is_whole or binds or block.columns or len(lines) < 4:
            notes = sum(notes for _, notes in lines)
            return [_Piece(height, notes, block.before, after, binds)]
        more = height - sum(line for line, _ in lines)
        lines[0] = (lines[0][0] + more, lines[0][1])
        paired = [lines[:2], *([line] for line in lines[2:-2]), lines[-2:]]
        pieces = [_Piece(sum(line for line, _ in pair), sum(notes for _, notes in pair), 0.0, 0.0)
                  for pair in paired]
        pieces[0] = _Piece(pieces[0].height, pieces[0].notes, block.before, 0.0)
        pieces[-1] = _Piece(pieces[-1].height, pieces[-1].notes, 0.0, after)
        return pieces

    def _notes(self, calls: Sequence[str]) -> float:
        return sum(self.galley.notes.get(name, 0.0) for name in calls)

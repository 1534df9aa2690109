"""The ground of a map: land, coasts and borders in millimetres, cut to the frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, cos, degrees, radians

from figures.desk.boxes import Box, Point
from figures.desk.map.clip import area_within, line_outside, line_within, thinned
from figures.desk.map.countries import Box as Degrees
from figures.desk.map.countries import is_border
from figures.desk.map.frame import Frame
from figures.desk.map.shapes import Land, Scale, World, inside, ring_of, world

_FINE = 0.08  # millimetres within which a thinned line keeps to its course
_COARSER = 1.35  # from one try to the next, until a map has no more points than
_MOST = 3200  # which take some 50 kB of SVG
_SPECK = 3.5  # an island smaller than this, of the fineness, is left out
_DETAILED = 1200.0  # kilometres across, up to which the finer shapes are worth reading
_CHORD = 4.0  # degrees; a longer stretch is bent as its parallel is

Ring = list[Point]
Outline = tuple[Land, Sequence[int]]  # a ring of a country’s arcs


@dataclass
class Ground:
    """The sea, all land, each country by its code; coasts, borders, borders in dispute."""

    sea: Ring
    land: list[Ring] = field(default_factory=list)
    lands: dict[str, list[Ring]] = field(default_factory=dict)
    coasts: list[Ring] = field(default_factory=list)
    borders: list[Ring] = field(default_factory=list)
    disputed: list[Ring] = field(default_factory=list)

    def holder(self, spot: Point) -> str:
        """The country on which a spot of the sheet lies; nothing for the sea."""
        return next((code for code, rings in self.lands.items()
                     if rings and inside(spot, rings)), "")

    @property
    def points(self) -> int:
        """How many points there are to draw, as long as only what is drawn apart is there."""
        apart = [ring for rings in self.lands.values() for ring in rings]
        return sum(map(len, [*self.land, *apart, *self.coasts, *self.borders, *self.disputed]))


def ground(
    frame: Frame, disputes: Mapping[frozenset[str], Degrees], focus: Collection[str]
) -> Ground:
    """What lies in a frame, as finely as its size in a page allows.

    `focus` are the codes of countries that are to be drawn by themselves.
    """
    atlas = world(_scale(frame))
    shown = [(land, ring) for land in atlas.lands for polygon in land.polygons
             if frame.may_show(polygon.box) for ring in polygon.rings]
    survey = _Survey(frame, _FINE, atlas.arc)
    apart = [each for each in shown if each[0].code in focus]
    while (found := _drawn(survey, atlas, shown, apart, disputes)).points > _MOST:
        survey = survey.coarser()
    for land, ring in shown:
        if land.code not in focus:
            found.lands.setdefault(land.code or land.part, []).extend(survey.areas(ring))
    return found


def _scale(frame: Frame) -> Scale:
    if frame.projection.way == "equal-earth":
        return "110m"
    return "10m" if frame.kilometres < _DETAILED else "50m"


def _drawn(
    survey: _Survey, atlas: World, shown: Sequence[Outline], apart: Sequence[Outline],
    disputes: Mapping[frozenset[str], Degrees],
) -> Ground:
    """The land as one, what is drawn apart, and the lines."""
    found = Ground(area_within(_outline(survey.frame), survey.frame.box))
    for outline in dissolved([ring for _, ring in shown], atlas):
        found.land += survey.areas(outline)
    for land, ring in apart:
        found.lands.setdefault(land.code, []).extend(survey.areas(ring))
    for arc in sorted({max(arc, ~arc) for _, ring in shown for arc in ring}):
        sides = atlas.sides[arc]
        parts, codes = (frozenset(each) for each in zip(
            *((land.part, land.code) for land in sides), strict=True))
        if len(sides) == 1:
            found.coasts += survey.lines([survey.traced(arc)])
        elif box := disputes.get(parts) or disputes.get(codes):
            within, beyond = _parted(survey.traced(arc), box)
            found.disputed += survey.lines(within)
            found.borders += survey.lines(beyond)
        elif is_border(parts):
            found.borders += survey.lines([survey.traced(arc)])
    return found


def dissolved(rings: Sequence[Sequence[int]], atlas: World) -> Iterator[list[int]]:
    """The outlines of all rings together: arcs that no two of them share, end to end."""
    uses = Counter(max(arc, ~arc) for ring in rings for arc in ring)
    edge = [arc for ring in rings for arc in ring if uses[max(arc, ~arc)] == 1]
    starts: dict[Point, list[int]] = {}
    for arc in edge:
        starts.setdefault(_end(atlas.arc(arc)[0]), []).append(arc)
    for first in edge:
        begin, chain = _end(atlas.arc(first)[0]), []
        at = begin
        while starts.get(at):
            chain.append(starts[at].pop())
            at = _end(atlas.arc(chain[-1])[-1])
            if at == begin:
                break
        if chain:
            yield chain


def _end(point: Point) -> Point:
    return round(point[0] % 360, 3) % 360, round(point[1], 3)


class _Survey:
    """Arcs thinned once, so that what two countries share still fits, and put on the sheet."""

    def __init__(self, frame: Frame, fine: float, source: Callable[[int], Ring]) -> None:
        self.frame = frame
        self._fine, self._source = fine, source
        self._thin: dict[int, Ring] = {}
        self._round = frame.projection.way == "equal-earth"  # the whole world, cut at its back

    def coarser(self) -> _Survey:
        """One with fewer points."""
        return _Survey(self.frame, self._fine * _COARSER, self._thinned)

    def traced(self, arc: int) -> Ring:
        """An arc in degrees, with the points that its course on this map needs."""
        thin = self._thinned(arc)
        return thin if self._round else list(_bent(thin))  # Equal Earth has straight parallels

    def _thinned(self, arc: int) -> Ring:
        if arc < 0:
            return self._thinned(~arc)[::-1]
        if arc not in self._thin:
            points = self._source(arc)
            squeeze = max(cos(radians(points[0][1])), 0.05)
            self._thin[arc] = thinned(points, degrees(self._fine / self.frame.unit), squeeze)
        return self._thin[arc]

    def areas(self, arcs: Sequence[int]) -> list[Ring]:
        """What a ring of arcs covers of the sheet."""
        ring = ring_of([self.traced(arc) for arc in arcs])
        pieces = [ring]
        if self._round:
            pieces = [area_within(copy, self._window) for copy in _turned(ring)]
        areas = [self._put(piece) for piece in pieces if len(piece) > 2]
        cut = [area_within(area, self.frame.box) for area in areas if not self._is_speck(area)]
        return [area for area in cut if area]

    def lines(self, lines: Sequence[Ring]) -> list[Ring]:
        """What of lines in degrees is on the sheet."""
        found = []
        for line in lines:
            if line[0] == line[-1] and self._is_speck(self._put(line)):
                continue
            pieces = [line]
            if self._round:
                pieces = [piece for copy in _turned(line)
                          for piece in line_within(copy, self._window)]
            for piece in pieces:
                found += line_within(self._put(piece), self.frame.box)
        return found

    @property
    def _window(self) -> Box:
        middle = self.frame.projection.longitude
        return Box(middle - 180, -90, middle + 180, 90)

    def _is_speck(self, points: Sequence[Point]) -> bool:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return max(max(xs) - min(xs), max(ys) - min(ys)) < _SPECK * self._fine

    def _put(self, points: Sequence[Point]) -> Ring:
        return [self.frame.at(*point) for point in points]


def _turned(points: Sequence[Point]) -> Iterator[Ring]:
    """Points in degrees, and once round the Earth to either side."""
    for turn in (-360, 0, 360):
        yield [(longitude + turn, latitude) for longitude, latitude in points]


def _bent(points: Sequence[Point]) -> Iterator[Point]:
    """Points with more between where they are far apart, so that a parallel bends."""
    for (x, y), (end, stop) in pairwise(points):
        steps = ceil(abs(end - x) / _CHORD) or 1
        for step in range(steps):
            yield x + (end - x) * step / steps, y + (stop - y) * step / steps
    yield points[-1]


def _parted(line: Ring, box: Degrees) -> tuple[list[Ring], list[Ring]]:
    """The pieces of a line in a box of degrees, and the others."""
    west, south, east, north = box
    bounds = Box(west, south, east, north)
    return line_within(line, bounds), line_outside(line, [bounds])


def _outline(frame: Frame) -> Ring:
    """The sheet; on a map of the world, the edge of the world."""
    if frame.projection.way != "equal-earth":
        return [(0.0, 0.0), (frame.width, 0.0), (frame.width, frame.height), (0.0, frame.height)]
    middle = frame.projection.longitude
    norths = range(-90, 91, 3)
    return [*(frame.at(middle - 180, north) for north in norths),
            *(frame.at(middle + 180, north) for north in reversed(norths))]

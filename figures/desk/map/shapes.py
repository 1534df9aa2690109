"""The shapes of countries, decoded from TopoJSON when a map asks for them.

An arc is a line that one country has for a coast or two share as a border, so a border is drawn
once and both sides fit. Only what is asked for is decoded.
"""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from figures.desk.map.countries import code_of

Point = tuple[float, float]
Scale = Literal["10m", "50m", "110m"]
_FOLDER = Path(__file__).parents[2] / "shapes"


@dataclass(frozen=True)
class Polygon:
    """Arcs of the outer ring, then of holes; `box` is west, south, east, north in degrees."""

    rings: tuple[tuple[int, ...], ...]
    box: tuple[float, float, float, float]

    def may_hold(self, longitude: float, latitude: float) -> bool:
        west, south, east, north = self.box
        return (longitude - west) % 360 <= east - west and south <= latitude <= north


@dataclass(frozen=True)
class Land:
    """A country, or a part of one that Natural Earth draws by itself.

    `code` is the country's (alpha-2, or nothing), `part` the code or, of a part, its name.
    """

    code: str
    part: str
    polygons: tuple[Polygon, ...]


class World:
    """All lands at one scale."""

    def __init__(self, scale: Scale) -> None:
        packed = (_FOLDER / f"countries-{scale}.json.gz").read_bytes()
        topology = json.loads(gzip.decompress(packed))
        self._arcs: Sequence[Sequence[tuple[int, int]]] = topology["arcs"]
        self._scale, self._translate = (topology["transform"][key]
                                        for key in ("scale", "translate"))
        self._decoded: dict[int, list[Point]] = {}
        self.lands = tuple(_land(each) for each in topology["objects"]["countries"]["geometries"])
        self.sides: dict[int, list[Land]] = {}  # of each arc: two of a border, one of a coast
        for land in self.lands:
            for number in _arcs_of(land):
                self.sides.setdefault(number, []).append(land)

    def arc(self, number: int) -> list[Point]:
        """Longitude and latitude of the points of an arc; `~number` is it from its end."""
        if number < 0:
            return self.arc(~number)[::-1]
        if number not in self._decoded:
            (wide, high), (west, south) = self._scale, self._translate
            x = y = 0
            points = []
            for dx, dy in self._arcs[number]:
                x, y = x + dx, y + dy
                points.append((x * wide + west, y * high + south))
            self._decoded[number] = unrolled([[point] for point in points])
        return self._decoded[number]

    def ring(self, arcs: Sequence[int]) -> list[Point]:
        """A closed line."""
        return ring_of([self.arc(number) for number in arcs])

    def holder(self, longitude: float, latitude: float) -> str:
        """The code of the country in which a point lies, or nothing."""
        for land in self.lands:
            for polygon in land.polygons:
                if not polygon.may_hold(longitude, latitude):
                    continue
                rings = [self.ring(ring) for ring in polygon.rings]
                if any(inside((longitude + turn, latitude), rings) for turn in (-360, 0, 360)):
                    return land.code
        return ""

    def of(self, code: str) -> list[Land]:
        """The lands of a country, its main one first."""
        return sorted((land for land in self.lands if land.code == code),
                      key=lambda land: land.part != code)


@functools.cache
def world(scale: Scale) -> World:
    """The world at a scale, read once."""
    return World(scale)


def unrolled(lines: Iterable[Sequence[Point]]) -> list[Point]:
    """Lines as one, whose longitudes run on past 180° rather than jump to the other side."""
    points: list[Point] = []
    for line in lines:
        turn = 360 * round((points[-1][0] - line[0][0]) / 360) if points else 0
        points += [(longitude + turn, latitude) for longitude, latitude in line] if turn else line
    return points


def ring_of(arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Arcs as a ring; where one ends the next begins, so that point is kept once.

    A ring round the South Pole (it is Antarctica’s) goes down to the pole and back.
    """
    points = unrolled(arc[:-1] for arc in arcs)
    turn = round((points[-1][0] - points[0][0]) / 360)
    return [*points, (points[-1][0], -90.0), (points[0][0], -90.0)] if turn else points


def inside(point: Point, rings: Sequence[Sequence[Point]]) -> bool:
    """Whether a point is within rings, of which those after the first may be holes."""
    x, y = point
    odd = False
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                odd = not odd
    return odd


def _land(geometry: dict) -> Land:  # type: ignore[type-arg]
    code, part = code_of(geometry.get("id", ""), geometry["properties"]["name"])
    polygons = ([geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"])
    return Land(code, part, tuple(
        Polygon(tuple(tuple(ring) for ring in rings), tuple(box))
        for rings, box in zip(polygons, geometry["boxes"], strict=True)))


def _arcs_of(land: Land) -> set[int]:
    return {max(number, ~number) for polygon in land.polygons for ring in polygon.rings
            for number in ring}

"""The places of a map, read from rows: where each is, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import cos, radians

from figures.desk import asked
from figures.desk.data import Row
from figures.desk.map.countries import country
from figures.desk.map.shapes import Land, Point, Polygon, inside, world
from figures.desk.vocabulary import qualified, term
from figures.desk.words import listed, quantity

KINDS = ("city", "capital", "town", "village", "crossing", "camp")


@dataclass(frozen=True)
class Place:
    """A row as drawn; `said` is its number in words and figures, empty on a map without any."""

    label: str
    longitude: float
    latitude: float
    kind: str = "city"
    note: str = ""
    value: float | None = None
    said: str = ""
    qualifier: str = ""
    emphasised: bool = False
    code: str = ""  # of the country at whose middle it stands
    box: tuple[float, float, float, float] | None = None  # of that country, in degrees

    @property
    def at(self) -> Point:
        """Longitude and latitude."""
        return self.longitude, self.latitude


def places(rows: Sequence[Row], options: Mapping[str, str], language: str) -> list[Place]:
    """The rows in order; ValueError, with a sentence for the author, if they cannot be drawn."""
    asked.some(rows)
    named = asked.emphasis(options, {asked.text(row, "label") for row in rows})
    short = asked.choice(options, "numbers", ("exact", "short")) == "short"
    unit = options.get("unit", "").strip()
    counted = any(row.get("value") is not None for row in rows)
    if unit and not counted:
        raise ValueError("“unit” is given, but no row has a value that it could stand behind.")
    return [_place(row, named, counted, short, unit, language) for row in rows]


def with_unit(read: Sequence[Place], unit: str) -> Place | None:
    """Where a unit in words stands, which is once: at the greatest number."""
    known = [place for place in read if place.value is not None]
    if not unit or asked.is_sign(unit) or not known:
        return None
    return max(known, key=lambda place: place.value or 0)


def _place(
    row: Row, named: Sequence[str], counted: bool, short: bool, unit: str, language: str
) -> Place:
    label = asked.label(row)
    value = asked.count(row, "value", label)
    qualifier = asked.text(row, "qualifier") if value is not None else ""
    said = ""
    if counted:
        sign = unit if value is not None and asked.is_sign(unit) else ""
        number = term("no figure", language) if value is None else quantity(value, language, short)
        said = qualified(qualifier, number + sign, language)
    code, point, box = _where(row, label)
    return Place(label, *point, kind=_kind(row, label), note=asked.text(row, "note"), value=value,
                 said=said, qualifier=qualifier, emphasised=label in named, code=code, box=box)


def _kind(row: Row, label: str) -> str:
    kind = asked.text(row, "kind").lower() or KINDS[0]
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, 1)
        known = listed([f"“{each}”" for each in KINDS], "en-GB")
        raise ValueError(f"The kind of “{label}” is “{kind}”; " + (
            f"did you mean “{near[0]}”?" if near else f"it may be {known}."))
    return kind


def _where(
    row: Row, label: str
) -> tuple[str, Point, tuple[float, float, float, float] | None]:
    """Where a row stands: at its own point, or at the middle of its country."""
    longitude = asked.number(row, "longitude", label)
    latitude = asked.number(row, "latitude", label)
    named = asked.text(row, "country")
    if longitude is None and latitude is None:
        if not named:
            raise ValueError(f"“{label}” is nowhere: give its longitude "
                             "and latitude, or a country.")
        code = country(named, f"“{label}”")
        mainland = main_polygon(code, named)
        return code, middle(mainland), mainland.box
    if longitude is None or latitude is None:
        lacks = "longitude" if longitude is None else "latitude"
        raise ValueError(f"“{label}” has no {lacks}; a point needs both.")
    for name, degrees, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if abs(degrees) > most:
            swapped = " Are the two swapped?" if name == "latitude" and abs(degrees) <= 180 else ""
            raise ValueError(f"The {name} of “{label}” is {degrees}; it lies between "
                             f"-{most} and {most}.{swapped}")
    return "", (longitude, latitude), None


def main_polygon(code: str, named: str) -> Polygon:
    """The largest polygon of a country."""
    lands: Sequence[Land] = world("50m").of(code)
    if not lands:
        raise ValueError(f"“{named}” is too small to be on the map; "
                         "give its longitude and latitude instead.")
    return max(lands[0].polygons, key=lambda each: abs(_area(world("50m").ring(each.rings[0]))))


def middle(polygon: Polygon) -> Point:
    """A good inner point: the centroid, or if that lies outside, the widest place beside it."""
    rings = [world("50m").ring(ring) for ring in polygon.rings]
    x, y = _centroid(rings[0])
    if inside((x, y), rings):
        return x, y
    crossings = sorted(
        x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        for ring in rings for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y0 > y) != (y1 > y))
    west, east = max(zip(crossings[::2], crossings[1::2], strict=True),
                     key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2, y


def _area(ring: Sequence[Point]) -> float:
    """Twice the area, in square degrees that shrink towards the poles as ground does."""
    squeeze = cos(radians(ring[0][1]))
    return squeeze * sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1)
                         in zip(ring, [*ring[1:], ring[0]], strict=True))


def _centroid(ring: Sequence[Point]) -> Point:
    total = east = north = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        total, east, north = total + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
    return east / (3 * total), north / (3 * total)

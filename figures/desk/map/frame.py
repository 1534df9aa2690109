"""What of the Earth a map shows: found from its places, or as an author asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

from figures.desk.boxes import Box, Point
from figures.desk.map.countries import country
from figures.desk.map.gazetteer import Place, main_polygon
from figures.desk.map.projection import RADIUS, Projection, Way, wrapped

_FLATTEST, _TALLEST = 0.6, 1.0  # height, of the width
_FLATTEST_WORLD = 0.45
_LEAST = 40.0  # kilometres across
_LEAST_ALONE = 500.0  # of a single place
_MARGIN = 0.11  # round the places, of the longer side
_BESIDE = 0.05  # round countries and what an author asked for
_ATLANTIC = 11.0  # the middle of a map of the world, which then cuts nothing but the Bering Strait
_WORLD = (-180.0, -57.0, 180.0, 84.0)
_WHOLE = 1.4  # how much wider a map may be to show the whole of the country it is about
_ROOMY = 80.0  # millimetres; a narrower map has no room to spare for it
_POLAR = 40.0  # degrees; places that far from the equator may lie all round a pole
_STEPS = 16  # points looked at along each side of a box

Degrees = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class Frame:
    """A piece of a plane on a sheet: `unit` is the Earth’s radius in millimetres."""

    projection: Projection
    left: float
    top: float
    unit: float
    width: float
    height: float

    def at(self, longitude: float, latitude: float) -> Point:
        """Where a point is on the sheet."""
        x, y = self.projection.at(longitude, latitude)
        return (x - self.left) * self.unit, (y - self.top) * self.unit

    @property
    def box(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)

    @property
    def kilometres(self) -> float:
        """How wide it is at the middle."""
        return self.width / self.unit * RADIUS

    def may_show(self, box: Degrees) -> bool:
        """Whether any of a box of degrees may be in the frame."""
        west, south, east, north = box
        reach, middle = self._reach, self.projection
        if south > middle.latitude + reach or north < middle.latitude - reach:
            return False
        if reach + abs(middle.latitude) >= 89:
            return True  # with a pole, every longitude
        aside = degrees(asin(min(sin(radians(reach)) / cos(radians(middle.latitude)), 1.0)))
        about = wrapped((west + east) / 2, middle.longitude)
        return abs(about - middle.longitude) <= aside + (east - west) / 2

    @property
    def _reach(self) -> float:
        right, bottom = self.left + self.width / self.unit, self.top + self.height / self.unit
        return max(self.projection.angle(x, y)
                   for x in (self.left, right) for y in (self.top, bottom))


def framed(
    places: Sequence[Place], options: Mapping[str, str], width: float, limit: float = 0.0,
    radius: float = 0.0,
) -> Frame:
    """The frame of a map `width` millimetres wide, and not higher than `limit` if there is one.

    `radius` is that of the largest symbol, which the margin must hold.
    """
    tallest = min(_TALLEST, limit / width) if limit else _TALLEST
    asked = options.get("extent", "").strip()
    if asked:
        return _fitted(_along([_extent(asked)]), _BESIDE if asked[0].isalpha() else 0.0, 0.0,
                       width, tallest)
    boxes = [place.box for place in places if place.box]
    points = [place.at for place in places]
    alone = len(set(points)) == 1 and not boxes
    margin = _BESIDE if boxes and len(boxes) == len(places) else _MARGIN
    margin = max(margin, radius / width) if radius else margin
    least = _LEAST_ALONE if alone else _LEAST
    near = _fitted([*points, *_along(boxes)], margin, least, width, tallest)
    around = [main_polygon(country(name, "“context”"), name).box
              for name in map(str.strip, options.get("context", "").split(";")) if name]
    if around:
        whole = _fitted([*points, *_along([*boxes, *around])], max(margin, _BESIDE), least, width,
                        tallest)
        if whole.kilometres <= (_WHOLE if width >= _ROOMY else 1.0) * near.kilometres:
            return whole
    return near


def _extent(asked: str) -> Degrees:
    """West, south, east and north as asked for, or those of a country."""
    parts = asked.replace(",", " ").split()
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        if asked[0].isalpha():
            return main_polygon(country(asked, "“extent”"), asked).box
        raise ValueError(f"“extent” is “{asked}”; write west, south, east and north in degrees, "
                         "such as 35.5, 32.3, 42.4, 37.4, or a country.") from None
    if not (-90 <= south < north <= 90 and all(-180 <= each <= 180 for each in (west, east))):
        raise ValueError(f"“extent” is “{asked}”; its order is west, south, east, north, with "
                         "latitudes from -90 to 90 and longitudes from -180 to 180.")
    if west == east:
        raise ValueError(f"“extent” is “{asked}”, which begins and ends at the same longitude.")
    return west, south, east if east > west else east + 360, north


def _along(boxes: Iterable[Degrees]) -> list[Point]:
    """Points along the sides of boxes, and within: what is widest need not be a corner."""
    return [(west + (east - west) * across / _STEPS, south + (north - south) * up / _STEPS)
            for west, south, east, north in boxes
            for across in range(_STEPS + 1) for up in range(_STEPS + 1)]


def _fitted(
    points: Sequence[Point], margin: float, least: float, width: float, tallest: float
) -> Frame:
    """The frame round points, in the first projection that is fit for it."""
    longitude, span = _middle([east for east, _ in points])
    norths = [north for _, north in points]
    latitude = (min(norths) + max(norths)) / 2
    if span >= 180 and min(norths) * max(norths) > 0 and min(map(abs, norths)) > _POLAR:
        latitude, span = 90.0 if latitude > 0 else -90.0, 0.0  # round a pole, not round the globe
    ways: tuple[Way, ...] = ("stereographic", "lambert")
    for way in ways if span < 180 else ():
        frame = _round(Projection(way, longitude, latitude), points, margin, least, width,
                       (min(_FLATTEST, tallest), tallest))
        right, bottom = frame.left + width / frame.unit, frame.top + frame.height / frame.unit
        if all(frame.projection.reaches(x, y)
               for x in (frame.left, right) for y in (frame.top, bottom)):
            return frame
    west, south, east, north = _WORLD
    all_of_it = (west, min(south, *norths), east, max(north, *norths))
    return _round(Projection("equal-earth", _ATLANTIC, 0.0), _along([all_of_it]), 0.02, 0.0,
                  width, (min(_FLATTEST_WORLD, tallest), tallest))


def _middle(longitudes: Sequence[float]) -> tuple[float, float]:
    """The middle of the shortest arc that holds all longitudes, and its length."""
    around = sorted({each % 360 for each in longitudes})
    gaps = [(after - before) % 360 or 360 for before, after
            in zip(around, [*around[1:], around[0]], strict=True)]
    widest = max(range(len(gaps)), key=lambda number: gaps[number])
    span = 360 - gaps[widest]
    return wrapped(around[(widest + 1) % len(around)] + span / 2, 0.0), span


def _round(
    projection: Projection, points: Sequence[Point], margin: float, least: float, width: float,
    shape: tuple[float, float],
) -> Frame:
    """A frame round points with a margin, its shape between two ratios of height to width."""
    if projection.way == "equal-earth":
        spots = [projection.at(projection.longitude + each, north)
                 for _, north in points for each in (-180, 0, 180)]
    else:
        spots = [projection.at(*point) for point in points]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    spare = 2 * margin * max(wide, high)
    wide = max(wide + spare, least / RADIUS)
    high = max(high + spare, min(least / RADIUS, wide) * shape[0])
    wide = max(wide, high / shape[1])
    high = max(high, wide * shape[0])
    unit = width / wide
    return Frame(projection, (min(xs) + max(xs) - wide) / 2, (min(ys) + max(ys) - high) / 2,
                 unit, width, high * unit)

"""From the globe to a plane whose unit is the Earth’s radius, x to the east and y to the south.

Three ways, the first that a map allows: stereographic, which keeps angles and whose scale is true
within 5 per cent as far as 25° from the middle; Lambert’s azimuthal, which keeps areas, for
continents; Equal Earth, which keeps areas too, for the world.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Literal

RADIUS = 6371.0  # kilometres
Way = Literal["stereographic", "lambert", "equal-earth"]
_REACH: dict[Way, float] = {"stereographic": 25.2, "lambert": 75.0}  # degrees from the middle
_A = (1.340264, -0.081106, 0.000893, 0.003796)  # Šavrič, Patterson and Jenny 2018
_FARTHEST = -0.985  # the cosine at which the far side of the globe is held back


@dataclass(frozen=True)
class Projection:
    """A way of projecting about a middle, given in degrees."""

    way: Way
    longitude: float
    latitude: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point is; of Equal Earth, longitudes run on past 180° from the middle."""
        east, north = radians(longitude - self.longitude), radians(latitude)
        if self.way == "equal-earth":
            return _equal_earth(east, north)
        middle = radians(self.latitude)
        cosine = sin(middle) * sin(north) + cos(middle) * cos(north) * cos(east)
        cosine = max(cosine, _FARTHEST)
        k = 2 / (1 + cosine)
        if self.way == "lambert":
            k = sqrt(k)
        return (k * cos(north) * sin(east),
                -k * (cos(middle) * sin(north) - sin(middle) * cos(north) * cos(east)))

    def angle(self, x: float, y: float) -> float:
        """How many degrees a point of the plane is from the middle."""
        far = hypot(x, y) / 2
        if self.way == "equal-earth":
            return 180.0
        return degrees(2 * atan(far) if self.way == "stereographic" else 2 * asin(min(far, 1.0)))

    def reaches(self, x: float, y: float) -> bool:
        """Whether the projection is fit for a point of the plane."""
        return self.way == "equal-earth" or self.angle(x, y) <= _REACH[self.way]


def _equal_earth(east: float, north: float) -> tuple[float, float]:
    t = asin(sqrt(3) / 2 * sin(north))
    a, b, c, d = _A
    slope = 9 * d * t**8 + 7 * c * t**6 + 3 * b * t**2 + a
    return (2 * sqrt(3) * east * cos(t) / (3 * slope),
            -(d * t**9 + c * t**7 + b * t**3 + a * t))


def wrapped(longitude: float, about: float) -> float:
    """A longitude within 180° of another."""
    return about + (longitude - about + 180) % 360 - 180


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the great circle between two points of longitude and latitude."""
    (east, north), (east2, north2) = ((radians(x), radians(y)) for x, y in (one, other))
    half = (sin((north2 - north) / 2) ** 2
            + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2)
    return 2 * RADIUS * asin(min(sqrt(half), 1.0))


def bearing(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Degrees clockwise from north in which one sets out for the other."""
    (east, north), (east2, north2) = ((radians(x), radians(y)) for x, y in (one, other))
    return degrees(atan2(
        sin(east2 - east) * cos(north2),
        cos(north) * sin(north2) - sin(north) * cos(north2) * cos(east2 - east))) % 360



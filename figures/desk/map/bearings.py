"""Where places lie, in words: in which countries, and how far from one another."""

from __future__ import annotations

from collections.abc import Sequence

from figures.desk.map.countries import name_of
from figures.desk.map.gazetteer import Place, main_polygon
from figures.desk.map.projection import bearing, distance
from figures.desk.map.shapes import world
from figures.desk.words import listed, quantity

_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_MOST_TOLD = 11  # places that a listener can follow
_MOST_COUNTRIES = 3


def land(places: Sequence[Place], language: str) -> str:
    """“northern Syria”, “Syria and Türkiye”, or nothing if no few countries hold the places.

    A crossing lies on a border, so it counts only where there are no other places.
    """
    within = [place for place in places if place.kind != "crossing"] or list(places)
    codes = list(dict.fromkeys(
        place.code or world("10m").holder(*place.at) for place in within))
    names = [name_of(code, language) for code in codes if code]
    if not all(names) or len(names) < len(codes) or len(codes) > _MOST_COUNTRIES:
        return ""
    names = [f"the {name}" if name.startswith(("United ", "Central African", "Dominican Rep",
                                               "Netherlands", "Philippines", "DR "))
             else name for name in names]
    if len(codes) == 1:
        return f"{_part(within, codes[0])}{names[0]}"
    return listed(names, language)


def _part(places: Sequence[Place], code: str) -> str:
    """“northern ” where all places are in that half of their country, “north-western ” too."""
    west, south, east, north = main_polygon(code, code).box
    if east - west > 180:
        return ""
    ups = {_half(place.latitude, south, north) for place in places}
    sides = {_half(place.longitude, west, east) for place in places}
    up = "northern" if ups == {1} else "southern" if ups == {-1} else ""
    side = "eastern" if sides == {1} else "western" if sides == {-1} else ""
    both = f"{up.removesuffix('ern')}-{side}" if up and side else up or side
    return f"{both} " if both else ""


def _half(at: float, low: float, high: float) -> int:
    """1 for the upper two fifths of a range, -1 for the lower, 0 for the middle or beyond."""
    share = (at - low) / (high - low)
    return 1 if 0.6 < share <= 1 else -1 if 0 <= share < 0.4 else 0


def told(places: Sequence[Place], language: str) -> str:
    """How far each place is from the emphasised one, or the first; the nearest first."""
    anchor = next((place for place in places if place.emphasised), places[0])
    others = sorted((place for place in places if place is not anchor),
                    key=lambda place: distance(anchor.at, place.at))
    if not others:
        return ""
    if len(others) > _MOST_TOLD:
        nearest, farthest = (_away(anchor, place, language) for place in (others[0], others[-1]))
        return (f"In a straight line from {anchor.label}, the nearest is {nearest}, "
                f"and the farthest {farthest}.")
    said = "; ".join(_away(anchor, place, language) for place in others)
    return f"In a straight line from {anchor.label}: {said}."


def _away(anchor: Place, place: Place, language: str) -> str:
    """“Kilis about 55 km north”: rounded, since a place is more than a point."""
    if anchor.at == place.at:
        return f"{place.label} at the same place"
    gap = distance(anchor.at, place.at)
    wind = _WINDS[int(bearing(anchor.at, place.at) / 45 + 0.5) % 8]
    if gap < 1:
        return f"{place.label} less than 1 km {wind}"
    step = 1 if gap < 20 else 5 if gap < 200 else 10 if gap < 2000 else 100
    return f"{place.label} about {quantity(round(gap / step) * step, language)} km {wind}"

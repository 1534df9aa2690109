"""The marks of places: a sign for each kind, or a circle with area for a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot, sqrt

from figures.desk.boxes import Words, words
from figures.desk.canvas import text_on
from figures.desk.map.frame import Frame
from figures.desk.map.gazetteer import Place, with_unit
from figures.desk.map.lettering import around
from figures.desk.map.mapsheet import MapSheet
from figures.desk.map.room import Line, Mark

_LARGEST = 0.078  # the radius of the greatest circle, of the width
_LARGEST_MM = 12.0
_SMALLEST = 0.45  # millimetres; what is not zero can be seen
_RING = 0.7  # where there is no number, or none but zero
_RADII: Mapping[str, float] = {"capital": 1.1, "city": 0.75, "town": 0.6, "village": 0.45,
                               "crossing": 0.8, "camp": 0.9}


@dataclass(frozen=True)
class Placemark:
    """A place with its mark; `within` are the words that its circle holds."""

    place: Place
    mark: Mark
    within: tuple[Words, ...] = ()
    parts: tuple[Line, ...] = ()  # the same words, to stand beside it


def largest(places: Sequence[Place], width: float) -> float:
    """The radius of the greatest circle on a map; 0 on one without numbers."""
    counted = any(place.said for place in places)
    return min(_LARGEST * width, _LARGEST_MM) if counted else 0.0


def placemarks(
    canvas: MapSheet, frame: Frame, places: Sequence[Place], unit: str
) -> list[Placemark]:
    """A mark for each place; ValueError if the frame leaves one out."""
    for place in places:
        if not frame.box.holds(frame.at(*place.at)):
            raise ValueError(f"“{place.label}” lies outside the “extent” of the map; "
                             "widen it, or leave the place out with “where”.")
    most = max((place.value or 0 for place in places), default=0) or 1
    full, bearer = largest(places, canvas.width), with_unit(places, unit)
    marks = [_counted(canvas, frame, place, f" {unit}" if place is bearer else "",
                      full * sqrt((place.value or 0) / most))
             if place.said else _sited(frame, place) for place in places]
    return [_spread(each) if each.within and any(
        other.mark.touches(around(each.within), 0.3) for other in marks if other is not each)
        else each for each in marks]


def _spread(each: Placemark) -> Placemark:
    """A mark whose words stand beside it, since another mark lies on its circle."""
    return replace(each, within=(), mark=replace(each.mark, parts=each.parts))


def _sited(frame: Frame, place: Place) -> Placemark:
    token = "brick" if place.emphasised else "ink"
    weight = 600 if place.emphasised or place.kind == "capital" else 400
    return Placemark(place, Mark(*frame.at(*place.at), _RADII[place.kind],
                                 ((place.label, weight, token), *_note(place))))


def _counted(
    canvas: MapSheet, frame: Frame, place: Place, unit: str, radius: float
) -> Placemark:
    x, y = frame.at(*place.at)
    token, weight = ("brick", 600) if place.emphasised else ("ink", 400)
    number = (place.said + unit, 600, token) if place.value is not None else (
        place.said, 400, "slate")
    parts: tuple[Line, ...] = ((place.label, weight, token), number)
    radius = max(radius, _SMALLEST) if place.value else _RING
    within = () if place.note else _within(canvas, x, y, radius, parts, place.emphasised)
    return Placemark(place, Mark(
        x, y, radius, () if within else (*parts, *_note(place)), place.code), within, parts)


def _note(place: Place) -> tuple[Line, ...]:
    return ((place.note, 400, "slate"),) if place.note else ()


def _within(
    canvas: MapSheet, x: float, y: float, radius: float, parts: Sequence[Line], emphasised: bool
) -> tuple[Words, ...]:
    """Label and number inside their circle, if it holds them."""
    light = text_on(canvas.colour(_fill(emphasised)), canvas.colour("ink"), canvas.colour("paper"))
    token = "paper" if light == canvas.colour("paper") else "ink"
    texts = tuple(words(canvas, x, y + at * canvas.em, text, token, weight=weight, align="center")
                  for (text, weight, _), at in zip(parts, (-0.22, 0.98), strict=True))
    box = around(texts)
    far = max(hypot(side - x, end - y) for side in (box.left, box.right)
              for end in (box.top + 0.1 * canvas.em, box.bottom - 0.24 * canvas.em))
    return texts if far <= radius - 0.4 else ()


def _fill(emphasised: bool) -> str:
    return "brick" if emphasised else "navy"


def draw_marks(canvas: MapSheet, marks: Sequence[Placemark]) -> None:
    """Every mark, the greatest circles first, so that none hides a smaller one."""
    for each in sorted(marks, key=lambda each: -each.mark.radius if each.place.said else 0.0):
        (_draw_circle if each.place.said else _draw_sign)(canvas, each)


def _draw_circle(canvas: MapSheet, each: Placemark) -> None:
    mark, paper = each.mark, canvas.colour("paper")
    fill = canvas.colour(_fill(each.place.emphasised))
    if each.place.value:
        canvas.disc(mark.x, mark.y, mark.radius, fill, paper)
    else:
        edge = fill if each.place.value is not None else canvas.colour("slate")
        canvas.disc(mark.x, mark.y, mark.radius, paper, edge)


def _draw_sign(canvas: MapSheet, each: Placemark) -> None:
    """A dot; in a ring for a capital, hollow for a crossing, a tent for a camp."""
    mark, kind = each.mark, each.place.kind
    colour = canvas.colour("brick" if each.place.emphasised else "ink")
    paper = canvas.colour("paper")
    if kind == "camp":
        r = mark.radius
        canvas.areas([[(mark.x, mark.y - r), (mark.x + r, mark.y + 0.75 * r),
                       (mark.x - r, mark.y + 0.75 * r)]], colour)
    elif kind == "crossing":
        canvas.dot(mark.x, mark.y, mark.radius - 0.15, paper, colour)
    else:
        if kind == "capital":
            canvas.dot(mark.x, mark.y, mark.radius - 0.1, paper, colour)
        canvas.dot(mark.x, mark.y, 0.55 if kind == "capital" else mark.radius, colour)

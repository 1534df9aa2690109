"""A map on its sheet: ground, borders, places or circles, and their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matplotlib.figure import Figure

from figures.desk import asked
from figures.desk.boxes import Box, write
from figures.desk.look import Look
from figures.desk.map.clip import line_outside
from figures.desk.map.countries import Box as Degrees
from figures.desk.map.countries import country, disputes, name_of
from figures.desk.map.frame import framed
from figures.desk.map.gazetteer import Place
from figures.desk.map.ground import Ground, ground
from figures.desk.map.lettering import lettered
from figures.desk.map.mapsheet import MapSheet
from figures.desk.map.placemarks import Placemark, draw_marks, largest, placemarks
from figures.desk.map.room import Label, Sheet, cells
from figures.desk.map.scalebar import ScaleBar, scale_bar
from figures.desk.map.shapes import world
from figures.desk.map.toponyms import toponyms

_SMALL_PRINT = 0.9  # the size of the disclaimer, of that of labels
_OVER_IT = 1.2  # millimetres
_LEAST_HEIGHT = 20.0
_COAST, _BORDER, _LEADER = 0.45, 0.5, 0.5  # points


def drawn(places: Sequence[Place], options: Mapping[str, str], look: Look) -> Figure:
    """The figure of places that have been read."""
    canvas = MapSheet(look)
    small = canvas.smaller(_SMALL_PRINT)
    wrapped = canvas.wrap(options.get("disclaimer", "").strip(), look.width / small)
    pitch = canvas.line * small
    below = len(wrapped) * pitch + _OVER_IT if wrapped else 0.0
    limit = max(look.height - below, _LEAST_HEIGHT) if look.height else 0.0
    frame = framed(places, options, look.width, limit, largest(places, look.width))
    focus = _context(options)
    base = ground(frame, _disputes(options), focus)
    for code in focus:
        if not base.lands.get(code):
            raise ValueError(f"“context” names {name_of(code, 'en')}, which the map does not show.")
    marks = placemarks(canvas, frame, places, options.get("unit", "").strip())
    sheet = Sheet(frame.width, frame.height, [each.mark for each in marks],
                  cells=cells([*base.coasts, *base.borders, *base.disputed]),
                  borders=cells([*base.borders, *base.disputed]),
                  holder=base.holder)
    bar = scale_bar(canvas, frame, sheet) if _wanted(options, "scale") else None
    sheet.taken += [bar.box] if bar else []
    labels, names = _lettered(canvas, sheet, marks, base,
                              focus if _wanted(options, "countries") else None)
    _draw_ground(canvas, base, focus, [label.box for label in (*labels, *names)])
    _draw_words(canvas, marks, labels, names, bar)
    for number, line in enumerate(wrapped):
        canvas.text(0, frame.height + _OVER_IT + (number + 0.8) * pitch, line,
                    canvas.colour("slate"), enlarged=small)
    return canvas.figure(frame.height + below)


def _wanted(options: Mapping[str, str], name: str) -> bool:
    return asked.choice(options, name, ("yes", "no")) == "yes"


def _disputes(options: Mapping[str, str]) -> Mapping[frozenset[str], Degrees]:
    """The borders to dash; ValueError if an author names countries that share none."""
    known, written = disputes(""), disputes(options.get("disputed", ""))
    added = set(written) - set(known)
    if added:
        shared = {frozenset(land.code for land in sides)
                  for sides in world("50m").sides.values()}
        for pair in added - shared:
            first, second = sorted(name_of(code, "en") for code in pair)
            raise ValueError(f"“disputed” names {first} and {second}, which share no border.")
    return written


def _context(options: Mapping[str, str]) -> list[str]:
    """The countries that the map is about."""
    return [country(name, "“context”")
            for name in map(str.strip, options.get("context", "").split(";")) if name]


def _lettered(
    canvas: MapSheet, sheet: Sheet, marks: Sequence[Placemark], base: Ground,
    focus: Sequence[str] | None,
) -> tuple[list[Label], list[Label]]:
    """The labels of places and the names of countries; without names if `focus` is None.

    A country that the map is about is named first, unless that costs a place its label. One
    whose number is shown has its name there already.
    """
    bar = list(sheet.taken)
    labels = _labels(canvas, sheet, marks, base)
    names: list[Label] = []
    if focus is None:
        return labels, names
    labelled = {each.place.code for each in marks}
    first = list(toponyms(canvas, sheet, base, lambda code: code in focus
                          and code not in labelled))
    if first:
        anew = _labels(canvas, sheet, marks, base)
        if len(anew) >= len(labels):
            labels, names = anew, first
        else:
            sheet.taken = bar
    done = [] if not names else focus
    sheet.taken += [label.box for label in labels]
    sheet.leaders = [label.leader for label in labels if label.leader]
    names += toponyms(canvas, sheet, base, lambda code: code not in done
                      and code not in labelled)
    return labels, names


def _labels(
    canvas: MapSheet, sheet: Sheet, marks: Sequence[Placemark], base: Ground
) -> list[Label]:
    """Labels in their places, the emphasised first; ValueError if more than half find none."""
    wanted = [number for number, each in enumerate(marks) if each.mark.parts]
    wanted.sort(key=lambda number: not marks[number].place.emphasised)
    placed = lettered(canvas, sheet, wanted)
    if len(placed) < len(wanted) / 2:
        raise ValueError(
            f"Only {len(placed)} of {len(wanted)} places on the map have room for a label; "
            "make the figure wider, shorten the labels, or choose fewer with “where”.")
    return [_legible(label, base) for label in placed.values()]


def _legible(label: Label, base: Ground) -> Label:
    """A label with ink for the accent colour where it meets the sea, which is too near to that."""
    box = label.box
    if all(base.holder(spot) for spot in (
            (x, y) for x in (box.left, (box.left + box.right) / 2, box.right)
            for y in (box.top, box.bottom))):
        return label
    return replace(label, texts=tuple(
        replace(text, token="ink") if text.token == "brick" else text for text in label.texts))


def _draw_ground(
    canvas: MapSheet, base: Ground, focus: Sequence[str], boxes: Sequence[Box]
) -> None:
    """Sea, land and their lines, which leave out the words in their way."""
    sea = "haze" if "haze" in canvas.look.colours else "sky"
    canvas.areas([base.sea], canvas.colour(sea))
    canvas.areas(base.land, canvas.colour("sand"))
    canvas.areas((ring for code in focus for ring in base.lands[code]), canvas.colour("paper"))
    slate = canvas.colour("slate")
    for lines, thickness, dashed in ((base.coasts, _COAST, False), (base.borders, _BORDER, False),
                                     (base.disputed, _BORDER, True)):
        canvas.strokes((piece for line in lines for piece in line_outside(line, boxes)), slate,
                       thickness, dashed)


def _draw_words(
    canvas: MapSheet, marks: Sequence[Placemark], labels: Sequence[Label],
    names: Sequence[Label], bar: ScaleBar | None,
) -> None:
    """Names under marks, labels over them."""
    slate = canvas.colour("slate")
    for name in names:
        write(canvas, name.texts)
    canvas.strokes((label.leader for label in labels if label.leader), slate, _LEADER)
    draw_marks(canvas, marks)
    for each in marks:
        write(canvas, each.within)
    for label in labels:
        write(canvas, label.texts)
    if bar:
        canvas.strokes([bar.bar], slate, 0.8)
        write(canvas, [bar.text])

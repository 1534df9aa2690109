"""`map`: where places are, or how many are where, on the borders of countries.

A row has a longitude and a latitude in degrees (west and south below zero), or a country, in
whose middle it then stands. With a `value` it is a circle whose area shows the number; else a
dot, and `kind` says of what: capital, city, town, village, crossing or camp.

The map is as large as its places need, or as “extent” says. Borders are those of Natural Earth,
which draws them as they are held; disputed ones are dashed. If a publisher needs a sentence about
that, “disclaimer” sets it under the map. Rows that matter most should come first: when there are
too many for the width, those that come last stay without their label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk.data import Column, Row
from figures.desk.example import Example
from figures.desk.look import Look
from figures.desk.map.bearings import land, told
from figures.desk.map.gazetteer import Place, places, with_unit
from figures.desk.words import cardinal, listed, times

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("label", "text", "what the place is called"),
    Column("longitude", "number", "degrees east; west is below zero", required=False),
    Column("latitude", "number", "degrees north; south is below zero", required=False),
    Column("country", "text", "in place of a point: an English name, or a code such as SYR",
           required=False),
    Column("value", "number", "how many; the area of a circle shows it", required=False),
    Column("qualifier", "qualifier", "about, more than, at least, nearly, up to", required=False),
    Column("kind", "text", "capital, city, town, village, crossing or camp", required=False),
    Column("note", "text", "a few words in grey under the label", required=False),
)
OPTIONS: Mapping[str, str] = {
    "extent": "west, south, east, north in degrees, or a country; else as the places need",
    "context": "the country, or countries with ; between, that the map is about: set off in white",
    "emphasis": "the label, or labels with ; between, set in the accent colour",
    "unit": "what the numbers count, such as % or people",
    "numbers": "exact (every digit) or short (2.5 million)",
    "countries": "yes (their names where there is room) or no",
    "scale": "yes (a bar in kilometres, where it would be true) or no",
    "disputed": "more borders to be dashed: two neighbours with / between, and ; between pairs",
    "disclaimer": "a sentence on borders or names, set small under the map",
}
EXAMPLE = Example(
    {"label": "place", "emphasis": "Aleppo", "context": "Syria", "width": "column",
     "title": "The crossing at Öncüpınar lies 50 kilometres north of Aleppo",
     "deck": "Cities and towns of Syria named in this report, with Kilis and the crossing on the "
             "border with Türkiye",
     "source": "GeoNames, CC BY 4.0, but for the crossing, whose point was placed by hand; "
               "borders Natural Earth"},
    "place,longitude,latitude,kind\n"
    "Aleppo,37.161,36.201,city\n"
    "Öncüpınar / Bab al-Salama gate,37.086,36.642,crossing\n"
    "Kilis,37.115,36.716,town\n"
    "Damascus,36.291,33.510,capital\n"
    "Idlib,36.634,35.931,city\n"
    "Latakia,35.791,35.531,city\n"
    "Hama,36.758,35.132,city\n"
    "Homs,36.726,34.724,city\n"
    "Deir ez-Zor,40.141,35.336,city\n"
    "Al-Hasakah,40.748,36.502,city\n"
    "Kobani,38.353,36.891,town\n"
    "Madaya,36.104,33.690,town\n",
    "places.csv")
_FEW = 3  # places that one sentence can name
_MOST_NAMED = 6  # numbers that a listener can keep apart


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide, and from six tenths as high as wide to as high."""
    from figures.desk.map.atlas import drawn  # brings matplotlib, which only drawing needs

    return drawn(places(rows, options, look.language), options, look)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """Where the map is and what it shows there; of numbers, the greatest."""
    read, language = places(rows, options, look.language), look.language
    known = [place for place in read if place.value is not None]
    if known:
        most = _ranked(known)[0]
        ties = [place for place in known if place.value == most.value]
        said = f"{most.said}{_unit_of(read, options, most)}"
        opening = _circles(read, options, language)
        if len(known) == 1:
            return f"{opening}: {most.label} {said}."
        if len(ties) == 1:
            return f"{opening}: {most.label} has the most, {said}."
        numbers = listed([f"{place.label} {place.said}" for place in ties], language)
        return (f"{opening}: all have the same number." if len(ties) == len(read) > _FEW
                else f"{opening}: the greatest are {numbers}.")
    of = land(read, language)
    first = sorted(read, key=lambda place: not place.emphasised)
    names = [place.label for place in first]
    if len(names) > _FEW:
        others = len(names) - 1
        names = [names[0], f"{cardinal(others, language)} other places"]
    return f"Map{f' of {of}' if of else ''} showing {listed(names, language)}."


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """Every place by its distance from the one emphasised; numbers from the greatest down.

    So the words hold also what a narrow map has no room to label.
    """
    read, language = places(rows, options, look.language), look.language
    sentences = ([f"{_circles(read, options, language)}, larger for a larger number.",
                  *_numbers(read, language)] if any(place.said for place in read)
                 else [_opening(read, language), told(read, language)])
    notes = [f"{place.label}: {place.note.rstrip('.')}" for place in read if place.note]
    if notes:
        sentences.append(f"Marked: {'; '.join(notes)}.")
    return " ".join(filter(None, sentences))


def _opening(read: Sequence[Place], language: str) -> str:
    of = land(read, language)
    count = f"{cardinal(len(read), language)} place{'s' if len(read) > 1 else ''}"
    only = f": {read[0].label}" if len(read) == 1 else ""
    return f"Map{f' of {of}' if of else ''} with {count}{only}."


def _circles(read: Sequence[Place], options: Mapping[str, str], language: str) -> str:
    """“Map with a circle for each of five countries, by number of refugees”."""
    one, many = ("country", "countries") if all(place.code for place in read) else (
        "place", "places")
    unit = options.get("unit", "").strip()
    by = f" by number of {unit}" if len(unit) > 1 else ""
    if len(read) == 1:
        return f"Map with a circle for one {one}{by}"
    return f"Map with circles for {cardinal(len(read), language)} {many}{by}"


def _unit_of(read: Sequence[Place], options: Mapping[str, str], place: Place) -> str:
    unit = options.get("unit", "").strip()
    return f" {unit}" if with_unit(read, unit) is place else ""


def _ranked(known: Sequence[Place]) -> list[Place]:
    return sorted(known, key=lambda place: -(place.value or 0))


def _numbers(read: Sequence[Place], language: str) -> list[str]:
    """The numbers from the greatest down, the first compared with the second if that is fair."""
    ranked = _ranked([place for place in read if place.value is not None])
    named, rest = (ranked, []) if len(ranked) <= _MOST_NAMED else (ranked[:3], ranked[3:])
    phrases = [f"{place.label}{':' if place.label[-1].isdigit() else ''} {place.said}"
               for place in named]
    text = listed(phrases, language)
    if len(named) > 1 and not named[0].qualifier and not named[1].qualifier:
        multiple = times(named[0].value or 0, named[1].value or 0)
        if multiple:
            text = f"{phrases[0]}, {multiple} the {named[1].said} of {named[1].label}"
            text += f"; then {listed(phrases[2:], language)}" if phrases[2:] else ""
    if rest:
        text += (f"; the other {cardinal(len(rest), language)} range from "
                 f"{rest[0].said} ({rest[0].label}) to {rest[-1].said} ({rest[-1].label})"
                 if len(rest) > 1 else f"; and {rest[0].label} {rest[0].said}")
    missing = [place.label for place in read if place.value is None]
    return [f"{text}.", *([f"No figure for {listed(missing, language)}."] if missing else [])]

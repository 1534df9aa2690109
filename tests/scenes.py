"""What kinds are given to draw: their examples, more that they can show, and hostile data."""

from __future__ import annotations

import csv
import datetime
import functools
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from figures import kind, kinds
from figures.desk.data import Column, Period, Row, Value
from figures.desk.look import Look
from report import illustrate
from report.errors import Faults, Place
from report.fonts import ARABIC
from report.model import Theme
from report.rows import COMMON
from report.themes import STYLES, theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DRAWN = [name for name in kinds() if hasattr(kind(name), "draw")]


@dataclass(frozen=True)
class Scene:
    """Rows and options for a kind, under a name for the reader of a failed test."""

    kind: str
    name: str
    rows: Sequence[Row]
    options: Mapping[str, str]


@dataclass(frozen=True)
class Size:
    """A width in millimetres, with the size of labels and the height that go with it."""

    width: float
    label: float
    height: float


@functools.cache
def theme_of(name: str) -> Theme:
    return theme(name, Place(Path("report.toml")), Faults())


# That of the largest page first, which has figures of the most widths.
THEMES = sorted((file.parent.name for file in STYLES.glob("*/theme.toml")),
                key=lambda name: -theme_of(name).measures["width"])


@functools.cache
def sizes(name: str) -> list[Size]:
    """Every size in which some medium draws a figure in the text."""
    look = theme_of(name)
    return sorted({Size(medium.widths[width], look.sizes["label"] * medium.enlarged,
                        medium.tallest)
                   for medium in illustrate.media(look).values()
                   for width in ("column", "full", "margin")}, key=lambda size: size.width)


def in_a_column(name: str) -> Size:
    """The size of a figure as wide as the text of a printed page."""
    column = theme_of(name).measures["column"]
    return next(size for size in sizes(name) if size.width == column)


def look(name: str, size: Size, language: str = "en-GB") -> Look:
    its = theme_of(name)
    return Look(size.width, size.label, its.faces["sans"], its.colours, language, size.height,
                (ARABIC,))


def drawn(scene: Scene, name: str, size: Size, language: str = "en-GB") -> Figure:
    """A scene in a theme; raises what its kind raises."""
    figure: Figure = kind(scene.kind).draw(scene.rows, scene.options, look(name, size, language))
    return figure


def told(scene: Scene, how: str) -> str:
    """The `alt` or the description (`describe`) of a scene, which needs no matplotlib."""
    its = look(THEMES[0], in_a_column(THEMES[0]))
    return str(getattr(kind(scene.kind), how)(scene.rows, scene.options, its))


# --- what a kind can show -------------------------------------------------------------------

# Options and data that make a kind draw what its example does not.
_MORE: Mapping[str, Mapping[str, tuple[Mapping[str, str], str]]] = {
    "counts": {
        "groups": (
            {"emphasis": "B"},
            "label,value,qualifier,group,note\nA hospital,40,about,East,closed\nB,31,,East,\n"
            "C,9,nearly,East,\nD,,,West,not stated\nE,7,,West,\n"),
        "others as one": (
            {"other": "2", "sort": "descending", "unit": "people"},
            "label,value\nA,40\nB,12\nC,9\nD,\nE,7\nF,2\n"),
    },
    "map": {
        "circles": (
            {"unit": "refugees", "emphasis": "Lebanon", "numbers": "short"},
            "label,country,value\nTürkiye,TUR,2503549\nLebanon,LBN,1062690\nJordan,JOR,628223\n"
            "Iraq,IRQ,244642\nEgypt,EGY,117635\n"),
    },
    "pictogram": {
        "three rows": (
            {"emphasis": "still there"},
            "label,value,qualifier\nstill there,320000,about\ngone,75775,more than\nunknown,,\n"),
    },
    "range": {
        "all forms": (
            {"unit": "people", "emphasis": "Second"},
            "label,low,high,value,qualifier,note,group\nFirst,20,50,30,,in May,Then\n"
            "Second,30,60,,,,Then\nThird,,,55,nearly,,Now\nFourth,,,40,more than,,Now\n"
            "Fifth,,,70,up to,,Now\nSixth,,,,,,Now\n"),
    },
    "series": {
        "four lines": (
            {"unit": "%"},
            "date,value,line\n" + "".join(
                f"{year},{(7 * place + 3 * year) % 50 + 10 * place},Line {'ABCD'[place]}\n"
                for place in range(4) for year in range(2010, 2016))),
        "five areas": (
            {"area": "stacked"},
            "date,value,line\n" + "".join(
                f"{year},{20 + 3 * place + year % 4},Part {'ABCDE'[place]}\n"
                for place in range(5) for year in range(2010, 2016))),
        "marked and provisional": (
            {"emphasis": "North"},
            "date,value,line,status,note\n2015-01,30,North,,\n2015-02,44,North,,Road cut\n"
            "2015-03,41,North,provisional,\n2015-01,12,South,,\n2015-02,,South,,\n"
            "2015-03,19,South,provisional,\n"),
    },
    "slope": {
        "a gap": ({}, "label,before,after\nA,30,12\nB,,9\nC,31,29\nD,5,\n"),
    },
    "timeline": {
        "lanes": (
            {"lanes": "yes", "emphasis": "aid"},
            "date,event,kind\n2015-09-30,An air campaign begins,fighting\n2015-10,Many go,flight\n"
            "2016-02-01/2016-02-03,Talks open and are paused,talks\n2016-02-04,Donors meet,aid\n"
            "2016-02-12,Agreement on a pause,talks\n2016-02-27,The pause takes effect,talks\n"),
    },
}


def scenes(name: str) -> list[Scene]:
    """The example of a kind, and what else it can show."""
    example = kind(name).EXAMPLE
    own = {option: said for option, said in example.options.items() if option not in COMMON}
    found = [Scene(name, "example", _rows(name, own, example.data), own)]
    return found + [Scene(name, title, _rows(name, options, data), options)
                    for title, (options, data) in _MORE.get(name, {}).items()]


def _rows(name: str, options: Mapping[str, str], data: str) -> list[Row]:
    columns: Sequence[Column] = kind(name).COLUMNS
    return [{column.name: column.read(cells.get(options.get(column.name, column.name)) or "")
             for column in columns} for cells in csv.DictReader(io.StringIO(data))]


# --- what an author should not write --------------------------------------------------------

_WORDS: Mapping[str, str] = {
    "long words": "Households in informal settlements on the road to the border that was shut {}",
    "one long word": "Donaudampfschifffahrtsgesellschaft" * 2 + "skapitänswitwenrente{}",
    "a break in the line": "Households in\ninformal settlements {}",
}
_FOREIGN = "اللاجئون في المخيمات {}"
_NUMBERS: Mapping[str, Callable[[int], Value]] = {
    "zeros": lambda place: 0,
    "numbers below zero": lambda place: -100 - place,
    "numbers on both sides of zero": lambda place: (place % 2 * 2 - 1) * (place + 1),
    "no number": lambda place: None,
    "every other number": lambda place: None if place % 2 else 12 + place,
    "great numbers": lambda place: 10_000_000_000 - place,
    "equal numbers": lambda place: 7,
    "numbers far apart": lambda place: 0.004 if place % 2 else 10_000_000_000,
}
_DAY = datetime.date(2016, 2, 5)
_DATES: Mapping[str, Callable[[int], Value]] = {
    "one day": lambda place: Period(_DAY, _DAY, "day"),
    "decades": lambda place: Period(datetime.date(1900 + 11 * place, 1, 1),
                                    datetime.date(1900 + 11 * place, 12, 31), "year"),
}


_SLOW = {"map"}  # kinds that take a second to draw, and so are drawn in one width
LEAST = 4  # hostile scenes that every kind draws, so that refusing all would be noticed


def for_hostile(name: str) -> list[Size]:
    """The narrowest size, that of a phone, and a wide one."""
    every = sizes(THEMES[0])
    phone = next(size for size in every if size.width == 96)
    return [phone] if name in _SLOW else [every[0], phone, every[-2]]


def foreign(name: str) -> Iterator[Scene]:
    """The example with Arabic in each column of words, which no Latin face can set."""
    scene = scenes(name)[0]
    for column in kind(name).COLUMNS:
        if column.holds == "text" and any(row[column.name] for row in scene.rows):
            yield replace(scene, options=_plain(scene), rows=_said(_FOREIGN, column, scene.rows))


def hostile(name: str) -> Iterator[Scene]:
    """The scenes of a kind with one thing of them made as bad as it can be."""
    for scene in scenes(name):
        scene = replace(scene, options=_plain(scene))
        yield replace(scene, name=f"{scene.name}: one row", rows=scene.rows[:1])
        yield replace(scene, name=f"{scene.name}: sixty rows", rows=_sixty(name, scene.rows))
        for column in kind(name).COLUMNS:
            if any(row[column.name] is not None for row in scene.rows):
                for bad, rows in _spoilt(column, scene.rows):
                    yield replace(scene, name=f"{scene.name}: {column.name}, {bad}", rows=rows)


def _plain(scene: Scene) -> Mapping[str, str]:
    """A scene's options without those that are true of its own data only."""
    cells = {str(value) for row in scene.rows for value in row.values()}
    return {option: said for option, said in scene.options.items() if option not in (
        "total", "per", "above", "above-title", "below-title", "context")
        and not cells & {part.strip() for part in said.split(";")}}


def _spoilt(column: Column, rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    for bad, words in _WORDS.items() if column.holds == "text" else ():
        yield bad, _said(words, column, rows)
    for bad, of in {"number": _NUMBERS, "period": _DATES}.get(column.holds, {}).items():
        yield bad, [{**row, column.name: of(place)} for place, row in enumerate(rows)]


def _said(words: str, column: Column, rows: Sequence[Row]) -> list[Row]:
    """Other words in a column; rows that had the same have the same."""
    known = list(dict.fromkeys(row[column.name] for row in rows))
    return [{**row, column.name: column.read(words.format(known.index(value) + 1))
             if (value := row[column.name]) is not None else None} for row in rows]


def _sixty(name: str, rows: Sequence[Row]) -> list[Row]:
    """The rows again and again, each a little different from the one that it repeats."""
    required = [column.name for column in kind(name).COLUMNS if column.required]

    def another(place: int) -> Iterator[tuple[str, Value]]:
        for column, value in rows[place % len(rows)].items():
            match value:
                case Period():
                    first = datetime.date(1990 + place // 12, place % 12 + 1, 1)
                    yield column, Period(first, first.replace(day=28), "day")
                case str() if column in required:
                    yield column, f"{value} {place}"
                case int() | float():
                    yield column, round(value * (1 + place / 400), 3)
                case _:
                    yield column, value

    return [dict(another(place)) for place in range(60)]

"""Directives that make what is numbered: figures and tables."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from figures import kinds
from figures import table as rows_and_columns
from report.errors import Place, did_you_mean
from report.ledger import EVENTS, FACTS
from report.markup import blocks, columns, facts, ledgered, tabulated
from report.markup.given import Directive, name_of
from report.markup.pictures import image
from report.model import Cell, Figure, Flow, Grid, KeyFigures, Piece, Table
from report.rows import COMMON

if TYPE_CHECKING:
    from report.markup.walk import Walk

WIDTHS = ("column", "full", "margin")
_WORDS = ("title", "deck", "source", "note", "credit")
_PIPE_TABLE = ("name", "deck", "source", "note", "width", "place")
# What an image has nothing to do with.
_OF_DATA = ("data", "facts", "where", "headings", "description")
TABLE = (*_PIPE_TABLE, "data", "facts", "where", "headings", *rows_and_columns.OPTIONS)


def figure(walk: Walk, given: Directive) -> Piece | None:
    """`:::{figure} KIND` draws data; `:::{figure} images/FILE` shows an image."""
    is_image = "/" in given.argument or "." in given.argument
    words = {name: _option(walk, given, name) for name in _WORDS}
    own = {k: v for k, v in given.options.items() if k not in COMMON}
    file = data = None
    if is_image:
        file = image(walk, given.argument, given.place)
        words["title"] = words["title"] or _caption(walk, given)
        if not given.options.get("alt"):
            walk.fault(given.place, f"The image “{given.argument}” has no alternative text.",
                       "Say in a sentence what it shows: “:alt: A queue at a gate”.")
        known = [name for name in COMMON if name not in _OF_DATA]
        for option in given.options.keys() - known:
            walk.fault(given.at(option), f"{{figure}} with an image has no option “{option}”.",
                       did_you_mean(option, known))
    else:
        known = kinds(walk.desk.manuscript.kinds)
        if given.argument not in known:
            walk.fault(given.place, f"There is no kind of figure “{given.argument}”.",
                       did_you_mean(given.argument, known))
        elif code := tabulated.code(walk.desk.manuscript, given.argument):
            return of_words(walk, given, code)
        if _has_body(walk, given, "A figure drawn from data"):
            return None
        data = _data(walk, given)
    if not words["title"]:
        walk.fault(given.place, "This figure has no title.",
                   "Say what it shows: “:title: Five neighbours host nearly all”.")
    name = name_of(walk, given, "figure")
    return Figure(
        name, walk.desk.number("figure"), "image" if is_image else given.argument,
        **words, alt=given.options.get("alt", ""), width=_width(walk, given), options=own,
        places={option: given.at(option) for option in given.options}, place=given.place,
        image=file, data=data, description=given.options.get("description", ""),
        headings=columns.titles(given.options.get("headings", "")),
        licence=given.options.get("licence", ""), pinned=_pinned(walk, given),
    )


def table(walk: Walk, given: Directive) -> Piece | None:
    """`:::{table} Title` with a pipe table as its body, or `:data:` and `:columns:`."""
    if {"data", "facts"} & given.options.keys():
        return of_words(walk, given, rows_and_columns)
    for option in given.options.keys() & set(TABLE) - {*_PIPE_TABLE}:
        walk.fault(given.at(option), f"“{option}” is for a table made from “:data:”.",
                   "Name the file with it, or take it out.")
    title = _title(walk, given)
    return _grid(walk, given, title, *_body_table(walk, given))


def of_words(walk: Walk, given: Directive, code: ModuleType) -> Piece | None:
    """What a kind that is words makes of data: a table, or a band of key figures."""
    is_band = bool(code.COLUMNS)
    if _has_body(walk, given, f"{'Key figures' if is_band else 'A table'} made from data"):
        return None
    made = tabulated.made(walk, given, code, _data(walk, given))
    if is_band:
        name = name_of(walk, given, "key-figures")
        return KeyFigures(name, tabulated.band(walk, made), given.options.get("title", ""))
    known = {*TABLE, *code.OPTIONS, "title"}
    for option in given.options.keys() - known if given.name == "figure" else ():
        walk.fault(given.at(option), f"{given.argument} has no option “{option}”.",
                   did_you_mean(option, known))
    grid = _grid(walk, given, _title(walk, given))
    return tabulated.filled(walk, grid, made) if made else grid


def _title(walk: Walk, given: Directive) -> Flow:
    """A table's title, behind {table} or, where the kind stands there, an option."""
    if given.name == "table":
        title = walk.words(given.argument, given.place.line)
        mend = "Write it behind {table}."
    else:
        title = _option(walk, given, "title")
        mend = "Say what it shows: “:title: Five neighbours host nearly all”."
    if not title:
        walk.fault(given.place, "This table has no title.", mend)
    return title


def _grid(
    walk: Walk, given: Directive, title: Flow, rows: tuple[tuple[Cell, ...], ...] = (),
    heads: int = 0,
) -> Grid:
    """A table with its number and the words round it."""
    name = name_of(walk, given, "table")
    deck, source, note = (_option(walk, given, each) for each in ("deck", "source", "note"))
    return Grid(name, walk.desk.number("table"), title, deck, source, note,
                _width(walk, given), rows, heads, given.place, pinned=_pinned(walk, given))


def _body_table(walk: Walk, given: Directive) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """The rows of the pipe table that a directive holds, and nothing beside it."""
    with walk.apart(given.body_line):
        nodes = walk.tree(given.body)
        tables = [node for node in nodes if node.type == "table"]
        others = [node for node in nodes if node.type not in ("table", "footnote_reference")]
        if len(tables) != 1 or others:
            walk.fault(walk.place((others or tables)[0]) if tables else given.place,
                       "This table has no rows." if not tables else
                       "A {table} holds one pipe table, and nothing else.",
                       "Put a pipe table into it, or name a file: “:data: events.csv”."
                       if not tables else "Words belong into “:deck:” or “:note:”.")
            return (), 0
        return blocks.cells(walk, tables[0])


def _has_body(walk: Walk, given: Directive, what: str) -> bool:
    """Whether words would be lost, which is a fault: most often an option written wrongly."""
    for number, line in enumerate(given.body.split("\n"), given.body_line):
        if line.strip():
            walk.fault(Place(given.place.file, number),
                       f"{what} has options and no text, and this is no option: {line.strip()}",
                       "Write options as “:deck: Words”, all of them above any empty line; "
                       "one that goes on is indented.")
            walk.desk.lost.add(given.options.get("name", ""))
            return True
    return False


def _data(walk: Walk, given: Directive) -> Table | None:
    """The rows of a CSV file, or of the ledger, that a directive asks for."""
    table = _table(walk, given)
    if table is None:
        return None
    condition = given.options.get("where", "")
    if condition:
        table = columns.where(walk, table, condition, given.at("where"))
    is_ledger = bool(table.apart)
    if is_ledger:
        ledgered.confirmed(walk, given, table)
    ledgered.used(walk, given, table, is_ledger)
    return facts.in_cells(walk, table)


def _table(walk: Walk, given: Directive) -> Table | None:
    """The file, or the ledger, from which a directive takes its rows; a fault if there is none."""
    tables, ledger = walk.desk.manuscript.tables, walk.desk.manuscript.ledger
    name = given.options.get("data", FACTS if "facts" in given.options else "")
    if "facts" in given.options and name != FACTS:
        walk.fault(given.at("facts"), f"“facts” names facts of the ledger, not rows of {name}.",
                   "Take “:data:” out, or write “:where:”.")
        return None
    if not name:
        walk.fault(given.place, f"{{{given.name}}} {given.argument} has no data.",
                   "Name a file of data/: “:data: refugees.csv”.")
        return None
    if "facts" in given.options or (name == FACTS and ledger.facts) or (
            name == EVENTS and ledger.events):
        return ledgered.table(walk, given, name)
    if name not in tables:
        walk.fault(given.at("data"), f"There is no file “{name}” in data/.",
                   did_you_mean(name, tables))
        return None
    table = tables[name]
    if not table.columns:
        return None  # a fault of its own, found when the file was read
    if not table.rows:
        walk.fault(given.at("data"), f"{name} has a header and no rows.",
                   "Write a row under the header, or take this out.")
        return None
    return table


def _caption(walk: Walk, given: Directive) -> Flow:
    return walk.words(" ".join(given.body.split()), given.body_line)


def _option(walk: Walk, given: Directive, name: str) -> Flow:
    return walk.words(given.options.get(name, ""), given.at(name).line)


def _pinned(walk: Walk, given: Directive) -> bool:
    """Whether it must stand where it is written, even before a great white hole."""
    if (place := given.options.get("place", "")) not in ("", "here"):
        walk.fault(given.at("place"), f"“{place}” is no place.",
                   "Write “:place: here”, or leave it out: it may then move a little.")
    return bool(place)


def _width(walk: Walk, given: Directive) -> str:
    width = given.options.get("width", "column")
    if width not in WIDTHS:
        walk.fault(given.at("width"), f"“{width}” is no width.", did_you_mean(width, WIDTHS))
    return width

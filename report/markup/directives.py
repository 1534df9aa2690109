"""Directives: figures, tables, boxes and the other things set apart from the text.

    :::{name} argument
    :option: value
    body
    :::
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from figures import kinds
from report.errors import Place, did_you_mean
from report.markup import columns
from report.model import (
    Aside,
    Box,
    Cell,
    Figure,
    Flow,
    Grid,
    KeyFigures,
    Piece,
    Quote,
    Table,
)

if TYPE_CHECKING:
    from report.markup.walk import Walk

WIDTHS = ("column", "full", "margin")
_WORDS = ("title", "deck", "source", "note", "credit")
_FIGURE = ("name", *_WORDS, "alt", "width", "data", "where")
_TABLE = ("name", "deck", "source", "note", "width", "data", "where", "columns")
_OPTION = re.compile(r":([A-Za-z][\w-]*):(?:\s+(.*))?$")


@dataclass(frozen=True)
class Directive:
    """A directive taken apart; `lines` are the source lines of its options and its `body`."""

    name: str
    argument: str
    options: Mapping[str, str]
    lines: Mapping[str, int]
    body: str
    place: Place

    @property
    def body_line(self) -> int:
        return self.lines["body"]

    def at(self, option: str) -> Place:
        return Place(self.place.file, self.lines.get(option, self.place.line))


def directive(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    """The piece that a directive gives; a fault and nothing if there is none of that name."""
    match = re.fullmatch(r"\{([\w-]+)\}\s*(.*)", node.info.strip())
    place = walk.place(node)
    if not match:
        walk.fault(place, f"“::: {node.info.strip()}” is no directive.",
                   "Write its name in braces: :::{figure} counts")
        return
    name, argument = match.groups()
    if name not in DIRECTIVES:
        walk.fault(place, f"There is no directive {{{name}}}.", did_you_mean(name, DIRECTIVES))
        return
    make, known = DIRECTIVES[name]
    parsed = _parse(name, argument.strip(), node.content, place)
    if known is not None:
        for option in parsed.options.keys() - set(known):
            walk.fault(parsed.at(option), f"{{{name}}} has no option “{option}”.",
                       did_you_mean(option, known))
    piece = make(walk, parsed)
    if piece is not None:
        yield piece


def _parse(name: str, argument: str, content: str, place: Place) -> Directive:
    """Options are the first lines; one that goes on is indented by two spaces or more."""
    options: dict[str, str] = {}
    lines: dict[str, int] = {}
    body = content.split("\n")
    number = place.line
    last = ""
    while body:
        option = _OPTION.match(body[0])
        if option:
            last = option[1]
            options[last] = (option[2] or "").strip()
            lines[last] = number + 1
        elif last and body[0].startswith("  ") and body[0].strip():
            options[last] += " " + body[0].strip()
        else:
            break
        body.pop(0)
        number += 1
    lines["body"] = number + 1
    return Directive(name, argument, options, lines, "\n".join(body), place)


# --- figures and tables ---------------------------------------------------------------------


def _figure(walk: Walk, given: Directive) -> Piece | None:
    """`:::{figure} KIND` draws data; `:::{figure} images/FILE` shows an image."""
    is_image = "/" in given.argument or "." in given.argument
    words = {name: _option(walk, given, name) for name in _WORDS}
    own = {k: v for k, v in given.options.items() if k not in _FIGURE}
    file = data = None
    if is_image:
        file = image(walk, given.argument, given.place)
        words["title"] = words["title"] or _caption(walk, given)
        if not given.options.get("alt"):
            walk.fault(given.place, f"The image “{given.argument}” has no alternative text.",
                       "Say in a sentence what it shows: “:alt: A queue at a gate”.")
        for option in own:
            walk.fault(given.at(option), f"{{figure}} with an image has no option “{option}”.",
                       did_you_mean(option, _FIGURE))
    else:
        if given.argument not in kinds():
            walk.fault(given.place, f"There is no kind of figure “{given.argument}”.",
                       did_you_mean(given.argument, kinds()))
        data = _data(walk, given)
    if not words["title"]:
        walk.fault(given.place, "This figure has no title.",
                   "Say what it shows: “:title: Five neighbours host nearly all”.")
    name = _name(walk, given, "figure")
    return Figure(
        name, walk.desk.number("figure"), "image" if is_image else given.argument,
        **words, alt=given.options.get("alt", ""), width=_width(walk, given), options=own,
        places={option: given.at(option) for option in given.options}, place=given.place,
        image=file, data=data,
    )


def _table(walk: Walk, given: Directive) -> Piece | None:
    """`:::{table} Title` with a pipe table as its body, or `:data:` and `:columns:`."""
    title = walk.words(given.argument, given.place.line)
    if not title:
        walk.fault(given.place, "This table has no title.", "Write it behind {table}.")
    if "data" in given.options:
        data = _data(walk, given)
        chosen = given.options.get("columns", "")
        rows = columns.rows(walk, data, chosen, given.at("columns")) if data else ()
        heads = 1
    else:
        rows, heads = _body_table(walk, given)
    name = _name(walk, given, "table")
    words = {name: _option(walk, given, name) for name in ("deck", "source", "note")}
    return Grid(name, walk.desk.number("table"), title, **words, width=_width(walk, given),
                rows=rows, heads=heads, place=given.place)


def _body_table(walk: Walk, given: Directive) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    for piece in walk.blocks(given.body, given.body_line):
        if isinstance(piece, Grid):
            return piece.rows, piece.heads
    walk.fault(given.place, "This table has no rows.",
               "Put a pipe table into it, or name a file: “:data: events.csv”.")
    return (), 0


def _data(walk: Walk, given: Directive) -> Table | None:
    """The rows of a CSV file that a directive asks for."""
    tables = walk.desk.manuscript.tables
    name = given.options.get("data", "")
    if not name:
        walk.fault(given.place, f"{{{given.name}}} {given.argument} has no data.",
                   "Name a file of data/: “:data: refugees.csv”.")
        return None
    if name not in tables:
        walk.fault(given.at("data"), f"There is no file “{name}” in data/.",
                   did_you_mean(name, tables))
        return None
    table = tables[name]
    condition = given.options.get("where", "")
    return columns.where(walk, table, condition, given.at("where")) if condition else table


def image(walk: Walk, source: str, place: Place) -> Path | None:
    """The file of an image that a text names; a fault if it is not there."""
    images = walk.desk.manuscript.images
    if source in images:
        return images[source]
    if re.match(r"[a-z]+:", source):
        walk.fault(place, f"“{source}” is on the network, and a build fetches nothing.",
                   "Put the image into the report's folder images/.")
    else:
        walk.fault(place, f"There is no image “{source}”.", did_you_mean(source, images))
    return None


def _caption(walk: Walk, given: Directive) -> Flow:
    return walk.words(" ".join(given.body.split()), given.body_line)


def _option(walk: Walk, given: Directive, name: str) -> Flow:
    return walk.words(given.options.get(name, ""), given.at(name).line)


def _width(walk: Walk, given: Directive) -> str:
    width = given.options.get("width", "column")
    if width not in WIDTHS:
        walk.fault(given.at("width"), f"“{width}” is no width.", did_you_mean(width, WIDTHS))
    return width


def _name(walk: Walk, given: Directive, otherwise: str) -> str:
    if name := given.options.get("name", ""):
        return walk.desk.take(name, given.at("name"))
    return walk.desk.coin(f"{walk.section} {otherwise}", given.place)


# --- things beside the argument -------------------------------------------------------------


def _box(walk: Walk, given: Directive) -> Piece:
    title = walk.words(given.argument, given.place.line)
    name = _name(walk, given, "box")
    return Box(name, title, walk.blocks(given.body, given.body_line))


def _aside(walk: Walk, given: Directive) -> Piece:
    return Aside(_name(walk, given, "aside"), walk.blocks(given.body, given.body_line))


def _pull_quote(walk: Walk, given: Directive) -> Piece:
    quoted = "\n".join(f"> {line}" for line in given.body.split("\n"))
    inner = next(p for p in walk.blocks(quoted, given.body_line) if isinstance(p, Quote))
    return Quote(_name(walk, given, "pull-quote"), inner.flow, inner.attribution, pull=True)


def _key_figures(walk: Walk, given: Directive) -> Piece | None:
    """The body is a definition list: the figure, then a line “: what it counts”."""
    items = walk.definitions(given.body, given.body_line)
    if not items:
        walk.fault(given.place, "These key figures are empty.",
                   "Write a figure on a line, and under it “: what it counts”.")
        return None
    return KeyFigures(_name(walk, given, "key-figures"), items)


DIRECTIVES: dict[
    str, tuple[Callable[[Walk, Directive], Piece | None], tuple[str, ...] | None]
] = {
    "figure": (_figure, None),  # the kind checks its own options
    "table": (_table, _TABLE),
    "admonition": (_box, ("name", "class")),
    "box": (_box, ("name",)),
    "aside": (_aside, ("name",)),
    "pull-quote": (_pull_quote, ("name",)),
    "key-figures": (_key_figures, ("name",)),
}

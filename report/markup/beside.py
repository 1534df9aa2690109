"""Directives that make what stands beside the argument: boxes, side notes, key figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from figures import key_figures as band
from report.markup import blocks
from report.markup.given import Directive, name_of
from report.markup.numbered import of_words
from report.model import Aside, Box, Flow, KeyFigure, KeyFigures, Piece, Quote

if TYPE_CHECKING:
    from report.markup.walk import Walk

KEY_FIGURES = ("name", "data", "facts", "where", *(column.name for column in band.COLUMNS),
               *band.OPTIONS)


def box(walk: Walk, given: Directive) -> Piece:
    title = walk.words(given.argument, given.place.line)
    name = name_of(walk, given, "box")
    return Box(name, title, _body(walk, given))


def aside(walk: Walk, given: Directive) -> Piece:
    _no_argument(walk, given)
    return Aside(name_of(walk, given, "aside"), _body(walk, given))


def pull_quote(walk: Walk, given: Directive) -> Piece:
    _no_argument(walk, given)
    name = name_of(walk, given, "pull-quote")
    with walk.apart(given.body_line):
        said, by = blocks.attributed(walk, walk.tree(given.body))
    _check_filled(walk, given, said)
    return Quote(name, said, by, pull=True)


def key_figures(walk: Walk, given: Directive) -> Piece | None:
    """The body is a definition list: the figure, then a line “: what it counts”; or `:data:`."""
    _no_argument(walk, given)
    if {"data", "facts"} & given.options.keys():
        return of_words(walk, given, band)
    for option in given.options.keys() & set(KEY_FIGURES) - {"name", "title"}:
        walk.fault(given.at(option), f"“{option}” is for key figures from “:data:”.",
                   "Name the file with them, or take this out.")
    name = name_of(walk, given, "key-figures")
    title = given.options.get("title", "")
    items: list[KeyFigure] = []
    with walk.apart(given.body_line):
        for node in walk.tree(given.body):
            if node.type == "dl":
                items += (KeyFigure(*pair) for pair in definitions(walk, node))
            elif node.type != "footnote_reference":
                walk.fault(walk.place(node), "Key figures hold figures and what they count.",
                           "Write a figure on a line, and under it “: what it counts”.")
                return KeyFigures(name, ())
    if not items:
        walk.fault(given.place, "These key figures are empty.",
                   "Write a figure on a line, and under it “: what it counts”.")
    return KeyFigures(name, tuple(items), title)


def definitions(walk: Walk, dl: SyntaxTreeNode) -> Iterator[tuple[Flow, Flow]]:
    """The pairs of term and definition in a definition list."""
    term: Flow = ()
    for node in dl.children:
        if node.type == "dt":
            term = walk.flow(node.children)
        else:
            single = len(node.children) == 1 and node.children[0].type == "paragraph"
            yield term, walk.flow(node.children[0].children if single else node.children)


def _body(walk: Walk, given: Directive) -> Flow:
    flow = walk.blocks(given.body, given.body_line)
    _check_filled(walk, given, flow)
    return flow


def _check_filled(walk: Walk, given: Directive, flow: Flow) -> None:
    if not flow:
        walk.fault(given.place, f"{{{given.name}}} is empty.", "Write its text into it.")


def _no_argument(walk: Walk, given: Directive) -> None:
    """Words behind a directive that shows none would be lost."""
    if given.argument:
        walk.fault(given.place, f"{{{given.name}}} has no title: “{given.argument}”.",
                   "Write the words on the line below.")

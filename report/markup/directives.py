"""Directives: figures, tables, boxes and the other things set apart from the text.

    :::{name} argument
    :option: value
    body
    :::
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from report.errors import Place, did_you_mean
from report.markup import back, beside, changed, facts, maths, numbered
from report.markup.given import Directive, parse
from report.model import Piece

if TYPE_CHECKING:
    from report.markup.walk import Walk


def directive(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    """The piece that a directive gives; a fault and nothing if there is none of that name."""
    match = re.fullmatch(r"\{([\w-]+)\}\s*(.*)", node.info.strip())
    place = walk.place(node)
    name, argument = match.groups() if match else ("", "")
    given = parse(name, argument.strip(), node.content, place)
    if wrong := _unclosed(walk, node, given) or _unknown(walk, node, name):
        if wrong != (_SILENT,):
            walk.fault(place, *wrong)
        walk.desk.lost.add(given.options.get("name", ""))
        yield from walk.again(given.body, given.body_line)
        return
    make, known = DIRECTIVES[name]
    for option in given.options.keys() - set(given.options if known is None else known):
        walk.fault(given.at(option), f"{{{name}}} has no option “{option}”.",
                   did_you_mean(option, known or ()))
    for option, line in given.repeated:
        walk.fault(Place(place.file, line), f"The option “{option}” is given twice.",
                   "Take one of the two out.")
    first = len(walk.desk.uses)
    with walk.inside(_WITHIN.get(name, name)):
        piece = make(walk, facts.filled(walk, given))
    if piece is not None:
        facts.placed(walk.desk, first, piece)
        yield piece


_WITHIN = {"admonition": "box", "changes": "box", "pull-quote": "text", "glossary": "text"}
_SILENT = "the end of a directive that was closed by another's end"


def _unclosed(walk: Walk, node: SyntaxTreeNode, given: Directive) -> tuple[str, ...]:
    """What is wrong with where a directive ends, and how to mend it; () if nothing is."""
    colons = len(node.markup)
    words = f"{{{given.name}}}" if given.name else "These colons"
    for number, line in enumerate(node.content.split("\n"), given.place.line + 1):
        if re.match(rf"\s*:{{{colons},}}\s*\{{", line):
            walk.is_misnested = True
            return (f"{words} is not closed where the next directive begins, in line {number}.",
                    "Close it with ::: on a line of its own; if it is to hold the other, "
                    f"begin and end it with {':' * (colons + 1)}")
    if not node.info.strip() and walk.is_misnested:
        return (_SILENT,)
    if not node.info.strip():
        return ("These colons end nothing: no directive is open here.",
                "Take them out, or write which begins here: :::{admonition} A title")
    if not walk.is_misnested and not re.fullmatch(
            rf"[>\s]*:{{{colons},}}\s*", walk.last_line(node)):
        return (f"{words} is never closed.",
                f"End it with a line of its own: {node.markup}")
    return ()


def _unknown(walk: Walk, node: SyntaxTreeNode, name: str) -> tuple[str, ...]:
    """What is wrong with a directive's name, and how to mend it; () if nothing is."""
    if not name:
        return (f"“::: {node.info.strip()}” is no directive.",
                "Write its name in braces: :::{figure} counts")
    if name not in DIRECTIVES:
        return (f"There is no directive {{{name}}}.", did_you_mean(name, DIRECTIVES))
    return ()


DIRECTIVES: dict[
    str, tuple[Callable[[Walk, Directive], Piece | None], tuple[str, ...] | None]
] = {
    "figure": (numbered.figure, None),  # the kind checks its own options
    "table": (numbered.table, numbered.TABLE),
    "admonition": (beside.box, ("name", "class")),
    "box": (beside.box, ("name",)),
    "aside": (beside.aside, ("name",)),
    "pull-quote": (beside.pull_quote, ("name",)),
    "glossary": (back.glossary, ("name",)),
    "acronyms": (back.acronyms, ("name",)),
    "show-index": (back.show_index, ("name",)),
    "changes": (changed.changes_box, ("name", "since")),
    "facts": (back.facts, ("name",)),
    "sources": (back.sources, ("name",)),
    "key-figures": (beside.key_figures, beside.KEY_FIGURES),
    "math": (maths.directive, ("name", "label")),
}

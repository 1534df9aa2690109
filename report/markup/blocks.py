"""Blocks of a text: paragraphs, headings, quotations, tables, code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from report.flows import merged, plain
from report.markup import maths, spans
from report.model import Cell, Flow, Grid, Heading, Piece, Quote

if TYPE_CHECKING:
    from report.markup.walk import Walk

_SAID_BY = re.compile(r"^(--|—|–|―)\s*")
_DEEPEST_HEADING = 4


def _paragraph(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    inline = node.children[0]
    if node.parent and node.parent.type == "list_item" and _is_hidden(node):
        yield from walk.inline(inline)
    elif [child.type for child in inline.children] == ["image"]:
        yield '<p class="image">'
        yield from walk.inline(inline)
        yield "</p>\n"
    else:
        yield f"<p{walk.paragraph_id()}{walk.attributes(node)}>"
        yield from walk.whole(walk.inline(inline))
        yield "</p>\n"


def _is_hidden(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph stands in a tight list, where it is not set as one."""
    return bool(node.nester_tokens and node.nester_tokens.opening.hidden)


def _heading(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    level, place = int(node.tag[1]), walk.place(node)
    with walk.inside("heading"):
        title = walk.whole(walk.inline(node.children[0]))
    if not plain(title).strip():
        walk.fault(place, "This heading has no words.", "Write them behind the #.")
    elif walk.is_apart or (node.parent and node.parent.type != "root"):
        walk.fault(place, "A heading cannot stand inside a box, a quotation or a list.",
                   "Set the words in bold, or end the box above the heading.")
    elif level == 1:
        walk.fault(place, "A text has one title, and this is a second.",
                   "Begin the line with “##”, or move it into a file of its own.")
    elif level > walk.level + 1:
        walk.fault(place, f"The heading “{plain(title)}” skips a level.",
                   f"Begin it with {'#' * (walk.level + 1)} instead of {'#' * level}.")
    elif level > _DEEPEST_HEADING:
        walk.fault(place, f"The heading “{plain(title)}” stands too deep.",
                   f"Begin it with {'#' * _DEEPEST_HEADING} at most.")
    walk.level = level
    yield Heading(walk.claim(f"{walk.section} {plain(title)}", place), level, title)


def _label(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    walk.label(node.content.strip(), walk.place(node))
    return iter(())


def _nothing(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    return iter(())


def _rule(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    yield "<hr />\n"


def _code(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    if node.markup and not re.fullmatch(rf"[>\s]*{node.markup[0]}{{3,}}\s*", walk.last_line(node)):
        walk.fault(walk.place(node), "This code is opened and never closed.",
                   f"End it with a line of its own: {node.markup}")
    if maths.FENCE.fullmatch(node.info.strip()):
        yield from maths.block(walk, node)
        return
    yield f"<pre><code>{escape(node.content, quote=False)}</code></pre>\n"


def _quote(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    said, by = attributed(walk, node.children)
    place = walk.place(node)
    by = by or walk.words(str(node.attrs.get("attribution", "")), place.line)
    if not said:
        walk.fault(place, "This quotation is empty.", "Write what was said behind the >.")
    yield Quote(walk.desk.coin(f"{walk.section} quote", place), said, by)


def attributed(walk: Walk, nodes: Sequence[SyntaxTreeNode]) -> tuple[Flow, Flow]:
    """Split quoted blocks into what is said and, from a last line “-- Name”, by whom."""
    if not nodes or nodes[-1].type != "paragraph":
        return walk.flow(nodes), ()
    inline = nodes[-1].children[0].children
    breaks = [i for i, child in enumerate(inline) if child.type in ("softbreak", "hardbreak")]
    start = breaks[-1] + 1 if breaks else 0
    if start >= len(inline) or not _SAID_BY.match(inline[start].content):
        return walk.flow(nodes), ()
    said: list[str | Piece] = list(walk.flow(nodes[:-1]))
    if breaks:
        said.append("<p>")
        said += [part for child in inline[: breaks[-1]] for part in walk.node(child)]
        said.append("</p>\n")
    tail = merged(part for child in inline[start:] for part in walk.node(child))
    by = (_SAID_BY.sub("", tail[0]), *tail[1:]) if isinstance(tail[0], str) else tail
    return walk.whole(said), by


def _table(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    place = walk.place(node)
    rows, heads = cells(walk, node)
    name = walk.desk.coin(f"{walk.section} table", place)
    yield Grid(name, 0, (), (), (), (), "column", rows, heads, place)


def cells(walk: Walk, table: SyntaxTreeNode) -> tuple[tuple[tuple[Cell, ...], ...], int]:
    """The rows of a pipe table, and how many of them are its header."""
    heads = [row for part in table.children if part.type == "thead" for row in part.children]
    body = [row for part in table.children if part.type == "tbody" for row in part.children]
    for row in body:
        place = walk.place(row)
        written = _written_cells(walk.line(place.line))
        if written != len(row.children):
            walk.fault(place, f"This row has {written} cell{'' if written == 1 else 's'}, "
                       f"but the header has {len(row.children)}.",
                       "Put | between cells, also around an empty one; write \\| for a stroke.")
    return tuple(
        tuple(_cell(walk, cell) for cell in row.children) for row in [*heads, *body]
    ), len(heads)


def _written_cells(line: str) -> int:
    """How many cells a line of a pipe table has; the parser fills up and drops in silence."""
    cells = re.split(r"(?<!\\)\|", re.sub(r"^[>\s]+", "", line).strip())
    return len(cells) - (not cells[0]) - (len(cells) > 1 and not cells[-1])


def _cell(walk: Walk, node: SyntaxTreeNode) -> Cell:
    align = str(node.attrs.get("style", "")).removeprefix("text-align:") or "left"
    return Cell(walk.whole(part for child in node.children for part in walk.node(child)),
                align, node.type == "th")


HANDLERS: dict[str, Callable[[Walk, SyntaxTreeNode], Iterator[str | Piece]]] = {
    "paragraph": _paragraph, "heading": _heading, "hr": _rule, "fence": _code,
    "code_block": _code, "blockquote": _quote, "table": _table, "html_block": spans.html,
    "myst_target": _label, "myst_line_comment": _nothing, "myst_block_break": _nothing,
    "math_block": maths.block, "math_block_label": maths.block,
}  # fmt: skip

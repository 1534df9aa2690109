"""Formulas: between dollars, in the role {math} and in the directive {math}."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from report.errors import Place
from report.markup.given import Directive
from report.maths import UnreadableError, is_prose, mathml
from report.model import Maths, Piece, Reference

if TYPE_CHECKING:
    from report.markup.walk import Walk

FENCE = re.compile(r"\{math\}")  # behind ``` where a formula follows


def inline(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    """A formula in a line of text; with two dollars it gets lines of its own in its paragraph."""
    place = _place(walk, node, node.content)
    if is_prose(node.content):
        walk.fault(place, f"“{' '.join(node.content.split())}” stands between dollars, and is no "
                   "formula.", "Write \\$ where dollars mean money, and words of a formula in "
                   "\\text{…}.")
        return
    displayed = node.type == "math_inline_double" and walk.within != "heading"
    yield from _formula(walk, node.content, place, displayed)


def role(walk: Walk, node: SyntaxTreeNode) -> str | Piece:
    """`{math}`a+b`` is a formula where dollars mean money."""
    made = list(_formula(walk, node.content, _place(walk, node, node.content), False))
    return made[0] if made else ""


def equation(walk: Walk, node: SyntaxTreeNode) -> Piece:
    """`{eq}`a-name`` gives “(2)”, the number of a formula."""
    return Reference(node.content.strip(), "(%s)", walk.place(node, node.content.strip()))


def block(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    """A formula on lines of its own, with its name behind it if it has one."""
    name = str(node.info).strip() if node.type == "math_block_label" else ""
    first = walk.place(node)
    content = node.content
    if node.type == "fence" or not content.startswith("\n"):
        above = 1 if node.type == "fence" or not _begins_beside(walk, first) else 0
        first = Place(first.file, first.line + above)
    yield from _displayed(walk, content, first, walk.place(node), name)


def directive(walk: Walk, given: Directive) -> Piece | None:
    """`:::{math}` holds a formula; `:name:` names it."""
    name = given.options.get("name", "") or given.options.get("label", "")
    content = f"{given.argument}\n{given.body}" if given.argument else given.body
    first = Place(given.place.file, given.body_line - bool(given.argument))
    return next(_displayed(walk, content, first, given.place, name), None)


def _begins_beside(walk: Walk, place: Place) -> bool:
    """Whether a formula begins on the line of its dollars."""
    return bool(re.search(r"\$\$\s*\S", walk.line(place.line)))


def _displayed(
    walk: Walk, latex: str, first: Place, place: Place, name: str
) -> Iterator[Maths]:
    """A formula whose LaTeX begins in the line `first`, named at `place`."""
    for made in _formula(walk, latex, first, True):
        if name:
            yield Maths(walk.desk.take(name, place), made.latex, made.mathml, place, True,
                        walk.desk.number("formula"))
        else:
            named = walk.claim(f"{walk.section} formula", place)
            yield Maths(named, made.latex, made.mathml, place, True)
        return
    walk.desk.lost.add(name)


def _formula(walk: Walk, latex: str, first: Place, displayed: bool) -> Iterator[Maths]:
    """A formula; a fault and nothing if it cannot be read."""
    try:
        yield Maths("", latex.strip(), mathml(latex.strip("\n"), displayed), first, displayed)
    except UnreadableError as error:
        lead = len(latex) - len(latex.lstrip("\n"))
        line = first.line + latex[: error.at + lead].count("\n")
        column = walk.line(line).find(error.word) + 1 if error.word else 0
        walk.fault(Place(first.file, line, column), error.wrong, error.mend)


def _place(walk: Walk, node: SyntaxTreeNode, latex: str) -> Place:
    """Where a formula in a line begins."""
    return walk.place(node, latex.split("\n")[0])


def left_over(walk: Walk, node: SyntaxTreeNode) -> None:
    """Two dollars that no formula took: a fault, as they are never meant."""
    place = walk.place(node, "$$")
    if not place.column or r"\$\$" in walk.line(place.line):
        return
    if walk.desk.manuscript.meta.maths:
        walk.fault(place, "A formula is opened with $$ and never closed, or holds an empty line.",
                   "End it with $$, and leave no line in it empty.")
    else:
        walk.fault(place, "$$ begins a formula, and this report has none.",
                   "Set maths = true in report.toml; or write \\$\\$ if dollars are meant.")

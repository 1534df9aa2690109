"""Roles: the words in the text that Octavo sets for the author, `{name}`content``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from report.errors import did_you_mean
from report.markup import back, facts, maths
from report.markup.typography import abbr
from report.model import Piece, Reference

if TYPE_CHECKING:
    from report.markup.walk import Walk


def role(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    """What a role gives; a fault and nothing if there is no such role."""
    name = str(node.meta["name"])
    if name in ROLES:
        yield ROLES[name](walk, node)
        return
    walk.fault(walk.place(node, "{" + name + "}"), f"There is no role {{{name}}}.",
               did_you_mean(name, ROLES))


def _numref(walk: Walk, node: SyntaxTreeNode) -> Piece:
    """`{numref}`host-countries`` gives “Figure 2”; `{numref}`Fig. %s <id>`` other words."""
    explicit = re.fullmatch(r"(.+?)\s*<([^<>]+)>", node.content.strip(), re.DOTALL)
    words, target = explicit.groups() if explicit else ("", node.content.strip())
    return Reference(target, words, walk.place(node, node.content.strip()))


def _abbr(walk: Walk, node: SyntaxTreeNode) -> str:
    """`{abbr}`IOM (International Organization for Migration)`` gives “IOM”, explained."""
    match = re.fullmatch(r"(.+?)\s*\((.+)\)", node.content.strip(), re.DOTALL)
    if not match:
        walk.fault(walk.place(node, node.content), "This abbreviation is not explained.",
                   "Write {abbr}`IOM (International Organization for Migration)`.")
        return abbr(node.content, {})
    return abbr(match[1], {match[1]: match[2]})


ROLES: dict[str, Callable[[Walk, SyntaxTreeNode], str | Piece]] = {
    "numref": _numref,
    "abbr": _abbr,
    "index": back.marked,
    "term": back.term,
    "fact": facts.fact,
    "event": facts.event,
    "as-is": facts.as_is,
    "math": maths.role,
    "eq": maths.equation,
}

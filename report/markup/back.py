"""What the back matter gathers: words marked for the index, the glossary, the abbreviations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from report.flows import plain, sort_key
from report.markup.beside import definitions
from report.markup.desk import slug
from report.markup.given import Directive, name_of
from report.markup.typography import set_text
from report.model import (
    Definition,
    FactList,
    Flow,
    Glossary,
    Index,
    Link,
    Marked,
    Piece,
    SourceList,
)

if TYPE_CHECKING:
    from report.markup.walk import Walk

_TARGET = re.compile(r"(.+?)\s*<([^<>]+)>", re.DOTALL)


def marked(walk: Walk, node: SyntaxTreeNode) -> str | Piece:
    """`{index}`Madaya`` keeps the words and leads to them; `{index}`the town <sieges; Madaya>``
    under another entry, here with one under it."""
    words, entry = _parts(node)
    term, _, sub = (part.strip() for part in entry.partition(";"))
    if not term:
        walk.fault(walk.place(node, node.content), "This entry of the index has no words.",
                   "Write {index}`Madaya`, or {index}`the town <sieges; Madaya>`.")
        return ""
    name = walk.desk.coin("marked", walk.place(node))
    return Marked(name, _set(walk, words), term, sub)


def term(walk: Walk, node: SyntaxTreeNode) -> str | Piece:
    """`{term}`siege`` leads to that term of the glossary; `{term}`sieges <siege>`` too."""
    words, target = _parts(node)
    return Link(_id(target), _set(walk, words), walk.place(node, node.content.strip()),
                paged=False)


def glossary(walk: Walk, given: Directive) -> Piece:
    """The body is a definition list: a term, then a line “: what it means”."""
    name = name_of(walk, given, "glossary")
    items = []
    with walk.apart(given.body_line):
        for node in walk.tree(given.body):
            if node.type == "dl":
                items += [_defined(walk, given, *pair) for pair in definitions(walk, node)]
            elif node.type != "footnote_reference":
                walk.fault(walk.place(node), "A glossary holds terms and what they mean.",
                           "Write a term on a line, and under it “: what it means”.")
    if not items:
        walk.fault(given.place, "This glossary is empty.",
                   "Write a term on a line, and under it “: what it means”.")
    return Glossary(name, tuple(sorted(items, key=lambda item: sort_key(item.name))))


def acronyms(walk: Walk, given: Directive) -> Piece:
    """The abbreviations that report.toml explains, in the order of the alphabet."""
    name = name_of(walk, given, "acronyms")
    known = walk.desk.manuscript.meta.abbreviations
    if not known:
        walk.fault(given.place, "report.toml explains no abbreviation.",
                   'Write there: [abbreviations] and UN = "United Nations".')
    return Glossary(name, tuple(
        Definition("", short, (short,), _set(walk, known[short]))
        for short in sorted(known, key=sort_key)))


def show_index(walk: Walk, given: Directive) -> Piece:
    """The index of all words that texts mark with {index}."""
    return Index(name_of(walk, given, "entries"), given.place)


def facts(walk: Walk, given: Directive) -> Piece:
    """Every fact that the report uses: number, definition, date, source and where it is used."""
    _has_ledger(walk, given)
    return FactList(name_of(walk, given, "facts"), given.place)


def sources(walk: Walk, given: Directive) -> Piece:
    """Those who state the facts that the report uses, and where these were published."""
    _has_ledger(walk, given)
    return SourceList(name_of(walk, given, "sources"), given.place)


def _has_ledger(walk: Walk, given: Directive) -> None:
    if not walk.desk.manuscript.ledger:
        walk.fault(given.place, "This report has no ledger.", "Write facts into data/facts.csv.")


def _defined(walk: Walk, given: Directive, words: Flow, meaning: Flow) -> Definition:
    name = plain(words)
    return Definition(walk.desk.take(_id(name), given.place), name, words, meaning)


def _parts(node: SyntaxTreeNode) -> tuple[str, str]:
    """The words that are set, and what they stand for: the same unless told."""
    content = " ".join(node.content.split())
    told = _TARGET.fullmatch(content)
    return (told[1], told[2]) if told else (content, content)


def _id(name: str) -> str:
    return f"term-{slug(name) or '-'.join(f'{ord(letter):x}' for letter in name)}"


def _set(walk: Walk, words: str) -> Flow:
    meta = walk.desk.manuscript.meta
    return (set_text(words, meta.language, meta.abbreviations),)

"""The ledger in the text: `{fact}`, `{event}` and `{as-is}`, in flows and in plain words.

Roles stand in running text, and also where only plain words can: in report.toml, in options of
directives and in the cells of a CSV file. Every answer is kept as a `Use`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from report import reckoning
from report.calls import UnsaidError
from report.errors import Faults, Place
from report.markup.desk import Desk
from report.markup.given import Directive
from report.markup.typography import NO_BREAK, keep_together, set_text
from report.model import FactCall, Flow, Ledger, Manuscript, Piece, Table, Use
from report.reckoning import Said

if TYPE_CHECKING:
    from report.markup.walk import Walk

_ANSWERS: Mapping[str, Callable[[str, Ledger, str], Said]] = {
    "fact": reckoning.fact, "event": reckoning.event}
_ROLE = re.compile(r"\{(fact|event|as-is)\}`([^`]*)`")
_FLOWS = ("name", "title", "deck", "source", "note", "credit")  # options that are walked through
_NUMBER_BEFORE = re.compile(r"^[^<]{1,24}")
_WORDS_BEHIND = re.compile(r"[^<>]{1,24}$")


def fact(walk: Walk, node: SyntaxTreeNode) -> str | Piece:
    """`{fact}`refugees-turkey`` sets “2.5 million”; `{fact}`a / b, percent`` reckons."""
    return _call(walk, node, "fact")


def event(walk: Walk, node: SyntaxTreeNode) -> str | Piece:
    """`{event}`road-cut`` sets its date, “3 February 2016”."""
    return _call(walk, node, "event")


def as_is(walk: Walk, node: SyntaxTreeNode) -> str | Piece:
    """`{as-is}`T-90`` sets its words as they stand: a number that no ledger needs to know."""
    meta = walk.desk.manuscript.meta
    return set_text(node.content, meta.language, meta.abbreviations)


def _call(walk: Walk, node: SyntaxTreeNode, role: str) -> str | Piece:
    place = walk.place(node, node.content)
    said = _answer(walk.desk, role, node.content, place)
    if said is None:
        return ""
    meta = walk.desk.manuscript.meta
    before, words, after = (set_text(each, meta.language, meta.abbreviations)
                            for each in (said.before, said.words, said.after))
    name = walk.desk.coin(f"fact {said.ids[0]}", place)
    walk.desk.uses.append(_use(said, walk.section, name, place, walk.within))
    return FactCall(name, words, said.ids, before and f"{before}{NO_BREAK}", after and f" {after}")


def _answer(desk: Desk, role: str, content: str, place: Place) -> Said | None:
    """What the ledger answers; None, and a fault, if it has no answer."""
    manuscript = desk.manuscript
    try:
        return _ANSWERS[role](content, manuscript.ledger, manuscript.meta.language)
    except UnsaidError as unsaid:
        desk.faults.found(place, unsaid.wrong, unsaid.mend)
        return None


def _use(said: Said, section: str, element: str, place: Place, within: str) -> Use:
    return Use(said.ids, said.form, section, element, place, within, said.operators)


# --- in flows -----------------------------------------------------------------------------------


def tied(flow: Flow, language: str) -> Flow:
    """A flow in which numbers of the ledger stay with the unit behind and the sign before them.

    Typography sees the text on both sides of them, but not the number.
    """
    parts = list(flow)
    for i, part in enumerate(parts):
        if not isinstance(part, FactCall):
            continue
        following = parts[i + 1] if i + 1 < len(parts) else None
        if isinstance(following, str) and not part.after and part.words[-1:].isdigit():
            head = _NUMBER_BEFORE.search(following)
            if head and keep_together(f"9{head[0]}", language)[1] == NO_BREAK:
                parts[i + 1] = NO_BREAK + following[1:]
        previous = parts[i - 1] if i else None
        if isinstance(previous, str) and not part.before and part.words[:1].isdigit():
            tail = _WORDS_BEHIND.search(previous)
            if tail and keep_together(f"{tail[0]}9", language)[-2] == NO_BREAK:
                parts[i - 1] = previous[:-1] + NO_BREAK
    return tuple(parts)


def quiet(flow: Flow) -> Flow:
    """A flow in which numbers open nothing, since it stands inside a link."""
    return tuple(replace(part, quiet=True) if isinstance(part, FactCall) else part
                 for part in flow)


def placed(desk: Desk, first: int, piece: Piece) -> None:
    """Say of the uses from `first` on that they stand in a piece, where they have no id."""
    name = str(getattr(piece, "id", ""))
    desk.uses[first:] = [use if use.element else replace(use, element=name)
                         for use in desk.uses[first:]]


# --- in plain words -----------------------------------------------------------------------------


def plain_words(
    desk: Desk, text: str, place: Place, section: str, within: str, element: str = ""
) -> str:
    """A text with its roles replaced by the words that they set."""
    def said(match: re.Match[str]) -> str:
        role, content = match.groups()
        if role == "as-is":
            return content
        answer = _answer(desk, role, content, place)
        if answer is None:
            return ""
        desk.uses.append(_use(answer, section, element, place, within))
        return answer.whole
    return _ROLE.sub(said, text)


def words_of(walk: Walk, node: SyntaxTreeNode) -> str:
    """The plain words of a piece of text, such as stand in an image's alternative text."""
    if node.type != "myst_role":
        return node.content
    written = f"{{{node.meta['name']}}}`{node.content}`"
    return plain_words(walk.desk, written, walk.place(node, node.content), walk.section, "figure")


def filled(walk: Walk, given: Directive) -> Directive:
    """A directive whose options have their roles replaced, those aside that are walked through."""
    options = {
        name: plain_words(walk.desk, words, given.at(name), walk.section, walk.within)
        if name not in _FLOWS or (name == "title" and given.name == "key-figures") else words
        for name, words in given.options.items()}
    return replace(given, options=options)


def in_cells(walk: Walk, table: Table) -> Table:
    """The rows of a CSV file with the roles in their cells replaced."""
    return _in_cells(walk.desk, table, walk.section, walk.within)


def in_cover(desk: Desk, table: Table) -> Table:
    return _in_cells(desk, table, "cover", "cover", "cover")


def _in_cells(desk: Desk, table: Table, section: str, within: str, element: str = "") -> Table:
    if not any("{" in cell for row in table.rows for cell in row):
        return table
    rows = tuple(
        tuple(plain_words(desk, cell, Place(table.file, line, column), section, within, element)
              for column, cell in enumerate(row, 1))
        for row, line in zip(table.rows, table.lines, strict=True))
    return replace(table, rows=rows)


def in_settings(desk: Desk) -> Manuscript:
    """The manuscript with the roles in its settings and its ledger replaced by words."""
    manuscript = desk.manuscript
    meta, cover, places = manuscript.meta, manuscript.cover, manuscript.places

    def words(text: str, name: str, within: str) -> str:
        element = "cover" if within == "cover" else ""
        place = places.get(name, cover.place)
        return plain_words(desk, text, place, within, within, element)

    return replace(
        manuscript, ledger=_with_words(manuscript),
        meta=replace(meta, title=words(meta.title, "title", "cover"),
                     subtitle=words(meta.subtitle, "subtitle", "cover"),
                     description=words(meta.description, "description", "settings"),
                     back_cover=meta.back_cover and words(
                         meta.back_cover, "back_cover.words", "settings")),
        cover=replace(cover, words=words(cover.words, "cover.words", "cover"),
                      alt=words(cover.alt, "cover.alt", "cover"),
                      options={name: words(text, f"cover.{name}", "cover")
                               for name, text in cover.options.items()}))


def _with_words(manuscript: Manuscript) -> Ledger:
    """The ledger with the roles in its own words replaced; these are no uses."""
    desk = Desk(manuscript, Faults())  # a fault in a row is found where the row is shown

    def words(text: str, place: Place) -> str:
        return plain_words(desk, text, place, "", "")

    ledger = manuscript.ledger
    return Ledger(
        {name: replace(fact, what=words(fact.what, fact.at), note=words(fact.note, fact.at))
         for name, fact in ledger.facts.items()},
        {name: replace(event, title=words(event.title, event.at), note=words(event.note, event.at))
         for name, event in ledger.events.items()})

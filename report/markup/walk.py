"""One walk through one text: Markdown's tree in, Flow out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from report.errors import Place
from report.flows import merged
from report.markup import blocks, directives, facts, spans
from report.markup.desk import Desk
from report.markup.notes import Notes
from report.model import Flow, Note, Piece, Text
from report.terms import direction_of

# Blocks and spans that are set as the XHTML element of the same meaning.
_ELEMENTS = {
    "em": "em", "strong": "strong", "span": "span", "bullet_list": "ul", "ordered_list": "ol",
    "list_item": "li", "dl": "dl", "dt": "dt", "dd": "dd",
}  # fmt: skip
_BLOCKS = {"ul", "ol", "dl"}
_HANDLERS: dict[str, Callable[[Walk, SyntaxTreeNode], Iterable[str | Piece]]] = {
    **blocks.HANDLERS, **spans.HANDLERS, "colon_fence": directives.directive,
}  # fmt: skip

# Attributes that the parser itself sets, and where an author may give a class or a language.
_OWN = {
    "link": ("href", "title"), "image": ("src", "alt", "title"), "ordered_list": ("start",),
    "th": ("style",), "td": ("style",), "blockquote": ("attribution",),
}  # fmt: skip
_STYLED = ("paragraph", "span", "link", "bullet_list", "ordered_list", "dl")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DEEPEST = 17  # the parser silently drops what stands deeper than 20
_DEEPEST_SPAN = 30


class Walk:
    """Walks through the texts of one section, and keeps its notes in the order of their calls."""

    def __init__(self, desk: Desk, parser: MarkdownIt, text: Text, section: str) -> None:
        self.desk = desk
        self.section = section
        self.offset = 0  # lines above what is being parsed, when that is a directive's body
        self.level = 1  # of the last heading
        self.within = "text"  # or the heading, note, figure … that is being walked through
        self.is_misnested = False  # a directive closed another: its own end now closes nothing
        self._notes = Notes(self)
        self._parser = parser
        self._source = text
        self._lines = text.markdown.split("\n")
        self._env: dict[str, Any] = {}
        self._label: tuple[str, Place] | None = None
        self._paragraphs = 0
        self._apart = 0
        self._raw: list[Place] = []

    # --- texts --------------------------------------------------------------------------

    def tree(self, markdown: str) -> list[SyntaxTreeNode]:
        """The blocks of a text, its note definitions put aside."""
        root = SyntaxTreeNode(self._shallow(self._parser.parse(markdown, self._env)))
        for node in root.walk():
            if node.type == "footnote_reference":
                self._notes.define(node)
        return list(root.children)

    def blocks(self, markdown: str, line: int) -> Flow:
        """The Flow of Markdown that stands inside a directive, its first line being `line`."""
        with self.apart(line):
            return self.flow(self.tree(markdown))

    def again(self, markdown: str, line: int) -> Flow:
        """The Flow of what a directive swallowed that was not closed: text like all other."""
        with self.at_offset(line - 1):
            return self.flow(self.tree(markdown))

    def words(self, markdown: str, line: int) -> Flow:
        """The Flow of one line of Markdown, such as a title."""
        with self.at_offset(line - 1):
            root = SyntaxTreeNode(self._shallow(self._parser.parseInline(markdown, self._env)))
            return self.whole(part for node in root.children for part in self.inline(node))

    def flow(self, nodes: Iterable[SyntaxTreeNode]) -> Flow:
        """The Flow of some blocks that stand together."""
        parts: list[str | Piece] = []
        for node in nodes:
            waiting = self._label
            parts += self.node(node)
            if waiting and self._label is waiting:
                self._label = None
                self._stray_label(*waiting)
        if self._label and not self._apart:
            self._stray_label(*self._label)
            self._label = None
        return self.whole(parts)

    def whole(self, parts: Iterable[str | Piece]) -> Flow:
        """Parts as a Flow in which every element that is opened is closed, raw HTML's too."""
        flow = facts.tied(merged(parts), self.desk.manuscript.meta.language)
        if self._raw:
            text = "".join(part if isinstance(part, str) else "" for part in flow)
            try:
                etree.fromstring(f"<flow>{text}</flow>")
            except etree.XMLSyntaxError as error:
                words = re.sub(r", line \d+, column \d+$", "", error.msg or "")
                self.fault(self._raw[-1], f"This HTML is not well-formed: {words}.",
                           "Close every element, “<br/>” too, in the block that opens it.")
                return ()
        return flow

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes.called)

    def uncalled(self) -> None:
        """Report every note that was written and never called."""
        self._notes.uncalled()

    @contextmanager
    def at_offset(self, offset: int) -> Iterator[None]:
        """Count lines from further down, where the text being parsed begins."""
        outer, self.offset = self.offset, offset
        yield
        self.offset = outer

    @contextmanager
    def apart(self, line: int) -> Iterator[None]:
        """Walk through the body of a directive, its first line being `line`."""
        self._apart += 1
        with self.at_offset(line - 1):
            yield
        self._apart -= 1

    @contextmanager
    def inside(self, what: str) -> Iterator[None]:
        """Walk through a heading, a note or what a directive makes."""
        outer, self.within = self.within, what
        yield
        self.within = outer

    @property
    def is_apart(self) -> bool:
        """Whether the walk is inside a directive."""
        return self._apart > 0

    # --- places and faults --------------------------------------------------------------

    def place(self, node: SyntaxTreeNode, needle: str = "", unless: str = "$^") -> Place:
        """Where a node stands; with a needle, the line and column of those words in it.

        `unless` is a pattern: words that it follows are not meant.
        """
        holder: SyntaxTreeNode | None = node
        while holder and not (holder.type != "root" and holder.map):
            holder = holder.parent
        first, last = holder.map if holder and holder.map else (0, 1)
        first, last = first + self.offset, last + self.offset
        if needle:
            pattern = re.compile(rf"{re.escape(needle)}(?!{unless})")
            for number in range(first, min(last, len(self._lines))):
                if found := pattern.search(self._lines[number]):
                    return Place(self._source.file, number + 1, found.start() + 1)
        return Place(self._source.file, first + 1)

    def at(self, line: int) -> Place:
        return Place(self._source.file, line)

    def line(self, number: int) -> str:
        """A line of the source, counted from 1."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def last_line(self, node: SyntaxTreeNode) -> str:
        """The line on which a block ends."""
        return self.line(node.map[1] + self.offset) if node.map else ""

    def fault(self, place: Place, wrong: str, mend: str = "") -> None:
        self.desk.faults.found(place, wrong, mend)

    def _shallow(self, tokens: Iterable[Token]) -> list[Token]:
        """Tokens without the blocks whose quotes, lists or spans stand too deep to be set."""
        kept: list[Token] = []
        block: list[Token] = []
        for token in tokens:
            block.append(token)
            if token.level or token.nesting > 0:
                continue
            if deep := next(filter(_is_deep, block), None):
                lines = (each.map[0] for each in block[: block.index(deep) + 1] if each.map)
                self.fault(self.at(max(lines, default=0) + 1 + self.offset),
                           "Lists, quotes or spans stand too deep inside each other here.",
                           "Write it with fewer levels.")
            else:
                kept += block
            block = []
        return kept

    # --- ids ----------------------------------------------------------------------------

    def label(self, name: str, place: Place) -> None:
        """Keep a label for the heading, figure or table that it stands above."""
        self._label = (name, place)

    def claim(self, words: str, place: Place) -> str:
        """The id of what comes next: the label above it, or one made of its words."""
        if self._label is None:
            return self.desk.coin(words, place)
        label, self._label = self._label, None
        return self.desk.take(*label)

    def paragraph_id(self) -> str:
        """Paragraphs of the running text are numbered; those set apart from it are not."""
        if self._apart:
            return ""
        self._paragraphs += 1
        return f' id="{self.section}-p{self._paragraphs}"'

    def _stray_label(self, name: str, place: Place) -> None:
        self.desk.lost.add(name)
        self.fault(place, f"The label “{name}” stands above no heading, figure or table.",
                   "Put it on the line above one.")

    # --- nodes --------------------------------------------------------------------------

    def node(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        """What a node of Markdown's tree gives; a fault if Octavo has no use for it."""
        self._check_attributes(node)
        if node.type in _ELEMENTS:
            yield from self._element(node, _ELEMENTS[node.type])
        elif node.type in _HANDLERS:
            yield from _HANDLERS[node.type](self, node)
        elif node.type == "footnote_ref":
            if call := self._notes.call(node):
                yield call
        elif node.type != "footnote_reference":
            self.fault(self.place(node), f"Octavo does not know this Markdown ({node.type}).")

    def inline(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        for child in node.children:
            yield from self.node(child)

    def raw(self, html: str, place: Place) -> str:
        """HTML that an author may write, checked when the block it stands in is whole."""
        self._raw.append(place)
        return html

    def _element(self, node: SyntaxTreeNode, tag: str) -> Iterator[str | Piece]:
        end = "\n" if tag in _BLOCKS else ""
        yield f"<{tag}{self.attributes(node)}>{end}"
        yield from self.inline(node)
        yield f"</{tag}>{'' if tag in ('em', 'strong', 'span') else chr(10)}"

    def attributes(self, node: SyntaxTreeNode) -> str:
        """The attributes of a node that mean something in every edition, as XHTML."""
        pairs = []
        for name in ("class", "lang", "start"):
            if name in node.attrs:
                value = escape(str(node.attrs[name]))
                pairs.append(f' {name}="{value}"')
                if name == "lang":
                    pairs.append(f' xml:lang="{value}"')
                    if direction := direction_of(value):
                        pairs.append(f' dir="{direction}"')
        return "".join(pairs)

    def _check_attributes(self, node: SyntaxTreeNode) -> None:
        """An author may give a class and a language, where they mean something."""
        if node.type in ("inline", "text") or node.type.startswith("myst_"):
            return
        known = (*_OWN.get(node.type, ()), *(("class", "lang") if node.type in _STYLED else ()))
        given = node.attrs.keys() | node.meta.get("insecure_attrs", {}).keys()
        if not given:
            return
        place = self.place(node)
        if self.line(place.line - 1).strip().startswith("{"):
            place = self.at(place.line - 1)
        for name in given - set(known):
            self.fault(place, f"The attribute “{name}” means nothing here.",
                       "A class or a language can be given to words, paragraphs and lists: "
                       "[Azaz]{lang=ar}; an id is written above a heading: (name)=")
        language = str(node.attrs.get("lang", ""))
        if language and not _LANGUAGE.fullmatch(language):
            self.fault(place, f"“{language}” is no language tag.",
                       "Write ar, fr or de-AT, for example.")


def _is_deep(token: Token) -> bool:
    return token.level > _DEEPEST or any(
        child.level > _DEEPEST_SPAN for child in token.children or ())

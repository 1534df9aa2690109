"""One walk through one text: Markdown's tree in, Flow out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from report.errors import Place, did_you_mean
from report.markup import directives, roles
from report.markup.desk import Desk
from report.markup.typography import set_text
from report.model import (
    Cell,
    Flow,
    Grid,
    Heading,
    Image,
    Link,
    Note,
    NoteCall,
    Piece,
    Quote,
    Text,
)

# Blocks and spans that are set as the XHTML element of the same meaning.
_ELEMENTS = {
    "em": "em", "strong": "strong", "span": "span", "bullet_list": "ul", "ordered_list": "ol",
    "list_item": "li", "dl": "dl", "dt": "dt", "dd": "dd",
}  # fmt: skip
_BLOCKS = {"ul", "ol", "dl"}
_ATTRIBUTES = ("class", "lang", "id", "start")
_SAID_BY = re.compile(r"^(--|—|–|―)\s*")


def merged(parts: Iterable[str | Piece]) -> Flow:
    """Parts as a Flow: neighbouring strings joined."""
    flow: list[str | Piece] = []
    for part in parts:
        if isinstance(part, str) and flow and isinstance(flow[-1], str):
            flow[-1] += part
        elif part:
            flow.append(part)
    return tuple(flow)


class Walk:
    """Walks through the texts of one section, and keeps its notes in the order of their calls."""

    def __init__(self, desk: Desk, parser: MarkdownIt, text: Text, section: str) -> None:
        self.desk = desk
        self.section = section
        self.notes: list[Note] = []
        self._parser = parser
        self._source = text
        self._lines = text.markdown.split("\n")
        self._offset = 0
        self._env: dict[str, Any] = {}
        self._definitions: dict[str, tuple[SyntaxTreeNode, int]] = {}
        self._called: dict[str, Note] = {}
        self._label: tuple[str, Place] | None = None
        self._paragraphs = 0
        self._apart = 0

    # --- texts --------------------------------------------------------------------------

    def tree(self, markdown: str) -> list[SyntaxTreeNode]:
        """The blocks of a text, its note definitions put aside."""
        tokens = self._parser.parse(markdown, self._env)
        nodes = []
        for node in SyntaxTreeNode(tokens).children:
            if node.type == "footnote_reference":
                self._define(node)
            else:
                nodes.append(node)
        return nodes

    def blocks(self, markdown: str, line: int) -> Flow:
        """The Flow of Markdown that stands inside a directive, its first line being `line`."""
        outer, self._offset = self._offset, line - 1
        self._apart += 1
        flow = self.flow(self.tree(markdown))
        self._apart -= 1
        self._offset = outer
        return flow

    def words(self, markdown: str, line: int) -> Flow:
        """The Flow of one line of Markdown, such as a title."""
        outer, self._offset = self._offset, line - 1
        root = SyntaxTreeNode(self._parser.parseInline(markdown, self._env))
        flow = merged(part for node in root.children for part in self._inline(node))
        self._offset = outer
        return flow

    def definitions(self, markdown: str, line: int) -> tuple[tuple[Flow, Flow], ...]:
        """The pairs of term and definition in the definition lists of a directive's body."""
        outer, self._offset = self._offset, line - 1
        pairs: list[tuple[Flow, Flow]] = []
        term: Flow = ()
        for node in (n for dl in self.tree(markdown) if dl.type == "dl" for n in dl.children):
            if node.type == "dt":
                term = self.flow(node.children)
            else:
                pairs.append((term, self.flow(_unwrapped(node.children))))
        self._offset = outer
        return tuple(pairs)

    def flow(self, nodes: Iterable[SyntaxTreeNode]) -> Flow:
        return merged(part for node in nodes for part in self._node(node))

    def uncalled(self) -> None:
        """Report every note that was written and never called."""
        for label, (node, offset) in self._definitions.items():
            if label not in self._called:
                self.desk.faults.found(
                    Place(self._source.file, node.map[0] + 1 + offset if node.map else 0),
                    f"The note [^{label}] is called nowhere.",
                    f"Put [^{label}] where it belongs, or take the note out.",
                )

    # --- places and faults --------------------------------------------------------------

    def place(self, node: SyntaxTreeNode, needle: str = "") -> Place:
        """Where a node stands; with a needle, the line and column of those words in it."""
        holder: SyntaxTreeNode | None = node
        while holder and not (holder.type != "root" and holder.map):
            holder = holder.parent
        first, last = holder.map if holder and holder.map else (0, 1)
        first, last = first + self._offset, last + self._offset
        if needle:
            for number in range(first, min(last, len(self._lines))):
                column = self._lines[number].find(needle)
                if column >= 0:
                    return Place(self._source.file, number + 1, column + 1)
        return Place(self._source.file, first + 1)

    def at(self, line: int) -> Place:
        return Place(self._source.file, line)

    def fault(self, place: Place, wrong: str, mend: str = "") -> None:
        self.desk.faults.found(place, wrong, mend)

    # --- nodes --------------------------------------------------------------------------

    def _node(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        kind = node.type
        if kind in _ELEMENTS:
            yield from self._element(node, _ELEMENTS[kind])
        elif handler := getattr(self, f"_{kind}", None):
            yield from handler(node)
        else:
            self.fault(self.place(node), f"Octavo does not know this Markdown ({kind}).")

    def _element(self, node: SyntaxTreeNode, tag: str) -> Iterator[str | Piece]:
        end = "\n" if tag in _BLOCKS else ""
        yield f"<{tag}{_attributes(node)}>{end}"
        for child in node.children:
            yield from self._node(child)
        yield f"</{tag}>{'' if tag in ('em', 'strong', 'span') else chr(10)}"

    def _inline(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        for child in node.children:
            yield from self._node(child)

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        inline = node.children[0]
        if node.parent and node.parent.type == "list_item" and _hidden(node):
            yield from self._inline(inline)
            return
        if len(inline.children) == 1 and inline.children[0].type == "image":
            yield '<p class="image">'
            yield from self._image(inline.children[0])
            yield "</p>\n"
            return
        yield f"<p{self._paragraph_id()}{_attributes(node)}>"
        yield from self._inline(inline)
        yield "</p>\n"

    def _paragraph_id(self) -> str:
        """Paragraphs of the running text are numbered; those set apart from it are not."""
        if self._apart:
            return ""
        self._paragraphs += 1
        return f' id="{self.section}-p{self._paragraphs}"'

    def _heading(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        level = int(node.tag[1])
        title = merged(self._inline(node.children[0]))
        if level == 1:
            self.fault(self.place(node), "A text has one title, and this is a second.",
                       "Begin the line with “##”, or move it into a file of its own.")
            return
        yield Heading(self.claim(f"{self.section} {plain(title)}", self.place(node)), level, title)

    def title(self, heading: SyntaxTreeNode) -> Flow:
        """The words of the text's own title."""
        self._label = None
        return merged(self._inline(heading.children[0]))

    def claim(self, words: str, place: Place) -> str:
        """The id of what comes next: the label above it, or one made of its words."""
        if self._label is None:
            return self.desk.coin(words, place)
        label, self._label = self._label, None
        return self.desk.take(*label)

    def _myst_target(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        self._label = (node.content.strip(), self.place(node))
        yield ""

    def _myst_line_comment(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        yield ""

    _myst_block_break = _myst_line_comment

    def _hr(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        yield "<hr />\n"

    def _fence(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        yield f"<pre><code>{escape(node.content, quote=False)}</code></pre>\n"

    _code_block = _fence

    def _blockquote(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        said, by = self.attributed(node.children)
        by = by or self.words(str(node.attrs.get("attribution", "")), self.place(node).line)
        yield Quote(self.desk.coin(f"{self.section} quote", self.place(node)), said, by)

    def attributed(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Flow, Flow]:
        """Split quoted blocks into what is said and, from a last line “-- Name”, by whom."""
        if not nodes or nodes[-1].type != "paragraph":
            return self.flow(nodes), ()
        inline = nodes[-1].children[0].children
        breaks = [i for i, child in enumerate(inline) if child.type in ("softbreak", "hardbreak")]
        start = breaks[-1] + 1 if breaks else 0
        if start >= len(inline) or not _SAID_BY.match(inline[start].content):
            return self.flow(nodes), ()
        tail = merged(part for child in inline[start:] for part in self._node(child))
        by = (_SAID_BY.sub("", tail[0]), *tail[1:]) if isinstance(tail[0], str) else tail
        said: list[str | Piece] = list(self.flow(nodes[:-1]))
        if breaks:
            said.append("<p>")
            said += [part for child in inline[: breaks[-1]] for part in self._node(child)]
            said.append("</p>\n")
        return merged(said), by

    def _table(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        place = self.place(node)
        rows, heads = self.cells(node)
        name = self.desk.coin(f"{self.section} table", place)
        yield Grid(name, 0, (), (), (), (), "column", rows, heads, place)

    def cells(self, table: SyntaxTreeNode) -> tuple[tuple[tuple[Cell, ...], ...], int]:
        """The rows of a pipe table, and how many of them are its header."""
        heads = [row for part in table.children if part.type == "thead" for row in part.children]
        body = [row for part in table.children if part.type == "tbody" for row in part.children]
        return tuple(
            tuple(self._cell(cell) for cell in row.children) for row in [*heads, *body]
        ), len(heads)

    def _cell(self, node: SyntaxTreeNode) -> Cell:
        align = str(node.attrs.get("style", "")).removeprefix("text-align:") or "left"
        flow = merged(part for child in node.children for part in self._node(child))
        return Cell(flow, align, node.type == "th")

    def _colon_fence(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        yield from directives.directive(self, node)

    def _html_block(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        html = node.content
        if re.fullmatch(r"\s*(<!--.*?-->\s*)+", html, re.DOTALL):
            return
        if self.desk.manuscript.meta.raw_html:
            yield html
            return
        first = html.strip().split("\n")[0][:40]
        self.fault(self.place(node, first), f"Raw HTML is not allowed here: {first}",
                   "Use Markdown or a directive, or set raw_html = true in report.toml.")

    _html_inline = _html_block

    # --- words --------------------------------------------------------------------------

    def _text(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        meta = self.desk.manuscript.meta
        yield set_text(node.content, meta.language, meta.abbreviations)

    def _softbreak(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        yield "\n"

    def _hardbreak(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        yield "<br />\n"

    def _code_inline(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        yield f"<code>{escape(node.content, quote=False)}</code>"

    def _link(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        target = str(node.attrs.get("href", ""))
        flow = merged(self._inline(node))
        if re.match(r"(https?|mailto):", target):
            yield from (f'<a href="{escape(target)}">', *flow, "</a>")
        else:
            yield Link(self._internal(target), flow, self.place(node, target))

    def _internal(self, target: str) -> str:
        """A link to `#id`, `file.md` or `file.md#id` as an id."""
        file, _, name = target.partition("#")
        return name or section_id(file.rsplit("/", 1)[-1])

    def _image(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        source = str(node.attrs.get("src", ""))
        alt = plain(merged(self._inline(node)))
        place = self.place(node, source)
        if file := directives.image(self, source, place):
            if not alt.strip():
                self.fault(place, f"The image “{source}” has no alternative text.",
                           "Say in a sentence what it shows: ![A queue at a gate](…).")
            yield Image(file, alt)

    def _myst_role(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        yield from roles.role(self, node)

    def _footnote_ref(self, node: SyntaxTreeNode) -> Iterator[str | Piece]:
        label = str(node.meta["label"])
        if label in self._called:
            yield NoteCall(self._called[label], first=False)
        elif label not in self._definitions:
            place = self.place(node, f"[^{label}]")
            self.fault(place, f"The note [^{label}] has no text.",
                       f"Write it on a line of its own: [^{label}]: The note. "
                       + (did_you_mean(label, self._definitions) if self._definitions else ""))
        else:
            yield NoteCall(self._note(label))

    def _define(self, node: SyntaxTreeNode) -> None:
        label = str(node.meta["label"])
        if label in self._definitions:
            self.fault(self.place(node), f"The note [^{label}] is written twice in this text.",
                       "Give one of the two another label.")
        self._definitions.setdefault(label, (node, self._offset))

    def _note(self, label: str) -> Note:
        node, offset = self._definitions[label]
        outer, self._offset = self._offset, offset
        number = self.desk.number("note")
        name = self.desk.coin(f"note {self.section} {label}", self.place(node))
        paragraphs = []
        for child in node.children:
            if child.type == "paragraph":
                paragraphs.append(merged(self._inline(child.children[0])))
            else:
                self.fault(self.place(child), "A note holds paragraphs, and nothing else.",
                           "Put the list, table or box into the text.")
        note = Note(name, number, tuple(paragraphs), self.place(node))
        self._called[label] = note
        self.notes.append(note)
        self._offset = outer
        return note


def _hidden(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph stands in a tight list, where it is not set as one."""
    return bool(node.nester_tokens and node.nester_tokens.opening.hidden)


def _unwrapped(nodes: Sequence[SyntaxTreeNode]) -> Sequence[SyntaxTreeNode]:
    """The words of a single paragraph without the paragraph."""
    return nodes[0].children if len(nodes) == 1 and nodes[0].type == "paragraph" else nodes


def _attributes(node: SyntaxTreeNode) -> str:
    """The attributes that an author gave, of those that mean something in every edition."""
    pairs = []
    for name in _ATTRIBUTES:
        if name in node.attrs:
            value = escape(str(node.attrs[name]))
            pairs.append(f' {name}="{value}"')
            if name == "lang":
                pairs.append(f' xml:lang="{value}"')
    return "".join(pairs)


def plain(flow: Flow) -> str:
    """The words of a flow alone, without tags and notes."""
    text = "".join(part if isinstance(part, str) else _plain_piece(part) for part in flow)
    return re.sub(r"<[^>]+>", "", text).replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&")


def _plain_piece(piece: Piece) -> str:
    return plain(piece.flow) if isinstance(piece, Link) else ""


def section_id(file: str) -> str:
    """The id of a text: its file's name without leading digits and ending."""
    return re.sub(r"^\d+[-_ ]*|\.md$", "", file)

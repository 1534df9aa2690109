"""The words of a manuscript with their places, for those who look over what is written.

The same parser reads them as for the editions, but here nothing is set: quotation marks stay as
they are typed, and each word is found again in its file, line and column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.token import Token

import figures
from report import fresh
from report.errors import Place
from report.kept import digest
from report.ledger import EVENTS, FACTS
from report.markup.desk import section_id
from report.markup.given import Directive, parse
from report.markup.syntax import markdown
from report.model import Manuscript, Table, Text
from report.model.kept import Heard
from report.model.prose import GAP, Exhibit, Passage, Prose, Told
from report.numerals import naked
from report.packed import packed, unpacked
from report.store import Store

# Options of directives that readers see or hear. The others are for the kind.
_READ = re.compile(r"title|deck|source|note|credit|alt|description|disclaimer|words|.+-title")
_STATED = ("total", "check")  # numbers that a kind compares with its rows, and may show
_KEPT = ("index", "term")  # roles that keep their words
_SHOWING = ("figure", "table", "key-figures")
_FAR = 200  # further than this a word is not looked for: what lies between is a link's address


def prose(manuscript: Manuscript, store: Store | None = None) -> Prose:
    """Every passage of a manuscript, and every directive that shows data.

    With a store, texts that have not changed are taken from there.
    """
    language = manuscript.meta.language
    parser = markdown(language, manuscript.meta.maths).disable(
        ["smartquotes", "replacements"])
    passages = _counted(_settings(manuscript, parser), language)
    cover = manuscript.cover
    exhibits = [Exhibit("cover", cover.kind, "cover", "", {**cover.options, "data": cover.data},
                        {}, cover.place)] if cover.data else []
    for text in manuscript.texts:
        heard = _heard(parser, text, language, store)
        passages += heard.passages
        exhibits += heard.exhibits
    for file in {exhibit.options.get("data"): exhibit for exhibit in exhibits}.values():
        passages += _counted(_cells(manuscript, parser, file), language)
    return Prose(tuple(passages), tuple(exhibits))


def _heard(parser: MarkdownIt, text: Text, language: str, store: Store | None) -> Heard:
    """What a text says: as it is kept, or read now."""
    key = digest("heard", fresh.code(), language, str(text.file), text.markdown) if store else ""
    kept = store.get(key) if store else None
    if kept is not None and (heard := unpacked(kept, Heard)):
        return heard
    reader = _Reader(parser, text)
    passages = _counted(reader.passages(text.markdown, 0, "text"), language)
    heard = Heard(tuple(passages), tuple(reader.exhibits))
    if store:
        store.put(key, packed(heard))
    return heard


def _counted(passages: Iterable[Passage], language: str) -> list[Passage]:
    """Passages with the numbers in them that need a source."""
    return [replace(passage, numerals=tuple(naked(passage.words, language)))
            for passage in passages]


def _settings(manuscript: Manuscript, parser: MarkdownIt) -> Iterator[Passage]:
    meta, cover = manuscript.meta, manuscript.cover
    said = {"title": meta.title, "subtitle": meta.subtitle, "series": meta.series,
            "description": meta.description, "cover.words": cover.words, "cover.alt": cover.alt}
    for name, words in said.items():
        if words:
            place = manuscript.places.get(name, Place(cover.place.file))
            yield _plain(parser, words, place, "", "settings", name.partition(".")[0])


def _plain(
    parser: MarkdownIt, words: str, place: Place, section: str, within: str, element: str
) -> Passage:
    """Words that stand in no text: their line is known, and no column."""
    gathered = _Gathered("", place)
    gathered.take(parser.parseInline(words)[0].children or ())
    return gathered.passage(section, within, element)


def _cells(
    manuscript: Manuscript, parser: MarkdownIt, exhibit: Exhibit
) -> Iterator[Passage]:
    """The cells of a CSV file that a figure sets as words; numbers are what the file is for.

    The ledger's own files are left out: what stands there has a source.
    """
    table = manuscript.tables.get(exhibit.options.get("data", ""))
    if table is None or table.file.name in (FACTS, EVENTS):
        return
    drawn = _columns(exhibit, table)
    for row, line in zip(table.rows, table.lines, strict=True):
        for column, cell in zip(table.columns, row, strict=True):
            if column in drawn and re.search(r"[^\W\d_]{2}", cell):
                yield _plain(parser, cell, Place(table.file, line), exhibit.section, "cell",
                             exhibit.id)


def _columns(exhibit: Exhibit, table: Table) -> set[str]:
    """The columns of a file that readers see, as far as a directive says so."""
    options = exhibit.options
    if exhibit.kind == "table" and "columns" not in options:
        return {*table.columns}
    asked = " ".join(words for name, words in options.items() if not _READ.fullmatch(name))
    kind = "key-figures" if exhibit.kind == "key-figures" else exhibit.draws
    own = {column.name for column in figures.kind(kind).COLUMNS} if kind in figures.kinds() else ()
    return {column for column in table.columns
            if column in own or re.search(rf"(?<![\w-]){re.escape(column)}(?![\w-])", asked)}


class _Reader:
    """Reads one text; `exhibits` are the figures and tables met so far."""

    def __init__(self, parser: MarkdownIt, text: Text) -> None:
        self.exhibits: list[Exhibit] = []
        self._parser = parser
        self._text = text
        self._lines = text.markdown.split("\n")
        self._section = section_id(text.file.name)

    def passages(
        self, words: str, offset: int, within: str, element: str = ""
    ) -> Iterator[Passage]:
        """The passages of Markdown whose first line has `offset` lines above it."""
        where = [within]
        note = ""
        lines = (0, 1)
        row: _Gathered | None = None
        for token in self._parser.parse(words, {}):
            lines = (token.map[0], token.map[1]) if token.map else lines
            first, last = lines[0] + offset, lines[1] + offset
            if token.type == "tr_open":
                row = self._raw(first, last)
            elif token.type == "tr_close":
                row = None
            elif name := _OPENS.get(token.type):
                where.append(name)
                note = str(token.meta["label"]) if name == "note" else note
            elif token.type.removesuffix("_close") + "_open" in _OPENS:
                where.pop()
            elif token.type == "inline":
                gathered = row or self._raw(first, last)
                gathered.take(token.children or ())
                yield gathered.passage(self._section, where[-1], element,
                                       note if "note" in where else "")
            elif token.type == "colon_fence":
                yield from self._directive(token, first)

    def _directive(self, token: Token, line: int) -> Iterator[Passage]:
        """The words of a directive: what it is called, its options and its body."""
        match = re.fullmatch(r"\{([\w-]+)\}\s*(.*)", token.info.strip())
        if not match:
            return
        name, argument = match[1], match[2].strip()
        given = parse(name, argument, token.content, Place(self._text.file, line + 1))
        element = given.options.get("name", "")
        if name in _SHOWING:
            self._show(given, element)
        elif argument:
            yield self._words(argument, line, line + 1, name, element)
        if name == "table" and argument:
            yield self._words(argument, line, line + 1, name, element)
        ends = sorted({*given.lines.values(), given.body_line})
        for option, words in given.options.items():
            if words and (option in _STATED or _READ.fullmatch(option)):
                begin = given.lines[option]
                end = next((each for each in ends if each > begin), begin + 1)
                within = "option" if option in _STATED else name
                yield self._words(words, begin - 1, end - 1, within, element)
        yield from self.passages(given.body, given.body_line - 1, name, element)

    def _show(self, given: Directive, element: str) -> None:
        self.exhibits.append(Exhibit(
            given.name, given.argument, element, self._section, dict(given.options),
            {option: given.at(option) for option in given.options}, given.place))

    def _words(self, words: str, first: int, last: int, within: str, element: str) -> Passage:
        gathered = self._raw(first, last)
        gathered.take(self._parser.parseInline(words)[0].children or ())
        return gathered.passage(self._section, within, element)

    def _raw(self, first: int, last: int) -> _Gathered:
        return _Gathered("\n".join(self._lines[first:last]), Place(self._text.file, first + 1))


_OPENS = {"heading_open": "heading", "footnote_reference_open": "note", "table_open": "cell",
          "blockquote_open": "quote"}  # fmt: skip


@dataclass
class _Gathered:
    """Words on the way to a passage, and how far they have been found again in `raw`.

    `spots` are offsets in the words with what begins there in `raw`.
    """

    raw: str
    begin: Place
    cursor: int = 0
    words: str = ""
    spots: list[tuple[int, int]] = field(default_factory=list)
    roles: list[Told] = field(default_factory=list)
    as_is: list[tuple[int, int]] = field(default_factory=list)

    def passage(self, section: str, within: str, element: str, note: str = "") -> Passage:
        """What has been gathered; the next one begins anew behind it."""
        spots = self.spots or [(0, self.cursor)]
        made = Passage(self.words, self.begin.file,
                       tuple((offset, *self._position(at)) for offset, at in spots), section,
                       within, element, tuple(self.roles), tuple(self.as_is), note)
        self.words, self.spots, self.roles, self.as_is = "", [], [], []
        return made

    def take(self, tokens: Sequence[Token]) -> None:
        hrefs: list[str] = []
        for token in tokens:
            match token.type:
                case "text":
                    self._add(token.content)
                case "softbreak" | "hardbreak":
                    self.words += " "
                case "myst_role":
                    self._role(str(token.meta["name"]), token.content)
                case "link_open":
                    hrefs.append(str(token.attrs.get("href", "")))
                case "link_close":
                    self._skip(hrefs.pop())
                case "footnote_ref":
                    label = str(token.meta["label"])
                    self._skip(f"[^{label}]")
                    self.roles.append(Told("note", label, len(self.words), len(self.words),
                                           self._place(self.cursor)))
                case "image":
                    self.take(token.children or ())
                    self._skip(str(token.attrs.get("src", "")))
                case "code_inline" | "html_inline" | "math_inline" | "math_inline_double":
                    self._skip(token.content)
                    self.words += GAP

    def _add(self, words: str) -> None:
        begin = len(self.words)
        self.words += words
        for word in re.finditer(r"\S+", words):
            if self._skip(word[0]):
                at = self.cursor - len(word[0])
                self.spots.append((begin + word.start(), at))
                if self.raw.startswith(words[word.start():], at):  # all of it, as it stands
                    self.cursor = at + len(words[word.start():].rstrip())
                    return

    def _role(self, name: str, content: str) -> None:
        self._skip(f"{{{name}}}`")
        at = max(self.cursor - len(name) - 3, 0)
        place = self._place(at)
        start = len(self.words)
        self.spots.append((start, at))
        if name == "as-is":
            self._add(content)
            self.as_is.append((start, len(self.words)))
        elif name in _KEPT:
            words = re.fullmatch(r"(.+?)\s*<[^<>]+>", content, re.DOTALL)
            self._add(words[1] if words else content)
        elif name == "abbr":
            self._add(content)
        else:
            self.words += GAP
        self._skip("`")
        self.roles.append(Told(name, content, start, len(self.words), place))

    def _skip(self, words: str) -> bool:
        """Go on behind these words in the source, if they are there."""
        found = self.raw.find(words, self.cursor, self.cursor + len(words) + _FAR)
        if found >= 0:
            self.cursor = found + len(words)
        return found >= 0

    def _place(self, at: int) -> Place:
        return Place(self.begin.file, *self._position(at))

    def _position(self, at: int) -> tuple[int, int]:
        """The line and the column of a letter; the line alone if the words stand in no text."""
        if not self.raw:
            return self.begin.line, self.begin.column
        line = bisect_right(self._line_ends, at - 1)
        above = self._line_ends[line - 1] + 1 if line else 0
        return self.begin.line + line, at - above + 1

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.raw)]

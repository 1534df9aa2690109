"""Blocks of an HTML page; Markdown, DOCX, ODT and EPUB come through here as HTML too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from report.importing.archive import attribute, local
from report.importing.inline import DROPPED, Inline, words
from report.importing.lines import plain
from report.importing.model import Block, Doubt, Left
from report.importing.wording import at_start, escape, fenced

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_AROUND = {"nav", "footer", "header"}
_ROOMS = {
    "body", "div", "section", "article", "main", "header", "footer", "center", "address", "html",
    "fieldset", "details", "figure", "hgroup", "aside", "nav", "tbody", "td", "th", "li", "dd",
}  # fmt: skip
_BLOCKS = {
    *_HEADINGS, *_ROOMS, "p", "blockquote", "ul", "ol", "dl", "table", "pre", "hr", "figcaption",
    "summary",
}  # fmt: skip
_CALLS = re.compile(r"noteref|doc-noteref|footnote-?ref|footnoteRef|fnref", re.IGNORECASE)
_NOTES = re.compile(r"\b(?:footnotes?|endnotes?|rearnotes?|doc-footnote|doc-endnotes?)\b", re.I)
_BACK = re.compile(r"footnote-?back|doc-backlink|reversefootnote", re.IGNORECASE)
_DEEPEST = 60
_BACK_SIGNS = re.compile(r"\s*[↩↑⤴^]\ufe0e?\s*$")


@dataclass
class Page:
    """One page of HTML: `images` brings a picture's path in the report by its address."""

    root: etree._Element
    name: str = ""
    images: Callable[[str], str] = lambda address: ""
    is_whole: bool = False  # a page of the web, with a head, a foot and a way about around its text


@dataclass
class Hypertext:
    """Goes through pages and gathers blocks, what is left over, and what is uncertain."""

    pages: Sequence[Page]
    blocks: list[Block] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    source: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._notes: dict[str, etree._Element] = {}
        self._labels: dict[str, str] = {}
        self._called: list[str] = []
        self._wanted: set[str] = set()
        self._within_note = False
        self._inline = Inline(self._note_of, self._target)
        self._line = 0
        self._ids: set[str] = set()
        self._page = Page(etree.Element("html"))
        for page in self.pages:
            self._page = page
            self._look_ahead(page)
            self.source += self._all(page.root)
        for page in self.pages:
            self._page = page
            self._read(page)
        self._uncalled()
        if self._inline.formulas:
            count = self._inline.formulas
            self.doubts.append(Doubt(1, f"{count} formula{'s' if count > 1 else ''} stand as code"))

    # --- before anything is set ---------------------------------------------------------------

    def _look_ahead(self, page: Page) -> None:
        """Find the notes of a page and the places that links want."""
        for element in page.root.iter():
            if not isinstance(element.tag, str):
                continue
            if name := element.get("id") or (element.get("name") if local(element) == "a" else None):
                self._ids.add(f"{page.name}#{name}")
            href = element.get("href") or ""
            if ("#" in href and self._is_call(element)) or ("#" in href and not re.match(r"\w+:", href)):
                self._wanted.add(self._full(href))
        calls = {self._full(a.get("href")) for a in page.root.iter("a")
                 if "#" in (a.get("href") or "") and self._is_call(a)}
        for element in page.root.iter():
            if isinstance(element.tag, str) and element.get("id"):
                name = f"{page.name}#{element.get('id')}"
                if name in calls or (self._is_note(element) and local(element) in ("li", "aside", "p",
                                                                                  "div", "dd")):
                    self._notes.setdefault(name, self._note_body(element))

    def _note_body(self, element: etree._Element) -> etree._Element:
        """The element that holds a note, if its id stands on a mark inside it."""
        while local(element) in ("a", "sup", "span", "b", "strong") and (
                element.getparent() is not None):
            element = element.getparent()
        return element

    def _is_call(self, element: etree._Element) -> bool:
        marks = " ".join((element.get("class") or "", element.get("role") or "",
                          attribute(element, "type")))
        parent = element.getparent()
        number = re.fullmatch(r"\W*(?:\d{1,4}|[*†‡§a-z])\W*", words(element).strip() or "?")
        raised = (parent is not None and local(parent) == "sup") or any(
            local(child) == "sup" for child in element)
        return bool(local(element) == "a" and (_CALLS.search(marks) or (number and raised and
                    not _BACK.search(marks) and not self._is_backward(element)))) or bool(
            parent is not None and _CALLS.search(parent.get("class") or ""))

    def _is_backward(self, element: etree._Element) -> bool:
        """Whether a raised number leads from a note back to its call: it begins its paragraph."""
        block = element
        while block.getparent() is not None and local(block) not in ("p", "li", "td", "div", "dd"):
            block = block.getparent()
        return words(block).strip().startswith(words(element).strip()) and len(words(block)) > 8

    def _is_note(self, element: etree._Element) -> bool:
        marks = " ".join((element.get("class") or "", element.get("role") or "",
                          attribute(element, "type")))
        parent = element.getparent()
        above = parent.getparent() if parent is not None else None
        return bool(_NOTES.search(marks) and local(element) not in ("section", "ol", "ul")) or any(
            each is not None and _NOTES.search(" ".join((each.get("class") or "",
                                                         each.get("role") or "")))
            for each in (parent, above) if local(element) == "li")

    def _full(self, href: str) -> str:
        """A link inside the text as page and name."""
        file, _, name = unquote(href).partition("#")
        return f"{(file.rsplit('/', 1)[-1] or self._page.name)}#{name}"

    # --- what inline words ask ----------------------------------------------------------------

    def _note_of(self, element: etree._Element) -> str:
        """The label of the note that an element calls, if it calls one."""
        if local(element) == "sup":
            links = [a for a in element if local(a) == "a"]
            if len(links) != 1 or words(links[0]).strip() != words(element).strip():
                return ""
            element = links[0]
        href = element.get("href") or ""
        name = self._full(href) if "#" in href else ""
        if name not in self._notes or self._within_note or not self._is_call(element):
            return ""
        if name not in self._labels:
            number = element.get("data-label") or re.sub(r"\W", "", words(element)) or "note"
            number = re.sub(r"[^\w-]", "-", number)
            taken = set(self._labels.values())
            label, count = number, 1
            while label in taken:
                count += 1
                label = f"{number}-{count}"
            self._labels[name] = label
        self._called.append(name)
        return self._labels[name]

    def _target(self, href: str) -> str:
        """The place that a link inside the text leads to, by the name that its heading gets."""
        if "#" in href and self._full(href) in self._ids:
            return anchor(self._full(href))
        page = unquote(href).rsplit("/", 1)[-1]
        return anchor(page + "#") if page and any(each.name == page for each in self.pages) else ""

    # --- pages --------------------------------------------------------------------------------

    def _read(self, page: Page) -> None:
        body = next((each for each in page.root.iter() if local(each) == "body"), page.root)
        main = self._main(body) if page.is_whole else body
        at = len(self.blocks)
        if main is not body:
            self._leave_around(body, main)
        for block in self._room(main, 0):
            self._take(block)
        if page.name and len(self.blocks) > at and len(self.pages) > 1:
            first = self.blocks[at]
            if first.kind == "heading" and not first.label:
                self.blocks[at] = _labelled(first, anchor(page.name + "#"))

    def _main(self, body: etree._Element) -> etree._Element:
        """The part of a web page that holds its text."""
        for wanted in ("article", "main"):
            found = [each for each in body.iter() if local(each) == wanted
                     or each.get("role") == wanted]
            if len(found) == 1 and len(words(found[0])) * 4 > len(words(body)):
                return found[0]
        return body

    def _leave_around(self, body: etree._Element, main: etree._Element) -> None:
        """What stands around the text of a web page is left over."""
        inside = set(main.iter())
        above = set(main.iterancestors())
        for element in body.iterdescendants():
            if element in inside or not isinstance(element.tag, str):
                continue
            if element in above or any(child in above or child is main for child in element):
                for text in (element.text,):
                    self._leave(element, text or "", "Words around the text")
            elif element.getparent() in above:
                self._leave(element, words(element), "Words around the text")
            if element.getparent() in above:
                self._leave(element, element.tail or "", "Words around the text")
        if main.tail:
            self._leave(main, main.tail, "Words around the text")

    def _leave(self, element: etree._Element, text: str, why: str) -> None:
        text = " ".join(text.split())
        if text:
            self.left.append(Left(self._at(element), text, why))

    def _take(self, block: Block) -> None:
        """Keep a block, and behind it the notes, images and the rest that its words left."""
        called, self._called = self._called, []
        images, self._inline.images = self._inline.images, []
        dropped, self._inline.dropped = self._inline.dropped, []
        lost, self._inline.lost = self._inline.lost, []
        self.blocks.append(block)
        self.left += [Left(block.lines[0], address, "Links that lead nowhere") for address in lost]
        for name in dict.fromkeys(called):
            if name in self._notes:
                self._note(name, self._notes[name])
        for image in images:
            if made := self._image(image, ""):
                self.blocks.append(made)
        for element in dropped:
            self._drop(element)

    def _all(self, root: etree._Element) -> list[tuple[int, str]]:
        """Every run of words of a page with its line: what the result is proved against."""
        body = next((each for each in root.iter() if local(each) == "body"), root)
        found = self._kept(body)
        return [(number, plain(text)) for number, text in found if text.strip()]

    def _kept(self, element: etree._Element) -> Iterator[tuple[int, str]]:
        """The words inside an element, without those of scripts and the like."""
        stack: list[tuple[etree._Element, bool]] = [(element, False)]
        while stack:
            here, is_behind = stack.pop()
            if is_behind:
                yield self._at(here), here.tail or ""
                continue
            if local(here) in DROPPED or not local(here):
                continue
            yield self._at(here), here.text or ""
            for child in reversed(here):
                stack += [(child, True), (child, False)]

    def _note(self, name: str, element: etree._Element) -> None:
        label = self._labels[name]
        if any(block.kind == "note" and block.label == label for block in self.blocks):
            return
        self._within_note = True
        paragraphs = [each for each in element if local(each) in ("p", "div")] or [element]
        number = re.sub(r"-\d+$", "", label)
        set_ = [self._inline.set(each).replace("\\\n", " ") for each in paragraphs]
        set_[0] = self._unmarked(set_[0], number, self._at(element))
        self._within_note = False
        markdown = "\n\n".join(at_start(_BACK_SIGNS.sub("", text)) for text in set_ if text)
        if not markdown:
            markdown = escape(words(element)) or "–"
        text = _BACK_SIGNS.sub("", re.sub(r"\s+", " ", words(element))).strip()
        line = self._at(element)
        self.blocks.append(Block("note", ((line, text),), markdown, label=label))

    def _unmarked(self, markdown: str, number: str, line: int) -> str:
        """A note's words without the signs that lead back to its call."""
        markdown = _BACK_SIGNS.sub("", markdown).strip()
        match = re.match(rf"(?:\\?\[)?{re.escape(number)}(?:\\?\])?[.:)]?\s+|\^\s*", markdown)
        if match:
            self.left.append(Left(line, match[0].replace("\\", "").strip(),
                                  "Marks that led from notes back to the text"))
        return markdown[match.end() if match else 0 :]

    def _uncalled(self) -> None:
        for name, element in self._notes.items():
            if name not in self._labels and words(element).strip() and self._is_note(element):
                self._leave(element, words(element), "Notes that are called nowhere")

    def _drop(self, element: etree._Element) -> None:
        name = local(element)
        if name in ("link", "meta", "title", "head", "input"):
            return
        text = " ".join("".join(element.itertext()).split())[:300] if name in (
            "form", "button", "select", "textarea", "noscript") else ""
        self.left.append(Left(self._at(element), f"<{name}> {attribute(element, 'src')} {text}".strip(),
                              "Dropped: scripts, styles, forms, films and the like"))

    def _at(self, element: etree._Element) -> int:
        """The line on which an element stands."""
        here: etree._Element | None = element
        while here is not None:
            if here.get("data-line"):
                return int(here.get("data-line") or 1)
            here = here.getparent()
        return int(element.sourceline or 1)

    # --- blocks -------------------------------------------------------------------------------

    def _room(self, element: etree._Element, depth: int) -> Iterator[Block]:
        """The blocks inside an element; loose words between them are paragraphs."""
        if depth > _DEEPEST:
            yield from self._paragraph([element], element)
            return
        loose: list[str | etree._Element] = [element.text or ""]
        for child in element:
            name = local(child)
            if name in _BLOCKS or (name and name not in DROPPED and self._holds_blocks(child)):
                yield from self._paragraph(loose, child)
                yield from self._block(child, depth + 1)
                loose = [child.tail or ""]
            else:
                if name in DROPPED:
                    self._drop(child)
                    loose.append(child.tail or "")
                    continue
                loose += [child, child.tail or ""] if name else [child.tail or ""]
        yield from self._paragraph(loose, element)

    def _holds_blocks(self, element: etree._Element) -> bool:
        return any(local(inner) in _BLOCKS for inner in element.iterdescendants())

    def _block(self, element: etree._Element, depth: int) -> Iterator[Block]:
        name = local(element)
        full = f"{self._page.name}#{element.get('id')}" if element.get("id") else ""
        if (full in self._notes and self._notes[full] is element) or (
                element in self._notes.values()):
            return
        if _NOTES.search(" ".join((element.get("class") or "", element.get("role") or ""))) and (
                name in ("section", "div", "ol", "aside")) and self._only_notes(element):
            return
        match name:
            case "p" | "summary" | "figcaption":
                if self._holds_blocks(element):
                    yield from self._room(element, depth)
                else:
                    yield from self._paragraph([element], element)
            case "blockquote":
                yield from self._quote(element, depth)
            case "ul" | "ol" | "dl":
                yield from self._list(element, depth)
            case "table":
                yield from self._table(element, depth)
            case "pre":
                yield self._code(element)
            case "hr":
                yield Block("rule", ((self._at(element), ""),), "---")
            case "figure":
                yield from self._figure(element, depth)
            case "aside" if "octavo-box" in (element.get("class") or ""):
                yield from self._box(element, depth)
            case _ if name in _HEADINGS:
                yield from self._heading(element, _HEADINGS[name])
            case _ if name in _AROUND and self._page.is_whole and not any(
                    local(each) == "h1" for each in element.iter()):
                self._leave(element, words(element), "Words around the text")
            case _:
                yield from self._room(element, depth)

    def _only_notes(self, element: etree._Element) -> bool:
        """Whether a part holds nothing but notes; a heading above them goes with them."""
        inside = [each for each in self._notes.values() if each in set(element.iter())]
        if not inside:
            return False
        noted = {each for note in inside for each in note.iter()}
        for child in element.iter():
            if isinstance(child.tag, str) and child not in noted and local(child) in (
                    *_HEADINGS, "p") and words(child).strip():
                self._leave(child, words(child), "The heading of notes")
        return True

    def _parts(self, element: etree._Element) -> tuple[tuple[int, str], ...]:
        return ((self._at(element), " ".join(words(element).split())),)

    def _paragraph(self, loose: Sequence[str | etree._Element], near: etree._Element
                   ) -> Iterator[Block]:
        """Words as a paragraph, if there are any; images among them follow it."""
        markdown = self._inline.run(list(loose))
        text = " ".join("".join(part if isinstance(part, str) else words(part) + " "
                                for part in loose).split())
        if re.search(r"\w|[^\s\\*_]", markdown):
            rows = [at_start(row) for row in markdown.split("\n")]
            yield Block("paragraph", ((self._at(near), text),), "\n".join(rows))
        elif self._inline.images or self._inline.dropped or self._called:
            images, self._inline.images = self._inline.images, []
            for image in images:
                if made := self._image(image, ""):
                    yield made

    def _heading(self, element: etree._Element, level: int) -> Iterator[Block]:
        markdown = re.sub(r"\[\^[^\]]+\]", "", self._inline.set(element).replace("\\\n", " "))
        if not re.search(r"\w", markdown):
            yield from self._paragraph([element], element)
            return
        full = f"{self._page.name}#{element.get('id')}" if element.get("id") else ""
        inner = next((f"{self._page.name}#{each.get('id')}" for each in element.iter()
                      if isinstance(each.tag, str) and each.get("id")), "")
        above = element.getparent()
        outer = (f"{self._page.name}#{above.get('id')}" if above is not None and above.get("id")
                 and local(above) in ("section", "div", "article") else "")
        wanted = next((name for name in (full, inner, outer) if name and name in self._wanted), "")
        yield Block("heading", self._parts(element), _straight(markdown), level=level,
                    label=anchor(wanted) if wanted else "")

    def _quote(self, element: etree._Element, depth: int) -> Iterator[Block]:
        rows: list[str] = []
        parts: list[tuple[int, str]] = []
        for block in self._room(element, depth):
            if block.kind in ("rule", "image"):
                continue
            rows += ["", *self._flat(block).split("\n")] if rows else self._flat(block).split("\n")
            parts += block.parts
        if rows:
            yield Block("quote", tuple(parts), "\n".join(f"> {row}".rstrip() for row in rows))

    @staticmethod
    def _flat(block: Block) -> str:
        """A block as it may stand in a quotation or a list, where no heading may stand."""
        if block.kind == "heading":
            return f"**{block.markdown.replace('**', '')}**"
        return block.markdown

    def _list(self, element: etree._Element, depth: int) -> Iterator[Block]:
        rows: list[str] = []
        parts: list[tuple[int, str]] = []
        number = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
        for item in element:
            name = local(item)
            if not name:
                continue
            inner = list(self._room(item, depth)) if name in ("li", "dd") or (
                self._holds_blocks(item)) else list(self._paragraph([item], item))
            inner = [block for block in inner if block.kind not in ("rule", "image")]
            if not inner:
                continue
            mark = {"ul": "- ", "ol": f"{number}. "}.get(local(element), "")
            if local(element) == "dl":
                mark = ": " if name == "dd" else ""
                if name == "dt" and rows:
                    rows.append("")
            number += 1
            text = ("\n" if all(block.kind == "list" for block in inner[1:]) else "\n\n").join(
                self._flat(block) for block in inner)
            first, *more = text.split("\n")
            rows.append(mark + first)
            rows += [("    " + row) if row else "" for row in more] if mark else more
            parts += [part for block in inner for part in block.parts]
        if rows:
            kind = "list"
            yield Block(kind, tuple(parts), "\n".join(rows))

    def _table(self, element: etree._Element, depth: int) -> Iterator[Block]:
        rows = [row for row in element.iter() if local(row) == "tr"]
        cells = [[cell for cell in row if local(cell) in ("td", "th")] for row in rows]
        cells = [row for row in cells if row]
        wide = max((sum(_span(cell) for cell in row) for row in cells), default=0)
        blocky = any(local(inner) in ("table", "ul", "ol", "pre", "blockquote")
                     for row in cells for cell in row for inner in cell.iterdescendants())
        if wide < 2 or blocky or wide > 30:
            for row in cells:
                for cell in row:
                    yield from self._room(cell, depth + 1)
            return
        caption = next((each for each in element if local(each) == "caption"), None)
        if caption is not None:
            yield from self._paragraph([caption], caption)
        set_: list[str] = []
        for at, row in enumerate(cells):
            texts: list[str] = []
            for cell in row:
                one = self._inline.set(cell).replace("\\\n", " ").replace("\n", " ")
                texts += [_stroked(one), *[""] * (_span(cell) - 1)]
            texts += [""] * (wide - len(texts))
            set_.append("| " + " | ".join(texts) + " |")
            if at == 0:
                set_.append("|" + " --- |" * wide)
        yield Block("table", tuple(part for row in cells for cell in row
                                   for part in self._parts(cell)), "\n".join(set_))

    def _code(self, element: etree._Element) -> Block:
        content = "".join(element.itertext()).strip("\n")
        content = re.sub("[\x00-\x08\x0b-\x1f]", "", content)
        return Block("code", ((self._at(element), content),), fenced(content))

    def _figure(self, element: etree._Element, depth: int) -> Iterator[Block]:
        images = [each for each in element.iter() if local(each) == "img"]
        caption = next((each for each in element.iter() if local(each) == "figcaption"), None)
        if len(images) != 1 or caption is None or sum(
                local(each) in _BLOCKS for each in caption.iterdescendants()) > 1:
            yield from self._room(element, depth)
            return
        said = self._inline.set(caption).replace("\\\n", " ")
        made = self._image(images[0], said, self._parts(caption))
        if made is None:
            yield Block("caption", self._parts(caption), said, doubt="the picture of this caption "
                        "is not at hand", sure=0.8)
        else:
            yield made

    def _image(self, element: etree._Element, caption: str,
               parts: tuple[tuple[int, str], ...] = ()) -> Block | None:
        """An image of the report's own; one from elsewhere is left over."""
        address = element.get("src") or element.get("data-src") or ""
        alt = " ".join((element.get("alt") or element.get("title") or "").split())
        path = self._page.images(address)
        line = self._at(element)
        if not path:
            shown = address[:100] + ("…" if len(address) > 100 else "")
            self.left.append(Left(line, f"{shown} {alt}".strip(),
                                  "Images that are not at hand or cannot be used"))
            return None
        doubt = "" if alt else "this image has no words for those who cannot see it"
        alt = alt or (re.sub(r"[*\\]|\[\^.*?\]", "", caption) or "An image without a description")
        if caption:
            markdown = (f":::{{figure}} {path}\n:alt: {alt}\n:title: {caption}\n:::")
        else:
            markdown = f"![{escape(alt)}]({path})"
        return Block("image", parts or ((line, ""),), markdown, doubt=doubt)

    def _box(self, element: etree._Element, depth: int) -> Iterator[Block]:
        """A box of MyST or GitHub: its first paragraph is its title."""
        blocks = list(self._room(element, depth))
        if len(blocks) < 2:
            yield from blocks
            return
        title, *rest = blocks
        inner = "\n\n".join(self._flat(block) for block in rest)
        colons = ":" * max(3, 1 + max((len(run) for run in re.findall(r"^:{3,}", inner, re.M)),
                                      default=2))
        yield Block("box", tuple(part for block in blocks for part in block.parts),
                    f"{colons}{{admonition}} {title.markdown}\n{inner}\n{colons}")


def _span(cell: etree._Element) -> int:
    given = cell.get("colspan") or "1"
    return min(30, max(1, int(given))) if given.isdigit() else 1


def _stroked(markdown: str) -> str:
    """A cell in which no stroke ends it too early, code's strokes too."""
    return re.sub(r"(?<!\\)\|", r"\\|", markdown)


def _straight(markdown: str) -> str:
    """A heading's words on one line."""
    return " ".join(markdown.split())


def _labelled(block: Block, label: str) -> Block:
    return Block(block.kind, block.parts, block.markdown, block.level, label, block.doubt, block.sure)


def anchor(name: str) -> str:
    """A name for a heading that links lead to, made from the page and the id that it had."""
    page, _, inner = name.partition("#")
    made = re.sub(r"[^\w-]+", "-", f"{page.rsplit('.', 1)[0]}-{inner}".strip("-").lower()).strip("-")
    return made or "here"


def head_of(root: etree._Element) -> Mapping[str, str]:
    """What the head of a page says: title, author, date, language, description."""
    said: dict[str, str] = {"language": root.get("lang") or attribute(root, "lang")}
    for element in root.iter():
        name = local(element)
        if name == "title" and "title" not in said:
            said["title"] = " ".join((element.text or "").split())
        elif name == "meta":
            key = (element.get("name") or element.get("property") or "").lower()
            key = {"author": "author", "article:author": "author", "dc.creator": "author",
                   "dcterms.creator": "author", "description": "description",
                   "og:description": "description", "article:published_time": "date",
                   "date": "date", "dc.date": "date", "dcterms.date": "date",
                   "og:site_name": "publisher", "keywords": "keywords",
                   "og:title": "og"}.get(key, "")
            if key and element.get("content"):
                said.setdefault(key, " ".join((element.get("content") or "").split()))
        elif name == "time" and element.get("datetime"):
            said.setdefault("time", element.get("datetime") or "")
    return said

"""Blocks of an HTML page; Markdown, DOCX, ODT and EPUB come through here as HTML too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from lxml import etree

from report.importing import around, formulas, structures
from report.importing.archive import attribute, local
from report.importing.elements import AROUND, BLOCKS, HEADINGS
from report.importing.inline import DROPPED, Inline, words
from report.importing.model import Block, Doubt, Left
from report.importing.names import anchor
from report.importing.notemarks import full
from report.importing.notes import Notes
from report.importing.pagewords import body_of, line_of, source
from report.importing.wording import at_start

_DEEPEST = 60


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
        self.notes = Notes(self._leave)
        self.inline = Inline(lambda element: self.notes.label(element, self.page.name),
                             self._target)
        self.page = Page(etree.Element("html"))
        for page in self.pages:
            self.page = page
            formulas.to_latex(page.root)
            self.inline.named |= {name for each in page.root.iter("pre")
                                  if (name := each.get("data-name"))}
            self.notes.marks.gather(page.root, page.name)
            self.source += source(page.root)
        for page in self.pages:
            self.page = page
            self._read(page)
        self.notes.leave_uncalled()
        for element, why in self.inline.unread:
            said = " ".join(words(element).split())
            self.doubts.append(Doubt(
                line_of(element), f"the formula “{said[:40]}” stands as code: {why}"))

    # --- pages --------------------------------------------------------------------------------

    def _read(self, page: Page) -> None:
        body = body_of(page.root)
        main = around.main_of(body) if page.is_whole else body
        at = len(self.blocks)
        if main is not body:
            for element, text in around.around(body, main):
                self._leave(element, text, around.WHY)
        for block in self.room(main, 0):
            self._take(block)
        if page.name and len(self.blocks) > at and len(self.pages) > 1:
            first = self.blocks[at]
            if first.kind == "heading" and not first.label:
                self.blocks[at] = replace(first, label=anchor(page.name + "#"))

    def _target(self, href: str) -> str:
        """The place that a link inside the text leads to, by the name that its heading gets."""
        if "#" in href and full(href, self.page.name) in self.notes.marks.ids:
            return anchor(full(href, self.page.name))
        page = unquote(href).rsplit("/", 1)[-1]
        return anchor(page + "#") if page and any(each.name == page for each in self.pages) else ""

    def _leave(self, element: etree._Element, text: str, why: str) -> None:
        text = " ".join(text.split())
        if text:
            self.left.append(Left(line_of(element), text, why))

    def _take(self, block: Block) -> None:
        """Keep a block, and behind it the notes, images and the rest that its words left."""
        called, self.notes.called = self.notes.called, []
        images, self.inline.images = self.inline.images, []
        dropped, self.inline.dropped = self.inline.dropped, []
        lost, self.inline.lost = self.inline.lost, []
        self.blocks.append(block)
        self.left += [Left(block.lines[0], address, "Links that lead nowhere") for address in lost]
        for name in dict.fromkeys(called):
            if note := self.notes.block(name, self.inline):
                self.blocks.append(note)
        for image in images:
            if made := structures.image(self, image, ""):
                self.blocks.append(made)
        for element in dropped:
            self._drop(element)

    def _drop(self, element: etree._Element) -> None:
        name = local(element)
        if name in ("link", "meta", "title", "head", "input"):
            return
        text = " ".join("".join(element.itertext()).split())[:300] if name in (
            "form", "button", "select", "textarea", "noscript") else ""
        self.left.append(Left(
            line_of(element), f"<{name}> {attribute(element, 'src')} {text}".strip(),
            "Dropped: scripts, styles, forms, films and the like"))

    # --- blocks -------------------------------------------------------------------------------

    def room(self, element: etree._Element, depth: int) -> Iterator[Block]:
        """The blocks inside an element; loose words between them are paragraphs."""
        if depth > _DEEPEST:
            yield from self.paragraph([element], element)
            return
        loose: list[str | etree._Element] = [element.text or ""]
        for child in element:
            name = local(child)
            if name in BLOCKS or (name and name not in DROPPED and self.holds_blocks(child)):
                yield from self.paragraph(loose, child)
                yield from self._block(child, depth + 1)
                loose = [child.tail or ""]
            else:
                if name in DROPPED:
                    self._drop(child)
                    loose.append(child.tail or "")
                    continue
                loose += [child, child.tail or ""] if name else [child.tail or ""]
        yield from self.paragraph(loose, element)

    def holds_blocks(self, element: etree._Element) -> bool:
        return any(local(inner) in BLOCKS for inner in element.iterdescendants())

    def _block(self, element: etree._Element, depth: int) -> Iterator[Block]:
        name = local(element)
        if self.notes.fill(element):
            return
        match name:
            case "p" | "summary" | "figcaption":
                if self.holds_blocks(element):
                    yield from self.room(element, depth)
                else:
                    yield from self.paragraph([element], element)
            case "blockquote":
                yield from structures.quote(self, element, depth)
            case "ul" | "ol" | "dl":
                yield from structures.list_(self, element, depth)
            case "table":
                yield from structures.table(self, element, depth)
            case "pre" if formulas.is_formula(element):
                yield structures.formula(self, element)
            case "pre":
                yield structures.code(self, element)
            case "hr":
                yield Block("rule", ((line_of(element), ""),), "---")
            case "figure":
                yield from structures.figure(self, element, depth)
            case "aside" if "octavo-box" in (element.get("class") or ""):
                yield from structures.box(self, element, depth)
            case _ if name in HEADINGS:
                yield from structures.heading(self, element, HEADINGS[name])
            case _ if name in AROUND and self.page.is_whole and not any(
                    local(each) == "h1" for each in element.iter()):
                self._leave(element, words(element), around.WHY)
            case _:
                yield from self.room(element, depth)

    def parts(self, element: etree._Element) -> tuple[tuple[int, str], ...]:
        return ((line_of(element), " ".join(words(element).split())),)

    def paragraph(self, loose: Sequence[str | etree._Element], near: etree._Element
                   ) -> Iterator[Block]:
        """Words as a paragraph, if there are any; images among them follow it."""
        markdown = self.inline.run(list(loose))
        text = " ".join("".join(part if isinstance(part, str) else words(part) + " "
                                for part in loose).split())
        if re.search(r"\w|[^\s\\*_]", markdown):
            rows = [at_start(row) for row in markdown.split("\n")]
            yield Block("paragraph", ((line_of(near), text),), "\n".join(rows))
        elif self.inline.images or self.inline.dropped or self.notes.called:
            images, self.inline.images = self.inline.images, []
            for image in images:
                if made := structures.image(self, image, ""):
                    yield made

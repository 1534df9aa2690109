"""Blocks of an HTML page; Markdown, DOCX, ODT and EPUB come through here as HTML too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from report.importing import formulas, structures
from report.importing.archive import attribute, local
from report.importing.elements import AROUND, BLOCKS, HEADINGS
from report.importing.inline import DROPPED, Inline, words
from report.importing.lines import plain
from report.importing.model import Block, Doubt, Left
from report.importing.names import anchor
from report.importing.notemarks import NoteMarks, full, holds_notes, is_call, is_note
from report.importing.wording import at_start, escape

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
        self.marks = NoteMarks()
        self._labels: dict[str, str] = {}
        self._called: list[str] = []
        self._within_note = False
        self.inline = Inline(self._note_of, self._target)
        self.page = Page(etree.Element("html"))
        for page in self.pages:
            self.page = page
            formulas.to_latex(page.root)
            self.inline.named |= {name for each in page.root.iter("pre")
                                  if (name := each.get("data-name"))}
            self.marks.gather(page.root, page.name)
            self.source += self._all(page.root)
        for page in self.pages:
            self.page = page
            self._read(page)
        self._uncalled()
        for element, why in self.inline.unread:
            said = " ".join(words(element).split())
            self.doubts.append(Doubt(
                self.at(element), f"the formula “{said[:40]}” stands as code: {why}"))

    # --- what inline words ask ----------------------------------------------------------------

    def _note_of(self, element: etree._Element) -> str:
        """The label of the note that an element calls, if it calls one."""
        if local(element) == "sup":
            links = [a for a in element if local(a) == "a"]
            if len(links) != 1 or words(links[0]).strip() != words(element).strip():
                return ""
            element = links[0]
        href = element.get("href") or ""
        name = full(href, self.page.name) if "#" in href else ""
        if name not in self.marks.notes or self._within_note or not is_call(element):
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
        if "#" in href and full(href, self.page.name) in self.marks.ids:
            return anchor(full(href, self.page.name))
        page = unquote(href).rsplit("/", 1)[-1]
        return anchor(page + "#") if page and any(each.name == page for each in self.pages) else ""

    # --- pages --------------------------------------------------------------------------------

    def _read(self, page: Page) -> None:
        body = next((each for each in page.root.iter() if local(each) == "body"), page.root)
        main = self._main(body) if page.is_whole else body
        at = len(self.blocks)
        if main is not body:
            self._leave_around(body, main)
        for block in self.room(main, 0):
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
            self.left.append(Left(self.at(element), text, why))

    def _take(self, block: Block) -> None:
        """Keep a block, and behind it the notes, images and the rest that its words left."""
        called, self._called = self._called, []
        images, self.inline.images = self.inline.images, []
        dropped, self.inline.dropped = self.inline.dropped, []
        lost, self.inline.lost = self.inline.lost, []
        self.blocks.append(block)
        self.left += [Left(block.lines[0], address, "Links that lead nowhere") for address in lost]
        for name in dict.fromkeys(called):
            if name in self.marks.notes:
                self._note(name, self.marks.notes[name])
        for image in images:
            if made := structures.image(self, image, ""):
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
                yield self.at(here), here.tail or ""
                continue
            if local(here) in DROPPED or not local(here):
                continue
            yield self.at(here), here.text or ""
            for child in reversed(here):
                stack += [(child, True), (child, False)]

    def _note(self, name: str, element: etree._Element) -> None:
        label = self._labels[name]
        if any(block.kind == "note" and block.label == label for block in self.blocks):
            return
        self._within_note = True
        paragraphs = [each for each in element if local(each) in ("p", "div")] or [element]
        number = re.sub(r"-\d+$", "", label)
        set_ = [self.inline.set(each).replace("\\\n", " ") for each in paragraphs]
        set_[0] = self._unmarked(set_[0], number, self.at(element))
        self._within_note = False
        markdown = "\n\n".join(at_start(_BACK_SIGNS.sub("", text)) for text in set_ if text)
        if not markdown:
            markdown = escape(words(element)) or "–"
        text = _BACK_SIGNS.sub("", re.sub(r"\s+", " ", words(element))).strip()
        line = self.at(element)
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
        for name, element in self.marks.notes.items():
            if name not in self._labels and words(element).strip() and is_note(element):
                self._leave(element, words(element), "Notes that are called nowhere")

    def _drop(self, element: etree._Element) -> None:
        name = local(element)
        if name in ("link", "meta", "title", "head", "input"):
            return
        text = " ".join("".join(element.itertext()).split())[:300] if name in (
            "form", "button", "select", "textarea", "noscript") else ""
        self.left.append(
            Left(
                self.at(element),
                f"<{name}> {attribute(element, 'src')} {text}".strip(),
                "Dropped: scripts, styles, forms, films and the like",
            )
        )

    def at(self, element: etree._Element) -> int:
        """The line on which an element stands."""
        here: etree._Element | None = element
        while here is not None:
            if here.get("data-line"):
                return int(here.get("data-line") or 1)
            here = here.getparent()
        return int(element.sourceline or 1)

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
        if element in self.marks.holders or (holds_notes(element) and self._only_notes(element)):
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
                yield Block("rule", ((self.at(element), ""),), "---")
            case "figure":
                yield from structures.figure(self, element, depth)
            case "aside" if "octavo-box" in (element.get("class") or ""):
                yield from structures.box(self, element, depth)
            case _ if name in HEADINGS:
                yield from structures.heading(self, element, HEADINGS[name])
            case _ if name in AROUND and self.page.is_whole and not any(
                    local(each) == "h1" for each in element.iter()):
                self._leave(element, words(element), "Words around the text")
            case _:
                yield from self.room(element, depth)

    def _only_notes(self, element: etree._Element) -> bool:
        """Whether a part holds nothing but notes; a heading above them goes with them."""
        noted = {each for note in element.iter() if note in self.marks.holders
                 for each in note.iter()}
        if not noted:
            return False
        for child in element.iter():
            if isinstance(child.tag, str) and child not in noted and local(child) in (
                    *HEADINGS, "p") and words(child).strip():
                self._leave(child, words(child), "The heading of notes")
        return True

    def parts(self, element: etree._Element) -> tuple[tuple[int, str], ...]:
        return ((self.at(element), " ".join(words(element).split())),)

    def paragraph(self, loose: Sequence[str | etree._Element], near: etree._Element
                   ) -> Iterator[Block]:
        """Words as a paragraph, if there are any; images among them follow it."""
        markdown = self.inline.run(list(loose))
        text = " ".join("".join(part if isinstance(part, str) else words(part) + " "
                                for part in loose).split())
        if re.search(r"\w|[^\s\\*_]", markdown):
            rows = [at_start(row) for row in markdown.split("\n")]
            yield Block("paragraph", ((self.at(near), text),), "\n".join(rows))
        elif self.inline.images or self.inline.dropped or self._called:
            images, self.inline.images = self.inline.images, []
            for image in images:
                if made := structures.image(self, image, ""):
                    yield made


def _labelled(block: Block, label: str) -> Block:
    return Block(
        block.kind, block.parts, block.markdown, block.level, label, block.doubt, block.sure
    )

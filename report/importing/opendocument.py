"""ODT as HTML: headings, lists, tables, notes and pictures; macros are never run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.builder import E

from report.importing.archive import Archive, attribute, local
from report.importing.model import Left
from report.importing.office import Office, add, properties


def odt(archive: Archive) -> Office:
    """An OpenDocument text as a page."""
    return _Open(archive).office()


class _Open:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._paragraph = 0
        self._styles: dict[str, tuple[str, set[str]]] = {}
        self._numbered: set[str] = set()
        self.left: list[Left] = []
        self._notes: list[etree._Element] = []

    def office(self) -> Office:
        content = self._archive.xml("content.xml")
        self._read_styles(self._archive.xml("styles.xml"))
        self._read_styles(content)
        body = E.body()
        text = next((each for each in content.iter() if local(each) == "text"), None) if (
            content is not None) else None
        for element in self._blocks(text) if text is not None else ():
            body.append(element)
        for note in self._notes:
            body.append(note)
        for name in sorted(self._archive.names):
            if re.match(r"Basic/.*\.xml|Scripts/.+", name) and not name.endswith("/"):
                self.left.append(Left(0, name, "Macros; they were not run"))
        return Office(E.html(body), properties(self._archive.xml("meta.xml")), self.left)

    def _read_styles(self, root: etree._Element | None) -> None:
        for style in root.iter() if root is not None else ():
            if local(style) == "style":
                marks = set()
                for each in style:
                    if local(each) == "text-properties":
                        if attribute(each, "font-weight") in ("bold", "700"):
                            marks.add("strong")
                        if attribute(each, "font-style") in ("italic", "oblique"):
                            marks.add("em")
                        if attribute(each, "text-position").startswith(("super", "33%")):
                            marks.add("sup")
                self._styles[attribute(style, "name")] = (
                    attribute(style, "parent-style-name"),
                    marks,
                )
            elif local(style) == "list-style" and any(
                    local(each) == "list-level-style-number" for each in style[:1]):
                self._numbered.add(attribute(style, "name"))

    def _named(self, key: str) -> str:
        """The name of a paragraph's style and of those that it is based on."""
        names, seen = [], 0
        while key and seen < 8:
            names.append(key.replace("_20_", " "))
            key, seen = self._styles.get(key, ("", set()))[0], seen + 1
        return " ".join(names).lower()

    def _blocks(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            match local(child):
                case "p" | "h":
                    yield from self._p(child)
                case "list":
                    yield self._list(child, "")
                case "table":
                    yield self._table(child)
                case "section" | "index-body" | "text-box" | "frame":
                    yield from self._blocks(child)
                case "table-of-content" | "alphabetical-index":
                    text = " ".join(" ".join(child.itertext()).split())
                    self.left.append(
                        Left(self._paragraph, text, "A table of contents; Octavo makes its own")
                    )
                case "tracked-changes":
                    text = " ".join(" ".join(child.itertext()).split())
                    self.left.append(Left(self._paragraph, text, "Words that were struck out"))

    def _p(self, p: etree._Element) -> Iterator[etree._Element]:
        self._paragraph += 1
        style = self._named(attribute(p, "style-name"))
        level = attribute(p, "outline-level") if local(p) == "h" else ""
        if "title" in style.split() and "subtitle" not in style:
            level = "1"
        element = etree.Element(f"h{min(6, int(level))}" if level.isdigit() else "p")
        if level and "title" in style.split():
            element.set("class", "octavo-title")
        element.set("data-line", str(self._paragraph))
        boxes: list[etree._Element] = []
        self._runs(p, element, boxes)
        if "preformatted" in style:
            element.tag = "pre"
        yield E.blockquote(element) if "quotation" in style else element
        for box in boxes:
            yield from self._blocks(box)

    def _runs(self, parent: etree._Element, into: etree._Element,
              boxes: list[etree._Element]) -> None:
        add(into, parent.text or "")
        for child in parent:
            match local(child):
                case "span":
                    holder = into
                    marks = self._styles.get(attribute(child, "style-name"), ("", set()))[1]
                    for tag in ("strong", "em", "sup"):
                        if tag in marks:
                            holder = etree.SubElement(holder, tag)
                    self._runs(child, holder, boxes)
                case "a":
                    link = etree.SubElement(into, "a")
                    link.set("href", attribute(child, "href"))
                    self._runs(child, link, boxes)
                case "s":
                    add(into, " ")
                case "tab":
                    add(into, " ")
                case "line-break":
                    etree.SubElement(into, "br")
                case "note":
                    self._note(child, into)
                case "bookmark" | "bookmark-start":
                    etree.SubElement(into, "a").set("id", attribute(child, "name"))
                case "frame":
                    self._frame(child, into, boxes)
                case "annotation":
                    text = " ".join(" ".join(child.itertext()).split())
                    self.left.append(Left(self._paragraph, text, "Comments"))
                case "":
                    pass
                case _:
                    self._runs(child, into, boxes)
            add(into, child.tail or "")

    def _frame(self, frame: etree._Element, into: etree._Element,
               boxes: list[etree._Element]) -> None:
        alt = " ".join((each.text or "") for each in frame if local(each) in ("title", "desc"))
        for each in frame:
            if local(each) == "image":
                image = etree.SubElement(into, "img")
                image.set("src", attribute(each, "href"))
                image.set("alt", alt.strip())
                break
            if local(each) == "text-box":
                boxes.append(each)

    def _note(self, note: etree._Element, into: etree._Element) -> None:
        number = str(len(self._notes) + 1)
        link = etree.SubElement(etree.SubElement(into, "sup"), "a")
        link.set("class", "footnote-ref")
        link.set("href", f"#note-{number}")
        link.text = number
        holder = E.div()
        holder.set("role", "doc-footnote")
        holder.set("id", f"note-{number}")
        holder.set("data-line", str(self._paragraph))
        self._notes.append(holder)
        for each in note:
            if local(each) == "note-body":
                for block in self._blocks(each):
                    holder.append(block)

    def _list(self, list_: etree._Element, style: str) -> etree._Element:
        style = attribute(list_, "style-name") or style
        made = etree.Element("ol" if style in self._numbered else "ul")
        for item in list_:
            li = etree.SubElement(made, "li")
            for child in item:
                if local(child) == "list":
                    li.append(self._list(child, style))
                elif local(child) in ("p", "h"):
                    for block in self._p(child):
                        li.append(block)
        return made

    def _table(self, table: etree._Element) -> etree._Element:
        made = E.table()
        for row in table.iter():
            if local(row) != "table-row":
                continue
            tr = etree.SubElement(made, "tr")
            for cell in row:
                if local(cell) == "table-cell":
                    td = etree.SubElement(tr, "td")
                    if attribute(cell, "number-columns-spanned").isdigit():
                        td.set("colspan", attribute(cell, "number-columns-spanned"))
                    for block in self._blocks(cell):
                        td.append(block)
        made.set("data-line", str(self._paragraph))
        return made

"""DOCX as HTML: headings, lists, tables, notes and pictures; macros are never run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.builder import E

from report.importing.archive import Archive, attribute, local
from report.importing.model import Left
from report.importing.office import Office, add, clean, properties, within

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|nagłówek)\s*_?(\d)",
                      re.IGNORECASE)


def docx(archive: Archive) -> Office:
    """A Word document as a page."""
    return _Word(archive).office()


class _Word:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._styles, self._parents = self._read_styles()
        self._bullets = self._read_numbering()
        self._targets = self._relations("word/_rels/document.xml.rels")
        self._notes: list[etree._Element] = []
        self._paragraph = 0
        self.left: list[Left] = []

    def office(self) -> Office:
        document = self._archive.xml("word/document.xml")
        body = E.body()
        main = next((each for each in document if local(each) == "body"), None) if (
            document is not None) else None
        for element in self._blocks(main) if main is not None else ():
            append(body, element)
        for kind in ("footnotes", "endnotes"):
            self._read_notes(kind)
        for note in self._notes:
            body.append(note)
        self._leave()
        return Office(E.html(body), properties(self._archive.xml("docProps/core.xml")), self.left)

    def _read_styles(self) -> tuple[dict[str, str], dict[str, str]]:
        names, parents = {}, {}
        root = self._archive.xml("word/styles.xml")
        for style in root if root is not None else ():
            key = attribute(style, "styleId")
            for child in style:
                if local(child) == "name":
                    names[key] = attribute(child, "val")
                elif local(child) == "basedOn":
                    parents[key] = attribute(child, "val")
                elif local(child) == "pPr":
                    for inner in child:
                        if local(inner) == "outlineLvl" and attribute(inner, "val").isdigit():
                            names.setdefault(key + "/outline", attribute(inner, "val"))
        return names, parents

    def _read_numbering(self) -> dict[tuple[str, str], str]:
        root = self._archive.xml("word/numbering.xml")
        formats: dict[tuple[str, str], str] = {}
        kinds: dict[str, str] = {}
        for each in root if root is not None else ():
            if local(each) == "abstractNum":
                for level in each:
                    for inner in level:
                        if local(inner) == "numFmt":
                            formats[attribute(each, "abstractNumId"), attribute(level, "ilvl")] = (
                                attribute(inner, "val"))
            elif local(each) == "num":
                for inner in each:
                    if local(inner) == "abstractNumId":
                        kinds[attribute(each, "numId")] = attribute(inner, "val")
        return {(number, level): style for number, kind in kinds.items()
                for (other, level), style in formats.items() if other == kind}

    def _relations(self, name: str) -> dict[str, str]:
        root = self._archive.xml(name)
        return {attribute(each, "Id"): attribute(each, "Target")
                for each in (root if root is not None else ())}

    def _style(self, key: str) -> tuple[str, int]:
        """The name of a paragraph's style, and its level as a heading (0: none)."""
        seen = 0
        while key and seen < 10:
            name = self._styles.get(key, key)
            if match := _HEADING.fullmatch(name) or _HEADING.fullmatch(key):
                return name, min(6, int(match[1]))
            if (key + "/outline") in self._styles:
                return name, min(6, int(self._styles[key + "/outline"]) + 1)
            if name.lower() in ("title", "titel", "titre"):
                return "title", 1
            key, seen = self._parents.get(key, ""), seen + 1
        return self._styles.get(key, key), 0

    def _blocks(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            match local(child):
                case "p":
                    yield from self._p(child)
                case "tbl":
                    yield self._table(child)
                case "sdt" | "sdtContent" | "ins" | "customXml" | "smartTag":
                    yield from self._blocks(child)

    def _p(self, p: etree._Element) -> Iterator[etree._Element]:
        self._paragraph += 1
        line = str(self._paragraph)
        key = number = level = ""
        for each in p.iterfind("{*}pPr/*"):
            if local(each) == "pStyle":
                key = attribute(each, "val")
            elif local(each) == "numPr":
                for inner in each:
                    if local(inner) == "numId":
                        number = attribute(inner, "val")
                    elif local(inner) == "ilvl":
                        level = attribute(inner, "val")
        name, depth = self._style(key)
        style = self._styles.get(key, key).lower()
        if re.match(r"toc\b|toc\d|verzeichnis", style):
            text = "".join(each.text or "" for each in p.iter() if local(each) == "t")
            if text.strip():
                self.left.append(Left(self._paragraph, text, "A table of contents; Octavo makes "
                                                             "its own"))
            return
        element = etree.Element(f"h{depth}" if depth else "p")
        element.set("data-line", line)
        if name == "title":
            element.set("class", "octavo-title")
        self._runs(p, element)
        if number and number != "0" and not depth:
            bullet = self._bullets.get((number, level or "0"), "bullet") in ("bullet", "none")
            item = E.li(element)
            outer = etree.Element("ul" if bullet else "ol")
            outer.append(item)
            outer.set("data-level", level or "0")
            outer.set("data-list", number)
            yield outer
        elif re.search(r"quot|zitat|citation|block text", style):
            yield E.blockquote(element)
        elif re.search(r"\bcode\b|preformatted|source text", style):
            element.tag = "pre"
            yield element
        else:
            yield element
        for box in p.iter():
            if local(box) == "txbxContent" and not within(box, "Fallback"):
                yield from self._blocks(box)

    def _runs(self, parent: etree._Element, into: etree._Element) -> None:
        for child in parent:
            match local(child):
                case "r":
                    self._run(child, into)
                case "hyperlink":
                    link = E.a()
                    target = self._targets.get(attribute(child, "id"), "")
                    link.set("href", target or f"#{attribute(child, 'anchor')}")
                    self._runs(child, link)
                    into.append(link)
                case (
                    "ins" | "sdt" | "sdtContent" | "smartTag" | "fldSimple" | "customXml" | "moveTo"
                ):
                    self._runs(child, into)
                case "del" | "moveFrom":
                    text = "".join(each.text or "" for each in child.iter()
                                   if local(each) in ("delText", "t"))
                    if text.strip():
                        self.left.append(Left(self._paragraph, text, "Words that were struck out"))
                case "oMath" | "oMathPara":
                    formula = "".join(
                        each.text or "" for each in child.iter() if local(each) == "t"
                    )
                    code = E.code(clean(formula))
                    code.set("class", "math")
                    into.append(code)
                case "bookmarkStart":
                    mark = E.a()
                    mark.set("id", attribute(child, "name"))
                    into.append(mark)

    def _run(self, run: etree._Element, into: etree._Element) -> None:
        holder = into
        marks = {local(each): attribute(each, "val") for each in run.iterfind("{*}rPr/*")}
        for mark, tag in (("b", "strong"), ("i", "em")):
            if mark in marks and marks[mark] not in ("0", "false"):
                inner = etree.SubElement(holder, tag)
                holder = inner
        if marks.get("vertAlign") in ("superscript", "subscript"):
            holder = etree.SubElement(
                holder, "sup" if marks["vertAlign"] == "superscript" else "sub"
            )
        for child in run:
            match local(child):
                case "t":
                    add(holder, child.text or "")
                case "tab":
                    add(holder, " ")
                case "br" | "cr" if attribute(child, "type") not in ("page", "column"):
                    etree.SubElement(holder, "br")
                case "noBreakHyphen":
                    add(holder, "-")
                case "footnoteReference" | "endnoteReference":
                    kind = local(child).removesuffix("Reference")
                    link = etree.SubElement(etree.SubElement(into, "sup"), "a")
                    link.set("class", "footnote-ref")
                    link.set("href", f"#{kind}-{attribute(child, 'id')}")
                    link.set("data-label", attribute(child, "id"))
                    link.text = attribute(child, "id")
                case "drawing" | "pict" | "AlternateContent" | "object":
                    self._picture(child, into)

    def _picture(self, drawing: etree._Element, into: etree._Element) -> None:
        alt = next((attribute(each, "descr") for each in drawing.iter()
                    if local(each) == "docPr"), "")
        for each in drawing.iter():
            key = attribute(each, "embed") if local(each) == "blip" else (
                attribute(each, "id") if local(each) == "imagedata" else "")
            if key and not within(each, "Fallback"):
                image = etree.SubElement(into, "img")
                target = self._targets.get(key, "")
                image.set("src", target if target.startswith("http") else f"word/{target}".replace(
                    "word//", ""))
                image.set("alt", alt)

    def _table(self, table: etree._Element) -> etree._Element:
        made = E.table()
        for row in table.iterfind("{*}tr"):
            tr = etree.SubElement(made, "tr")
            for cell in row.iter():
                if local(cell) != "tc" or next(cell.iterancestors("{*}tr")) is not row:
                    continue
                td = etree.SubElement(tr, "td")
                spans = [attribute(each, "val") for each in cell.iterfind("{*}tcPr/{*}gridSpan")]
                if spans and spans[0].isdigit():
                    td.set("colspan", spans[0])
                for block in self._blocks(cell):
                    td.append(block)
        made.set("data-line", str(self._paragraph))
        return made

    def _read_notes(self, kind: str) -> None:
        root = self._archive.xml(f"word/{kind}.xml")
        self._targets = self._relations(f"word/_rels/{kind}.xml.rels") or self._targets
        for note in root if root is not None else ():
            if attribute(note, "type") in ("separator", "continuationSeparator",
                                           "continuationNotice"):
                continue
            holder = E.div()
            holder.set("role", "doc-footnote")
            holder.set("id", f"{kind[:-1]}-{attribute(note, 'id')}")
            for block in self._blocks(note):
                holder.append(block)
            holder.set("data-line", str(self._paragraph))
            self._notes.append(holder)

    def _leave(self) -> None:
        """What a report has no place for: macros, comments, running heads."""
        for name in sorted(self._archive.names):
            if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
                self.left.append(Left(0, name, "Macros; they were not run"))
            elif re.fullmatch(r"word/(?:header|footer)\d*\.xml|word/comments\.xml", name):
                root = self._archive.xml(name)
                text = " ".join(each.text or "" for each in root.iter() if local(each) == "t") if (
                    root is not None) else ""
                if text.strip():
                    self.left.append(
                        Left(
                            0,
                            " ".join(text.split()),
                            "Comments" if "comments" in name else "Running heads",
                        )
                    )


def append(body: etree._Element, element: etree._Element) -> None:
    """Put a block into the page; an item of a list joins the list that it belongs to."""
    level = element.get("data-level")
    if level is None or not len(body) or body[-1].get("data-level") is None:
        if level is not None and level != "0":
            element.set("data-level", "0")
        body.append(element)
        return
    target = body[-1]
    if level == "0" and element.get("data-list") != target.get("data-list") and (
            element.tag != target.tag):
        body.append(element)
        return
    for _ in range(min(4, int(level) if level.isdigit() else 0)):
        last = target[-1]
        inner = next((each for each in last if local(each) in ("ul", "ol")), None)
        if inner is None:
            last.append(etree.Element(element.tag))
            inner = last[-1]
        target = inner
    for item in list(element):
        target.append(item)

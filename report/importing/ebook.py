"""EPUB as pages of HTML, in the order in which they are read."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.entities import html5
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from report.importing.archive import Archive, attribute, climbs, local, parsed
from report.importing.decode import refusal

_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_KEPT = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(\[.*?\])?\s*>", re.DOTALL)


@dataclass
class Book:
    """Pages by their path in the archive, and what the package says of the book."""

    pages: list[tuple[str, etree._Element]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


def book(archive: Archive, file: Path) -> Book:
    """The pages of an e-book, its navigation left out."""
    container = archive.xml("META-INF/container.xml")
    package = next((attribute(each, "full-path") for each in container.iter()
                    if local(each) == "rootfile"), "") if container is not None else ""
    root = archive.xml(package)
    if root is None:
        raise refusal(file, "This e-book has no package: nothing says what belongs to it.",
                      "Check it with EPUBCheck.")
    items, navigation = {}, set()
    for item in root.iter():
        if local(item) == "item":
            path = _within(package, attribute(item, "href"), file)
            items[attribute(item, "id")] = path
            if "nav" in attribute(item, "properties").split():
                navigation.add(path)
    made = Book(said=_said(root))
    for reference in root.iter():
        path = items.get(attribute(reference, "idref"), "") if local(reference) == "itemref" else ""
        if path and path not in navigation:
            page = parsed(_plain(archive.read(path)))
            if page is not None:
                made.pages.append((path, _html(page)))
    if not made.pages:
        raise refusal(file, "This e-book has no text.", "Its spine names no page that is there.")
    return made


def _within(package: str, href: str, file: Path) -> str:
    """A path of the package as a path of the archive; SourceError if it leads out of it."""
    href = unquote(href.split("#")[0])
    if re.match(r"\w+:", href):
        return href
    path = posixpath.normpath(posixpath.join(posixpath.dirname(package), href))
    if climbs(path):
        raise refusal(file, f"A path in this e-book leads out of it: {href}",
                      "Nothing of it was read. Do not trust this file.")
    return path


def _said(root: etree._Element) -> dict[str, str]:
    said: dict[str, str] = {}
    names = {"title": "title", "creator": "author", "date": "date", "language": "language",
             "publisher": "publisher", "description": "description", "rights": "licence"}
    for element in root.iter():
        if (name := names.get(local(element))) and (element.text or "").strip():
            text = " ".join((element.text or "").split())
            said[name] = f"{said[name]}; {text}" if name == "author" and name in said else (
                said.get(name, text))
    return said


def _plain(data: bytes) -> bytes:
    """XHTML without a document type, its named characters written out."""
    def written(match: re.Match[bytes]) -> bytes:
        sign = html5.get(match[1].decode() + ";", "")
        return match[0] if match[1] in _KEPT or not sign else sign.encode("ascii",
                                                                          "xmlcharrefreplace")

    return _ENTITY.sub(written, _DOCTYPE.sub(b"", data, count=1))


def _html(page: etree._Element) -> etree._Element:
    """A page whose elements have names without namespaces, as pages of the web have."""
    for element in page.iter():
        if isinstance(element.tag, str):
            element.tag = local(element)
    return page


def picture(archive: Archive, page: str, address: str) -> bytes:
    """The bytes of a picture that a page names; nothing for one from elsewhere."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
    return b"" if climbs(path) else archive.read(path)

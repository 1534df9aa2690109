"""EbookLib's package, with its habits worked round in one place.

EbookLib 0.20 parses what it is given as HTML again, writes no language on the package, local
time as UTC, and the present moment into the zip. Here every file goes in as finished bytes,
and the container is written anew with fixed dates.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ebooklib import epub
from lxml import etree

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class File:
    """A file of the package; `properties` as EPUB 3.3, appendix C lists them."""

    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.name.rsplit("/", 1)[-1].replace(".", "-")


@dataclass(frozen=True)
class Entry:
    """An entry of the contents, with those under it."""

    title: str
    href: str
    inner: tuple[Entry, ...] = ()


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """Writes the package file with a language, and the pages for old readers, into memory."""

    page_list: Sequence[Entry] = ()

    def _write_opf_file(self, root: Any) -> None:
        root.set(_XML_LANG, self.book.language)
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        data: bytes = super()._get_ncx()
        return _with_pages(data, self.page_list) if self.page_list else data


def package(
    identifier: str, title: str, language: str, modified: datetime.datetime,
    metadata: Iterable[tuple[str, str, dict[str, str]]], files: Sequence[File],
    spine: Sequence[str], contents: Sequence[Entry], guide: Sequence[tuple[str, str, str]],
    page_list: Sequence[Entry] = (), direction: str = "",
) -> bytes:
    """An EPUB's bytes.

    `metadata` are (name, value, attributes): a Dublin Core name, or "meta" with the attribute
    `property`. `spine` are the names of files in reading order, `guide` (type, title, href) for
    old readers, `page_list` the pages of the print edition; `direction` is rtl where pages are
    turned from right to left.
    """
    book = epub.EpubBook()
    book.set_identifier(identifier)
    book.set_title(title)
    book.set_language(language)
    book.set_direction(direction or None)
    for name, value, attributes in metadata:
        book.add_metadata(None if name == "meta" else "DC", name, value, attributes)
    ids = {}
    for file in files:
        item = epub.EpubItem(file.id, file.name, file.media_type, file.data)
        item.properties = list(file.properties)
        ids[file.name] = file.id
        book.add_item(item)
    book.add_item(epub.EpubNcx())
    book.spine = [ids[name] for name in spine]
    book.toc = [_link(entry) for entry in contents]
    book.guide = [{"type": kind, "title": words, "href": href} for kind, words, href in guide]
    stream = io.BytesIO()
    writer = _Writer(stream, book, {"mtime": modified, "epub3_landmark": False})
    writer.page_list = page_list
    writer.process()
    writer.write()
    return _rezipped(stream.getvalue())


def _link(entry: Entry) -> Any:
    name = "toc-" + entry.href.replace("#", "-").replace(".", "-")
    if not entry.inner:
        return epub.Link(entry.href, entry.title, name)
    return (epub.Section(entry.title, entry.href), [_link(inner) for inner in entry.inner])


def _with_pages(ncx: bytes, page_list: Sequence[Entry]) -> bytes:
    """The navigation for old readers with its list of pages (NCX, ANSI/NISO Z39.86-2005, 8)."""
    root = etree.fromstring(ncx, etree.XMLParser(remove_blank_text=True))
    numbers = [int(entry.title) for entry in page_list if entry.title.isdecimal()]
    told = {"dtb:totalPageCount": len(page_list), "dtb:maxPageNumber": max(numbers, default=0)}
    for meta in root.iter(f"{_NCX}meta"):
        if meta.get("name") in told:
            meta.set("content", str(told[meta.get("name")]))
    listed = etree.SubElement(root, f"{_NCX}pageList")
    for entry in page_list:
        kind = "normal" if entry.title.isdecimal() else "front"
        target = etree.SubElement(
            listed, f"{_NCX}pageTarget", id=entry.href.partition("#")[2], type=kind)
        if entry.title.isdecimal():
            target.set("value", entry.title)
        label = etree.SubElement(target, f"{_NCX}navLabel")
        etree.SubElement(label, f"{_NCX}text").text = entry.title
        etree.SubElement(target, f"{_NCX}content", src=entry.href)
    return bytes(etree.tostring(root.getroottree(), pretty_print=True, encoding="utf-8",
                                xml_declaration=True))


def _rezipped(data: bytes) -> bytes:
    """The same container with fixed dates, its type first and not compressed (OCF 3.3, 4.3)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name != "mimetype", name))
        for name in names:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name), compresslevel=None if stored else 9)
    return stream.getvalue()

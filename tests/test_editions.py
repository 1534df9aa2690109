"""The same text is in all three editions: every paragraph, figure, table and note."""

from __future__ import annotations

import html
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from report.flows import plain
from report.model import Report, inner, pieces
from tests.built import Built, sample_built

_BLOCKS = re.compile(r"</?(?:p|li|ul|ol|dl|dt|dd|div|h\d|pre|blockquote|hr)\b[^>]*>")


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module", params=["html", "pdf", "epub"])
def edition(request: pytest.FixtureRequest, built: Built) -> str:
    """All the words of an edition, without spaces and hyphens."""
    return _letters(_READ[request.param](built.files[request.param]))


def _read_html(file: Path) -> str:
    return _words(file.read_text(encoding="utf-8"))


def _read_epub(file: Path) -> str:
    with zipfile.ZipFile(file) as book:
        return " ".join(_words(book.read(name).decode())
                        for name in book.namelist() if name.endswith(".xhtml"))


def _read_pdf(file: Path) -> str:
    """By pdftotext, not by the tags, so that what is drawn is what counts; both orders, since
    a line of a chart may come between two lines of a paragraph in the one or the other."""
    def read(*how: str) -> str:
        return subprocess.run(["pdftotext", *how, str(file), "-"], check=True,
                              capture_output=True, text=True).stdout

    return read("-raw") + read()


_READ = {"html": _read_html, "pdf": _read_pdf, "epub": _read_epub}


def _words(markup: str) -> str:
    body = re.sub(r"<(style|title|desc)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", body))


def _letters(words: str) -> str:
    return re.sub(r"[\s\N{HYPHEN}\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\f-]", "", words)


def _stretches(report: Report) -> list[str]:
    """Every stretch of text between two inline pieces, cut into blocks, as an author wrote it."""
    flows = []
    for section in report.sections:
        flows += [section.title, section.flow]
        flows += [flow for piece in pieces(section.flow) for flow in inner(piece)]
        for note in section.notes:
            flows += note.paragraphs
            flows += [flow for paragraph in note.paragraphs for piece in pieces(paragraph)
                      for flow in inner(piece)]
    return [letters for flow in flows for part in flow if isinstance(part, str)
            for block in _BLOCKS.split(part) if (letters := _letters(plain((block,))))]


def test_every_word_of_the_text_is_there(built: Built, edition: str) -> None:
    stretches = _stretches(built.report)
    assert len(stretches) > 300
    # Where a page ends, notes and a folio come between two lines: halves are looked for then.
    assert [words for words in stretches if not _is_in(words, edition)] == []


def _is_in(words: str, edition: str) -> bool:
    """Whether words are there, whole or in two parts that a page's end keeps apart."""
    if words in edition:
        return True
    most = next(i for i in range(len(words), -1, -1) if words[:i] in edition)
    return most > 0 and words[most:] in edition and len(words) > 12


def test_every_figure_and_table_is_there_with_its_number(built: Built, edition: str) -> None:
    report = built.report
    wanted = [f"Figure{figure.number}{_letters(plain(figure.title))}"
              for figure in report.figures()]
    wanted += [f"Table{grid.number}{_letters(plain(grid.title))}"
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
        words = _letters(_READ[name](built.files[name]))
        assert [label for label in labels if _letters(label) not in words] == []

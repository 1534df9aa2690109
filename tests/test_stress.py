"""A report that wants to break, in all editions: nothing lost, nothing astray, nothing alone.

Its folder, `tests/cases/stress/source`, holds a table of five pages, forty notes of which three
are longer than half a page, figures of every kind and width, four levels of headings, a chapter
of one line, long words, Greek and Arabic, an index and thirty references.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import page as validator
import pytest

from report.flows import plain
from report.model import Heading, NoteCall
from tests import verapdf
from tests.built import Built, build
from tests.conftest import ROOT
from tests.printed import Run
from tests.read import Book, complaints, letters, said, stretches, violations

_SOURCE = ROOT / "tests" / "cases" / "stress" / "source"
_ARABIC = range(0x600, 0x700)
_ROOM = 24.0  # points: what must follow a heading on its page, more than a line


@pytest.fixture(scope="session")
def built(kept: Path) -> Built:
    return build(_SOURCE, ("html", "pdf", "epub"), kept / "stress", kept)


@pytest.fixture(scope="session")
def book(built: Built) -> Book:
    return Book(built.files["epub"])


@pytest.fixture(scope="session")
def edition(built: Built, book: Book) -> dict[str, str]:
    """All the words of each edition, without spaces and hyphens; of the PDF as it is drawn, with
    its pull quotes, and as it is read aloud, since lines of neighbouring cells come one between
    another."""
    file = built.files["pdf"]
    read = [subprocess.run(["pdftotext", *how, str(file), "-"], check=True, capture_output=True,
                           text=True).stdout for how in (["-raw"], [])]
    return {"html": letters(said(built.files["html"].read_text(encoding="utf-8"))),
            "pdf": letters(" ".join([
                *read, *(run.text for run in built.printed.read_aloud),
                *(built.printed.text_of(folio + 1) for folio in range(built.printed.pages))])),
            "epub": book.letters}


# --- what engines and validators say --------------------------------------------------------


def test_nothing_was_complained_of(built: Built) -> None:
    assert built.complaints == ()


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_pdf_is_pdf_a_and_pdf_ua(built: Built, profile: str) -> None:
    looked_at = validator.validate_pdf(str(built.files["pdf"]), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in looked_at.failures] == []


def test_verapdf_finds_nothing(built: Built) -> None:
    assert verapdf.violations(built.files["pdf"], "3a", "ua1") == []


def test_a_table_of_five_pages_is_one_table_and_read_with_one_head(built: Built) -> None:
    tables = [tag for tag in built.printed.tags if tag.name == "Table"]
    assert len(tables) == len(built.report.grids())
    heads = [tag for tag in built.printed.tags if tag.name == "THead"]
    assert len(heads) == len(tables)


def test_epubcheck_has_nothing_to_say(built: Built) -> None:
    assert complaints(built.files["epub"]) == []


def test_ace_finds_no_violation(built: Built, tmp_path: Path) -> None:
    assert violations(built.files["epub"], tmp_path) == []


# --- words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["html", "pdf", "epub"])
def test_every_word_of_the_source_is_there(
    built: Built, edition: dict[str, str], name: str
) -> None:
    text = edition[name]
    wanted = [words for words in stretches(built.report)
              if name != "pdf" or not _is_arabic(words)]
    assert len(wanted) > 700
    assert [words for words in wanted if not _is_in(words, text)] == []


def test_arabic_can_be_copied_from_the_pdf(built: Built, edition: dict[str, str]) -> None:
    """Its letters are all there; in which order, a reader of PDFs decides."""
    wanted = {letter for words in stretches(built.report) for letter in words
              if ord(letter) in _ARABIC}
    assert wanted
    assert wanted - set(edition["pdf"]) == set()


def _is_arabic(words: str) -> bool:
    return any(ord(letter) in _ARABIC for letter in words)


def _is_in(words: str, text: str) -> bool:
    """Whether words are there, whole or in up to four parts that the ends of pages keep apart."""
    for _ in range(4):
        if words in text:
            return True
        most = next(i for i in range(len(words), -1, -1) if words[:i] in text)
        if most < 6:
            return False
        words = words[most:]
    return False


# --- pages ----------------------------------------------------------------------------------


def test_every_note_begins_on_the_page_of_its_call(built: Built) -> None:
    printed = built.printed
    notes = [note for section in built.report.sections for note in section.notes]
    assert len(notes) == 43
    assert {note.id: (printed.destinations[f"call-{note.id}"], printed.destinations[note.id])
            for note in notes
            if printed.destinations[f"call-{note.id}"] != printed.destinations[note.id]} == {}


def test_no_note_is_lost_or_printed_twice(built: Built) -> None:
    whole = letters(" ".join(run.text for folio in range(1, built.printed.pages + 1)
                             for run in built.printed.on(folio)))
    openings = [letters(plain(note.paragraphs[0]))[:40] for section in built.report.sections
                for note in section.notes]
    assert {words: whole.count(words) for words in openings if whole.count(words) != 1} == {}
    calls = [piece for piece in built.report.pieces() if isinstance(piece, NoteCall)]
    assert len(calls) == 44


def test_no_text_stands_outside_its_page(built: Built) -> None:
    printed = built.printed
    outside = [(run.folio, run.text[:40], round(run.x), round(run.y))
               for folio in range(1, printed.pages + 1) for run in printed.on(folio)
               if run.text.strip() and not _is_inside(run)]
    assert outside == []


def test_a_table_says_on_each_further_page_that_it_goes_on(built: Built) -> None:
    printed, words = built.printed, "Table\N{NO-BREAK SPACE}1, continued"
    first = printed.destinations["long"]
    said = [folio for folio in range(1, printed.pages + 1)
            if letters(words) in letters(printed.text_of(folio))]
    assert len(said) >= 4
    assert said == list(range(first + 1, first + 1 + len(said)))
    assert not any("continued" in run.text for run in printed.read_aloud)


def _is_inside(run: Run) -> bool:
    return run.x > 0 and run.x + run.width < 595.3 and 0 < run.y < 841.9


def test_no_heading_stands_alone_at_the_foot_of_a_page(built: Built) -> None:
    printed = built.printed
    alone = []
    for piece in built.report.pieces():
        if isinstance(piece, Heading):
            folio = printed.destinations[piece.id]
            words = letters(plain(piece.title))
            runs = [run for run in printed.on(folio) if run.text.strip()]
            ends = [run.y for run in runs if _says(run, words) and run.size > 9]
            after = [run for run in runs if 10 < run.size < 11
                     and ends and run.y > max(ends) + _ROOM / 2 and not _says(run, words)]
            if not after:
                alone.append((folio, plain(piece.title)))
    assert alone == []


def _says(run: Run, heading: str) -> bool:
    return bool(letters(run.text)) and letters(run.text) in heading


# --- the e-book -----------------------------------------------------------------------------


def test_no_link_of_the_ebook_leads_nowhere(book: Book) -> None:
    assert book.lost() == []
    assert len(list(book.find("//h:a[@class='reference']"))) >= 30

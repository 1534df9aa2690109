"""The PDF of the sample as validators, printers and screen readers find it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import page as validator
import pikepdf
import pytest

from report.flows import plain
from report.model import Heading
from tests.built import Built, sample_built
from tests.printed import Printed


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module")
def printed(built: Built) -> Printed:
    return built.printed


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_is_pdf_a_and_pdf_ua(built: Built, profile: str) -> None:
    looked_at = validator.validate_pdf(built.files["pdf"], profile=profile)
    assert [(failure.rule_id, failure.message) for failure in looked_at.failures] == []
    assert looked_at.is_compliant


def test_it_claims_both_standards(printed: Printed) -> None:
    said = printed.root.Metadata.read_bytes().decode()
    for name, value in (("pdfaid:part", 3), ("pdfaid:conformance", "A"), ("pdfuaid:part", 1)):
        assert re.search(rf'{name}(="|>){value}\b', said)


def test_every_font_is_embedded(built: Built) -> None:
    lines = subprocess.run(["pdffonts", built.files["pdf"]], check=True, capture_output=True,
                           text=True).stdout.splitlines()[2:]
    assert lines
    embedded = [re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line)
                for line in lines]
    assert all(found and found.groups() == ("yes", "yes", "yes") for found in embedded)


def test_nothing_was_complained_of(built: Built) -> None:
    assert built.complaints == ()


def test_it_says_what_it_is(built: Built, printed: Printed) -> None:
    meta = built.report.meta
    assert str(printed.info.Title) == meta.title
    assert str(printed.info.Author) == ", ".join(meta.authors)
    assert str(printed.root.Lang) == meta.language
    assert bool(printed.root.ViewerPreferences.DisplayDocTitle)
    said = printed.root.Metadata.read_bytes().decode()
    assert all(words in said for words in (meta.title, *meta.authors))


def test_every_chapter_and_section_has_a_bookmark(built: Built, printed: Printed) -> None:
    wanted = []
    for section in built.report.sections:
        wanted.append((1, _one_line(plain(section.title)), printed.destinations[section.id]))
        wanted += [(part.level, _one_line(plain(part.title)), printed.destinations[part.id])
                   for part in section.flow if isinstance(part, Heading)]
    first = wanted[0]
    marks = [(level, _one_line(title), folio) for level, title, folio in printed.bookmarks]
    assert marks[marks.index(first):] == wanted


def test_it_has_as_many_pages_as_a_briefing_and_none_is_blank(printed: Printed) -> None:
    """No page is shorter of words than the title page; the cover has its picture. The back cover
    is a verso, so the recto before it may be blank."""
    assert printed.pages >= 14
    last = printed.destinations["back-cover"]
    assert last % 2 == 0
    counts = {folio: len(printed.text_of(folio).split()) for folio in range(1, printed.pages + 1)
              if folio != last - 1 or printed.on(folio)}
    assert not {folio: count for folio, count in counts.items() if count < 15}


def test_every_figure_and_image_says_what_it_shows(built: Built, printed: Printed) -> None:
    figures = [tag for tag in printed.tags if tag.name == "Figure"]
    shown = [tag for tag in figures if tag.alt]
    assert [tag for tag in figures if not tag.alt and "Figure" not in tag.path[:-1]
            and not _holds_a_figure(printed, tag.path, tag.folio)] == []
    assert len(shown) >= len(built.report.figures()) + 1  # the cover's picture as well
    assert all(len(tag.alt) > 30 for tag in shown)


def _holds_a_figure(printed: Printed, path: tuple[str, ...], folio: int) -> bool:
    return any(tag.folio == folio and tag.alt and tag.path[:len(path)] == path
               and len(tag.path) > len(path) for tag in printed.tags)


def test_no_two_words_are_read_as_one(built: Built, printed: Printed) -> None:
    """The space before a reference or an abbreviation is in the tagged text, not just a gap."""
    lines: dict[tuple[int, int, float], str] = {}
    for run in printed.read_aloud:
        line = (run.block, run.folio, run.y)
        lines[line] = lines.get(line, "") + run.text
    run_together = [text for text in lines.values()
                    if re.search(r"[a-z(](?:see|the|by|of|and|from|in)(?:Figure|Table|UN|OCHA)\b"
                                 r"|\b(?:see|the|by|of|and|from|in)(?:Figure|Table|UNHCR|OCHA|UN\b)",
                                 text)]
    assert any("(see Figure" in text for text in lines.values())
    assert run_together == []


def test_it_reads_aloud_in_the_order_of_the_text(built: Built, printed: Printed) -> None:
    """Titles, headings and paragraphs follow one another as in the source."""
    said = _squeezed("".join(run.text for run in printed.read_aloud))
    said = said[said.index(_squeezed(plain(built.report.sections[0].flow))[:40]):]
    position, out_of_order = 0, []
    for words in _in_order(built):
        found = said.find(words, position)
        if found < 0:
            out_of_order.append(words)
        else:
            position = found
    assert out_of_order == []


def _in_order(built: Built) -> list[str]:
    """The first words of every heading and paragraph, up to the first piece in it."""
    found = []
    for section in built.report.sections:
        if section is not built.report.sections[0]:
            found.append(plain(section.title))
        for part in section.flow:
            if isinstance(part, Heading):
                found.append(plain(part.title))
            elif isinstance(part, str):
                found += [plain((words.split("<a")[0],))[:60]
                          for words in re.findall(r"<p\b[^>]*>(.*?)(?:</p>|$)", part, re.DOTALL)]
    return [words for words in map(_squeezed, found) if len(words) > 12]


def test_each_header_cell_says_what_it_heads(printed: Printed) -> None:
    """Screen readers say a column's header with each of its cells."""
    with pikepdf.open(printed.file) as pdf:
        heads = [made for made in pdf.objects
                 if isinstance(made, pikepdf.Dictionary) and made.get("/S") == "/TH"]
        assert heads
        assert all("/Scope" in head.get("/A", {}) for head in heads)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _squeezed(words: str) -> str:
    return re.sub(r"[\s\N{HYPHEN}\N{SOFT HYPHEN}-]", "", words)

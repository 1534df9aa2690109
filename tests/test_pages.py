"""Pages as they should be: lines on the lines of the page, nothing alone, no hole at a foot.

Read back from the PDF of the sample in both themes, and of the made-up report of 300 pages.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from report.flows import plain
from report.model import Box, Figure, Grid, Heading, Report
from tests.built import book_built, long_built, sample_built
from tests.printed import Printed, Run

_MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Set:
    """A report that was set: the size of its text, its leading, where its text begins and ends."""

    report: Report
    printed: Printed
    size: float
    leading: float
    head: float
    foot: float

    def lines(self, folio: int) -> list[list[Run]]:
        """The lines of running text on a page, from the top."""
        runs = [run for run in self.printed.on(folio)
                if run.text.strip() and abs(run.size - self.size) < 0.06]
        runs.sort(key=lambda run: (round(run.y), run.x))
        return [list(line) for _, line in itertools.groupby(runs, key=lambda run: round(run.y))]


def _briefing(report: Report, printed: Printed) -> Set:
    return Set(report, printed, 10.2, 5.0, 30.0, 265.0)


@pytest.fixture(scope="module", params=["sample", "sample as a book", "300 pages"])
def pages(request: pytest.FixtureRequest, sample: Path, kept: Path) -> Set:
    if request.param == "sample as a book":
        book = book_built(sample, kept)
        return Set(book.report, book.printed, 11.2, 4.8, 18.0, 176.4)
    built = sample_built(sample, kept) if request.param == "sample" else long_built(kept)
    return _briefing(built.report, built.printed)


# --- the lines of the page ------------------------------------------------------------------


def test_text_stands_on_the_lines_of_the_page(pages: Set) -> None:
    """Every line of text, on every page, within 0.3 mm; the lines are counted from the head."""
    stands = [(folio, (line[0].y / _MILLIMETRE - pages.head) % pages.leading)
              for folio in range(1, pages.printed.pages + 1) for line in pages.lines(folio)]
    usual = Counter(round(at, 1) for _, at in stands).most_common(1)[0][0]
    off = [(folio, round(at, 1)) for folio, at in stands
           if abs((at - usual + pages.leading / 2) % pages.leading - pages.leading / 2) > 0.3]
    assert len(stands) > 300
    assert len(off) <= 0.01 * len(stands), off


def test_the_first_line_of_a_page_stands_where_it_does_on_every_page(pages: Set) -> None:
    """Where a page begins with text; an opening begins with a title, others with a figure."""
    firsts = []
    for folio in range(1, pages.printed.pages + 1):
        within = [run for run in pages.printed.on(folio)
                  if run.text.strip() and run.y > pages.head * _MILLIMETRE]
        lines = pages.lines(folio)
        if lines and min(within, key=lambda run: run.y) in lines[0]:
            firsts.append(round(lines[0][0].y, 1))
    assert len(firsts) > 5
    assert max(firsts) - min(firsts) < 0.3 * _MILLIMETRE


# --- nothing alone --------------------------------------------------------------------------


def _paragraphs(pages: Set) -> Iterator[list[tuple[int, str]]]:
    """The lines of each paragraph of running text: page and words."""
    text = [run for run in pages.printed.read_aloud
            if run.tags[-1] != "Figure" and "P" in run.tags and "LI" not in run.tags
            and abs(run.size - pages.size) < 0.06 and run.tags[1] != "NonStruct"]
    for _, paragraph in itertools.groupby(text, key=lambda run: run.block):
        lines: list[tuple[int, float, str]] = []
        for run in paragraph:
            if lines and lines[-1][0] == run.folio and abs(lines[-1][1] - run.y) < 2:
                lines[-1] = (*lines[-1][:2], lines[-1][2] + run.text)
            else:
                lines.append((run.folio, run.y, run.text))
        yield [(folio, words) for folio, _, words in lines]


def test_no_line_of_a_paragraph_stands_alone_on_a_page(pages: Set) -> None:
    alone = []
    for lines in _paragraphs(pages):
        counts = Counter(folio for folio, _ in lines)
        if len(lines) >= 4 and len(counts) > 1:
            alone += [(folio, lines[0][1]) for folio, count in counts.items() if count == 1]
    assert alone == []


def test_no_word_is_broken_over_a_page(pages: Set) -> None:
    broken = [(folio, words) for lines in _paragraphs(pages)
              for (folio, words), (after, _) in itertools.pairwise(lines)
              if folio != after and words.rstrip().endswith("\N{HYPHEN}")]
    assert broken == []


def test_no_heading_is_the_last_of_its_page(pages: Set) -> None:
    alone = []
    for piece in pages.report.pieces():
        if isinstance(piece, Heading):
            folio = pages.printed.destinations[piece.id]
            own = [run.y for run in pages.printed.on(folio) if _says(run, plain(piece.title))]
            after = [run for run in pages.printed.on(folio) if own and run.text.strip()
                     and run.size > 8.3 and min(own) + 10 < run.y < pages.foot * _MILLIMETRE]
            if not after:
                alone.append((folio, plain(piece.title)))
    assert alone == []


def _says(run: Run, title: str) -> bool:
    """Whether a run is a heading's, or a part of it."""
    words = "".join(run.text.split())
    return bool(words) and run.size > 9 and words in "".join(title.split())


def test_figures_stand_with_their_captions_and_in_order(pages: Set) -> None:
    figures = [piece for piece in pages.report.pieces() if isinstance(piece, Figure)]
    printed = pages.printed
    pictures = Counter(tag.folio for tag in printed.tags if tag.name == "Figure" and tag.alt)
    captions = Counter(printed.destinations[figure.id] for figure in figures)
    assert all(pictures[folio] >= count for folio, count in captions.items())
    folios = [printed.destinations[figure.id] for figure in figures]
    assert folios == sorted(folios)


def test_no_chapter_ends_with_a_line_or_two_on_a_page(pages: Set) -> None:
    """Its last page holds five lines at least, or a figure, a table or a box."""
    where = pages.printed.destinations
    holding = {where[piece.id] for piece in pages.report.pieces()
               if isinstance(piece, (Figure, Grid, Box))}
    short = {}
    for section, after in itertools.pairwise(pages.report.sections):
        begins = where[section.id]
        last = max(folio for folio in range(begins, where[after.id]) if pages.printed.on(folio))
        lines = len(pages.lines(last))
        if section.matter == "body" and last > begins and last not in holding and 0 < lines < 5:
            short[section.id] = lines
    assert short == {}


# --- holes ----------------------------------------------------------------------------------


def test_no_hole_at_the_foot_of_a_page_of_the_sample(sample: Path, kept: Path) -> None:
    """But for the last page of a section, pages are full to 12 per cent of their height."""
    built = sample_built(sample, kept)
    pages = _briefing(built.report, built.printed)
    begins = [built.printed.destinations[section.id] for section in built.report.sections]
    holes = {}
    for folio in range(begins[0], begins[-1]):
        if folio + 1 not in begins:
            white = _white(pages, folio)
            if white > 0.12 * (pages.foot - pages.head):
                holes[folio] = round(white)
    assert holes == {}


def _white(pages: Set, folio: int) -> float:
    """Millimetres between the last line over the notes and the notes, or the foot of the page."""
    edge = 20 if folio % 2 else 74  # of the text column
    notes: list[float] = []
    others: list[float] = []
    for run in pages.printed.on(folio):
        y = run.y / _MILLIMETRE
        if run.text.strip() and pages.head < y < pages.foot + 1:
            is_note = abs(run.size - 8.2) < 0.06 and edge <= run.x / _MILLIMETRE < edge + 116
            (notes if is_note else others).append(y)
    return min(notes, default=pages.foot) - max(others, default=pages.head) - (10 if notes else 2)

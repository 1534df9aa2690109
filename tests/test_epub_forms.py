"""The e-book’s forms, slim, standard and split: what each leaves out, and what none may lose."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from report import press
from report.clock import Clock
from report.preflight.kindle import findings
from tests.built import Built, build, sample_built
from tests.conftest import MakeReport
from tests.read import Book, complaints, letters, said, spoiled, stretches

_WORDS = "Trucks waited at the gate while the road was closed, and nobody knew for how long. "
_LARGEST = 300_000  # bytes


def _image(width: int, kind: str) -> bytes:
    """A picture that says which form it is in: red above, blue below."""
    picture = Image.new("RGB", (width, width // 2), "#C03020")
    picture.paste("#2030C0", (0, width // 4, width, width // 2))
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


def _chapter(parts: int, paragraphs: int) -> str:
    """A chapter in which every part has a note and refers to the first and the last."""
    text, notes = "# The long chapter\n\nIt begins.[^n0]\n", "[^n0]: Note before all parts.\n\n"
    for part in range(1, parts + 1):
        text += f"\n(about-{part})=\n## Part {part}\n\n"
        text += "".join(f"Part {part}, {number}. {_WORDS * 6}\n\n" for number in range(paragraphs))
        text += (f"Said of part {part}.[^n{part}] See {{numref}}`about-1`, "
                 f"{{numref}}`about-{parts}` and {{numref}}`photo`.\n")
        notes += f"[^n{part}]: Note of part {part}, and {{numref}}`about-1`.\n\n"
    return text + "\n" + notes


_PHOTO = """# Photographs

:::{figure} images/large.jpg
:name: photo
:alt: A wide photograph, red above and blue below.
:title: Red above, blue below
:::

![A small picture, red above and blue below](images/small.png)

The long chapter begins with {numref}`about-1`.
"""


@pytest.fixture(scope="module")
def long(make_report: MakeReport, tmp_path_factory: pytest.TempPathFactory, kept: Path) -> Built:
    """A chapter of half a megabyte beside one called as its second file would be."""
    folder = tmp_path_factory.mktemp("forms")
    source = make_report(
        folder, texts={"01-part-1.md": _chapter(9, 100), "02-part-1-2.md": _PHOTO},
        files={"images/large.jpg": _image(2400, "JPEG"), "images/small.png": _image(400, "PNG")},
        publisher="Octavo")
    return build(source, ("epub", "epub-slim", "epub-split"), folder / "dist", kept)


@pytest.fixture(scope="module")
def slim(sample: Path, tmp_path_factory: pytest.TempPathFactory, kept: Path) -> Built:
    folder = tmp_path_factory.mktemp("slim")
    return build(sample, ("epub-slim", "epub-split", "epub-slim-split"), folder, kept)


@pytest.fixture(scope="module")
def standard(sample: Path, kept: Path) -> Book:
    return Book(sample_built(sample, kept).files["epub"])


def _picture(book: Book, name: str) -> Image.Image:
    return Image.open(io.BytesIO(book.files[name]))


def _texts(book: Book) -> str:
    return letters(" ".join(said(book.files[name].decode()) for name in book.spine
                            if name != "nav.xhtml"))


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.convert("RGB").split()
    return not (ImageChops.difference(red, green).getbbox()
                or ImageChops.difference(green, blue).getbbox())


# --- slim and standard ----------------------------------------------------------------------


def test_the_standard_form_is_small_enough_to_be_sent(standard: Book) -> None:
    assert standard.file.stat().st_size < 2_500_000
    assert any(name.endswith(".ttf") for name in standard.files)


@pytest.mark.parametrize("form", ["epub-slim", "epub-slim-split"])
def test_slim_is_small_and_without_fonts(slim: Built, form: str) -> None:
    book = Book(slim.files[form])
    assert book.file.stat().st_size < 400_000
    assert not [name for name in book.files if re.search(r"\.(ttf|otf|woff2?)$", name)]
    assert b"@font-face" not in book.files["style.css"]
    assert not [name for name in book.files if name.endswith("-tablet.svg")]


def test_slim_has_a_grey_cover_of_half_the_size(slim: Built, standard: Book) -> None:
    large, small = _picture(standard, "cover.jpg"), _picture(Book(slim.files["epub-slim"]),
                                                             "cover.jpg")
    assert not _is_grey(large)
    assert _is_grey(small)
    assert small.size == (large.width // 2, large.height // 2)


@pytest.mark.parametrize("form", ["epub-slim", "epub-split", "epub-slim-split"])
def test_every_form_says_what_the_standard_form_says(
    slim: Built, standard: Book, form: str
) -> None:
    book = Book(slim.files[form])
    # The contents are left out: they list printed pages where a PDF was made as well.
    assert _texts(book) == _texts(standard)
    notes = "//h:aside[@e:type='footnote']/@id"
    assert [note for _, note in book.find(notes)] == [note for _, note in standard.find(notes)]


@pytest.mark.parametrize(("form", "widest", "grey"), [
    ("epub", 1600, False), ("epub-slim", 800, True), ("epub-split", 1600, False)])
def test_images_are_no_larger_than_a_form_shows(
    long: Built, form: str, widest: int, grey: bool
) -> None:
    book = Book(long.files[form])
    large, small = (_picture(book, f"images/{name}") for name in ("large.jpg", "small.png"))
    assert large.size == (widest, widest // 2)
    assert small.size == (400, 200)
    assert (_is_grey(large), _is_grey(small)) == (grey, grey)


# --- split ----------------------------------------------------------------------------------


def test_a_long_chapter_is_cut_before_headings(long: Built) -> None:
    book = Book(long.files["epub-split"])
    assert len(Book(long.files["epub"]).files["part-1.xhtml"]) > _LARGEST
    assert {name: len(book.files[name]) for name in book.spine
            if len(book.files[name]) > _LARGEST} == {}
    own = {f"{section.id}.xhtml" for section in long.report.sections}
    cut = [name for name in book.spine if name.startswith("part-1-") and name not in own]
    assert cut
    for name in cut:
        first = book.texts[name].find(".//{*}section")[0]
        assert first.tag.endswith("}h2")


def test_nothing_is_lost_doubled_or_moved(long: Built) -> None:
    whole, cut = Book(long.files["epub"]), Book(long.files["epub-split"])
    assert cut.letters == whole.letters
    every = "//h:body//@id"
    assert [name for _, name in cut.find(every)] == [name for _, name in whole.find(every)]
    assert [words for words in stretches(long.report) if words not in cut.letters] == []


def test_every_link_still_leads_to_its_target(long: Built) -> None:
    """Calls and ways back, references, contents and the contents of old readers."""
    whole, cut = Book(long.files["epub"]), Book(long.files["epub-split"])
    assert cut.lost() == []

    def led(book: Book) -> list[tuple[str, str]]:
        return [(link.get("id", ""), link.get("href").partition("#")[2])
                for _, link in book.find("//h:a[contains(@href, '#')]")]

    assert led(cut) == led(whole)
    ids = Counter(str(name) for _, name in cut.find("//h:body//@id"))
    assert [name for name, times in ids.items() if times > 1] == []


# --- all forms ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["epub-slim", "epub-slim-split"])
def test_epubcheck_has_nothing_to_say_of_the_sample(slim: Built, form: str) -> None:
    assert complaints(slim.files[form]) == []


@pytest.mark.parametrize("form", ["epub", "epub-slim", "epub-split"])
def test_epubcheck_has_nothing_to_say_of_a_long_text(long: Built, form: str) -> None:
    assert complaints(long.files[form]) == []


def test_the_same_source_gives_the_same_bytes(
    sample: Path, slim: Built, tmp_path: Path, kept: Path
) -> None:
    names = ("epub-slim", "epub-slim-split")
    for form in press.build(sample, names, tmp_path, kept, Clock()):
        assert form.file.read_bytes() == slim.files[form.edition].read_bytes()


# --- right to left --------------------------------------------------------------------------


def test_an_arabic_report_is_read_from_right_to_left(
    make_report: MakeReport, tmp_path: Path, kept: Path
) -> None:
    source = make_report(tmp_path, texts={"01-north.md": "# الطريق\n\nقُطع الطريق في شباط.\n"},
                         title="تقرير", language="ar")
    file = build(source, ("epub",), tmp_path / "dist", kept).files["epub"]
    book = Book(file)
    spine = book.package.find("{*}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"
    assert {tree.get("dir") for tree in book.texts.values()} == {"rtl"}
    assert complaints(file) == []


def test_a_report_from_left_to_right_says_nothing_of_it(standard: Book) -> None:
    assert b"page-progression-direction" not in standard.files["content.opf"]
    assert {tree.get("dir") for tree in standard.texts.values()} == {None}


# --- Kindle ---------------------------------------------------------------------------------


def _added(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def spoil(files: dict[str, bytes]) -> dict[str, bytes]:
        assert old.encode() in files[name]
        return {**files, name: files[name].replace(old.encode(), new.encode(), 1)}
    return spoil


def _with(given: dict[str, bytes]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: {**files, **given}


def _styled(rule: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return _added("style.css", "body {", f"p {{ {rule} }} body {{")


def _held(markup: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return _added("hosts.xhtml", "</section>", f"{markup}</section>")


def _without(ending: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda files: {name: data for name, data in files.items() if not name.endswith(ending)}


_PAGE = b'<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
_SPOILED: list[tuple[Any, str]] = [
    (_without("cover.jpg"), "no cover"),
    (_with({"cover.jpg": _image(900, "JPEG")}), "900 × 450 pixels"),
    (_with({f"x{number}.xhtml": _PAGE for number in range(300)}), "files of text; 300"),
    (_with({"x.xhtml": _PAGE + b" " * 30_000_000}), "more than 30 MB"),
    *((_held(f"<{tag}></{tag}>"), f"holds a <{tag}>") for tag in (
        "script", "iframe", "form", "input", "video", "audio", "canvas", "object")),
    (_held("<table><tr><td><table/></td></tr></table>"), "a table within a table"),
    (_styled("position: absolute"), "position"),
    (_styled("margin-left: -1em"), "a negative margin"),
    (_styled("display: flex"), "flex or grid"),
    (_styled("columns: 2"), "columns"),
    (_added("style.css", "body {", '@import "x.css"; body {'), "@import"),
    (_styled("width: calc(1em + 2px)"), "a computed value"),
    (_without(".ncx"), "(NCX)"),
    (_added("nav.xhtml", "</a><ol>\n<li>", "</a><ol>\n<li><ol><li>3</li></ol>"), "deeper than"),
    (_with({"images/x.png": b"0" * 5_000_001}), "x.png has more than 5 MB"),
]


def test_a_kindle_shows_the_sample_as_it_is(standard: Book) -> None:
    assert findings(standard.file.read_bytes()) == []


@pytest.mark.parametrize(("spoil", "says"), _SPOILED, ids=[says for _, says in _SPOILED])
def test_what_a_kindle_would_not_show_is_said(
    standard: Book, spoil: Callable[[dict[str, bytes]], dict[str, bytes]], says: str,
    tmp_path: Path,
) -> None:
    said = findings(spoiled(spoil(standard.files), tmp_path / "spoiled.epub"))
    assert len(said) == 1
    assert says in said[0]

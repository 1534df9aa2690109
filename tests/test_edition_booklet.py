"""The booklet: sheets that are printed, put into each other and folded give the pages in order."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from report import press
from report.editions.booklet import imposed
from report.editions.finish import Context
from report.editions.imposition import Side, filled, sides, signatures
from report.editions.prints import PRINTS
from report.errors import Faults, LayoutError, Place, SourceError
from report.model import Booklet, Meta, Report, Section
from report.themes import formatted, theme
from tests.built import build
from tests.conftest import MakeReport

A4 = (841.89, 595.28)
_DRAWN = re.compile(r"q 1 0 0 1 (\S+) (\S+) cm (/\S+) Do Q")
_HERE = Place(Path("report.toml"))


def folded(printed: list[Side], sheets: tuple[int, ...]) -> list[int | None]:
    """The pages as a reader turns them, of sides that were turned on their short edge."""
    pages: list[int | None] = []
    for count in sheets:
        fronts, backs = printed[:2 * count:2], printed[1:2 * count:2]
        printed = printed[2 * count:]
        for front, back in zip(fronts, backs, strict=True):
            pages += [front.right, back.left]
        for front, back in reversed(list(zip(fronts, backs, strict=True))):
            pages += [back.right, front.left]
    return pages


@pytest.mark.parametrize("most", [0, 1, 2, 4])
@pytest.mark.parametrize("has_back", [False, True])
def test_folding_gives_the_pages_in_order(has_back: bool, most: int) -> None:
    for pages in range(1, 130):
        order = filled(pages, has_back)
        sheets = signatures(len(order) // 4, most)
        found = folded(sides(order, sheets, .1), sheets)
        assert found == order
        assert [page for page in found if page] == list(range(1, pages + 1))
        assert found.count(None) < 4
        assert found[-1] == pages or not has_back or pages == 1


def test_blanks_stand_before_the_back_cover() -> None:
    assert filled(6, True) == [1, 2, 3, 4, 5, None, None, 6]
    assert filled(6, False) == [1, 2, 3, 4, 5, 6, None, None]
    assert filled(8, True) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(("sheets", "most", "parts"), [
    (1, 0, (1,)), (15, 0, (15,)), (16, 0, (4, 4, 4, 4)), (17, 0, (4, 4, 3, 3, 3)),
    (9, 4, (3, 3, 3)), (9, 20, (9,)),
])
def test_signatures_are_about_as_thick(sheets: int, most: int, parts: tuple[int, ...]) -> None:
    assert signatures(sheets, most) == parts


def test_inner_sheets_creep_towards_the_spine() -> None:
    shifts = [side.shift for side in sides(filled(24, False), (3, 3), .2)]
    assert shifts == pytest.approx([0, 0, .2, .2, .4, .4] * 2)


def test_a_book_from_right_to_left_has_its_spine_on_the_right() -> None:
    first, second = sides(filled(4, False), (1,), .1, is_rtl=True)
    assert (first.left, first.right, second.left, second.right) == (1, 4, 3, 2)


# --- imposed PDFs ---------------------------------------------------------------------------


def numbered(pages: int, width: float = 148, height: float = 210, back: str = "") -> bytes:
    """A PDF whose pages say their numbers; a last one that can be a back cover bears a name."""
    pdf = pikepdf.new()
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=(width * 72 / 25.4, height * 72 / 25.4))
        page.trimbox = page.mediabox
        page.Contents = pikepdf.Stream(pdf, f"% {number}".encode())
    names = pikepdf.NameTree.new(pdf)
    if back:
        names[back] = pikepdf.Array([pdf.pages[-1].obj, pikepdf.Name("/Fit")])
    pdf.Root.Names = pikepdf.Dictionary(Dests=names.obj)
    pdf.docinfo["/Title"] = "Numbers"
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()


def context(sheet: str = "", language: str = "en", **binding: Any) -> Context:
    date = datetime.date(2016, 3, 7)
    meta = Meta("", "", "", (), date, date, language, "", "", "", "", "", (), "briefing", sheet,
                False, 2, {}, booklet=Booklet(**binding))
    report = Report(meta, None, "", (Section("end", "colophon", "back", 0, (), (), _HERE),))
    look = formatted(theme("briefing", _HERE, Faults(), sheet), "booklet")
    return Context(PRINTS["pdf-booklet"], look, report, b"")


def read(data: bytes) -> Iterator[tuple[dict[bool, int], dict[int, float]]]:
    """The pages on each side by whether they stand on the right, and where each begins."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            halves, begins = {}, {}
            for x, _, name in _DRAWN.findall(page.Contents.read_bytes().decode()):
                number = int(page.Resources.XObject[name].read_bytes().split()[1])
                halves[float(x) > 200] = number
                begins[number] = float(x)
            yield halves, begins


@pytest.mark.parametrize("back", ["", "end"])
def test_every_count_of_pages(back: str) -> None:
    for pages in range(1, 34):
        found = [Side(halves.get(False), halves.get(True), 0, True)
                 for halves, _ in read(imposed(numbered(pages, back=back), context()))]
        order = folded(found, (len(found) // 2,))
        assert order == filled(pages, bool(back))


def test_pages_stand_in_the_middle_of_their_halves_but_for_the_creep() -> None:
    found = list(read(imposed(numbered(12, 129, 198), context(paper=.5))))
    middle = (148.5 - 129) / 2
    for at, (halves, begins) in enumerate(found):
        creep = .5 * (at // 2)
        assert begins[halves[False]] * 25.4 / 72 == pytest.approx(middle + creep, abs=.01)
        assert begins[halves[True]] * 25.4 / 72 == pytest.approx(148.5 + middle - creep, abs=.01)


def test_the_sheet_is_a4_or_letter_and_says_how_it_is_turned() -> None:
    with pikepdf.open(io.BytesIO(imposed(numbered(4), context()))) as pdf:
        assert [float(end) for end in pdf.pages[0].mediabox[2:]] == pytest.approx(A4, abs=.01)
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert pdf.docinfo["/Title"] == "Numbers"
        marks = [b" l S" in page.Contents.read_bytes() for page in pdf.pages]
        assert marks == [True, False]
    with pikepdf.open(io.BytesIO(imposed(numbered(4, 139.7, 215.9), context("letter")))) as pdf:
        assert [float(end) for end in pdf.pages[0].mediabox[2:]] == pytest.approx((792, 612))


def test_the_same_pages_give_the_same_bytes() -> None:
    data = numbered(9)
    assert imposed(data, context()) == imposed(data, context())


def test_a_page_that_is_too_large() -> None:
    with pytest.raises(LayoutError, match=r"210 × 297 mm is larger than half .*formats\.booklet"):
        imposed(numbered(4, 210, 297), context())


def test_how_it_is_bound_is_asked_of_the_report(make_report: MakeReport, tmp_path: Path) -> None:
    _, report, _ = press.understand(make_report(tmp_path, booklet={"sheets": 4, "paper": .08}))
    assert report.meta.booklet == Booklet(4, .08)
    small = imposed(numbered(32), replace(context(), report=report))
    assert folded([Side(halves[False], halves[True], 0, True) for halves, _ in read(small)],
                  (4, 4)) == list(range(1, 33))


@pytest.mark.parametrize(("binding", "said"), [
    ({"sheets": 0}, "“booklet.sheets” should be greater than 0"),
    ({"paper": 3}, "“booklet.paper” should be less than 1"),
    ({"sheet": 4}, "Did you mean “sheets”?"),
])
def test_what_no_binding_can_be(
    binding: dict[str, int], said: str, make_report: MakeReport, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as caught:
        press.understand(make_report(tmp_path, booklet=binding))
    assert said in str(caught.value.faults[0])


# --- a report as a booklet ------------------------------------------------------------------

_LORRY = "The lorries stood at the gate and nobody could say for how long they would. " * 30


def test_a_report_as_a_booklet(make_report: MakeReport, tmp_path: Path, kept: Path) -> None:
    texts = {f"{name}.md": f"# Part {name}\n\n:::{{aside}}\nBeside {number}.\n:::\n\n"
             f"{_LORRY}\n\n{_LORRY}\n" for number, name in enumerate("abcd", 1)}
    folder = make_report(tmp_path, {**texts, "end.md": "# The end\n\nThis is the end.\n"},
                         matter={"back": ["end.md"]})
    built = build(folder, ("pdf-booklet",), tmp_path, kept)
    halves = list(_halves(built.files["pdf-booklet"]))
    found = [Side(i * 2 + 1, i * 2 + 2, 0, True) for i in range(len(halves))]
    order = [halves[(number - 1) // 2][(number - 1) % 2]
             for number in folded(found, (len(halves) // 2,)) if number]
    words = " ".join(order).split()
    starts = [words.index(title) for title in ("1.", "2.", "3.", "4.")]  # of the side notes
    assert starts == sorted(starts)
    assert "This is the end." in order[-1]
    folios = [int(page.split()[-1]) for page in order[3:] if page.strip()]
    assert folios == list(range(4, len(folios) + 4))
    assert len(folios) >= 8
    assert not built.complaints


def _halves(file: Path) -> Iterator[tuple[str, str]]:
    with pikepdf.open(file) as pdf:
        for number in range(1, len(pdf.pages) + 1):
            yield tuple(subprocess.run(  # type: ignore[misc]
                ["pdftotext", "-f", str(number), "-l", str(number), "-x", str(x), "-y", "0",
                 "-W", "420", "-H", "596", "-layout", str(file), "-"],
                check=True, capture_output=True, text=True).stdout for x in (0, 421))

"""Units that were painted apart, joined: the file cannot be told from one written at once.

Both are made of the same laid-out pages. `tests/single.py` writes these with WeasyPrint alone.
"""

from __future__ import annotations

import io
import logging
import pickle
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pydyf
import pytest

from benchmarks import made_up
from report.editions.joining.attachments import picture
from report.editions.joining.file import filed
from report.editions.joining.loose import loosened
from report.editions.joining.outline import Entry, nested
from tests import verapdf
from tests.conftest import ROOT, MakeReport
from tests.single import Laid, laid_out
from tests.twin import differences

_MORE = 1.02  # as much larger as a joined file may be
_EDITIONS = {"book": "pdf-grey"}
_STRESS = ROOT / "tests" / "cases" / "stress" / "source"


@dataclass
class Pair:
    """A report in both ways, as files in a folder of its own."""

    laid: Laid
    folder: Path

    @cached_property
    def single(self) -> Path:
        return self._put("single.pdf", self.laid.at_once())

    @cached_property
    def joined(self) -> Path:
        return self._put("joined.pdf", self.laid.joined())

    @property
    def files(self) -> tuple[Path, Path]:
        return self.single, self.joined

    def _put(self, name: str, data: bytes) -> Path:
        file = self.folder / name
        file.write_bytes(data)
        return file


@pytest.fixture(scope="module", params=["sample", "book", "stress", "press", "booklet"])
def pair(request: pytest.FixtureRequest, kept: Path, sample: Path,
         tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The sample; the report that wants to break, with Arabic, an index and notes of half a page,
    as PDF 2.0; a made-up one as a book, with rectos and roman folios, in black; for the printer;
    and for folding. These two are not tagged."""
    folder = tmp_path_factory.mktemp(request.param)
    match request.param:
        case "sample":
            laid = laid_out(sample, "pdf", kept)
        case "stress":
            laid = laid_out(_STRESS, "pdf-ua2", kept)
        case name:
            report = made_up.write(folder / "report", pages=16, notes=16, references=30)
            laid = laid_out(report, _EDITIONS.get(name, f"pdf-{name}"), kept,
                            "book" if name == "book" else "")
    return Pair(laid, folder)


def test_both_are_the_same_object_by_object(pair: Pair) -> None:
    """Pages and their boxes, destinations, links, outline, labels, tags with all that is said of
    them, files, metadata, fonts: whatever can be reached from the catalog."""
    with pikepdf.open(pair.single) as single, pikepdf.open(pair.joined) as joined:
        found = differences(single, joined)
        if pair.laid.standard == "x-4":  # WeasyPrint gives every file a name by chance
            found = [each for each in found if each != "/Metadata: other bytes"]
        assert found == []
        assert single.pdf_version == joined.pdf_version


def test_every_word_stands_where_it_stood(pair: Pair) -> None:
    words = [_asked("pdftotext", "-bbox", str(file), "-") for file in pair.files]
    assert words[0] == words[1]
    assert words[0].count("<word ") > 1000


def test_every_page_looks_the_same(pair: Pair) -> None:
    shown = []
    for file in pair.files:
        _asked("pdftoppm", "-r", "40", "-gray", str(file), str(file.with_suffix("")))
        shown.append([each.read_bytes() for each in sorted(
            file.parent.glob(f"{file.stem}-*.pgm"))])
    assert len(shown[0]) == sum(len(document.pages) for document in pair.laid.documents)
    assert [at for at, (one, other) in enumerate(zip(*shown, strict=True), 1) if one != other] \
        == []


def test_each_font_is_cut_once(pair: Pair) -> None:
    listed = []
    for file in pair.files:
        with pikepdf.open(file) as pdf:
            listed.append(sorted(
                str(thing.FontName) for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing))
    assert listed[0] == listed[1]
    assert len(set(listed[1])) == len(listed[1]) > 5


def test_nothing_is_there_that_nothing_leads_to(pair: Pair) -> None:
    """Of what units bring with them nothing is left over, and what they share is there once."""
    with pikepdf.open(pair.joined) as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)
                   and thing.get("/Type") not in ("/ObjStm", "/XRef")]
        shared = [thing.read_raw_bytes() for thing in streams
                  if "/N" in thing or thing.get("/Subtype") == "/Image"]
        assert len(shared) == len(set(shared))
        assert pdf.check_pdf_syntax() == []
        with pikepdf.open(pair.single) as single:
            fonts = {key for page in single.pages for key in page.Resources.Font}
        assert {key for page in pdf.pages for key in page.Resources.Font} == fonts


def test_a_joined_file_is_no_larger(pair: Pair) -> None:
    sizes = [file.stat().st_size for file in pair.files]
    assert sizes[1] < sizes[0] * _MORE


def test_the_same_parts_give_the_same_bytes(pair: Pair) -> None:
    kept: dict[str, bytes] = {}
    parts = pickle.loads(pickle.dumps(pair.laid.parts))
    pair.laid.parts[:] = parts
    again = pair.laid.joined(kept=lambda key, make: kept.setdefault(repr(key), make()))
    assert again == pair.joined.read_bytes()
    for key in kept:
        kept[key] += b"\0"
    other = pair.laid.joined(kept=lambda key, make: kept[repr(key)])
    assert other != again, "fonts that were kept are taken"


def test_no_packed_stream_ends_in_a_line_end(pair: Pair) -> None:
    data = pair.joined.read_bytes()
    ends = [data[at - 1:at] for at in _places(data, b"\nendstream")]
    with pikepdf.open(pair.joined) as pdf:
        plain = sum(1 for thing in pdf.objects if isinstance(thing, pikepdf.Stream)
                    and "/Filter" not in thing)
    assert sum(end in (b"\r", b"\n") for end in ends) <= plain


def test_validators_find_nothing(pair: Pair) -> None:
    match pair.laid.standard:
        case "a-3a+ua-1":
            for profile in ("3a", "ua1"):
                assert validator.validate_pdf(str(pair.joined), profile=profile).failures == []
        case "a-4f+ua-2":
            assert verapdf.violations(pair.joined, "4f", "ua2") == []
        case _:
            pytest.skip("nothing is claimed before the last steps of the edition")


def test_the_join_knows_nothing_of_weasyprint() -> None:
    """Parts may come out of a cache, into a process that lays nothing out."""
    code = "import sys, report.editions.joining; print('weasyprint' in sys.modules)"
    assert _asked(sys.executable, "-c", code).strip() == "False"


# --- what reports seldom have ---------------------------------------------------------------


def test_a_link_that_leads_nowhere_is_still_heard_of(
    make_report: MakeReport, tmp_path: Path, kept: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Links to other units lead there; one to no unit is complained of and left out."""
    report = make_report(tmp_path, {
        "01-north.md": "# The road north\n\nSee [the south](#south).\n",
        "02-south.md": "# The south\n\nSee [the north](#north).\n"})
    laid = laid_out(report, "pdf", kept)
    laid.known = laid.known - {"south"}
    with caplog.at_level(logging.ERROR):
        data = laid.joined()
    assert "No anchor #south" in caplog.text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        led = [str(link.get("/Dest")) for page in pdf.pages for link in page.get("/Annots", [])]
    assert "north" in led
    assert "south" not in led


def test_a_font_that_lacks_a_letter_is_the_engines_own_in_that_unit(
    make_report: MakeReport, tmp_path: Path, kept: Path
) -> None:
    """Every unit finds the fonts that it is drawn with; the others still share theirs."""
    report = make_report(tmp_path, {
        "01-north.md": "# The road north\n\nA letter of nobody's: \ue123.\n",
        "02-south.md": "# The south\n\nNothing is missing.\n"})
    laid = laid_out(report, "pdf-booklet", kept)
    assert [len(part.own_fonts) for part in laid.parts].count(0) < len(laid.parts)
    with pikepdf.open(io.BytesIO(laid.joined())) as pdf:
        for page in pdf.pages:
            wanted = set(re.findall(rb"/([A-Z]+) [\d.]+ Tf", page.Contents.read_bytes()))
            assert {f"/{name.decode()}" for name in wanted} <= set(page.Resources.Font.keys())
    file = tmp_path / "joined.pdf"
    file.write_bytes(laid.joined())
    said = _asked("pdftotext", str(file), "-")
    assert "Nothing is missing." in said
    assert "nobody" in said


def _asked(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def _places(data: bytes, wanted: bytes) -> Sequence[int]:
    places, at = [], data.find(wanted)
    while at >= 0:
        places.append(at)
        at = data.find(wanted, at + 1)
    return places


def _levels(entries: Sequence[Entry]) -> Any:
    return [(entry.level, _levels(entry.under)) for entry in entries]


def test_bookmarks_nest_as_in_one_document() -> None:
    """WeasyPrint's own tree, of the same bookmarks on one page, is the measure."""
    from weasyprint.anchors import make_page_bookmark_tree
    from weasyprint.matrix import Matrix

    class Page:
        def __init__(self, levels: Sequence[int]) -> None:
            self.bookmarks = [(level, str(level), (0, 0), "open") for level in levels]

    def theirs(tree: Sequence[Any]) -> Any:
        return [(int(title), theirs(under)) for title, _, under, _ in tree]

    for levels in ((1, 2, 3, 1), (1, 3, 2, 3), (2, 1, 4, 2), (3, 2, 1), (1, 4, 3, 4, 2, 1)):
        root: list[Any] = []
        make_page_bookmark_tree(Page(levels), [], [root], 0, 0, Matrix())
        assert _levels(nested([Entry(level, {}) for level in levels])) == theirs(root), levels


def test_what_a_reader_is_told_is_no_reference() -> None:
    """Words in an object may look like the number of another; those are left alone."""
    loose = loosened(rb"<</Alt (5 0 R \) 50 % of 6 0 R)/K [1 7 0 R]/P 8 0 R>>")
    assert loose.leads == (7, 8)
    assert loose.placed([0] * 7 + [70, 80]) == \
        rb"<</Alt (5 0 R \) 50 % of 6 0 R)/K [1 70 0 R]/P 80 0 R>>"


def test_the_data_of_a_picture_is_found_by_its_name() -> None:
    assert picture("figure-03-hosts.csv") == "pictures/hosts.svg"


def test_however_many_objects_there_are_the_file_is_sound() -> None:
    """Objects are packed by ten thousand; each of the streams that this gives ends plainly."""
    for count in (*range(300), 25_000):  # one in a hundred would end in a line end
        pdf = pydyf.PDF()
        things = [pydyf.Dictionary({"Number": number}) for number in range(count)]
        for thing in things:
            pdf.add_object(thing)
        pdf.catalog["Things"] = pydyf.Array(thing.reference for thing in things)
        data = filed(pdf, "1.7", identified=True)
        assert not [at for at in _places(data, b"\nendstream") if data[at - 1:at] in b"\r\n"]
        with pikepdf.open(io.BytesIO(data)) as read:
            assert [int(thing.Number) for thing in read.Root.Things] == list(range(count))
            assert read.check_pdf_syntax() == []

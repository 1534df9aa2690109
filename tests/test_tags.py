"""The tags of the PDF: what each thing is, and in which order it is read, by walking the tree."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from report.flows import plain
from report.model import Quote
from report.rows import file_name
from tests.built import Built, build, sample_built
from tests.conftest import MakeReport
from tests.printed import Printed
from tests.tagged import Tagged
from tests.verapdf import violations

_MILLIMETRE = 72 / 25.4
_ARABIC = """# الطريق شمالاً

قُطع الطريق في 3 شباط.[^cut] وانظر {numref}`people`، والمعبر [Öncüpınar]{lang=tr} مغلق.

[^cut]: قائمة الأحداث (2016).

:::{figure} counts
:name: people
:data: people.csv
:label: district
:value: people
:title: أربعة أحياء
:alt: رسم بالأعمدة لعدد الناس في حيّين.
:description: الشمال 1200 والجنوب 900.
:::

- أوّل
- ثانٍ

```
sudo make
```

> قال: *لا*.
"""
_PEOPLE = "district,people\nشمال,1200\nجنوب,900\n"


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module")
def printed(built: Built) -> Printed:
    return built.printed


@pytest.fixture(scope="module")
def tagged(printed: Printed) -> Tagged:
    return Tagged(printed)


@pytest.fixture(scope="module")
def second(sample: Path, kept: Path) -> Printed:
    """The sample as PDF/A-4f and PDF/UA-2."""
    return Printed(build(sample, ("pdf-ua2",), kept / "ua2", kept).files["pdf-ua2"])


@pytest.fixture(scope="module")
def arabic(make_report: MakeReport, kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = make_report(tmp_path_factory.mktemp("arabic"), {"01-north.md": _ARABIC},
                         {"people.csv": _PEOPLE}, title="تقرير", language="ar")
    return build(folder, ("pdf", "pdf-ua2"), kept / "arabic", kept)


@pytest.fixture(scope="module")
def in_arabic(arabic: Built) -> Tagged:
    return Tagged(arabic.printed)


# --- what veraPDF says ----------------------------------------------------------------------


def test_verapdf_finds_nothing(built: Built, arabic: Built) -> None:
    assert violations(built.files["pdf"], "3a", "ua1") == []
    assert violations(arabic.files["pdf"], "3a", "ua1") == []


def test_verapdf_finds_nothing_in_the_second_part_of_the_standards(
    second: Printed, arabic: Built
) -> None:
    assert violations(second.file, "4f", "ua2") == []
    assert violations(arabic.files["pdf-ua2"], "4f", "ua2") == []


def test_verapdf_finds_what_is_wrong(arabic: Built, tmp_path: Path) -> None:
    """Without this the two above could not fail."""
    with pikepdf.open(arabic.files["pdf"]) as pdf:
        note = next(made for made in pdf.objects
                    if isinstance(made, pikepdf.Dictionary) and made.get("/S") == "/Note")
        del note.ID
        pdf.save(tmp_path / "broken.pdf")
    found = violations(tmp_path / "broken.pdf", "ua1")
    assert [each for each in found if "7.9-1" in each]


def test_a_strict_reader_finds_every_object(built: Built) -> None:
    """veraPDF and qpdf find what stands elsewhere than the file says; Poppler does not."""
    looked = subprocess.run(["pdffonts", built.files["pdf"]], capture_output=True, text=True)
    assert looked.stderr == "" and len(looked.stdout.splitlines()) > 4


# --- the tree -------------------------------------------------------------------------------


def test_every_element_has_a_role_and_holds_something(tagged: Tagged) -> None:
    names = Counter(element.name for element in tagged.root.all())
    assert not names["NonStruct"]
    assert {"TOC", "TOCI", "Note", "Reference", "Caption", "Figure", "Index", "Lbl"} <= set(names)
    assert [element.name for element in tagged.root.all()
            if not (element.kids or element.numbers or element.links)
            and element.name not in ("TD", "TH")] == []


def test_all_content_belongs_to_one_element_and_leads_back_to_it(
    tagged: Tagged, printed: Printed
) -> None:
    back = {int(number): owner for number, owner in pikepdf.NumberTree(
        tagged.tree.ParentTree).items()}
    owned = Counter(place for element in tagged.root.all() for place in element.numbers)
    assert set(owned.values()) == {1}
    for element in tagged.root.all():
        for folio, number in element.numbers:
            assert back[folio - 1][number].objgen == element.made.objgen
        for link in element.links:
            assert back[int(link.StructParent)].objgen == element.made.objgen
    for folio in range(1, printed.pages + 1):
        read = {number for number in printed.marked(folio) if number >= 0}
        assert read <= {number for page, number in owned if page == folio}


def test_names_lead_to_the_elements_that_bear_them(tagged: Tagged) -> None:
    names = [str(name) for name in list(tagged.tree.IDTree.Names)[::2]]
    assert names == sorted(names)
    borne = {element.said("/ID"): element for element in tagged.root.all()
             if "/ID" in element.made}
    assert set(names) == set(borne)
    for name, there in pikepdf.NameTree(tagged.tree.IDTree).items():
        assert tagged.element(there) is borne[str(name)]


def test_running_heads_folios_and_leaders_are_not_read(built: Built, printed: Printed) -> None:
    """What is drawn and not read: a head and a folio, and points in the contents."""
    read = {(run.folio, run.x, run.y, run.text) for run in printed.read_aloud}
    pulled = "".join(plain(piece.flow) for piece in built.report.pieces()
                     if isinstance(piece, Quote) and piece.pull)
    for folio in range(printed.destinations["summary"], printed.destinations["back-cover"]):
        if not list(printed.on(folio)):  # blank, so that the back cover is on a verso
            continue
        left = [run for run in printed.on(folio) if run.text.strip()
                and (run.folio, run.x, run.y, run.text) not in read]
        words = [run.text.strip() for run in left if run.text.strip() not in pulled]
        assert str(folio) in words and len(words) <= 2, (folio, words)
    assert not [run for run in printed.read_aloud if re.fullmatch(r"[.\s]*\.[.\s]*", run.text)
                and "TOCI" in run.tags]


def test_what_repeats_from_page_to_page_says_so(printed: Printed) -> None:
    folio = printed.destinations["road-north"] + 1
    with pikepdf.open(printed.file) as pdf:
        said = [instruction.operands[1] for instruction in
                pikepdf.parse_content_stream(pdf.pages[folio - 1])
                if str(instruction.operator) == "BDC"
                and str(instruction.operands[0]) == "/Artifact"]
        assert sorted(str(each.Subtype) for each in said if each.get("/Type") == "/Pagination") \
            == ["/Footer", "/Header"]


def test_notes_follow_the_paragraph_that_calls_them(built: Built, tagged: Tagged) -> None:
    notes = {note.id: note for section in built.report.sections for note in section.notes}
    tags = {note.said("/ID"): note for note in tagged.root.all("Note")}
    assert set(tags) == set(notes)
    for name, tag in tags.items():
        assert [kid.name for kid in tag.elements][:2] == ["Lbl", "P"]
        assert tag.elements[0].words == str(notes[name].number)
        assert tag.above
        before = tag.above.elements[:tag.above.elements.index(tag)]
        block = next(each for each in reversed(before) if each.name != "Note")
        assert [call for call in block.all("Reference") if call.said("/ID") == f"call-{name}"]


def test_a_call_says_which_note_it_calls(tagged: Tagged) -> None:
    calls = [element for element in tagged.root.all("Reference")
             if element.said("/ID").startswith("call-")]
    assert len(calls) > 50
    for call in calls:
        (link,) = call.elements
        assert [str(each.Contents) for each in link.links] == [f"Note {link.words}"]


def test_links_say_in_words_where_they_lead(tagged: Tagged) -> None:
    said = [str(each.Contents) for link in tagged.root.all("Link") for each in link.links]
    assert "Figure 7, page 16" in said
    assert "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/" in said
    assert not [words for words in said if words.startswith("#") or "note-" in words]


def test_a_line_of_the_contents_is_one_link_from_its_title_to_its_folio(
    tagged: Tagged, printed: Printed
) -> None:
    items = list(tagged.root.all("TOCI"))
    assert len(items) > 40
    for item in items:
        link = next(item.all("Link"))
        (annotation,) = link.links
        left, bottom, right, top = (float(each) for each in annotation.Rect)
        runs = link.runs
        height = float(printed.root.Pages.Kids[0].MediaBox[3])
        assert str(annotation.Contents) == (
            " ".join(run.text for run in runs[:-1]) + f", page {runs[-1].text.strip()}")
        assert left <= min(run.x for run in runs) + 0.1
        assert right >= runs[-1].x + runs[-1].width - 0.1
        assert all(bottom < height - run.y < top for run in runs)
        assert item.elements[0].name == ("Reference" if item.words[0].isalpha() else "Lbl")


def test_figures_begin_with_their_captions_and_say_where_they_stand(
    built: Built, tagged: Tagged, printed: Printed
) -> None:
    figures = {figure.number: figure for figure in built.report.figures()}
    seen = 0
    for tag in tagged.root.all("Figure"):
        left, bottom, right, top = (float(each) for each in tag.attribute("/BBox"))
        assert 0 <= left < right and 0 <= bottom < top
        if not tag.elements:
            continue
        (caption,) = tag.elements
        figure = figures[int(re.match(r"Figure\s(\d+)", caption.words)[1])]  # type: ignore[index]
        seen += 1
        assert caption.name == "Caption" and _spaced(plain(figure.title)) in caption.words
        width = {"column": 116, "full": 172, "margin": 50}[figure.width]
        assert right - left == pytest.approx(width * _MILLIMETRE, abs=1)
        height = float(printed.root.Pages.Kids[0].MediaBox[3])
        assert all(height - run.y > top for run in caption.runs)
        assert len(tag.said("/Alt")) > 30
        assert [str(file.UF) for file in tag.made.AF] == [file_name(figure)]
    assert seen == len(figures)


def test_cells_name_what_heads_them(tagged: Tagged) -> None:
    table = next(tagged.root.all("Table"))
    heads = {head.said("/ID"): head for head in tagged.root.all("TH")}
    assert all(head.attribute("/Scope") in ("/Row", "/Column") for head in heads.values())
    cell = next(cell for cell in table.all("TD") if "176,500" in cell.words)
    assert [heads[str(name)].words for name in cell.attribute("/Headers")] == [
        "People", "Besieged by the government", "Eastern Ghouta group"]
    named = [str(name) for cell in tagged.root.all("TD")
             for name in cell.attribute("/Headers") or []]
    assert set(named) <= set(heads)


def test_what_is_in_another_language_says_so(tagged: Tagged, in_arabic: Tagged) -> None:
    for tree in (tagged, in_arabic):
        turkish = {each.words for each in tree.root.all() if each.said("/Lang") == "tr"}
        assert turkish == {"Öncüpınar"}


def test_no_level_of_headings_is_skipped(tagged: Tagged) -> None:
    level = 0
    for element in tagged.root.all(*(f"H{each}" for each in range(1, 7))):
        assert int(element.name[1]) <= level + 1
        level = int(element.name[1])
    titles = [element.words for element in tagged.root.all("H1")]
    assert "Contents" in titles and "The road north" in titles


def test_lists_code_and_quotations_are_tagged_as_such(in_arabic: Tagged) -> None:
    root = in_arabic.root
    (items,) = (each for each in root.all("L") if each.attribute("/ListNumbering") == "/Disc")
    assert [kid.name for item in items.elements for kid in item.elements] == ["Lbl", "LBody"] * 2
    (code,) = root.all("Code")
    assert code.above and code.above.name == "P" and code.words == "sudo make"
    assert [kid.name for kid in next(root.all("BlockQuote")).elements] == ["P"]


# --- PDF 2.0 --------------------------------------------------------------------------------


def test_notes_and_calls_name_each_other_in_pdf_2(second: Printed) -> None:
    tagged = Tagged(second)
    notes = list(tagged.root.all("FENote"))
    assert len(notes) > 50
    for note in notes:
        assert note.attribute("/NoteType") == "/Footnote"
        calls = [tagged.element(each) for each in note.made.Ref]
        assert calls
        for call in calls:
            assert [tagged.element(each) for each in call.made.Ref] == [note]


def test_every_destination_is_an_element_in_pdf_2(second: Printed) -> None:
    tagged = Tagged(second)
    names = pikepdf.NameTree(second.root.Names.Dests)
    for name, there in names.items():
        assert second.folio_of(there.D[0]) == second.destinations[str(name)]
        assert tagged.element(there.SD[0])
    assert tagged.element(names["road-north-title"].SD[0]).words == "The road north"
    last = second.root.Outlines.Last
    assert tagged.element(last.A.SD[0]).words == str(last.Title) == "Colophon"


def test_the_title_is_a_title_in_pdf_2(second: Printed) -> None:
    root = Tagged(second).root
    assert [title.words for title in root.all("Title")] == ["Aleppo,February 2016"]
    spaces = {str(each.made.NS.NS) for each in root.all() if "/NS" in each.made}
    assert spaces == {"http://iso.org/pdf2/ssn"}
    assert {each.name for each in root.all() if "/NS" not in each.made} <= {
        "TOC", "TOCI", "Reference", "Index", "Code", "BlockQuote", "Quote"}


def _spaced(words: str) -> str:
    return " ".join(words.split())

"""`table`: what becomes of the rows of a file, told cell by cell."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pikepdf
import pytest

from figures import table
from figures.desk.cells import Cell, Cells, UnfitError, Written, Wrong
from report import press
from report.errors import SourceError
from report.model import Grid
from tests.built import build
from tests.conftest import MakeReport

SIEGES = """\
area,party,people,qualifier
Eastern Ghouta,government,176500,around
Zabadani,government,500,
Deir ez-Zor,ISIS,200000,around
"""


def made(data: str, language: str = "en-GB", tags: str = "", **options: str) -> Cells:
    """A table of CSV; `tags` are hashtags with spaces between."""
    columns, *rows = csv.reader(io.StringIO(data))
    written = Written("people.csv", tuple(columns), tuple(map(tuple, rows)),
                      tuple(tags.split()))
    named = {name.replace("_", "-"): words for name, words in options.items()}
    return table.tabulate(written, named, language)


def said(cells: Cells) -> list[str]:
    """Each row as a line: cells between strokes, a note's letter in brackets."""
    return [_line(cells.heads), *(_line(line.cells) for line in cells.lines)]


def _line(cells: tuple[Cell, ...]) -> str:
    return " | ".join(f"{cell.before} {cell.text}".strip().replace("\N{NO-BREAK SPACE}", " ")
                      + (f" [{cell.note}]" if cell.note else "") for cell in cells)


def wrong(data: str, **options: str) -> list[Wrong]:
    with pytest.raises(UnfitError) as caught:
        made(data, **options)
    return list(caught.value.wrongs)


# --- columns and how they are written -------------------------------------------------------


def test_columns_come_as_they_are_under_readable_heads() -> None:
    assert said(made("as_of,people,place\n2016-02-05,40000,Aleppo\n")) == [
        "As of | People | Place",
        "5 February 2016 | 40,000 | Aleppo",
    ]


def test_an_author_chooses_columns_their_order_and_their_words() -> None:
    cells = made(SIEGES, columns="people = People under siege, area", headings="area = Where")
    assert said(cells)[:2] == ["People under siege | Where", "176,500 | Eastern Ghouta"]


def test_columns_may_be_named_by_their_hashtags() -> None:
    cells = made("place,n\nAleppo,40000\n", tags="#adm1 #affected",
                 columns="#adm1 = Place, #affected = People", formats="#affected = short")
    assert said(cells) == ["Place | People", "Aleppo | 40,000"]


def test_numbers_of_a_column_stand_on_their_points() -> None:
    cells = made("place,share\nAleppo,12.5\nHama,7\nHoms,0.125\nIdlib,\n")
    shares = [line.cells[1] for line in cells.lines]
    assert [cell.text + cell.pad for cell in shares] == ["12.500", "7.000", "0.125", "–.000"]
    assert {cell.align for cell in shares} == {"decimal"}


def test_whole_numbers_are_only_set_to_the_right() -> None:
    cells = made("place,people\nAleppo,1200\nHama,-7\n")
    assert [(line.cells[1].text, line.cells[1].align, line.cells[1].pad)
            for line in cells.lines] == [("1,200", "right", ""), ("−7", "right", "")]


@pytest.mark.parametrize(("how", "cell", "expected"), [
    ("exact", "2503549", "2,503,549"),
    ("exact", "2015", "2,015"),
    ("text", "2503549", "2503549"),
    ("short", "2503549", "2.5 million"),
    ("short", "-2503549", "−2.5 million"),
    ("0", "12.5", "13"),
    ("0.0", "0.25", "0.3"),
    ("0.0 %", "12", "12.0 %"),
    ("0 km²", "1500", "1,500 km²"),
    ("exact", "1e10", "10,000,000,000"),
    ("MMM y", "2016-02-05", "Feb. 2016"),
    ("d MMM y", "2016-02-05/2016-02-07", "5 Feb. 2016 – 7 Feb. 2016"),
    ("MMM y", "2016", "2016"),
    ("d MMM y", "2016-02", "Feb. 2016"),
])
def test_a_format_says_how_cells_are_written(how: str, cell: str, expected: str) -> None:
    cells = made(f"place,what\nAleppo,{cell}\n", formats=f"what = {how}")
    assert said(cells)[1] == f"Aleppo | {expected}"


def test_numbers_follow_the_language() -> None:
    data = "place,people,since\nAlep,about 1234.5,2016-02\nHama,,\n"
    cells = made(data, "fr", totals="people")
    assert said(cells)[1:] == [
        "Alep | environ 1\N{NARROW NO-BREAK SPACE}234,5 | février 2016", "Hama | – | ",
        "Total | au moins environ 1\N{NARROW NO-BREAK SPACE}234,5 | "]
    assert cells.remarks == ("–\N{NO-BREAK SPACE}pas de chiffre",)


def test_a_missing_number_is_a_dash_that_is_explained_and_a_missing_word_is_nothing() -> None:
    cells = made("place,people,note\nAleppo,40000,\nHama,,none counted\n")
    assert said(cells)[1:] == ["Aleppo | 40,000 | ", "Hama | – | none counted"]
    assert cells.lines[1].cells[1].missing
    assert cells.remarks == ("–\N{NO-BREAK SPACE}no figure",)


def test_a_zero_is_a_number() -> None:
    cells = made("place,people\nAleppo,0\nHama,12\n")
    assert said(cells)[1] == "Aleppo | 0"
    assert cells.remarks == ()


def test_qualifiers_stand_before_their_numbers_from_the_cell_or_from_a_column() -> None:
    assert said(made(SIEGES, qualifiers="people = qualifier"))[:2] == [
        "Area | Party | People", "Eastern Ghouta | government | around 176,500"]
    assert said(made("place,people\nAleppo,more than 40000\n"))[1] == "Aleppo | more than 40,000"


def test_a_column_of_words_and_numbers_stays_as_it_is() -> None:
    cells = made("place,people\nAleppo,40000\nHama,many\n")
    assert said(cells)[1:] == ["Aleppo | 40000", "Hama | many"]


# --- rows -----------------------------------------------------------------------------------


def test_the_first_column_heads_its_rows_where_it_tells_them_apart() -> None:
    def scopes(data: str) -> set[str]:
        return {line.cells[0].scope for line in made(data).lines}

    assert scopes("place,people\nAleppo,1\nHama,2\n") == {"row"}
    assert scopes("year,people\n2015,1\n2016,2\n") == {"row"}
    assert scopes("place,people\nAleppo,1\nAleppo,2\n") == {""}
    assert scopes("place,people\nAleppo,1\n,2\n") == {""}
    assert scopes("people,place\n14,Aleppo\n27,Hama\n") == {""}


def test_groups_gather_their_rows_under_headings_that_span_the_table() -> None:
    data = "area,party,people\nGhouta,government,1\nDeir ez-Zor,ISIS,2\nDaraya,government,3\n"
    cells = made(data, group="party", totals="people")
    assert said(cells) == [
        "Area | People", "government", "Ghouta | 1", "Daraya | 3", "ISIS", "Deir ez-Zor | 2",
        "Total | 6"]
    assert [line.part for line in cells.lines] == ["group", "", "", "group", "", "total"]
    heading = cells.lines[0].cells[0]
    assert (heading.scope, heading.across) == ("rowgroup", 2)
    assert [line.begins for line in cells.lines] == [True, False, False, True, False, True]


def test_a_total_that_the_file_states_belongs_to_no_group_and_is_not_counted() -> None:
    cells = made("area,party,people\nSyria total,,9\nGhouta,government,4\nDaraya,government,5\n",
                 group="party", total_rows="Syria total", check="people = 9")
    assert said(cells)[1:] == ["government", "Ghouta | 4", "Daraya | 5", "Syria total | 9"]
    assert (cells.lines[-1].part, cells.lines[-1].begins) == ("total", True)


def test_rows_are_emphasised_by_their_first_cells() -> None:
    cells = made(SIEGES, emphasis="Zabadani; Deir ez-Zor")
    assert [line.part for line in cells.lines] == ["", "emphasis", "emphasis"]


def test_notes_are_called_by_letters_and_rows_with_the_same_note_share_one() -> None:
    cells = made("place,people,remark\nAleppo,1,Before the road was cut\nHama,2,\n"
                 "Homs,3,No one has counted\nIdlib,4,Before the road was cut\n", notes="remark")
    assert said(cells)[1:] == ["Aleppo [a] | 1", "Hama | 2", "Homs [b] | 3", "Idlib [a] | 4"]
    assert cells.notes == (("a", "Before the road was cut"), ("b", "No one has counted"))


def test_letters_go_on_after_z() -> None:
    rows = "".join(f"Row {i},Note {i}\n" for i in range(28))
    letters = [letter for letter, _ in made(f"row,remark\n{rows}", notes="remark").notes]
    assert letters[25:] == ["z", "aa", "ab"]


# --- totals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("cells", "expected"), [
    (["1", "2"], "3"),
    (["0.1", "0.2"], "0.3"),
    (["about 1", "2"], "about 3"),
    (["about 1", "some 2"], "about 3"),
    (["nearly 10", "2"], "nearly 12"),
    (["nearly 10", "about 2"], "about 12"),
    (["more than 1", "2"], "more than 3"),
    (["more than 1", "at least 2"], "at least 3"),
    (["up to 1", "less than 2"], "at most 3"),
    (["1", ""], "at least 1"),
    (["about 1", ""], "at least about 1"),
    (["about 1", "more than 2"], "at least about 3"),
])
def test_a_total_says_no_more_than_its_parts(cells: list[str], expected: str) -> None:
    rows = "".join(f"Row {i},{cell}\n" for i, cell in enumerate(cells))
    assert said(made(f"row,people\n{rows}", totals="people"))[-1] == f"Total | {expected}"


@pytest.mark.parametrize("cells", [["up to 1", ""], ["up to 1", "at least 2"], ["-1", ""]])
def test_a_total_that_would_say_nothing_is_refused(cells: list[str]) -> None:
    rows = "".join(f"Row {i},{cell}\n" for i, cell in enumerate(cells))
    (found,) = wrong(f"row,people\n{rows}", totals="people")
    assert found.option == "totals"
    assert found.says.endswith("so that a total would say nothing.")
    assert found.mend == "Take it out of “totals”."


def test_a_total_stands_on_the_points_of_its_column() -> None:
    cells = made("place,share\nAleppo,12.5\nHama,7\nHoms,0.25\n", totals="share")
    assert [line.cells[1].text + line.cells[1].pad for line in cells.lines] == [
        "12.50", "7.00", "0.25", "19.75"]


def test_numbers_that_are_added_up_are_no_years() -> None:
    assert said(made("place,people\nAleppo,1800\nHama,2000\n", totals="people"))[1:] == [
        "Aleppo | 1,800", "Hama | 2,000", "Total | 3,800"]


def test_a_total_has_the_name_it_is_given() -> None:
    assert said(made(SIEGES, columns="area, people", qualifiers="people = qualifier",
                     totals="people", total_label="all three"))[-1] == "All three | around 377,000"


def test_numbers_must_add_up_to_the_total_that_is_stated() -> None:
    assert made(SIEGES, check="people = 377000").remarks == ()
    (found,) = wrong(SIEGES, check="people = 400000")
    assert found.option == "check"
    assert found.says.startswith("The values add up to 377,000, 23,000 less than the total of")


def test_a_source_may_miss_its_own_total_if_that_is_said() -> None:
    cells = made(SIEGES, check="people = 400000", total_differs="yes")
    assert cells.remarks == (
        "The parts add up to 377,000, 23,000 less than the stated total of 400,000.",)
    # Octavo makes sentences in English only.
    assert made(SIEGES, "fr", check="people = 400000", total_differs="yes").remarks == ()


# --- what is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(("options", "option", "says"), [
    ({"columns": "aera"}, "columns", "people.csv has no column “aera”."),
    ({"group": "parties"}, "group", "people.csv has no column “parties”."),
    ({"notes": "notes"}, "notes", "people.csv has no column “notes”."),
    ({"headings": "peple = People"}, "headings", "people.csv has no column “peple”."),
    ({"formats": "people = 0,0"}, "formats", "“0,0” is no format for “people”."),
    ({"qualifiers": "people"}, "qualifiers", "“qualifiers” names no column of qualifiers."),
    ({"qualifiers": "people = q"}, "qualifiers", "people.csv has no column “q”."),
    ({"totals": "party", "qualifiers": "people = qualifier"}, "totals",
     "The column “party” holds no numbers to add up."),
    ({"totals": "area", "qualifiers": "people = qualifier"}, "totals",
     "The column “area” is the first column, so that no total can stand under it."),
    ({"totals": "people", "columns": "area, party", "qualifiers": "people = qualifier"}, "totals",
     "The column “people” is not shown, so that no total can stand under it."),
    ({"emphasis": "Zabadan"}, "emphasis",
     "“emphasis” names “Zabadan”, which is the first cell of no row."),
    ({"total-differs": "yes"}, "total-differs",
     "“total-differs” is given, but no total in “check” that numbers could miss."),
])
def test_an_option_that_cannot_be_is_refused(
    options: dict[str, str], option: str, says: str
) -> None:
    (found,) = wrong(SIEGES, **options)
    assert (found.option, found.says) == (option, says)
    assert found.mend or found.known


@pytest.mark.parametrize(("cell", "how", "says"), [
    ("many", "exact", "“many” is no number."),
    ("1 600", "0.0", "“1” is no qualifier"),
    ("abuot 5", "short", "“abuot” is no qualifier; did you mean “about”?"),
    ("spring", "MMM y", "“spring” is no date; write 2016, 2016-02 or 2016-02-27."),
])
def test_a_cell_that_does_not_suit_its_format_is_named(cell: str, how: str, says: str) -> None:
    (found,) = wrong(f"place,what\nAleppo,5\nHama,{cell}\n".replace(
        ",5", ",2016" if "y" in how else ",5"), formats=f"what = {how}")
    assert (found.row, found.column) == (1, 1)
    assert found.says.startswith(says)


def test_all_that_is_wrong_is_said_at_once() -> None:
    found = wrong(SIEGES, columns="aera, people", group="parties", formats="people = 1")
    assert {each.option for each in found} == {"columns", "group", "formats"}


@pytest.mark.parametrize("name", ["Government total", "TOTAL", "Total for Syria"])
def test_a_row_that_looks_like_a_total_is_not_added_to_the_others(name: str) -> None:
    data = f"{SIEGES}{name},government,177000,\n"
    (found,) = wrong(data, totals="people", qualifiers="people = qualifier")
    assert found.says == f"The row “{name}” looks like a total, and would be counted twice."
    assert found.mend == f"Say that it is one: “:total-rows: {name}”."
    assert said(made(data, columns="area, people", totals="people",
                     qualifiers="people = qualifier", total_rows=name))[-1] == (
        "Total | around 377,000")


def test_a_total_over_qualifiers_that_nobody_named_is_refused() -> None:
    found = wrong(SIEGES, columns="area, qualifier, people", totals="people")
    assert [(each.option, each.mend) for each in found] == [
        ("totals", "Say whose they are: “:qualifiers: people = qualifier”.")]


def test_a_row_without_a_group_is_named() -> None:
    (found,) = wrong("area,party\nGhouta,government\nDaraya,\n", group="party")
    assert (found.row, found.column) == (1, 1)
    assert found.says == (
        "This row has nothing in the column “party”, so it belongs to no group.")


# --- in a report ----------------------------------------------------------------------------

TABLES = """\
# Tables

See {numref}`sieges`.

:::{figure} table
:name: sieges
:data: sieges.csv
:title: Two areas, 12.5 square kilometres
:deck: People and area
:group: party
:totals: people
:notes: remark
:source: UN
:::

:::{table} The same, all of it
:data: sieges.csv
:where: #adm2 = Zabadani
:width: full
:::
"""
DATA = """\
area,party,people,size,remark
#adm2,,#affected,,
Zabadani,government,500,12.5,Counted once
Deir ez-Zor,ISIS,,7,Counted once
Anunbrokennameofaplacethatislongerthananycolumnofanytableinanyreport,ISIS,1,3.25,
"""


def test_both_directives_make_a_numbered_table(tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path, texts={"01-north.md": TABLES}, data={"sieges.csv": DATA})
    grids = press.understand(report)[1].grids()
    assert [(grid.id, grid.number, len(grid.rows)) for grid in grids] == [
        ("sieges", 1, 7), ("north-table", 2, 2)]
    assert [note.letter for note in grids[0].notes] == ["a"]


@pytest.mark.parametrize(("old", "new", "line", "says"), [
    (":title: Two", ":alt: Two", 5, "This table has no title."),
    (":source: UN", ":alt: A table", 13, "table has no option “alt”."),
    (":totals: people", ":totals: peple", 11, "sieges.csv has no column “peple”."),
    (":totals: people", ":totals:\nWords", 12, "A table made from data has options and no text"),
])
def test_faults_stand_where_they_are(
    tmp_path: Path, make_report: MakeReport, old: str, new: str, line: int, says: str
) -> None:
    report = make_report(tmp_path, texts={"01-north.md": TABLES.replace(old, new)},
                         data={"sieges.csv": DATA})
    with pytest.raises(SourceError) as caught:
        press.understand(report)
    found = [(fault.place.line, fault.wrong) for fault in caught.value.faults]
    assert any(where == line and words.startswith(says) for where, words in found), found


def test_a_cell_s_fault_stands_in_its_file(tmp_path: Path, make_report: MakeReport) -> None:
    text = TABLES.replace(":notes: remark", ":formats: people = exact")
    report = make_report(tmp_path, texts={"01-north.md": text},
                         data={"sieges.csv": DATA.replace(",500,", ",many,")})
    with pytest.raises(SourceError) as caught:
        press.understand(report)
    (fault,) = [fault for fault in caught.value.faults if fault.place.file.name == "sieges.csv"]
    assert (fault.place.line, fault.place.column, fault.wrong) == (3, 3, "“many” is no number.")


def test_options_for_data_mean_nothing_to_a_pipe_table(
    tmp_path: Path, make_report: MakeReport
) -> None:
    text = "# A\n\n:::{table} Hosts\n:totals: b\n\n| a |\n|---|\n| 1 |\n:::\n"
    with pytest.raises(SourceError, match="“totals” is for a table made from “:data:”"):
        press.understand(make_report(tmp_path, texts={"01-north.md": text}))


def test_the_pdf_says_what_heads_what_and_copies_whole_numbers(
    tmp_path: Path, make_report: MakeReport
) -> None:
    report = make_report(tmp_path, texts={"01-north.md": TABLES}, data={"sieges.csv": DATA})
    built = build(report, ("pdf",), tmp_path / "dist", tmp_path / "keep")
    words = " ".join("".join(run.text for run in built.printed.read_aloud).split())
    assert "12.5" in words
    assert "7.00" not in words
    with pikepdf.open(built.files["pdf"]) as pdf:
        cells = [made for made in pdf.objects if isinstance(made, pikepdf.Dictionary)
                 and made.get("/S") in ("/TH", "/TD")]
        headed = [len(cell.A.Headers) for cell in cells if "/Headers" in cell.A]
    assert headed
    assert min(headed) >= 1
    assert built.complaints == ()


def test_its_example_is_true(tmp_path: Path, make_report: MakeReport) -> None:
    text = f"# Example\n\n{table.EXAMPLE.directive('table')}"
    report = make_report(tmp_path, texts={"01-north.md": text},
                         data={table.EXAMPLE.file: table.EXAMPLE.data})
    (grid,) = press.understand(report)[1].grids()
    assert isinstance(grid, Grid)
    assert list(grid.parts.values()) == ["group", "group", "emphasis", "group", "total"]

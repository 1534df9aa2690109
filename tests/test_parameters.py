"""Parameters: one report's folder, read with other values for what stands in double braces."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from report import press, settings
from report.errors import Faults, Place, SourceError
from report.flows import plain
from report.model import Figure, Grid, Link, Report, Row
from report.roster import Roster, roster
from tests.conftest import MakeReport

_ODD = 'A|b *c* _d_ `e` [f] (g) <h> & # {i} \\ "j" $k$ ~l~ ^m 1. --- ...'
_TEXT = """\
# Floods in {{ region }}

{{ region }} counted {fact}`people` people, {{people}} by hand.

| {{ region }} | {{people}} |
|---|---:|
| of {{ region }} | 1 |

:::{figure} counts
:name: beds
:data: beds.csv
:label: place
:value: beds
:where: region = {{ region }}
:title: Beds in {{ region }}
:source: {{ region }}
:::
"""
_DATA = {
    "beds.csv": "region,place,beds\nIdlib,School {{ people }},80\n{{ region }},Hall,30\n"
                "Idlib,Church,7\nHoms,Church,3\n",
    "facts.csv": "id,value,unit,date,source\npeople,{{ people }},people,2016-02-01,Own count\n",
}


@pytest.fixture
def template(make_report: MakeReport, tmp_path: Path) -> Path:
    """A report with a parameter in every place that takes one."""
    return make_report(
        tmp_path, {"01-floods.md": _TEXT}, _DATA, title="Floods in {{ region }}",
        date="{{ day }}", identifier="urn:floods:{{ region }}",
        cover={"words": "{{ people }} people in {{ region }}"},
        parameters={"region": "Homs", "people": 1200, "day": datetime.date(2016, 3, 7)})


def row(region: str, people: str = "44520", day: str = "2016-04-01") -> Row:
    return Row("a", {"region": region, "people": people, "day": day}, Place(Path("rows.csv"), 2))


def understood(folder: Path, given: Row | None = None) -> Report:
    return press.understand(folder, row=given)[1]


def faults_of(folder: Path, given: Row | None = None) -> list[str]:
    """Each fault of a report as “file:line wrong mend”."""
    with pytest.raises(SourceError) as raised:
        understood(folder, given)
    return [f"{fault.place.file.name}:{fault.place.line} {fault.wrong} {fault.mend}"
            for fault in raised.value.faults]


def words_of(report: Report) -> str:
    """The running text of the only section, its spaces plain."""
    return plain(report.sections[0].flow).replace("\N{NO-BREAK SPACE}", " ")


def the(report: Report, kind: type[Any]) -> Any:
    (piece, *_) = [each for each in report.pieces() if isinstance(each, kind)]
    return piece


def test_plain_build_takes_the_values_of_the_settings(template: Path) -> None:
    report = understood(template)
    assert report.meta.title == "Floods in Homs"
    assert report.meta.date == datetime.date(2016, 3, 7)
    assert "Homs counted 1,200 people, 1200 by hand." in words_of(report)


def test_row_reaches_text_facts_figures_cover_and_settings(template: Path) -> None:
    report = understood(template, row("Idlib"))
    figure: Figure = the(report, Figure)
    assert report.meta.title == plain(report.sections[0].title) == "Floods in Idlib"
    assert report.meta.date == datetime.date(2016, 4, 1)
    assert report.meta.identifier == "urn:floods:Idlib"
    assert report.cover_words == "44520 people in Idlib"
    assert "Idlib counted 44,520 people" in words_of(report)
    assert plain(figure.title) == "Beds in Idlib"
    assert figure.data is not None
    assert [cells[1] for cells in figure.data.rows] == ["School 44520", "Hall", "Church"]


def test_values_are_words_whatever_signs_they_hold(template: Path) -> None:
    report = understood(template, row(_ODD))
    shown = _ODD.replace('"j"', "“j”")
    grid: Grid = the(report, Grid)
    assert plain(report.sections[0].title) == f"Floods in {shown}"
    assert words_of(report).startswith(f"{shown} counted")
    assert plain(grid.rows[0][0].flow) == shown
    assert len(grid.rows[0]) == 2
    assert plain(the(report, Figure).title) == f"Beds in {shown}"
    assert plain(the(report, Figure).source) == shown
    assert report.meta.title == f"Floods in {_ODD}"
    assert " " not in report.meta.identifier


@pytest.mark.parametrize("value", [
    "1. May", "- north", "+ north", "# north", "% north", ":::", "> north", "(c)", "---",
    "{.lead}", "[^a]: b", "| north |", "    north", "==="])
def test_value_that_begins_a_paragraph_stays_words(
    value: str, make_report: MakeReport, tmp_path: Path
) -> None:
    folder = make_report(tmp_path, {"01-a.md": "# A title\n\n{{ a }}\n\nEnd.\n"},
                         parameters={"a": "b"})
    report = understood(folder, Row("a", {"a": value}, Place(Path("rows.csv"), 2)))
    assert words_of(report).split("\n")[0].strip() == value.strip()
    assert not [*report.pieces()]


def test_code_and_roles_take_values_as_they_are(make_report: MakeReport, tmp_path: Path) -> None:
    text = ("# A title\n\n`{{ a }}`, {as-is}`T-{{ a }}` and [a link](https://a.org/{{ a }}/b).\n\n"
            "```\n{{ a }}\n```\n\n% {{ unknown, but said to nobody }}\n")
    folder = make_report(tmp_path, {"01-a.md": text}, parameters={"a": "x_*y* z"})
    flow = plain(understood(folder).sections[0].flow)
    assert flow.count("x_*y* z") == 3
    assert "https://a.org/x_%2Ay%2A%20z/b" in str(understood(folder).sections[0].flow)
    assert not [piece for piece in understood(folder).pieces() if isinstance(piece, Link)]


def test_braces_without_parameters_are_the_authors_own(
    make_report: MakeReport, tmp_path: Path
) -> None:
    folder = make_report(tmp_path, {"01-a.md": "# A title\n\nWrite {{ region }}.\n"})
    assert "Write {{ region }}." in plain(understood(folder).sections[0].flow)


def test_braces_that_are_meant_are_written_with_a_backslash(
    make_report: MakeReport, tmp_path: Path
) -> None:
    folder = make_report(tmp_path, {"01-a.md": "# A title\n\nWrite \\{{ a }} for {{ a }}.\n"},
                         parameters={"a": "b"})
    assert "Write {{ a }} for b." in plain(understood(folder).sections[0].flow)


def test_names_that_are_none_are_faults_with_their_lines(
    make_report: MakeReport, tmp_path: Path
) -> None:
    folder = make_report(
        tmp_path, {"01-a.md": "# A title\n\n{{ region }}\nand {{ regoin }}.\n"},
        {"beds.csv": "place,beds\nHall,{{ bed }}\n"}, title="In {{ reg }}",
        parameters={"region": "two\nlines", "beds": 3})
    with pytest.raises(SourceError):  # the settings come first
        understood(folder)
    settings = folder / "report.toml"
    settings.write_text(settings.read_text().replace("{{ reg }}", "{{ region }}"))
    assert faults_of(folder) == [
        "beds.csv:2 There is no parameter “bed”. Did you mean “beds”?",
        "01-a.md:4 There is no parameter “regoin”. Did you mean “region”?"]


def test_value_that_no_setting_can_take_is_a_fault_of_that_setting(template: Path) -> None:
    (fault,) = faults_of(template, row("Idlib", day="yesterday"))
    assert fault.startswith("report.toml:2 The setting “date” should be a date")


@pytest.mark.parametrize(("table", "says"), [
    ('parameters = "region"', "should be a table"),
    ("[parameters]\nregion = [1, 2]", "should be a text, a number or a date"),
    ('[parameters]\n"my region" = 1', "cannot be the name of a parameter"),
])
def test_parameters_that_cannot_be_are_faults(
    table: str, says: str, make_report: MakeReport, tmp_path: Path
) -> None:
    settings = make_report(tmp_path) / "report.toml"
    settings.write_text(f"{table}\n{settings.read_text()}" if "=" in table.split("\n")[0]
                        else f"{settings.read_text()}\n{table}\n")
    (fault,) = faults_of(settings.parent)
    assert says in fault


# --- the file with the rows -----------------------------------------------------------------


def read(folder: Path, words: str, pattern: str = "") -> Roster:
    faults = Faults()
    file = folder / "rows.csv"
    file.write_text(words, encoding="utf-8")
    values = settings.declared(folder, faults)
    return roster(file, values, pattern, folder / "report.toml", faults)


def refused(folder: Path, words: str, pattern: str = "") -> list[str]:
    with pytest.raises(SourceError) as raised:
        read(folder, words, pattern)
    return [f"{fault.place.file.name}:{fault.place.line} {fault.wrong} {fault.mend}"
            for fault in raised.value.faults]


def test_rows_are_named_by_their_first_cell(template: Path) -> None:
    rows = read(template, "region,people,day\nDeir ez-Zor / دير الزور,1,2016-01-01\n"
                          "Türkiye,2,2016-01-01\n").rows
    assert [each.name for each in rows] == ["deir-ez-zor-دير-الزور", "turkiye"]
    assert [each.place.line for each in rows] == [2, 3]
    assert rows[1].values == {"region": "Türkiye", "people": "2", "day": "2016-01-01"}


def test_rows_are_named_as_the_author_asks(template: Path) -> None:
    (only,) = read(template, "people,region,day\n5,Homs,2016-01-01\n", "{region}_{day}").rows
    assert only.name == "homs-2016-01-01"


def test_names_fit_into_a_file_system(template: Path) -> None:
    (only,) = read(template, f"region,people,day\n{'北' * 300},1,2016-01-01\n").rows
    assert only.name == "北" * 40


def test_two_rows_of_one_name_are_a_fault(template: Path) -> None:
    words = "region,people,day\nHoms,1,2016-01-01\nHOMS!,1,2016-02-01\n"
    assert refused(template, words) == [
        "rows.csv:3 Its files would be called “homs”, as those of line 2. "
        'Say what makes them differ: --name "{region}-{day}"']
    assert len(read(template, words, "{region}-{day}").rows) == 2


@pytest.mark.parametrize(("words", "pattern", "says"), [
    ("regoin,people,day\nA,1,2016-01-01\n", "", "Did you mean “region”?"),
    ("region,people\nA,1\n", "", "There is no column for the parameter “day”."),
    ("region,people,day,hue\nA,1,2016-01-01,x\n", "", "for the column “hue”"),
    ("region,people,day\n,1,2016-01-01\n", "", "no name: the cell is empty"),
    ("region,people,day\nA,1,2016-01-01\n", "{reg}", "a column “reg”"),
    ("region,people,day\n", "", "no rows"),
    ("", "", "This table is empty."),
])
def test_files_that_do_not_fit_are_refused(
    words: str, pattern: str, says: str, template: Path
) -> None:
    assert any(says in fault for fault in refused(template, words, pattern))


def test_line_that_is_no_row_leaves_the_others(template: Path) -> None:
    made = read(template, "region,people,day\nHoms,1,2016-01-01\nIdlib,1\nAleppo,1,2016-01-01\n")
    assert [each.name for each in made.rows] == ["homs", "aleppo"]
    assert [fault.place.line for fault in made.unfit] == [3]


def test_report_without_parameters_has_no_batch(make_report: MakeReport, tmp_path: Path) -> None:
    (fault,) = refused(make_report(tmp_path), "region\nHoms\n")
    assert fault.startswith("report.toml:0 This report has no parameters. Name them")

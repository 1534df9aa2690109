"""A kind of figure that a report brings itself: one file in a folder that `report.toml` names."""

from __future__ import annotations

from pathlib import Path

import pytest

from report import press
from report.clock import Clock
from report.errors import SourceError
from tests.conftest import MakeReport

KIND = '''
"""`bubbles`: a disc for each row."""
from figures.desk.canvas import Canvas
from figures.desk.data import Column

COLUMNS = (Column("label", "text", "whose disc it is"), Column("value", "number", "how many"))
OPTIONS = {"tint": "the colour of the discs, by its token"}


def draw(rows, options, look):
    canvas = Canvas(look)
    for place, row in enumerate(rows):
        if row["value"] < 0:
            raise ValueError(f"{row['label']} is below nothing.")
        canvas.dot(10 + 20 * place, 10, row["value"] ** 0.5,
                   canvas.colour(options.get("tint", "navy")))
        canvas.text(10 + 20 * place, 24, row["label"], canvas.colour("ink"), align="center")
    return canvas.figure(26)


def alt(rows, options, look):
    return f"{len(rows)} discs."


def describe(rows, options, look):
    return " ".join(f"{row['label']}: {row['value']}." for row in rows)
'''
TEXT = """# The road

:::{figure} bubbles
:data: hosts.csv
:tint: brick
:title: Three hosts
:::
"""
HOSTS = "label,value\nLebanon,16\nJordan,9\nIraq,4\n"


def report_with(make_report: MakeReport, folder: Path, kind: str, hosts: str = HOSTS) -> Path:
    return make_report(folder, texts={"01-road.md": TEXT}, data={"hosts.csv": hosts},
                       files={"kinds/bubbles.py": kind}, kinds="kinds")


def built(source: Path, folder: Path, *editions: str) -> None:
    press.build(source, editions or ("html",), folder / "dist", folder / "kept", Clock())


def test_one_file_is_all_it_takes(make_report: MakeReport, tmp_path: Path) -> None:
    source = report_with(make_report, tmp_path, KIND)
    built(source, tmp_path, "html", "epub")
    page = (tmp_path / "dist" / "report.html").read_text(encoding="utf-8")
    assert "3 discs." in page
    assert "Lebanon: 16. Jordan: 9. Iraq: 4." in page
    assert page.count('var(--brick)"') >= 1 or "fill: var(--brick)" in page


def test_a_change_of_its_code_is_drawn(make_report: MakeReport, tmp_path: Path) -> None:
    source = report_with(make_report, tmp_path, KIND)
    built(source, tmp_path)
    before = (tmp_path / "dist" / "report.html").read_text(encoding="utf-8")
    (source / "kinds" / "bubbles.py").write_text(KIND.replace("24, row", "25, row"))
    built(source, tmp_path)
    assert (tmp_path / "dist" / "report.html").read_text(encoding="utf-8") != before


@pytest.mark.parametrize(("kind", "hosts", "place", "wrong"), [
    (KIND, "label,value\nLebanon,-1\n", "01-road.md", "Lebanon is below nothing."),
    (KIND, "label,value\nLebanon,many\n", "hosts.csv", "“many” is no number"),
    (KIND, "label\nLebanon\n", "01-road.md", "which bubbles wants for how many"),
    (KIND.replace("def alt", "def old"), HOSTS, "bubbles.py", "has no alt"),
    ("import nothing_of_that_name\n", HOSTS, "bubbles.py:1:", "cannot be read: No module"),
    ("\nthis is no Python\n", HOSTS, "bubbles.py:2:", "cannot be read"),
    (KIND.replace("canvas.dot(", "canvas.dotted("), HOSTS, "01-road.md",
     "failed in bubbles.py, line 15: AttributeError"),
    (KIND.replace("for row in rows)", "for row in rows if row['other'])"), HOSTS,
     "bubbles.py:", "fails: 'other'"),
])
def test_what_is_wrong_with_it_is_said(
    make_report: MakeReport, tmp_path: Path, kind: str, hosts: str, place: str, wrong: str
) -> None:
    with pytest.raises(SourceError) as error:
        built(report_with(make_report, tmp_path, kind, hosts), tmp_path)
    said = str(error.value)
    assert place in said
    assert wrong in said
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(("files", "setting", "wrong"), [
    ({}, "kinds", "There is no kind of figure in the folder “kinds”."),
    ({"kinds/counts.py": KIND}, "kinds", "There is a kind of figure “counts” already."),
    ({}, "../kinds", "The setting “kinds” should be the name of a folder in the report."),
])
def test_the_folder_must_hold_kinds_of_its_own(
    make_report: MakeReport, tmp_path: Path, files: dict[str, str], setting: str, wrong: str
) -> None:
    source = make_report(tmp_path, files=files, kinds=setting)
    with pytest.raises(SourceError) as error:
        press.understand(source)
    assert wrong in str(error.value)

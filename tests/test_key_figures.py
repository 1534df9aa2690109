"""`key-figures`: the band of big numbers from data."""

from __future__ import annotations

from pathlib import Path

import pytest

from figures import key_figures
from figures.desk.cells import Stated
from figures.desk.data import Row
from report import press
from report.compose import compose
from report.editions import web
from report.errors import SourceError
from report.model import KeyFigures
from tests.built import build
from tests.conftest import MakeReport


def row(value: float | None = 75775, **others: str) -> Row:
    return {"value": value, "qualifier": None, "unit": "people", "words": "left", "source": None,
            **others}


def stated(one: Row, language: str = "en-GB", **options: str) -> Stated:
    (found,) = key_figures.tabulate([one], options, language)
    return found


@pytest.mark.parametrize(("one", "options", "expected"), [
    (row(), {}, Stated("", "75,800", "", "people left")),
    (row(), {"numbers": "exact"}, Stated("", "75,775", "", "people left")),
    (row(4873236), {}, Stated("", "4.9", "million", "people left")),
    (row(-4873236), {}, Stated("", "−4.9", "million", "people left")),
    (row(1e10), {}, Stated("", "10", "billion", "people left")),
    (row(0), {}, Stated("", "0", "", "people left")),
    (row(70, unit="%", qualifier="more than"), {}, Stated("more than", "70%", "", "left")),
    (row(12.5, unit=""), {}, Stated("", "12.5", "", "left")),
    (row(9, source="OCHA"), {}, Stated("", "9", "", "people left", "OCHA")),
])
def test_a_row_is_a_number_and_what_it_says(
    one: Row, options: dict[str, str], expected: Stated
) -> None:
    assert stated(one, **options) == expected


def test_numbers_and_qualifiers_follow_the_language() -> None:
    assert stated(row(2503549, qualifier="about", unit=""), "de") == Stated(
        "etwa", "2,5", "Millionen", "left")


@pytest.mark.parametrize(("rows", "options", "says"), [
    ([], {}, "There is no row to draw"),
    ([row()] * 7, {}, "There are 7 key figures; of more than 6 none is key."),
    ([row(None)], {}, "The key figure “left” has no number"),
    ([row(words="")], {}, "A key figure has no words, so nobody could tell what it counts."),
    ([row()], {"numbers": "long"}, "“numbers” is “long”; it may be “short” and “exact”."),
])
def test_what_cannot_be_set_is_refused(
    rows: list[Row], options: dict[str, str], says: str
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        key_figures.tabulate(rows, options, "en-GB")
    assert str(caught.value).startswith(says)


BAND = """\
# Figures

:::{figure} key-figures
:data: key.csv
:value: #affected
:words: what
:title: Two figures
:::
"""
DATA = "people,what,source\n#affected,,\n75775,left their homes,UN\n2503549,found refuge,UNHCR\n"


def test_the_directive_makes_a_band(tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path, texts={"01-north.md": BAND}, data={"key.csv": DATA})
    (band,) = [piece for piece in press.understand(report)[1].pieces()
               if isinstance(piece, KeyFigures)]
    first, second = band.items
    assert (first.number, first.words, first.source) == (
        ("75,800",), ("left their homes",), ("<abbr>UN</abbr>",))
    assert second.number == (
        '2.5\N{NO-BREAK SPACE}<span class="key-magnitude">million</span>',)
    assert band.title == "Two figures"


@pytest.mark.parametrize(("text", "data", "place", "says"), [
    (BAND.replace(":value:", ":valeu:"), DATA, ("01-north.md", 5),
     "key-figures has no option “valeu”."),
    (BAND, DATA.replace("75775", "many"), ("key.csv", 3),
     "In the column “people”, “many” is no number."),
    (BAND, DATA.replace("left their homes", ""), ("01-north.md", 3),
     "A key figure has no words, so nobody could tell what it counts."),
    (BAND.replace(":title:", "Words\n:title:"), DATA, ("01-north.md", 7),
     "Key figures made from data has options and no text, and this is no option: Words"),
])
def test_faults_stand_where_they_are(
    tmp_path: Path, make_report: MakeReport, text: str, data: str, place: tuple[str, int],
    says: str,
) -> None:
    report = make_report(tmp_path, texts={"01-north.md": text}, data={"key.csv": data})
    with pytest.raises(SourceError) as caught:
        press.understand(report)
    found = [(fault.place.file.name, fault.place.line, fault.wrong)
             for fault in caught.value.faults]
    assert (*place, says) in found


@pytest.mark.parametrize(("value", "numbers", "is_small"), [
    ("4873236", "exact", False), ("12345678901", "exact", True), ("12345678901", "short", False)])
def test_a_number_without_room_makes_its_band_smaller(
    tmp_path: Path, make_report: MakeReport, value: str, numbers: str, is_small: bool
) -> None:
    text = BAND.replace(":title: Two figures", f":numbers: {numbers}")
    rows = "".join(f"{value},word,\n" for _ in range(4))
    report = make_report(tmp_path, texts={"01-north.md": text},
                         data={"key.csv": f"people,what,source\n#affected,,\n{rows}"})
    pages = compose(press.understand(report)[1], web.EDITION, {})
    assert ("key-figure-small" in pages.units[-1].body) is is_small


def test_a_qualified_band_keeps_its_numbers_on_one_line(
    tmp_path: Path, make_report: MakeReport
) -> None:
    text = f"# Example\n\n{key_figures.EXAMPLE.directive('key-figures')}"
    report = make_report(tmp_path, texts={"01-north.md": text},
                         data={key_figures.EXAMPLE.file: key_figures.EXAMPLE.data})
    built = build(report, ("html", "pdf"), tmp_path / "dist", tmp_path / "keep")
    words = built.files["html"].read_text(encoding="utf-8")
    assert words.count('class="key-number key-unqualified"') == 3
    assert '<span class="key-before">more than</span> 70%' in words
    assert 'aria-label="The war in Syria in four figures"' in words
    baselines = {run.y for run in built.printed.read_aloud
                 if run.text.strip() in ("75,800", "487,000", "70%")}
    assert len(baselines) == 1
    assert built.complaints == ()

"""A report may set its theme's tokens otherwise, and choose its paper."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from report import press
from report.errors import Faults, Place, SourceError
from report.themes import css, formatted, theme
from tests.built import build
from tests.conftest import MakeReport

HERE = Place(Path("report.toml"), 3)


def test_us_letter(make_report: MakeReport, tmp_path: Path, kept: Path) -> None:
    folder = make_report(tmp_path, paper="letter")
    with pikepdf.open(build(folder, ("pdf",), tmp_path, kept).files["pdf"]) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].trimbox] == [0, 0, 612, 792]


def test_a_token_of_the_report_colours_all(make_report: MakeReport, tmp_path: Path) -> None:
    folder = make_report(tmp_path, files={"report.toml": (
        'title = "A report"\ndate = 2016-03-07\nlanguage = "en"\nidentifier = "urn:x:1"\n'
        '[tokens.colours]\nnavy = "#004D40"\n[tokens.measures]\ninner = 22\nouter = 16\n')})
    _, _, look = press.understand(folder)
    assert look.colours["navy"] == "#004D40"
    assert look.measures["inner"] == 22
    assert look.colours["ink"] == "#17202A"
    assert "#004D40" in css(look, "print")
    assert "#17324D" not in css(look, "print")


@pytest.mark.parametrize(("tokens", "said"), [
    ({"colours": {"navi": "#004D40"}}, "Did you mean “navy”?"),
    ({"colours": {"navy": "teal"}}, "cannot be 'teal'"),
    ({"colour": {"navy": "#004D40"}}, "Did you mean “colours”?"),
    ({"measures": {"inner": "wide"}}, "cannot be 'wide'"),
    ({"measures": {"inner": 30}}, "add up to 220 mm, and width is 210 mm"),
])
def test_what_is_no_token(tokens: dict[str, dict[str, str | float]], said: str) -> None:
    faults = Faults()
    theme("briefing", HERE, faults, tokens=tokens)
    with pytest.raises(SourceError) as caught:
        faults.stop()
    assert said in str(caught.value.faults[0])
    assert "report.toml:3" in str(caught.value.faults[0])


def test_a_paper_that_no_theme_knows() -> None:
    faults = Faults()
    theme("briefing", HERE, faults, "lettre")
    with pytest.raises(SourceError, match="knows no paper “lettre”"):
        faults.stop()


def test_an_edition_may_have_a_format_of_its_own_on_each_paper() -> None:
    faults = Faults()
    look = theme("briefing", HERE, faults, "letter")
    assert formatted(look, "nothing that it knows") == look

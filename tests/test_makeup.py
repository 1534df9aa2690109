"""Figures may move a little so that pages are full: which may, how far, and when they do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from report.editions.floats import FARTHEST, moved, strip_of
from report.editions.makeup import Makeup
from report.editions.mends import Mending
from report.editions.pagewise import Setting
from report.editions.sidecolumn import Sheet
from report.model import Placement
from tests.built import build
from tests.conftest import MakeReport
from tests.printed import Printed


def _figure(name: str, height: int = 60) -> str:
    return f'<figure class="figure floats" id="{name}" style="height:{height}mm">.</figure>\n'


def _section(*blocks: str) -> str:
    return '<section class="chapter" id="x"><h1 id="x-title">Title</h1>\n' \
           + "".join(blocks) + "</section>\n"


def _text(name: str, words: str = "Words.", lines: int = 2) -> str:
    return f'<p id="{name}">{"<br />" * (lines - 1)}{words}</p>\n'


_SEE = 'See <a href="#fig">Figure 1</a>.'


# --- what may move, and how far -------------------------------------------------------------


def test_a_section_is_put_together_again_as_it_was() -> None:
    body = _section(_text("p1"), '<div class="beside" id="a"><div>Note</div></div>\n',
                    _text("p2"), _figure("fig"), '<div id="fig-end"></div>\n', _text("p3"))
    assert moved(body, {"fig": 0}) == body


def test_a_side_note_stays_with_its_paragraph_when_a_figure_moves() -> None:
    note = '<div class="beside" id="a"><div>Note</div></div>\n'
    body = _section(_text("p1"), _figure("fig"), note, _text("p2"), _text("p3"))
    assert moved(body, {"fig": 1}) == _section(
        _text("p1"), note, _text("p2"), _figure("fig"), _text("p3"))


@pytest.mark.parametrize(("blocks", "places"), [
    pytest.param([_text("p1", _SEE), _figure("fig"), _text("p2"), _text("p3")], [2, 3, 4],
                 id="later, past the text after it"),
    pytest.param([_text("p1", _SEE), _text("p2"), _figure("fig")], [3, 2],
                 id="earlier, not before it is mentioned"),
    pytest.param([_text("p1"), _text("p2"), _figure("fig")], [3],
                 id="not earlier where nothing mentions it"),
    pytest.param([_text("p1", _SEE), _figure("fig"), _text("p2"), "<h2>Next</h2>\n",
                  _text("p3")], [2, 3], id="not past a heading"),
    pytest.param([_text("p1", _SEE), _figure("fig"), _text("p2", "These:"),
                  "<ul><li>one</li></ul>\n"], [2, 4], id="not between a lead-in and its list"),
    pytest.param([_text("p1", _SEE), _figure("fig"), *map(_text, "abcdefgh")],
                 list(range(2, 3 + FARTHEST)), id="not farther than a few blocks"),
])  # fmt: skip
def test_a_figure_moves_within_limits(blocks: list[str], places: list[int]) -> None:
    assert strip_of(_section(*blocks)).allowed(0) == places


# --- when they do ---------------------------------------------------------------------------

_SHEET = Sheet(frozenset(), frozenset(), head=10.0, foot=110.0, leading=5.0)
_STYLE = """@page { size: 100mm 120mm; margin: 10mm; }
body, p, h1, figure { margin: 0; font-size: 3mm; line-height: 5mm; }
h1, figure { break-inside: avoid; } h1 { height: 10mm; break-after: avoid; }"""


def _moves(*blocks: str) -> dict[str, int]:
    """How far the figures of a section move on pages that have room for 20 lines of 5 mm."""
    body = _section(*blocks)
    counters = CounterStyle()
    setting = Setting(HTML(string=f"<html><body>{body}</body></html>"),
                      [CSS(string=_STYLE, counter_style=counters)], FontConfiguration(), counters,
                      {"pdf_variant": None})
    makeup = Makeup(setting, strip_of(body), _SHEET.head)
    assert makeup.is_possible
    return dict(Mending(setting, _SHEET, Placement(), makeup).run().moves)


def test_text_fills_the_hole_before_a_figure() -> None:
    assert _moves(_text("p1", _SEE, 10), _figure("fig"), _text("p2", lines=8),
                  _text("p3", lines=12)) == {"fig": 1}


def test_a_figure_stays_where_it_leaves_no_hole() -> None:
    assert _moves(_text("p1", _SEE, 10), _figure("fig", 40), _text("p2", lines=8),
                  _text("p3", lines=12)) == {}


def test_a_figure_goes_before_text_where_it_cannot_go_behind() -> None:
    assert _moves(_text("p1", _SEE, 4), _text("p2", lines=6), _figure("fig", 60), "<h2>Next</h2>",
                  _text("p3", lines=12)) == {"fig": -1}


def test_a_figure_never_passes_another() -> None:
    """Both go, or neither: their numbers would not stand in order."""
    found = _moves(_text("p1", _SEE, 10), _figure("fig"), _figure("other", 20),
                   _text("p2", lines=8), _text("p3", lines=12))
    assert 0 < found["fig"] <= found["other"]


def test_a_figure_does_not_leave_a_page_for_a_greater_hole() -> None:
    """Behind the paragraph that fills the page there would be no room for so high a figure."""
    assert _moves(_text("p1", _SEE, 12), _figure("fig", 95), _text("p2", lines=16),
                  _text("p3", lines=12)) == {}


def test_what_did_not_fill_a_page_is_taken_back() -> None:
    box = '<div id="box" style="height:70mm;break-inside:avoid"></div>\n'
    assert _moves(_text("p1", _SEE, 10), _figure("fig"), box, _text("p2", lines=12)) == {}


# --- in a PDF -------------------------------------------------------------------------------

_PARAGRAPH = "Nobody counted the houses on the lower bank before the water came. " * 7
_DATA = "label,value\n" + "\n".join(f"Place {i},{i * 100}" for i in range(1, 9))


def _report(make_report: MakeReport, folder: Path, option: str) -> Path:
    figure = f":::{{figure}} counts\n:name: fig\n:data: a.csv\n:title: Eight places\n{option}:::"
    text = "\n\n".join(["# The count", *[_PARAGRAPH] * 3, f"See {{numref}}`fig`. {_PARAGRAPH}",
                        figure, *[_PARAGRAPH] * 8])
    return make_report(folder, texts={"01-north.md": text}, data={"a.csv": _DATA})


def _filled(file: Path) -> tuple[float, int]:
    """How far down the first page of the text reaches, in points, and the figure's page."""
    printed = Printed(file)
    first = printed.destinations["north"]
    return (max(run.y for run in printed.on(first) if 10 < run.size < 10.4),
            printed.destinations["fig"] - first)


@pytest.mark.parametrize("option", ["", ":place: here\n"])
def test_a_page_is_filled_unless_the_figure_is_pinned(
    make_report: MakeReport, tmp_path: Path, kept: Path, option: str
) -> None:
    folder = _report(make_report, tmp_path, option)
    file = build(folder, ("pdf",), tmp_path / "dist", kept).files["pdf"]
    lowest, page = _filled(file)
    assert page == 1
    assert (lowest > 650) is not option.startswith(":place")


def test_a_rebuild_gives_the_same_bytes_and_moves_nothing(
    make_report: MakeReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, keep = _report(make_report, tmp_path, ""), tmp_path / "kept"
    first = build(folder, ("pdf",), tmp_path / "dist", keep).files["pdf"].read_bytes()

    def again(*given: Any) -> None:
        raise AssertionError("what is decided is decided again")

    monkeypatch.setattr("report.editions.makeup.Makeup.fill", again)
    assert build(folder, ("pdf",), tmp_path / "dist", keep).files["pdf"].read_bytes() == first

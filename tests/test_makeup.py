"""Figures may move a little so that pages are full: which may, how far, and when they do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from report.editions.floats import FARTHEST, moved, strip_of
from report.editions.galley import Block, Galley, Part
from report.editions.makeup import moves
from tests.built import build
from tests.conftest import MakeReport
from tests.printed import Printed


def _figure(name: str, more: str = "") -> str:
    return f'<figure class="figure figure-column{more}" id="{name}"><figcaption>' \
           f'<p class="figure-number">Figure</p></figcaption></figure>\n'


def _section(*blocks: str) -> str:
    return '<section class="chapter" id="x"><h1 id="x-title">Title</h1>\n' \
           + "".join(blocks) + "</section>\n"


def _text(name: str, words: str = "Words.") -> str:
    return f'<p id="{name}"><br />{words}</p>\n'


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


@pytest.mark.parametrize("block", [
    _figure("fig", " pinned"),
    '<div class="table table-column" id="fig"><table></table></div>\n',  # without a number
    '<div class="beside" id="fig"><figure class="figure"></figure></div>\n',
])
def test_what_is_pinned_or_has_no_number_stays(block: str) -> None:
    assert strip_of(_section(_text("p1"), block, _text("p2"))).floats == ()


# --- when they do ---------------------------------------------------------------------------


def _galley(*blocks: tuple[str, float], room: float = 100.0) -> Galley:
    """Blocks by their tag and height; a paragraph has lines of 5."""
    made = []
    for tag, height in blocks:
        lines: list[tuple[float, tuple[str, ...]]] = [(5.0, ())] * round(height / 5)
        made.append(Block("", tag, (), tag != "p", parts=[Part(1, 0.0, height, height)],
                          lines=lines if tag == "p" else []))
    return Galley(tuple(made), {}, (room, room), room)


def _found(blocks: list[str], *heights: tuple[str, float]) -> dict[str, int]:
    return moves(_section(*blocks), _galley(("h1", 10), *heights), {})


def test_text_fills_the_hole_before_a_figure() -> None:
    assert _found([_text("p1", _SEE), _figure("fig"), _text("p2"), _text("p3")],
                  ("p", 50), ("figure", 60), ("p", 40), ("p", 60)) == {"fig": 1}


def test_a_figure_stays_where_it_leaves_no_hole() -> None:
    assert _found([_text("p1", _SEE), _figure("fig"), _text("p2"), _text("p3")],
                  ("p", 50), ("figure", 35), ("p", 40), ("p", 60)) == {}


def test_a_figure_never_passes_another() -> None:
    """Both go, or neither: their numbers would not stand in order."""
    other = _figure("other")
    found = _found([_text("p1", _SEE), _figure("fig"), other, _text("p2"), _text("p3")],
                   ("p", 50), ("figure", 60), ("figure", 20), ("p", 40), ("p", 60))
    assert found.get("fig", 0) <= found.get("other", 0)
    assert found["fig"] > 0


def test_nothing_moves_in_a_galley_that_is_not_the_sections() -> None:
    assert _found([_text("p1"), _figure("fig")], ("p", 50)) == {}


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

    def again(*given: Any) -> dict[str, int]:
        raise AssertionError("what is decided is decided again")

    monkeypatch.setattr("report.editions.makeup.moves", again)
    assert build(folder, ("pdf",), tmp_path / "dist", keep).files["pdf"].read_bytes() == first

"""Figures are drawn while other things are done, and are what they would be alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from figures.desk.look import Look
from report import crew
from report.drawing import Drawing, Order
from report.editions.processes import processes
from report.editions.typesetter import Typesetter
from report.errors import LayoutError, Place, SourceError
from report.model import Unit
from report.studio import Commission, Studio
from tests.built import build
from tests.conftest import MakeReport

_LOOK = Look(60, 7, "Source Sans 3", {"ink": "#000000", "paper": "#ffffff"}, "en")
# Kinds of a report's own: one draws or refuses, one waits for a word from the test.
_MINE = """
from matplotlib.figure import Figure

COLUMNS, OPTIONS = (), {}


def draw(rows, options, look):
    if options["do"] == "refuse":
        raise ValueError("There is nothing to draw.")
    figure = Figure(figsize=(2, 1))
    figure.text(.1, .1, "words")
    if options["do"] == "fail":
        raise ZeroDivisionError("oh")
    return figure
"""

_SLOW = """
import time
from pathlib import Path

from figures.desk.canvas import Canvas
from figures.desk.data import Column

COLUMNS, OPTIONS = (Column("day", "text", "a day"),), {}


def draw(rows, options, look):
    until = time.monotonic() + 30
    while not Path(__file__).with_name("go").exists():
        if time.monotonic() > until:
            raise ValueError("Nothing was laid out meanwhile.")
        time.sleep(.01)
    if Path(__file__).with_name("go").read_text() == "refuse":
        raise ValueError("This day never was.")
    canvas = Canvas(look)
    canvas.text(5, 5, "a day", canvas.colour("ink"))
    return canvas.figure(10)


def alt(rows, options, look):
    return "A day."


def describe(rows, options, look):
    return "It was a day."
"""

_TEXTS = {
    "01-day.md": "# A day\n\n" + "".join(
        f":::{{figure}} slow\n:name: day-{n}\n:data: days.csv\n:title: Day {n}\n:::\n\n"
        for n in (1, 2)),
    "02-words.md": "# Words alone\n\nThe road was cut.\n",
}


@pytest.fixture(params=["here", "apart"])
def report(
    request: pytest.FixtureRequest, tmp_path: Path, make_report: MakeReport,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """A report whose first text has figures that wait for a word, and whose second has none; a
    crew of one that draws; pages set in this process, or by a crew of two."""
    monkeypatch.setenv("OCTAVO_PROCESSES", "2")
    monkeypatch.setattr("report.editions.pdf.worthwhile",
                        lambda pages: 1 if request.param == "here" else 2)
    crew.crew(crew.FIGURES, 1)
    yield make_report(tmp_path, texts=_TEXTS, data={"days.csv": "day\nMonday\n"}, kinds="kinds",
                      files={"kinds/slow.py": _SLOW})
    crew.crew(crew.FIGURES).stop()
    processes(0).stop()


def _say(word: str, report: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the word when the text without figures is to be laid out; says what was, in order."""
    asked: list[str] = []
    drawings = Typesetter.drawings

    def heard(self: Typesetter, unit: Unit) -> dict[str, bytes]:
        asked.append(unit.id)
        if unit.id == "words":
            (report / "kinds" / "go").write_text(word, encoding="utf-8")
        return drawings(self, unit)

    monkeypatch.setattr(Typesetter, "drawings", heard)
    return asked


def test_units_without_figures_are_laid_out_while_figures_are_drawn(
    report: Path, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And come out as from a build that draws first."""
    asked = _say("go", report, monkeypatch)
    made = build(report, ("pdf",), tmp_path / "dist", tmp_path / "keep").files["pdf"].read_bytes()
    assert asked.index("words") < asked.index("day")
    monkeypatch.setenv("OCTAVO_PROCESSES", "1")
    assert build(report, ("pdf",), tmp_path / "again", kept).files["pdf"].read_bytes() == made


def test_all_that_is_refused_is_said_and_the_last_files_stay(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say("refuse", report, monkeypatch)
    last = tmp_path / "dist" / "report.pdf"
    last.parent.mkdir()
    last.write_bytes(b"the last one")
    with pytest.raises(SourceError) as refused:
        build(report, ("pdf",), last.parent, tmp_path / "keep")
    assert [(fault.place.line, fault.wrong) for fault in refused.value.faults] == [
        (3, "This day never was."), (9, "This day never was.")]
    assert last.read_bytes() == b"the last one"


def test_the_crew_has_gone_when_all_is_drawn(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say("go", report, monkeypatch)
    build(report, ("pdf",), tmp_path / "dist", tmp_path / "keep")
    assert not len(crew.crew(crew.FIGURES))


# --- the studio by itself -------------------------------------------------------------------


def _orders(tmp_path: Path, *names: str) -> dict[str, Commission]:
    own = tmp_path / "mine.py"
    own.write_text(_MINE, encoding="utf-8")
    return {name: Commission({"print": Order("mine", {"mine": own}, [], {"do": name}, _LOOK,
                                             tmp_path)}, Place(tmp_path / f"{name}.md", 4))
            for name in names}


def _drawn(tmp_path: Path, keep: Path, name: str) -> Drawing | str:
    """What a studio makes of one figure, or how it refuses."""
    with Studio() as studio:
        drawings = studio.draw(_orders(tmp_path, name), keep)[name]
        try:
            return drawings["print"]
        except SourceError as error:
            return str(error)


def test_figures_are_drawn_by_a_crew_as_they_are_here_and_refused_in_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kinds in the report's own folder as well, and what their code raises."""
    names = ("draw", "refuse", "fail")
    here = {name: _drawn(tmp_path, tmp_path / "here", name) for name in names}
    monkeypatch.setenv("OCTAVO_PROCESSES", "2")
    try:
        crew.crew(crew.FIGURES, 2)
        apart = {name: _drawn(tmp_path, tmp_path / "apart", name) for name in names}
    finally:
        crew.crew(crew.FIGURES).stop()
    assert apart == here
    assert isinstance(here["draw"], Drawing)
    assert "refuse.md:4: There is nothing to draw." in str(here["refuse"])
    assert "mine.py, line 13" in str(here["fail"])


def test_a_process_that_dies_is_heard_by_who_waits_for_its_drawing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OCTAVO_PROCESSES", "2")
    crew.crew(crew.FIGURES, 1)._hands[0].process.kill()
    with Studio() as studio, pytest.raises(LayoutError, match="stopped from outside"):
        studio.draw(_orders(tmp_path, "draw"), tmp_path / "keep")["draw"]["print"]
    assert not len(crew.crew(crew.FIGURES))


def test_a_studio_that_is_left_for_a_fault_draws_no_more(
    tmp_path: Path, make_report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OCTAVO_PROCESSES", "2")
    own = tmp_path / "slow.py"
    own.write_text(_SLOW, encoding="utf-8")
    crew.crew(crew.FIGURES, 1)
    order = Order("slow", {"slow": own}, [], {}, _LOOK, tmp_path)
    with pytest.raises(KeyboardInterrupt), Studio() as studio:
        drawings = studio.draw({"slow": Commission({"print": order}, Place(own))}, tmp_path)
        assert not drawings["slow"].are_there
        raise KeyboardInterrupt
    assert not len(crew.crew(crew.FIGURES))

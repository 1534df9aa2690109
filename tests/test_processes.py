"""Units in several processes and from the store: the same pages, and no more work than there is."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks import made_up
from report import crew, foresight, fresh
from report.editions import processes, setters
from report.editions.processes import Processes
from report.editions.processes import processes as running
from report.editions.settle import Order
from report.errors import LayoutError
from tests.alive import is_alive, soon
from tests.built import build
from tests.printed import Printed

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of some thirty pages in two chapters and more."""
    return made_up.write(tmp_path_factory.mktemp("long") / "long", 30, notes=20, references=30)


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory, long: Path) -> Path:
    """What is kept after one build."""
    keep = tmp_path_factory.mktemp("keep")
    build(long, ("pdf",), keep / "dist", keep)
    return keep


def _keep(drawings: Path, into: Path, *, units: bool) -> Path:
    """A copy of what is kept, with what is known of pages or without."""
    names = ("drawings", "fonts", *(("units", "programs", "placements") if units else ()))
    for name in names:
        if (drawings / name).exists():
            shutil.copytree(drawings / name, into / name)
    return into


def _pdf(source: Path, place: Path, keep: Path) -> bytes:
    return build(source, ("pdf",), place, keep).files["pdf"].read_bytes()


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Which units are settled and drawn, as it happens."""
    seen: list[tuple[str, str]] = []

    each = setters.Here._each

    def heard(self: setters.Here, do: Callable[[Order], object], orders: Sequence[Order],
              then: Callable[[Order, Any], Sequence[Order]]) -> list[tuple[Order, object]]:
        def noted(order: Order) -> object:
            seen.append((do.__name__, order.unit.id))
            return do(order)

        return each(self, noted, orders, then)

    monkeypatch.setattr(setters.Here, "_each", heard)
    return seen


def _edited(source: Path, into: Path, file: str, old: str, new: str) -> Path:
    """A copy of a report, under the same name, in which words are exchanged once."""
    copy = into / source.name
    shutil.copytree(source, copy)
    text = (copy / "text" / file).read_text(encoding="utf-8")
    assert old in text
    (copy / "text" / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def _first_words(source: Path, file: str) -> str:
    """The first words of a text's lead, which are as long as any."""
    lines = (source / "text" / file).read_text(encoding="utf-8").splitlines()
    return " ".join(lines[lines.index("{.lead}") + 1].split()[:3])


# --- several processes ----------------------------------------------------------------------


def test_several_processes_give_the_bytes_of_one(
    long: Path, drawings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = (drawings / "dist" / "long.pdf").read_bytes()
    monkeypatch.setenv("OCTAVO_PROCESSES", "2")
    assert crew.worthwhile(30) == 2
    keep = _keep(drawings, tmp_path / "keep", units=False)
    try:
        assert _pdf(long, tmp_path / "dist", keep) == alone
    finally:
        running(2).stop()


def test_numbers_written_into_painted_units_give_the_bytes_of_those_that_were_laid_out(
    long: Path, drawings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    done: list[tuple[str, str]],
) -> None:
    monkeypatch.setenv("OCTAVO_PROCESSES", "1")
    monkeypatch.setattr("report.editions.pdf.ROOM", 1)
    keep = _keep(drawings, tmp_path / "keep", units=False)
    assert _pdf(long, tmp_path / "dist", keep) == (drawings / "dist" / "long.pdf").read_bytes()
    units = list(dict.fromkeys(unit for _, unit in done))
    assert all(done.count(("settle", unit)) >= 2 for unit in units)  # found, and then placed
    assert len(done) < 2.5 * len(units)


def test_a_process_that_is_killed_is_an_error_with_advice(
    long: Path, drawings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system does when memory runs out; the file of the last build stays."""
    def equipped(self: Processes, at: int, name: str, workshop: bytes) -> None:
        equip(self, at, name, workshop)
        self.crew.tell(at, os._exit, 9)

    equip = Processes._equip
    monkeypatch.setenv("OCTAVO_PROCESSES", "2")
    monkeypatch.setattr(processes.Processes, "_equip", equipped)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "long.pdf").write_bytes(b"the last one")
    try:
        with pytest.raises(LayoutError, match="OCTAVO_PROCESSES=1"):
            _pdf(long, tmp_path / "dist", _keep(drawings, tmp_path / "keep", units=False))
    finally:
        running(2).stop()
    assert (tmp_path / "dist" / "long.pdf").read_bytes() == b"the last one"


_KILLED = """
import os, signal, time
from report.crew import Crew, Task
made = Crew()
made.grow(2)
asked = [0, 1]
numbers = made.work(lambda at: asked.remove(at) or Task(at, os.getpid, ()) if at in asked else None)
print(*(number for _, number in numbers), flush=True)
made.tell(1, time.sleep, 60)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_process_outlives_one_that_is_killed() -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED], cwd=ROOT, text=True, timeout=60,
                          stdout=subprocess.PIPE, check=False)
    left = [int(number) for number in done.stdout.split()]
    assert len(left) == 2
    assert soon(lambda: not any(map(is_alive, left)))


def test_a_crew_gives_what_each_task_comes_to_and_raises_what_it_raised() -> None:
    """Also when a process is still at something of which nothing is to come back."""
    made = crew.Crew()
    made.grow(2)
    try:
        made.tell(0, time.sleep, .2)
        assert _factorials(made, [3, 0, 5, 4, 1]) == [6, 1, 120, 24, 1]
        with pytest.raises(ValueError, match="negative"):
            _factorials(made, [4, -1, 5, 4])
        assert _factorials(made, [3, 4]) == [6, 24]  # and not what was left over
    finally:
        made.stop()
    assert not len(made)


def _factorials(made: crew.Crew, numbers: list[int]) -> list[int]:
    done = dict(made.each(math.factorial, enumerate(numbers)))
    return [done[place] for place in range(len(numbers))]


def test_a_crew_asks_again_while_it_awaits_something_from_elsewhere() -> None:
    made = crew.Crew()
    made.grow(1)
    there = time.monotonic() + .2
    left = [3]

    def choose(at: int) -> crew.Task[int] | None:
        if not left or time.monotonic() < there:
            return None
        return crew.Task(left.pop(), math.factorial, (3,))

    try:
        assert list(made.work(choose, lambda: bool(left))) == [(3, 6)]
        assert time.monotonic() > there
    finally:
        made.stop()


def test_who_works_with_a_crew_hears_when_another_thread_stops_it() -> None:
    made = crew.Crew()
    made.grow(2)
    stopped = threading.Timer(.3, made.stop)
    stopped.start()
    with pytest.raises(LayoutError, match="stopped"):
        list(made.each(time.sleep, enumerate([60, 60, 60])))
    stopped.join()
    assert not len(made)


def test_a_crew_has_ended_when_it_is_stopped() -> None:
    made = crew.Crew()
    made.grow(2)
    made.tell(1, time.sleep, 60)
    left = [hand.process for hand in made._hands]
    made.stop()
    assert [process.returncode for process in left] == [0, 0]


# --- foresight ------------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, tuple[str, ...]]]:
    """How many processes each crew gets, and what they import, without any being started."""
    told: list[tuple[str, int, tuple[str, ...]]] = []

    @dataclass
    class Heard(crew.Crew):
        name: str = ""

        def grow(self, number: int, modules: Sequence[str] = ()) -> None:
            told.append((self.name, number, tuple(modules)))

    monkeypatch.setenv("OCTAVO_PROCESSES", "2")
    monkeypatch.setattr(crew, "_crews", {name: Heard(name=name) for name in ("figures", "pages")})
    return told


def test_a_long_report_that_was_never_built_finds_processes_that_draw_and_set(
    long: Path, tmp_path: Path, started: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    foresight.prepare(long, ["pdf"], tmp_path)
    assert [(name, number) for name, number, _ in started] == [("figures", 2), ("pages", 2)]
    assert all(("weasyprint" in modules) == (name == "pages") for name, _, modules in started)


def test_one_that_was_built_finds_one_process_that_sets(
    long: Path, tmp_path: Path, started: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    fresh.file_of("pdf", long, tmp_path).write_bytes(b"the last one")
    fresh.remember("pdf", long, "", tmp_path, tmp_path)
    foresight.prepare(long, ["pdf"], tmp_path)
    assert [(name, number) for name, number, _ in started] == [("pages", 1)]


def test_no_process_is_started_where_one_is_all_that_is_allowed(
    long: Path, tmp_path: Path, started: list[tuple[str, int, tuple[str, ...]]],
    monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OCTAVO_PROCESSES", "1")
    foresight.prepare(long, ["pdf"], tmp_path)
    assert started == []


# --- the store ------------------------------------------------------------------------------


def test_nothing_is_set_again_when_nothing_has_changed(
    long: Path, drawings: Path, tmp_path: Path, done: list[tuple[str, str]]
) -> None:
    keep = _keep(drawings, tmp_path / "keep", units=True)
    assert _pdf(long, tmp_path, keep) == (drawings / "dist" / "long.pdf").read_bytes()
    assert done == []


def test_a_changed_sentence_costs_its_unit_alone(
    long: Path, drawings: Path, tmp_path: Path, done: list[tuple[str, str]]
) -> None:
    words = _first_words(long, "02-part-2.md")
    edited = _edited(long, tmp_path, "02-part-2.md", words, words[::-1].capitalize())
    keep = _keep(drawings, tmp_path / "keep", units=True)
    warm = _pdf(edited, tmp_path / "warm", keep)
    assert {unit for _, unit in done} == {"part-2"}
    assert warm == _pdf(edited, tmp_path / "cold", _keep(drawings, tmp_path / "new", units=False))


def test_pages_that_move_are_numbered_as_if_all_were_set_anew(
    long: Path, drawings: Path, tmp_path: Path, done: list[tuple[str, str]]
) -> None:
    """A page more in the first chapter: those after it begin a page later, and say so."""
    words = _first_words(long, "01-part-1.md")
    edited = _edited(long, tmp_path, "01-part-1.md", words, words + " and so on" * 700)
    warm = _pdf(edited, tmp_path / "warm", _keep(drawings, tmp_path / "keep", units=True))
    cold = _pdf(edited, tmp_path / "cold", _keep(drawings, tmp_path / "new", units=False))
    assert warm == cold
    before, after = (Printed(file).destinations["part-2"] for file in (
        drawings / "dist" / "long.pdf", tmp_path / "warm" / "long.pdf"))
    assert after > before


def test_a_damaged_store_is_made_again(
    long: Path, drawings: Path, tmp_path: Path, done: list[tuple[str, str]]
) -> None:
    keep = _keep(drawings, tmp_path / "keep", units=True)
    for number, file in enumerate(sorted((keep / "units").iterdir())):
        if number % 2:
            file.write_bytes(file.read_bytes()[:-9])
    for file in (keep / "programs").iterdir():
        file.unlink()
    assert _pdf(long, tmp_path, keep) == (drawings / "dist" / "long.pdf").read_bytes()
    assert done

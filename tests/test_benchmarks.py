"""The benchmarks: what is built is the same for all, and what is measured is said plainly."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html
from rich.console import Console

from benchmarks import bench, composed, for_pandoc, into_typst, made_up, shown
from benchmarks.contestants import Contestant, Course, contestants
from benchmarks.measured import measured
from report import press
from tests.built import Built, build

PAGES, NOTES = 10, 6


@pytest.fixture(scope="module")
def small(kept: Path) -> tuple[Path, Built]:
    """The smallest made-up report, and its PDF."""
    folder = made_up.write(kept / "source" / "small", PAGES, NOTES, 10)
    return folder, build(folder, ("pdf",), kept / "small", kept)


@pytest.fixture(scope="module")
def document(small: tuple[Path, Built], kept: Path) -> Path:
    """Its pages as one document."""
    return composed.write(small[0], kept, kept / "document")


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*") if file.is_file()}


# --- the made-up report -----------------------------------------------------------------------


def test_the_same_pages_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    twice = [_files(made_up.write(tmp_path / name, 100, 60, 100)) for name in "ab"]
    other = _files(made_up.write(tmp_path / "c", 100, 60, 100, seed=2))

    assert twice[0] == twice[1]
    assert twice[0]["text/01-part-1.md"] != other["text/01-part-1.md"]


def test_a_small_report_has_the_pages_asked_for_and_nothing_is_complained_of(
    small: tuple[Path, Built],
) -> None:
    _, built = small

    assert built.printed.pages == pytest.approx(PAGES, abs=1)
    assert not built.complaints
    assert built.report.figures()
    assert built.report.grids()


def test_a_turn_changes_one_sentence_of_one_chapter(tmp_path: Path) -> None:
    folder = made_up.write(tmp_path / "report", 100, 60, 100)
    before = _files(folder)
    made_up.reword(folder, 1)
    after = _files(folder)
    made_up.reword(folder, 2)

    (changed,) = [name for name in before if before[name] != after[name]]
    lines = zip(before[changed].splitlines(), after[changed].splitlines(), strict=True)
    (pair,) = [(old.decode(), new.decode()) for old, new in lines if old != new]
    old, new = (words.partition(". ") for words in pair)
    assert old[0] != new[0]
    assert old[2].endswith(new[2].partition(". ")[2])
    assert _files(folder)[changed] != after[changed]


# --- what the others are given ----------------------------------------------------------------


def test_weasyprint_alone_gives_the_pages_that_octavo_gives(
    small: tuple[Path, Built], document: Path
) -> None:
    file = document.with_name("alone.pdf")
    subprocess.run([sys.executable, "-m", "weasyprint", document.name, file.name],
                   cwd=document.parent, check=True)

    assert _words(file) == _words(small[1].files["pdf"])


def _words(file: Path) -> list[list[str]]:
    """The words of each page, as they stand on it."""
    shown = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True,
                           text=True, check=True).stdout
    return [page.split() for page in shown.removesuffix("\f").split("\f")]


def test_typst_is_given_every_note_figure_and_table(
    small: tuple[Path, Built], document: Path
) -> None:
    folder, built = small
    text = into_typst.write(
        document.parent, press.understand(folder)[2].measures).read_text(encoding="utf-8")

    assert text.count("#footnote[") == document.read_text(encoding="utf-8").count(
        'class="footnote"') > 0
    assert text.count("#figure(") == len(built.report.figures()) + len(built.report.grids())
    names = set(re.findall(r"\] <([\w-]+)>$|\) <([\w-]+)>$", text, re.MULTILINE))
    asked = set(re.findall(r"#(?:link|folio)\(<([\w-]+)>\)", text))
    assert asked <= {name for pair in names for name in pair}


def test_pandoc_is_given_every_word_of_the_text_and_its_notes_apart(document: Path) -> None:
    file = for_pandoc.write(document.parent)
    given, taken = (html.fromstring(each.read_bytes()) for each in (document, file))

    notes = [note.get("id") for note in given.find_class("footnote")]
    assert [note.get("id") for note in taken.iter("aside")] == notes
    for page in (given, taken):
        for part in [*page.iter("nav", "header"), *page.find_class("footnote")]:
            part.drop_tree()
    assert given.text_content().split() == taken.text_content().split()


def test_who_is_not_installed_is_left_out_with_a_word(tmp_path: Path) -> None:
    console = Console(width=100, record=True)
    nobody = tmp_path / "python"
    nobody.write_text("#!/bin/sh\nexit 1\n")
    nobody.chmod(0o755)

    here = bench._wanted(contestants(str(nobody)), "weasyprint,typst", console)

    assert [each.name for each in here] == ["weasyprint"]
    assert console.export_text().strip() == \
        "Typst is left out: there is no Python module typst here."


def test_an_unknown_contestant_is_named() -> None:
    with pytest.raises(SystemExit, match=r"no contestant “princ”.*prince"):
        bench._wanted(contestants(), "princ", Console())


# --- what is measured -------------------------------------------------------------------------

_TWO = """
import subprocess, sys, time
if len(sys.argv) == 1:
    subprocess.run([sys.executable, __file__, "child"], check=True)
    print("done")
else:
    held = b"x" * 60_000_000
    begun = time.process_time()
    while time.process_time() - begun < 0.3: pass
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says it")
def test_processors_and_memory_of_each_process_are_measured(tmp_path: Path) -> None:
    (tmp_path / "two.py").write_text(_TWO)

    run = measured([sys.executable, "two.py"], tmp_path)

    assert (run.said, run.failed) == ("done", "")
    assert run.wall >= 0.3
    assert run.cpu >= 0.3
    assert len(run.peaks) == 2
    assert run.peaks[0] > 60 > run.peaks[1]
    assert run.together > run.peaks[0]


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    run = measured([sys.executable, "-c", "raise SystemExit('no paper')"], tmp_path)

    assert run.failed == "no paper"


def test_contestants_run_by_turns_and_one_that_fails_is_left_out(
    small: tuple[Path, Built], tmp_path: Path
) -> None:
    ran: list[str] = []

    def contestant(name: str, code: str, says: bool = False) -> Contestant:
        return Contestant(name, name, lambda course: [sys.executable, "-c", code],
                          lambda course: ran.append(f"{name}{course.turn}"), "{name}.pdf",
                          in_document=False, says=says)

    course = Course(tmp_path / "report", tmp_path)
    course.source.with_suffix(".pdf").write_bytes(small[1].files["pdf"].read_bytes())
    said = {"seconds": 7, "cpu": 5, "first": {"seconds": 9}}
    took = bench._raced(
        [contestant("one", "pass"), contestant("two", "raise SystemExit('no ink')"),
         contestant("three", f"print({json.dumps(json.dumps(said))})", says=True)],
        course, 2, "10 pages", console := Console(width=100, record=True))

    assert ran == ["one0", "two0", "three0", "one1", "two1", "three1"]
    assert took["contestants"].keys() == {"one", "three"}
    assert took["contestants"]["three"]["wall"] == 7
    assert took["contestants"]["one"]["pages"] == small[1].printed.pages
    assert took["stages"]["cold"] == {"seconds": 9}
    assert "10 pages: two failed: no ink" in console.export_text()


def _took(wall: float) -> dict[str, float]:
    return {"pages": 1000, "wall": wall, "cpu": wall, "largest": 600.0, "together": 900.0}


RESULTS = {
    "machine": "2 cores", "load": 0.1, "times": 3,
    "words": {"octavo-cold": "Octavo, cold", "weasyprint": "WeasyPrint alone"},
    "sizes": [{"asked": 1000, "stages": {},
               "contestants": {"octavo-cold": _took(30.0), "weasyprint": _took(100.0)}}],
}


def test_the_tables_say_ratios_and_by_how_much_an_aim_is_missed() -> None:
    tables = shown.tables(RESULTS)

    assert "| Octavo, cold | 30.0 s, 0.300 |" in tables
    assert "| cold, 1,000 pages, of WeasyPrint alone | 0.25 | 0.300 | missed by 20% |" in tables
    assert "| the largest process, 1,000 pages | 512 MB | 600 MB | missed by 17% |" in tables
    assert "busy" not in tables
    assert "a load of 3.0" in shown.tables({**RESULTS, "load": 3.0})


def test_the_tables_are_written_between_the_markers_and_nowhere_else() -> None:
    page = bench.DOCS.read_text(encoding="utf-8")
    head, foot = page.partition(shown.BEGIN)[0], page.partition(shown.END)[2]

    once = shown.replaced(page, "| 1 |")

    assert once == f"{head}{shown.BEGIN}\n\n| 1 |\n\n{shown.END}{foot}"
    assert shown.replaced(once, "| 2 |") == once.replace("| 1 |", "| 2 |")
    with pytest.raises(ValueError, match="measured"):
        shown.replaced("no markers", "| 1 |")


def test_the_machine_is_described_but_not_named() -> None:
    import socket

    assert "cores" in shown.machine()
    assert socket.gethostname() not in shown.machine()

"""A batch: one report for each row, side by side, whatever becomes of the others."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from report import batch, cluster, desk
from report.batch import Batch
from report.crew import Crew, Lost
from report.errors import SourceError
from report.kept import write
from report.outcomes import BUILT, FAILED, UNCHANGED, Outcome
from tests.alive import children, is_alive, soon
from tests.conftest import MakeReport

_TEXT = """\
# Floods in {{ region }}

{{ region }} counted {fact}`people` people.

:::{figure} counts
:name: beds
:data: beds.csv
:label: place
:value: beds
:title: Beds in {{ region }}
:source: Own count
:::
"""
_DATA = {"beds.csv": "place,beds\nHall,30\nSchool,{{ beds }}\n",
         "facts.csv": "id,value,unit,date,source\npeople,{{ people }},people,2016-02-01,Own\n"}
_ROWS = """\
region,people,beds
"Idlib | *north*",44520,80
Homs,many,20
Türkiye,1200,70
Aleppo,600,10
"""


def template(make_report: MakeReport, folder: Path) -> Path:
    return make_report(folder, {"01-floods.md": _TEXT}, _DATA, title="Floods in {{ region }}",
                       identifier="urn:floods:{{ region | slug }}",
                       parameters={"region": "Everywhere", "people": 1, "beds": 2})


def asked(folder: Path, kept: Path, rows: str = _ROWS) -> Batch:
    """A batch of a template whose files lie beside it; what is drawn is kept for all tests."""
    file = folder.parent / "rows.csv"
    file.write_text(rows, encoding="utf-8")
    return Batch(folder, file, ("pdf-leaflet",), folder.parent / "dist" / folder.parent.name,
                 kept, workers=2)


def run(wanted: Batch) -> dict[str, Outcome]:
    orders, read = batch.orders(wanted)
    return {made.name: made
            for made in batch.run(orders, read.unfit, wanted, lambda outcome: None)}


def states(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {name: outcome.state for name, outcome in outcomes.items()}


@pytest.fixture(scope="module")
def built(
    make_report: MakeReport, kept: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Batch, dict[str, Outcome]]:
    """Four rows as PDFs of the text alone, one of them with a number that is none."""
    place = tmp_path_factory.mktemp("batch")
    wanted = asked(template(make_report, place), kept)
    return wanted, run(wanted)


def test_fault_in_one_report_does_not_stop_the_others(
    built: tuple[Batch, dict[str, Outcome]]
) -> None:
    _, outcomes = built
    assert states(outcomes) == {
        "idlib-north": BUILT, "homs": FAILED, "turkiye": BUILT, "aleppo": BUILT}
    fault, *_ = outcomes["homs"].faults
    assert (fault.place.file.name, fault.place.line) == ("facts.csv", 2)
    assert "many" in fault.wrong


def test_values_reach_the_pages(built: tuple[Batch, dict[str, Outcome]]) -> None:
    wanted, _ = built
    there = sorted(file.name for file in wanted.into.glob("*.pdf"))
    assert there == ["aleppo-leaflet.pdf", "idlib-north-leaflet.pdf", "turkiye-leaflet.pdf"]
    words = printed(wanted.into / "idlib-north-leaflet.pdf")
    assert "Idlib | *north* counted 44,520 people" in words
    assert "Beds in Idlib | *north*" in words
    assert "Hall School 30 80" in words
    assert "Aleppo counted 600 people" in printed(wanted.into / "aleppo-leaflet.pdf")


def test_leaflet_begins_with_its_text(built: tuple[Batch, dict[str, Outcome]]) -> None:
    wanted, outcomes = built
    assert outcomes["aleppo"].pages == 1
    assert printed(wanted.into / "aleppo-leaflet.pdf").startswith(
        "As known on 7 March 2016 Floods in Aleppo Aleppo counted")


def printed(file: Path) -> str:
    made = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True, text=True)
    return " ".join(made.stdout.split())


def test_summary_names_each_outcome(built: tuple[Batch, dict[str, Outcome]]) -> None:
    wanted, _ = built
    with (wanted.into / "batch.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["name"], row["outcome"], row["pages"]) for row in rows] == [
        ("2", "idlib-north", "built", "1"), ("3", "homs", "failed", ""),
        ("4", "turkiye", "built", "1"), ("5", "aleppo", "built", "1")]
    assert rows[0]["files"] == "idlib-north-leaflet.pdf"
    assert "facts.csv:2" in rows[1]["fault"]


def test_reports_are_the_same_however_many_are_built_at_once(
    built: tuple[Batch, dict[str, Outcome]], tmp_path: Path
) -> None:
    wanted, outcomes = built
    alone = replace(wanted, into=tmp_path / "alone", workers=1)
    *_, last = batch.orders(alone)[0]
    (aleppo,) = batch.run([last], (), alone, lambda outcome: None)
    assert (aleppo.state, aleppo.files) == (BUILT, outcomes["aleppo"].files)


def test_only_what_has_changed_is_built_again(
    built: tuple[Batch, dict[str, Outcome]], tmp_path: Path
) -> None:
    first, outcomes = built
    shutil.copytree(first.source.parent, tmp_path / "again")
    wanted = replace(
        asked(tmp_path / "again" / "report", first.keep, _ROWS.replace("many", "900")),
        into=tmp_path / "again" / first.into.relative_to(first.source.parent))
    (wanted.into / "aleppo-leaflet.pdf").unlink()
    again = run(wanted)
    assert states(again) == {
        "idlib-north": UNCHANGED, "homs": BUILT, "turkiye": UNCHANGED, "aleppo": BUILT}
    assert again["aleppo"].files == outcomes["aleppo"].files
    assert again["turkiye"].pages == 1
    before = {order.made_from for order in batch.orders(wanted)[0]}
    text = wanted.source / "text" / "01-floods.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert before.isdisjoint(order.made_from for order in batch.orders(wanted)[0])


def test_batch_that_was_stopped_goes_on(
    make_report: MakeReport, kept: Path, tmp_path: Path
) -> None:
    wanted = replace(asked(template(make_report, tmp_path), kept, "".join(
        _ROWS.splitlines(keepends=True)[i] for i in (0, 4, 2))), workers=1)
    orders, _ = batch.orders(wanted)

    before = children()

    def stop(outcome: Outcome) -> None:
        assert len(children()) == len(before) + 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.run(orders, (), wanted, stop)
    assert children() == before
    memory = kept / "batches" / f"{wanted.into.name}.jsonl"
    with memory.open("a", encoding="utf-8") as file:
        file.write('{"name": "hom')  # as a machine leaves it that lost its power
    assert "aleppo,built" in (wanted.into / "batch.csv").read_text(encoding="utf-8")
    assert states(run(wanted)) == {"aleppo": UNCHANGED, "homs": FAILED}


def test_process_that_is_killed_costs_its_own_report_alone(
    make_report: MakeReport, kept: Path, tmp_path: Path
) -> None:
    deadly = "COLUMNS = ()\nOPTIONS = {}\n" \
        "def draw(rows, options, look):\n    import os, signal\n" \
        "    os.kill(os.getpid(), signal.SIGKILL)\n" \
        "def alt(rows, options, look):\n    return 'None.'\n" \
        "def describe(rows, options, look):\n    return 'None.'\n"
    folder = make_report(
        tmp_path, {"01-a.md": "# A title\n\n:::{figure} {{ kind }}\n:name: drawn\n"
                              ":data: a.csv\n:title: A\n:source: B\n:::\n"},
        {"a.csv": "label,value\nA,1\nB,2\n"}, {"kinds/deadly.py": deadly},
        kinds="kinds", parameters={"name": "a", "kind": "counts"})
    wanted = asked(folder, kept, "name,kind\nx,counts\ny,deadly\nz,counts\n")
    outcomes = run(replace(wanted, workers=1))
    assert states(outcomes) == {"x": BUILT, "y": FAILED, "z": BUILT}
    assert "killed by SIGKILL" in outcomes["y"].faults[0].wrong


# --- processes ------------------------------------------------------------------------------


def answer(number: int) -> tuple[int, int]:
    """A number doubled and the process that did it; the process dies of 3, and leaves over 4."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 4:
        os._exit(7)
    time.sleep(.02)
    return 2 * number, os.getpid()


def answered(numbers: Iterable[int], address: str = "") -> dict[int, tuple[int, int] | Lost]:
    """What comes of each number, by a crew of two or by a cluster."""
    if address:
        return dict(cluster.on_cluster(address, answer, numbers))
    two = Crew(mends=True)
    two.grow(2)
    try:
        return dict(two.each(answer, ((number, number) for number in numbers)))
    finally:
        two.stop()


def test_processes_share_the_work_and_outlive_each_other() -> None:
    done = answered(range(40))
    lost = {number: made for number, made in done.items() if isinstance(made, Lost)}
    assert lost == {3: Lost("killed by SIGKILL"), 4: Lost("it left with 7")}
    made = [each for each in done.values() if not isinstance(each, Lost)]
    assert sorted(double for double, _ in made) == [2 * n for n in range(40) if n not in (3, 4)]
    assert 2 <= len({process for _, process in made}) <= 4


# --- a cluster ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def local_cluster() -> Iterator[str]:
    """A Dask cluster on this machine, of one worker of two threads; its address."""
    from benchmarks.batch import cluster as started

    with started(1, threads=2) as address:
        yield address


def test_cluster_builds_the_same(
    built: tuple[Batch, dict[str, Outcome]], local_cluster: str, tmp_path: Path
) -> None:
    wanted, outcomes = built
    made = run(replace(wanted, into=tmp_path / "afar", scheduler=local_cluster))
    assert states(made) == states(outcomes)
    assert made["turkiye"].files == outcomes["turkiye"].files
    assert made["homs"].faults == outcomes["homs"].faults


def test_worker_has_a_process_for_each_thread_and_outlives_them(
    local_cluster: str, tmp_path: Path
) -> None:
    done = answered(range(40), local_cluster)
    lost = {number: made for number, made in done.items() if isinstance(made, Lost)}
    assert lost == {3: Lost("killed by SIGKILL"), 4: Lost("it left with 7")}
    made = [each for each in done.values() if not isinstance(each, Lost)]
    assert sorted(double for double, _ in made) == [2 * n for n in range(40) if n not in (3, 4)]
    assert 2 <= len({process for _, process in made}) <= 4
    long = [tmp_path / name for name in ("one", "two")]
    working = cluster.on_cluster(local_cluster, nap, [tmp_path / "short", *long])
    assert next(working)[0] == tmp_path / "short"
    assert soon(lambda: all(file.stat() for file in long))
    working.close()  # as Ctrl-C does
    processes = [int(file.read_text(encoding="utf-8")) for file in long]
    assert soon(lambda: not any(map(is_alive, processes)))


def nap(file: Path) -> None:
    """Sleep in a process that writes down which it is; briefly, if the file's name says so."""
    write(file, str(os.getpid()).encode())
    time.sleep(.5 if file.name == "short" else 60)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "ftp://a:1"])
def test_address_without_a_scheduler_is_said(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(cluster.ClusterError, match="No Dask scheduler answers at"):
        list(cluster.on_cluster(address, answer, [1]))


# --- the command ----------------------------------------------------------------------------


def command(wanted: Batch, monkeypatch: pytest.MonkeyPatch, edition: str = "leaflet") -> int:
    """Run the command with what it writes beside the rows; what it leaves with."""
    rows = wanted.parameters
    monkeypatch.setattr(desk, "DIST", rows.parent / "dist")
    monkeypatch.setattr(desk, "KEEP", wanted.keep)
    monkeypatch.chdir(rows.parent)
    try:
        desk.run(lambda: desk.batch(str(rows), edition, "", "", 2, "", str(wanted.source), ""))
    except SystemExit as left:
        return int(left.code or 0)
    return 0


def test_command_says_what_came_of_each(
    make_report: MakeReport, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wanted = asked(template(make_report, tmp_path), kept, _ROWS.replace("Türkiye,1200,70\n", ""))
    assert command(wanted, monkeypatch) == 1
    said = capsys.readouterr()
    lines = [line.split() for line in said.out.splitlines() if line]
    assert [line[:2] for line in lines[1:4]] == [
        ["idlib-north", "built,"], ["homs", "failed"], ["aleppo", "built,"]]
    assert "2 built, 1 failed, in" in said.out
    assert "dist/report/batch.csv lists them." in said.out
    assert "homs (rows.csv:3):\n  report/data/facts.csv:2" in said.err
    assert sum(" built" in line for line in said.err.splitlines()) == 2  # as they were done
    asked(wanted.source, kept, "".join(
        line for line in _ROWS.splitlines(keepends=True) if line[0] in "r\"A"))
    assert command(wanted, monkeypatch) == 0
    assert "2 unchanged, in" in capsys.readouterr().out


@pytest.mark.parametrize(("rows", "edition", "says"), [
    ("regoin,people,beds\na,1,2\n", "leaflet", "rows.csv:1: report.toml has no parameter"),
    (_ROWS, "leaflets", "Did you mean “leaflet”?"),
    ("", "leaflet", "rows.csv: This table is empty."),
])
def test_command_refuses_what_cannot_be(
    rows: str, edition: str, says: str, make_report: MakeReport, kept: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    wanted = asked(template(make_report, tmp_path), kept, rows)
    assert command(wanted, monkeypatch, edition) == 1
    said = capsys.readouterr().err
    assert says in said
    assert "Nothing was written" in said


def test_one_identifier_for_all_is_said(
    make_report: MakeReport, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make_report(tmp_path, {"01-a.md": "# {{ a }}\n\nWords.\n"}, parameters={"a": "b"})
    wanted = asked(folder, kept, "a\nx\ny\n")
    assert command(wanted, monkeypatch) == 0
    assert "report/report.toml:4: All these reports have one identifier." in capsys.readouterr().out


def test_file_that_is_not_there_is_said(
    make_report: MakeReport, kept: Path, tmp_path: Path
) -> None:
    wanted = asked(template(make_report, tmp_path), kept)
    with pytest.raises(SourceError, match="cannot be read"):
        batch.orders(replace(wanted, parameters=tmp_path / "nowhere.csv"))

"""What an author gets wrong: each fault is said once, with its place, and harms nothing.

`tests/broken` holds the small reports with one thing wrong in each.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from report import desk, press
from report.errors import SourceError
from tests.broken import BROKEN, written
from tests.broken.parts import FIGURE, PEOPLE, Broken
from tests.conftest import ROOT, MakeReport


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_fault_is_said_once_with_its_place(
    broken: Broken, tmp_path: Path, make_report: MakeReport
) -> None:
    report = written(make_report, tmp_path, broken.files)

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    said = [str(fault) for fault in caught.value.faults]
    assert len(said) == 1, "\n".join(said)
    assert said[0].startswith(f"{report}/"), said[0]
    assert f"/{broken.at}: " in said[0]
    assert broken.says in said[0]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_fault_leaves_what_was_built(
    broken: Broken, tmp_path: Path, make_report: MakeReport, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = written(make_report, tmp_path, broken.files)
    dist = tmp_path / "dist"
    dist.mkdir()
    for suffix in ("html", "pdf", "epub"):
        (dist / f"report.{suffix}").write_text(f"the last {suffix}")
    monkeypatch.setattr(desk, "DIST", dist)
    monkeypatch.setattr(desk, "KEEP", tmp_path / "kept")

    with pytest.raises(SystemExit) as left:
        desk.run(lambda: desk.build(("html", "pdf", "epub"), "", str(report), "", False))

    said = capsys.readouterr()
    assert left.value.code == 1
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.rstrip().endswith("Nothing was written.")
    assert {file.name: file.read_text() for file in dist.iterdir()} == {
        f"report.{suffix}": f"the last {suffix}" for suffix in ("html", "pdf", "epub")}


# --- several at once ------------------------------------------------------------------------


def test_all_faults_are_said_in_one_run_in_the_order_of_the_files(
    tmp_path: Path, make_report: MakeReport
) -> None:
    report = make_report(
        tmp_path,
        texts={
            "02-south.md": "# South\n\nCut.[^a]\n\n:::{figur} counts\n:::\n",
            "01-north.md": f"# North\n\nSee {{numref}}`gate`.\n\n{FIGURE}",
        },
        data={"people.csv": PEOPLE.replace("600", "many"), "spare.csv": "a,b\n1\n"},
        files={"images/gate.png": "A gate."},
    )

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    assert [(fault.place.file.name, fault.place.line) for fault in caught.value.faults] == [
        ("people.csv", 3), ("spare.csv", 2), ("gate.png", 0), ("01-north.md", 3),
        ("02-south.md", 3), ("02-south.md", 5),
    ]


def test_empty_settings_say_what_is_wanted(tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path, files={"report.toml": ""})

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    assert [fault.wrong for fault in caught.value.faults] == [
        f"The setting “{name}” is missing." for name in ("date", "identifier", "language", "title")]
    assert all(fault.mend.startswith("Add a line such as: ") for fault in caught.value.faults)


# --- the real command -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with nothing built in it but one old file."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("report", "figures", "styles"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tasks.py", copy)
    (copy / "dist").mkdir()
    (copy / "dist" / "report.html").write_text("the last page")
    return copy


@pytest.mark.parametrize("name", [
    "missing data file", "text where a number belongs", "settings not TOML", "text in Latin-1"])
def test_the_command_leaves_with_1_and_one_message(
    name: str, checkout: Path, tmp_path: Path, make_report: MakeReport
) -> None:
    broken = next(broken for broken in BROKEN if broken.name == name)
    report = written(make_report, tmp_path, broken.files)

    done = subprocess.run(
        [sys.executable, "-m", "invoke", "html", "--source", str(report)], cwd=checkout,
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONWARNINGS": "error"})

    assert done.returncode == 1
    assert done.stdout == ""
    first, *_, last = done.stderr.strip().splitlines()
    assert first.startswith(f"{report}/")
    assert f"/{broken.at}: " in first
    assert last == "1 fault. Nothing was written."
    assert "Traceback" not in done.stderr
    assert [file.name for file in (checkout / "dist").glob("[!.]*")] == ["report.html"]
    assert (checkout / "dist" / "report.html").read_text() == "the last page"


@pytest.mark.parametrize("source, says", [
    ("nowhere", "nowhere: There is no such folder."),
    ("tasks.py", "tasks.py: There is no report here."),
    (".", "There is no report here."),
])
def test_the_command_wants_a_report(source: str, says: str, checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "html", "--source", source], cwd=checkout,
        capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr

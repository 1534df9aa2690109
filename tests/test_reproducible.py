"""The same source gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from report import desk
from tests.built import build, sample_built
from tests.conftest import MakeReport

ROOT = Path(__file__).parent.parent
_BUILD = """
import sys, warnings
from pathlib import Path
warnings.simplefilter("ignore", ResourceWarning)
from report import press
from report.clock import Clock
source, dist = map(Path, sys.argv[1:])
press.build(source, ["html", "pdf", "epub"], dist, dist / ".kept", Clock())
"""


def _built_apart(source: Path, place: Path, seed: str, processes: str) -> dict[str, bytes]:
    """Build a copy of a report in a place of its own, by processes of its own, nothing kept."""
    copy = place / "somewhere" / source.name
    shutil.copytree(source, copy)
    for file in copy.rglob("*"):
        os.utime(file, (1, int(seed) * 86400))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed,
                   "TZ": f"UTC+{seed}", "LC_ALL": "C.UTF-8", "OCTAVO_PROCESSES": processes}
    environment.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run([sys.executable, "-c", _BUILD, str(copy), str(place / "dist")], cwd=place,
                   env=environment, check=True)
    return {file.suffix: file.read_bytes() for file in (place / "dist").glob("aleppo.*")}


@pytest.fixture(scope="module")
def two_builds(
    sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    first, second = (_built_apart(sample, tmp_path_factory.mktemp(name), seed, processes)
                     for name, seed, processes in (("here", "1", "1"), ("far", "5", "2")))
    return first, second


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".epub"])
def test_two_builds_in_two_places_give_the_same_bytes(
    two_builds: tuple[dict[str, bytes], dict[str, bytes]], suffix: str
) -> None:
    first, second = two_builds
    assert first[suffix] == second[suffix]


def test_no_time_of_building_is_in_the_container(
    two_builds: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path
) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(two_builds[0][".epub"])
    with zipfile.ZipFile(file) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dist/ of its own for the commands; returns it."""
    dist = tmp_path / "dist"
    monkeypatch.setattr(desk, "DIST", dist)
    monkeypatch.setattr(desk, "KEEP", dist / ".kept")
    return dist


def test_a_build_with_nothing_changed_writes_nothing(
    workshop: Path, make_report: MakeReport, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_report(tmp_path)
    desk.build(["html", "epub"], "", str(folder), "", False)
    before = {file: file.stat().st_mtime_ns for file in workshop.glob("report.*")}
    assert len(before) >= 2
    capsys.readouterr()
    desk.build(["html", "epub"], "", str(folder), "", False)
    assert {file: file.stat().st_mtime_ns for file in workshop.glob("report.*")} == before
    assert "Nothing to do" in capsys.readouterr().out


@pytest.mark.parametrize("change", ["text", "file in dist"])
def test_a_build_with_something_changed_writes_it(
    workshop: Path, make_report: MakeReport, tmp_path: Path, change: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = make_report(tmp_path)
    desk.build(["html"], "", str(folder), "", False)
    page = workshop / f"{folder.name}.html"
    first = page.read_bytes()
    if change == "text":
        text = folder / "text" / "01-north.md"
        text.write_text(text.read_text() + "\nIt was cut again.\n")
    else:
        page.write_bytes(b"")
    desk.build(["html"], "", str(folder), "", False)
    assert "Built in" in capsys.readouterr().out.splitlines()[-1]
    assert (page.read_bytes() == first) is (change == "file in dist")


def test_pages_that_are_laid_out_where_they_stood_are_those_that_were_moved_there(
    sample: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an update of Octavo: it is known where pages stand, and they are laid out anew."""
    first = sample_built(sample, kept).files["pdf"].read_bytes()
    monkeypatch.setattr("report.fresh.code", lambda: "another")
    again = build(sample, ("pdf",), tmp_path, kept)
    assert again.files["pdf"].read_bytes() == first

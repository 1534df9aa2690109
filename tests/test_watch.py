"""`invoke watch`: a build after each save, and faults that do not end it."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from report import watching
from tests.conftest import MakeReport

ROOT = Path(__file__).parent.parent
_WATCH = """
import signal, sys
from pathlib import Path
from report import desk
signal.signal(signal.SIGINT, signal.default_int_handler)  # as on a terminal; a shell's jobs lack it
source, dist = map(Path, sys.argv[1:])
desk.DIST, desk.KEEP = dist, dist / ".kept"
desk.run(lambda: desk.watch("html", "", str(source), ""))
"""


class Watching:
    """A watch in a process of its own, and what it says."""

    def __init__(self, source: Path, dist: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-c", _WATCH, str(source), str(dist)], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self._said: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._said.put(line)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._listener.join()
        assert self.process.stdout
        self.process.stdout.close()

    def hears(self, words: str) -> str:
        """All that is said up to some words; fails if they do not come within two minutes."""
        said = ""
        while words not in said:
            said += self._said.get(timeout=120)
        return said


@pytest.fixture
def report(make_report: MakeReport, tmp_path: Path) -> Path:
    return make_report(tmp_path / "source" / "roads")


@pytest.fixture
def watch(report: Path, tmp_path: Path) -> Iterator[Watching]:
    made = Watching(report, tmp_path / "dist")
    try:
        made.hears("watching. Ctrl-C ends it.")
        yield made
    finally:
        made.end()


def test_it_builds_at_every_save_and_outlives_a_fault(
    watch: Watching, report: Path, tmp_path: Path
) -> None:
    text, page = report / "text" / "01-north.md", tmp_path / "dist" / f"{report.name}.html"
    before = text.read_text(encoding="utf-8")
    assert "3 February" in page.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")

    text.write_text(before + "\nIt was opened again.\n", encoding="utf-8")
    assert "01-north.md changed" in watch.hears("up to date")
    good = page.read_bytes()
    assert b"It was opened again." in good

    text.write_text(before + "\nSee {numref}`nowhere`.\n", encoding="utf-8")
    said = watch.hears("Nothing was written; watching")
    assert "01-north.md:5" in said
    assert page.read_bytes() == good

    text.write_text(before + "\nIt was closed.\n", encoding="utf-8")
    watch.hears("up to date")
    assert b"It was closed." in page.read_bytes()

    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(timeout=30) == 0


def test_an_interrupted_build_ends_it_too(tmp_path: Path) -> None:
    said: list[object] = []

    def interrupted() -> None:
        raise KeyboardInterrupt

    watching.watch([tmp_path], interrupted, said.append, said.append)
    assert not said


def test_an_edition_that_there_is_not() -> None:
    done = subprocess.run([sys.executable, "-m", "invoke", "watch", "--editions", "pfd"], cwd=ROOT,
                          text=True, capture_output=True, check=False)
    assert done.returncode == 1
    assert "Did you mean “pdf”?" in done.stderr

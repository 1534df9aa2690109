"""Measured: a command's seconds, its processors' seconds, and the memory of each process."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_EVERY = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Measured:
    """One run of a command with all processes that it started.

    `wall` are seconds on the clock, `cpu` those of all processors, for the program and for the
    system. `peaks` is the most memory that each process held, the greatest first, and
    `together` the most that all held at one time, in megabytes; what processes share counts for
    each. `said` is the last line printed, `failed` what it complained of if it did not end well.
    """

    wall: float
    cpu: float
    peaks: tuple[float, ...]
    together: float
    said: str
    failed: str = ""


def measured(command: Sequence[str], folder: Path) -> Measured:
    """Run a command in a folder to its end."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=err)
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        said, complaint = _last_line(out), _last_line(err)
    failed = (complaint or f"ended with {process.returncode}") if process.returncode else ""
    peaks = tuple(sorted(watch.peaks.values(), reverse=True))
    together = max(watch.together, *peaks, 0.0)
    return Measured(wall, used.ru_utime + used.ru_stime, peaks, together, said, failed)


def _last_line(written: IO[bytes]) -> str:
    written.seek(0)
    lines = written.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


class _Watch(threading.Thread):
    """Looks at the memory of a process and all that it started, until told to stop.

    Linux keeps the most that a process has held, so that a rare look misses none that lives
    longer than the time between two. Elsewhere nothing is seen.
    """

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.peaks: dict[int, float] = {}
        self.together = 0.0
        self._root = root
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(_EVERY):
            now = 0.0
            for pid in _family(self._root):
                peak, held = _memory(pid)
                self.peaks[pid] = max(peak, self.peaks.get(pid, 0.0))
                now += held
            self.together = max(self.together, now)

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(root: int) -> set[int]:
    """A process and those that come from it."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (place / "stat").read_text(errors="replace").rpartition(")")[2]
        except OSError:
            continue  # it has ended since
        parents[int(place.name)] = int(after_name.split()[1])
    family, more = set[int](), {root} & parents.keys()
    while more:
        family |= more
        more = {pid for pid, parent in parents.items() if parent in family} - family
    return family


def _memory(pid: int) -> tuple[float, float]:
    """The most that a process has held, and what it holds now, in megabytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0, 0.0
    found = {name: line.split()[0] for name, _, line in
             (row.partition(":") for row in status.splitlines()) if name in ("VmHWM", "VmRSS")}
    return int(found.get("VmHWM", 0)) / 1024, int(found.get("VmRSS", 0)) / 1024

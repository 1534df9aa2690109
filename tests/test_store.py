"""The store of what need not be made again: whole or missing, bounded, safe under two builds."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from report import kept, store
from report.store import Store, swept

ROOT = Path(__file__).parent.parent


def _of_age(file: Path, seconds: float) -> None:
    known = file.stat().st_mtime - seconds
    os.utime(file, (known, known))


def test_what_was_put_is_there_again(tmp_path: Path) -> None:
    here = Store(tmp_path / "units")
    here.put("abc", b"pages")
    assert here.get("abc") == b"pages"
    assert here.get("abd") is None


def test_nothing_may_be_kept_as_well(tmp_path: Path) -> None:
    Store(tmp_path).put("abc", b"")
    assert Store(tmp_path).get("abc") == b""


@pytest.mark.parametrize("spoil", [
    lambda data: data[:-1], lambda data: b"", lambda data: data[:8],
    lambda data: data[:-1] + bytes([data[-1] ^ 1]), lambda data: bytes(len(data)),
])  # fmt: skip
def test_an_entry_that_is_not_whole_is_made_again(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    here = Store(tmp_path)
    here.put("abc", b"pages")
    (tmp_path / "abc").write_bytes(spoil((tmp_path / "abc").read_bytes()))
    assert here.get("abc") is None
    here.put("abc", b"pages")
    assert here.get("abc") == b"pages"


def test_an_entry_under_another_name_counts_as_missing(tmp_path: Path) -> None:
    Store(tmp_path).put("abc", b"pages")
    (tmp_path / "abc").rename(tmp_path / "abd")
    assert Store(tmp_path).get("abd") is None


def test_a_disk_that_refuses_keeps_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "units").write_text("a file where the folder should be", encoding="utf-8")
    Store(tmp_path / "units").put("abc", b"pages")
    assert Store(tmp_path / "units").get("abc") is None
    assert swept(tmp_path) == 0


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    here = Store(tmp_path / "units")
    for age, key in enumerate(["new", "used", "old", "oldest"]):
        here.put(key, bytes(1000))
        _of_age(tmp_path / "units" / key, 1000 * age)
    assert here.get("used") is not None
    assert swept(tmp_path, bound=2500) > 0
    assert [key for key in ("new", "used", "old", "oldest") if here.get(key)] == ["new", "used"]


def test_what_is_kept_as_a_file_is_used_by_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "fonts" / "face.ttf"
    kept.kept(file, lambda: bytes(1000))
    _of_age(file, 1000)
    Store(tmp_path / "units").put("abc", bytes(1000))
    _of_age(tmp_path / "units" / "abc", 500)
    kept.kept(file, lambda: b"")
    swept(tmp_path, bound=1500)
    assert file.exists()
    assert Store(tmp_path / "units").get("abc") is None


def test_within_the_bound_nothing_goes(tmp_path: Path) -> None:
    Store(tmp_path / "units").put("abc", bytes(1000))
    assert swept(tmp_path, bound=1100) == 0
    assert Store(tmp_path / "units").get("abc")


def test_records_of_builds_are_never_swept(tmp_path: Path) -> None:
    for name in ("placements", "builds"):
        kept.write(tmp_path / name / "aleppo.json", bytes(1000))
    swept(tmp_path, bound=0)
    assert len(list(tmp_path.glob("*/aleppo.json"))) == 2


def test_what_a_killed_build_left_half_written_goes(tmp_path: Path) -> None:
    left, writing = tmp_path / "units" / ".abc.1-1", tmp_path / "units" / ".abd.2-2"
    for file in (left, writing):
        kept.write(file, b"half")
    _of_age(left, 2 * store._ABANDONED)
    swept(tmp_path)
    assert not left.exists()
    assert writing.exists()


def test_the_folder_may_go_while_it_is_used(tmp_path: Path) -> None:
    """One thread deletes while another works: each entry is whole or missing, and none fails."""
    here, done = Store(tmp_path / "units"), threading.Event()

    def delete() -> None:
        while not done.is_set():
            shutil.rmtree(tmp_path / "units", ignore_errors=True)

    deleting = threading.Thread(target=delete)
    deleting.start()
    try:
        for number in range(300):
            here.put(str(number), b"%d" % number * 1000)
            assert here.get(str(number)) in (None, b"%d" % number * 1000)
            swept(tmp_path, bound=10_000)
    finally:
        done.set()
        deleting.join()


_WORK = """
import sys
from pathlib import Path
from report.store import Store, swept
keep = Path(sys.argv[1])
here = Store(keep / "units")
for turn in range(150):
    key = str(turn % 30)
    whole = key.encode() * 2000
    assert here.get(key) in (None, whole), key
    here.put(key, whole)
    swept(keep, bound=40_000)
"""


def test_two_processes_may_write_and_sweep_at_once(tmp_path: Path) -> None:
    working = [Popen([sys.executable, "-W", "error", "-c", _WORK, str(tmp_path)], cwd=ROOT,
                     stderr=PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[1] for process in working]
    assert said == ["", ""]
    assert [process.returncode for process in working] == [0, 0]
    assert not list((tmp_path / "units").glob(".*"))
    swept(tmp_path, bound=40_000)
    assert sum(file.stat().st_size for file in (tmp_path / "units").iterdir()) <= 40_000

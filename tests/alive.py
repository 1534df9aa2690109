"""Processes that run still, and waiting for what comes soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def is_alive(process: int) -> bool:
    """Whether a process runs still; one that nobody has buried does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def children() -> set[str]:
    """The processes that this one has started, and not buried."""
    return {number for file in Path("/proc/self/task").glob("*/children")
            for number in file.read_text(encoding="utf-8").split()}


def soon(there: Callable[[], object]) -> bool:
    """Whether something comes true, or a file is found, within some seconds."""
    for _ in range(200):
        with suppress(FileNotFoundError):
            if there():
                return True
        time.sleep(.1)
    return False

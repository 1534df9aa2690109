"""The command `invoke pdf`, but for where it writes: into a folder of its own.

    python -m benchmarks.octavo SOURCE WORK
"""

from __future__ import annotations

import sys
from pathlib import Path

from invoke.program import Program

import tasks
from report import desk


def main() -> None:
    source, work = sys.argv[1:]
    desk.DIST, desk.KEEP = Path(work) / "dist", Path(work) / "kept"
    Program(namespace=tasks.namespace).run(["invoke", "pdf", "--source", source])


if __name__ == "__main__":
    main()

"""A build in a process that has built the report before: what an author waits for who keeps
Octavo running.

    python -m benchmarks.warm SOURCE WORK TURN

Builds the PDF, changes one sentence in a middle chapter, and builds it again. Prints as JSON
the seconds of both builds, of each of their stages, and those of all processors in the second.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from pathlib import Path

from benchmarks import made_up
from report import press
from report.clock import Clock
from report.garbage import uncollected


def main() -> None:
    source, work, turn = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    # WeasyPrint 70 leaves its colour profile's file open.
    warnings.simplefilter("ignore", ResourceWarning)
    first, stages_first, passes_first = _built(source, work)
    made_up.reword(source, turn)
    used = _used()
    again, stages, passes = _built(source, work)
    print(json.dumps({
        "seconds": again, "cpu": _used() - used, "stages": stages, "passes": passes,
        "first": {"seconds": first, "stages": stages_first, "passes": passes_first}}))


def _built(source: Path, work: Path) -> tuple[float, dict[str, float], int]:
    """Seconds of a build, those of its stages, and its passes over the pages."""
    clock = Clock()
    begun = time.perf_counter()
    with uncollected(then=False):  # as `desk.build` does
        press.build(source, ["pdf"], work / "dist", work / "kept", clock)
    return time.perf_counter() - begun, clock.seconds, clock.passes


def _used() -> float:
    """Seconds that this process has had of all processors, with those that it waited for."""
    return sum(used.ru_utime + used.ru_stime for used in map(
        resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    main()

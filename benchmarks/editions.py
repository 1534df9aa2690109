"""How long each edition of the PDF takes, beside the one for the screen.

    python -m benchmarks.editions

All are timed by turns in one run, in one process, and the medians count. Figures are drawn
before, nothing is known of the pages, and what an edition comes after is there.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import warnings
from pathlib import Path

from rich.console import Console
from rich.table import Table

from report import fresh, press
from report.clock import Clock
from report.editions.prints import PRINTS

_SAMPLE = Path(__file__).parent.parent / "source" / "aleppo"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=3, help="of how many runs the median counts")
    times = parser.parse_args().times
    # WeasyPrint 70 leaves its colour profile's file open.
    warnings.simplefilter("ignore", ResourceWarning)
    with tempfile.TemporaryDirectory() as place:
        seconds, pages = _timed(Path(place), times)
    Console(width=100).print(_table(seconds, pages))


def _timed(place: Path, times: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Seconds of each edition in each turn, and its pages."""
    seconds: dict[str, list[float]] = {name: [] for name in PRINTS}
    keep = place / "kept"
    press.build(_SAMPLE, list(PRINTS), place, keep, Clock())
    made_from = fresh.inputs(_SAMPLE, "")
    for name in PRINTS:
        fresh.remember(name, _SAMPLE, made_from, place, keep)
    pages = {}
    for _ in range(times):
        for name in PRINTS:
            known = fresh.file_of(name, _SAMPLE, keep / "placements").with_suffix(".json")
            known.unlink(missing_ok=True)
            begun = time.perf_counter()
            (written, *_) = press.build(_SAMPLE, [name], place, keep, Clock())
            seconds[name].append(time.perf_counter() - begun)
            pages[name] = written.pages
    return seconds, pages


def _table(seconds: dict[str, list[float]], pages: dict[str, int]) -> Table:
    medians = {name: statistics.median(took) for name, took in seconds.items()}
    screen = next(iter(medians.values()))
    shown = Table(box=None, pad_edge=False)
    for head in ("edition", "pages", "seconds", "of the screen's"):
        shown.add_column(head, justify="left" if head == "edition" else "right")
    for name, took in medians.items():
        shown.add_row(PRINTS[name].name, str(pages[name]), f"{took:.1f}", f"{took / screen:.2f}")
    return shown


if __name__ == "__main__":
    main()

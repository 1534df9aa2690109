"""How long the gallery takes: every kind in every theme, drawn for the first time and again.

    python -m benchmarks.gallery

Cold and warm are timed by turns in one run, each build in a process of its own, and the medians
count. Then each kind is drawn alone, in one process, at the widths of a printed column.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from report import gallery
from report.drawing import drawing
from report.errors import Faults
from report.illustrate import media, orders
from report.press import understand

ROOT = Path(__file__).parent.parent
_PAGE = ("import sys; from pathlib import Path; from report import gallery; "
         "from report.clock import Clock; gallery.page(Path(sys.argv[1]), Clock())")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=3, help="of how many runs the median counts")
    times = parser.parse_args().times
    console = Console(width=100)
    cold, warm = [], []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as keep:
            cold.append(_page(keep))
            warm.append(_page(keep))
    first, again = statistics.median(cold), statistics.median(warm)
    console.print(
        f"the whole gallery, {len(gallery.themes())} themes: {first:.2f} s cold, {again:.2f} s "
        f"warm, {again / first:.2f} of it; Python's start and imports are in both",
        highlight=False)
    console.print(_kinds(times))


def _page(keep: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", _PAGE, keep], cwd=ROOT, check=True)
    return time.perf_counter() - begun


def _kinds(times: int) -> Table:
    """Milliseconds that each kind's example takes to draw, after matplotlib has been imported."""
    shown = Table(box=None, pad_edge=False)
    shown.add_column("kind")
    shown.add_column("milliseconds", justify="right")
    with tempfile.TemporaryDirectory() as place:
        keep = Path(place)
        _, report, theme = understand(gallery.source(keep / "source", gallery.themes()[0]))
        drawable = orders(report, theme, media(theme)["print"], keep, Faults())
        for number, order in enumerate(drawable):
            if not number:
                drawing(order)  # brings matplotlib and the fonts
            took = []
            for run in range(times):
                begun = time.perf_counter()
                # Another width each time, so that no text has been measured for it before.
                look = replace(order.look, width=order.look.width + run / 10)
                drawing(replace(order, look=look))
                took.append(time.perf_counter() - begun)
            shown.add_row(order.kind, f"{statistics.median(took) * 1000:.0f}")
    return shown


if __name__ == "__main__":
    main()

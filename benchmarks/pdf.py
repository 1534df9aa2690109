"""How long `invoke pdf` takes, stage by stage, beside WeasyPrint alone on the same pages.

    python -m benchmarks.pdf --pages 100

Both are timed in one run, by turns, and the median counts. WeasyPrint alone is given the
finished XHTML, the same stylesheet, fonts, drawings and options: one layout and one writing,
which is what it would do for anybody who had all that.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks import made_up
from report import jobs, press
from report.clock import Clock
from report.editions.prints import PRINTS
from report.editions.typesetter import Typesetter
from report.editions.workshop import page
from report.illustrate import attached, draw
from report.model import Placement, Unit
from report.themes import css

ROOT = Path(__file__).parent.parent
T = TypeVar("T")
_STAGES = {
    "start": "starting: imports", "read": "reading the source",
    "draw": "figures, from the cache", "compose": "composing", "layout": "layout, all passes",
    "write": "writing", "inspect": "looking it over",
}


@dataclass(frozen=True)
class Timed:
    """One build: seconds by stage and in all, passes and pages."""

    seconds: dict[str, float]
    whole: float
    passes: int
    pages: int


@dataclass(frozen=True)
class Alone:
    """WeasyPrint alone, told every page number: seconds of importing it, layout and writing."""

    start: float
    layout: float
    write: float

    @property
    def whole(self) -> float:
        return self.layout + self.write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--notes", type=int, help="notes; by default two for three pages")
    parser.add_argument("--references", type=int, help="references; by default one a page")
    parser.add_argument("--times", type=int, default=3, help="of how many runs the median counts")
    asked = parser.parse_args()
    pages = asked.pages
    warnings.simplefilter("ignore", ResourceWarning)
    console = Console(width=100)
    with tempfile.TemporaryDirectory() as place:
        folder = made_up.write(
            Path(place) / "made-up", pages,
            pages * 2 // 3 if asked.notes is None else asked.notes,
            pages if asked.references is None else asked.references)
        ours, theirs = zip(*((_starting("tasks, report.press, weasyprint"),
                              _starting("weasyprint")) for _ in range(asked.times)), strict=True)
        for source in (ROOT / "source" / "aleppo", folder):
            measure(source, Path(place) / "work" / source.name, asked.times,
                    (median(ours), median(theirs)), console)


def measure(
    source: Path, work: Path, times: int, start: tuple[float, float], console: Console
) -> None:
    """Time one report's builds and print what they took; `start` is for us and for WeasyPrint."""
    keep, dist = work / "kept", work / "dist"
    cold = timed(source, dist, keep)
    warm, fresh, alone, again = [], [], [], []
    for _ in range(times):
        alone.append(weasyprint_alone(source, keep))
        warm.append(timed(source, dist, keep))
        for memory in (keep / "placements").glob("*.json"):
            memory.unlink()
        fresh.append(timed(source, dist, keep))
        again.append(_unchanged(source, work))
    starting = start[0]
    engine = Alone(start[1], median([run.layout for run in alone]),
                   median([run.write for run in alone]))
    console.print(_table(f"{source.name}, {cold.pages} pages", warm, starting, engine))
    nothing, known = middle(fresh), middle(warm)
    console.print(
        f"WeasyPrint alone: {engine.layout:.2f} s layout + {engine.write:.2f} s writing = "
        f"{engine.whole:.2f} s, after {engine.start:.2f} s of importing it\n"
        f"figures drawn for the first time: {cold.seconds['draw']:.2f} s\n"
        f"passes: {known.passes} with the last build's numbers, {nothing.passes} when nothing is "
        f"known ({nothing.whole:.2f} s)\n"
        f"nothing changed since: {median(again):.2f} s, and the start of Python and invoke\n",
        highlight=False)


def _table(title: str, runs: list[Timed], starting: float, engine: Alone) -> Table:
    seconds = {"start": starting} | {
        stage: median([run.seconds.get(stage, 0.0) for run in runs]) for stage in _STAGES
        if stage != "start"}
    whole = median([run.whole for run in runs]) + starting
    shown = Table(title=title, title_justify="left", box=None, pad_edge=False)
    shown.add_column("stage")
    for name in ("seconds", "share", "of WeasyPrint alone"):
        shown.add_column(name, justify="right")
    rows = [(_STAGES[stage], seconds[stage]) for stage in _STAGES]
    ours = whole - engine.start - seconds["layout"] - seconds["write"]
    rows += [("in all", whole), ("ours around WeasyPrint", ours),
             ("in all, beyond WeasyPrint alone", whole - engine.start - engine.whole)]
    for words, took in rows:
        shown.add_row(words, f"{took:.2f}", f"{took / whole:.0%}", f"{took / engine.whole:.1%}")
    return shown


# --- what is timed --------------------------------------------------------------------------


def timed(source: Path, dist: Path, keep: Path) -> Timed:
    """Build the PDF once."""
    clock = Clock()
    begun = time.perf_counter()
    written = press.build(source, ["pdf"], dist, keep, clock)
    return Timed(clock.seconds, time.perf_counter() - begun, clock.passes, written[0].pages)


def weasyprint_alone(source: Path, keep: Path) -> Alone:
    """Lay out and write the composed pages, every page number being known."""
    typesetter, xhtml = composed(source, keep)
    layout, document = _seconds(lambda: typesetter.lay_out(xhtml, ""))
    write, _ = _seconds(lambda: document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True))
    return Alone(0.0, layout, write)


def composed(source: Path, keep: Path) -> tuple[Typesetter, str]:
    """A report's pages as one XHTML string, and WeasyPrint with their style and pictures."""
    manuscript, report, look = press.understand(source)
    drawn = draw(report, look, ["print"], keep / "drawings")
    job = jobs.Job(manuscript, report, look, drawn, keep, Clock())
    known = json.loads((keep / "placements" / f"{job.name}.json").read_text(encoding="utf-8"))
    pages = job.compose("pdf", Placement(known["folios"]))
    whole = Unit("whole", "report", "", "".join(unit.body for unit in pages.units))
    typesetter = Typesetter(
        PRINTS["pdf"], look, css(look, "print"), drawn, manuscript.images, attached(report, drawn),
        report.meta.date)
    return typesetter, page(whole, report.meta)


def _starting(modules: str) -> float:
    """Seconds that Python takes to start and import some modules."""
    command = [sys.executable, "-c", f"import {modules}"]
    took, _ = _seconds(lambda: subprocess.run(command, cwd=ROOT, check=True))
    return took


def _unchanged(source: Path, work: Path) -> float:
    """Seconds of finding out that there is nothing to do."""
    from report import fresh

    name, dist, keep = "pdf", work / "dist", work / "kept"
    fresh.remember(name, source, fresh.inputs(source, ""), dist, keep)
    took, is_fresh = _seconds(
        lambda: fresh.is_fresh(name, source, fresh.inputs(source, ""), dist, keep))
    assert is_fresh
    return took


def _seconds(do: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    done = do()
    return time.perf_counter() - begun, done


def median(numbers: Sequence[float]) -> float:
    return statistics.median(numbers)


def middle(runs: list[Timed]) -> Timed:
    """The run that took the median of the times."""
    return sorted(runs, key=lambda run: run.whole)[len(runs) // 2]


if __name__ == "__main__":
    main()

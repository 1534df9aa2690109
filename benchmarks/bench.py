"""How long a PDF takes: Octavo's builds, WeasyPrint alone on the same pages, and rivals.

    python -m benchmarks.bench --pages 10,100 --times 3 --only octavo,weasyprint

All run by turns in one run, each in processes of its own. Medians count. What was measured is
written to dist/bench.json, and with --write as tables into docs/performance.md.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
from rich.console import Console

from benchmarks import made_up, shown
from benchmarks.contestants import ROOT, Contestant, Course, contestants
from benchmarks.measured import Measured, measured
from report import templating
from report.errors import did_you_mean
from report.kept import write

RESULTS = ROOT / "dist" / "bench.json"
DOCS = ROOT / "docs" / "performance.md"


def main() -> None:
    asked = _asked()
    for folder in ("report", "figures"):  # as ./setup does; else each process would do it
        compileall.compile_dir(ROOT / folder, quiet=2)
    templating.prepare()
    console = Console(width=100, highlight=False)
    here = _wanted(contestants(asked.rivals), asked.only, console)
    results: dict[str, Any] = {
        "machine": shown.machine(), "load": os.getloadavg()[0], "times": asked.times,
        "words": {each.name: each.words for each in here}, "sizes": []}
    for pages in asked.pages:
        with tempfile.TemporaryDirectory() as place:
            source = made_up.write(Path(place) / "made-up", pages, pages * 2 // 3, pages)
            results["sizes"].append(
                {"asked": pages, **_raced(here, Course(source, Path(place)), asked.times,
                                          f"{pages:,} pages", console)})
        write(RESULTS, json.dumps(results, indent=1).encode())
    tables = shown.tables(results)
    print(tables)
    if asked.write:
        write(DOCS, shown.replaced(DOCS.read_text(encoding="utf-8"), tables).encode())
        console.print(f"{DOCS.relative_to(ROOT)}  written")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=_numbers, default=[10, 100],
                        help="about how many pages the made-up reports have: 10,100,300,1000")
    parser.add_argument("--times", type=int, default=3, help="of how many turns the median counts")
    parser.add_argument("--only", default="", help="contestants: octavo,weasyprint,prince")
    parser.add_argument("--rivals", default="",
                        help="a Python that has the engines which this one lacks")
    parser.add_argument("--write", action="store_true",
                        help="put the tables into docs/performance.md")
    return parser.parse_args()


def _numbers(words: str) -> list[int]:
    return [int(word) for word in words.split(",")]


def _wanted(all_known: Sequence[Contestant], only: str, console: Console) -> list[Contestant]:
    """The contestants asked for that are installed; of the others it is said why they are not."""
    names = {each.name: each for each in all_known}
    asked = only.split(",") if only else sorted({name.partition("-")[0] for name in names})
    for name in asked:
        if not any(known == name or known.startswith(f"{name}-") for known in names):
            raise SystemExit(f"There is no contestant “{name}”. {did_you_mean(name, names)}")
    wanted = [each for each in all_known
              if each.name in asked or each.name.partition("-")[0] in asked]
    for each in wanted:
        if each.lacks:
            console.print(f"{each.words} is left out: {each.lacks}.")
    here = [each for each in wanted if not each.lacks]
    if not here:
        raise SystemExit("There is nothing to time.")
    return here


def _raced(
    here: Sequence[Contestant], course: Course, times: int, size: str, console: Console
) -> dict[str, Any]:
    """What each contestant took in each turn, as medians, and the stages of Octavo's builds."""
    runs: dict[str, list[Measured]] = {each.name: [] for each in here}
    said: list[dict[str, Any]] = []
    pages: dict[str, int] = {}
    for turn in range(times):
        for each in here:
            now = replace(course, turn=turn)
            each.before(now)
            run = measured(each.command(now), each.folder(now))
            if run.failed:
                console.print(f"{size}: {each.words} failed: {run.failed}")
                continue
            if each.says:
                said.append(json.loads(run.said))
                run = replace(run, wall=said[-1]["seconds"], cpu=said[-1]["cpu"])
            runs[each.name].append(run)
            pages[each.name] = _pages(each.written(now))
            console.print(f"{size}, turn {turn + 1} of {times}: {each.words}, {run.wall:.2f} s")
    return {"contestants": {name: _medians(took, pages[name])
                            for name, took in runs.items() if took},
            "stages": _stages(said)}


def _pages(file: Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def _medians(runs: Sequence[Measured], pages: int) -> dict[str, object]:
    return {
        "pages": pages,
        "wall": statistics.median(run.wall for run in runs),
        "cpu": statistics.median(run.cpu for run in runs),
        "largest": statistics.median(max(run.peaks, default=0.0) for run in runs),
        "together": statistics.median(run.together for run in runs),
        "processes": max(len(run.peaks) for run in runs),
        "walls": [run.wall for run in runs],
    }


def _stages(said: list[dict[str, Any]]) -> dict[str, object]:
    """The first build of the first turn, which knew nothing, and the last one after a change."""
    return {"cold": said[0]["first"], "changed": said[-1]} if said else {}


if __name__ == "__main__":
    main()

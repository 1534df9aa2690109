"""How much faster many short reports are built side by side.

    python -m benchmarks.batch

Briefings of two pages, one for each row of a file, are built by one process, by one on each
core, and by the workers of a Dask cluster on this machine; nothing is known before each turn but
the figures' fonts. The median of the turns counts.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.words import Writer
from report import batch
from report.batch import Batch
from report.crew import Crew
from report.outcomes import BUILT

_SETTINGS = """\
title = "Floods in {{ region }}"
series = "Field briefing"
date = "{{ day }}"
language = "en-GB"
publisher = "Octavo"
identifier = "urn:octavo:floods:{{ region | slug }}"

[parameters]
region = "Everywhere"
day = 2026-03-01
school = 80
hall = 30
church = 10
"""
_TEXT = """\
# The floods in {{{{ region }}}}

{{.lead}}
{lead}

{first}

:::{{figure}} counts
:name: beds
:data: beds.csv
:label: place
:value: beds
:title: Beds in {{{{ region }}}}
:deck: Beds in shelters, by place
:source: Nobody's own count
:::

## What is known in {{{{ region }}}}

{second}[^note]

{third}

{third}

[^note]: {note}
"""
_DATA = "place,beds\nSchool,{{ school }}\nTown hall,{{ hall }}\nChurch,{{ church }}\n"

_ONE = "one process"
_LOOP = "a loop that counts"


@dataclass(frozen=True)
class Took:
    """Seconds of the clock, and of all processors."""

    seconds: float
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200, help="how many briefings")
    parser.add_argument("--times", type=int, default=3, help="of how many turns the median counts")
    parser.add_argument("--without-dask", action="store_true", help="no cluster is started")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        took = _timed(write(Path(place), asked.rows), asked.times, not asked.without_dask)
    Console(width=100).print(_table(took))


def write(place: Path, rows: int) -> Batch:
    """A briefing of two pages as a template, and a file with its rows."""
    chance = random.Random(3)
    words = Writer(chance)
    folder = place / "briefing"
    (folder / "text").mkdir(parents=True)
    (folder / "data").mkdir()
    _put(folder / "report.toml", _SETTINGS)
    _put(folder / "data" / "beds.csv", _DATA)
    _put(folder / "text" / "briefing.md", _TEXT.format(
        lead=words.paragraph(2), first=words.paragraph(4), second=words.paragraph(5),
        third=words.paragraph(5), note=words.sentence()))
    lines = ["region,day,school,hall,church"]
    for number in range(rows):
        beds = ",".join(str(chance.randint(1, 90) * 10) for _ in range(3))
        lines.append(f"{words.place()} {number + 1},2026-03-{number % 28 + 1:02d},{beds}")
    _put(folder / "regions.csv", "\n".join(lines) + "\n")
    return Batch(folder, folder / "regions.csv", ("pdf-leaflet",), place / "dist" / "briefing",
                 place / "kept")


def _put(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _timed(wanted: Batch, times: int, with_dask: bool) -> Mapping[str, list[Took]]:
    """What each way took in each turn."""
    _built(wanted, rows=1)  # which makes the figures' fonts
    cores = batch.cores()
    ways = {_ONE: 1, f"a process on each of {cores} cores": cores}
    took: dict[str, list[Took]] = {name: [] for name in ways}
    loops = [_looped(1), *(_looped(cores) for _ in range(times))]
    took = {_LOOP: loops[:1] * times, f"{_LOOP}, {cores} times at once": loops[1:], **took}
    for turn in range(times):
        for name, workers in ways.items():
            way = replace(_anew(wanted, f"{turn}-{workers}"), workers=workers)
            with _clocked(took[name]):
                _built(way)
        if with_dask:
            worked: list[Took] = []
            with _clocked(worked), cluster(2) as address:
                begun = time.perf_counter()
                _built(replace(_anew(wanted, f"{turn}-dask"), scheduler=address))
                seconds = time.perf_counter() - begun
            took.setdefault("a Dask cluster of 2 workers", []).append(
                Took(seconds, worked[0].processor))
    return took


def _looped(count: int) -> Took:
    """What so many processes take that do nothing but count, each as much as one alone."""
    took: list[Took] = []
    with _clocked(took):
        loops = Crew()
        loops.grow(count)
        for _ in loops.each(sum, ((at, range(at, 200_000_000)) for at in range(count))):
            pass
        loops.stop()
    return Took(took[0].seconds / count, took[0].processor / count)


@contextmanager
def _clocked(took: list[Took]) -> Iterator[None]:
    """Adds what is done inside, by this process and by those that it starts and waits for."""
    def processor() -> float:
        now = os.times()
        return now.user + now.system + now.children_user + now.children_system

    seconds, worked = time.perf_counter(), processor()
    yield
    took.append(Took(time.perf_counter() - seconds, processor() - worked))


def _anew(wanted: Batch, turn: str) -> Batch:
    """The same batch in other folders, so that nothing of it is there; the fonts are."""
    keep = wanted.keep.with_name(f"kept-{turn}")
    (keep / "drawings").mkdir(parents=True)
    for font in (wanted.keep / "drawings").glob("*.ttf"):
        (keep / "drawings" / font.name).write_bytes(font.read_bytes())
    return replace(wanted, keep=keep, into=wanted.into.with_name(f"briefing-{turn}"))


def _built(wanted: Batch, rows: int | None = None) -> None:
    """Build a batch, and see that every report has its two pages."""
    orders, _ = batch.orders(wanted)
    for outcome in batch.run(orders[:rows], (), wanted, lambda outcome: None):
        if outcome.state != BUILT or outcome.pages != 2:
            raise SystemExit(f"{outcome.name}: {outcome}")


@contextmanager
def cluster(workers: int, threads: int = 1) -> Iterator[str]:
    """A Dask cluster on this machine, started as anybody would, in a folder where nothing of
    Octavo's is; its address, when all workers are there."""
    from distributed import Client

    with tempfile.TemporaryDirectory() as place, ExitStack() as ending:
        file = Path(place) / "scheduler.json"
        for words in ("scheduler --host 127.0.0.1 --port 0",
                      f"worker --nworkers {workers} --nthreads {threads}"):
            started = subprocess.Popen(
                [sys.executable, "-m", "dask", *words.split(), "--no-dashboard",
                 "--scheduler-file", file],
                cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            ending.callback(_ended, started)
        with Client(  # type: ignore[no-untyped-call]
                scheduler_file=file, set_as_default=False) as client:
            client.wait_for_workers(workers)
            address = str(client.scheduler.address)
        yield address


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


def _table(took: Mapping[str, list[Took]]) -> Table:
    shown = Table(box=None, pad_edge=False)
    for head in ("", "seconds", "spread", "of the processor", "times as fast"):
        shown.add_column(head, justify="right" if head else "left")
    for name, turns in took.items():
        seconds = [turn.seconds for turn in turns]
        middle = statistics.median(seconds)
        base = took[_LOOP if name.startswith(_LOOP) else _ONE]
        ratio = statistics.median(turn.seconds for turn in base) / middle
        worked = statistics.median(turn.processor for turn in turns)
        shown.add_row(name, f"{middle:.1f}", f"{(max(seconds) - min(seconds)) / middle:.0%}",
                      f"{worked:.1f}", f"{ratio:.2f}")
    return shown


if __name__ == "__main__":
    main()

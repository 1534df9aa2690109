"""How much faster many short reports are built side by side.

    python -m benchmarks.batch

Briefings of two pages, one for each row of a file, are built by one process, by one on each
core, and by the workers of a Dask cluster on this machine; nothing is known before each turn but
the figures' fonts. The median of the turns counts.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.words import Writer
from report import batch
from report.batch import Batch
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200, help="how many briefings")
    parser.add_argument("--times", type=int, default=3, help="of how many turns the median counts")
    parser.add_argument("--without-dask", action="store_true", help="no cluster is started")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        seconds = _timed(write(Path(place), asked.rows), asked.times, not asked.without_dask)
    Console(width=100).print(_table(seconds, asked.rows))


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


def _timed(wanted: Batch, times: int, with_dask: bool) -> Mapping[str, list[float]]:
    """Seconds of each way in each turn."""
    _built(replace(wanted, keep=wanted.keep), rows=1)  # which makes the figures' fonts
    seconds: dict[str, list[float]] = {}
    for turn in range(times):
        ways = {"one process": replace(wanted, workers=1),
                f"a process on each of {batch.cores()} cores": replace(
                    wanted, workers=batch.cores())}
        for name, way in ways.items():
            seconds.setdefault(name, []).append(_built(_anew(way, f"{turn}-{way.workers}")))
        if with_dask:
            with cluster(2) as address:
                way = replace(_anew(wanted, f"{turn}-dask"), scheduler=address)
                seconds.setdefault("a Dask cluster of 2 workers", []).append(_built(way))
    return seconds


def _anew(wanted: Batch, turn: str) -> Batch:
    """The same batch in other folders, so that nothing of it is there; the fonts are."""
    keep = wanted.keep.with_name(f"kept-{turn}")
    (keep / "drawings").mkdir(parents=True)
    for font in (wanted.keep / "drawings").glob("*.ttf"):
        (keep / "drawings" / font.name).write_bytes(font.read_bytes())
    return replace(wanted, keep=keep, into=wanted.into.with_name(f"briefing-{turn}"))


def _built(wanted: Batch, rows: int | None = None) -> float:
    begun = time.perf_counter()
    orders, _ = batch.orders(wanted)
    outcomes = batch.run(orders[:rows], (), wanted, lambda outcome: None)
    seconds = time.perf_counter() - begun
    for outcome in outcomes:
        if outcome.state != BUILT or outcome.pages != 2:
            raise SystemExit(f"{outcome.name}: {outcome}")
    return seconds


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A Dask cluster on this machine, a process for each worker; its address."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, dashboard_address=None) as made:
        yield str(made.scheduler_address)


def _table(seconds: Mapping[str, list[float]], rows: int) -> Table:
    one = statistics.median(next(iter(seconds.values())))
    shown = Table(box=None, pad_edge=False)
    for head in ("built by", "seconds", "each", "spread", "times as fast"):
        shown.add_column(head, justify="left" if head == "built by" else "right")
    for name, took in seconds.items():
        middle = statistics.median(took)
        spread = (max(took) - min(took)) / middle
        shown.add_row(name, f"{middle:.1f}", f"{middle / rows:.2f}", f"{spread:.0%}",
                      f"{one / middle:.2f}")
    return shown


if __name__ == "__main__":
    main()

"""A batch: one report for each row of a file of parameters.

    roster → orders → built side by side, by processes or by a cluster → outcomes

The reports know nothing of each other: a fault in one, or a process that dies over it, is its
own outcome. What was built is remembered at once, so that a batch can be stopped at any time.
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from report import fresh, settings
from report.cluster import on_cluster
from report.crew import Crew, Lost
from report.errors import Fault, Faults, OctavoError, Place, SourceError
from report.garbage import uncollected
from report.kept import digest, write
from report.model import Row
from report.outcomes import FAILED, Memory, Outcome, summary, sums
from report.roster import Roster, roster

SUMMARY = "batch.csv"
_NEEDED = ("weasyprint", "report.press")  # by every process, for all of its reports


@dataclass(frozen=True)
class Batch:
    """What is asked for: a report, the file of its parameters, how its files are called.

    `into` is the folder of the files, `keep` holds what is made only once; `scheduler` is the
    address of a Dask cluster, and with none `workers` processes build.
    """

    source: Path
    parameters: Path
    editions: tuple[str, ...]
    into: Path
    keep: Path
    pattern: str = ""
    theme: str = ""
    strict: bool = False
    workers: int = 1
    scheduler: str = ""


@dataclass(frozen=True)
class Order:
    """One report to build, and the name of all that goes into it."""

    batch: Batch
    row: Row
    made_from: str


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (
        os.cpu_count() or 1)


def orders(batch: Batch) -> tuple[list[Order], Roster]:
    """What is to be built for a batch, row by row.

    Raises SourceError if the file of parameters is none for this report.
    """
    faults = Faults()
    values = settings.declared(batch.source, faults)
    read = roster(batch.parameters, values, batch.pattern, batch.source / settings.SETTINGS,
                  faults)
    inputs = fresh.inputs(batch.source, batch.theme)
    return [Order(batch, row, digest(inputs, row.name, dict(row.values), batch.editions,
                                     batch.strict))
            for row in read.rows], read


def run(
    wanted: Sequence[Order], unfit: Sequence[Fault], batch: Batch,
    told: Callable[[Outcome], None],
) -> list[Outcome]:
    """Build what is wanted and has changed; what came of each row, in their order.

    `told` hears of each as it is done. Also writes the summary, even if it is interrupted.
    """
    memory = Memory(batch.keep / "batches" / f"{batch.into.name}.jsonl", batch.into)
    memory.begin(order.made_from for order in wanted)
    done = [Outcome(f"line {fault.place.line}", fault.place.line, "", FAILED, faults=(fault,))
            for fault in unfit]
    done += [known for order in wanted if (known := memory.unchanged(order.made_from))]
    there = {outcome.made_from for outcome in done}
    stale = [order for order in wanted if order.made_from not in there]
    for outcome in done:
        told(outcome)
    try:
        with closing(_built(stale, batch)) as built:
            for outcome in built:
                memory.add(outcome)
                done.append(outcome)
                told(outcome)
    finally:
        done.sort(key=lambda outcome: outcome.line)
        write(batch.into / SUMMARY, summary(done))
    return done


def _built(wanted: Sequence[Order], batch: Batch) -> Generator[Outcome]:
    if not wanted:
        return
    made = (on_cluster(batch.scheduler, make, wanted, _NEEDED) if batch.scheduler else
            _by_crew(wanted, min(batch.workers, len(wanted))))
    for order, outcome in made:
        yield outcome if isinstance(outcome, Outcome) else _lost(order, outcome)


def _by_crew(wanted: Sequence[Order], number: int) -> Generator[tuple[Order, Outcome | Lost]]:
    """What is made of each order, as it comes, by so many processes."""
    crew = Crew(mends=True)
    try:
        crew.grow(number, _NEEDED)
        yield from crew.each(make, ((order, order) for order in wanted))
    finally:
        crew.stop()


def _lost(order: Order, how: Lost) -> Outcome:
    return _failed(order, [Fault(
        order.row.place, f"The process that built this report died: {how.how}.",
        "Was memory short? The same command tries it again; --workers 1 takes least.")])


def _failed(order: Order, faults: Sequence[Fault], seconds: float = 0.0) -> Outcome:
    return Outcome(order.row.name, order.row.place.line, order.made_from, FAILED,
                   seconds=seconds, faults=tuple(faults))


# --- in a process of its own ----------------------------------------------------------------


def make(order: Order) -> Outcome:
    """Build one report; whatever is wrong with it is in its outcome."""
    begun = time.perf_counter()
    failed = functools.partial(_failed, order)
    os.environ["OCTAVO_PROCESSES"] = "1"  # reports are built side by side, not their pages
    try:
        made = _made(order)
    except SourceError as error:
        return failed(error.faults, time.perf_counter() - begun)
    except OctavoError as error:
        return failed([Fault(order.row.place, str(error))], time.perf_counter() - begun)
    except Exception as error:
        return failed([Fault(order.row.place, "Octavo failed over this report: "
                             f"{type(error).__name__}: {error}.",
                             "This is a fault of Octavo; the other reports do not mind.")],
                      time.perf_counter() - begun)
    return replace(made, seconds=round(time.perf_counter() - begun, 3))


def _made(order: Order) -> Outcome:
    from report import gatekeeper, press
    from report.clock import Clock
    from report.gate import WARNING, Objection

    batch = order.batch
    objections: list[Objection] = []
    with uncollected():
        written = press.build(
            batch.source, batch.editions, batch.into, batch.keep, Clock(), batch.theme,
            gatekeeper.heeding(True) if batch.strict else objections.extend, order.row)
    return Outcome(
        order.row.name, order.row.place.line, order.made_from,
        files=sums(each.file for each in written if each.edition in batch.editions),
        pages=max(each.pages for each in written),
        warnings=sum(each.severity == WARNING for each in objections))


def shared_identifier(source: Path) -> Place | None:
    """Where report.toml gives all reports one identifier, by which e-book readers tell them."""
    place = settings.place_of(source, "identifier")
    lines = place.file.read_text(encoding="utf-8").splitlines()
    return None if "{{" in lines[place.line - 1] else place

"""What `invoke batch` says: how far it is, what came of each report, how to go on."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from report import batch
from report.batch import Batch
from report.errors import Fault, Place, SourceError, did_you_mean
from report.outcomes import BUILT, FAILED, UNCHANGED, Outcome

_MANY = 20  # reports that are unchanged, from which on they are not listed one by one
Short = Callable[[Path], Path]


def editions(asked: str, table: Path) -> tuple[str, ...]:
    """The editions that an author names, commas between them: “pdf”, “html”, “leaflet”.

    Raises SourceError for a name that is none.
    """
    from report.editions.prints import PRINTS
    from report.jobs import EDITIONS

    known = {made.name: name for name, made in PRINTS.items()} | {name: name for name in EDITIONS}
    wanted = asked.replace(",", " ").split() or ["pdf"]
    faults = [Fault(Place(table), f"There is no edition “{name}”.", did_you_mean(name, known))
              for name in wanted if name not in known]
    if faults:
        raise SourceError(faults)
    return tuple(dict.fromkeys(known[name] for name in wanted))


def build(wanted: Batch, short: Short) -> bool:
    """Build a batch and say what came of it; whether all went well.

    Raises SourceError if the file of parameters is none for this report.
    """
    begun = time.perf_counter()
    orders, roster = batch.orders(wanted)
    count = len(orders) + len(roster.unfit)
    done: list[Outcome] = []
    try:
        with _progress(count) as told:
            def heard(outcome: Outcome) -> None:
                done.append(outcome)
                told(outcome)

            outcomes = batch.run(orders, roster.unfit, wanted, heard)
    except KeyboardInterrupt:
        print(f"\nStopped: {len(done)} of {count} are done. The same command goes on from here.",
              file=sys.stderr)
        raise SystemExit(130) from None
    _table(outcomes, short(wanted.into))
    place = batch.shared_identifier(wanted.source) if count > 1 else None
    if place:
        print(f"{short(place.file)}:{place.line}: All these reports have one identifier.\n"
              '    Readers of e-books go by it: identifier = "urn:example:{{ region | slug }}"')
    _say_faults(outcomes, short(wanted.parameters), short)
    _close(outcomes, short(wanted.into / batch.SUMMARY), time.perf_counter() - begun)
    return not any(outcome.state == FAILED for outcome in outcomes)


@contextmanager
def _progress(count: int) -> Iterator[Callable[[Outcome], None]]:
    """A bar where somebody is looking, else a line for each report that is done."""
    if not sys.stderr.isatty():
        numbers = iter(range(1, count + 1))

        def say(outcome: Outcome) -> None:
            number = next(numbers)
            if outcome.state != UNCHANGED:
                print(f"{number}/{count} {outcome.name} {outcome.state}", file=sys.stderr,
                      flush=True)

        yield say
        return
    from rich import progress
    from rich.console import Console

    with progress.Progress(
            progress.BarColumn(), progress.MofNCompleteColumn(), progress.TimeRemainingColumn(),
            progress.TextColumn("{task.description}"), console=Console(stderr=True),
            transient=True) as bar:
        task = bar.add_task("starting", total=count)

        def step(outcome: Outcome) -> None:
            bar.update(task, advance=1, description=f"{outcome.name} {outcome.state}")

        yield step


def _table(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Each report and what came of it; of many that are unchanged only how many they are."""
    from rich.console import Console
    from rich.table import Table

    counts = Counter(outcome.state for outcome in outcomes)
    is_listed = {UNCHANGED: counts[UNCHANGED] <= _MANY}
    shown = Table(box=None, pad_edge=False)
    for head in (str(folder), "outcome", "pages", "seconds"):
        shown.add_column(head, justify="right" if head in ("pages", "seconds") else "left",
                         overflow="fold", header_style="")
    for each in outcomes:
        if is_listed.get(each.state, True):
            warned = f", the gate warns {each.warnings} ×" if each.warnings else ""
            shown.add_row(each.name, f"{each.state}{warned}", str(each.pages or ""),
                          f"{each.seconds:.1f}" if each.state == BUILT else "")
    if shown.rows:
        Console(highlight=False).print(shown)
        print()


def _say_faults(outcomes: Sequence[Outcome], parameters: Path, short: Short) -> None:
    for outcome in outcomes:
        if outcome.faults:
            print(f"{outcome.name} ({parameters}:{outcome.line}):", file=sys.stderr)
        for fault in outcome.faults:
            near = Place(short(fault.place.file), fault.place.line, fault.place.column)
            print(f"  {Fault(near, fault.wrong, fault.mend)}", file=sys.stderr)


def _close(outcomes: Sequence[Outcome], file: Path, seconds: float) -> None:
    counts = Counter(outcome.state for outcome in outcomes)
    said = ", ".join(f"{counts[state]} {state}" for state in (BUILT, UNCHANGED, FAILED)
                     if counts[state])
    print(f"{said}, in {seconds:.1f} s. {file} lists them.")

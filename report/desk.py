"""What the commands do that build a report, or look over what was built, and their last lines.

Nothing heavy is imported before it is known that there is something to build.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report import fresh, terminal
from report.chosen import chosen
from report.clock import Clock
from report.errors import Fault, OctavoError, Place, SourceError, did_you_mean
from report.garbage import uncollected
from report.terminal import progress, said, say_all, say_file, short, stop

if TYPE_CHECKING:
    from report.press import Written

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
KEEP = DIST / ".kept"
EDITIONS = ROOT / "styles" / "editions.toml"


def run(command: Callable[[], None]) -> None:
    """Run a command; say an author's faults in words, and leave with 1."""
    try:
        command()
    except OctavoError as error:
        stop(said(error), "fault", "Nothing was written")


def pdf(edition: str, all: bool, standard: str, report: str, source: str, theme: str,
        show: bool, strict: bool = False) -> None:
    """Build editions of the PDF by their names, commas between them; or all."""
    if not (edition or all or standard):  # the table of editions is slow to read
        build(["pdf"], report, source, theme, show, strict)
        return
    from report.editions.prints import PRINTS

    named = {made.name: name for name, made in PRINTS.items()}
    wanted = list(named) if all else edition.replace(",", " ").split()
    if standard:
        wanted.append(standard)
    for name in wanted:
        if name not in named:
            raise SourceError([Fault(Place(EDITIONS),
                                     f"There is no edition “{name}” of the PDF.",
                                     did_you_mean(name, named))])
    build([named[name] for name in wanted], report, source, theme, show, strict)
    for name in wanted:
        if says := PRINTS[named[name]].says:
            print(f"{name[:1].upper()}{name[1:]}: {says}.")


def build(editions: Sequence[str], report: str, source: str, theme: str, show: bool,
          strict: bool = False) -> None:
    """Build editions of a report, those whose source has changed since they were written.

    What the gate says of its numbers is a warning; if the build is strict, it is a fault.
    """
    folder = chosen(report, source)
    begun = time.perf_counter()
    inputs = fresh.inputs(folder, theme)
    paged = "pdf" in editions or fresh.is_fresh("pdf", folder, inputs, DIST, KEEP)
    stale = [name for name in editions
             if not fresh.is_fresh(name, folder, inputs, DIST, KEEP, paged)]
    if strict and not stale:
        from report import gatekeeper, press

        gatekeeper.heeding(strict)(press.objections(*press.understand(folder, theme)[:2]))
    written = _written(folder, stale, theme, strict) if stale else {}
    for name in written:
        fresh.remember(name, folder, inputs, DIST, KEEP, paged)
    for name in editions:
        file = fresh.file_of(name, folder, DIST)
        pages = written[name].pages if name in written else 0
        say_file(file, pages, name in written)
        for words in written[name].warnings if name in written else ():
            print(f"    {words}")
    seconds = time.perf_counter() - begun
    print(f"Built in {seconds:.1f} s." if written else f"Nothing to do ({seconds:.1f} s).")
    if show:
        terminal.show(fresh.file_of(editions[0], folder, DIST))


def _written(
    folder: Path, editions: Sequence[str], theme: str, strict: bool
) -> dict[str, Written]:
    """Editions that are built now, by their names."""
    with uncollected(then=False):  # imports make as little waste as layout
        from report import foresight

        foresight.prepare(folder, editions, KEEP)
        from report import gatekeeper, press

        with progress() as say:
            return {each.edition: each for each in press.build(
                folder, editions, DIST, KEEP, Clock(say), theme, gatekeeper.heeding(strict))}


def watch(editions: str, report: str, source: str, theme: str) -> None:
    """Build a report again whenever it is saved; its faults are said, and the last files stay."""
    from report import jobs, watching

    wanted = editions.replace(",", " ").split()
    for name in wanted:
        if name not in jobs.EDITIONS:
            raise SourceError([Fault(Place(EDITIONS), f"There is no edition “{name}”.",
                                     did_you_mean(name, jobs.EDITIONS))])
    folder = chosen(report, source)

    def failed(error: OctavoError) -> None:
        say_all(said(error), "fault", "Nothing was written; watching")

    watching.watch([folder, ROOT / "styles"],
                   lambda: build(wanted, "", str(folder), theme, False), failed,
                   lambda words: print(words, flush=True))


def epub(slim: bool, split: bool, kindle: bool, report: str, source: str, theme: str,
         show: bool, strict: bool = False) -> None:
    """Build the e-book in one of its forms, and look it over for a Kindle if that is asked."""
    from report.editions.forms import form_of

    name = form_of(slim, split)
    build((name,), report, source, theme, show, strict)
    if kindle:
        from report.preflight.kindle import findings

        file = fresh.file_of(name, chosen(report, source), DIST)
        found = findings(file.read_bytes())
        if found:
            stop([f"{short(file)}: {words}" for words in found], "finding for Kindle", "")
        print("Nothing that a Kindle would not show.")


def batch(parameters: str, editions: str, name: str, scheduler: str, workers: int, report: str,
          source: str, theme: str, strict: bool = False) -> None:
    """Build a report for each row of a file; leave with 1 if one of them has a fault."""
    folder = chosen(report, source)
    from report import batch_desk
    from report.batch import Batch, cores

    file = Path(parameters)
    if not file.exists() and (folder / file).exists():
        file = folder / file
    wanted = Batch(
        Path(os.path.abspath(folder)), file, batch_desk.editions(editions, EDITIONS),  # noqa: PTH100 - keeps links
        DIST / folder.resolve().name, KEEP, name, theme, strict, workers or cores(), scheduler)
    if not batch_desk.build(wanted, short):
        raise SystemExit(1)


def figures(report: str, source: str, theme: str, only: str) -> None:
    """Write figures of a report as SVG, PDF and PNG into dist/figures/."""
    folder = chosen(report, source)
    from report import press

    with progress() as say:
        files = press.figures(
            folder, DIST / "figures" / folder.resolve().name, KEEP, Clock(say), theme, only)
    for file in files:
        say_file(file, 0, True)


def gallery(docs: bool) -> None:
    """Write dist/gallery.html; with `docs`, docs/figures.md and its pictures too."""
    from report import gallery as rooms
    from report.kept import write

    with progress() as say:
        clock = Clock(say)
        write(DIST / "gallery.html", rooms.page(KEEP, clock))
        pictures = rooms.pictures(KEEP, clock) if docs else {}
    say_file(DIST / "gallery.html", 0, True)
    for name, data in pictures.items():
        write(ROOT / "docs" / "figures" / f"{name}.png", data)
    if docs:
        write(ROOT / "docs" / "figures.md", rooms.reference().encode())
        say_file(ROOT / "docs" / "figures.md", 0, True)


def check(report: str, source: str, strict: bool = False) -> None:
    """Say all that the gate objects to, and look over the files built from a report.

    What the gate says makes the command fail only if it is strict.
    """
    folder = chosen(report, source)
    from report import gatekeeper, press

    with progress() as say:
        objected, findings, looked_at = press.check(folder, DIST, Clock(say))
    for line in looked_at:
        print(line)
    warnings = gatekeeper.say(objected)
    if findings:
        stop([f"{short(f.file)}: {f.says}" for f in findings], "finding", "")
    if warnings and strict:
        raise SystemExit(1)
    if not warnings:
        print("Nothing to mend.")


def clean(all: bool) -> None:
    """Remove what was built; what is kept for the next build only if all is to go."""
    for there in sorted(DIST.glob("*")):
        if (there == KEEP and not all) or there.name == ".gitkeep":
            continue
        shutil.rmtree(there) if there.is_dir() else there.unlink()

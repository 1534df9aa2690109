"""What the commands do, and what they say: which report, progress, the last lines, faults.

Nothing heavy is imported before it is known that there is something to build.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from report import fresh
from report.clock import Clock
from report.errors import Fault, OctavoError, Place, SourceError, did_you_mean
from report.garbage import uncollected

ROOT = Path(__file__).parent.parent
SOURCE, DIST = ROOT / "source", ROOT / "dist"
KEEP = DIST / ".kept"
EDITIONS = ROOT / "styles" / "editions.toml"


def run(command: Callable[[], None]) -> None:
    """Run a command; say an author's faults in words, and leave with 1."""
    try:
        command()
    except OctavoError as error:
        _stop(_said(error), "fault", "Nothing was written")


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
    written = {}
    if strict and not stale:
        from report import gatekeeper, press

        gatekeeper.heeding(strict)(press.objections(*press.understand(folder, theme)[:2]))
    if stale:
        from report import foresight

        foresight.prepare(folder, stale, KEEP)
        from report import gatekeeper, press

        with progress() as say, uncollected(then=False):
            clock = Clock(say)
            written = {each.edition: each for each in press.build(
                folder, stale, DIST, KEEP, clock, theme, gatekeeper.heeding(strict))}
            for name in written:
                fresh.remember(name, folder, inputs, DIST, KEEP, paged)
    for name in editions:
        file = fresh.file_of(name, folder, DIST)
        pages = written[name].pages if name in written else 0
        _say(file, pages, name in written)
        for words in written[name].warnings if name in written else ():
            print(f"    {words}")
    _close(written, time.perf_counter() - begun)
    if show:
        _show(fresh.file_of(editions[0], folder, DIST))


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
        _say_all(_said(error), "fault", "Nothing was written; watching")

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
            _stop([f"{_short(file)}: {words}" for words in found], "finding for Kindle", "")
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
    if not batch_desk.build(wanted, _short):
        raise SystemExit(1)


def figures(report: str, source: str, theme: str, only: str) -> None:
    """Write figures of a report as SVG, PDF and PNG into dist/figures/."""
    folder = chosen(report, source)
    from report import press

    with progress() as say:
        files = press.figures(
            folder, DIST / "figures" / folder.resolve().name, KEEP, Clock(say), theme, only)
    for file in files:
        _say(file, 0, True)


def gallery(docs: bool) -> None:
    """Write dist/gallery.html; with `docs`, docs/figures.md and its pictures too."""
    from report import gallery as rooms
    from report.kept import write

    with progress() as say:
        clock = Clock(say)
        write(DIST / "gallery.html", rooms.page(KEEP, clock))
        pictures = rooms.pictures(KEEP, clock) if docs else {}
    _say(DIST / "gallery.html", 0, True)
    for name, data in pictures.items():
        write(ROOT / "docs" / "figures" / f"{name}.png", data)
    if docs:
        write(ROOT / "docs" / "figures.md", rooms.reference().encode())
        _say(ROOT / "docs" / "figures.md", 0, True)


def new(what: str, name: str, report: str, source: str) -> None:
    """Start a report, `new NAME`; or a figure, `new figure KIND`: its CSV, and its directive."""
    from report import starter

    if what != "figure" or not name:
        folder = starter.report(SOURCE, name if what == "report" and name else what)
        print(f"{_short(folder)}  written: replace its words by yours\n")
        print(f"invoke build --report {folder.name}")
        return
    folder = chosen(report, source)
    file, directive = starter.figure(folder, name)
    print(f"{_short(file)}  written: replace its rows by yours\n")
    print(f"Put this where the figure belongs, in a text of {_short(folder)}/text:\n\n{directive}")


def bring(file: str, name: str, into: str, update: bool, date: str, check: bool,
          find: bool = True, as_draft: bool = False) -> None:
    """Bring a text in as a report of source/; or, with `check`, prove that nothing is lost."""
    from report import importing
    from report.importing import account

    with asking() as (say, ask):
        say("reading")
        if check:
            proof = importing.proved(Path(file))
        else:
            done = importing.to_report(Path(file), SOURCE, name, into, update, date,
                                       find, as_draft, ask)
    if check:
        lines = list(account.proved(proof))
        if not proof.holds:
            _stop(lines, "line", "Something is lost")
        print(*lines, sep="\n")
        return
    print(*done.says, sep="\n")
    print(f"\n{_short(done.folder)}  written: invoke build --report {done.folder.name}")


def facts(name: str, search: str, unused: bool, report: str, source: str) -> None:
    """List, search or explain a report's ledger."""
    folder = chosen(report, source)
    from report import facts_desk

    for line in facts_desk.lines(folder, name, search, unused):
        print(line)


def confirm(accept_all: bool, report: str, source: str) -> None:
    """Walk through what an import has found, candidate by candidate."""
    folder = chosen(report, source)
    from rich.console import Console

    from report import confirming

    confirming.confirm(folder, accept_all, input, Console())


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
        _stop([f"{_short(f.file)}: {f.says}" for f in findings], "finding", "")
    if warnings and strict:
        raise SystemExit(1)
    if not warnings:
        print("Nothing to mend.")


def changes(old: str, new: str, report: str, source: str, json: bool) -> None:
    """Say what has changed in a report's ledger between two states of it."""
    folder = chosen(report, source)
    from report import compared

    for line in compared.lines(folder, old, new, json):
        print(line)


def clean(all: bool) -> None:
    """Remove what was built; what is kept for the next build only if all is to go."""
    for there in sorted(DIST.glob("*")):
        if (there == KEEP and not all) or there.name == ".gitkeep":
            continue
        shutil.rmtree(there) if there.is_dir() else there.unlink()


def chosen(report: str, source: str) -> Path:
    """The report's folder; raises SourceError when it is not there, or not named among many."""
    if source:
        folder = Path(source)
        if not folder.exists():
            raise SourceError([Fault(Place(folder), "There is no such folder.",
                                     "Name a report's folder: --source PATH")])
        if not (folder / "report.toml").exists():  # else a whole disk might be read as a report
            raise SourceError([Fault(Place(folder), "There is no report here.",
                                     "A report is a folder with a report.toml in it.")])
        return folder
    reports = {there.parent.name: there.parent for there in SOURCE.glob("*/report.toml")}
    if report:
        if report not in reports:
            raise SourceError([Fault(Place(SOURCE / report), f"There is no report “{report}”.",
                                     did_you_mean(report, reports))])
        return reports[report]
    if len(reports) == 1:
        return next(iter(reports.values()))
    wrong = "There are several reports." if reports else "There is no report."
    mend = (f"Say which: --report {sorted(reports)[0]}" if reports
            else "A report is a folder in source/ with a report.toml in it.")
    raise SourceError([Fault(Place(SOURCE), wrong, mend)])


# --- what is said ---------------------------------------------------------------------------


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line that says what is going on, where somebody is looking."""
    with asking() as (say, _):
        yield say


@contextmanager
def asking() -> Iterator[tuple[Callable[[str], None], Callable[[str], str] | None]]:
    """`progress`, and a way to ask whoever is looking; None where nobody could answer."""
    if not sys.stderr.isatty():
        yield (lambda words: None), None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:

        def ask(question: str) -> str:
            status.stop()
            try:
                return input(question)
            finally:
                status.start()

        yield status.update, ask if sys.stdin.isatty() else None


def _say(file: Path, pages: int, is_new: bool) -> None:
    size = file.stat().st_size
    amount = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
    count = f", {pages} page{'s' if pages > 1 else ''}" if pages else ""
    print(f"{_short(file)}  {amount}{count}{'' if is_new else ', unchanged'}")


def _close(written: object, seconds: float) -> None:
    print(f"Built in {seconds:.1f} s." if written else f"Nothing to do ({seconds:.1f} s).")


def _short(file: Path) -> Path:
    """A path as seen from where the author stands; a link is named, not what it leads to."""
    try:
        return Path(os.path.abspath(file)).relative_to(Path.cwd())  # noqa: PTH100 - keeps links
    except ValueError:
        return file


def _near(faults: Sequence[Fault]) -> list[Fault]:
    return [Fault(Place(_short(fault.place.file), fault.place.line, fault.place.column),
                  fault.wrong, fault.mend) for fault in faults]


def _said(error: OctavoError) -> list[str]:
    """The lines that tell an author of an error."""
    if isinstance(error, SourceError):
        return [str(fault) for fault in _near(error.faults)]
    return [str(error)]


def _stop(lines: Sequence[str], noun: str, end: str) -> NoReturn:
    _say_all(lines, noun, end)
    raise SystemExit(1)


def _say_all(lines: Sequence[str], noun: str, end: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)
    count = f"{len(lines)} {noun}{'s' if len(lines) > 1 else ''}."
    print(f"\n{count} {end + '.' if end else ''}".rstrip(), file=sys.stderr, flush=True)


def _show(file: Path) -> None:
    import webbrowser

    webbrowser.open(file.resolve().as_uri())

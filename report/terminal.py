"""What commands say, and ask, in a terminal: what goes on, files, faults, how it ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from report.errors import OctavoError, Place, SourceError


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


def say_file(file: Path, pages: int, is_new: bool) -> None:
    """Name a file that stands in dist/, with its size and, if there are any, its pages."""
    size = file.stat().st_size
    amount = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
    count = f", {pages} page{'s' if pages > 1 else ''}" if pages else ""
    print(f"{short(file)}  {amount}{count}{'' if is_new else ', unchanged'}")


def short(file: Path) -> Path:
    """A path as seen from where the author stands; a link is named, not what it leads to."""
    try:
        return Path(os.path.abspath(file)).relative_to(Path.cwd())  # noqa: PTH100 - keeps links
    except ValueError:
        return file


def near(place: Place) -> Place:
    """A place whose file is as seen from where the author stands."""
    return replace(place, file=short(place.file))


def said(error: OctavoError) -> list[str]:
    """The lines that tell an author of an error."""
    if isinstance(error, SourceError):
        return [str(replace(fault, place=near(fault.place))) for fault in error.faults]
    return [str(error)]


def stop(lines: Sequence[str], noun: str, end: str) -> NoReturn:
    """Say what is wrong, and leave with 1."""
    say_all(lines, noun, end)
    raise SystemExit(1)


def say_all(lines: Sequence[str], noun: str, end: str) -> None:
    """Lines, then how many of a noun they are, and how it ended."""
    for line in lines:
        print(line, file=sys.stderr)
    count = f"{len(lines)} {noun}{'s' if len(lines) > 1 else ''}."
    print(f"\n{count} {end + '.' if end else ''}".rstrip(), file=sys.stderr, flush=True)


def show(file: Path) -> None:
    import webbrowser

    webbrowser.open(file.resolve().as_uri())

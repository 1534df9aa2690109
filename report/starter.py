"""Starters: what an author begins with, written from the examples that kinds carry."""

from __future__ import annotations

from pathlib import Path

from figures import kind, kinds
from report.errors import Fault, Place, SourceError, did_you_mean
from report.kept import write


def figure(folder: Path, name: str) -> tuple[Path, str]:
    """Write the example CSV of a kind into a report's `data/`; returns it and its directive.

    A file that is there is left alone: the new one takes a number. Raises SourceError for a
    kind that is none.
    """
    if name not in kinds():
        raise SourceError([Fault(Place(folder), f"There is no kind of figure “{name}”.",
                                 did_you_mean(name, kinds()))])
    example = kind(name).EXAMPLE
    file = _free(folder / "data" / example.file)
    write(file, example.data.encode())
    return file, example.directive(name, f"my-{name}", file.name)


def _free(file: Path) -> Path:
    """A path that nothing has yet: hosts.csv, hosts-2.csv, …"""
    free, number = file, 1
    while free.exists():
        number += 1
        free = file.with_stem(f"{file.stem}-{number}")
    return free

"""What an import wrote, kept beside the report, so that a later one can tell the author's edits.

`.import/` in the report's folder holds the files as the import wrote them, as digests. With it
an update is settled file by file:

| the author        | the import      | what happens                                    |
|-------------------|-----------------|-------------------------------------------------|
| left it alone     | writes it anew  | it is written anew                              |
| changed it        | writes the same | it stays                                        |
| changed it        | writes it anew  | it stays, the new one is laid beside as `.new`  |
| removed it        | writes the same | it stays away                                   |
| removed it        | writes it anew  | the new one is laid beside as `.new`            |
| left it alone     | no longer has it| it is removed                                   |
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report.errors import Fault, Place, SourceError
from report.kept import write

FILE = ".import/record.json"


@dataclass
class Settled:
    """What became of the files of an update, by their paths in the report."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def begin(folder: Path, files: Mapping[str, bytes], of: Mapping[str, str]) -> None:
    """Write a report that is not there yet, and the record of it."""
    for path, data in files.items():
        write(folder / path, data)
    for place in ("text", "data", "images"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    _remember(folder, files, of)


def update(folder: Path, files: Mapping[str, bytes], of: Mapping[str, str]) -> Settled:
    """Write a text that was brought in again over its report, keeping what the author changed."""
    known = recorded(folder)
    settled = Settled()
    for path, data in files.items():
        there, before = _there(folder / path), known["files"].get(path)
        if there == data:
            continue
        if before is not None and before == _digest(data):
            settled.kept.append(path)
        elif (there is None and before is None) or (there is not None and before == _digest(there)):
            write(folder / path, data)
            settled.written.append(path)
        else:
            write(folder / f"{path}.new", data)
            settled.beside.append(f"{path}.new")
    for path, before in known["files"].items():
        there = _there(folder / path)
        if path not in files and there is not None and _digest(there) == before:
            (folder / path).unlink()
            settled.removed.append(path)
    _remember(folder, files, of)
    return settled


def recorded(folder: Path) -> dict[str, dict[str, str]]:
    """What the last import wrote: `files` by path, and `of`, its source, its date, and the
    day of publication that the author named.

    Raises SourceError if the report was not made by an import.
    """
    try:
        known = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {"files": dict(known["files"]), "of": dict(known["of"])}
    except (OSError, ValueError, KeyError, TypeError):
        raise SourceError([Fault(
            Place(folder), "This report was not made by an import, or its record is gone.",
            "Bring the text in under another name: invoke import FILE --name NAME")]) from None


def _remember(folder: Path, files: Mapping[str, bytes], of: Mapping[str, str]) -> None:
    known = {"of": dict(of),
             "files": {path: _digest(data) for path, data in sorted(files.items())}}
    write(folder / FILE, (json.dumps(known, indent=1, ensure_ascii=False) + "\n").encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _there(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None

"""What came of each report of a batch: for the summary, and so that a batch can go on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from report.errors import Fault
from report.kept import write
from report.tables import as_csv

BUILT, UNCHANGED, FAILED = "built", "unchanged", "failed"


@dataclass(frozen=True)
class Outcome:
    """What came of a row: its files in the batch's folder with their checksums, or its faults.

    `line` is the row's in the file of parameters; `made_from` names all that went into it,
    `warnings` counts what the gate said.
    """

    name: str
    line: int
    made_from: str
    state: str = BUILT
    files: Mapping[str, str] = field(default_factory=dict)
    pages: int = 0
    seconds: float = 0.0
    warnings: int = 0
    faults: tuple[Fault, ...] = ()


class Memory:
    """The reports of a batch that were built, as lines of JSON, one added as each is done."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = file
        self._folder = folder
        self._known = {each.made_from: each for each in _read(file)}

    def begin(self, wanted: Iterable[str]) -> None:
        """Forget what went into nothing that is wanted now."""
        self._known = {name: self._known[name] for name in wanted if name in self._known}
        write(self._file, "".join(map(_line, self._known.values())).encode())

    def unchanged(self, made_from: str) -> Outcome | None:
        """What was built from the same, if its files are there and nobody touched them."""
        known = self._known.get(made_from)
        if known is None or any(_sum(self._folder / name) != checksum
                                for name, checksum in known.files.items()):
            return None
        return replace(known, state=UNCHANGED)

    def add(self, outcome: Outcome) -> None:
        if outcome.state == BUILT:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(_line(outcome))


def _read(file: Path) -> list[Outcome]:
    """The lines that are whole; the last may have been cut off."""
    known = []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    for line in lines:
        try:
            known.append(Outcome(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return known


def _line(outcome: Outcome) -> str:
    said = asdict(outcome)
    del said["faults"], said["state"]
    return json.dumps(said, ensure_ascii=False) + "\n"


def _sum(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def sums(files: Iterable[Path]) -> dict[str, str]:
    """The checksum of each file, by its name."""
    return {file.name: _sum(file) for file in files}


def summary(outcomes: Iterable[Outcome]) -> bytes:
    """The table `batch.csv`: a row for each report, with its files or the first of its faults."""
    rows = [("line", "name", "outcome", "pages", "seconds", "files", "fault")]
    for each in outcomes:
        rows.append((str(each.line), each.name, each.state, str(each.pages or ""),
                     f"{each.seconds:.1f}" if each.state == BUILT else "", "; ".join(each.files),
                     " ".join(str(fault).replace("\n    ", " ") for fault in each.faults)))
    return as_csv(rows)

"""The rows of a batch: a CSV file with a column for each parameter, a report for each row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from report import parameters
from report.errors import Fault, Faults, Place, did_you_mean
from report.model import Row
from report.tables import table

_CALL = re.compile(r"\{([^{}]*)\}")
_LONGEST = 120  # bytes of a name: file systems take 255, and endings follow


@dataclass(frozen=True)
class Roster:
    """The rows that can be built, and a fault for each line that is no row."""

    rows: tuple[Row, ...]
    unfit: tuple[Fault, ...]


def roster(
    file: Path, values: Mapping[str, str], pattern: str, settings: Path, faults: Faults
) -> Roster:
    """Read a file of parameters, whose names and plain values are `values`.

    `pattern` says what a row's files are called: "{region}-{year}"; "" stands for the first
    column. Raises SourceError for a file of which no row could be built, or two alike.
    """
    if not values:
        faults.found(Place(settings), "This report has no parameters.",
                     'Name them, each with a value for a plain build: [parameters] and, below '
                     'it, region = "Aleppo". Then write {{ region }} where it belongs.')
        faults.stop()
    unread = Faults()
    read = table(file, unread)
    if not read.rows:
        if not unread:
            unread.found(Place(file, 1), "This table has no rows.", "Each row is a report.")
        faults.extend(unread)
        faults.stop()
    parameters.check(values, dict.fromkeys(read.columns, ""), Place(file, 1), faults)
    wanted = pattern or f"{{{read.columns[0]}}}"
    _check_pattern(wanted, read.columns, Place(file, 1), faults)
    faults.stop()
    rows = []
    taken: dict[str, Row] = {}
    for cells, line in zip(read.rows, read.lines, strict=True):
        given = dict(zip(read.columns, cells, strict=True))
        row = Row(_name(wanted, given), given, Place(file, line))
        _check_name(row, wanted, taken, read.columns, faults)
        rows.append(row)
    faults.stop()
    return Roster(tuple(rows), tuple(sorted(unread)))


def _check_pattern(
    pattern: str, columns: Sequence[str], place: Place, faults: Faults
) -> None:
    for call in _CALL.findall(pattern):
        if call.strip() not in columns:
            faults.found(place, f"--name asks for a column “{call}”, and there is none.",
                         did_you_mean(call, columns))


def _name(pattern: str, given: Mapping[str, str]) -> str:
    """What a pattern gives for a row, as a part of a file's name."""
    filled = _CALL.sub(lambda call: given[call[1].strip()], pattern)
    return parameters.slug(filled).encode()[:_LONGEST].decode(errors="ignore").strip("-")


def _check_name(
    row: Row, pattern: str, taken: dict[str, Row], columns: Sequence[str], faults: Faults
) -> None:
    """Every row needs a name, and one that no other has."""
    if not row.name:
        faults.found(row.place, "This row's files have no name: the cell is empty.",
                     f'Say what to make it of: --name "{{{columns[-1]}}}"')
    elif first := taken.get(row.name):
        mend = ("Take one of the two out." if first.values == row.values else
                "Say what makes them differ: --name \"" + "-".join(
                    f"{{{name}}}" for name in columns
                    if f"{{{name}}}" in pattern or row.values[name] != first.values[name]) + '"')
        faults.found(row.place, f"Its files would be called “{row.name}”, as those of line "
                     f"{first.place.line}.", mend)
    taken.setdefault(row.name, row)

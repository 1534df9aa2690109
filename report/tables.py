"""CSV files: cells as text, each row with its line, and every row as long as the header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from report.errors import Faults, Place
from report.files import text
from report.model import Table

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV in UTF-8, with line feeds."""
    words = io.StringIO()
    csv.writer(words, lineterminator="\n").writerows(rows)
    return words.getvalue().encode()


def table(file: Path, faults: Faults) -> Table:
    """A CSV file with its lines; a row of HXL hashtags under the header names its columns too."""
    words = text(file, faults)
    rows = _rows(file, words, faults) if words is not None else None
    if rows is None:
        return Table(file, (), (), ())
    if not rows:
        faults.found(Place(file), "This table is empty.",
                     "Its first line names the columns; each further line is a row.")
        return Table(file, (), (), ())
    (line, columns), *rows = rows
    if not _are_columns(file, line, columns, faults):
        return Table(file, (), (), ())
    tags: tuple[str, ...] = ()
    if rows and all(not cell or cell.startswith("#") for cell in rows[0][1]):
        (_, tags), *rows = rows
    fit = []
    for line, row in rows:
        if len(row) == len(columns):
            fit.append((line, row))
        else:
            faults.found(Place(file, line), f"This row has {_cells(len(row))}, "
                         f"but the header has {len(columns)}.", _mend(row, columns))
    return Table(file, columns, tuple(row for _, row in fit), tuple(line for line, _ in fit),
                 tags)


def _rows(
    file: Path, words: str, faults: Faults
) -> list[tuple[int, tuple[str, ...]]] | None:
    """Each row that is not blank with the line where it begins; None if this is no CSV."""
    reader = csv.reader(io.StringIO(words, newline=""), strict=True)
    rows = []
    line = 1
    try:
        for cells in reader:
            row = tuple(cell.strip() for cell in cells)
            if any(row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.found(Place(file, line), f"This row is not CSV: {error}.",
                     "Look for a quotation mark that is opened and never closed; one inside a "
                     "quoted cell is written twice: \"\".")
        return None
    return rows


def _are_columns(file: Path, line: int, columns: tuple[str, ...], faults: Faults) -> bool:
    """Whether a header names each column once; what is wrong with it is a fault."""
    before = len(faults)
    for separator, name in _SEPARATORS.items():
        if len(columns) == 1 and separator in columns[0]:
            faults.found(Place(file, line), f"The cells of this table are separated by {name}.",
                         "Separate them by commas; most programs ask when they export CSV.")
    for index, column in enumerate(columns, 1):
        if not column:
            faults.found(Place(file, line), f"Column {index} has no name.",
                         "Write one into the header.")
        elif column in columns[: index - 1]:
            faults.found(Place(file, line), f"Two columns are called “{column}”.",
                         "Rename one of them.")
    return len(faults) == before


def _cells(count: int) -> str:
    return f"{count} cell{'' if count == 1 else 's'}"


def _mend(row: tuple[str, ...], columns: tuple[str, ...]) -> str:
    if len(row) > len(columns):
        return "Quote a cell that holds a comma, “\"Aleppo, Idlib\"”; write 1234, not 1,234."
    return "An empty cell needs its comma too."

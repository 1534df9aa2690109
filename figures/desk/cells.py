"""What goes into a kind that is words, and what comes out of it.

Such a kind has `tabulate(data, options, language)` in place of `draw`, `alt` and `describe`.
If it has COLUMNS, `data` are rows as kinds that draw are given them; if it has none, any column
will do, and `data` is a file as `Written`. It returns `Cells`, which become a table, or a tuple
of `Stated`, which become a band of key figures. It raises ValueError, with a sentence for the
author, or `UnfitError`, which also says where.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """A file as it stands: `name` is what its author calls it, `tags` its HXL hashtags."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...] = ()

    def index(self, column: str, option: str = "") -> int:
        """Where a column stands, by its name or its hashtag; raises UnfitError if there is none."""
        if column in self.columns:
            return self.columns.index(column)
        if column in filter(None, self.tags):
            return self.tags.index(column)
        raise UnfitError([Wrong(f"{self.name} has no column “{column}”.", option, word=column,
                           known=(*self.columns, *filter(None, self.tags)))])


@dataclass(frozen=True)
class Cell:
    """One cell, in words and figures.

    `align` is left, right or decimal; in a decimal column `pad` is what the number lacks behind
    its point. `scope` is what a header heads: col, row or rowgroup; `across` is how many columns
    it spans. `before` is a qualifier, `note` the letter of a note.
    """

    text: str
    align: str = "left"
    scope: str = ""
    before: str = ""
    pad: str = ""
    note: str = ""
    across: int = 1
    missing: bool = False


@dataclass(frozen=True)
class Line:
    """A row; `part` is group (a heading over rows), total, emphasis or nothing.

    `begins` tells that it belongs to no group above it.
    """

    cells: tuple[Cell, ...]
    part: str = ""
    begins: bool = False


@dataclass(frozen=True)
class Cells:
    """A table: heads, rows, lettered notes, and what must be said of the whole."""

    heads: tuple[Cell, ...]
    lines: tuple[Line, ...]
    notes: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """A key figure: qualifier, number, what follows it (million), what it counts, who says so."""

    before: str
    number: str
    magnitude: str
    words: str
    source: str = ""


@dataclass(frozen=True)
class Wrong:
    """What is wrong, and where: in an option, or in a row (counted from 0) and its column.

    `mend` says what to do; else the one of `known` that is nearest to `word` may be meant.
    """

    says: str
    option: str = ""
    row: int | None = None
    column: int | None = None
    mend: str = ""
    word: str = ""
    known: tuple[str, ...] = ()


class UnfitError(ValueError):
    """Data or options that cannot be set as they are; carries everything that is wrong."""

    def __init__(self, wrongs: Iterable[Wrong]) -> None:
        self.wrongs = tuple(wrongs)
        super().__init__(" ".join(wrong.says for wrong in self.wrongs))

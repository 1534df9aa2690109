"""Pieces that are numbered: figures and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from report.errors import Place
from report.model.written import Table

if TYPE_CHECKING:
    from report.model.flow import Flow


@dataclass(frozen=True)
class Figure:
    """A numbered figure: a chart drawn from data, or an image.

    `options` are what the directive says to the kind, `places` where it says it; `headings`
    are what its columns are called where a reader sees them as a table. One that is `pinned`
    stands where it is written.
    """

    id: str
    number: int
    kind: str
    title: Flow
    deck: Flow
    source: Flow
    note: Flow
    credit: Flow
    alt: str
    width: str
    options: Mapping[str, str]
    places: Mapping[str, Place]
    place: Place
    image: Path | None = None
    data: Table | None = None
    description: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""
    pinned: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `align` is left, right, center or decimal.

    `scope` says what a header heads (col, row or rowgroup), `across` how many columns a cell
    spans; `pad` is what a number lacks behind the point that its column stands on.
    """

    flow: Flow
    align: str = "left"
    header: bool = False
    scope: str = "col"
    across: int = 1
    pad: str = ""


@dataclass(frozen=True)
class TableNote:
    """A note under a table; `call` is the id of the first letter that calls it."""

    id: str
    call: str
    letter: str
    flow: Flow


@dataclass(frozen=True)
class Grid:
    """A table in the text; rows before `heads` are its repeated header.

    `parts` says which rows are a group's heading, a total or emphasised; a row in `bodies` begins
    a body of its own. `remarks` are what Octavo itself says of the numbers. One that is `pinned`
    stands where it is written.
    """

    id: str
    number: int
    title: Flow
    deck: Flow
    source: Flow
    note: Flow
    width: str
    rows: tuple[tuple[Cell, ...], ...]
    heads: int
    place: Place
    parts: Mapping[int, str] = field(default_factory=dict)
    bodies: tuple[int, ...] = ()
    notes: tuple[TableNote, ...] = ()
    remarks: tuple[Flow, ...] = ()
    pinned: bool = False

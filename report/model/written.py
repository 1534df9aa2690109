"""What a person wrote: a report's folder, read and checked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report.errors import Place
from report.model.ledger import Ledger


@dataclass(frozen=True)
class Table:
    """A CSV file as it stands: cells are text, `lines[i]` is the source line of `rows[i]`.

    `tags` are the HXL hashtags of the columns, where the file has a row of them; columns that
    stand `apart` a figure is given only where its author names them.
    """

    file: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    tags: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of a batch: what its files are called, the value of each parameter, its line."""

    name: str
    values: Mapping[str, str]
    place: Place


@dataclass(frozen=True)
class Text:
    """One Markdown file; `matter` is front, body or back."""

    file: Path
    matter: str
    markdown: str


@dataclass(frozen=True)
class Cover:
    """What the cover shows: a kind of figure drawn from data, with the words that explain it, or
    a photograph with its credit."""

    kind: str = ""
    data: str = ""
    words: str = ""
    alt: str = ""
    image: str = ""
    credit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    place: Place = field(default_factory=lambda: Place(Path("report.toml")))


@dataclass(frozen=True)
class Handout:
    """What the handout shows: the id of a figure, and the address of the whole report."""

    figure: str = ""
    address: str = ""
    place: Place = field(default_factory=lambda: Place(Path("report.toml")))


@dataclass(frozen=True)
class Press:
    """How the print shop makes a report: `paper` is the thickness of a leaf in millimetres,
    `binding` saddle (stapled through the fold) or perfect (glued, with a spine)."""

    paper: float = 0.1
    binding: str = "saddle"


@dataclass(frozen=True)
class Booklet:
    """How a booklet is bound: at most so many `sheets` are put into each other (0: as Octavo
    thinks best), of a `paper` so many millimetres thick."""

    sheets: int = 0
    paper: float = 0.1


@dataclass(frozen=True)
class Meta:
    """What `report.toml` says of the report as a whole.

    None stands for what it leaves to others: `lists` to the number of figures and tables,
    `roman_front` and `drop_caps` to the theme, `back_cover` to the description.
    `running_heads` maps a section's id to the words of its running head.
    """

    title: str
    subtitle: str
    series: str
    authors: tuple[str, ...]
    date: datetime.date
    as_of: datetime.date
    language: str
    publisher: str
    identifier: str
    licence: str
    licence_url: str
    description: str
    keywords: tuple[str, ...]
    theme: str
    paper: str
    raw_html: bool
    contents_depth: int
    abbreviations: Mapping[str, str]
    press: Press = Press()
    lists: tuple[str, ...] | None = None
    roman_front: bool | None = None
    drop_caps: bool | None = None
    back_cover: str | None = None
    running_heads: Mapping[str, str] = field(default_factory=dict)
    booklet: Booklet = Booklet()
    maths: bool = False


@dataclass(frozen=True)
class Gate:
    """What `[gate]` of report.toml says: words whose numbers need no source, rules not asked."""

    allow: tuple[str, ...] = ()
    off: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manuscript:
    """A report's folder, read and checked; nothing in it has been interpreted yet.

    `tokens` are what the report sets of its theme's otherwise, by table and name; `kinds` are
    the files of the report's own kinds of figures, by their names; `places` tell where
    report.toml says what readers see. `row` is that of a batch which it was read for.
    """

    folder: Path
    meta: Meta
    cover: Cover
    texts: tuple[Text, ...]
    tables: Mapping[str, Table]
    images: Mapping[str, Path]
    tokens: Mapping[str, Mapping[str, str | float]] = field(default_factory=dict)
    kinds: Mapping[str, Path] = field(default_factory=dict)
    handout: Handout = field(default_factory=Handout)
    ledger: Ledger = field(default_factory=Ledger)
    places: Mapping[str, Place] = field(default_factory=dict)
    gate: Gate = Gate()
    row: Row | None = None

    @property
    def name(self) -> str:
        """What the files made of it are called."""
        return self.row.name if self.row else self.folder.resolve().name

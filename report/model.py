"""The types that pass from stage to stage.

A text is a `Flow`: finished XHTML as strings, with *pieces* in between, the things that each
edition sets in its own way (figures, notes, references, boxes). All types are frozen: every
edition is composed from the same `Report`, and none can disturb another.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report.errors import OctavoError, Place

# --- what a person wrote -------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """A CSV file as it stands: cells are text, `lines[i]` is the source line of `rows[i]`.

    `tags` are the HXL hashtags of the columns, where the file has a row of them.
    """

    file: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """One Markdown file; `matter` is front, body or back."""

    file: Path
    matter: str
    markdown: str


@dataclass(frozen=True)
class Cover:
    """What the cover shows: a kind of figure drawn from data, and the words that explain it."""

    kind: str = ""
    data: str = ""
    words: str = ""
    alt: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    place: Place = field(default_factory=lambda: Place(Path("report.toml")))


@dataclass(frozen=True)
class Meta:
    """What `report.toml` says of the report as a whole."""

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
    raw_html: bool
    contents_depth: int
    abbreviations: Mapping[str, str]


@dataclass(frozen=True)
class Manuscript:
    """A report's folder, read and checked; nothing in it has been interpreted yet.

    `kinds` are the files of the report's own kinds of figures, by their names.
    """

    folder: Path
    meta: Meta
    cover: Cover
    texts: tuple[Text, ...]
    tables: Mapping[str, Table]
    images: Mapping[str, Path]
    kinds: Mapping[str, Path] = field(default_factory=dict)


# --- what is said ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """A heading inside a section: `level` 2 to 4."""

    id: str
    level: int
    title: Flow


@dataclass(frozen=True)
class Note:
    """A footnote, by paragraphs; `number` runs through the whole report."""

    id: str
    number: int
    paragraphs: tuple[Flow, ...]
    place: Place


@dataclass(frozen=True)
class NoteCall:
    """The place in the text that calls a note."""

    note: Note
    first: bool = True

    @property
    def id(self) -> str:
        return f"call-{self.note.id}"


@dataclass(frozen=True)
class Reference:
    """A cross reference; `words` holds %s where the target's number or title goes."""

    target: str
    words: str
    place: Place


@dataclass(frozen=True)
class Link:
    """A link to a place in the report that keeps the author's words; in print it names the page
    where `paged`."""

    target: str
    flow: Flow
    place: Place
    paged: bool = True


@dataclass(frozen=True)
class Image:
    """An image in the text, without a number."""

    file: Path
    alt: str


@dataclass(frozen=True)
class Figure:
    """A numbered figure: a chart drawn from data, or an image.

    `options` are what the directive says to the kind, `places` where it says it; `headings`
    are what its columns are called where a reader sees them as a table.
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
    a body of its own. `remarks` are what Octavo itself says of the numbers.
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


@dataclass(frozen=True)
class Box:
    """A box beside the argument."""

    id: str
    title: Flow
    flow: Flow


@dataclass(frozen=True)
class Aside:
    """A side note, set on the outer side of the page."""

    id: str
    flow: Flow


@dataclass(frozen=True)
class Quote:
    """A quotation; a pull quote when `pull` is true."""

    id: str
    flow: Flow
    attribution: Flow
    pull: bool = False


@dataclass(frozen=True)
class KeyFigure:
    """A big number, the words that define it, and who states it; `before` is its qualifier."""

    number: Flow
    words: Flow
    before: Flow = ()
    source: Flow = ()


@dataclass(frozen=True)
class KeyFigures:
    """The band of big numbers; `title` is what it is called where it is read aloud."""

    id: str
    items: tuple[KeyFigure, ...]
    title: str = ""


@dataclass(frozen=True)
class Marked:
    """Words that the index leads to, under a term and perhaps a second one under it."""

    id: str
    flow: Flow
    term: str
    sub: str = ""


@dataclass(frozen=True)
class Index:
    """The place where the index stands."""

    id: str
    place: Place


@dataclass(frozen=True)
class Definition:
    """A term of a glossary, its plain `name`, and what it means."""

    id: str
    name: str
    words: Flow
    meaning: Flow


@dataclass(frozen=True)
class Glossary:
    """Terms and what they mean, in the order of the alphabet."""

    id: str
    items: tuple[Definition, ...]


Piece = (
    Heading | NoteCall | Reference | Link | Image | Figure | Grid | Box | Aside | Quote
    | KeyFigures | Marked | Index | Glossary
)
Flow = tuple["str | Piece", ...]


@dataclass(frozen=True)
class Section:
    """One unit of the report: a chapter, or a part of its front or back matter.

    `kind` is a word of the EPUB Structural Semantics Vocabulary; `number` is 0 where the
    section carries none.
    """

    id: str
    kind: str
    matter: str
    number: int
    title: Flow
    flow: Flow
    place: Place
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Report:
    """What is said, whole and frozen: every edition is composed from it."""

    meta: Meta
    cover: Figure | None
    cover_words: str
    sections: tuple[Section, ...]
    kinds: Mapping[str, Path] = field(default_factory=dict)

    def pieces(self) -> Iterator[Piece]:
        """Every piece of the report, in reading order, notes after the section calling them."""
        for section in self.sections:
            yield from pieces(section.title)
            yield from pieces(section.flow)
            for note in section.notes:
                for paragraph in note.paragraphs:
                    yield from pieces(paragraph)

    def figures(self) -> tuple[Figure, ...]:
        return tuple(piece for piece in self.pieces() if isinstance(piece, Figure))

    def grids(self) -> tuple[Grid, ...]:
        return tuple(piece for piece in self.pieces() if isinstance(piece, Grid))


def inner(piece: Piece) -> tuple[Flow, ...]:
    """The flows that a piece holds, in reading order."""
    match piece:
        case Heading(title=title):
            return (title,)
        case Figure(title=title, deck=deck, source=source, note=note, credit=credit):
            return (title, deck, note, source, credit)
        case Grid(title=title, deck=deck, note=note, source=source):
            cells = tuple(cell.flow for row in piece.rows for cell in row)
            under = (*(each.flow for each in piece.notes), *piece.remarks)
            return (title, deck, *cells, *under, note, source)
        case Box(title=title, flow=flow):
            return (title, flow)
        case Aside(flow=flow) | Link(flow=flow) | Marked(flow=flow):
            return (flow,)
        case Glossary(items=terms):
            return tuple(flow for item in terms for flow in (item.words, item.meaning))
        case Quote(flow=flow, attribution=attribution):
            return (flow, attribution)
        case KeyFigures(items=items):
            return tuple(flow for item in items
                         for flow in (item.before, item.number, item.words, item.source))
        case _:
            return ()


def pieces(flow: Flow) -> Iterator[Piece]:
    """Every piece of a flow and of the pieces in it, in reading order."""
    for part in flow:
        if not isinstance(part, str):
            yield part
            for nested in inner(part):
                yield from pieces(nested)


# --- how it looks, where it goes ------------------------------------------------------------


@dataclass(frozen=True)
class Theme:
    """A folder of `styles/`: tokens that colour text and charts alike, and where its CSS is."""

    name: str
    folder: Path
    colours: Mapping[str, str]
    dark: Mapping[str, str]
    faces: Mapping[str, str]
    sizes: Mapping[str, float]
    measures: Mapping[str, float]


@dataclass(frozen=True)
class Medium:
    """A way of drawing a figure: how wide, and whether its words stay text.

    `widths` gives millimetres for the three permitted widths of a figure and for a cover, which
    is `height` millimetres high; labels are `enlarged` by a factor; `inch` is
    the number of pixels in an inch of a cover that must be a PNG, 0 where it need not; no figure
    may be higher than `tallest`, where that is not 0.
    """

    name: str
    widths: Mapping[str, float]
    height: float
    text_as_text: bool
    enlarged: float = 1.0
    inch: int = 0
    tallest: float = 0


@dataclass(frozen=True)
class Picture:
    """A figure drawn for one medium: cleaned SVG, or PNG for a cover; sizes in points."""

    svg: str
    png: bytes
    width: float
    height: float


@dataclass(frozen=True)
class Shown:
    """The data of a figure for a reader: a table in words and figures, and a file of CSV.

    `numeric` tells of each column whether it holds numbers.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    csv: bytes


@dataclass(frozen=True)
class Drawn:
    """All drawings of one figure by medium, with its words and its data.

    `alt` is one sentence that says what is seen, `description` tells the numbers.
    """

    pictures: Mapping[str, Picture]
    alt: str
    description: str
    data: Shown


@dataclass(frozen=True)
class Attached:
    """A CSV file that goes with an edition, and what it holds in a few words."""

    name: str
    data: bytes
    description: str


@dataclass(frozen=True)
class Edition:
    """What one edition wants of composing; the rest is in its module.

    `parts` are the templates of the parts made for it before the text, `closing` of those after
    it; `media` the ways its figures are drawn; `paged` editions have page numbers, `split` ones
    a file for each unit.
    """

    name: str
    suffix: str
    parts: tuple[str, ...]
    media: tuple[str, ...]
    paged: bool = False
    split: bool = False
    suffix_of_units: str = ".xhtml"
    heading_shift: int = 0
    closing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placement:
    """Where things fell when the pages were last set.

    `folios` maps an id to its page number, counted from 1. `long` holds ids of wide tables that
    need more than a page, and so get pages of their own. `kept` holds ids of paragraphs
    that must not be split, because a note would leave the page of its call otherwise; `drops`
    says how many millimetres below the line where it hangs the foot of a side note stands.
    """

    folios: Mapping[str, int] = field(default_factory=dict)
    long: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    drops: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Unit:
    """One section composed for an edition: an XHTML fragment that starts on a new page."""

    id: str
    kind: str
    title: str
    body: str


@dataclass(frozen=True)
class Pages:
    """A report composed for one edition."""

    edition: Edition
    meta: Meta
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Finding:
    """What an inspection of a written file says; `check` names the module that found it."""

    check: str
    file: Path
    says: str
    severity: str = "error"


class InspectionError(OctavoError):
    """What was written is not fit to be handed on; carries the findings."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("\n".join(f"{finding.file.name}: {finding.says}" for finding in findings))

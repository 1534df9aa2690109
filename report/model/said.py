"""What is said: the report with its sections, and the pieces that stand in their text.

A text is a `Flow`: finished XHTML as strings, with *pieces* in between, the things that each
edition sets in its own way (figures, notes, references, boxes).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report.errors import Place
from report.model.ledger import Ledger, Use
from report.model.written import Meta, Table


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
class FactCall:
    """Words that the ledger sets, a number or a date, and the ids of what they rest on.

    `before` is a qualifier, `after` the date where the author asks for it; all three are XHTML.
    A quiet one opens nothing, since it stands inside a link.
    """

    id: str
    words: str
    targets: tuple[str, ...]
    before: str = ""
    after: str = ""
    quiet: bool = False

    @property
    def xhtml(self) -> str:
        return f"{self.before}{self.words}{self.after}"


@dataclass(frozen=True)
class Image:
    """An image in the text, without a number."""

    file: Path
    alt: str


@dataclass(frozen=True)
class Maths:
    """A formula: its LaTeX, and the same as MathML.

    One that is `displayed` stands on lines of its own; its id is empty where it does so inside a
    paragraph. `number` is 0 where its author has given it no name. `before` and `after` are
    letters that stand so near to it that no line may end between.
    """

    id: str
    latex: str
    mathml: str
    place: Place
    displayed: bool = False
    number: int = 0
    before: str = ""
    after: str = ""

    @property
    def drawing(self) -> str:
        """What its drawing is called: as that of any formula that looks the same."""
        return f"formula-{hashlib.sha256(self.mathml.encode()).hexdigest()[:16]}"


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


@dataclass(frozen=True)
class FactList:
    """The place where every fact that the report uses is listed, with where it is used."""

    id: str
    place: Place


@dataclass(frozen=True)
class SourceList:
    """The place where those who state the report's facts are listed, with what they state."""

    id: str
    place: Place


Piece = (
    Heading | NoteCall | Reference | Link | FactCall | Image | Maths | Figure | Grid | Box | Aside
    | Quote | KeyFigures | Marked | Index | Glossary | FactList | SourceList
)
Flow = tuple["str | Piece", ...]
# What stands in a line of text.
INLINE = (NoteCall, Reference, Link, FactCall, Image, Maths, Marked)


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
    ledger: Ledger = field(default_factory=Ledger)
    uses: tuple[Use, ...] = ()

    @property
    def counted_from(self) -> str:
        """The id of the section that begins on page 1 after roman folios; nothing where the
        pages are counted through."""
        body = (section.id for section in self.sections if section.matter == "body")
        return next(body, "") if self.meta.roman_front else ""

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

    def formulas(self) -> tuple[Maths, ...]:
        return tuple(piece for piece in self.pieces() if isinstance(piece, Maths))

    def grids(self) -> tuple[Grid, ...]:
        return tuple(piece for piece in self.pieces() if isinstance(piece, Grid))


def is_beside(part: str | Piece) -> bool:
    """Whether a part of a flow stands beside the text: a side note, a pull quote, a narrow
    figure."""
    return isinstance(part, Aside) or (isinstance(part, Quote) and part.pull) or (
        isinstance(part, Figure) and part.width == "margin")


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

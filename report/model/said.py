"""What is said: the report with its sections, all that editions are composed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report.errors import Place
from report.model.flow import Flow, Piece, pieces
from report.model.inline import Maths, Note
from report.model.ledger import Ledger, Use
from report.model.numbered import Figure, Grid
from report.model.written import Meta


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

"""Pieces between paragraphs: headings, and what is set apart from the argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.model.flow import Flow


@dataclass(frozen=True)
class Heading:
    """A heading inside a section: `level` 2 to 4."""

    id: str
    level: int
    title: Flow


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

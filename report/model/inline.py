"""Pieces that stand in a line of text: notes called, references, facts, formulas."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report.errors import Place

if TYPE_CHECKING:
    from report.model.flow import Flow


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
class Marked:
    """Words that the index leads to, under a term and perhaps a second one under it."""

    id: str
    flow: Flow
    term: str
    sub: str = ""


INLINE = (NoteCall, Reference, Link, FactCall, Image, Maths, Marked)

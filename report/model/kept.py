"""What is kept of a text between builds."""

from __future__ import annotations

from dataclasses import dataclass

from report.errors import Place
from report.model.ledger import Use
from report.model.prose import Exhibit, Passage
from report.model.said import Section


@dataclass(frozen=True)
class Asked:
    """An id that was coined of some words, or that an author gave."""

    is_coined: bool
    words: str
    place: Place
    name: str


@dataclass(frozen=True)
class Walked:
    """A section, and what walking through its text did to what all texts share.

    `asked` are the ids taken and coined in turn, `numbers` the last ones given out behind it,
    `lost` and `uses` what it added.
    """

    section: Section
    asked: tuple[Asked, ...]
    numbers: dict[str, int]
    lost: frozenset[str]
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class Heard:
    """The passages of a text as its author wrote them, and its directives that show data."""

    passages: tuple[Passage, ...]
    exhibits: tuple[Exhibit, ...]

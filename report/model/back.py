"""Pieces of the back matter: index, glossary, and the lists of facts and of their sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.errors import Place

if TYPE_CHECKING:
    from report.model.flow import Flow


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

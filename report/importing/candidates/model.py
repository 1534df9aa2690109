"""The types of what is found in a text: counts and dates, each with its sentence and line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Spoken:
    """A sentence with the line of each of its parts.

    `paragraph` and `section` are the positions of what it stands in; `parts` are offsets in
    `words` with the line of the input that begins there.
    """

    words: str
    paragraph: int
    section: int
    parts: tuple[tuple[int, int], ...]

    def line(self, offset: int) -> int:
        """The line of the input on which an offset of the sentence stands."""
        return max((part for part in self.parts if part[0] <= offset), default=self.parts[0])[1]


@dataclass(frozen=True)
class Number:
    """A number in a sentence from `start` to `end`: its value, or the two ends of a range."""

    start: int
    end: int
    words: str
    values: tuple[Decimal, ...]
    is_share: bool = False


@dataclass(frozen=True)
class When:
    """A date in a sentence: `period` as data files write it; empty if it cannot be resolved."""

    start: int
    end: int
    words: str
    period: str
    is_since: bool = False
    is_ahead: bool = False


@dataclass(frozen=True)
class Count:
    """A number of a text as a row of facts.csv would have it."""

    values: tuple[Decimal, ...]
    qualifier: str
    unit: str
    population: str
    what: str
    place: str
    as_of: str
    said_by: str
    note: str
    sentence: str
    line: int


@dataclass(frozen=True)
class Dated:
    """A date of a text as a row of events.csv would have it; `date` is empty if unresolved."""

    date: str
    words: str
    title: str
    place: str
    said_by: str
    note: str
    sentence: str
    line: int


@dataclass(frozen=True)
class Candidates:
    """All that was found; `pairs` are positions in `counts` of numbers that disagree.

    `is_cut` says that there was more than anybody could confirm, and that the end of the text
    was not looked through.
    """

    counts: tuple[Count, ...] = ()
    dates: tuple[Dated, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    is_cut: bool = False

"""What readers will read, as its author wrote it: the passages of a report with their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from report.errors import Place

# Stands in the words of a passage for what is no words: a fact, a reference, code, a picture.
GAP = "\ufffc"


@dataclass(frozen=True)
class Numeral:
    """A number that stands in a text from `start` to `end`.

    `values` are what it states: one number, the two ends of a range, or none where the words name
    no value (“tens of thousands”). `step` is how finely it is stated: a hundred thousand in
    “2.5 million”. `is_share` is true of per cents, fractions and “one in four”.
    """

    start: int
    end: int
    words: str
    values: tuple[Decimal, ...] = ()
    step: Decimal = Decimal(1)
    is_share: bool = False


@dataclass(frozen=True)
class Told:
    """A role in a passage, `{name}`content``, which stands there from `start` to `end`."""

    name: str
    content: str
    start: int
    end: int
    place: Place


@dataclass(frozen=True)
class Passage:
    """Words that stand together: a paragraph, a heading, a cell, a note, a figure's title.

    `spots` are offsets in `words` with the line and the column in `file` of what begins there,
    up to the next of them. `within` is
    text, heading, note, cell, settings, option (digits alone) or the name of a directive,
    `element` the id that the directive has. `as_is` are the stretches whose numbers their author
    vouches for. `note` is the label of the note that the passage is a part of; what calls one
    has it as a role “note”. `numerals` are the numbers in it that need a source.
    """

    words: str
    file: Path
    spots: tuple[tuple[int, int, int], ...]
    section: str
    within: str
    element: str = ""
    roles: tuple[Told, ...] = ()
    as_is: tuple[tuple[int, int], ...] = ()
    note: str = ""
    numerals: tuple[Numeral, ...] = ()

    def at(self, offset: int) -> Place:
        """Where in the source the word at an offset stands."""
        index = bisect_right(self.spots, offset, key=lambda spot: spot[0]) - 1
        begin, line, column = self.spots[max(index, 0)]
        return Place(self.file, line, column and column + max(offset - begin, 0))


@dataclass(frozen=True)
class Exhibit:
    """A directive that shows data, as its author wrote it: `kind` is figure, table or key-figures.

    `draws` is the kind of figure or the image that it names, `places` says where each option
    stands. The cover's picture is one too.
    """

    kind: str
    draws: str
    id: str
    section: str
    options: dict[str, str]
    places: dict[str, Place]
    place: Place

    @property
    def has_image(self) -> bool:
        return "/" in self.draws or "." in self.draws


@dataclass(frozen=True)
class Prose:
    """All passages of a report in reading order, and the directives that show data."""

    passages: tuple[Passage, ...]
    exhibits: tuple[Exhibit, ...]

    def of(self, element: str) -> Iterator[Passage]:
        """The passages of one figure, table or box."""
        return iter(self._by_element.get(element, ()))

    @cached_property
    def _by_element(self) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(passage.element, []).append(passage)
        return found

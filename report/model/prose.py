"""What readers will read, as its author wrote it: the passages of a report with their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from report.errors import Place

# Stands in the words of a passage for what is no words: a fact, a reference, code, a picture.
GAP = "\ufffc"


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

    `spots` are offsets in `words` with the place in the source of what begins there. `within` is
    text, heading, note, cell, settings, option (digits alone) or the name of a directive,
    `element` the id that the directive has. `as_is` are the stretches whose numbers their author
    vouches for. `note` is the label of the note that the passage is a part of; what calls one
    has it as a role “note”.
    """

    words: str
    spots: tuple[tuple[int, Place], ...]
    section: str
    within: str
    element: str = ""
    roles: tuple[Told, ...] = ()
    as_is: tuple[tuple[int, int], ...] = ()
    note: str = ""

    def at(self, offset: int) -> Place:
        """Where in the source the word at an offset stands."""
        index = bisect_right(self.spots, offset, key=lambda spot: spot[0]) - 1
        begin, place = self.spots[max(index, 0)]
        if not place.column:
            return place
        return replace(place, column=place.column + max(offset - begin, 0))


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
        return (passage for passage in self.passages if passage.element == element)

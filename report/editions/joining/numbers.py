"""The objects of a unit get their numbers in the whole PDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pydyf

from report.editions.joining.file import Streamed
from report.editions.joining.loose import Loose
from report.editions.joining.parts import SHARED, Part


class Numbered:
    """A unit of which every object has its number, and what the join has to say of them.

    `common` are the numbers of the objects that are made for all units. `shared` are those of
    objects that units before it have had too, by what is written of them.
    """

    def __init__(
        self, part: Part, pdf: pydyf.PDF, common: Sequence[int], shared: dict[bytes, int]
    ) -> None:
        self.part = part
        self._objects = pdf.objects
        first = len(pdf.objects)
        self._numbers: list[int] = [*common, *range(first, first + len(part.objects))]
        self._objects += [b""] * len(part.objects)
        self._said: defaultdict[int, bytes] = defaultdict(bytes)
        self._again = set()
        for place in part.shared:
            written = part.objects[place - SHARED].placed(self._numbers)
            number = shared.setdefault(written, self._numbers[place])
            if number != self._numbers[place]:
                self._again.add(place)
                self._numbers[place] = number

    def number(self, place: int) -> int:
        return self._numbers[place]

    def reference(self, place: int) -> bytes:
        return b"%d 0 R" % self._numbers[place]

    def placed(self, loose: Loose) -> bytes:
        """What is no object of its own, with the numbers that it leads to."""
        return loose.placed(self._numbers)

    def say(self, place: int, words: bytes) -> None:
        """Add to what is written of an object."""
        self._said[place] += words

    def write(self) -> None:
        """Put all objects into the PDF."""
        numbers, said = self._numbers, self._said
        for place, loose in enumerate(self.part.objects, SHARED):
            if place not in self._again:
                written = loose.placed(numbers, said.get(place, b""))
                self._objects[numbers[place]] = Streamed(written) if loose.data else written

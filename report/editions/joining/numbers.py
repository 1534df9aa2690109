"""The objects of a unit get their numbers in the whole PDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pydyf

from report.editions.joining.loose import Loose
from report.editions.joining.parts import SHARED, Part


class Written(pydyf.Object):  # type: ignore[misc]
    """An object that has been written already."""

    data = b""
    compressible = False


class Numbered:
    """A unit of which every object has its number, and what the join has to say of them.

    `common` are the numbers of the objects that are made for all units. `shared` are those of
    objects that units before it have had too, by what is written of them.
    """

    def __init__(
        self, part: Part, pdf: pydyf.PDF, common: Sequence[int], shared: dict[bytes, int]
    ) -> None:
        self.part = part
        self._pdf = pdf
        self._numbers = [*common, *[0] * len(part.objects)]
        self._said: defaultdict[int, bytes] = defaultdict(bytes)
        for place in part.shared:
            written = part.objects[place - SHARED].placed(self._numbers)
            if written not in shared:
                shared[written] = self._reserve()
            self._numbers[place] = shared[written]
        for place, number in enumerate(self._numbers[SHARED:], SHARED):
            self._numbers[place] = number or self._reserve()

    def _reserve(self) -> int:
        made = Written()
        self._pdf.add_object(made)
        number: int = made.number
        return number

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
        numbers, said, objects = self._numbers, self._said, self._pdf.objects
        for place, loose in enumerate(self.part.objects, SHARED):
            made = objects[numbers[place]]
            made.data = loose.placed(numbers, said.get(place, b""))
            made.compressible = not loose.data

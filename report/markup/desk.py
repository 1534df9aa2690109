"""What the walks through all texts share: the numbers given out, the ids taken, the faults."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from report.errors import Faults, Place
from report.model import Manuscript


def slug(words: str) -> str:
    """Words as an id: small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass
class Desk:
    """One for the whole report; texts are walked through in their order."""

    manuscript: Manuscript
    faults: Faults
    numbers: dict[str, int] = field(default_factory=dict)
    ids: dict[str, Place] = field(default_factory=dict)

    def number(self, series: str) -> int:
        """The next number of a series: figure, table, note or chapter."""
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def take(self, name: str, place: Place) -> str:
        """Take an id that an author has given; a fault if it is taken already."""
        if name in self.ids:
            first = self.ids[name]
            self.faults.found(
                place,
                f"The id “{name}” is taken already, in {first.file.name}, line {first.line}.",
                "Give one of the two another name.",
            )
        elif not re.fullmatch(r"[A-Za-z][\w.-]*", name):
            self.faults.found(
                place,
                f"“{name}” cannot be an id.",
                f"Letters, digits and hyphens, a letter first: “{slug(name) or 'a-name'}”.",
            )
        self.ids.setdefault(name, place)
        return name

    def coin(self, words: str, place: Place) -> str:
        """An id made from words, with a number where the plain one is taken."""
        base = slug(words) or "part"
        name = base
        count = 1
        while name in self.ids:
            count += 1
            name = f"{base}-{count}"
        self.ids[name] = place
        return name

"""What the walks through all texts share: the numbers given out, the ids taken, the faults."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from report.errors import Faults, Place
from report.model import Manuscript, Use
from report.model.kept import Asked


def slug(words: str) -> str:
    """Words as an id: small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


_NAME = re.compile(r"[A-Za-z][\w.-]*")
_PARAGRAPH = re.compile(r"-p\d+$")  # as running text is numbered
# Templates make these of an id.
_DERIVED = ("-title", "-caption", "-notes", "-top", "-end", "-data", "-details")
_RESERVED = frozenset((
    "cover", "titlepage", "imprint", "toc", "nav", "text", "figure-data", "back-cover", "front",
    "list-of-figures", "list-of-tables", "half-title", "cover-sheet"))


@dataclass
class Desk:
    """One for the whole report; texts are walked through in their order.

    `lost` holds the names of things that a fault kept from being made: what refers to them is
    no fault of its own. `uses` are the places where the ledger has been asked, `asked` the ids
    that the text at hand has asked for.
    """

    manuscript: Manuscript
    faults: Faults
    numbers: dict[str, int] = field(default_factory=dict)
    ids: dict[str, Place] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

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
        elif not _NAME.fullmatch(name):
            self.faults.found(
                place,
                f"“{name}” cannot be an id.",
                f"Letters, digits and hyphens, a letter first: “{slug(name) or 'a-name'}”.",
            )
        elif not self._is_free(name):
            self.faults.found(place, f"The id “{name}” is one that Octavo gives itself.",
                              "Give it another name.")
        self.ids.setdefault(name, place)
        self.asked.append(Asked(False, name, place, name))
        return name

    def coin(self, words: str, place: Place) -> str:
        """An id made from words, with a number where the plain one is taken."""
        base = slug(words) or "part"
        if not base[0].isalpha():
            base = f"part-{base}"
        name = base
        count = 1
        while not self._is_free(name):
            count += 1
            name = f"{base}-{count}"
        self.ids[name] = place
        self.asked.append(Asked(True, words, place, name))
        return name

    def _is_free(self, name: str) -> bool:
        """Whether neither an id nor what templates make of ids is called so."""
        if name in self.ids or name in _RESERVED or _PARAGRAPH.search(name):
            return False
        return not any(
            name.removesuffix(ending) in self.ids if name.endswith(ending)
            else f"{name}{ending}" in self.ids
            for ending in _DERIVED
        )


def section_id(file: str) -> str:
    """The id of a text: its file's name without leading digits and ending."""
    return re.sub(r"^\d+[-_ ]*|\.md$", "", file)

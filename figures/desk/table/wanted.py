"""Options that name the columns and rows of a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from figures.desk.cells import UnfitError, Written, Wrong


@dataclass
class Wanted:
    """A file and options; what is wrong with them gathers in `wrongs`."""

    written: Written
    options: Mapping[str, str]
    wrongs: list[Wrong] = field(default_factory=list)

    def said(self, option: str) -> str:
        return self.options.get(option, "").strip()

    def fault(self, option: str, says: str, mend: str = "") -> None:
        self.wrongs.append(Wrong(says, option, mend=mend))

    def column(self, option: str) -> int | None:
        """The one column that an option names."""
        return self._index(self.said(option), option) if self.said(option) else None

    def columns(self, option: str) -> list[int]:
        """The columns that an option names, with a comma between."""
        found = [self._index(name, option) for name in _parts(self.said(option), "[,;]")]
        return [index for index in found if index is not None]

    def by_column(self, option: str, separator: str = ";") -> dict[int, str]:
        """“name = words; …” by column; the words are empty where only a name is given."""
        found = {}
        for part in _parts(self.said(option), separator):
            name, _, words = (side.strip() for side in part.partition("="))
            index = self._index(name, option)
            if index is not None:
                found[index] = words
        return found

    def rows(self, option: str, labels: Collection[str]) -> frozenset[str]:
        """The rows that an option names by their first cells, with ; between."""
        named = _parts(self.said(option), ";")
        for name in named if labels else ():
            if name not in labels:
                self.wrongs.append(Wrong(
                    f"“{option}” names “{name}”, which is the first cell of no row.", option,
                    word=name, known=tuple(labels)))
        return frozenset(named)

    def headings(self) -> dict[int, str]:
        """What stands over each column: as an option says, else its name made readable."""
        readable = {index: (words := name.replace("_", " ").strip())[:1].upper() + words[1:]
                    for index, name in enumerate(self.written.columns)}
        told = [*self.by_column("headings", ",").items(), *self.by_column("columns", ",").items()]
        return readable | {index: words for index, words in told if words}

    def _index(self, name: str, option: str) -> int | None:
        try:
            return self.written.index(name, option)
        except UnfitError as unfit:
            self.wrongs += unfit.wrongs
            return None


def _parts(text: str, separator: str) -> list[str]:
    return [part.strip() for part in re.split(separator, text) if part.strip()]

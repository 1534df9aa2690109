"""What a kind shows of itself: the gallery draws it, and an author's first one is made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A directive's options (`title`, `deck`, `source`, `width` among them), and its CSV.

    The numbers are real, and stated by the source that is named.
    """

    options: Mapping[str, str]
    data: str
    file: str

    def directive(self, kind: str, name: str = "", file: str = "") -> str:
        """The example as an author writes it; under another name, from another file if told."""
        written = {"name": name} if name else {}
        written |= {"data": file or self.file, **self.options}
        lines = "\n".join(f":{option}: {words}" for option, words in written.items())
        return f":::{{figure}} {kind}\n{lines}\n:::\n"

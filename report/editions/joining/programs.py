"""Whole font files, which units only name: they are large, and the same for all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from report.editions.joining.parts import Part
from report.kept import digest, write


@dataclass(frozen=True)
class Programs:
    """A folder of font files, each named by what is in it.

    Several processes may keep files at once. What parts name must be there when they are joined:
    whoever keeps parts keeps these with them.
    """

    folder: Path

    def keep(self, program: bytes) -> str:
        """The name of a font file, which is kept under it."""
        name = digest(program)
        file = self.folder / name
        if not file.exists():
            write(file, program)
        return name

    def read(self, name: str) -> bytes:
        """The font file with a name; raises FileNotFoundError if it was deleted."""
        return (self.folder / name).read_bytes()

    def has(self, part: Part) -> bool:
        """Whether the font files that a part names are there."""
        return all((self.folder / letters.program).exists() for letters in part.letters)

"""One group of a pictogram, as data; how squares are drawn is told in `squares`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil


@dataclass(frozen=True)
class Group:
    """A row as drawn: its number in squares, exactly; None if nobody has stated one."""

    label: str
    squares: Fraction | None
    said: str
    qualifier: str
    emphasised: bool

    @property
    def whole(self) -> int:
        """Squares that are filled."""
        return int(self.squares or 0)

    @property
    def part(self) -> float:
        """What the last square is filled with, of itself; 0 if there is none in part."""
        return float((self.squares or 0) - self.whole)

    @property
    def places(self) -> int:
        """Squares, the one in part included."""
        return ceil(self.squares or 0)

"""One row before and after, as data; how slopes are drawn is told in `slopes`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A row as drawn: two numbers, None where nobody has stated one, and what is said of them."""

    label: str
    before: float | None
    after: float | None
    said: tuple[str, str]
    emphasised: bool

    @property
    def numbers(self) -> tuple[float | None, float | None]:
        return self.before, self.after

    @property
    def whole(self) -> bool:
        """Whether both numbers are there, so that there is a line."""
        return None not in self.numbers

    @property
    def by(self) -> float:
        """How much it rose, below zero if it fell."""
        return (self.after or 0) - (self.before or 0)

    def at(self, end: int) -> float:
        """Where a label stands: at its number, or across from the only one there is."""
        number = self.numbers[end]
        return (number if number is not None else self.numbers[1 - end]) or 0.0

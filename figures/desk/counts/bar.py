"""One bar, as data; how bars are drawn is told in `bars`."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Bar:
    """A row as drawn: `said` is the number in words and figures, qualifier included.

    `gathered` is how many rows the bar stands for if it is the one that stands for the rest;
    so many of them have no figure.
    """

    label: str
    value: float | None
    said: str
    qualifier: str = ""
    note: str = ""
    group: str = ""
    emphasised: bool = False
    gathered: int = 0
    unknown: int = 0

    def saying(self, said: str) -> Bar:
        return replace(self, said=said)

    def named(self, label: str) -> Bar:
        return replace(self, label=label)

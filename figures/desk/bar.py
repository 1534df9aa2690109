"""One bar, as data; how bars are drawn is told in `bars`."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Bar:
    """A row as drawn: `said` is the number in words and figures, qualifier included."""

    label: str
    value: float | None
    said: str
    qualifier: str = ""
    note: str = ""
    group: str = ""
    emphasised: bool = False

    def saying(self, said: str) -> Bar:
        return replace(self, said=said)

    def named(self, label: str) -> Bar:
        return replace(self, label=label)

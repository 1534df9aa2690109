"""Framed: the drawings of a figure as pictures for their media."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from report.drawing import Drawing
from report.model import Drawn, Picture, Theme
from report.packed import packed
from report.store import Store
from report.studio import Coming
from report.svg import cleaned


def framed(drawn: Drawn, name: str, drawings: Coming, theme: Theme, store: Store) -> Drawn:
    """A figure with its pictures, which are kept with it when they are there."""
    return replace(drawn, pictures=_Framed(drawn, name, drawings, theme, store))


def are_there(pictures: Mapping[str, Picture]) -> bool:
    """Whether nobody has to wait for the pictures of a figure."""
    return not isinstance(pictures, _Framed) or pictures.drawings.are_there


@dataclass(frozen=True, eq=False)
class _Framed(Mapping[str, Picture]):
    """The pictures of a figure, by medium; who asks for one waits until all are drawn."""

    drawn: Drawn
    name: str
    drawings: Coming
    theme: Theme
    store: Store

    @cached_property
    def _pictures(self) -> Mapping[str, Picture]:
        made = {medium: _picture(drawing, self.name, medium, self.drawn.alt, self.theme)
                for medium, drawing in self.drawings.items()}
        self.store.put(self.drawn.made_from, packed(replace(self.drawn, pictures=made)))
        return made

    def __getitem__(self, medium: str) -> Picture:
        return self._pictures[medium]

    def __iter__(self) -> Iterator[str]:
        return iter(self.drawings)

    def __len__(self) -> int:
        return len(self.drawings)


def _picture(drawing: Drawing, name: str, medium: str, alt: str, theme: Theme) -> Picture:
    """A drawing as its medium wants it: in a web page it says its words and follows dark mode."""
    if drawing.data.startswith(b"\x89PNG"):
        return Picture("", drawing.data, drawing.width, drawing.height)
    on_screen = medium in ("wide", "narrow")
    svg = cleaned(drawing.data, f"{name}-{medium}", "" if medium in ("phone", "tablet") else alt,
                  _properties(theme) if on_screen and name != "cover" else None)
    return Picture(svg, b"", drawing.width, drawing.height)


def _properties(theme: Theme) -> dict[str, str]:
    """The theme's colours as custom properties, so that a drawing follows dark mode."""
    return {colour.lower(): f"var(--{name})" for name, colour in theme.colours.items()}

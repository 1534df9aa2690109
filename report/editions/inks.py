"""The inks that an edition is printed with: what becomes of colours in text and images."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from report.model import Theme


@dataclass(frozen=True)
class Inks:
    """How an edition gets its inks.

    `theme` changes the tokens, before figures are drawn; `text` puts the colours of CSS or SVG
    into the inks, `image` gives a picture's bytes with its colours in them.
    """

    theme: Callable[[Theme], Theme]
    text: Callable[[str], str]
    image: Callable[[Path], bytes]


INKS: Mapping[str, Inks] = {
    "rgb": Inks(lambda theme: theme, lambda text: text, Path.read_bytes),
}

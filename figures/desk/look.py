"""How a figure should look: the theme's tokens and the reader's language, as a kind needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """`width` is in millimetres, `size` (of labels) in points; `colours` maps token to #hex.

    `face` is the name of a family that matplotlib knows in weights 400 and 600; `others` are
    families for letters that it lacks. `height` is the
    greatest that a drawing may have, in millimetres; 0 where there is no limit. Where colours
    are greys of one ink, some fills are `hatched`.
    """

    width: float
    size: float
    face: str
    colours: Mapping[str, str]
    language: str
    height: float = 0.0
    others: tuple[str, ...] = ()
    hatched: bool = False

"""Themes: a folder of `styles/` as tokens and finished CSS.

A theme's stylesheets may say `var(--token)` for any token and `@import "../base/part.css"` for
the parts that themes share. Print and EPUB get the values written in, since old readers drop a
stylesheet that holds `var()`; the screen keeps its colours as custom properties for dark mode,
and has each as `var(--fixed-…)` too, for what keeps its colour in the dark.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from report.errors import Fault, Faults, Place, SourceError, did_you_mean
from report.model import Theme

STYLES = Path(__file__).parent.parent / "styles"

Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class _Tokens(BaseModel):
    """`theme.toml`, as pydantic checks it; sizes in points, measures in millimetres."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    colours: dict[str, Colour]
    dark: dict[str, Colour]
    faces: dict[str, str]
    sizes: dict[str, float]
    measures: dict[str, float]


def theme(name: str, place: Place, faults: Faults) -> Theme:
    """The theme of a name, or a fault at `place`, where it is named.

    Raises SourceError when the theme's own tokens are no tokens.
    """
    file = STYLES / name / "theme.toml"
    known = [there.parent.name for there in STYLES.glob("*/theme.toml")]
    if name not in known:  # also where a name leads elsewhere, as ../../theme would
        faults.found(place, f"There is no theme “{name}”.", did_you_mean(name, known))
        faults.stop()
    try:
        tokens = _Tokens.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SourceError([Fault(Place(file), f"These are no tokens: {error}")]) from None
    return Theme(name, file.parent, tokens.colours, tokens.dark, tokens.faces, tokens.sizes,
                 tokens.measures)


def css(theme: Theme, sheet: str) -> str:
    """One of a theme's stylesheets (`screen`, `print`, `epub`), whole, every token in its place.

    Raises KeyError for a token that the theme has not got.
    """
    text = _whole(theme.folder / f"{sheet}.css")
    if sheet == "screen":
        fixed = {f"fixed-{name}": colour for name, colour in theme.colours.items()}
        return _properties(theme) + _filled(text, {**_values(theme, colours=False), **fixed})
    return _filled(text, _values(theme))


@functools.cache
def _whole(file: Path) -> str:
    """A stylesheet with what it imports put in, comments left out."""
    text = re.sub(r"/\*.*?\*/\s*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(
        r'@import "([^"]+)";\n*', lambda match: _whole((file.parent / match[1]).resolve()), text)


def _values(theme: Theme, colours: bool = True) -> Mapping[str, str]:
    values = {name: f'"{family}"' for name, family in theme.faces.items()}
    values |= {f"size-{name}": f"{size:g}pt" for name, size in theme.sizes.items()}
    measures = dict(theme.measures)
    measures["side"] = measures["gap"] + measures["margin"]  # what lies beside the text column
    measures["beside"] = measures["column"] + measures["gap"]
    measures["minus-side"] = -measures["side"]
    measures["outside"] = measures["outer"] + measures["side"]
    values |= {name: f"{millimetres:g}mm" for name, millimetres in measures.items()}
    return values | dict(theme.colours) if colours else values


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(
        r"var\(--([\w-]+)\)", lambda match: values.get(match[1], match[0]), text)


def _properties(theme: Theme) -> str:
    """The colours as custom properties, light and dark."""
    light = "".join(f"--{name}:{colour};" for name, colour in theme.colours.items())
    dark = "".join(f"--{name}:{colour};" for name, colour in theme.dark.items())
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )

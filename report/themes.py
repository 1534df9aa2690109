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
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from report.errors import Fault, Faults, Place, SourceError, did_you_mean
from report.model import Theme

STYLES = Path(__file__).parent.parent / "styles"

NO_TOKENS: Mapping[str, Mapping[str, str | float]] = {}
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class _Format(BaseModel):
    """What a theme sets otherwise on another paper, or for another edition."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    colours: dict[str, Colour] = {}
    dark: dict[str, Colour] = {}
    faces: dict[str, str] = {}
    sizes: dict[str, float] = {}
    measures: dict[str, float] = {}


class _Tokens(_Format):
    """`theme.toml`, as pydantic checks it; sizes in points, measures in millimetres."""

    colours: dict[str, Colour]
    dark: dict[str, Colour]
    faces: dict[str, str]
    sizes: dict[str, float]
    measures: dict[str, float]
    formats: dict[str, _Format] = {}


TABLES = tuple(_Format.model_fields)
_SIDES = ("inner", "outer", "outside")  # the margins beside a page's text
_PARTS = 1024  # of a CSS pixel, which are multiples of a power of two


def theme(
    name: str, place: Place, faults: Faults, paper: str = "",
    tokens: Mapping[str, Mapping[str, str | float]] = NO_TOKENS,
) -> Theme:
    """The theme of a name on a `paper` that it knows, with some `tokens` set otherwise.

    What is wrong is a fault at `place`, where the report names its theme. Raises SourceError when
    there is no such theme, or its own tokens are no tokens.
    """
    file = STYLES / name / "theme.toml"
    known = [there.parent.name for there in STYLES.glob("*/theme.toml")]
    if name not in known:  # also where a name leads elsewhere, as ../../theme would
        faults.found(place, f"There is no theme “{name}”.", did_you_mean(name, known))
        faults.stop()
    try:
        own = _Tokens.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SourceError([Fault(Place(file), f"These are no tokens: {error}")]) from None
    formats = {each: given.model_dump() for each, given in own.formats.items()}
    plain = Theme(name, file.parent, own.colours, own.dark, own.faces, own.sizes, own.measures,
                  formats, paper)
    if paper and paper not in formats:
        faults.found(place, f"The theme “{name}” knows no paper “{paper}”.",
                     did_you_mean(paper, formats))
        return plain
    made = _with(formatted(plain, ""), _checked(tokens, own, place, faults))
    _check_sums(made.measures, place, faults)
    return made


def formatted(theme: Theme, wanted: str) -> Theme:
    """A theme as it is for a wanted format, on its paper; as it was if it knows neither."""
    for name in (f"{theme.paper}-{wanted}".strip("-"), wanted):
        if name in theme.formats:
            return _with(theme, theme.formats[name])
    return theme


def _with(theme: Theme, tokens: Mapping[str, Mapping[str, Any]]) -> Theme:
    changed: dict[str, Any] = {table: {**getattr(theme, table), **tokens.get(table, {})}
                               for table in TABLES}
    return replace(theme, **changed)


def _check_sums(measures: Mapping[str, float], place: Place, faults: Faults) -> None:
    """What stands beside each other on a page must be as wide as the page."""
    for whole, parts in (("width", ("inner", "column", "gap", "margin", "outer")),
                         ("full", ("column", "gap", "margin"))):
        total = sum(measures[part] for part in parts)
        if abs(total - measures[whole]) > .01:
            faults.found(place, f"The measures {', '.join(parts)} add up to {total:g} mm, and "
                         f"{whole} is {measures[whole]:g} mm.", "Change one of them.")


def _checked(
    tokens: Mapping[str, Mapping[str, str | float]], own: _Tokens, place: Place, faults: Faults
) -> Mapping[str, Mapping[str, Any]]:
    """What a report sets of its theme's tokens; a fault for each that is none."""
    good: dict[str, dict[str, Any]] = {}
    for table, given in tokens.items():
        if table not in TABLES:
            faults.found(place, f"Themes have no tokens “{table}”.", did_you_mean(table, TABLES))
            continue
        known = getattr(own, table)
        for name, value in given.items():
            if name not in known:
                faults.found(place, f"The theme has no token “{name}” in [{table}].",
                             did_you_mean(name, known))
                continue
            try:
                fit = _Format.model_validate({table: {name: value}})
            except ValidationError as error:
                faults.found(place, f"The token “{name}” cannot be {value!r}: "
                             f"{error.errors()[0]['msg']}.", f"It is {known[name]!r} else.")
            else:
                good.setdefault(table, {}).update(getattr(fit, table))
    return good


def css(theme: Theme, sheet: str, edition: str = "") -> str:
    """One of a theme's stylesheets (`screen`, `print`, `epub`), whole, every token in its place.

    An `edition` of the PDF may have a sheet of its own, which follows; a theme may have another
    for it in its folder `editions`.
    """
    text = _whole(theme.folder / f"{sheet}.css")
    if edition:
        own = theme.folder / "editions" / f"{edition}.css"
        text += _whole(own if own.exists() else STYLES / "editions" / f"{edition}.css")
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
    values |= {name: f"{_exact(measures[name])}px" for name in _SIDES}
    return values | dict(theme.colours) if colours else values


def _exact(millimetres: float) -> float:
    """So many millimetres in CSS pixels, to a part of one that floats can hold: a recto is as wide
    as a verso then, to the last bit, in whichever order its margins are taken off."""
    return round(millimetres * 96 / 25.4 * _PARTS) / _PARTS


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

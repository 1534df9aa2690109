"""Settings: what `report.toml` may say, checked, and what it says of the report as a whole."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from report import files, parameters, wanted
from report.errors import Faults, Place
from report.model import Booklet, Cover, Gate, Handout, Meta, Press, Row
from report.parameters import Parameters
from report.series import Series
from report.toml import Toml

SETTINGS = "report.toml"
# What readers see of it, where numbers of the ledger may stand.
_SEEN = ("title", "subtitle", "description", "cover.words", "cover.alt", "back_cover.words")

Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
# A URN, a DOI or a web address: what an e-book reader may keep a reader's place by.
Identifier = Annotated[str, Field(pattern=r"^(urn:|doi:|https?://)[^\s<>\"]+$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Cover(_Table):
    kind: str = ""
    data: str = ""
    words: str = ""
    alt: str = ""
    image: str = ""
    credit: str = ""
    model_config = ConfigDict(extra="allow", frozen=True)


class _BackCover(_Table):
    words: str | None = None


class Matter(_Table):
    front: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


class _Gate(_Table):
    allow: tuple[Words, ...] = ()
    off: tuple[Words, ...] = ()


class _Handout(_Table):
    figure: str = ""
    address: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""


class _Press(_Table):
    paper: Annotated[float, Field(strict=True, gt=0, lt=1)] = 0.1
    binding: Literal["saddle", "perfect"] = "saddle"


class _Booklet(_Table):
    sheets: Annotated[int, Field(strict=True, gt=0)] | None = None
    paper: Annotated[float, Field(strict=True, gt=0, lt=1)] = 0.1


class Settings(_Table):
    """`report.toml`, as pydantic checks it."""

    title: Words
    subtitle: str = ""
    series: str = ""
    authors: tuple[Words, ...] = ()
    date: Annotated[datetime.date, Field(strict=True)]  # else 2016 would be a day in 1970
    as_of: Annotated[datetime.date, Field(strict=True)] | None = None
    language: Language
    publisher: str = ""
    identifier: Identifier
    licence: str = ""
    licence_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    theme: str = "briefing"
    paper: Annotated[str, Field(pattern=r"^([\w-]+)?$")] = ""
    tokens: dict[str, dict[str, str | float]] = {}
    raw_html: Annotated[bool, Field(strict=True)] = False
    maths: Annotated[bool, Field(strict=True)] = False
    contents_depth: Annotated[int, Field(strict=True, ge=1, le=4)] = 2
    kinds: Annotated[str, Field(pattern=r"^([\w-]+)?$")] = ""
    lists: tuple[Literal["figures", "tables"], ...] | None = None
    roman_front: Annotated[bool, Field(strict=True)] | None = None
    drop_caps: Annotated[bool, Field(strict=True)] | None = None
    running_heads: dict[str, Words] = {}
    booklet: _Booklet = _Booklet()
    cover: _Cover = _Cover()
    back_cover: _BackCover = _BackCover()
    matter: Matter = Matter()
    handout: _Handout = _Handout()
    press: _Press = _Press()
    abbreviations: dict[Words, Words] = {}
    facts: dict[str, Series] = {}
    gate: _Gate = _Gate()
    parameters: dict[str, Any] = {}  # which report/parameters.py checks, and takes out


# Settings that take no text, which a parameter may give all the same.
_BARE = ("as_of", "contents_depth", "date", "drop_caps", "raw_html", "roman_front")
_TABLES: Mapping[str, type[BaseModel]] = {
    "back_cover": _BackCover, "booklet": _Booklet, "facts": Series, "gate": _Gate,
    "handout": _Handout, "matter": Matter, "press": _Press}


def opened(folder: Path, faults: Faults) -> Toml:
    """The text of a report's settings; raises SourceError where there is none to be had."""
    file = folder / SETTINGS
    if not file.exists() and not file.is_symlink():
        faults.found(Place(file), "There is no such file.",
                     "A report is a folder with a report.toml in it.")
        faults.stop()
    found = files.found(file.parent, [file], faults)
    text = files.text(file, faults) if found else None
    faults.stop()
    return Toml(file, text or "")


def place_of(folder: Path, *setting: str) -> Place:
    """Where report.toml says something, such as `place_of(folder, "theme")`."""
    file = folder / SETTINGS
    return Toml(file, files.text(file, Faults()) or "").at(*setting)


def declared(folder: Path, faults: Faults) -> Mapping[str, str]:
    """The parameters that a report's settings name, with the values of a plain build.

    Raises SourceError when the settings cannot be read.
    """
    toml = opened(folder, faults)
    return _declared(toml.says(faults), toml, faults)


def _declared(given: Mapping[str, Any], toml: Toml, faults: Faults) -> dict[str, str]:
    return parameters.declared(given, lambda name: toml.at("parameters", name), faults)


def checked(toml: Toml, row: Row | None, faults: Faults) -> tuple[Settings, Parameters]:
    """The settings, and the parameters with which they and all else are filled.

    Raises SourceError if one of them is not as it should be.
    """
    given = toml.says(faults)
    filled = parameters.of(_declared(given, toml, faults), row, faults)
    given = parameters.in_settings(given, filled, lambda path: toml.at(*path), _BARE)
    faults.stop()
    try:
        settings = Settings.model_validate(given)
        _check_language(settings.language, toml.at("language"), faults)
        return settings, filled
    except ValidationError as error:
        wanted.say(error, toml, _known, faults)
    faults.stop()
    raise AssertionError("faults.stop() raises")


def _known(name: str) -> Iterable[str]:
    """The settings of the table that has this name; those that stand in no table, if none has."""
    return _TABLES.get(name, Settings).model_fields


def _check_language(language: str, place: Place, faults: Faults) -> None:
    """The language must be one whose dates and numbers are known, or nothing can be written."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        faults.found(place, f"The language “{language}” is not known.",
                     f"For example: {wanted.EXAMPLES['language']}")
        faults.stop()


# --- what they say, as types of the model ---------------------------------------------------


def meta(settings: Settings, theme: str) -> Meta:
    """What the settings say of the report as a whole; `theme` overrides the one that they name."""
    given = settings.model_dump(
        exclude={"booklet", "cover", "facts", "gate", "handout", "kinds", "matter",
                 "parameters", "press", "tokens"})
    given["booklet"] = Booklet(settings.booklet.sheets or 0, settings.booklet.paper)
    given["press"] = Press(settings.press.paper, settings.press.binding)
    given["back_cover"] = settings.back_cover.words
    given["as_of"] = settings.as_of or settings.date
    given["theme"] = theme or settings.theme
    return Meta(**given)


def cover(settings: Settings, toml: Toml) -> Cover:
    """What the cover shows; what `[cover]` says besides are options of its kind of figure."""
    said = settings.cover
    options = {name: str(value) for name, value in (said.model_extra or {}).items()}
    return Cover(said.kind, said.data, said.words, said.alt, said.image, said.credit, options,
                 toml.at("cover"))


def handout(settings: Settings, toml: Toml) -> Handout:
    return Handout(settings.handout.figure, settings.handout.address, toml.at("handout", "figure"))


def gate(settings: Settings) -> Gate:
    return Gate(settings.gate.allow, settings.gate.off)


def places(toml: Toml) -> dict[str, Place]:
    """Where the settings say what readers see."""
    return {name: toml.at(*name.split(".")) for name in _SEEN}

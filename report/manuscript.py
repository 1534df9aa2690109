"""Read: a report's folder becomes a Manuscript, and every fault in its files is named.

Nothing is interpreted here: Markdown stays text, cells stay text. What is checked is what a
file must be to be read at all: there, UTF-8, well-formed, with the settings Octavo knows.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from figures import kinds
from report import files, images, ledger, parameters
from report.errors import Faults, Place, did_you_mean
from report.model import Booklet, Cover, Gate, Handout, Manuscript, Meta, Press, Row, Table, Text
from report.parameters import Parameters
from report.series import Series, cells
from report.tables import table

SETTINGS = "report.toml"
# What readers see of it, where numbers of the ledger may stand.
SAID = ("title", "subtitle", "description", "cover.words", "cover.alt", "back_cover.words")

Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
# A URN, a DOI or a web address: what an e-book reader may keep a reader's place by.
Identifier = Annotated[str, Field(pattern=r"^(urn:|doi:|https?://)[^\s<>\"]+$")]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Cover(_Settings):
    kind: str = ""
    data: str = ""
    words: str = ""
    alt: str = ""
    image: str = ""
    credit: str = ""
    model_config = ConfigDict(extra="allow", frozen=True)


class _BackCover(_Settings):
    words: str | None = None


class _Matter(_Settings):
    front: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


class _Gate(_Settings):
    allow: tuple[Words, ...] = ()
    off: tuple[Words, ...] = ()


class _Handout(_Settings):
    figure: str = ""
    address: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""


class _Press(_Settings):
    paper: Annotated[float, Field(strict=True, gt=0, lt=1)] = 0.1
    binding: Literal["saddle", "perfect"] = "saddle"


class _Booklet(_Settings):
    sheets: Annotated[int, Field(strict=True, gt=0)] | None = None
    paper: Annotated[float, Field(strict=True, gt=0, lt=1)] = 0.1


class _Report(_Settings):
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
    matter: _Matter = _Matter()
    handout: _Handout = _Handout()
    press: _Press = _Press()
    abbreviations: dict[Words, Words] = {}
    facts: dict[str, Series] = {}
    gate: _Gate = _Gate()
    parameters: dict[str, Any] = {}  # which report/parameters.py checks, and takes out


# Settings that take no text, which a parameter may give all the same.
_BARE = ("as_of", "contents_depth", "date", "drop_caps", "raw_html", "roman_front")
_PARTS: Mapping[str, type[BaseModel]] = {
    "back_cover": _BackCover, "booklet": _Booklet, "facts": Series, "gate": _Gate,
    "handout": _Handout, "matter": _Matter, "press": _Press}


def read(
    folder: Path, faults: Faults, theme: str = "", row: Row | None = None
) -> Manuscript:
    """Read a report's folder; `theme` overrides the one that its settings name, `row` brings the
    values of its parameters.

    Raises SourceError when the settings cannot be read; other faults are gathered in `faults`.
    """
    file = folder / SETTINGS
    written = _settings_text(file, faults)
    settings, filled = _settings(file, written, row, faults)
    _check_language(settings.language, Place(file, _line_of(written, ("language",))), faults)
    given = settings.model_dump(
        exclude={"booklet", "cover", "facts", "gate", "handout", "kinds", "matter",
                 "parameters", "press", "tokens"})
    given["booklet"] = Booklet(settings.booklet.sheets or 0, settings.booklet.paper)
    given["press"] = Press(settings.press.paper, settings.press.binding)
    given["back_cover"] = settings.back_cover.words
    given["as_of"] = settings.as_of or settings.date
    given["theme"] = theme or settings.theme
    cover = settings.cover
    tables = _tables(folder, filled, faults)
    places = {name: Place(file, _line_of(written, ("facts", name))) for name in settings.facts}
    options = {name: str(value) for name, value in (cover.model_extra or {}).items()}
    return Manuscript(
        folder=folder,
        meta=Meta(**given),
        cover=Cover(cover.kind, cover.data, cover.words, cover.alt, cover.image, cover.credit,
                    options, Place(file, _line_of(written, ("cover",)))),
        texts=_texts(folder, settings.matter, written, filled, faults),
        tables=tables,
        images=_images(folder, faults),
        tokens=settings.tokens,
        handout=Handout(settings.handout.figure, settings.handout.address,
                        Place(file, _line_of(written, ("handout", "figure")))),
        kinds=_kinds(folder, settings.kinds, Place(file, _line_of(written, ("kinds",))), faults),
        ledger=ledger.read(tables, cells(settings.facts, tables, places, faults), faults),
        places={name: Place(file, _line_of(written, tuple(name.split(".")))) for name in SAID},
        gate=Gate(settings.gate.allow, settings.gate.off),
        row=row,
    )


def place_of(folder: Path, *setting: str) -> Place:
    """Where report.toml says something, such as `place_of(folder, "theme")`."""
    file = folder / SETTINGS
    return Place(file, _line_of(files.text(file, Faults()) or "", setting))


# --- settings -------------------------------------------------------------------------------


def _settings_text(file: Path, faults: Faults) -> str:
    if not file.exists() and not file.is_symlink():
        faults.found(Place(file), "There is no such file.",
                     "A report is a folder with a report.toml in it.")
        faults.stop()
    found = files.found(file.parent, [file], faults)
    text = files.text(file, faults) if found else None
    faults.stop()
    return text or ""


def declared(folder: Path, faults: Faults) -> Mapping[str, str]:
    """The parameters that a report's settings name, with the values of a plain build.

    Raises SourceError when the settings cannot be read.
    """
    file = folder / SETTINGS
    text = _settings_text(file, faults)
    return parameters.declared(_toml(file, text, faults), partial(_named, file, text), faults)


def _named(file: Path, text: str, name: str) -> Place:
    return Place(file, _line_of(text, ("parameters", name)))


def _settings(
    file: Path, text: str, row: Row | None, faults: Faults
) -> tuple[_Report, Parameters]:
    """The settings, and the parameters with which they and all else are filled."""
    given = _toml(file, text, faults)
    filled = parameters.of(
        parameters.declared(given, partial(_named, file, text), faults), row, faults)
    given = parameters.in_settings(
        given, filled, lambda path: Place(file, _line_of(text, path)), _BARE)
    faults.stop()
    try:
        return _Report.model_validate(given), filled
    except ValidationError as error:
        for detail in error.errors():
            _say(detail, file, text, faults)
    faults.stop()
    raise AssertionError("faults.stop() raises")


def _toml(file: Path, text: str, faults: Faults) -> dict[str, Any]:
    """What a TOML text says; raises SourceError if it says nothing that can be read."""
    given: dict[str, Any] = {}
    try:
        given = tomllib.loads(text)
        for path, words in _strings(given):
            if files.stray(words):
                faults.found(Place(file, _line_of(text, path)), f"“{'.'.join(path)}” "
                             "holds a character that no text can hold.", "Take the escape out.")
    except tomllib.TOMLDecodeError as error:
        faults.found(_toml_place(file, text, str(error)),
                     f"This is not TOML: {_sentence(str(error))}",
                     "Texts stand in quotes, dates as 2016-02-29, lists in [ ].")
    except RecursionError:
        faults.found(Place(file), "This is not TOML that can be read: its lists are too deep.")
    except ValueError as error:  # a number of thousands of digits
        faults.found(Place(file), f"This is not TOML that can be read: {_sentence(str(error))}")
    faults.stop()
    return given


def _check_language(language: str, place: Place, faults: Faults) -> None:
    """The language must be one whose dates and numbers are known, or nothing can be written."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        faults.found(place, f"The language “{language}” is not known.",
                     f"For example: {_EXAMPLES['language']}")
        faults.stop()


def _strings(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in the settings, names among them, and the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield path, name
            yield from _strings(inner, (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, path)


def _toml_place(file: Path, text: str, message: str) -> Place:
    numbers = re.search(r"line (\d+), column (\d+)", message)
    return Place(file, *map(int, numbers.groups())) if numbers else Place(
        file, max(1, len(text.splitlines())))


def _sentence(message: str) -> str:
    words = re.sub(r" \(at .*\)$", "", message)
    return words[:1].lower() + words[1:].rstrip(".") + "."


def _say(detail: ErrorDetails, file: Path, text: str, faults: Faults) -> None:
    """Turn one of pydantic's findings into words for an author."""
    path = tuple(str(part) for part in detail["loc"] if isinstance(part, str))
    name = ".".join(path)
    place = Place(file, _line_of(text, path))
    match detail["type"]:
        case "missing":
            faults.found(place, f"The setting “{name}” is missing.",
                         f"Add a line such as: {_EXAMPLES.get(name, name + ' = …')}")
        case "extra_forbidden":
            known = _PARTS.get(path[0], _Report).model_fields
            faults.found(place, f"There is no setting “{name}”.", did_you_mean(path[-1], known))
        case kind:
            plainly = detail["msg"].removeprefix("Input should be ")
            wanted = _LISTS if path[0] == "lists" else _WANTED.get(kind, plainly)
            if kind == "string_pattern_mismatch":
                wanted = _PATTERNS.get(path[-1], "some words")
            faults.found(place, f"The setting “{name}” should be {wanted}.",
                         f"For example: {_EXAMPLES[name]}" if name in _EXAMPLES else "")


_LISTS = "a list of “figures” and “tables”"
_WANTED = {
    "string_type": "a text in quotes",
    "string_too_short": "some words",
    "tuple_type": "a list: [\"…\"]",
    "date_type": "a date without quotes, such as 2016-02-29",
    "bool_type": "true or false, without quotes",
    "int_type": "a whole number, without quotes",
    "greater_than_equal": "1 or more",
    "less_than_equal": "4 or less",
    "dict_type": "a table of its own",
    "model_type": "a table of its own",
}
_PATTERNS = {
    "language": "a language tag such as en-GB, fr or de-AT",
    "identifier": "a URN, a DOI or a web address",
    "licence_url": "a web address: https://…",
    "address": "a web address: https://…",
    "kinds": "the name of a folder in the report",
    "paper": "the name of a paper that the theme knows, such as letter",
}
_EXAMPLES = {
    "title": 'title = "Aleppo, February 2016"',
    "date": "date = 2016-03-07",
    "as_of": "as_of = 2016-02-29",
    "language": 'language = "en-GB"',
    "identifier": 'identifier = "urn:uuid:…", made once and never changed',
    "lists": 'lists = ["figures", "tables"]',
    "authors": 'authors = ["A. Writer"]',
}


def _line_of(text: str, path: tuple[str, ...]) -> int:
    """The line that sets `path` in a TOML text; the nearest table's line, or 0, if none does."""
    table: tuple[str, ...] = ()
    nearest = 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            table = tuple(part.strip(' "') for part in header[1].split("."))
            if table == path[: len(table)]:
                nearest = number
        key = re.match(r'\s*"?([A-Za-z0-9_-]+)"?\s*=', line)
        if key and (*table, key[1]) == path[: len(table) + 1]:
            return number
    return nearest


# --- texts, tables, images ------------------------------------------------------------------


def _texts(
    folder: Path, matter: _Matter, settings: str, filled: Parameters, faults: Faults
) -> tuple[Text, ...]:
    there = {file.name: file for file in files.there(folder, "text", ".md", faults)}
    refused = {fault.place.file.name for fault in faults}
    named = {
        "front": matter.front,
        "body": matter.body or _unnamed(there, matter),
        "back": matter.back,
    }
    texts: list[Text] = []
    for part, names in named.items():
        place = Place(folder / SETTINGS, _line_of(settings, ("matter", part)))
        for name in names:
            if name in {text.file.name for text in texts}:
                faults.found(place, f"The text “{name}” is named twice in [matter].",
                             "Take one of the two out.")
            elif name in there:
                texts.append(Text(there[name], part, _markdown(there[name], filled, faults)))
            elif name not in refused:
                faults.found(place, f"There is no text “{name}” in text/.",
                             did_you_mean(name, there))
    if not any(named.values()) and not faults:
        faults.found(Place(folder / "text"), "There is no text.",
                     "Put a Markdown file into text/, for example 01-first-chapter.md.")
    return tuple(text for text in texts if text.markdown)


def _unnamed(there: Mapping[str, Path], matter: _Matter) -> tuple[str, ...]:
    """Without an order in the settings, every text not named elsewhere is a chapter, by name."""
    return tuple(name for name in there if name not in (*matter.front, *matter.back))


def _markdown(file: Path, filled: Parameters, faults: Faults) -> str:
    """The Markdown of a text; nothing, and a fault, where there is none to be had."""
    markdown = files.text(file, faults)
    if markdown is not None and not markdown.strip():
        faults.found(Place(file, 1), "This text is empty.",
                     "Write “# A title” and a paragraph, or take it out of [matter].")
        return ""
    return parameters.in_markdown(markdown or "", Place(file), filled)


def _tables(folder: Path, filled: Parameters, faults: Faults) -> dict[str, Table]:
    return {file.name: parameters.in_cells(table(file, faults), filled)
            for file in files.there(folder, "data", ".csv", faults)}


def _images(folder: Path, faults: Faults) -> dict[str, Path]:
    """Images by their path in the folder; one with a fault too, so that it is not said twice."""
    there = sorted((folder / "images").glob("**/*"))
    found = files.found(
        folder, [file for file in there if file.suffix.lower() in images.FORMATS], faults)
    for file in found:
        images.check(file, faults)
    return {file.relative_to(folder).as_posix(): file for file in found}


def _kinds(folder: Path, name: str, place: Place, faults: Faults) -> dict[str, Path]:
    """The report's own kinds of figures: every Python file of a folder that the author names."""
    if not name:
        return {}
    found = files.found(folder, sorted((folder / name).glob("*.py")), faults)
    if not found:
        faults.found(place, f"There is no kind of figure in the folder “{name}”.",
                     f"Put a Python file into it: {name}/bubbles.py draws {{figure}} bubbles.")
    for file in found:
        if file.stem.replace("_", "-") in kinds():
            faults.found(Place(file), f"There is a kind of figure “{file.stem}” already.",
                         "Give the file another name.")
    return {file.stem.replace("_", "-"): file for file in found}

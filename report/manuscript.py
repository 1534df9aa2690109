"""Read: a report's folder becomes a Manuscript, and every fault in its files is named.

Nothing is interpreted here: Markdown stays text, cells stay text. What is checked is what a
file must be to be read at all: there, UTF-8, well-formed, with the settings Octavo knows.
"""

from __future__ import annotations

import csv
import datetime
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from report.errors import Faults, Place, did_you_mean
from report.model import Cover, Manuscript, Meta, Table, Text

SETTINGS = "report.toml"
LARGEST_IMAGE = 20_000_000  # bytes; a page-wide photograph at 300 ppi needs a tenth of it
IMAGES = (".png", ".jpg", ".jpeg", ".svg")

Words = Annotated[str, Field(min_length=1)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
# A URN, a DOI or a web address: what an e-book reader may keep a reader's place by.
Identifier = Annotated[str, Field(pattern=r"^(urn:|doi:|https?://).+")]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Cover(_Settings):
    kind: str = ""
    data: str = ""
    words: str = ""
    alt: str = ""
    model_config = ConfigDict(extra="allow", frozen=True)


class _Matter(_Settings):
    front: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


class _Report(_Settings):
    """`report.toml`, as pydantic checks it."""

    title: Words
    subtitle: str = ""
    series: str = ""
    authors: tuple[Words, ...] = ()
    date: datetime.date
    as_of: datetime.date | None = None
    language: Language
    publisher: str = ""
    identifier: Identifier
    licence: str = ""
    licence_url: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    theme: str = "briefing"
    raw_html: bool = False
    cover: _Cover = _Cover()
    matter: _Matter = _Matter()
    abbreviations: dict[str, str] = {}


def read(folder: Path, faults: Faults, theme: str = "") -> Manuscript:
    """Read a report's folder; `theme` overrides the one that its settings name.

    Raises SourceError when the settings cannot be read; other faults are gathered in `faults`.
    """
    settings = _settings(folder / SETTINGS, faults)
    given = settings.model_dump(exclude={"cover", "matter"})
    given["as_of"] = settings.as_of or settings.date
    given["theme"] = theme or settings.theme
    cover = settings.cover
    options = {name: str(value) for name, value in (cover.model_extra or {}).items()}
    return Manuscript(
        folder=folder,
        meta=Meta(**given),
        cover=Cover(
            cover.kind, cover.data, cover.words, cover.alt, options,
            Place(folder / SETTINGS, _line_of(_text(folder / SETTINGS, faults), ("cover",))),
        ),
        texts=_texts(folder, settings.matter, faults),
        tables=_tables(folder, faults),
        images=_images(folder, faults),
    )


# --- settings -------------------------------------------------------------------------------


def _settings(file: Path, faults: Faults) -> _Report:
    if not file.is_file():
        faults.found(Place(file), "There is no such file.",
                     "A report is a folder with a report.toml in it.")
        faults.stop()
    text = _text(file, faults)
    try:
        return _Report.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        faults.found(_toml_place(file, str(error)), f"This is not TOML: {_sentence(str(error))}",
                     "Texts stand in quotes, dates as 2016-02-29, lists in [ ].")
    except ValidationError as error:
        for detail in error.errors():
            _say(detail, file, text, faults)
    faults.stop()
    raise AssertionError("faults.stop() raises")


def _toml_place(file: Path, message: str) -> Place:
    numbers = re.search(r"line (\d+), column (\d+)", message)
    return Place(file, *map(int, numbers.groups())) if numbers else Place(file)


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
            known = _Matter.model_fields if path[0] == "matter" else _Report.model_fields
            faults.found(place, f"There is no setting “{name}”.", did_you_mean(path[-1], known))
        case _:
            words = detail["msg"].removeprefix("Input should be ")
            faults.found(place, f"The setting “{name}” should be {words}.",
                         f"For example: {_EXAMPLES[name]}" if name in _EXAMPLES else "")


_EXAMPLES = {
    "title": 'title = "Aleppo, February 2016"',
    "date": "date = 2016-03-07",
    "as_of": "as_of = 2016-02-29",
    "language": 'language = "en-GB"',
    "identifier": 'identifier = "urn:uuid:…", made once and never changed',
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


def _text(file: Path, faults: Faults) -> str:
    """A file's text, line ends and byte-order mark normalised; a fault if it is not UTF-8."""
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        faults.found(Place(file, line, column),
                     f"This file is not UTF-8: byte 0x{data[error.start]:02x} cannot be read.",
                     "Save it again with the encoding UTF-8.")
        return ""


def _texts(folder: Path, matter: _Matter, faults: Faults) -> tuple[Text, ...]:
    there = {file.name: file for file in sorted((folder / "text").glob("*.md"))}
    named = {
        "front": matter.front,
        "body": matter.body or _unnamed(there, matter),
        "back": matter.back,
    }
    settings = _text(folder / SETTINGS, faults)
    texts = []
    for part, names in named.items():
        for name in names:
            if name not in there:
                line = _line_of(settings, ("matter", part))
                faults.found(Place(folder / SETTINGS, line),
                             f"There is no text “{name}” in text/.", did_you_mean(name, there))
                continue
            markdown = _text(there[name], faults)
            if not markdown.strip() and there[name].stat().st_size < 16:
                faults.found(Place(there[name]), "This text is empty.",
                             "Write “# A title” and a paragraph, or take it out of [matter].")
            texts.append(Text(there[name], part, markdown))
    if not any(named.values()):
        faults.found(Place(folder / "text"), "There is no text.",
                     "Put a Markdown file into text/, for example 01-first-chapter.md.")
    return tuple(texts)


def _unnamed(there: Mapping[str, Path], matter: _Matter) -> tuple[str, ...]:
    """Without an order in the settings, every text not named elsewhere is a chapter, by name."""
    return tuple(name for name in there if name not in (*matter.front, *matter.back))


def _tables(folder: Path, faults: Faults) -> dict[str, Table]:
    files = sorted((folder / "data").glob("*.csv"))
    return {file.name: _table(file, faults) for file in files}


def _table(file: Path, faults: Faults) -> Table:
    """A CSV file with its lines; a row of HXL hashtags under the header is left out."""
    reader = csv.reader(_text(file, faults).splitlines(keepends=True), strict=True)
    columns: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        for cells in reader:
            row = tuple(cell.strip() for cell in cells)
            if not any(row):
                continue
            if not columns:
                columns = row
                _check_columns(file, reader.line_num, columns, faults)
            elif not rows and _is_hxl(row):
                continue
            elif len(row) != len(columns):
                faults.found(Place(file, reader.line_num),
                             f"This row has {len(row)} cells, but the header has {len(columns)}.",
                             "Quote a cell that holds a comma: \"Aleppo, Idlib\".")
            else:
                rows.append(row)
                lines.append(reader.line_num)
    except csv.Error as error:
        faults.found(Place(file, reader.line_num), f"This is not CSV: {error}.",
                     "Look for a quotation mark that is opened and never closed.")
    if not columns:
        faults.found(Place(file), "This table is empty.",
                     "Its first line names the columns; each further line is a row.")
    return Table(file, columns, tuple(rows), tuple(lines))


def _check_columns(file: Path, line: int, columns: tuple[str, ...], faults: Faults) -> None:
    for index, column in enumerate(columns, 1):
        if not column:
            faults.found(Place(file, line), f"Column {index} has no name.", "Name it.")
        elif column in columns[: index - 1]:
            faults.found(Place(file, line), f"Two columns are called “{column}”.",
                         "Rename one of them.")


def _is_hxl(row: tuple[str, ...]) -> bool:
    return all(not cell or cell.startswith("#") for cell in row)


def _images(folder: Path, faults: Faults) -> dict[str, Path]:
    images = {}
    for file in sorted((folder / "images").glob("**/*")):
        if file.suffix.lower() not in IMAGES or not file.is_file():
            continue
        if file.stat().st_size > LARGEST_IMAGE:
            size = file.stat().st_size / 1e6
            faults.found(Place(file), f"This image has {size:.0f} MB; the most is 20 MB.",
                         "Scale it down: 2,100 pixels across fill the widest figure in print.")
        images[file.relative_to(folder).as_posix()] = file
    return images


def settings_of(folder: Path) -> dict[str, Any]:
    """The settings as they stand, unchecked; {} when they cannot be read."""
    try:
        return tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}

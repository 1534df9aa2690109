"""Parameters: what `{{ region }}` stands for, in settings, texts and tables.

`[parameters]` of report.toml names them, each with the value that a plain build takes; a row of
a batch brings others. A report without that table has no parameters, and its braces are its own.

Settings and cells are filled after they were parsed, so that no value can break TOML or CSV. A
text is filled before, line by line, and what Markdown would take for a sign is escaped. Nothing
moves to another line, so that faults keep theirs.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from report.errors import Faults, Place, did_you_mean
from report.model import Row, Table

NAME = re.compile(r"[^\W\d][\w-]*")
_CALL = re.compile(
    r"(?P<literal>\\)?\{\{\s*(?P<name>[^{}|]*?)\s*(?:\|\s*(?P<form>[^{}|]*?)\s*)?\}\}")
_ADDRESS = re.compile(r"(urn:|doi:|https?://)")
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})(.*)")
_OPTION = re.compile(r"\s*:([A-Za-z][\w-]*):\s")
_FLOWING = ("title", "deck", "source", "note", "credit")  # options that are Markdown
_CODE = re.compile(r"(?<!\\)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_LINKED = re.compile(r"(?<=\]\()(?:\{\{[^{}]*\}\}|[^\s()])*")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#+!|~$^&@:=%()]|^-|-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\.")
_COUNTED = re.compile(r"^(\d+)\.")
Escape = Callable[[str], str]


@dataclass(frozen=True)
class Parameters:
    """The value of each parameter; `faults` hears of calls that name none."""

    values: Mapping[str, str]
    faults: Faults

    def fill(self, words: str, place: Place, escape: Escape = str, start: int = 0) -> str:
        """Words with a value for each call; `start` columns stand before them in their line."""
        if not self.values:
            return words

        def value(call: re.Match[str]) -> str:
            if call["literal"]:
                return call[0].removeprefix("\\")
            at = replace(place, column=start + call.start() + 1) if place.column else place
            return escape(self._said(call["name"], call["form"], at))

        return _CALL.sub(value, words)

    def _said(self, name: str, form: str | None, place: Place) -> str:
        if name not in self.values:
            self.faults.found(place, f"There is no parameter “{name}”.",
                              did_you_mean(name, self.values))
            return ""
        if form not in (None, "slug"):
            self.faults.found(place, f"A parameter has no form “{form}”.",
                              f"Write {{{{ {name} }}}}, or {{{{ {name} | slug }}}}: small letters, "
                              "digits and hyphens.")
        return slug(self.values[name]) if form == "slug" else self.values[name]


def slug(words: str) -> str:
    """Words as a part of a file's name: small letters without accents, digits and hyphens."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", words)
                    if unicodedata.category(letter) != "Mn")
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain).lower()).strip("-")


def declared(
    settings: Mapping[str, Any], at: Callable[[str], Place], faults: Faults
) -> dict[str, str]:
    """What `[parameters]` names, with the value that each has in a plain build, as text."""
    given = settings.get("parameters", {})
    if not isinstance(given, Mapping):
        faults.found(at(""), "The setting “parameters” should be a table of its own.",
                     'Write [parameters] and, below it, region = "Aleppo".')
        return {}
    values = {}
    for name, value in given.items():
        if not NAME.fullmatch(name):
            faults.found(at(name), f"“{name}” cannot be the name of a parameter.",
                         "Use letters, digits, _ and -, a letter first.")
        elif isinstance(value, Mapping | list):
            faults.found(at(name), f"The parameter “{name}” should be a text, a number or a date.",
                         f'For example: {name} = "Aleppo"')
        else:
            values[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return values


def of(values: Mapping[str, str], row: Row | None, faults: Faults) -> Parameters:
    """The parameters of a plain build, or of a row, whose names must be the same."""
    if row is None:
        return Parameters(values, faults)
    check(values, row.values, row.place, faults)
    return Parameters({name: row.values.get(name, value) for name, value in values.items()}, faults)


def check(
    values: Mapping[str, str], given: Mapping[str, str], place: Place, faults: Faults
) -> None:
    """A table must have a column for each parameter and for nothing else."""
    for name in given:
        if name not in values:
            faults.found(place, f"report.toml has no parameter for the column “{name}”.",
                         f"{did_you_mean(name, values)} Name it under [parameters] in report.toml, "
                         "or take the column out.")
    for name in values:
        if name not in given:
            faults.found(place, f"There is no column for the parameter “{name}”.",
                         did_you_mean(name, given))


# --- where they stand -----------------------------------------------------------------------


def in_settings(
    settings: Mapping[str, Any], parameters: Parameters, at: Callable[[tuple[str, ...]], Place],
    bare: tuple[str, ...],
) -> dict[str, Any]:
    """Settings with every text filled; those called `bare`, which take no text, as TOML reads
    the value. In addresses a value is encoded."""
    def filled(value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, Mapping):
            return {name: filled(inner, (*path, name)) for name, inner in value.items()}
        if isinstance(value, list):
            return [filled(inner, path) for inner in value]
        if not isinstance(value, str):
            return value
        words = parameters.fill(value, at(path), _encoded if _ADDRESS.match(value) else str)
        return _as_toml(words) if words != value and path[0] in bare else words

    return {name: filled(value, (name,)) for name, value in settings.items()
            if name != "parameters"}


def _encoded(words: str) -> str:
    return quote(words, safe="")


def _as_toml(words: str) -> Any:
    try:
        read = tomllib.loads(f"value = {words}")
    except tomllib.TOMLDecodeError:
        return words
    return read["value"] if len(read) == 1 else words


def in_cells(table: Table, parameters: Parameters) -> Table:
    """A table with the names of its columns and every cell filled."""
    if not parameters.values or not table.columns:
        return table
    columns = [parameters.fill(name, Place(table.file, 1)) for name in table.columns]
    rows = [tuple(parameters.fill(cell, Place(table.file, line)).strip() for cell in row)
            for row, line in zip(table.rows, table.lines, strict=True)]
    return replace(table, columns=tuple(columns), rows=tuple(rows))


def in_markdown(text: str, place: Place, parameters: Parameters) -> str:
    """A text filled, each value as words that Markdown takes for nothing else.

    In code, in roles and in options that are no words, values stand as they are; in the address
    of a link they are encoded.
    """
    if not parameters.values or "{{" not in text:
        return text
    lines = text.split("\n")
    for i, raw in _with_raw(lines):
        at = replace(place, line=i + 1, column=1)
        if "{{" in lines[i] and not lines[i].startswith("%"):
            lines[i] = parameters.fill(lines[i], at, _line) if raw else _flowing(
                lines[i], at, parameters)
    return "\n".join(lines)


def _with_raw(lines: list[str]) -> Iterator[tuple[int, bool]]:
    """Each line's index, and whether Markdown reads no signs in it: code, a plain option."""
    fence = ""
    option = False
    for i, line in enumerate(lines):
        if match := _FENCE.match(line):
            mark, behind = match.groups()
            if not fence:
                fence = mark
            elif mark.startswith(fence) and not behind.strip():
                fence = ""
        if match := _OPTION.match(line):
            option = match[1] not in _FLOWING
        elif not (line.startswith("  ") and line.strip()):
            option = False
        yield i, bool(fence) or option


def _flowing(line: str, place: Place, parameters: Parameters) -> str:
    """A line of running text: its code and its roles apart from its words."""
    parts = []
    end = 0
    for code in _CODE.finditer(line):
        parts.append(_words(line[end : code.start()], place, parameters, end))
        parts.append(parameters.fill(code[0], place, _coded, code.start()))
        end = code.end()
    return "".join((*parts, _words(line[end:], place, parameters, end)))


def _words(words: str, place: Place, parameters: Parameters, start: int) -> str:
    """Words between code, the addresses of links among them."""
    def escape(value: str) -> str:
        return _escaped(_line(value))

    filled = []
    end = 0
    for address in _LINKED.finditer(words):
        filled.append(parameters.fill(words[end : address.start()], place, escape, start + end))
        filled.append(parameters.fill(address[0], place, _encoded, start + address.start()))
        end = address.end()
    return "".join((*filled, parameters.fill(words[end:], place, escape, start + end)))


def _line(value: str) -> str:
    """A value that goes on over lines, in one."""
    return " ".join(value.split("\n"))


def _coded(value: str) -> str:
    """A value inside backticks, which would be ended by one of its own."""
    return _line(value).replace("`", "’")


def _escaped(value: str) -> str:
    return _COUNTED.sub(r"\1\\.", _SIGNS.sub(r"\\\g<0>", value))

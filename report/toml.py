"""TOML as its author wrote it: what a text says, on which line it says it, and what is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from report import files
from report.errors import Faults, Place


@dataclass(frozen=True)
class Toml:
    """A TOML text, and the file that it stands in."""

    file: Path
    text: str

    def at(self, *path: str) -> Place:
        """The line that sets `path`; the nearest table's line, or the file, if none does."""
        return Place(self.file, _line_of(self.text, path))

    def says(self, faults: Faults) -> dict[str, Any]:
        """What the text says; raises SourceError if it says nothing that can be read."""
        given: dict[str, Any] = {}
        try:
            given = tomllib.loads(self.text)
            for path, words in _strings(given):
                if files.stray(words):
                    faults.found(self.at(*path), f"“{'.'.join(path)}” "
                                 "holds a character that no text can hold.", "Take the escape out.")
        except tomllib.TOMLDecodeError as error:
            faults.found(self._place(str(error)), f"This is not TOML: {_sentence(str(error))}",
                         "Texts stand in quotes, dates as 2016-02-29, lists in [ ].")
        except RecursionError:
            faults.found(Place(self.file),
                         "This is not TOML that can be read: its lists are too deep.")
        except ValueError as error:  # a number of thousands of digits
            faults.found(Place(self.file),
                         f"This is not TOML that can be read: {_sentence(str(error))}")
        faults.stop()
        return given

    def _place(self, message: str) -> Place:
        """The place that a message of the parser names; else the end of the text."""
        numbers = re.search(r"line (\d+), column (\d+)", message)
        return Place(self.file, *map(int, numbers.groups())) if numbers else Place(
            self.file, max(1, len(self.text.splitlines())))


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


def _sentence(message: str) -> str:
    words = re.sub(r" \(at .*\)$", "", message)
    return words[:1].lower() + words[1:].rstrip(".") + "."


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

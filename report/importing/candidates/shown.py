"""Candidates in a report's folder: its two tables, and the text with the figures made of them.

The text is written anew after every round of `invoke confirm`, as long as its author has not
changed it: its first line says by a digest what was written.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from report.importing.candidates import glance, rows
from report.importing.candidates.model import Candidates
from report.importing.candidates.rows import DRAFT, EVENTS, FACTS, UNCONFIRMED, Row
from report.kept import write

_SETTINGS = "report.toml"
_TEXT = f"text/{glance.TEXT}"
_MARK = "% Written by invoke confirm ({}). Change it, and it is yours."
_MARKED = re.compile(r"% Written by invoke confirm \((\w+)\)[^\n]*\n\n")
_BODY = re.compile(r"^body = \[(.*?)\]", re.DOTALL | re.MULTILINE)


@dataclass
class Tables:
    """The facts and events of a report as rows, with the columns of their files."""

    folder: Path
    facts: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    _columns: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Tables:
        """The tables of a report; those that are not there are empty."""
        tables = cls(folder)
        tables.facts, tables._columns[FACTS] = rows.read(folder / FACTS)
        tables.events, tables._columns[EVENTS] = rows.read(folder / EVENTS)
        return tables

    def save(self) -> None:
        """Write both files; each is whole at every moment."""
        for path, each in ((FACTS, self.facts), (EVENTS, self.events)):
            if self._columns[path]:
                rows.save(self.folder / path, each, self._columns[path])

    def waiting(self) -> list[Row]:
        """The rows that nobody has looked at, facts first."""
        return [row for row in (*self.facts, *self.events) if row.get("status") == UNCONFIRMED]

    def drop(self, row: Row) -> None:
        """Take a row out, and its name where other rows disagree with it."""
        for each in (self.facts, self.events):
            each[:] = [other for other in each if other is not row]
        for other in self.facts:
            named = other.get("disagrees_with", "").split()
            if row["id"] in named:
                other["disagrees_with"] = " ".join(name for name in named if name != row["id"])


def accept(row: Row) -> bool:
    """Make a row a draft; False for an event whose date is not known."""
    if "date" in row and not row["date"]:
        return False
    row["status"] = DRAFT
    return True


def added(files: Mapping[str, bytes], found: Candidates, reported_in: str, language: str,
          as_draft: bool) -> dict[str, bytes]:
    """The files of a report with the tables of its candidates; as drafts, with their figures."""
    if not as_draft:
        return {**files, **rows.files(found, reported_in)}
    facts, events = rows.facts(found, reported_in), rows.events(found, reported_in)
    for row in (*facts, *events):
        accept(row)
    text = glance.text(facts, events, language)
    made = {**files}
    for path, each in ((FACTS, facts), (EVENTS, events)):
        if each:
            made[path] = rows.written(each, list(each[0]))
    if text:
        made[_TEXT] = _marked(text)
        made[_SETTINGS] = _named(files[_SETTINGS].decode()).encode()
    return made


def refresh(tables: Tables) -> str:
    """Write a report's figures anew from what is confirmed; the file written, "" if none is.

    A text that its author has changed stays, and the new one is laid beside it as `.new`.
    """
    settings = tables.folder / _SETTINGS
    words = settings.read_text(encoding="utf-8")
    text = glance.text(tables.facts, tables.events, tomllib.loads(words).get("language", "en"))
    tables._columns = {path: _with(columns, extra) for (path, columns), extra in zip(
        tables._columns.items(), ("label", "shown"), strict=True)}
    tables.save()
    file = tables.folder / _TEXT
    if not text:
        if file.exists() and _is_ours(file):
            file.unlink()
            write(settings, _unnamed(words).encode())
        return ""
    path = file if not file.exists() or _is_ours(file) else file.with_name(f"{file.name}.new")
    write(path, _marked(text))
    write(settings, _named(words).encode())
    return path.relative_to(tables.folder).as_posix()


def _with(columns: list[str], extra: str) -> list[str]:
    return [*columns, extra] if columns and extra not in columns else columns


def _marked(text: str) -> bytes:
    return f"{_MARK.format(_digest(text))}\n\n{text}".encode()


def _is_ours(file: Path) -> bool:
    """Whether a text is as it was written here."""
    words = file.read_text(encoding="utf-8")
    match = _MARKED.match(words)
    return bool(match) and match is not None and match[1] == _digest(words[match.end():])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _named(settings: str) -> str:
    """Settings that name the text last in the body; without an order every text is in it."""
    if f'"{glance.TEXT}"' in settings or not (match := _BODY.search(settings)):
        return settings
    inside = match[1].rstrip().removesuffix(",")
    several = "\n" in match[1]
    joined = f'{inside},\n  "{glance.TEXT}",\n' if several else f'{inside}, "{glance.TEXT}"'
    return f"{settings[:match.start(1)]}{joined}{settings[match.end(1):]}"


def _unnamed(settings: str) -> str:
    return re.sub(rf',?\s*"{re.escape(glance.TEXT)}"', "", settings)

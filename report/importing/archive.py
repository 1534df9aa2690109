"""Archives: what DOCX, ODT and EPUB files are. Nothing in them is unpacked to disk or run.

What is too large, too dense, locked, or leads out of the archive is refused before it is read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from report.importing.decode import refusal

_MOST = 10_000  # files
_LARGEST = 300_000_000  # bytes, all files together
_DENSEST = 200  # times larger than packed
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DENSE_FROM = 20_000_000


class Archive:
    """A ZIP archive that has been looked over."""

    def __init__(self, data: bytes, file: Path) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError):
            raise refusal(file, "This file is broken: its archive cannot be opened.",
                          "Save it again from the program that made it.") from None
        self._look_over()
        self.names = frozenset(self._zip.namelist())

    def _look_over(self) -> None:
        entries = self._zip.infolist()
        size = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries) or 1
        if len(entries) > _MOST or size > _LARGEST or (
                size > _DENSE_FROM and size / packed > _DENSEST):
            raise refusal(self._file, f"This archive unpacks to {len(entries):,} files and "
                          f"{size / 1e6:,.0f} MB: that is no text.", "Nothing of it was read.")
        for entry in entries:
            if climbs(entry.filename):
                raise refusal(
                    self._file,
                    f"A path in this archive leads out of it: {entry.filename}",
                    "Nothing of it was read. Do not trust this file.",
                )
            if entry.flag_bits & 1:
                raise refusal(self._file, "This file is locked with a password.",
                              "Save it without one.")

    def read(self, name: str) -> bytes:
        """A file of the archive; nothing if there is none of that name."""
        if name not in self.names:
            return b""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise refusal(self._file, f"This file is broken: “{name}” in it cannot be read.",
                          "Save it again from the program that made it.") from None

    def xml(self, name: str) -> etree._Element | None:
        """An XML file of the archive, its entities and the network switched off."""
        data = self.read(name)
        if not data:
            return None
        if _ENTITIES.search(data[:100_000]):
            raise refusal(
                self._file,
                f"“{name}” in this file defines entities, which no text needs.",
                "Nothing of it was read. Do not trust this file.",
            )
        return parsed(data)


def parsed(data: bytes) -> etree._Element | None:
    """XML, forgivingly; None if nothing can be made of it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True,
                             remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def climbs(path: str) -> bool:
    """Whether a path leads out of the folder that it is counted from."""
    path = path.replace("\\", "/")
    return path.startswith("/") or ":" in path.split("/")[0] or (
        posixpath.normpath(path).split("/")[0] == "..")


def local(element: etree._Element) -> str:
    """An element's name without its namespace; nothing for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""

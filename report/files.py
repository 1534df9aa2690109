"""A report's files as they come from disk: inside its folder, UTF-8, free of stray bytes."""

from __future__ import annotations

import re
from pathlib import Path

from report.errors import Faults, Place

# What XML, and so an e-book, cannot hold: control characters and the two non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMES = {"\0": "Is it a text file at all?"}


def there(folder: Path, pattern: str, faults: Faults) -> list[Path]:
    """The files of a report's folder that match a pattern, in the order of their names.

    One that leads out of the folder is a fault, and left out: what a report is made from is
    what its folder holds, on every machine.
    """
    home = folder.resolve()
    found = []
    for file in sorted(folder.glob(pattern)):
        if not file.resolve().is_relative_to(home):
            faults.found(Place(file), "This is a link that leads out of the report's folder.",
                         "Put the file itself here: nothing outside the folder is read.")
        elif file.is_dir() and file.suffix:
            faults.found(Place(file), "This is a folder, and a file was expected.",
                         "Rename it, or move it away.")
        elif file.is_symlink() and not file.exists():
            faults.found(Place(file), "This is a link to a file that is not there.",
                         "Put the file itself here.")
        elif file.is_file():
            found.append(file)
    return found


def text(file: Path, faults: Faults) -> str | None:
    """A file's text, line ends and byte-order mark normalised; a fault, and None, if it is none."""
    try:
        data = file.read_bytes()
    except OSError as error:
        faults.found(Place(file), f"This file cannot be read: {error.strerror}.")
        return None
    try:
        words = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        faults.found(_place(file, data[: error.start].decode("utf-8", "replace")),
                     f"This file is not UTF-8: byte 0x{data[error.start]:02x} cannot be read.",
                     _mend(data))
        return None
    if stray := _FORBIDDEN.search(words):
        faults.found(_place(file, words[: stray.start()]),
                     f"A character stands here that no text can hold (U+{ord(stray[0]):04X}).",
                     _NAMES.get(stray[0], "Take it out; it is invisible in most editors."))
        return None
    return words


def stray(words: str) -> bool:
    """Whether words hold a character that no text can hold."""
    return bool(_FORBIDDEN.search(words))


def _place(file: Path, before: str) -> Place:
    """The place behind some text, its columns counted in characters."""
    before = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _mend(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "It is UTF-16, as some spreadsheets write it: save it as UTF-8."
    if b"\0" in data:
        return "It does not look like a text file."
    return "Save it again with the encoding UTF-8."

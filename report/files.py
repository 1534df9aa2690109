"""A report's files as they come from disk: inside its folder, UTF-8, free of stray bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from report.errors import Faults, Place

# What XML, and so an e-book, cannot hold: control characters and the two non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAMES = {"\0": "Is it a text file at all?"}


def there(folder: Path, part: str, suffix: str, faults: Faults) -> list[Path]:
    """The files of one part of a report's folder whose names end in a suffix."""
    ending = [file for file in sorted((folder / part).glob("*")) if file.suffix.lower() == suffix]
    for file in ending:
        if file.suffix != suffix:
            faults.found(Place(file), f"The name of this file ends in {file.suffix}.",
                         f"Let it end in {suffix}: a build must be the same on every machine.")
    return found(folder, [file for file in ending if file.suffix == suffix], faults)


def found(folder: Path, files: Iterable[Path], faults: Faults) -> list[Path]:
    """Those of some files that are files, and in a report's folder; others are faults.

    What a report is made from is what its folder holds, on every machine.
    """
    home = folder.resolve()
    kept = []
    for file in files:
        if not _is_inside(file, home):
            faults.found(Place(file), "This is a link that leads out of the report's folder.",
                         "Put the file itself here: nothing outside the folder is read.")
        elif file.is_file():
            kept.append(file)
        elif file.is_dir():
            faults.found(Place(file), "This is a folder, and a file was expected.",
                         "Rename it, or move it away.")
        else:
            faults.found(Place(file), "This is a link to a file that is not there.",
                         "Put the file itself here.")
    return kept


def _is_inside(file: Path, home: Path) -> bool:
    try:
        return file.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


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

"""A bounded store: bytes under the name of all that they were made from.

Nothing in it is needed: an entry that is missing, cut short or altered is made again. Builds may
read, write and sweep at once, and the folder may be deleted at any time, under a build too.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from report.kept import used, write

BOUND = 500_000_000  # bytes that the folder of what is kept may hold after a build
SWEPT = ("drawings", "fonts", "texts", "units")  # its folders that can fill up
_SEAL = 16  # bytes before an entry's own that say whether they are whole
_ABANDONED = 3600  # seconds after which a half-written file is nobody's


@dataclass(frozen=True)
class Store:
    """The entries of one folder; a key is what `kept.digest` gives."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """An entry as it was put, or nothing if there is none that is whole."""
        file = self.folder / key
        try:
            data = file.read_bytes()
        except OSError:
            return None
        if data[:_SEAL] != _seal(key, data[_SEAL:]):
            return None
        used(file)
        return data[_SEAL:]

    def put(self, key: str, data: bytes) -> None:
        """Keep an entry, in the place of one of the same name; a disk that refuses is no fault."""
        with suppress(OSError):
            write(self.folder / key, _seal(key, data) + data)


def _seal(key: str, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SEAL, key=key.encode()[:64]).digest()


def swept(keep: Path, bound: int = BOUND) -> int:
    """Remove what was not used for longest until the rest is within `bound`; says how many bytes.

    Placements and records of builds stay: they are few, and each is written over.
    """
    found = sorted(_files(keep))
    over = sum(size for _, size, _ in found) - bound
    removed = 0
    for _, size, path in found:
        if removed >= over:
            break
        with suppress(OSError):  # another build may have swept it
            Path(path).unlink()
        removed += size
    return removed


def _files(keep: Path) -> Iterator[tuple[float, int, str]]:
    """When each file was last used, its size, its path; what a build left half written goes."""
    for name in SWEPT:
        with suppress(OSError), os.scandir(keep / name) as entries:
            for entry in entries:
                with suppress(OSError):  # it may be gone by now
                    known = entry.stat()
                    if not entry.name.startswith("."):
                        yield known.st_mtime, known.st_size, entry.path
                    elif time.time() - known.st_mtime > _ABANDONED:
                        Path(entry.path).unlink()

"""What was made once and need not be made again: files named by what went into them.

Everything kept can be deleted at any time; two builds may run side by side.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_RECENT = 60  # seconds for which a use is not noted again


def digest(*parts: object) -> str:
    """A name for what goes into a thing: parts are text, bytes, or what JSON can write."""
    made = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else json.dumps(
            part, sort_keys=True, default=str, ensure_ascii=False).encode()
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()[:32]


def kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of a kept file, made and written now if they are not there."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        data = make()
        write(file, data)
        return data
    used(file)
    return data


def write(file: Path, data: bytes) -> None:
    """Write beside, then rename: a reader sees the old file or the new one, never a half.

    Processes of several machines may write the same file at once.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name[:200]}.{secrets.token_hex(8)}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def used(file: Path) -> None:
    """Note that a kept file is still of use: what was not used for longest is swept first."""
    with suppress(OSError):
        if time.time() - file.stat().st_mtime > _RECENT:
            os.utime(file)

"""What was made once and need not be made again: files named by what went into them.

Everything kept can be deleted at any time; two builds may run side by side.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path


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
        return file.read_bytes()
    except FileNotFoundError:
        data = make()
        write(file, data)
        return data


def write(file: Path, data: bytes) -> None:
    """Write beside, then rename: a reader sees the old file or the new one, never a half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)

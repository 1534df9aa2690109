"""Which version of a package is installed."""

from __future__ import annotations

import functools
import re
from importlib.metadata import distribution

_VERSION = re.compile(r"^Version: *(.+)$", re.MULTILINE)


@functools.cache
def version(package: str) -> str:
    """As `importlib.metadata.version` says it, which reads all that a package says of itself as
    if it were a letter, four times as slowly."""
    found = distribution(package)
    said = _VERSION.search(found.read_text("METADATA") or "")
    return said[1].strip() if said else found.version

"""What a reference in a PDF that is being made leads to, and how names are sorted in it."""

from __future__ import annotations

from typing import Any

import pydyf


def held(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object that a reference such as `12 0 R` names."""
    return pdf.objects[int(reference.split()[0])]


def encoded(name: str) -> bytes:
    """The bytes of a name in a PDF, by which names are sorted."""
    return name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")

"""What a reference in a PDF that is being made leads to."""

from __future__ import annotations

from typing import Any

import pydyf


def held(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object that a reference such as `12 0 R` names."""
    return pdf.objects[int(reference.split()[0])]

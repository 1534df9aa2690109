"""A PDF that claims PDF/X has no colour but in inks, boxes that lie in each other, and no links."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from report.model import Edition, Finding, Report


def check(data: bytes, file: Path, report: Report, edition: Edition) -> list[Finding]:
    if edition.tagged:
        return []  # no standard for print takes tags
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        intents = pdf.Root.get("/OutputIntents", ())
        if not any(intent.S == "/GTS_PDFX" for intent in intents):
            return []
        said = [*_pages(pdf), *_colours(pdf)]
    return [Finding("printing", file, words) for words in said]


def _pages(pdf: Any) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        trim, bleed, sheet = ([float(edge) for edge in box]
                              for box in (page.trimbox, page.bleedbox, page.mediabox))
        if not (_within(trim, bleed) and _within(bleed, sheet)):
            yield f"On page {number} trim, bleed and sheet do not lie in each other."
        if "/Annots" in page:
            yield f"Page {number} can be clicked, and print cannot."


def _within(inner: list[float], outer: list[float]) -> bool:
    return (all(a >= b - .01 for a, b in zip(inner[:2], outer[:2], strict=True))
            and all(a <= b + .01 for a, b in zip(inner[2:], outer[2:], strict=True)))


def _colours(pdf: Any) -> Iterator[str]:
    import pikepdf

    for number, page in enumerate(pdf.pages, 1):
        if pikepdf.parse_content_stream(page, "rg RG"):
            yield f"Page {number} holds a colour that is not in inks."
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        draws = thing.get("/Subtype") == "/Form" or "/PatternType" in thing
        if draws and pikepdf.parse_content_stream(thing, "rg RG"):
            yield "A drawing holds a colour that is not in inks."
        if thing.get("/Subtype") == "/Image" and thing.ColorSpace == "/DeviceRGB":
            yield "An image is not in inks."

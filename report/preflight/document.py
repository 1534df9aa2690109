"""A PDF opens and embeds every font; one that can be read aloud says its title and language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from report.model import Edition, Finding, Report


def check(data: bytes, file: Path, report: Report, edition: Edition) -> list[Finding]:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = [*(_catalog(pdf, report) if edition.tagged else ()), *_fonts(pdf)]
    return [Finding("document", file, words) for words in said]


def _catalog(pdf: Any, report: Report) -> Iterator[str]:
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked"):
        yield "The PDF is not tagged."
    if str(pdf.Root.get("/Lang", "")) != report.meta.language:
        yield f"The PDF does not say that it is in {report.meta.language}."
    if pdf.open_metadata().get("dc:title", "") != report.meta.title:  # PDF/A-4 has no other
        yield "The PDF does not say its title."
    if "/Outlines" not in pdf.Root:
        yield "The PDF has no bookmarks."


def _fonts(pdf: Any) -> Iterator[str]:
    seen = set()
    for font in _named(pdf):
        name = str(font.get("/BaseFont", "?"))
        if name in seen:
            continue
        seen.add(name)
        for holder in font.get("/DescendantFonts", [font]):
            described = holder.get("/FontDescriptor", {})
            if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"The font {name.lstrip('/')} is not embedded."


def _named(pdf: Any) -> Iterator[Any]:
    """The fonts that pages name, and what is drawn on them: imposed pages, images.

    Pages share their resources, and each is looked at once.
    """
    seen = set()
    waiting = [page.obj for page in pdf.pages]
    for holder in waiting:  # which grow
        resources = holder.get("/Resources", {})
        known = getattr(resources, "objgen", (0, 0))
        if known in seen:
            continue
        if known != (0, 0):  # else it is written in the page itself
            seen.add(known)
        yield from resources.get("/Font", {}).values()
        for drawn in resources.get("/XObject", {}).values():
            if drawn.objgen not in seen:
                seen.add(drawn.objgen)
                waiting.append(drawn)

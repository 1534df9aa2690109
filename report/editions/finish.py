"""What is done to the finished pages of an edition: marks, imposition and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from report.editions import x4
from report.editions.binding import counted
from report.editions.booklet import imposed
from report.editions.inks import INKS
from report.editions.lines import Lines
from report.editions.marks import marked
from report.editions.pagelist import Break
from report.editions.prints import Print
from report.editions.proof import numbered
from report.editions.separate import separated
from report.editions.sharp import examined
from report.editions.standard_pages import Beginnings, paged
from report.editions.typesetter import Typesetter
from report.editions.workshop import Look
from report.model import Report, Theme


@dataclass(frozen=True)
class Context:
    """What a step may ask: the edition, its theme, the report, and the PDF that the edition
    comes `after`, with the `breaks` between its pages if it is the one for the screen; the name
    of the file that is made, its pages, and what was `seen` on them (see `LOOKS`); the report's
    images by their names; what set the pages; and the `revision` of the report's files. Breaks
    and revision are looked up when a step asks for them. What it has to say of the file it tells
    `warn`."""

    made: Print
    theme: Theme
    report: Report
    printed: bytes
    name: str = ""
    images: Mapping[str, Path] = field(default_factory=dict)
    warn: Callable[[str], None] = lambda words: None
    breaks: Callable[[], tuple[Break, ...]] = tuple
    pages: int = 0
    seen: Sequence[tuple[int, Any]] = ()
    typesetter: Typesetter | None = None
    revision: Callable[[], str] = str


Step = Callable[[bytes, Context], bytes]
STEPS: Mapping[str, Step] = {
    "sharp": examined,
    "separate": lambda data, context: separated(data),
    "x-4": x4.claimed,
    "count": counted,
    "marks": marked,
    "booklet": imposed,
    "proof": numbered,
    "standard-pages": paged,
}
# What a step has to know of the pages while they are laid out.
LOOKS: Mapping[str, Callable[[Callable[[], tuple[Break, ...]]], Look]] = {
    "proof": lambda breaks: Lines(),
    "standard-pages": lambda breaks: Beginnings(breaks()),
}
_OF_STANDARD: Mapping[str, tuple[str, ...]] = {"x-4": ("x-4",)}


def finished(data: bytes, context: Context) -> tuple[bytes, int]:
    """A PDF after the steps that its inks and its standard need and those that its edition names;
    and how many pages it has then."""
    made, pages = context.made, context.pages
    steps = (*INKS[made.inks].steps, *_OF_STANDARD.get(made.standard, ()), *made.finish)
    for name in steps:
        data = STEPS[name](data, context)
    if steps:
        import io

        import pikepdf

        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
    return data, pages

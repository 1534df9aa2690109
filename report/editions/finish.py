"""What is done to the finished pages of an edition: marks, imposition and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from report.editions.prints import Print
from report.model import Report, Theme


@dataclass(frozen=True)
class Context:
    """What a step may ask: the edition, its theme, the report, and the PDF for the screen where
    the edition comes `after` it."""

    made: Print
    theme: Theme
    report: Report
    printed: bytes


Step = Callable[[bytes, Context], bytes]
STEPS: Mapping[str, Step] = {}


def finished(data: bytes, pages: int, context: Context) -> tuple[bytes, int]:
    """A PDF after the steps that its edition names, and how many pages it has then."""
    for name in context.made.finish:
        data = STEPS[name](data, context)
    if context.made.finish:
        import io

        import pikepdf

        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
    return data, pages

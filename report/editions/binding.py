"""How the print shop binds a report, and what that asks of its cover and its pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from report.model import Press, Theme

if TYPE_CHECKING:
    from report.editions.finish import Context

ROOM_FOR_WORDS = 5.0  # millimetres from which a spine carries words


def pages_of(data: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def spine(pages: int, press: Press, warn: Callable[[str], None]) -> float:
    """How thick a spine is, in millimetres: a leaf has two pages. Stapled sheets have none."""
    if press.binding == "saddle":
        warn("Stapled through the fold: the cover has no spine.")
        return 0.0
    thick = round((pages + 1) // 2 * press.paper, 2)
    warn(f"The spine is {thick:g} mm thick: {pages} pages on paper of {press.paper:g} mm."
         + ("" if thick >= ROOM_FOR_WORDS
            else f" Words on a spine need {ROOM_FOR_WORDS:g} mm."))
    return thick


def unfolded(theme: Theme, spine: float) -> Theme:
    """A theme that knows a `spine`, and the `sheet` on which back, spine and front lie flat."""
    sheet = 2 * theme.measures["width"] + spine
    return replace(theme, measures={**theme.measures, "spine": spine, "sheet": sheet})


def counted(data: bytes, context: Context) -> bytes:
    """A PDF as it is; a number of pages that does not fill the sheets is a warning."""
    pages = pages_of(data)
    by = 4 if context.report.meta.press.binding == "saddle" else 2
    if more := -pages % by:
        context.warn(f"{pages} pages are not a multiple of {by}: the shop will add {more} blank "
                     f"{'pages' if more > 1 else 'page'} at the end.")
    return data

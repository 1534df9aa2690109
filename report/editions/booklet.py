"""The booklet: finished pages imposed on both sides of larger sheets, to be folded and stapled.

Sheets are turned over on their short edge. The pages keep their size; those smaller than half a
sheet stand in its middle.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from report.editions.imposition import Side, filled, sides, signatures
from report.editions.lengths import POINTS
from report.editions.rules import BACK_COVER
from report.errors import LayoutError
from report.terms import direction_of

if TYPE_CHECKING:
    import pikepdf

    from report.editions.finish import Context

_A4, _LETTER = (297.0, 210.0), (279.4, 215.9)
_ROUNDED = 0.1  # millimetres
_MARK = 6.0  # millimetres that the mark of the fold reaches down from the head
_MARK_DRAWN = "q 0.25 w 0.6 G {x:.3f} {y:.3f} m {x:.3f} {foot:.3f} l S Q"


def imposed(data: bytes, context: Context) -> bytes:
    """A PDF of pages as one of sheets; raises LayoutError if they are larger than half a sheet.

    What leads from page to page (links, bookmarks) is left behind: it is for paper.
    """
    import pikepdf

    report = context.report
    sheet = _LETTER if context.theme.paper == "letter" else _A4
    with pikepdf.open(io.BytesIO(data)) as pages, pikepdf.new() as made:
        _check_size(pages.pages[0], sheet)
        order = filled(len(pages.pages), _has_back(pages, (BACK_COVER, report.sections[-1].id)))
        forms = [made.copy_foreign(page.as_form_xobject()) for page in pages.pages]
        for side in sides(order, signatures(len(order) // 4, report.meta.booklet.sheets),
                          report.meta.booklet.paper,
                          direction_of(report.meta.language) == "rtl"):
            _add(made, side, forms, sheet)
        made.trailer.Info = made.copy_foreign(pages.docinfo)
        made.Root.Lang = report.meta.language
        made.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None"))
        written = io.BytesIO()
        made.save(written, min_version="1.7", deterministic_id=True)
    return written.getvalue()


def _check_size(page: pikepdf.Page, sheet: tuple[float, float]) -> None:
    width, height = (float(end) / POINTS for end in page.trimbox[2:])
    if width > sheet[0] / 2 + _ROUNDED or height > sheet[1] + _ROUNDED:
        raise LayoutError(
            f"A page of {width:.0f} × {height:.0f} mm is larger than half of a sheet of "
            f"{sheet[0]:g} × {sheet[1]:g} mm. Give the theme a [formats.booklet] that is not.")


def _has_back(pages: pikepdf.Pdf, lasts: Sequence[str]) -> bool:
    """Whether one of these parts begins on the last page, so that it can be the back cover."""
    import pikepdf

    names = pikepdf.NameTree(pages.Root.Names.Dests)
    return any(last in names and names[last][0] == pages.pages[-1].obj for last in lasts)


def _add(
    made: pikepdf.Pdf, side: Side, forms: Sequence[Any], sheet: tuple[float, float]
) -> None:
    """Add one side of a sheet, with a mark at the head where it is to be folded."""
    import pikepdf

    width, height = (length * POINTS for length in sheet)
    page = made.add_blank_page(page_size=(width, height))
    drawn = [*_half(page, side.left, forms, 0, side.shift * POINTS),
             *_half(page, side.right, forms, width / 2, -side.shift * POINTS)]
    if side.is_front:
        drawn.append(_MARK_DRAWN.format(x=width / 2, y=height, foot=height - _MARK * POINTS))
    page.Contents = pikepdf.Stream(made, "\n".join(drawn).encode())


def _half(
    page: pikepdf.Page, number: int | None, forms: Sequence[Any], left: float, shift: float
) -> Iterator[str]:
    """What draws a page in the middle of the half that begins at `left`, in points."""
    from pikepdf import Name

    if number is None:
        return
    form = forms[number - 1]
    _, _, width, height = (float(end) for end in form.BBox)
    _, _, whole, high = (float(end) for end in page.mediabox)
    name = page.add_resource(form, Name.XObject, Name(f"/Page{number}"))
    x, y = left + (whole / 2 - width) / 2 + shift, (high - height) / 2
    yield f"q 1 0 0 1 {x:.3f} {y:.3f} cm {name} Do Q"

"""What is drawn under finished pages: marks in their margins, a watermark.

It is typeset apart, with the fonts of the edition, and goes into the PDF as an artifact: whoever
hears the text read aloud does not hear it.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from report.editions.lengths import POINTS
from report.editions.repair import ends_plainly

if TYPE_CHECKING:
    import pikepdf

    from report.editions.typesetter import Typesetter

_STRUT, _ROOM = 30, 400  # millimetres: more than any letters are high, any words are long
_SHEET = (f"body,div{{margin:0}}div{{position:relative;height:{_STRUT}mm}}"
          f"p{{position:absolute;margin:0;width:{_ROOM}mm;white-space:nowrap}}"
          f"span{{display:inline-block;height:{_STRUT}mm}}")


def words(
    x: float, y: float, said: str, size: float, face: str, colour: str, *, weight: int = 400,
    anchor: str = "left", turned: float = 0,
) -> str:
    """Words as XHTML: `x` and `y` are where their base line begins, or where its middle or its
    end is, in millimetres from the page's upper left corner; `size` is in points."""
    edge = {"left": f"left:{x:.3f}mm", "right": f"left:{x - _ROOM:.3f}mm",
            "center": f"left:{x - _ROOM / 2:.3f}mm"}[anchor]
    turn = f";transform-origin:50% {_STRUT}mm;transform:rotate({turned:g}deg)" if turned else ""
    # The strut, as high as the line, stands on the base line.
    return (f'<p style="{edge};top:{y - _STRUT:.3f}mm;text-align:{anchor};color:{colour};'
            f"font:{weight} {size:g}pt/0 '{escape(face)}'{turn}\"><span></span>"
            f"{escape(said)}</p>")


def laid_under(data: bytes, drawings: Mapping[int, str], typesetter: Typesetter) -> bytes:
    """A PDF with XHTML, set in millimetres, under some of its pages, which are counted from 0."""
    import pikepdf

    if not drawings:
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = {number: _size(pdf.pages[number]) for number in sorted(drawings)}
        sheets = typesetter.drawn_apart(
            "".join(f'<div style="page:p{number}">{drawings[number]}</div>' for number in sizes),
            _SHEET + "".join(f"@page p{number}{{size:{width:.3f}mm {height:.3f}mm;margin:0}}"
                             for number, (width, height) in sizes.items()))
        with pikepdf.open(io.BytesIO(sheets)) as drawn:
            for number, sheet in zip(sizes, drawn.pages, strict=True):
                _put_under(pdf, pdf.pages[number], sheet, f"/Under{number}")
        return _saved(pdf)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """A page's width and height in millimetres."""
    left, bottom, right, top = (float(end) / POINTS for end in page.trimbox)
    return right - left, top - bottom


def _put_under(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: pikepdf.Page, name: str) -> None:
    from pikepdf import Array, Name

    form = pdf.copy_foreign(sheet.as_form_xobject())
    _end_plainly(form, form.read_bytes())
    page.add_resource(form, Name.XObject, Name(name))
    drawing = pdf.make_stream(b"")
    _end_plainly(drawing, f"/Artifact <</Type /Pagination>> BDC q {name} Do Q EMC ".encode())
    below: Any = page.Contents
    page.Contents = Array([drawing, *(below if isinstance(below, Array) else [below])])


def _end_plainly(stream: Any, content: bytes) -> None:
    """Write a stream so that its data does not end in a line end; see `repair`."""
    from pikepdf import Name

    while (packed := zlib.compress(content))[-1:] in b"\r\n":
        content += b" "
    stream.write(packed, filter=Name.FlateDecode)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """A PDF as bytes; its stream of objects too must not end in a line end."""
    for more in range(9):
        pdf.Root.Octavo = more  # makes that stream another
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True)
        if ends_plainly(written.getvalue()):
            break
    return written.getvalue()

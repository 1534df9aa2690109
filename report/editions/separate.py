"""The colours of the finished pages in the four inks.

WeasyPrint writes colours as sRGB wherever they come from: the theme, the drawings, an author's
SVG, its own defaults. They are therefore taken over from what it has written, where none can be
missed: operators of every content stream, gradients, images.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from report.editions.cmyk import ink, pictured

if TYPE_CHECKING:
    from PIL.Image import Image

_NUMBER = rb"(-?[\d.]+)"
_COLOUR = re.compile(rb"(?m)^" + rb" ".join([_NUMBER] * 3) + rb" (rg|RG)\b")
_QUALITY = 92  # of JPEG: what prints alike


def separated(data: bytes) -> bytes:
    """A PDF by WeasyPrint with everything in it in cyan, magenta, yellow and black, or grey."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
        for thing in _content(pdf):
            thing.write(_COLOUR.sub(_inked, thing.read_bytes()))
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ShadingType" in thing:
                _shade(thing.Function)
            elif isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                _print(thing)
        return saved(pdf)


def saved(pdf: Any) -> bytes:
    """A PDF as bytes, the same ones for the same pages."""
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True)
    return written.getvalue()


def _content(pdf: Any) -> list[Any]:
    """Every stream that draws: pages, groups, patterns."""
    import pikepdf

    return [*(page.Contents for page in pdf.pages), *(
        thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)
        and (thing.get("/Subtype") == "/Form" or "/PatternType" in thing))]


def _inked(match: re.Match[bytes]) -> bytes:
    """`0 0 0 rg` becomes `0 0 0 1 k`; strokes have capital letters."""
    red, green, blue = (min(1.0, max(0.0, float(part))) for part in match.groups()[:3])
    parts = " ".join(f"{part:g}" for part in ink(red, green, blue))
    return f"{parts} {'k' if match[4] == b'rg' else 'K'}".encode()


def _shade(function: Any) -> None:
    """The colours at the stops of a gradient; grey ones are the transparency of another."""
    for inner in function.get("/Functions", ()):
        _shade(inner)
    for end in ("/C0", "/C1"):
        if len(function.get(end, ())) == 3:
            function[end] = [round(part, 2) for part in ink(*map(float, function[end]))]


def _print(thing: Any) -> None:
    """An image in the inks. Grey is left as it is: it prints with black alone."""
    import pikepdf

    if thing.ColorSpace == "/DeviceGray":
        return
    is_jpeg = thing.get("/Filter") == "/DCTDecode"
    image = pictured(_opened(thing, is_jpeg))
    if is_jpeg:
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=_QUALITY, subsampling=0)
        thing.write(packed.getvalue(), filter=pikepdf.Name.DCTDecode)
        thing.Decode = [1, 0] * 4  # an Adobe JPEG holds what is not inked
    else:
        thing.write(image.tobytes())
    thing.ColorSpace = pikepdf.Name.DeviceCMYK


def _opened(thing: Any, is_jpeg: bool) -> Image:
    from PIL import Image

    if is_jpeg:  # as it is packed: Pillow knows which CMYK is inverted
        return Image.open(io.BytesIO(thing.read_raw_bytes()))
    mode = "CMYK" if thing.ColorSpace == "/DeviceCMYK" else "RGB"
    return Image.frombytes(mode, (int(thing.Width), int(thing.Height)), thing.read_bytes())

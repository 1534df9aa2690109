"""Images that are too coarse for print."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import md5
from typing import TYPE_CHECKING, Any

from report.model import Figure

if TYPE_CHECKING:
    from report.editions.finish import Context

LEAST = 300  # pixels to the inch
_AS_GOOD = 0.98  # what is lost to rounding


def examined(data: bytes, context: Context) -> bytes:
    """A PDF as it is; each image with fewer than 300 pixels to the inch is a warning."""
    import pikepdf

    from report.editions.typesetter import address

    names = {f"i{md5(address(name).encode(), usedforsecurity=False).hexdigest()}": name
             for name in context.images}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        coarsest: dict[str, tuple[float, int]] = {}
        for number, page in enumerate(pdf.pages, 1):
            for image, inch in _images(page, (1, 0, 0, 1)):
                coarsest[image] = min((inch, number), coarsest.get(image, (inch, number)))
    for image, (inch, number) in coarsest.items():
        if inch < LEAST * _AS_GOOD:
            name = names.get(image[:33], "An image in a drawing")
            context.warn(f"{name}{_figure(name, context)}, page {number}: {inch:.0f} pixels to "
                         f"the inch; print wants {LEAST}.")
    return data


def _figure(name: str, context: Context) -> str:
    """The figures that show an image, as they are numbered."""
    file = context.images.get(name)
    shown = [f"Figure {piece.number}" for piece in context.report.pieces()
             if isinstance(piece, Figure) and piece.image == file and file]
    return f" ({', '.join(shown)})" if shown else ""


def _images(holder: Any, scale: tuple[float, float, float, float]) -> Iterator[tuple[str, float]]:
    """Every image that a page or a group draws, with its pixels to the inch at that size."""
    import pikepdf

    things = holder.Resources.get("/XObject", {})
    if not things:
        return
    kept = []
    for instruction in pikepdf.parse_content_stream(holder, "q Q cm Do"):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                kept.append(scale)
            case "Q":
                scale = kept.pop()
            case "cm":
                scale = _scaled(scale, [float(part) for part in operands])
            case "Do":
                thing = things[str(operands[0])]
                if thing.Subtype == "/Image":
                    a, b, c, d = scale
                    inches = (a * a + b * b) ** 0.5 / 72, (c * c + d * d) ** 0.5 / 72
                    yield str(operands[0])[1:], min(int(thing.Width) / inches[0],
                                                    int(thing.Height) / inches[1])
                elif thing.Subtype == "/Form":
                    yield from _images(thing, scale)


def _scaled(
    scale: tuple[float, float, float, float], by: list[float]
) -> tuple[float, float, float, float]:
    """A matrix without its shift after one more `cm`."""
    a, b, c, d = scale
    return (by[0] * a + by[1] * c, by[0] * b + by[1] * d,
            by[2] * a + by[3] * c, by[2] * b + by[3] * d)

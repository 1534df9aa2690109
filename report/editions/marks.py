"""The slug: what the print shop wants to see outside the bleed.

Crop marks show where to cut, targets whether the inks lie on each other, patches whether each ink
is as dense as it should be. Two lines say what the sheet is.

All is measured in millimetres from the trim, outwards.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from report.editions.lengths import POINTS
from report.editions.outlines import Lettering
from report.editions.separate import saved

if TYPE_CHECKING:
    from report.editions.finish import Context

SLUG = 15.0  # how far the sheet goes beyond the trim
_CROP = (5.0, 11.0)  # where crop marks begin and end; the bleed ends at 3
_TARGET = (9.0, 2.0)  # where the middle of a target lies, and its radius
_PATCH = (6.5, 4.0)  # where a patch begins, and its side
_INSET = 5.0  # what stands in the slug keeps this far from a corner of the trim
_LINES = (8.2, 10.9)  # the feet of the two lines
_SIZE = 5.6  # points
_PATCHES = ("1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", ".5 0 0 0", "0 .5 0 0", "0 0 .5 0",
            "0 0 0 .5")


@dataclass(frozen=True)
class Trim:
    """The page as it will be cut, in points."""

    left: float
    foot: float
    right: float
    head: float
    folds: tuple[float, ...] = ()

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.foot + self.head) / 2


def marked(data: bytes, context: Context) -> bytes:
    """A PDF with bleed on sheets that are larger, with marks in the slug."""
    import pikepdf

    letters = Lettering(context.theme.faces["sans"], _SIZE)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        everywhere = pdf.make_indirect(_registration())
        for number, page in enumerate(pdf.pages, 1):
            left, foot, right, head = (float(edge) for edge in page.trimbox)
            trim = Trim(left, foot, right, head, _folds(left, right, context))
            words = _words(trim, page, number, len(pdf.pages), context)
            drawn = b"\n".join((*_crops(trim), *_targets(trim), *_patches(trim),
                                *_lines(trim, words, letters)))
            if "/ColorSpace" not in page.Resources:
                page.Resources.ColorSpace = pikepdf.Dictionary()
            page.Resources.ColorSpace.Registration = everywhere
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q\nq\n" + drawn + b"\nQ")
            page.mediabox = pikepdf.Array([trim.left - SLUG * POINTS, trim.foot - SLUG * POINTS,
                                           trim.right + SLUG * POINTS, trim.head + SLUG * POINTS])
        return saved(pdf)


def _registration() -> Any:
    """The colour that is printed with every ink."""
    import pikepdf

    name = pikepdf.Name
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[1] * 4, N=1)
    return pikepdf.Array([name.Separation, name.All, name.DeviceCMYK, tint])


def _folds(left: float, right: float, context: Context) -> tuple[float, ...]:
    """Where a cover's sheet is folded: at both edges of its spine, which may be one."""
    measures = context.theme.measures
    if "sheet" not in measures:
        return ()
    width = measures["width"] * POINTS
    return tuple(dict.fromkeys((round(left + width, 3), round(right - width, 3))))


def _crops(trim: Trim) -> Iterator[bytes]:
    """Two hairlines at each corner, and dashed ones where the sheet is folded."""
    begin, end = (at * POINTS for at in _CROP)
    yield b"/Registration CS 1 SCN .25 w"
    for x, outwards in ((trim.left, -1), (trim.right, 1)):
        for y in (trim.foot, trim.head):
            yield _line(x + outwards * begin, y, x + outwards * end, y)
    for y, outwards in ((trim.foot, -1), (trim.head, 1)):
        for x in (trim.left, trim.right):
            yield _line(x, y + outwards * begin, x, y + outwards * end)
    if trim.folds:
        yield b"[2 1.2] 0 d"
    for x in trim.folds:
        yield _line(x, trim.head + begin, x, trim.head + end)
        yield _line(x, trim.foot - begin, x, trim.foot - end)
    yield b"[] 0 d"


def _targets(trim: Trim) -> Iterator[bytes]:
    """A cross in a circle at the middle of each side; beside the folds there is none."""
    away, radius = (at * POINTS for at in _TARGET)
    x, y = trim.middle
    aside = (trim.right - trim.left) / 4 if trim.folds else 0
    ends = [(x + by, at) for by in dict.fromkeys((-aside, aside))
            for at in (trim.head + away, trim.foot - away)]
    for at_x, at_y in (*ends, (trim.left - away, y), (trim.right + away, y)):
        yield _line(at_x - 1.6 * radius, at_y, at_x + 1.6 * radius, at_y)
        yield _line(at_x, at_y - 1.6 * radius, at_x, at_y + 1.6 * radius)
        yield _circle(at_x, at_y, radius)


def _patches(trim: Trim) -> Iterator[bytes]:
    """Each ink, full and half, over the head of the page."""
    away, side = (at * POINTS for at in _PATCH)
    for i, inks in enumerate(_PATCHES):
        x = trim.left + _INSET * POINTS + i * side
        yield f"{inks} k {x:.3f} {trim.head + away:.3f} {side:.3f} {side:.3f} re f".encode()


def _words(
    trim: Trim, page: Any, number: int, pages: int, context: Context
) -> tuple[tuple[str, str], tuple[str, str]]:
    """What the sheet is: two lines under each half of its foot."""
    width, height = trim.right - trim.left, trim.head - trim.foot
    bleed = float(page.bleedbox[2]) - trim.right
    meta = context.report.meta
    side = "recto" if number % 2 else "verso"
    which = f"page {number} of {pages}, {side}" if pages > 1 else "one sheet"
    return ((meta.title, f"{context.name}, {meta.date.isoformat()}"),
            (f"{context.made.name}, {which}",
             f"trim {width / POINTS:.4g} × {height / POINTS:.4g} mm, "
             f"bleed {bleed / POINTS:.2g} mm"))


def _lines(
    trim: Trim, words: tuple[tuple[str, str], tuple[str, str]], letters: Lettering
) -> Iterator[bytes]:
    """The words under the foot, in black alone, cut off where the target comes too near."""
    beside = max(6.0, (max(trim.folds, default=0) - trim.middle[0]) / POINTS + 3)
    room = (trim.right - trim.left) / (4 if trim.folds else 2) - (beside + 6) * POINTS
    yield b"0 0 0 1 k"
    for x, lines in ((trim.left + _INSET * POINTS, words[0]),
                     (trim.middle[0] + beside * POINTS, words[1])):
        for away, line in zip(_LINES, lines, strict=True):
            yield letters.drawn(line, x, trim.foot - away * POINTS, room)


def _line(x: float, y: float, to_x: float, to_y: float) -> bytes:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S".encode()


def _circle(x: float, y: float, radius: float) -> bytes:
    """Four curves that nobody can tell from a circle."""
    r, k = radius, 0.5523 * radius
    points = ((r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r),
              (k, -r, r, -k, r, 0))
    curves = " ".join(
        " ".join(f"{(x, y)[i % 2] + at:.3f}" for i, at in enumerate(curve)) + " c"
        for curve in points)
    return f"{x + r:.3f} {y:.3f} m {curves} S".encode()

"""What an eye sees of a drawing: how colours differ, what lies under words, what touches what.

A drawing is looked at as pixels without smoothing, first without its words and thin lines, then
with the lines, so that nothing depends on how a kind of figure makes its marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from tests import sheet
from tests.sheet import Box

STACK = 5  # fills from which on no theme has enough greys for all
_DOTS = 12  # in a millimetre
_FAT = 2.0  # points: a stroke as thick is a mark, a thinner one is a line
_INSET = 0.1  # millimetres that a box of words may reach over an edge
_SHARE = 0.005  # of a box: what covers less of it is not under the words
_OPAQUE = 1 << 24  # red comes first in a pixel's four bytes, opacity last
_SEAM = 0.5  # millimetres along which two fills must touch to be neighbours
_APART = 2  # dots; fills with less between them touch
_BESIDE = 6  # dots; a seam so wide does not keep fills from being compared

Pixels = numpy.ndarray[tuple[int, int], numpy.dtype[numpy.uint32]]

# How the eyes of some see linear red, green and blue: Machado, Oliveira and Fernandes, “A
# physiologically-based model for simulation of color vision deficiency”, 2009, severity 1.0.
EYES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


# --- colours --------------------------------------------------------------------------------


def contrast(one: str, other: str) -> float:
    """How much two colours differ in light, 1 to 21, as WCAG counts."""
    light, dark = sorted((_lab(_linear(each))[3] for each in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """L*, 0 to 100: what is left of a colour on a photocopy."""
    return _lab(_linear(colour))[0]


def difference(one: str, other: str, eye: str = "") -> float:
    """ΔE (CIE 1976) of two colours, to an eye of EYES or to any other."""
    first, second = (_lab(_as_seen(_linear(each), eye))[:3] for each in (one, other))
    return float(numpy.linalg.norm(numpy.subtract(first, second)))


def _linear(colour: str) -> tuple[float, ...]:
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                 for part in to_rgb(colour))


def _as_seen(linear: tuple[float, ...], eye: str) -> tuple[float, ...]:
    if not eye:
        return linear
    return tuple(numpy.clip(numpy.asarray(EYES[eye]) @ linear, 0, 1).tolist())


def _lab(linear: tuple[float, ...]) -> tuple[float, float, float, float]:
    """L*, a*, b*, and the luminance."""
    x, y, z = (sum(map(lambda part, share: part * share, linear, row)) for row in _XYZ)
    fx, fy, fz = (part ** (1 / 3) if part > 216 / 24389 else (part * 24389 / 27 + 16) / 116
                  for part in (x / _WHITE[0], y, z / _WHITE[2]))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz), y


# --- drawings -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """A text, its colour, the fills that lie under it, and the lines that run through it."""

    text: str
    colour: str
    under: frozenset[str]
    crossed: frozenset[str]


@dataclass(frozen=True)
class Seen:
    """A drawing on its ground; colours are #hex in small letters.

    `fills` are the colours of areas, `strokes` those of lines, each with its points of thickness;
    `touching` are pairs of fills without a gap between them, `beside`, where there are five
    fills or more, those with a seam as well.
    """

    words: tuple[Words, ...]
    touching: frozenset[frozenset[str]]
    beside: frozenset[frozenset[str]]
    fills: frozenset[str]
    strokes: frozenset[tuple[str, float]]

    def recoloured(self, instead: Mapping[str, str]) -> Seen:
        """The same drawing with other colours in place of its own."""
        def now(colour: str) -> str:
            return instead.get(colour, colour)

        def all_now(colours: Iterable[str]) -> frozenset[str]:
            return frozenset(map(now, colours))

        words = (Words(each.text, now(each.colour), all_now(each.under), all_now(each.crossed))
                 for each in self.words)
        strokes = ((now(colour), thick) for colour, thick in self.strokes)
        return Seen(tuple(words), frozenset(map(all_now, self.touching)),
                    frozenset(map(all_now, self.beside)), all_now(self.fills), frozenset(strokes))


def seen(figure: Figure, ground: str) -> Seen:
    """A drawing as it looks on a ground."""
    boxes = [box for _, box in sheet.written(figure)]
    texts = [mark for mark in _marks(figure) if isinstance(mark, Text)]
    marks = [mark for mark in _marks(figure) if not isinstance(mark, Text)]
    patches = [mark for mark in marks if isinstance(mark, Patch)]
    ground = to_hex(ground)
    fills = _pixels(figure, ground, [mark for mark in marks if not _is_thin(mark, ground)])
    whole = _pixels(figure, ground, marks)

    def lying(box: Box, text: Text) -> Words:
        part, lined = _part(fills, box), _part(whole, box)
        return Words(text.get_text(), to_hex(text.get_color()), _most(part, part.size),
                     _most(lined[lined != part], part.size))

    areas = frozenset(to_hex(mark.get_facecolor()) for mark in patches if mark.get_fill())
    touching, beside = (frozenset(_pairs(fills, ground, gap))
                        for gap in (_APART, _BESIDE if len(areas) >= STACK else 0))
    return Seen(
        tuple(map(lying, boxes, texts)), touching, touching | beside, areas,
        frozenset((to_hex(mark.get_edgecolor()), mark.get_linewidth()) for mark in patches
                  if not mark.get_fill()))


def _marks(figure: Figure) -> Iterator[Artist]:
    return (mark for mark in figure.get_children() if mark is not figure.patch)


def _is_thin(mark: Artist, ground: str) -> bool:
    """Whether a mark is a line; one in the colour of the ground parts fills, and is not."""
    if isinstance(mark, Line2D):
        return to_hex(mark.get_color()) != ground
    assert isinstance(mark, Patch)
    return (not mark.get_fill() and mark.get_linewidth() < _FAT
            and to_hex(mark.get_edgecolor()) != ground)


def _pixels(figure: Figure, ground: str, shown: list[Artist]) -> Pixels:
    """Some marks of a figure on its ground, a whole number for each colour."""
    for mark in _marks(figure):
        mark.set_visible(mark in shown)
        if not isinstance(mark, Text):
            mark.set_antialiased(False)  # type: ignore[attr-defined]
    figure.set_dpi(_DOTS * 25.4)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    for mark in _marks(figure):
        mark.set_visible(True)
    dots = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    drawn = numpy.asarray(dots).view("<u4")[..., 0].copy()
    drawn[drawn < _OPAQUE] = _number(ground)
    return drawn


def _part(pixels: Pixels, box: Box) -> Pixels:
    """What lies within a box, but for a little at its edges."""
    left, top = (max(round((edge + _INSET) * _DOTS), 0) for edge in (box.left, box.top))
    right, bottom = (round((edge - _INSET) * _DOTS) for edge in (box.right, box.bottom))
    return pixels[top:max(bottom, top + 1), left:max(right, left + 1)]


def _most(pixels: Pixels, size: int) -> frozenset[str]:
    """The colours of pixels but for those that take next to nothing of `size`."""
    colours, counts = numpy.unique(pixels, return_counts=True)
    return frozenset(_hex(colour) for colour, count in zip(colours, counts, strict=True)
                     if count > _SHARE * size)


def _pairs(pixels: Pixels, ground: str, gap: int) -> Iterator[frozenset[str]]:
    """Pairs of colours side by side, or with less than a `gap` of ground between them."""
    counts: Counter[tuple[int, int]] = Counter()
    free = pixels == _number(ground)
    for near, (colours, clear) in product(range(1, gap + 1), ((pixels, free), (pixels.T, free.T))):
        first, second = colours[:-near], colours[near:]
        meets = (first != second) & ~clear[:-near] & ~clear[near:]
        for step in range(1, near):
            meets &= clear[step:step - near]
        counts.update(zip(first[meets].tolist(), second[meets].tolist(), strict=True))
    pairs = Counter[tuple[int, ...]]()
    for pair, count in counts.items():
        pairs[tuple(sorted(pair))] += count
    return (frozenset(map(_hex, pair)) for pair, count in pairs.items() if count >= _SEAM * _DOTS)


def _hex(number: int) -> str:
    return f"#{int(number).to_bytes(4, 'little').hex()[:6]}"


def _number(colour: str) -> int:
    return int.from_bytes(bytes.fromhex(f"{colour[1:]}ff"), "little")

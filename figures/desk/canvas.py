"""A sheet to draw a figure on: millimetres from the top left corner, text measured as drawn.

Marks are kept until the height is known; `figure(height)` then makes the matplotlib figure.
There are no axes: labels sit at the data. For a language written from right to left everything
is mirrored here, once, so that kinds may think from left to right.
"""

from __future__ import annotations

import colorsys
import functools
from collections.abc import Iterable, Sequence
from typing import Literal

from babel import Locale
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from figures.desk.contrast import contrast
from figures.desk.hatching import HATCHES, WEIGHT, hatch
from figures.desk.look import Look
from figures.desk.words import bound

INCH = 25.4
POINT = INCH / 72
LEADING = 1.25  # of the size: 3.75 mm for labels of 8.5 pt, as captions have
CAP = 0.66  # height of capitals and figures, of the size: what the eye centres on
_LARGE_PRINT = 14.0  # points from which nothing is smaller than labels
_MEASURED_AT = 72.0  # points; one size for all, so that a text is shaped once

_ADVANCES: dict[tuple[str, int, str], float] = {}  # of texts that have been measured, in ems

Align = Literal["left", "center", "right"]


class Canvas:
    """Marks of one figure, `look.width` millimetres wide."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = look.width
        self._families = [look.face, *look.others]
        self.em = look.size * POINT
        self.line = self.em * LEADING
        self._marks: list[Artist] = []
        self._hatched: list[tuple[Path, str, Patch, PathPatch]] = []  # edge, colour, fill, lines
        locale = Locale.parse(look.language, sep="-")
        self._mirrored = locale.text_direction == "rtl"

    def measure(self, text: str, weight: int = 400) -> float:
        """How wide a text is set, in millimetres; ValueError if the face lacks a letter of it."""
        key = (self.look.face, weight, text)
        if key not in _ADVANCES:
            self._check(text, weight)
            font = FontProperties(family=self._families, weight=weight, size=_MEASURED_AT)
            width, _, _ = text_to_path.get_text_width_height_descent(text, font, False)
            _ADVANCES[key] = float(width) / _MEASURED_AT
        return _ADVANCES[key] * self.em

    def _check(self, text: str, weight: int) -> None:
        """Raise ValueError for a letter that would be an empty box."""
        known = [_letters(findfont(FontProperties(family=family, weight=weight)))
                 for family in self._families]
        for letter in text:
            if not any(ord(letter) in letters for letters in known):
                raise ValueError(f"The face {self.look.face} has no letter “{letter}”, which "
                                 f"“{text}” wants; choose a theme whose sans has it.")

    def wrap(self, text: str, width: float, weight: int = 400) -> list[str]:
        """Lines no wider than `width`: as few as will do, and of a like length.

        Breaks at spaces (never at no-break ones); a word that is too wide is cut.
        """
        words = [piece for word in bound(text, self.look.language).split(" ") if word
                 for piece in self._pieces(word, width, weight)]
        fewest = self._fill(words, width, weight)
        narrow, wide = 0.0, width
        while len(fewest) > 1 and wide - narrow > 0.5:
            middle = (narrow + wide) / 2
            lines = self._fill(words, middle, weight)
            fits = max(self.measure(line, weight) for line in lines) <= middle
            if len(lines) == len(fewest) and fits:
                wide = middle
            else:
                narrow = middle
        return self._fill(words, wide, weight)

    def _fill(self, words: Sequence[str], width: float, weight: int) -> list[str]:
        lines: list[str] = []
        for word in words:
            if lines and self.measure(f"{lines[-1]} {word}", weight) <= width:
                lines[-1] = f"{lines[-1]} {word}"
            else:
                lines.append(word)
        return lines

    def _pieces(self, word: str, width: float, weight: int) -> list[str]:
        pieces = []
        while self.measure(word, weight) > width and len(word) > 1:
            cut = len(word) - 1
            while cut > 1 and self.measure(word[:cut], weight) > width:
                cut -= 1
            pieces.append(word[:cut])
            word = word[cut:]
        return [*pieces, word]

    def smaller(self, part: float) -> float:
        """What is set at a `part` of the size of labels: this part, or the whole in large print."""
        return part if self.look.size < _LARGE_PRINT else 1.0

    def colour(self, token: str) -> str:
        """The colour of a token of the theme; `paper` is white where a theme has none."""
        if token == "paper":
            return self.look.colours.get("paper", "#FFFFFF")
        return self.look.colours[token]

    def text(
        self, x: float, y: float, text: str, colour: str, *, weight: int = 400,
        align: Align = "left", enlarged: float = 1.0,
    ) -> None:
        """One line of text with its baseline at `y`, `enlarged` times as large as labels are."""
        if self._mirrored:
            x = self.width - x
            align = {"left": "right", "right": "left"}.get(align, align)  # type: ignore[assignment]
        self.measure(text, weight)  # refuses letters that would be empty boxes
        self._clear(x, y, text, weight, align)
        font = FontProperties(family=self._families, weight=weight,
                              size=self.look.size * enlarged)
        # Without parse_math a dollar sign is a dollar sign.
        self._marks.append(Text(x, y, text, color=colour, fontproperties=font, parse_math=False,
                                horizontalalignment=align, verticalalignment="baseline"))

    def lines(
        self, x: float, y: float, lines: Iterable[str], colour: str, *, weight: int = 400,
        align: Align = "left",
    ) -> None:
        """Lines of text, the baseline of the first at `y`."""
        for number, line in enumerate(lines):
            self.text(x, y + number * self.line, line, colour, weight=weight, align=align)

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle, its top left corner at x, y."""
        if self._mirrored:
            x = self.width - x - width
        self._fill_with(colour, Rectangle((x, y), width, height, facecolor=colour, linewidth=0))

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], colour: str,
        thickness: float = 0.75,
    ) -> None:
        """A straight line, `thickness` points thick."""
        (x0, y0), (x1, y1) = start, end
        if self._mirrored:
            x0, x1 = self.width - x0, self.width - x1
        self._marks.append(Line2D([x0, x1], [y0, y1], color=colour, linewidth=thickness,
                                  solid_capstyle="butt"))

    def stroke(
        self, points: Sequence[tuple[float, float]], colour: str, thickness: float = 0.75,
        dashed: bool = False,
    ) -> None:
        """A line through points, `thickness` points thick; corners are rounded, dashes short."""
        path = self._path(points)
        path.should_simplify = False
        self._marks.append(PathPatch(path, fill=False, edgecolor=colour, linewidth=thickness,
                                     linestyle=(0, (2.2, 1.4)) if dashed else "solid",
                                     joinstyle="round", capstyle="butt" if dashed else "round"))

    def shape(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """A filled area within points."""
        path = self._path([*points, points[0]])
        path.should_simplify = False
        self._fill_with(colour, PathPatch(path, facecolor=colour, linewidth=0))

    def _fill_with(self, colour: str, patch: Patch) -> None:
        """A patch, and the hatch of its colour where the look has hatches."""
        self._marks.append(patch)
        tokens = self.look.colours.items() if self.look.hatched else ()
        for angle, pitch in [HATCHES[token] for token, known in tokens
                             if token in HATCHES and known == colour][:1]:
            edge = patch.get_path().transformed(patch.get_patch_transform())
            lines = hatch(*edge.get_extents().extents, angle, pitch)
            path = Path.make_compound_path(*(Path(list(line)) for line in lines))
            over = PathPatch(path, fill=False, edgecolor=self.colour("ink"), linewidth=WEIGHT)
            self._hatched.append((edge, colour, patch, over))
            self._marks.append(over)

    def _clear(self, x: float, y: float, text: str, weight: int, align: Align) -> None:
        """Keep the hatch from behind a line of text: its ground is drawn there once more."""
        width = self.measure(text, weight)
        left = x - {"left": 0.0, "right": width, "center": width / 2}[align]
        for edge, colour, _, _ in self._hatched:
            if edge.contains_point((left + width / 2, y - CAP * self.em / 2)):
                self._marks.append(Rectangle(
                    (left - 0.6, y - 0.8 * self.em), width + 1.2, 1.1 * self.em,
                    facecolor=colour, linewidth=0))

    def _path(self, points: Sequence[tuple[float, float]]) -> Path:
        return Path([(self.width - x, y) for x, y in points] if self._mirrored else list(points))

    def dot(self, x: float, y: float, radius: float, colour: str, edge: str = "") -> None:
        """A disc; with an `edge` it is a ring of that colour filled with `colour`."""
        if self._mirrored:
            x = self.width - x
        self._marks.append(Circle((x, y), radius, facecolor=colour, edgecolor=edge or colour,
                                  linewidth=1.1 if edge else 0))

    def dots(self, points: Iterable[tuple[float, float]], radius: float, colour: str) -> None:
        """Many equal discs as one path: each is a stroke of no length with a round cap.

        So three thousand take some 90 kB of SVG and no time, where circles take ten times that.
        """
        vertices = [vertex for x, y in points for vertex in ((x, y), (x + 0.002, y))]
        if not vertices:
            return
        codes = [Path.MOVETO, Path.LINETO] * (len(vertices) // 2)
        path = Path(vertices, codes)
        path.should_simplify = False
        self._marks.append(PathPatch(path, fill=False, edgecolor=colour, capstyle="round",
                                     linewidth=2 * radius / POINT))

    def figure(self, height: float) -> Figure:
        """The drawing on a transparent ground, `height` millimetres high."""
        figure = Figure(figsize=(self.width / INCH, height / INCH), frameon=False)
        to_page = Affine2D().scale(1 / INCH, -1 / INCH).translate(0, height / INCH)
        for order, mark in enumerate(self._marks):
            mark.set_transform(to_page + figure.dpi_scale_trans)
            mark.set_snap(False)
            mark.set_zorder(order)
            figure.add_artist(mark)
        for _, _, patch, over in self._hatched:
            over.set_clip_path(patch)
        return figure


@functools.cache
def _letters(file: str) -> frozenset[int]:
    """The characters that a font has."""
    return frozenset(get_font(file).get_charmap())


def text_on(ground: str, dark: str, light: str) -> str:
    """Whichever of two colours stands out more on a ground."""
    return max((light, dark), key=lambda colour: contrast(colour, to_hex(ground)))


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a `share` (0 to 1) of another mixed in."""
    (red, green, blue), (red2, green2, blue2) = to_rgb(colour), to_rgb(other)
    return str(to_hex((red + (red2 - red) * share, green + (green2 - green) * share,
                       blue + (blue2 - blue) * share)))


def glowing(colour: str) -> str:
    """A colour made light and full enough to stand on a dark ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*to_rgb(colour))
    return str(to_hex(colorsys.hls_to_rgb(hue, max(lightness, 0.64), max(saturation, 0.85))))

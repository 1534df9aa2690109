"""What the tests of figures share: a look, the words on a sheet with their boxes, what is clean.

Boxes are in millimetres from the top left corner, as `figures.desk.canvas` counts them.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy
import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.text import Text

from figures.desk.canvas import INCH
from figures.desk.look import Look
from report.fonts import ARABIC, CHART_CHARACTERS, instance, static_file_of

COLOURS = {
    "ink": "#17202A", "navy": "#17324D", "brick": "#B23A1E", "blue": "#2B5F8A",
    "slate": "#56616B", "ochre": "#D99A2B", "sky": "#A9C4DA", "stone": "#DDD6CA",
    "sand": "#F5F0E7", "haze": "#D4E1EC",
}
LONG = "Households in informal settlements along the road between the city and the closed frontier"
_FINE = 4800  # dots an inch: letters are rounded up to whole pixels, so small ones
_SLACK = 0.1


@pytest.fixture(scope="module", autouse=True)
def face(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Source Sans 3 as the edition builder gives it to matplotlib."""
    folder = tmp_path_factory.mktemp("fonts")
    for weight in (400, 600):
        file = folder / f"{weight}.ttf"
        file.write_bytes(instance("Source Sans 3", "normal", {"wght": weight}, CHART_CHARACTERS))
        font_manager.fontManager.addfont(str(file))
        font_manager.fontManager.addfont(static_file_of(ARABIC, weight))


def look(width: float, language: str = "en-GB") -> Look:
    return Look(width, 8.5, "Source Sans 3", COLOURS, language)


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def size(figure: Figure) -> tuple[float, float]:
    """Width and height in millimetres."""
    width, height = figure.get_size_inches()
    return float(width) * INCH, float(height) * INCH


def texts(figure: Figure) -> list[str]:
    """Every text in the order in which it was drawn, with ordinary spaces."""
    return [artist.get_text().replace("\N{NO-BREAK SPACE}", " ")
            for artist in figure.get_children() if isinstance(artist, Text)]


def said(figure: Figure) -> str:
    return " ".join(texts(figure))


def written(figure: Figure) -> list[tuple[str, Box]]:
    """Every text with the box of its letters."""
    figure.set_dpi(_FINE)
    renderer = RendererAgg(1, 1, _FINE)  # type: ignore[no-untyped-call]
    found = []
    for artist in figure.get_children():
        if isinstance(artist, Text):
            width, height, descent = (float(side) / _FINE * INCH for side in (
                renderer.get_text_width_height_descent(  # type: ignore[no-untyped-call]
                    artist.get_text(), artist.get_fontproperties(), False)))
            x, y = (float(each) for each in artist.get_position())
            x -= {"left": 0, "center": width / 2, "right": width}[artist.get_horizontalalignment()]
            bottom = y + descent
            found.append((artist.get_text(), Box(x, bottom - height, x + width, bottom)))
    return found


def bars(figure: Figure, token: str = "") -> list[Box]:
    """Filled rectangles, all or those of one colour."""
    return [Box(bar.get_x(), bar.get_y(), bar.get_x() + bar.get_width(),
                bar.get_y() + bar.get_height())
            for bar in figure.get_children()
            if isinstance(bar, Rectangle) and bar is not figure.patch
            and _coloured(bar.get_facecolor(), token)]


def dots(figure: Figure, token: str = "") -> list[tuple[float, float]]:
    """Centres of discs, all or those filled with one colour."""
    return [(float(dot.center[0]), float(dot.center[1])) for dot in figure.get_children()
            if isinstance(dot, Circle) and _coloured(dot.get_facecolor(), token)]


Stroke = list[tuple[float, float]]


def strokes(figure: Figure, dashed: bool | None = None, token: str = "") -> list[Stroke]:
    """The points of each line through points; all, or only those with or without dashes."""
    return [[(x, y) for x, y in numpy.asarray(patch.get_path().vertices).tolist()]
            for patch in figure.get_children()
            if isinstance(patch, PathPatch) and not patch.get_fill()
            and dashed in (None, patch.get_linestyle() not in ("-", "solid"))
            and _coloured(patch.get_edgecolor(), token)]


def shapes(figure: Figure) -> list[Stroke]:
    """The outlines of filled areas."""
    return [[(x, y) for x, y in numpy.asarray(patch.get_path().vertices).tolist()]
            for patch in figure.get_children() if isinstance(patch, PathPatch) and patch.get_fill()]


def rules(figure: Figure) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Straight rules, from where to where."""
    found = []
    for line in figure.get_children():
        if isinstance(line, Line2D):
            start, end = numpy.asarray(line.get_xydata()).tolist()
            found.append(((start[0], start[1]), (end[0], end[1])))
    return found


def assert_clean(figure: Figure, over_bars: bool = False) -> None:
    """No words meet, leave the sheet, or are crossed by an upright rule; none lies on a mark."""
    width, height = size(figure)
    measured = written(figure)
    for text, box in measured:
        assert text.strip()
        inside = (box.left > -_SLACK and box.right < width + _SLACK
                  and box.top > -_SLACK and box.bottom < height + _SLACK)
        assert inside, f"“{text}” leaves the sheet"
    for (text, box), (other, its) in combinations(measured, 2):
        assert _apart(box, its), f"“{text}” overlaps “{other}”"
    upright = [Box(x, min(y, stop), x, max(y, stop)) for (x, y), (end, stop) in rules(figure)
               if abs(x - end) < 0.01]
    marks = [] if over_bars else bars(figure)
    discs = [Box(x - 0.6, y - 0.6, x + 0.6, y + 0.6) for x, y in dots(figure)]
    for text, box in measured:
        for mark in (*upright, *marks, *discs):
            assert _apart(box, mark), f"“{text}” lies on a mark at {mark}"
    for mark in bars(figure):
        assert mark.left > -_SLACK and mark.right < width + _SLACK, "a bar leaves the sheet"
        assert mark.top > -_SLACK and mark.bottom < height + _SLACK, "a bar leaves the sheet"


def _apart(box: Box, its: Box) -> bool:
    return (box.right < its.left + _SLACK or its.right < box.left + _SLACK
            or box.bottom < its.top + _SLACK or its.bottom < box.top + _SLACK)


def _coloured(colour: object, token: str) -> bool:
    from matplotlib.colors import to_hex

    return not token or to_hex(colour).upper() == COLOURS[token].upper()  # type: ignore[arg-type]

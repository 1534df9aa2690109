"""Drawings: kinds of figures as SVG, PDF or PNG, made once and kept.

A drawing is kept under a name made of all that went into it: data, options, look, format and
the drawing code. Many are made side by side, by a crew of processes. matplotlib is imported
here, and only when something has to be drawn.
"""

from __future__ import annotations

import functools
import io
import json
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import figures
from figures import kind
from figures.desk.data import Row
from figures.desk.look import Look
from report.crew import FIGURES, allowed, crew
from report.fonts import CHART_CHARACTERS, instance, static_file_of
from report.kept import digest, kept
from report.store import Store
from report.versions import version

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = {"Date": None, "Creator": None}
_PDF = {"Creator": None, "Producer": None, "CreationDate": None}
_PNG = {"Software": None}
Key = TypeVar("Key")
_CREW = 30  # drawings from which on it is worth it to start processes for them


@dataclass(frozen=True)
class Order:
    """What to draw: rows and options for a kind, the look, and in which format.

    `format` is svg, pdf or png; of a PNG `inch` is the number of pixels in an inch, of SVG
    `text_as_text` keeps words as text; `margin` is left free on every side, in millimetres.
    `own` are the files of a report's own kinds, `fonts` is
    the folder in which static fonts are kept.
    """

    kind: str
    own: Mapping[str, Path]
    rows: Sequence[Row]
    options: Mapping[str, str]
    look: Look
    fonts: Path
    format: str = "svg"
    text_as_text: bool = True
    inch: int = 72
    ground: str = "none"
    margin: float = 0.0

    @functools.cached_property
    def name(self) -> str:
        """What the drawing is kept under: all that goes into it, the drawing code included."""
        own = self.own[self.kind].read_bytes() if self.kind in self.own else b""
        return digest(_code(), own, self.kind, self.rows, self.options, self.look.__dict__,
                      self.format, self.text_as_text, self.inch, self.ground, self.margin)


@dataclass(frozen=True)
class Drawing:
    """What was drawn; width and height in points."""

    data: bytes
    width: float
    height: float


def known(orders: Mapping[Key, Order], keep: Path) -> dict[Key, Drawing]:
    """The drawings that are kept in a folder."""
    store = Store(keep)
    return {key: _read(data) for key, order in orders.items() if (data := store.get(order.name))}


def make(orders: Mapping[Key, Order], keep: Path) -> Iterator[tuple[Key, Drawing | str]]:
    """Make drawings and keep them: each as it comes, or the sentence in which its kind refuses
    its data."""
    store = Store(keep)
    made: Iterator[tuple[Key, Drawing | str]] = (
        (key, _tried(order)) for key, order in orders.items())
    if are_apart(len(orders)):
        made = crew(FIGURES, allowed() if len(orders) >= _CREW else 0).each(_tried, orders.items())
    for key, drawn in made:
        if isinstance(drawn, Drawing):
            store.put(orders[key].name, json.dumps([drawn.width, drawn.height]).encode()
                      + b"\n" + drawn.data)
        yield key, drawn


def are_apart(number: int) -> bool:
    """Whether so many drawings are made by other processes: if these are there, or if there is
    enough to be made for them to be worth starting."""
    return bool(number) and allowed() > 1 and (number >= _CREW or bool(len(crew(FIGURES))))


def _tried(order: Order) -> Drawing | str:
    try:
        return drawing(order)
    except ValueError as error:
        return str(error)
    except Exception as error:
        if order.kind not in order.own:
            raise
        file = order.own[order.kind]  # an author's code may fail in any way
        return (f"The kind “{order.kind}” failed in {file.name}, line {line_in(file, error)}: "
                f"{type(error).__name__}: {error}.")


def line_in(file: Path, error: Exception) -> int:
    """The line of a file at which an error arose, or 1 if it arose elsewhere."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__)
              if Path(frame.filename) == file]
    return getattr(error, "lineno", None) or (frames[-1].lineno if frames else None) or 1


def drawing(order: Order) -> Drawing:
    """Draw; raises ValueError, with a sentence for the author, for data that cannot be drawn."""
    import matplotlib

    register(order.look.face, order.look.others, order.fonts)
    settings: Any = {"svg.fonttype": "none" if order.text_as_text else "path",
                     "svg.hashsalt": "octavo", "pdf.fonttype": 42}
    stream = io.BytesIO()
    with matplotlib.rc_context(settings):
        figure = kind(order.kind, order.own).draw(order.rows, order.options, order.look)
        figure.set_frameon(order.ground != "none")  # a ground is the figure's own frame
        _leave_free(figure, order.margin / 25.4)
        figure.savefig(
            stream, format=order.format, dpi=order.inch, transparent=order.ground == "none",
            facecolor=order.ground,
            metadata={"svg": _SVG, "pdf": _PDF, "png": _PNG}[order.format])
    width, height = figure.get_size_inches() * 72
    return Drawing(stream.getvalue(), round(float(width), 2), round(float(height), 2))


def _leave_free(figure: Figure, edge: float) -> None:
    """Widen a figure by so many inches on every side, what is drawn in it staying as it is."""
    from matplotlib.artist import Artist
    from matplotlib.transforms import ScaledTranslation

    if edge:
        width, height = figure.get_size_inches()
        figure.set_size_inches(width + 2 * edge, height + 2 * edge)
        inwards = ScaledTranslation(edge, edge, figure.dpi_scale_trans)
        for mark in (*figure.artists, *figure.lines, *figure.patches, *figure.texts):
            # A patch's own method would add its shape's transform a second time.
            mark.set_transform(Artist.get_transform(mark) + inwards)


@functools.cache
def register(face: str, others: tuple[str, ...], folder: Path) -> None:
    """Make the faces known to matplotlib in the two weights that labels use."""
    from matplotlib.font_manager import fontManager

    for weight in (400, 600):
        file = folder / f"{digest(face, weight, version('uharfbuzz'))}.ttf"
        kept(file, lambda weight=weight: instance(  # type: ignore[misc]
            face, "normal", {"wght": weight}, CHART_CHARACTERS))
        fontManager.addfont(file)
        for family in others:
            fontManager.addfont(static_file_of(family, weight))


# --- what is kept ---------------------------------------------------------------------------


def _read(data: bytes) -> Drawing:
    size, _, drawn = data.partition(b"\n")
    return Drawing(drawn, *json.loads(size))


@functools.cache
def _code() -> str:
    """What the drawing code is, so that a change in it draws everything anew."""
    files = sorted(file for file in Path(figures.__path__[0]).glob("**/*")
                   if file.is_file() and "__pycache__" not in file.parts)
    return digest(version("matplotlib"), *(file.read_bytes() for file in (*files, Path(__file__))))

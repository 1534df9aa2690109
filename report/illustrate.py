"""Draw: every figure of a report, for every medium that an edition needs, drawn once.

A drawing is kept under a name made of all that went into it: data, options, theme, medium and
the drawing code. matplotlib is imported only when something has to be drawn.
"""

from __future__ import annotations

import base64
import functools
import importlib
import io
import json
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import figures
from figures import kinds
from figures.desk.data import Row
from figures.desk.look import Look
from report.errors import Faults, Place, did_you_mean
from report.fonts import CHART_CHARACTERS, instance
from report.kept import digest, kept
from report.model import Drawn, Figure, Medium, Picture, Report, Theme
from report.svg import cleaned

# Widths in millimetres; a web page's are those of its column on a desk and on a phone.
MEDIA = {
    medium.name: medium
    for medium in (
        Medium("print", {"column": 116, "full": 172, "margin": 50, "page": 210}, 297, True),
        Medium("wide", {"column": 145, "full": 205, "margin": 90, "page": 320}, 150, True, 1.1),
        Medium("narrow", {"column": 88, "full": 88, "margin": 88, "page": 120}, 130, True, 1.15),
        Medium("phone", {"column": 96, "full": 96, "margin": 96, "page": 160}, 256, False, 1.15,
               254),
    )
}
_COMMON = {"name", "title", "deck", "source", "note", "credit", "alt", "width", "data", "where"}


def check_data(report: Report, faults: Faults) -> None:
    """Find what would keep a figure from being drawn: options, columns, cells."""
    for figure in _drawable(report):
        _rows(figure, faults)


def draw(
    report: Report, theme: Theme, media: Iterable[str], folder: Path,
    told: Callable[[str], None] = lambda words: None,
) -> dict[str, Drawn]:
    """Draw a report's figures for some media, keeping the drawings in `folder`.

    Returns the drawings and words of each figure by its id; `told` hears of each drawing that
    had to be made. Raises SourceError, naming the figure, when a kind refuses its data.
    """
    drawn = {}
    faults = Faults()
    for figure in _drawable(report):
        rows = _rows(figure, faults)
        pictures = {}
        alt = figure.alt
        for name in media:
            try:
                made = _kept_picture(figure, rows, theme, MEDIA[name], report.meta.language,
                                     folder, told)
            except ValueError as error:
                faults.found(figure.place, str(error))
                break
            alt = figure.alt or made["alt"]
            pictures[name] = _picture(made, figure.id, MEDIA[name], alt, theme)
        drawn[figure.id] = Drawn(pictures, alt)
    faults.stop()
    return drawn


def _picture(
    made: Mapping[str, Any], name: str, medium: Medium, alt: str, theme: Theme
) -> Picture:
    """A drawing as its medium wants it: in a web page it says its words and follows dark mode."""
    png = base64.b64decode(made["png"])
    on_screen = medium.name in ("wide", "narrow")
    svg = "" if png else cleaned(
        made["svg"].encode(), f"{name}-{medium.name}", alt if on_screen else "",
        _properties(theme) if on_screen and name != "cover" else None)
    return Picture(svg, png, made["width"], made["height"])


def _drawable(report: Report) -> list[Figure]:
    named = [*([report.cover] if report.cover else []), *report.figures()]
    return [figure for figure in named if figure.data and figure.kind in kinds()]


def _kind(figure: Figure) -> ModuleType:
    return importlib.import_module(f"figures.{figure.kind}")


# --- data -----------------------------------------------------------------------------------


def _rows(figure: Figure, faults: Faults) -> list[Row]:
    """A figure's data as its kind wants it; what does not fit is a fault, and None."""
    kind, table = _kind(figure), figure.data
    assert table is not None
    columns = {column.name: column for column in kind.COLUMNS}
    for option in figure.options.keys() - columns.keys() - kind.OPTIONS.keys():
        faults.found(figure.places.get(option, figure.place),
                     f"{figure.kind} has no option “{option}”.",
                     did_you_mean(option, columns.keys() | kind.OPTIONS.keys() | _COMMON))
    chosen = {}
    for name, column in columns.items():
        header = figure.options.get(name, name)
        if header in table.columns:
            chosen[name] = table.columns.index(header)
        elif column.required or name in figure.options:
            place = figure.places.get(name, figure.places.get("data", figure.place))
            faults.found(place, f"{table.file.name} has no column “{header}”, which "
                         f"{figure.kind} wants for {column.meaning}.",
                         f"Say which column holds it, “:{name}: …”. "
                         + did_you_mean(header, table.columns))
    rows: list[Row] = []
    for cells, line in zip(table.rows, table.lines, strict=True):
        row = {}
        for name, index in chosen.items():
            try:
                row[name] = columns[name].read(cells[index])
            except ValueError as error:
                faults.found(Place(table.file, line, index + 1),
                             f"In the column “{table.columns[index]}”, {error}")
                row[name] = None
        rows.append({name: row.get(name) for name in columns})
    if not rows:
        faults.found(figure.place, f"There is no row to draw in {table.file.name}.")
    return rows


# --- pictures -------------------------------------------------------------------------------


def _kept_picture(
    figure: Figure, rows: list[Row], theme: Theme, medium: Medium, language: str, folder: Path,
    told: Callable[[str], None],
) -> dict[str, Any]:
    look = Look(medium.widths[figure.width], theme.sizes["label"] * medium.enlarged,
                theme.faces["sans"],
                theme.colours, language)
    options = dict(figure.options)
    if figure.width == "page":
        options.setdefault("height", str(medium.height))
    inch = medium.inch if figure.width == "page" else 0
    name = digest(_code(), figure.kind, rows, options, look.__dict__, medium.text_as_text, inch)

    def make() -> bytes:
        told(figure.id)
        _register(look.face, folder)
        return json.dumps(_drawing(
            _kind(figure), rows, options, look, medium.text_as_text, inch)).encode()

    made: dict[str, Any] = json.loads(kept(folder / f"{name}.json", make))
    return made


def _drawing(
    kind: ModuleType, rows: list[Row], options: Mapping[str, str], look: Look, text_as_text: bool,
    inch: int,
) -> dict[str, str | float]:
    """Draw one picture: SVG, or PNG of `inch` pixels to the inch; size in points; words."""
    import matplotlib

    settings: Any = {"svg.fonttype": "none" if text_as_text else "path", "svg.hashsalt": "octavo"}
    stream = io.BytesIO()
    with matplotlib.rc_context(settings):
        drawing = kind.draw(rows, options, look)
        if inch:
            drawing.savefig(stream, format="png", dpi=inch, transparent=True,
                            metadata={"Software": None})
        else:
            drawing.savefig(stream, format="svg", transparent=True,
                            metadata={"Date": None, "Creator": None})
    width, height = drawing.get_size_inches() * 72
    return {
        "svg": "" if inch else stream.getvalue().decode(),
        "png": base64.b64encode(stream.getvalue()).decode() if inch else "",
        "width": round(float(width), 2), "height": round(float(height), 2),
        "alt": kind.describe(rows, options, look),
    }


@functools.cache
def _code() -> str:
    """What the drawing code is, so that a change in it draws everything anew."""
    files = sorted(Path(figures.__path__[0]).glob("**/*.py"))
    return digest(version("matplotlib"), *(file.read_bytes() for file in files))


@functools.cache
def _register(face: str, folder: Path) -> None:
    """Make the face known to matplotlib in the two weights that labels use."""
    from matplotlib.font_manager import fontManager

    for weight in (400, 600):
        file = folder / f"{digest(face, weight, version('uharfbuzz'))}.ttf"
        kept(file, lambda weight=weight: instance(  # type: ignore[misc]
            face, "normal", {"wght": weight}, CHART_CHARACTERS))
        fontManager.addfont(file)


def _properties(theme: Theme) -> dict[str, str]:
    """The theme's colours as custom properties, so that a drawing follows dark mode."""
    return {colour.lower(): f"var(--{name})" for name, colour in theme.colours.items()}

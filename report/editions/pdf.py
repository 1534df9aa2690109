"""The print edition: a PDF that is PDF/A-3a and PDF/UA-1 at once, typeset by WeasyPrint."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from report import __version__
from report.clock import Clock
from report.editions.repair import repaired
from report.editions.typeset import typeset
from report.errors import LayoutError
from report.fonts import file_of
from report.kept import digest
from report.kept import write as keep
from report.model import (
    Aside,
    Drawn,
    Edition,
    Figure,
    Grid,
    Heading,
    KeyFigures,
    Link,
    Pages,
    Placement,
    Quote,
    Reference,
    Report,
    Theme,
)

if TYPE_CHECKING:
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

EDITION = Edition(
    "pdf", ".pdf", parts=("cover", "imprint", "titlepage", "toc"), media=("print",), paged=True)
_BASE = "octavo:///"  # a fixed address, so that the same source gives the same bytes


class Typesetter:
    """WeasyPrint, told where fonts, drawings and images are and nothing else.

    `sheet` is the theme's finished print stylesheet. Raises LayoutError when WeasyPrint asks
    for anything that is not the report's.
    """

    def __init__(
        self, theme: Theme, sheet: str, drawn: Mapping[str, Drawn], images: Mapping[str, Path]
    ) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self.foot = theme.measures["height"] - theme.measures["bottom"]
        self.side = theme.measures["gap"] + theme.measures["margin"]
        self._files: dict[str, tuple[str, Callable[[], bytes]]] = {}
        for name, figure in drawn.items():
            svg = figure.pictures["print"].svg
            self._files[f"pictures/{name}.svg"] = ("image/svg+xml", svg.encode)
        for name, file in images.items():
            self._files[name] = (_MEDIA_TYPES[file.suffix.lower()], file.read_bytes)
        faces = "".join(self._face(family, style) for family, style in _faces(theme))
        self._fetcher = _fetcher(self._files)
        self._fonts: FontConfiguration = FontConfiguration()
        self.sheet = sheet
        self._sheet: CSS = CSS(string=faces + sheet, base_url=_BASE, font_config=self._fonts,
                               url_fetcher=self._fetcher)

    def _face(self, family: str, style: str) -> str:
        file = file_of(family, style)
        name = f"fonts/{family}-{style}.ttf".replace(" ", "-")
        self._files[name] = ("font/ttf", file.read_bytes)
        return (f'@font-face{{font-family:"{family}";font-style:{style};'
                f'src:url("{_BASE}{name}")}}\n')

    def lay_out(self, xhtml: str, extra: str) -> Document:
        """Lay composed pages out; `extra` is CSS that holds for this pass only."""
        from weasyprint import CSS, HTML

        page = HTML(string=xhtml, base_url=_BASE, url_fetcher=self._fetcher)
        return page.render(
            stylesheets=[self._sheet, CSS(string=extra)], font_config=self._fonts,
            pdf_variant="pdf/a-3a", pdf_tags=True)

    def write(self, document: Document) -> bytes:
        return bytes(document.write_pdf(
            pdf_variant="pdf/a-3a", pdf_tags=True, finisher=repaired))


def write(
    report: Report,
    compose: Callable[[Placement], Pages],
    typesetter: Typesetter,
    memory: Path,
    clock: Clock,
) -> tuple[bytes, int]:
    """Typeset a report; returns the PDF and the number of its pages.

    `compose` gives the pages for a placement; `memory` keeps the placement for the next build.
    """
    made_from = digest(repr(report.sections), typesetter.sheet)
    beside, walls = _beside(report), _walls(report)

    def lay_out(placement: Placement) -> Document:
        with clock.stage("compose"):
            xhtml = page(compose(placement))
        with clock.stage("layout"):
            return typesetter.lay_out(xhtml, _rules(placement, beside, walls, typesetter.side))

    document, placement = typeset(lay_out, remembered(memory, made_from), _printed(report),
                                   beside, walls, typesetter.foot, clock.passed)
    with clock.stage("write"):
        data = typesetter.write(document)
    keep(memory, json.dumps(
        {"made_from": made_from, "folios": dict(placement.folios), "long": sorted(placement.long),
         "kept": sorted(placement.kept),
         "drops": dict(placement.drops)}).encode())
    return data, len(document.pages)


def remembered(memory: Path, made_from: str) -> Placement:
    """Where things fell in the last build, as a first guess; nothing if that is not known.

    What was done to mend its pages holds only for the text that they were made from.
    """
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
        if known["made_from"] != made_from:
            known |= {"long": (), "kept": ()}
        return Placement(known["folios"], frozenset(known["long"]), frozenset(known["kept"]),
                         known["drops"])
    except (OSError, ValueError, KeyError):
        return Placement()


def page(pages: Pages) -> str:
    """All units of a report as one XHTML document."""
    meta = pages.meta
    made = [("author", author) for author in meta.authors]
    made += [("description", meta.description), ("keywords", ", ".join(meta.keywords)),
             ("generator", f"Octavo {__version__}, WeasyPrint {version('weasyprint')}"),
             ("dcterms.created", meta.date.isoformat()),
             ("dcterms.modified", meta.date.isoformat())]
    head = "".join(f'<meta name="{name}" content="{escape(content)}">'
                   for name, content in made if content)
    body = "".join(unit.body for unit in pages.units)
    return (f'<!DOCTYPE html><html lang="{meta.language}"><head><meta charset="utf-8">'
            f"<title>{escape(meta.title)}</title>{head}</head><body>{body}</body></html>")


def _printed(report: Report) -> frozenset[str]:
    """What the contents, the lists and the references give a page number for."""
    names = {section.id for section in report.sections}
    names |= {p.target for p in report.pieces() if isinstance(p, Reference | Link)}
    names |= {figure.id for figure in report.figures()}
    names |= {grid.id for grid in report.grids() if grid.number}
    names |= {part.id for section in report.sections for part in section.flow
              if isinstance(part, Heading) and part.level == 2}
    return frozenset(names)


def _beside(report: Report) -> frozenset[str]:
    """Side notes and pull quotes, which stand beside the text in the side column."""
    return frozenset(
        piece.id for piece in report.pieces()
        if isinstance(piece, Aside) or (isinstance(piece, Quote) and piece.pull))


def _walls(report: Report) -> frozenset[str]:
    """Figures, tables and key figures that reach from the text into the side column."""
    return frozenset(
        piece.id for piece in report.pieces()
        if isinstance(piece, KeyFigures)
        or (isinstance(piece, Figure | Grid) and piece.width == "full"))


def _rules(
    placement: Placement, beside: frozenset[str], walls: frozenset[str], side: float
) -> str:
    """What a placement asks of the style: on a verso the side column lies on the left, and
    some paragraphs must not be split."""
    return "".join((
        *(f"#{name}>*{{left:{-side:g}mm}}" for name in _versos(placement, beside)),
        *(f"#{name}{{margin-right:0;margin-left:{-side:g}mm}}"
          for name in _versos(placement, walls - placement.long)),
        *(f"#{name}{{page:wide;width:auto;margin-top:0;margin-right:0;break-inside:auto}}"
          for name in sorted(placement.long)),
        *(f"#{name}>*{{margin-bottom:{-by:g}mm}}" for name, by in placement.drops.items()),
        *(f"#{name}{{orphans:99}}" for name in sorted(placement.kept)),
    ))


def _versos(placement: Placement, names: frozenset[str]) -> list[str]:
    return sorted(name for name in names if placement.folios.get(name, 1) % 2 == 0)


def _faces(theme: Theme) -> list[tuple[str, str]]:
    return [(family, style) for family in sorted(set(theme.faces.values()))
            for style in ("normal", "italic")]


_MEDIA_TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml",
}


def _fetcher(files: Mapping[str, tuple[str, Callable[[], bytes]]]):  # type: ignore[no-untyped-def]
    """A fetcher that serves the report's own files by name, and refuses the rest."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            name = url.removeprefix(_BASE)
            if name not in files:
                raise FatalURLFetchingError(f"“{url}” is not part of the report")
            kind, read = files[name]
            return URLFetcherResponse(url, read(), {"Content-Type": kind})

    return Fetcher()


def complaints() -> logging.Logger:
    """Where WeasyPrint says what it could not do."""
    return logging.getLogger("weasyprint")


__all__ = ["EDITION", "LayoutError", "Typesetter", "complaints", "page", "remembered", "write"]

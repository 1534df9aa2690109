"""The typesetter: WeasyPrint, told where fonts, drawings and images are and nothing else."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from report.editions.inks import INKS, Inks
from report.editions.joining import Part
from report.editions.joining.making import led_on, pages_of
from report.editions.joining.making import made as part_of
from report.editions.joining.parts import Letters
from report.editions.pagewise import Setting
from report.editions.prints import TAGGED, VARIANTS, Print
from report.editions.repair import end_plainly, repaired, unmirror
from report.editions.spelled import spell
from report.editions.tagging import tag
from report.fonts import file_of
from report.framed import are_there
from report.images import media_type
from report.kept import digest
from report.model import Attached, Drawn, Theme, Unit
from report.versions import version

if TYPE_CHECKING:
    import pydyf
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

_SOURCE = re.compile(r'\bsrc="([^"]*)"')
_SVG = "image/svg+xml"
_LEADING = 5.0  # millimetres, where a theme says nothing of it
_LETTERS = 2.43  # of text that fill a square as wide and high as a line is
_BASE = "octavo:///"  # a fixed address, so that the same source gives the same bytes


class Typesetter:
    """WeasyPrint, told where fonts, drawings and images are and nothing else.

    `sheet` is the theme's finished stylesheet for the edition `made`, `attached` are the files
    that go with the PDF, `date` is what they and the fonts say of their making.
    Raises LayoutError when WeasyPrint asks for anything that is not the report's.
    """

    def __init__(
        self, made: Print, theme: Theme, sheet: str, drawn: Mapping[str, Drawn],
        images: Mapping[str, Path], attached: Sequence[Attached], date: datetime.date,
    ) -> None:
        self._inks_name = made.inks
        self.standard = made.standard
        self._settings: dict[str, Any] = {
            "pdf_variant": VARIANTS[made.standard], "pdf_tags": made.standard in TAGGED}
        self._date = date
        self.attached = attached
        self.head = theme.measures["top"]
        self.foot = theme.measures["height"] - theme.measures["bottom"]
        self.side = theme.measures["gap"] + theme.measures["margin"]
        self.full = theme.measures["full"]
        self.whole = made.whole
        self.leading = theme.measures.get("leading", 0.0)
        self.letters = _LETTERS * theme.measures["column"] * (self.foot - self.head) / (
            self.leading or _LEADING) ** 2
        self._files: dict[str, tuple[str, Callable[[], bytes]]] = {}
        self._sums: dict[str, str] = {}
        self._named: dict[str, frozenset[str]] = {}
        self._drawn = {f"pictures/{name}.svg": figure for name, figure in drawn.items()}
        self._coming = set(self._drawn)
        for name in self._drawn:
            self._files[name] = (_SVG, partial(self._drawing, name))
        for name, file in images.items():
            self._files[name] = (media_type(file), partial(self._inks.image, file))
        faces = "".join(self._face(family, style) for family, style in _faces(theme))
        self.sheet = self._inks.text(sheet)
        self.opens_recto = (sheet.rfind("break-before: recto")
                            > sheet.rfind("break-before: page"))  # the rule that comes last
        self._faces = faces

    @property
    def _inks(self) -> Inks:
        return INKS[self._inks_name]

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: neither drawings nor what WeasyPrint has made of all."""
        kept = {name: value for name, value in self.__dict__.items()
                if name not in ("_engine", "_fetcher")}
        files = {name: file for name, file in self._files.items() if name not in self._drawn}
        return kept | {"_files": files, "_drawn": {}, "_coming": set(), "_sums": {}, "_named": {}}

    @cached_property
    def _fetcher(self) -> Any:
        return _fetcher(self._files)

    @cached_property
    def _engine(self) -> tuple[CSS, FontConfiguration]:
        """The stylesheet and the fonts as WeasyPrint has them."""
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        fonts = FontConfiguration()
        return CSS(string=self._faces + self.sheet, base_url=_BASE, font_config=fonts,
                   url_fetcher=self._fetcher), fonts

    def _face(self, family: str, style: str) -> str:
        file = file_of(family, style)
        name = f"fonts/{family}-{style}.ttf".replace(" ", "-")
        self._files[name] = ("font/ttf", file.read_bytes)
        return (f'@font-face{{font-family:"{family}";font-style:{style};'
                f'src:url("{_BASE}{name}")}}\n')

    def digest(self, unit: Unit) -> str:
        """A name for all that the pages of a unit are made from."""
        named = sorted(self._pictures(unit) & self._files.keys())
        return digest(self.style, unit.body, [self._sum(name) for name in named])

    @cached_property
    def style(self) -> str:
        """A name for all that units are set with, their pictures aside."""
        fonts = [self._sum(name) for name in sorted(self._files) if name.startswith("fonts/")]
        return digest(version("weasyprint"), self.sheet, self._faces, fonts, self.standard,
                      self._inks_name, self._date)

    def take_over(self, last: Typesetter) -> None:
        """Go on with what WeasyPrint made of the same style."""
        if "_engine" in last.__dict__:
            self.__dict__["_engine"] = last._engine

    def _sum(self, name: str) -> str:
        if name not in self._sums:
            drawn = self._drawn.get(name)
            self._sums[name] = (drawn and drawn.made_from) or digest(self._files[name][1]())
        return self._sums[name]

    def _drawing(self, name: str) -> bytes:
        return self._inks.text(self._drawn[name].pictures["print"].svg).encode()

    def is_waiting(self) -> bool:
        """Whether drawings are still to come."""
        self._coming = {name for name in self._coming if not self._is_there(name)}
        return bool(self._coming)

    def is_ready(self, unit: Unit) -> bool:
        """Whether the drawings that stand in a unit are there."""
        return not self._coming or all(map(self._is_there, self._pictures(unit) & self._coming))

    def _is_there(self, name: str) -> bool:
        return are_there(self._drawn[name].pictures)

    def _pictures(self, unit: Unit) -> frozenset[str]:
        """The files whose pictures stand in a unit."""
        if unit.body not in self._named:
            self._named[unit.body] = frozenset(_SOURCE.findall(unit.body))
        return self._named[unit.body]

    def drawings(self, unit: Unit) -> dict[str, bytes]:
        """The drawings that stand in a unit; waits for those that are still to come."""
        return {name: self._drawing(name) for name in sorted(
            self._pictures(unit) & self._drawn.keys())}

    def take(self, drawings: Mapping[str, bytes]) -> None:
        """Have some drawings at hand that another process has."""
        for name, data in drawings.items():
            self._files[name] = (_SVG, partial(bytes, data))

    def begin(self, xhtml: str, rules: str) -> Setting:
        """A composed page ready to be laid out; `rules` is CSS that holds for it alone."""
        from weasyprint import CSS
        from weasyprint.css.counters import CounterStyle

        from report.editions.xhtml import parsed

        page = parsed(xhtml, _BASE, self._fetcher)
        counters = CounterStyle()
        sheet, fonts = self._engine
        return Setting(page, [sheet, CSS(string=rules, counter_style=counters)], fonts, counters,
                       self._settings)

    def lay_out(self, xhtml: str, rules: str) -> Document:
        """Lay a composed page out as it is."""
        return self.begin(xhtml, rules).document()

    def part(self, document: Document, known: frozenset[str],
             keep: Callable[[bytes], str]) -> Part:
        """The pages of one unit, to be joined with those of the others.

        `known` are all ids of the report: a link to one of another unit leads there once they
        are joined. `keep` takes a whole font file and gives its name.
        """
        letters: list[Letters] = []
        made: list[Part] = []

        def finish(document: Document, pdf: pydyf.PDF) -> None:
            led_on(pdf)
            ends = None
            if self.standard in TAGGED:
                ends = tag(pdf, document.pages, document.metadata.lang,
                           self.standard == "a-4f+ua-2")
                spell(document, pdf)
            self._inks.finish(pdf)
            unmirror(document, pdf)
            end_plainly(pdf)
            made.append(part_of(pdf, document.pages, letters, ends))
            del pdf.objects[3:]  # they are in the part; as a file nobody wants them

        painted = pages_of(document, known, letters, keep)
        with _dated(self._date):
            painted.write_pdf(**self._settings, finisher=finish)
        lacking = {chr(code) for font in painted.fonts.values() for code in font.missing}
        return replace(made[0], lacking="".join(sorted(lacking)))

    def drawn_apart(self, xhtml: str, css: str) -> bytes:
        """A PDF of what is drawn over or under pages, in the fonts of the edition."""
        from weasyprint import CSS, HTML

        fonts = self._engine[1]
        sheet = CSS(string=self._faces + css, base_url=_BASE, font_config=fonts,
                    url_fetcher=self._fetcher)
        page = HTML(string=xhtml, base_url=_BASE, url_fetcher=self._fetcher)
        with _dated(self._date):
            return bytes(page.render(stylesheets=[sheet], font_config=fonts).write_pdf(
                finisher=partial(repaired, standard="none")))


@contextmanager
def _dated(date: datetime.date) -> Iterator[None]:
    """fontTools writes the present moment into a font unless SOURCE_DATE_EPOCH is set."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        yield
        return
    moment = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]


def _faces(theme: Theme) -> list[tuple[str, str]]:
    return [(family, style) for family in sorted(set(theme.faces.values()))
            for style in ("normal", "italic")]


def address(name: str) -> str:
    """Under which address WeasyPrint knows one of the report's own files."""
    from weasyprint.urls import url_join

    return str(url_join(_BASE, name, allow_relative=True, context=name))



def _fetcher(files: Mapping[str, tuple[str, Callable[[], bytes]]]):  # type: ignore[no-untyped-def]
    """A fetcher that serves the report's own files by name, and refuses the rest."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            name = unquote(url.removeprefix(_BASE))
            if name not in files:
                raise FatalURLFetchingError(f"“{url}” is not part of the report")
            kind, read = files[name]
            return URLFetcherResponse(url, read(), {"Content-Type": kind})

    return Fetcher()

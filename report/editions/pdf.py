"""Every edition of the PDF, typeset by WeasyPrint; `prints.py` tells how they differ."""

from __future__ import annotations

import datetime
import gc
import io
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from report import __version__
from report.clock import Clock
from report.editions.inks import INKS
from report.editions.joining import Part
from report.editions.joining.attachments import picture
from report.editions.joining.making import led_on, pages_of
from report.editions.joining.making import made as part_of
from report.editions.joining.parts import Letters
from report.editions.numbered import Compose, composed
from report.editions.objects import held
from report.editions.pagelabels import label
from report.editions.pagelist import breaks, record
from report.editions.prints import TAGGED, VARIANTS, Print
from report.editions.repair import end_plainly, ends_plainly, repaired, unmirror
from report.editions.rules import rules
from report.editions.setters import Here
from report.editions.settle import Setter, Sheet
from report.editions.spelled import spell
from report.editions.tagging import Ends, Painted, tag
from report.editions.typeset import Guess, Typesetting
from report.errors import LayoutError
from report.fonts import file_of
from report.images import media_type
from report.kept import digest
from report.kept import write as keep
from report.model import (
    Aside,
    Attached,
    Drawn,
    Figure,
    Grid,
    KeyFigures,
    Meta,
    Placement,
    Quote,
    Report,
    Theme,
    Unit,
    is_beside,
)

if TYPE_CHECKING:
    import pydyf
    from weasyprint import CSS, Attachment, Document
    from weasyprint.text.fonts import FontConfiguration

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
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self._inks = INKS[made.inks]
        self._standard = made.standard
        self._settings: dict[str, Any] = {
            "pdf_variant": VARIANTS[made.standard], "pdf_tags": made.standard in TAGGED}
        self._date = date
        self._attached = attached
        self.head = theme.measures["top"]
        self.foot = theme.measures["height"] - theme.measures["bottom"]
        self.side = theme.measures["gap"] + theme.measures["margin"]
        self.full = theme.measures["full"]
        self.whole = made.whole
        self.leading = theme.measures.get("leading", 0.0)
        self._files: dict[str, tuple[str, Callable[[], bytes]]] = {}
        for name, figure in drawn.items():
            svg = self._inks.text(figure.pictures["print"].svg)
            self._files[f"pictures/{name}.svg"] = ("image/svg+xml", svg.encode)
        for name, file in images.items():
            self._files[name] = (media_type(file), partial(self._inks.image, file))
        faces = "".join(self._face(family, style) for family, style in _faces(theme))
        self._fetcher = _fetcher(self._files)
        self._fonts: FontConfiguration = FontConfiguration()
        self.sheet = self._inks.text(sheet)
        self.opens_recto = (sheet.rfind("break-before: recto")
                            > sheet.rfind("break-before: page"))  # the rule that comes last
        self._faces = faces
        self.documents: Sequence[Document] = ()  # those that were written last
        self._sheet: CSS = CSS(string=faces + self.sheet, base_url=_BASE, font_config=self._fonts,
                               url_fetcher=self._fetcher)

    def _face(self, family: str, style: str) -> str:
        file = file_of(family, style)
        name = f"fonts/{family}-{style}.ttf".replace(" ", "-")
        self._files[name] = ("font/ttf", file.read_bytes)
        return (f'@font-face{{font-family:"{family}";font-style:{style};'
                f'src:url("{_BASE}{name}")}}\n')

    def digest(self, unit: Unit) -> str:
        """A name for all that the pages of a unit are made from."""
        pictures = [self._files[name][1]() for name in sorted(self._files)
                    if f'src="{name}"' in unit.body]
        return digest(version("weasyprint"), self.sheet, unit.body, *pictures)

    def lay_out(self, xhtml: str, rules: str) -> Document:
        """Lay a composed page out; `rules` is CSS that holds for this pass only."""
        from weasyprint import CSS, HTML
        from weasyprint.css.counters import CounterStyle
        from weasyprint.urls import FatalURLFetchingError

        page = HTML(string=xhtml, base_url=_BASE, url_fetcher=self._fetcher)
        counters = CounterStyle()
        try:
            return page.render(
                stylesheets=[self._sheet, CSS(string=rules, counter_style=counters)],
                font_config=self._fonts, counter_style=counters, **self._settings)
        except FatalURLFetchingError as error:
            raise LayoutError(f"{error}, and a build fetches nothing.") from None

    def write(self, documents: Sequence[Document], body: int = 1) -> bytes:
        """All pages of some documents as one PDF, with the first one's metadata; on the page
        `body` the folios begin at 1."""
        self.documents = documents
        for more in range(9):  # one is enough but for one time in a hundred
            pages = [Painted(page) for document in documents for page in document.pages]
            with _dated(self._date):
                data = bytes(documents[0].copy(pages).write_pdf(
                    **self._settings, finisher=partial(self._finish, more=more, body=body),
                    attachments=[self._attachment(file) for file in self._attached]))
            if ends_plainly(data):
                break
        return data

    def _finish(self, document: Document, pdf: pydyf.PDF, more: int, body: int) -> None:
        """What is done to the PDF before it is written."""
        if self._standard in TAGGED:
            ends = tag(pdf, document.pages, document.metadata.lang, self._standard == "a-4f+ua-2")
            at_once(pdf, ends)
            spell(document, pdf)
        self._inks.finish(pdf)
        label(pdf, body)
        repaired(document, pdf, more, self._standard)

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
            if self._standard in TAGGED:
                ends = tag(pdf, document.pages, document.metadata.lang,
                           self._standard == "a-4f+ua-2")
                spell(document, pdf)
            self._inks.finish(pdf)
            unmirror(document, pdf)
            end_plainly(pdf)
            made.append(part_of(pdf, document.pages, letters, ends))
            del pdf.objects[3:]  # they are in the part; as a file nobody wants them

        with _dated(self._date):
            pages_of(document, known, letters, keep).write_pdf(
                **self._settings, finisher=finish)
        return made[0]

    def drawn_apart(self, xhtml: str, css: str) -> bytes:
        """A PDF of what is drawn over or under pages, in the fonts of the edition."""
        from weasyprint import CSS, HTML

        sheet = CSS(string=self._faces + css, base_url=_BASE, font_config=self._fonts,
                    url_fetcher=self._fetcher)
        page = HTML(string=xhtml, base_url=_BASE, url_fetcher=self._fetcher)
        with _dated(self._date):
            return bytes(page.render(stylesheets=[sheet], font_config=self._fonts).write_pdf(
                finisher=partial(repaired, standard="none")))

    def _attachment(self, file: Attached) -> Attachment:
        """A file that PDF/A-3 lets a PDF carry: the data that a figure in it is drawn from."""
        from weasyprint import Attachment

        moment = datetime.datetime.combine(self._date, datetime.time(), datetime.UTC)
        return Attachment(
            file_obj=io.BytesIO(file.data), name=file.name, description=file.description,
            created=moment, modified=moment, relationship="Data")


def at_once(pdf: pydyf.PDF, ends: Ends) -> None:
    """Finish the tags of a report that is written at once."""
    import pydyf

    files = {picture(item["UF"].string): item.reference for item in pdf.objects
             if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Filespec"}
    for reference, drawn in ends.pictures:
        if drawn in files:
            held(pdf, reference)["AF"] = pydyf.Array([files[drawn]])
    outlines = [item for item in pdf.objects if isinstance(item, dict)
                and "Title" in item and "Dest" in item]
    for outline, marked in zip(outlines, ends.marked, strict=False):
        there = outline.pop("Dest")
        outline["A"] = pydyf.Dictionary({
            "S": "/GoTo", "D": there, "SD": pydyf.Array([marked, *there[1:]])})


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


def write(
    report: Report,
    compose: Compose,
    typesetter: Typesetter,
    memory: Path,
    clock: Clock,
    elsewhere: Placement = Placement(),  # noqa: B008 - frozen
) -> tuple[bytes, int]:
    """Typeset a report; returns the PDF and the number of its pages.

    `compose` gives the pages for a placement; `memory` keeps where things fell for the next
    build, and where the pages begin for the e-book; `elsewhere` is the placement of things in
    another PDF.
    """
    counted_from = report.counted_from if typesetter.whole else ""
    with clock.stage("compose"):
        units = composed(compose, counted_from, elsewhere)
        plain = units.plainly()
    sheet = Sheet(_beside(report), _walls(report), typesetter.head, typesetter.foot,
                  typesetter.leading)
    if not typesetter.side:  # there is no side column: all stands in the text
        sheet = replace(sheet, beside=frozenset(), walls=frozenset())
    setter = Setter(
        rules(report, sheet, typesetter.side, typesetter.full, typesetter.opens_recto,
              counted_from),
        lambda unit, rules: typesetter.lay_out(page(unit, report.meta), rules), sheet,
        counted_from)
    with clock.stage("layout"), _uncollected():
        setters = Here(setter)
        orders, settled = Typesetting(
            plain, units.by, setters, counted_from, clock.passed).pages(remembered(memory))
        laid = [setter.finished(order) for order in orders]
    documents = [each.layout.document for each in laid]
    body = orders[0].body
    with clock.stage("write"), _uncollected():
        data = typesetter.write(documents, body)
    moves = frozenset().union(*(found.found.moves for found in settled.values()))
    folios = {name: order.page - 1 + on for order in orders
              for name, on in settled[order.unit.id].points.items()}
    keep(memory, json.dumps({
        "folios": folios, "pages": {name: found.pages for name, found in settled.items()},
        **record(data, breaks(
            documents, {section.id for section in report.sections}, body, moves))}).encode())
    return data, sum(len(document.pages) for document in documents)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python's cycle collector out of layout, which makes millions of objects and no waste
    worth looking for; without it a layout takes about a quarter less time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def remembered(memory: Path) -> Guess:
    """Where things fell in the last build; nothing if that is not known."""
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
        return Guess(known["folios"], known["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        return Guess()


def page(unit: Unit, meta: Meta) -> str:
    """A unit as an XHTML document."""
    made = [("author", author) for author in meta.authors]
    made += [("description", meta.description), ("keywords", ", ".join(meta.keywords)),
             ("generator", f"Octavo {__version__}, WeasyPrint {version('weasyprint')}"),
             ("dcterms.created", meta.date.isoformat()),
             ("dcterms.modified", meta.date.isoformat())]
    head = "".join(f'<meta name="{name}" content="{escape(content)}">'
                   for name, content in made if content)
    return (f'<!DOCTYPE html><html lang="{meta.language}"><head><meta charset="utf-8">'
            f"<title>{escape(meta.title)}</title>{head}</head><body>{unit.body}</body></html>")


def _beside(report: Report) -> frozenset[str]:
    return frozenset(
        piece.id for piece in report.pieces()
        if isinstance(piece, Aside | Quote | Figure) and is_beside(piece))


def _walls(report: Report) -> frozenset[str]:
    """Figures, tables and key figures that reach from the text into the side column."""
    return frozenset(
        piece.id for piece in report.pieces()
        if isinstance(piece, KeyFigures)
        or (isinstance(piece, Figure | Grid) and piece.width == "full"))


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

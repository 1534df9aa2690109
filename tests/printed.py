"""A PDF as a reader and a screen reader find it: text by page, by tag and by destination.

Nothing here asks Octavo where things are: pages, tags and links are read from the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf

_INLINE = ("Span", "Em", "Strong", "Code", "Quote", "Link", "Note", "Reference", "Lbl")
_MAPPED = re.compile(rb"<([0-9a-f]+)> <([0-9a-f]+)>")


@dataclass(frozen=True)
class Run:
    """A piece of one line: where it stands, and what it is tagged as, from the outside in.

    `x` and `y` are points from the page's upper left corner; `link` is the destination or the
    address of the link that it is in; runs with the same `block` are of one paragraph.
    `ends` says for every letter how far from `x` it ends.
    """

    folio: int
    text: str
    x: float
    y: float
    size: float
    ends: tuple[float, ...] = ()
    tags: tuple[str, ...] = ()
    link: str = ""
    block: int = 0

    @property
    def width(self) -> float:
        return self.ends[-1] if self.ends else 0.0


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree, with its attributes that tests ask for."""

    name: str
    path: tuple[str, ...]
    alt: str
    folio: int


class Printed:
    """A PDF that has been opened and read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._pdf = pikepdf.open(file)
        self._folios = {page.obj.objgen: i for i, page in enumerate(self._pdf.pages, 1)}
        self._runs = [dict(_marked(page, i)) for i, page in enumerate(self._pdf.pages, 1)]

    @property
    def pages(self) -> int:
        return len(self._folios)

    @property
    def root(self) -> Any:
        return self._pdf.Root

    @property
    def info(self) -> Any:
        return self._pdf.docinfo

    @cached_property
    def destinations(self) -> dict[str, int]:
        """The page of every named destination."""
        names = pikepdf.NameTree(self._pdf.Root.Names.Dests)
        return {str(name): self._folios[_target(there)[0].objgen]
                for name, there in names.items()}

    @cached_property
    def bookmarks(self) -> list[tuple[int, str, int]]:
        """Every bookmark: level, title, page."""
        with self._pdf.open_outline() as outline:
            return list(self._bookmarks(outline.root, 1))

    def _bookmarks(self, items: Any, level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            there = item.destination
            page = self.destinations[str(there)] if isinstance(there, pikepdf.String) \
                else self._folios[there[0].objgen]
            yield level, item.title, page
            yield from self._bookmarks(item.children, level + 1)

    @cached_property
    def read_aloud(self) -> list[Run]:
        """Every tagged run in the order in which a screen reader says them."""
        return [run for run, _ in self._walk if run]

    @cached_property
    def tags(self) -> list[Tag]:
        return [tag for _, tag in self._walk if tag]

    @cached_property
    def _walk(self) -> list[tuple[Run | None, Tag | None]]:
        self._blocks = 0
        return list(self._below(self._pdf.Root.StructTreeRoot.K, (), None, "", 0))

    def on(self, folio: int) -> list[Run]:
        """All runs of a page in the order in which they are drawn, tagged or not."""
        return [run for runs in self._runs[folio - 1].values() for run in runs]

    def marked(self, folio: int) -> dict[int, list[Run]]:
        """The runs of a page by the number of their marked content; negative for artifacts."""
        return self._runs[folio - 1]

    def folio_of(self, page: Any) -> int:
        """Which page of the file a page's object is."""
        return self._folios[page.objgen]

    def text_of(self, folio: int) -> str:
        return " ".join(run.text for run in self.on(folio))

    def _below(
        self, kids: Any, path: tuple[str, ...], page: Any, link: str, block: int
    ) -> Iterator[tuple[Run | None, Tag | None]]:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                name = str(kid.S).lstrip("/")
                there = kid.get("/Pg", page)
                folio = self._folios[there.objgen] if there is not None else 0
                yield None, Tag(name, (*path, name), str(kid.get("/Alt", "")), folio)
                inner = kid.get("/K", pikepdf.Array())
                self._blocks += name not in _INLINE
                yield from self._below(
                    inner, (*path, name), there, _linked(inner) if name == "Link" else link,
                    block if name in _INLINE else self._blocks)
            elif isinstance(kid, pikepdf.Dictionary):  # a marked-content or object reference
                if "/MCID" in kid:
                    yield from self._content(int(kid.MCID), path, kid.get("/Pg", page), link,
                                             block)
            elif kid is not None:
                yield from self._content(int(kid), path, page, link, block)

    def _content(
        self, number: int, path: tuple[str, ...], page: Any, link: str, block: int
    ) -> Iterator[tuple[Run, None]]:
        for run in self._runs[self._folios[page.objgen] - 1].get(number, ()):
            yield replace(run, tags=path, link=link, block=block), None


def said_in(form: Any) -> str:
    """What a form that is drawn on a page says, drawing by drawing."""
    fonts = {name: _glyphs(font) for name, font in form.Resources.get("/Font", {}).items()}
    glyphs: dict[int, tuple[str, float]] = {}
    said = []
    for instruction in pikepdf.parse_content_stream(form):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "Tf":
                glyphs = fonts[str(operands[0])]
            case "TJ" | "Tj":
                said.append(_shown(operands[0], glyphs)[0])
    return " ".join(said)


def _linked(kids: Any) -> str:
    """Where the annotation of a Link element leads."""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
            note = kid.Obj
            if "/Dest" in note:
                return str(note.Dest)
            action = note.get("/A", pikepdf.Dictionary())
            return str(action.get("/URI", action.get("/D", "")))
    return ""


def _target(there: Any) -> Any:
    return there.D if isinstance(there, pikepdf.Dictionary) else there


# --- content streams ------------------------------------------------------------------------


def _marked(page: pikepdf.Page, folio: int) -> Iterator[tuple[int, list[Run]]]:
    """The runs of a page by the number of their marked content; negative where they have none."""
    fonts = {name: _glyphs(font) for name, font in page.Resources.get("/Font", {}).items()}
    runs: list[Run] = []
    opened: list[int] = []
    loose = 0
    height = float(page.mediabox[3])
    glyphs: dict[int, tuple[str, float]] = {}
    size, scales, matrix = 0.0, [(1.0, 0.0, 0.0, 0.0)], (0.0, 0.0)
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                scales.append(scales[-1])
            case "Q":
                scales.pop()
            case "cm":
                scales[-1] = _scaled(scales[-1], [float(n) for n in operands])
            case "BDC" | "BMC":
                given = operands[1] if len(operands) > 1 else {}
                loose -= 1
                opened.append(int(given.get("/MCID", loose)))
            case "EMC":
                number = opened.pop()
                if runs:
                    yield number, runs
                    runs = []
            case "Tm":
                matrix = (float(operands[4]), float(operands[5]))
            case "Tf":
                glyphs, size = fonts[str(operands[0])], float(operands[1])
            case "TJ" | "Tj":
                text, ends = _shown(operands[0], glyphs)
                k, x, y, flip = scales[-1]
                top = y + k * matrix[1]
                runs.append(Run(folio, text, x + k * matrix[0], top if flip else height - top,
                                size * k, tuple(end * size * k for end in ends)))


def _scaled(
    scale: tuple[float, float, float, float], by: list[float]
) -> tuple[float, float, float, float]:
    """A scale and a shift after one more `cm`; the last number says that y runs downwards."""
    k, x, y, flip = scale
    if by[0] == 1 and by[3] == -1:  # WeasyPrint's first: the page upside down
        return k, x, y, 1.0
    return k * by[0], x + k * by[4], y + k * by[5], flip


def _shown(
    operand: Any, glyphs: dict[int, tuple[str, float]]
) -> tuple[str, list[float]]:
    """What a text operator says, and where each letter ends for a size of 1."""
    text, width, ends = "", 0.0, []
    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if not isinstance(part, pikepdf.String):
            width -= float(part) / 1000
            continue
        data = bytes(part)
        for i in range(0, len(data), 2):
            said, wide = glyphs.get(int.from_bytes(data[i:i + 2], "big"), ("\ufffd", 0.5))
            text, width = text + said, width + wide
            ends += [width] * len(said)
    return text, ends


def _glyphs(font: Any) -> dict[int, tuple[str, float]]:
    """What each glyph of a font stands for, as its ToUnicode map says, and its width."""
    if "/ToUnicode" not in font:
        return {}
    widths = _widths(list(font.DescendantFonts[0].get("/W", [])))
    pairs = _MAPPED.findall(font.ToUnicode.read_bytes().lower().split(b"endcodespacerange")[1])
    return {int(glyph, 16): (bytes.fromhex(said.decode()).decode("utf-16-be"),
                             widths.get(int(glyph, 16), 1.0))
            for glyph, said in pairs}


def _widths(given: list[Any]) -> dict[int, float]:
    """A font's W array (ISO 32000-1, 9.7.4.3) in ems."""
    found: dict[int, float] = {}
    while given:
        first, second = int(given.pop(0)), given.pop(0)
        if isinstance(second, pikepdf.Array):
            found |= {first + i: float(width) / 1000 for i, width in enumerate(second)}
        else:
            width = float(given.pop(0)) / 1000
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    return found

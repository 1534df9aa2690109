"""From the laid-out pages of one unit to its part of the PDF.

WeasyPrint paints the pages and is told nothing of other units: what it would drop is kept from
it, and fonts are taken from it before it cuts them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import pydyf

from report.editions.joining.loose import Loose, loosened
from report.editions.joining.noting import Noting
from report.editions.joining.parts import (
    DOCUMENT,
    FONTS,
    NAMESPACE,
    PAGES,
    ROOT,
    SHARED,
    Bookmark,
    Destination,
    Drawn,
    Letters,
    Number,
    Part,
    Said,
    Tree,
)
from report.editions.objects import held
from report.editions.repair import brackets
from report.editions.tagging import Ends, Painted

_ELSEWHERE = "octavo-unit:"  # the scheme of links to other units, which the engine lets pass
_SAID = ("Lang", "MarkInfo", "ViewerPreferences", "OutputIntents")  # of the catalog
_POINTS = 0.75  # in a pixel of CSS


class Apart(Painted):
    """A page of a unit that is written apart.

    `own` are the ids in the unit, `known` those in the whole report: links to the others pass as
    links to the outside. It has no bookmarks, since they are made of all units together.
    `noting` notes what is drawn on it, the unit's `number`-th from 0; `then` is called when it
    has been painted.
    """

    bookmarks = ()

    def __init__(self, page: Any, number: int, own: frozenset[str], known: frozenset[str],
                 noting: Noting) -> None:
        super().__init__(page)
        self.number, self.noting = number, noting
        self.then: Callable[[], None] = lambda: None
        self.links = [
            ("external", _ELSEWHERE + target, *rest)
            if kind == "internal" and target in known and target not in own
            else (kind, target, *rest) for kind, target, *rest in page.links]

    def paint(self, stream: Any, scale: float = 1) -> None:
        with self.noting.on(self.number, self.page, stream):
            super().paint(stream, scale)
        then, self.then = self.then, lambda: None  # which holds the document, and that this page
        then()


def pages_of(
    document: Any, known: frozenset[str], taken: list[Letters], keep: Callable[[bytes], str],
) -> Any:
    """A document whose pages are those of a unit apart; `taken` gets its fonts when the last one
    has been painted."""
    own = frozenset().union(*(page.anchors for page in document.pages))
    noting = Noting(document.pages)
    pages = [Apart(page, number, own, known, noting)
             for number, page in enumerate(document.pages)]
    made = document.copy(pages)
    pages[-1].then = lambda: taken.extend(_taken(made.fonts, keep))
    return made


def _taken(fonts: dict[Any, Any], keep: Callable[[bytes], str]) -> list[Letters]:
    """Take from a document the fonts that can be cut for all units at once.

    Bitmaps and coloured letters are left to the engine, and fonts that lack a letter, for which
    it makes numbers of glyphs up.
    """
    found = []
    for key, font in list(fonts.items()):
        if not (font.bitmap or font.png or font.svg or font.colr or font.missing
                or font.used_in_forms):
            found.append(_letters(fonts.pop(key), keep))
    return found


def _letters(font: Any, keep: Callable[[bytes], str]) -> Letters:
    meant = brackets(font.file_content, font.index)
    return Letters(
        font.hash, font.name.decode().removeprefix("/"), font.family, keep(font.file_content),
        font.index, _axes(font), font.flags, font.italic_angle, font.ascent, font.descent,
        (font.stemv, font.stemh),
        {glyph: meant.get(glyph, text) for glyph, text in font.to_unicode.items()},
        dict(font.widths))


def _axes(font: Any) -> tuple[tuple[str, float], ...]:
    """Where WeasyPrint would pin the axes of a variable font (`Font.clean`)."""
    if "fvar" not in font.tables:
        return ()
    import uharfbuzz

    face = uharfbuzz.Face(font.file_content, font.index)
    axes = {axis.tag: axis for axis in face.axis_infos}
    slant = 0.0
    if font.style == 1 and "slnt" in axes:
        slant = axes["slnt"].max_value or axes["slnt"].min_value
    usual = {"wght": font.weight, "opsz": font.font_size, "slnt": slant,
             "ital": int(font.style == 2)}
    pinned = {**usual, **font.variations}
    return tuple((tag, float(pinned[tag])) for tag in sorted(axes) if tag in pinned)


def led_on(pdf: pydyf.PDF) -> None:
    """Let links to other units lead to the names that they lead to."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Link":
            target = item["A"]["URI"].string if "A" in item else ""
            if target.startswith(_ELSEWHERE):
                del item["A"]
                item["Dest"] = pydyf.String(target.removeprefix(_ELSEWHERE))


def made(pdf: pydyf.PDF, pages: Sequence[Apart], letters: Sequence[Letters],
         ends: Ends | None) -> Part:
    """What has been painted and finished, as the part of a unit."""
    return _Making(pdf, pages, ends).part(letters)


class _Making:
    """Gathers what is left of a PDF's objects when each is asked for that is needed.

    Objects are named by their numbers in the PDF, and get their places in the part when they
    are first met.
    """

    def __init__(self, pdf: pydyf.PDF, pages: Sequence[Apart], ends: Ends | None) -> None:
        self._pdf, self._pages, self._ends = pdf, pages, ends
        self._root = _root(pdf) if ends else None
        first = held(pdf, held(pdf, pdf.page_references[0])["Resources"])
        self._fonts = held(pdf, first["Font"])
        self._places = {pdf.pages.number: PAGES, self._fonts.number: FONTS}
        if self._root is not None:
            self._places |= {self._root.number: ROOT, _number(self._root["K"][0]): DOCUMENT}
            self._places |= {_number(space): NAMESPACE
                             for space in self._root.get("Namespaces", ())}
        self._objects: list[Loose | None] = []
        self._annotations = _unnumbered(pdf)

    def part(self, letters: Sequence[Letters]) -> Part:
        pdf = self._pdf
        pages = tuple(self._place(reference) for reference in pdf.page_references)
        metadata = held(pdf, pdf.catalog["Metadata"]) if "Metadata" in pdf.catalog else None
        return Part(
            pages=pages,
            own_fonts=tuple((key, self._place(font)) for key, font in self._fonts.items()),
            destinations=tuple(self._destinations()),
            bookmarks=tuple(self._bookmarks()),
            tree=self._tree() if self._root is not None else None,
            catalog={key: self._loose(_written(pdf.catalog[key])) for key in _SAID
                     if key in pdf.catalog},
            info={key: _written(said) for key, said in pdf.info.items()},
            metadata=b"" if metadata is None else b"\n".join(map(_written, metadata.stream)),
            letters=tuple(letters), shared=tuple(self._shared()), numbers=tuple(self._numbers()),
            objects=tuple(each for each in self._objects if each))

    def _place(self, reference: bytes | int) -> int:
        """The place of an object, which brings those with it that it leads to."""
        number = reference if isinstance(reference, int) else _number(reference)
        if number in self._places:
            return self._places[number]
        waiting = [number]
        self._reserve(number)
        while waiting:
            number = waiting.pop()
            found = loosened(self._pdf.objects[number].data)
            for lead in found.leads:
                if lead not in self._places:
                    self._reserve(lead)
                    waiting.append(lead)
            self._objects[self._places[number] - SHARED] = self._with_places(found)
        return self._places[_number(reference) if isinstance(reference, bytes) else reference]

    def _reserve(self, number: int) -> None:
        self._places[number] = len(self._objects) + SHARED
        self._objects.append(None)

    def _with_places(self, loose: Loose) -> Loose:
        return loose._replace(leads=tuple(self._places[lead] for lead in loose.leads))

    def _loose(self, written: bytes) -> Loose:
        found = loosened(written)
        for lead in found.leads:
            self._place(lead)
        return self._with_places(found)

    def _destinations(self) -> list[Destination]:
        names = self._pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
        return [Destination(
            name.string, self._loose(there.data),
            self._place(there["SD"][0]) if isinstance(there, dict) else -1)
            for name, there in zip(names[::2], names[1::2], strict=True)]

    def _bookmarks(self) -> list[Bookmark]:
        marked = [(number, page, mark) for number, page in enumerate(self._pages)
                  for mark in page.page.bookmarks]
        tags = [self._place(tag) for tag in self._ends.marked] if self._ends else []
        return [Bookmark(level, title, number, x * _POINTS, (page.height - y) * _POINTS,
                         state != "closed", tag)
                for (number, page, (level, title, (x, y), state)), tag
                in zip(marked, tags or [-1] * len(marked), strict=True)]

    def _tree(self) -> Tree:
        pdf, root, ends = self._pdf, self._root, self._ends
        assert root is not None and ends is not None
        numbers = held(pdf, root["ParentTree"])["Nums"][1::2]
        count = len(self._pages)
        names = held(pdf, root["IDTree"])["Names"]
        return Tree(
            kids=tuple(map(self._place, held(pdf, root["K"][0]).get("K", ()))),
            owners=tuple(tuple(map(self._place, owners)) for owners in numbers[:count]),
            links=tuple((self._place(self._annotations[number]), self._place(tag))
                        for number, tag in enumerate(numbers[count:], count)),
            names=tuple((name.string, self._place(tag))
                        for name, tag in zip(names[::2], names[1::2], strict=True)),
            leads=tuple((self._place(tag), names) for tag, names in ends.leads),
            pictures=tuple((self._place(tag), file) for tag, file in ends.pictures))

    def _numbers(self) -> list[Number]:
        """The numbers of pages in the text, and where they are drawn and said."""
        noting = self._pages[0].noting
        links: defaultdict[Any, list[bytes]] = defaultdict(list)
        times: Counter[bytes] = Counter()
        for element, link in self._ends.said if self._ends else ():
            links[element].append(link)
            times[link] += 1
        found = []
        for element in noting.elements:
            number = element.text or ""
            said = [self._said(link, number) if times[link] == 1 else None
                    for link in links[element]]
            drawn = noting.drawn(element)
            found.append(Number(
                number,
                Drawn(self._content(drawn[0]), *drawn[1:]) if drawn and None not in said else None,
                tuple(each for each in said if each)))
        return found

    def _content(self, page: int) -> int:
        """The place of what is drawn on a page."""
        return self._place(held(self._pdf, self._pdf.page_references[page])["Contents"])

    def _said(self, link: bytes, number: str) -> Said | None:
        """What a link says around a number; None if it is not clear which number in it that is."""
        before, found, after = held(self._pdf, link)["Contents"].string.rpartition(
            number.strip())
        if not found or before[-1:].isdigit() or any(each.isdigit() for each in after):
            return None
        return Said(self._place(link), before, after)

    def _shared(self) -> list[int]:
        """Images, colour profiles and colour spaces, those first that others lead to."""
        found = {place: each.leads for place, each in enumerate(self._objects, SHARED)
                 if each and _SHARED.search(each.pattern)}
        return [*(place for place, leads in found.items() if not leads),
                *(place for place, leads in found.items() if leads and all(
                    lead in found and not found[lead] for lead in leads))]


# An image, a colour profile, the table of colour spaces that WeasyPrint writes.
_SHARED = re.compile(rb"/Subtype /Image\b|^<</N \d|^<</lab-d50 ")


def _unnumbered(pdf: pydyf.PDF) -> dict[int, int]:
    """The annotations of tags by their numbers in the parent tree; these, and those of pages,
    are taken off, since the join gives others."""
    found = {}
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary):
            item.pop("StructParents", None)
            if "StructParent" in item:
                found[item.pop("StructParent")] = item.number
    return found


def _root(pdf: pydyf.PDF) -> Any:
    return held(pdf, pdf.catalog["StructTreeRoot"])


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _written(value: Any) -> bytes:
    """A value as pydyf writes it within a dictionary."""
    written: bytes = pydyf.Array([value]).data[1:-1]
    return written



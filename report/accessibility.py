"""What an e-book may claim of its accessibility, computed from what its files hold.

The words are schema.org's, as EPUB Accessibility 1.1 (section 2) asks for them; a claim that
does not hold is not made, and says why it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from figures.desk.contrast import contrast

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
_MATHS = "{http://www.w3.org/1998/Math/MathML}"
_H = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENOUGH = 4.5  # WCAG 2.2, 1.4.3
_MOVING = ("video", "audio", "script", "canvas", "object", "embed", "iframe", "blink", "marquee")


@dataclass(frozen=True)
class Claim:
    """A property and its value; `against` says what keeps it from being true, if anything."""

    name: str
    value: str
    against: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.against


@dataclass(frozen=True)
class Book:
    """The files of an e-book, as far as claims are drawn from them: XHTML by name, styles, and
    the pictures that move."""

    documents: Mapping[str, etree._Element]
    style: str
    moving: tuple[str, ...]

    def every(self, *tags: str) -> Iterator[tuple[str, etree._Element]]:
        """Each element of some kinds, with the name of its document."""
        for name, root in self.documents.items():
            for element in root.iter(*(_H + tag for tag in tags)):
                yield name, element


def opened(files: Mapping[str, bytes]) -> Book:
    """A book from its files by name."""
    return Book(
        {name: etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")},
        "\n".join(data.decode() for name, data in files.items() if name.endswith(".css")),
        tuple(name for name, data in files.items() if name.endswith(".gif")
              or (name.endswith(".svg") and re.search(rb"<(animate|set)\b", data))))


def claims(book: Book, certifier: str) -> tuple[Claim, ...]:
    """Every claim that an e-book of ours may make, with what speaks against it.

    `certifier` is who stands for the conformance; without one it is not claimed.
    """
    pictures = any(True for _ in book.every("img", "svg"))
    worded = [*_without_words(book), *_without_data(book)]
    features = [Claim("schema:accessibilityFeature", value, tuple(against(book)))
                for value, against in _FEATURES.items()]
    if any(True for _ in _formulas(book)):
        features.append(Claim("schema:accessibilityFeature", "MathML", tuple(_unsaid(book))))
    hazard = Claim("schema:accessibilityHazard", "none", tuple(_hazards(book)))
    barred = tuple(why for claim in features if claim.value in _NEEDED for why in claim.against)
    barred += (*hazard.against, *_faint(book), *_untold(book))
    if not certifier:
        barred += ("report.toml names no publisher and no author who could stand for it.",)
    return (
        Claim("schema:accessMode", "textual"),
        *([Claim("schema:accessMode", "visual")] if pictures else []),
        Claim("schema:accessModeSufficient", "textual", tuple(worded)),
        *([Claim("schema:accessModeSufficient", "textual,visual")] if pictures else []),
        *features, hazard,
        Claim("dcterms:conformsTo", CONFORMANCE, barred),
    )


# --- what speaks against a feature ----------------------------------------------------------


def _without_words(book: Book) -> Iterator[str]:
    for name, image in book.every("img"):
        if not (image.get("alt") or "").strip() and image.get("role") != "presentation":
            yield f"{name}: the image {image.get('src')} has no alternative text."


def _without_data(book: Book) -> Iterator[str]:
    """A chart is a figure's picture that we drew; its words and numbers stand in the appendix."""
    for name, image in book.every("img"):
        details = image.get("aria-details")
        if str(image.get("src")).startswith("pictures/") and not details:
            yield f"{name}: the chart {image.get('src')} has no data to go with it."
        elif details and not book.documents[name].xpath(f"//*[@id='{details}']"):
            yield f"{name}: the data of {image.get('src')} are not there."


def _formulas(book: Book) -> Iterator[tuple[str, etree._Element]]:
    for name, root in book.documents.items():
        for formula in root.iter(f"{_MATHS}math"):
            yield name, formula


def _unsaid(book: Book) -> Iterator[str]:
    for name, formula in _formulas(book):
        if not (formula.get("alttext") or "").strip():
            yield f"{name}: a formula has no alternative text."


def _nav(kind: str) -> Callable[[Book], Iterator[str]]:
    def against(book: Book) -> Iterator[str]:
        if not any(kind in (nav.get(_TYPE) or "").split() for _, nav in book.every("nav")):
            yield f"There is no {kind} among the navigation."
    return against


def _no_marks(book: Book) -> Iterator[str]:
    marks = [span for _, span in book.every("span")
             if "pagebreak" in (span.get(_TYPE) or "").split()]
    if not marks:
        yield "No place is marked where a printed page begins."


def _no_index(book: Book) -> Iterator[str]:
    if not any("index" in (part.get(_TYPE) or "").split()
               for _, part in book.every("section", "div")):
        yield "There is no index."


def _out_of_order(book: Book) -> Iterator[str]:
    for name, element in book.every("body"):
        styled = [part for part in element.iter() if "position:" in (part.get("style") or "")]
        if styled:
            yield f"{name} places parts out of their order."
    if re.search(r"position:\s*(absolute|fixed)|float:", book.style):
        yield "The style sheet places parts out of their order."


def _unstructured(book: Book) -> Iterator[str]:
    for name, root in book.documents.items():
        levels = [int(heading.tag[-1]) for heading in root.iter(
            *(f"{_H}h{level}" for level in range(1, 7)))]
        if any(after - before > 1 for before, after in pairwise(levels)):
            yield f"{name} skips a level of headings."
    if not any(True for _ in book.every("h1")):
        yield "No document has a heading."


def _rigid(book: Book) -> Iterator[str]:
    if re.search(r"font-size:\s*[\d.]+(px|pt|mm|cm|in)", book.style):
        yield "The style sheet fixes the size of text."


def _no_roles(book: Book) -> Iterator[str]:
    if not any(element.get("role") for _, element in book.every("section", "nav", "aside")):
        yield "No part says its role."


_FEATURES: Mapping[str, Callable[[Book], Iterator[str]]] = {
    "alternativeText": _without_words,
    "longDescription": _without_data,
    "tableOfContents": _nav("toc"),
    "structuralNavigation": _unstructured,
    "readingOrder": _out_of_order,
    "displayTransformability": _rigid,
    "ARIA": _no_roles,
    "index": _no_index,
    "pageBreakMarkers": _no_marks,
    "pageNavigation": _nav("page-list"),
}
_NEEDED = ("alternativeText", "longDescription", "tableOfContents", "structuralNavigation",
           "readingOrder", "displayTransformability")


def _hazards(book: Book) -> Iterator[str]:
    for name, element in book.every(*_MOVING):
        yield f"{name} holds a <{etree.QName(element).localname}>, which may move or flash."
    for name in book.moving:
        yield f"{name} may move or flash."


def _faint(book: Book) -> Iterator[str]:
    """Text that the style sheet sets in a colour too near to the ground it sets it on."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", book.style):
        colour = re.search(r"(?<![-\w])color:\s*(#[0-9A-Fa-f]{6})", body)
        ground = re.search(r"background(?:-color)?:\s*(#[0-9A-Fa-f]{6})", body)
        if colour and contrast(colour[1], ground[1] if ground else "#FFFFFF") < _ENOUGH:
            yield f"“{selector.strip()}” is set in {colour[1]}, too faint on its ground."


def _untold(book: Book) -> Iterator[str]:
    for name, root in book.documents.items():
        if not root.get(_LANG):
            yield f"{name} does not say its language."
        if not (root.findtext(f".//{_H}title") or "").strip():
            yield f"{name} has no title."
    for name, table in book.every("table"):
        if table.find(f".//{_H}th") is None:
            yield f"{name}: a table has no header cell."


# --- in words -------------------------------------------------------------------------------


def summary(made: Sequence[Claim], sentences: Mapping[str, str]) -> str:
    """The claims that hold in the sentences of a language, by the claims' values."""
    held = {claim.value for claim in made if claim.holds}
    return " ".join(words for value, words in sentences.items() if value in held)

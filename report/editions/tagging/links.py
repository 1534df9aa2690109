"""Links: one annotation for each page that a link stands on, saying where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from report.editions.objects import held
from report.editions.tagging.reading import Reading
from report.editions.tagging.roles import classes
from report.editions.tagging.tree import Box, Tag

_LINE = 1.0  # points that boxes of one line may differ in height
_SOFT = "\N{SOFT HYPHEN}"


def join(
    reading: Reading, pdf: pydyf.PDF, terms: Mapping[str, str]
) -> list[pydyf.Dictionary]:
    """Let each link be one annotation on a page, and say in words where it leads.

    WeasyPrint makes one for each line and for each element inside a link. What belongs to no
    link in the tree is taken from the page. Returns the objects that are left over, for other
    use: pydyf writes wrong places for all others if one is marked as free.
    """
    kept: dict[int, list[bytes]] = {page: [] for page in range(len(reading.owners))}
    for tag in reading.root.all():
        if tag.role == "Link":
            if not tag.links:
                tag.role = "Span"
                continue
            said = pydyf.String(_said(tag.element, reading, terms))
            tag.links = _joined(tag)
            for page, annotation in tag.links:
                annotation["Contents"] = said
                kept[page].append(annotation.reference)
    unused = []
    for page, references in kept.items():
        made = held(pdf, pdf.page_references[page])
        for reference in made.get("Annots", ()):
            if reference not in references:
                unused.append(held(pdf, reference))
                unused[-1].clear()
        if references:
            made["Annots"] = pydyf.Array(references)
        else:
            made.pop("Annots", None)
    return unused


def numbers(reading: Reading) -> Iterator[tuple[Any, bytes]]:
    """The elements that are numbers of pages and are said by links, each with such a link."""
    for tag in reading.root.all():
        if tag.links:
            following = _following(tag.element, reading.above[tag.element])
            around = [tag.element] if following is None else [tag.element, following]
            for each in (span for element in around for span in element.iter("span")):
                if "folio" in classes(each):
                    yield from ((each, link.reference) for _, link in tag.links)


def _joined(tag: Tag) -> list[tuple[int, pydyf.Dictionary]]:
    """The first annotation of each page, enlarged by the others."""
    first: dict[int, pydyf.Dictionary] = {}
    areas: dict[int, list[Box]] = {}
    for page, annotation in tag.links:
        first.setdefault(page, annotation)
        left, top, right, bottom = annotation["Rect"]
        areas.setdefault(page, []).append((left, min(bottom, top), right, max(bottom, top)))
    for page, box in tag.boxes:
        if page in areas:
            areas[page].append(box)
    for page, annotation in first.items():
        lines = _lines(areas[page])
        lefts, bottoms, rights, tops = zip(*lines, strict=True)
        annotation["Rect"] = pydyf.Array((min(lefts), min(bottoms), max(rights), max(tops)))
        if len(lines) > 1:
            annotation["QuadPoints"] = pydyf.Array(
                each for left, bottom, right, top in lines
                for each in (left, top, right, top, left, bottom, right, bottom))
    return list(first.items())


def _lines(areas: list[Box]) -> list[Box]:
    """Boxes of the same line as one."""
    lines: list[Box] = []
    for area in areas:
        last = lines[-1] if lines else None
        middle = (area[1] + area[3]) / 2
        if last and last[1] - _LINE < middle < last[3] + _LINE:
            lines[-1] = (min(last[0], area[0]), min(last[1], area[1]),
                         max(last[2], area[2]), max(last[3], area[3]))
        else:
            lines.append(area)
    return lines


def _said(link: Any, reading: Reading, terms: Mapping[str, str]) -> str:
    """The words of a link and where it leads: “Figure 7, page 16”, “Note 34”, an address."""
    words, target = _words(link), link.get("href")
    around = reading.above[link]
    if not target.startswith("#"):
        return words if words == target else f"{words}, {target}".removeprefix(", ")
    if "notecall" in classes(link) or "table-call" in classes(link):
        return f"{terms['note']} {words}"
    if "locators" in classes(around):
        return f"{terms['page']} {words}"
    following = _following(link, around)
    if following is None:
        return words
    if "toc-folio" in classes(following):
        return f"{words}, {terms['page']} {_words(following)}"
    return f"{words}{'' if _text(following)[:1] == ',' else ' '}{_words(following)}"


def _following(link: Any, around: Any) -> Any:
    """The element right after a link, if it names the page that this leads to."""
    inside = list(around)
    at = inside.index(link) + 1
    if at == len(inside) or (link.tail or "").strip():
        return None
    return inside[at] if {"toc-folio", "page-reference"} & set(classes(inside[at])) else None


def _text(element: Any) -> str:
    return "".join(element.itertext()).replace(_SOFT, "")


def _words(element: Any) -> str:
    return " ".join(_text(element).split())

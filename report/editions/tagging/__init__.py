"""The tags of a PDF: what each thing on its pages is, in which order it is read, and what is
not read at all.

WeasyPrint makes a tag of each box; here the tags are made from the XHTML that the boxes come
from, so a paragraph is one tag over two pages, and notes, contents and captions are what they
are. That is done while the boxes are at hand: from the finished file the XHTML could not be
found again.

    painted   pages that remember their marks, and show WeasyPrint nothing to tag
    reading   boxes become tags, each in its place
    marks     what no tag claims becomes an artifact
    roles     which tag an element becomes
    tables, links, notes, pictures   what is said of them
    writing   the tree as objects of the PDF
    destinations   links lead to tags, for PDF/UA-2
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from report.editions.tagging import destinations, links, notes, pictures, tables
from report.editions.tagging.painted import Painted, forget
from report.editions.tagging.reading import Reading
from report.editions.tagging.writing import write
from report.terms import terms

__all__ = ["Ends", "Painted", "tag"]


@dataclass(frozen=True)
class Ends:
    """What in the tree has to do with more than the pages that were tagged, by reference.

    `leads` are tags that refer to ids on other pages, `pictures` those of pictures by the file
    that is drawn; `marked` are those that bookmarks lead to, in their order, for PDF/UA-2.
    """

    leads: Sequence[tuple[bytes, tuple[str, ...]]]
    pictures: Sequence[tuple[bytes, str]]
    marked: Sequence[bytes]
    said: Sequence[tuple[Any, bytes]]


def tag(pdf: pydyf.PDF, pages: Sequence[Painted], language: str, is_2: bool) -> Ends:
    """Tag a document whose pages have been painted, before it is written; `is_2` for PDF 2.0 and
    PDF/UA-2. Returns what is left to be done by one who knows the whole report."""
    forget(pdf)
    reading = Reading()
    for page in pages:
        reading.read(page.page, page.marks)
    reading.root.settle()
    unused = links.join(reading, pdf, terms(language))
    tables.describe(reading)
    pictures.place(reading)
    notes.join(reading)
    references = write(reading, pdf, is_2, unused)
    return Ends(
        [(references[tag], tuple(tag.beyond)) for tag in references if tag.beyond and is_2],
        [(references[tag], tag.element.get("src", "")) for tag in references
         if tag.role == "Figure" and tag.boxes],
        destinations.lead(reading, references, pdf) if is_2 else (),
        list(links.numbers(reading)))

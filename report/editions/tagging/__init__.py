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

import pydyf

from report.editions.tagging import destinations, links, notes, pictures, tables
from report.editions.tagging.painted import Painted, forget
from report.editions.tagging.reading import Reading
from report.editions.tagging.writing import write
from report.terms import terms

__all__ = ["Painted", "tag"]


def tag(pdf: pydyf.PDF, pages: Sequence[Painted], language: str, is_2: bool) -> None:
    """Tag a document whose pages have been painted, before it is written; `is_2` for PDF 2.0 and
    PDF/UA-2."""
    forget(pdf)
    reading = Reading()
    for page in pages:
        reading.read(page.page, page.marks)
    reading.root.settle()
    unused = links.join(reading, pdf, terms(language))
    tables.describe(reading)
    pictures.place(reading, pdf)
    notes.join(reading)
    references = write(reading, pdf, is_2, unused)
    if is_2:
        destinations.lead(reading, references, pdf)

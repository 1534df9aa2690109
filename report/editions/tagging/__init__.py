"""The tags of a PDF: what each thing on its pages is, in which order it is read, and what is
not read at all.

WeasyPrint makes a tag of each box; here the tags are made from the XHTML that the boxes come
from, so a paragraph is one tag over two pages, and notes, contents and captions are what they
are. The tags are made in place of WeasyPrint's, while its boxes are at hand: from the finished
file the XHTML could not be found again, and reading it would take longer than this does.

    reading   boxes become tags, each in its place
    marks     what no tag claims becomes an artifact
    roles     which tag an element becomes
    tables, links, notes, pictures   what is said of them
    writing   the tree as objects of the PDF
    destinations   links lead to tags, for PDF/UA-2
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pydyf

from report.editions.tagging import destinations, links, notes, pictures, tables
from report.editions.tagging.marks import Marks
from report.editions.tagging.reading import Reading
from report.editions.tagging.writing import write
from report.terms import terms


@contextmanager
def tagging(is_2: bool) -> Iterator[None]:
    """While this lasts, WeasyPrint writes PDFs with these tags; `is_2` for PDF 2.0 and UA-2."""
    from weasyprint import pdf as engine

    stock = engine.add_tags
    engine.add_tags = partial(tag, is_2=is_2)
    try:
        yield
    finally:
        engine.add_tags = stock


def tag(pdf: pydyf.PDF, document: Any, _version: Any, streams: Any, is_2: bool) -> None:
    """Tag a document that has been drawn; called by WeasyPrint with the streams of its pages."""
    reading = Reading()
    for page, stream in zip(document.pages, streams, strict=True):
        reading.read(page, Marks(stream))
    reading.root.settle()
    links.join(reading, pdf, terms(document.metadata.lang or ""))
    tables.describe(reading)
    pictures.place(reading, pdf)
    notes.join(reading)
    references = write(reading, pdf, is_2)
    if is_2:
        destinations.lead(reading, references, pdf)

"""What DOCX and ODT have in common: a document as a page of HTML, and what it says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from report.importing.archive import Archive, climbs, local
from report.importing.model import Left


@dataclass
class Office:
    """A document as a page of HTML, what it says of itself, and what is left over of it."""

    root: etree._Element
    said: dict[str, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


def properties(root: etree._Element | None) -> dict[str, str]:
    """Title, author, date and language from the properties of a document."""
    said: dict[str, str] = {}
    names = {"title": "title", "creator": "author", "initial-creator": "author",
             "created": "date", "creation-date": "date", "language": "language",
             "description": "description", "subject": "subtitle"}
    for element in root.iter() if root is not None else ():
        if (name := names.get(local(element))) and (element.text or "").strip():
            said.setdefault(name, (element.text or "").strip())
    return said


def picture(archive: Archive, address: str) -> bytes:
    """The bytes of a picture in an archive; nothing for one from elsewhere."""
    path = str(PurePosixPath(address))
    return b"" if climbs(path) or re.match(r"\w+:", address) else archive.read(path)


def clean(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def add(element: etree._Element, text: str) -> None:
    """Put words behind what an element holds already."""
    text = clean(text)
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def within(element: etree._Element, name: str) -> bool:
    return any(local(above) == name for above in element.iterancestors())

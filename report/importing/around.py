"""A page of the web: the part of it that holds its text, and the words around that."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from report.importing.archive import local
from report.importing.inline import words

WHY = "Words around the text"


def main_of(body: etree._Element) -> etree._Element:
    """The part of a web page that holds its text."""
    for wanted in ("article", "main"):
        found = [each for each in body.iter() if local(each) == wanted
                 or each.get("role") == wanted]
        if len(found) == 1 and len(words(found[0])) * 4 > len(words(body)):
            return found[0]
    return body


def around(body: etree._Element, main: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What stands around the text of a web page: words, and the element that they stand at."""
    inside = set(main.iter())
    above = set(main.iterancestors())
    for element in body.iterdescendants():
        if element in inside or not isinstance(element.tag, str):
            continue
        if element in above or any(child in above or child is main for child in element):
            yield element, element.text or ""
        elif element.getparent() in above:
            yield element, words(element)
        if element.getparent() in above:
            yield element, element.tail or ""
    if main.tail:
        yield main, main.tail

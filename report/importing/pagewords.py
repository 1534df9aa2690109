"""The words of an HTML page with their lines: what the result is proved against."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from report.importing.archive import local
from report.importing.inline import DROPPED
from report.importing.lines import plain


def body_of(root: etree._Element) -> etree._Element:
    return next((each for each in root.iter() if local(each) == "body"), root)


def line_of(element: etree._Element) -> int:
    """The line on which an element stands."""
    here: etree._Element | None = element
    while here is not None:
        if here.get("data-line"):
            return int(here.get("data-line") or 1)
        here = here.getparent()
    return int(element.sourceline or 1)


def source(root: etree._Element) -> list[tuple[int, str]]:
    """Every run of words of a page with its line, without those of scripts and the like."""
    return [(number, plain(text)) for number, text in _runs(body_of(root)) if text.strip()]


def _runs(element: etree._Element) -> Iterator[tuple[int, str]]:
    stack: list[tuple[etree._Element, bool]] = [(element, False)]
    while stack:
        here, is_behind = stack.pop()
        if is_behind:
            yield line_of(here), here.tail or ""
            continue
        if local(here) in DROPPED or not local(here):
            continue
        yield line_of(here), here.text or ""
        for child in reversed(here):
            stack += [(child, True), (child, False)]

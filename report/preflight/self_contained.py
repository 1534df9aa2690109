"""A web page asks for nothing outside itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from report.model import Edition, Finding, Report

_FETCHED = {"src", "srcset", "poster"}
_FETCHED_BY = {("link", "href"), ("object", "data"), ("image", "href"), ("use", "href")}
_IN_CSS = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)|@import\s+["']([^"']+)""")


def check(data: bytes, file: Path, report: Report, edition: Edition) -> list[Finding]:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    page = html.document_fromstring(data, parser=parser)
    asked = {address for element in page.iter(etree.Element) for address in _asked(element)}
    return [Finding("self-contained", file, f"The page asks for “{address}”.")
            for address in sorted(asked)]


def _asked(element: etree._Element) -> Iterator[str]:
    """What an element would fetch; words of the text that look like markup are none."""
    css = [element.text or ""] if element.tag == "style" else []
    for name, value in element.attrib.items():
        name = name.rpartition("}")[2].rpartition(":")[2]
        if name in _FETCHED or (element.tag, name) in _FETCHED_BY:
            if not value.startswith(("data:", "#")):
                yield value
        elif "url(" in value:
            css.append(value)
    for sheet in css:
        yield from ("".join(groups) for groups in _IN_CSS.findall(sheet))

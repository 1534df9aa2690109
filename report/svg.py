"""matplotlib's SVG made fit to stand in a page.

As written it has a DOCTYPE, metadata, ids that clash between two drawings, and a style rule
that would reach the whole page; readers and validators object to each of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_USED = re.compile(r"(?:url\(#|^#)([^)]+)\)?")


def cleaned(
    svg: bytes, name: str, title: str = "", colours: Mapping[str, str] | None = None
) -> str:
    """SVG without declaration, its ids starting with `name`, described by `title`.

    `colours` maps #rrggbb to the CSS that should stand in its place.
    """
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    root = etree.fromstring(svg, parser)
    for tag in ("metadata", "style"):
        for element in root.iter(f"{{{_SVG}}}{tag}"):
            _drop(element)
    for element in list(root.iter(f"{{{_SVG}}}path")):
        if not element.get("d"):
            _drop(element)
    _rename_ids(root, name)
    _unwrap(root)
    root.set("style", "stroke-linejoin:round;stroke-linecap:butt")
    root.attrib.pop("version", None)
    if title:
        root.set("role", "img")
        root.set("aria-labelledby", f"{name}-title")
        words = etree.Element(f"{{{_SVG}}}title", id=f"{name}-title")
        words.text = title
        root.insert(0, words)
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, encoding="unicode")
    return _coloured(text, colours) if colours else text


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _rename_ids(root: etree._Element, name: str) -> None:
    """Give the ids that something points to a name of their own, and drop the others."""
    used: dict[str, str] = {}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key != "id" and (match := _USED.search(value)):
                old = match[1]
                new = used.setdefault(old, f"{name}-{len(used) + 1}")
                element.set("href" if key == _XLINK else key, value.replace(f"#{old}", f"#{new}"))
                if key == _XLINK:
                    del element.attrib[key]
    for element in root.iter():
        if "id" in element.attrib:
            old = element.attrib.pop("id")
            if old in used:
                element.set("id", used[old])


def _unwrap(root: etree._Element) -> None:
    """Take out groups that say nothing, and empty definitions."""
    for element in list(root.iter(f"{{{_SVG}}}defs")):
        if len(element) == 0:
            _drop(element)
    for group in reversed(list(root.iter(f"{{{_SVG}}}g"))):
        parent = group.getparent()
        if parent is not None and not group.attrib:
            place = parent.index(group)
            parent[place : place + 1] = list(group)


def _coloured(text: str, colours: Mapping[str, str]) -> str:
    return re.sub(r"#[0-9a-fA-F]{6}\b", lambda m: colours.get(m[0].lower(), m[0]), text)

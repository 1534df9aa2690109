"""An EPUB's files are all listed, and every link in them leads somewhere."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from report.flows import ids
from report.model import Edition, Finding, Report

_LINKS = {"href", "src", "srcset"}


def check(data: bytes, file: Path, report: Report, edition: Edition) -> list[Finding]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        texts = {name: package.read(name).decode() for name in names
                 if name.endswith((".xhtml", ".ncx"))}
    said = []
    if names[0] != "mimetype":
        said.append("The EPUB does not begin with its media type.")
    given = {name: ids(text) for name, text in texts.items()}
    for name, text in texts.items():
        try:
            root = etree.fromstring(text.encode())
        except etree.XMLSyntaxError as error:
            said.append(f"{name} is not well-formed: {error}")
            continue
        for link in _links(root):
            if re.match(r"[a-z]+:", link):
                continue
            target, _, fragment = link.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) \
                if target else name
            if path not in names or (fragment and fragment not in given.get(path, ())):
                said.append(f"{name} links to “{link}”, which is not there.")
    return [Finding("container", file, words) for words in said]


def _links(root: etree._Element) -> Iterator[str]:
    """Where the elements of a text lead; words that look like links lead nowhere."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if etree.QName(name).localname in _LINKS and value:
                yield value

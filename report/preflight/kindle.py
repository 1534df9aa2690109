"""What a Kindle would not show as it is, or a shop for it refuse.

After Amazon's Kindle Publishing Guidelines: 4 (covers), 5 (navigation), 6 (markup), 10 (images,
tables) and the list of CSS that Enhanced Typesetting supports.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

_COVER = (1000, 1600)  # pixels, least width and height; 1600 x 2560 is advised
_LARGEST_IMAGE = 5_000_000  # bytes
_LARGEST_TEXT = 30_000_000
_MOST_TEXTS = 300
_DEEPEST = 2  # levels of contents that a Kindle shows
_UNKNOWN = (  # properties that it ignores or that keep it from setting a book well
    (r"position\s*:\s*(absolute|fixed|sticky)", "position"),
    (r"margin[^:;]*:\s*[^;]*-\d", "a negative margin"),
    (r"(?<![\w-])(display\s*:\s*(flex|grid))", "flex or grid"),
    (r"(?<![\w-])columns?(-count|-width)?\s*:", "columns"),
    (r"@import", "@import"),
    (r"var\(|calc\(|min\(|max\(", "a computed value"),
)
_REFUSED = ("script", "iframe", "form", "input", "video", "audio", "canvas", "object")
_H = "{http://www.w3.org/1999/xhtml}"


def findings(data: bytes) -> list[str]:
    """What is to be mended before an EPUB's bytes go to a Kindle; nothing, if all is well."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        files = {name: book.read(name) for name in book.namelist()}
    return [*_cover(files), *_texts(files), *_styles(files), *_contents(files), *_images(files)]


def _cover(files: Mapping[str, bytes]) -> Iterator[str]:
    from PIL import Image

    cover = next((data for name, data in files.items() if name.endswith("/cover.jpg")), None)
    if cover is None:
        yield "There is no cover."
        return
    width, height = Image.open(io.BytesIO(cover)).size
    if width < _COVER[0] or height < _COVER[1]:
        yield f"The cover has {width} × {height} pixels; 1,000 × 1,600 are the least."


def _texts(files: Mapping[str, bytes]) -> Iterator[str]:
    texts = {name: data for name, data in files.items() if name.endswith(".xhtml")}
    if len(texts) > _MOST_TEXTS:
        yield f"There are {len(texts)} files of text; {_MOST_TEXTS} are the most."
    for name, data in texts.items():
        if len(data) > _LARGEST_TEXT:
            yield f"{name} has more than 30 MB."
        root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
        for tag in _REFUSED:
            if root.find(f".//{_H}{tag}") is not None:
                yield f"{name} holds a <{tag}>, which a Kindle leaves out."
        for table in root.iter(f"{_H}table"):
            if table.find(f".//{_H}td//{_H}table") is not None:
                yield f"{name} holds a table within a table."


def _styles(files: Mapping[str, bytes]) -> Iterator[str]:
    for name, data in files.items():
        if name.endswith(".css"):
            for pattern, what in _UNKNOWN:
                if re.search(pattern, data.decode()):
                    yield f"{name} uses {what}, which a Kindle does not know."


def _contents(files: Mapping[str, bytes]) -> Iterator[str]:
    if not any(name.endswith(".ncx") for name in files):
        yield "There are no contents for old readers (NCX)."
    nav = next((data for name, data in files.items() if name.endswith("nav.xhtml")), b"<none/>")
    inner = etree.fromstring(nav).xpath(
        "//*[@id='toc']" + "//*[local-name()='ol']" * (_DEEPEST + 1))
    if inner:
        yield "The contents are deeper than the two levels that a Kindle shows."


def _images(files: Mapping[str, bytes]) -> Iterator[str]:
    for name, data in files.items():
        if re.search(r"\.(jpe?g|png|gif|svg)$", name) and len(data) > _LARGEST_IMAGE:
            yield f"{name} has more than 5 MB."

"""Image files: whole, of a size that prints, and self-contained."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from report.errors import Faults, Place

LARGEST_FILE = 20_000_000  # bytes; a page-wide photograph at 300 ppi needs a tenth of it
LARGEST_AREA = 80_000_000  # pixels; four times what fills the largest page at 300 ppi
LEAST = 150  # pixels in an inch of a photograph that fills a page
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".svg": "SVG"}

_LOCAL = re.compile(r"#|data:image/(png|jpeg)[;,]", re.IGNORECASE)
_FETCHED = re.compile(r"@import|url\(\s*['\"]?(?!#|data:|['\"]|\s)", re.IGNORECASE)


def media_type(file: Path) -> str:
    """The media type of an image, by its ending, which reading has checked."""
    return f"image/{'svg+xml' if _format(file) == 'SVG' else _format(file).lower()}"


def _format(file: Path) -> str:
    return FORMATS[file.suffix.lower()]


def check(file: Path, faults: Faults) -> bool:
    """Whether an image is fit to be shown; if it is not, a fault says why."""
    size = file.stat().st_size
    if size > LARGEST_FILE:
        faults.found(Place(file), f"This image has {size / 1e6:.0f} MB; the most is 20 MB.",
                     "Scale it down: 2,100 pixels across fill the widest figure in print.")
        return False
    if _format(file) == "SVG":
        return _is_safe_drawing(file, faults)
    return _is_whole_picture(file, faults)


def check_fills(file: Path, width: float, height: float, faults: Faults, place: Place) -> None:
    """Find a photograph too small to fill so many millimetres of paper."""
    from PIL import Image, ImageOps

    inches = width / 25.4, height / 25.4
    with Image.open(file) as image:
        size = ImageOps.exif_transpose(image).size
    if min(size[0] / inches[0], size[1] / inches[1]) < LEAST:
        least = [round(LEAST * side) for side in inches]
        faults.found(place, f"“{file.name}” has {size[0]:,} × {size[1]:,} pixels; a page of "
                     f"{width:g} × {height:g} mm wants {least[0]:,} × {least[1]:,} at least.",
                     f"Take a larger picture: {LEAST} pixels to the inch are the least in print.")


def _is_whole_picture(file: Path, faults: Faults) -> bool:
    """Whether a PNG or JPEG can be decoded to its last row."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    named = _format(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the area is checked here, before anything is decoded
            ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process
            with Image.open(file) as image:
                found, (width, height) = image.format, image.size
                if found == named and width * height <= LARGEST_AREA:
                    image.load()
    except UnidentifiedImageError:
        faults.found(Place(file), f"This is no image, although it is called {file.suffix}.",
                     "Export it again from the program that made it.")
    except Image.DecompressionBombError:
        faults.found(Place(file), "This image has far too many pixels.",
                     "Scale it down: 2,100 pixels across fill the widest figure in print.")
    except (OSError, SyntaxError, ValueError):
        faults.found(Place(file), "This image is broken: it ends or goes wrong half-way.",
                     "Copy it again, or export it again from the program that made it.")
    else:
        if found != named:
            faults.found(Place(file), f"This is a {found} image, although it is called "
                         f"{file.suffix}.", f"Save it as {named}, or rename it.")
        elif width * height > LARGEST_AREA:
            faults.found(Place(file), f"This image has {width:,} × {height:,} pixels; "
                         f"the most is {LARGEST_AREA // 1_000_000} million in all.",
                         "Scale it down: 2,100 pixels across fill the widest figure in print.")
        else:
            return True
    return False


def _is_safe_drawing(file: Path, faults: Faults) -> bool:
    """Whether an SVG is well-formed, runs nothing and fetches nothing."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(file.read_bytes(), parser).getroottree()
    except etree.XMLSyntaxError as error:
        line, column = error.position
        words = re.sub(r",? ?line \d+, column \d+$", "", error.msg or "it ends half-way")
        faults.found(Place(file, line or 0, column or 0), f"This SVG is broken: {words}.",
                     "Export it again from the program that made it.")
        return False
    if etree.QName(tree.getroot()).localname != "svg":
        faults.found(Place(file, 1), "This is no SVG: it does not begin with <svg>.",
                     "Export it again from the program that made it.")
        return False
    nodes = [*tree.getroot().itersiblings(preceding=True), *tree.iter()]
    wrong = [(node.sourceline or 0, words) for node in nodes if (words := _unsafe(node))]
    if tree.docinfo.internalDTD is not None and tree.docinfo.internalDTD.entities():
        wrong.insert(0, (1, "It defines entities"))
    for line, words in wrong[:1]:
        faults.found(Place(file, line), f"This SVG cannot be used: {words}.",
                     "Export it as a plain drawing, with its images embedded and no scripts.")
    return not wrong


def _unsafe(node: object) -> str:
    """What an element does that a drawing may not do, or nothing."""
    from lxml import etree

    if not isinstance(node, etree._Element) or not isinstance(node.tag, str):
        return "it holds a processing instruction" if isinstance(
            node, etree._ProcessingInstruction) else ""
    tag = etree.QName(node).localname
    if tag in ("script", "foreignObject", "iframe", "handler"):
        return f"it holds a <{tag}>"
    if tag == "style" and _FETCHED.search("".join(node.itertext())):
        return "its styles fetch something from elsewhere"
    for key, value in node.attrib.items():
        name = etree.QName(key).localname.lower()
        if name.startswith("on"):
            return f"it runs a script ({name})"
        if name in ("href", "src") and tag != "a" and not _LOCAL.match(value.strip()):
            return f"it refers to something outside itself ({value.strip()[:60]})"
        if name == "href" and re.match(r"\s*javascript:", value, re.IGNORECASE):
            return "it runs a script (javascript:)"
        if _FETCHED.search(value):
            return f"it refers to something outside itself ({value[:60]})"
    return ""

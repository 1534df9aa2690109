"""What is wrong in images."""

from __future__ import annotations

import io
import random
import zlib

from PIL import Image

from tests.broken.parts import Broken, text


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture that does not compress well, the same every time."""
    pixels = random.Random(1).randbytes(size[0] * size[1] * 3)
    stream = io.BytesIO()
    Image.frombytes("RGB", size, pixels).save(stream, form)
    return stream.getvalue()


def stretched(png: bytes, width: int, height: int) -> bytes:
    """A PNG that says it is larger than it is."""
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + png[24:29]
    return png[:12] + header + zlib.crc32(header).to_bytes(4, "big") + png[33:]


SHOWN = text("![A gate](images/gate.png)\n")
DRAWN = text("![A gate](images/gate.svg)\n")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"\n viewBox="0 0 1 1">\n{}\n</svg>\n'

BROKEN = [
    Broken("missing image", SHOWN, "01-north.md:5:11", "There is no image"),
    Broken("image of another place", text("![A gate](../gate.png)\n"), "01-north.md:5:11",
           "There is no image"),
    Broken("image on the network", text("![A gate](https://example.org/gate.png)\n"),
           "01-north.md:5:11", "fetches nothing"),
    Broken("image of another kind", text("![A gate](images/gate.tiff)\n") | {
           "images/gate.tiff": picture("TIFF")}, "01-north.md:5:11", "PNG, JPEG or SVG"),
    Broken("image without words", text("![](images/gate.png)\n") | {"images/gate.png": picture()},
           "01-north.md:5:5", "no alternative text"),
    Broken("figure of an image without words", text(
           ":::{figure} images/gate.png\n:title: A gate\n:::\n") | {
           "images/gate.png": picture()}, "01-north.md:5", "no alternative text"),
    Broken("image of 40 MB", SHOWN | {"images/gate.png": picture() + bytes(40_000_000)},
           "gate.png", "40 MB"),
    Broken("image of 90 million pixels", SHOWN | {
           "images/gate.png": stretched(picture(), 30_000, 3_000)}, "gate.png", "million"),
    Broken("image of 4,000 million pixels", SHOWN | {
           "images/gate.png": stretched(picture(), 63_000, 63_000)}, "gate.png", "too many"),
    Broken("text called an image", SHOWN | {"images/gate.png": "A gate.\n"}, "gate.png",
           "no image"),
    Broken("empty image", SHOWN | {"images/gate.png": ""}, "gate.png", "no image"),
    Broken("image cut off", SHOWN | {"images/gate.png": picture()[:900]}, "gate.png", "broken"),
    Broken("JPEG cut off", text("![A gate](images/gate.jpg)\n") | {
           "images/gate.jpg": picture("JPEG")[:900]}, "gate.jpg", "broken"),
    Broken("JPEG called PNG", SHOWN | {"images/gate.png": picture("JPEG")}, "gate.png",
           "a JPEG image"),
    Broken("SVG not closed", DRAWN | {"images/gate.svg": SVG.format("<g>")}, "gate.svg:4:7",
           "broken"),
    Broken("SVG with a script", DRAWN | {"images/gate.svg": SVG.format("<script>x</script>")},
           "gate.svg:3", "<script>"),
    Broken("SVG with an event", DRAWN | {"images/gate.svg": SVG.format('<g onload="x()"/>')},
           "gate.svg:3", "onload"),
    Broken("SVG with an image elsewhere", DRAWN | {"images/gate.svg": SVG.format(
           '<image href="https://example.org/a.png"/>')}, "gate.svg:3", "https://example.org"),
    Broken("SVG with a file beside it", DRAWN | {"images/gate.svg": SVG.format(
           '<image href="../text/01-north.md"/>')}, "gate.svg:3", "outside itself"),
    Broken("SVG with styles elsewhere", DRAWN | {"images/gate.svg": SVG.format(
           "<style>@import url(https://example.org/a.css);</style>")}, "gate.svg:3", "fetch"),
    Broken("SVG with a fill elsewhere", DRAWN | {"images/gate.svg": SVG.format(
           "<rect style=\"fill: url('https://example.org/a.svg#b')\"/>")}, "gate.svg:3",
           "outside itself"),
    Broken("SVG with entities", DRAWN | {"images/gate.svg": '<!DOCTYPE svg [<!ENTITY a "b">]>\n'
           + SVG.format("<text>&a;</text>")}, "gate.svg:1", "entities"),
    Broken("SVG with a stylesheet", DRAWN | {"images/gate.svg":
           '<?xml-stylesheet href="https://example.org/a.css"?>\n' + SVG.format("")},
           "gate.svg:1", "processing instruction"),
    Broken("page called SVG", DRAWN | {"images/gate.svg": "<html><body/></html>"}, "gate.svg:1",
           "no SVG"),
]

"""The inks that an edition is printed with: what becomes of colours in text and images."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from report.images import media_type
from report.model import Theme

if TYPE_CHECKING:
    import pydyf

_COLOUR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})\b")


@dataclass(frozen=True)
class Inks:
    """How an edition gets its inks.

    `theme` changes the tokens, before figures are drawn; `text` puts the colours of CSS or SVG
    into the inks, `image` gives a picture's bytes with its colours in them; `finish` puts what
    the engine has made into them, before it is written; `steps` are for the finished pages.
    """

    theme: Callable[[Theme], Theme]
    text: Callable[[str], str]
    image: Callable[[Path], bytes]
    finish: Callable[[pydyf.PDF], None] = lambda pdf: None
    steps: tuple[str, ...] = ()


def greyed(text: str) -> str:
    """Text in which every #rrggbb is a grey of the same luma (Rec. ITU-R BT.601)."""
    return _COLOUR.sub(lambda found: _grey(*(int(part, 16) for part in found.groups())), text)


def _grey(red: int, green: int, blue: int) -> str:
    level = round(.299 * red + .587 * green + .114 * blue)
    return f"#{level:02X}{level:02X}{level:02X}"


def _in_black(theme: Theme) -> Theme:
    """A theme in greys; what a theme's own greys do not keep apart, hatches do."""
    colours = {name: greyed(colour) for name, colour in theme.colours.items()}
    return replace(theme, colours=colours, hatched=True)


def _black_image(file: Path) -> bytes:
    """A picture in greys."""
    if media_type(file) == "image/svg+xml":
        return greyed(file.read_text(encoding="utf-8")).encode()
    from PIL import Image

    stream = io.BytesIO()
    with Image.open(file) as image:
        kind = image.format
        grey = image.convert("LA" if "A" in image.getbands() or "transparency" in image.info
                             else "L")
        grey.save(stream, kind, quality=90) if kind == "JPEG" else grey.save(stream, kind)
    return stream.getvalue()


def _in_srgb(file: Path) -> bytes:
    """A picture as the colours of its own profile look in sRGB; as it is if it brings none."""
    data = file.read_bytes()
    if media_type(file) == "image/svg+xml":
        return data
    from PIL import Image, ImageCms

    with Image.open(file) as image:
        profile, kind = image.info.get("icc_profile"), image.format
        if not profile or image.mode not in ("RGB", "RGBA"):
            return data
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        plain = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC)
        exif = image.info.get("exif", b"")
    stream = io.BytesIO()
    if plain:
        plain.save(stream, kind, quality=95, subsampling=0, exif=exif, icc_profile=None)
    return stream.getvalue() or data


def _blacken(pdf: pydyf.PDF) -> None:
    from report.editions.black import blacken

    blacken(pdf)


INKS: Mapping[str, Inks] = {
    "rgb": Inks(lambda theme: theme, lambda text: text, Path.read_bytes),
    "black": Inks(_in_black, greyed, _black_image, _blacken),
    "cmyk": Inks(lambda theme: theme, lambda text: text, _in_srgb, steps=("separate",)),
}

"""The e-book's cover: one picture, 1600 × 2560 pixels, drawn from the theme."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from report.editions.forms import Form
from report.fonts import CHART_CHARACTERS, instance
from report.kept import digest, kept
from report.model import Drawn, Meta, Theme

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

SIZE = (1600, 2560)  # what shops and readers ask for, 1 : 1.6
_EDGE = 150


def jpeg(meta: Meta, theme: Theme, drawn: Drawn | None, keep: Path, form: Form) -> bytes:
    """The cover's JPEG; the drawing of the cover figure fills it under the title."""
    art = drawn.pictures["phone"].png if drawn else b""
    name = digest(SIZE, meta.title, meta.subtitle, meta.series, meta.publisher,
                  str(meta.as_of), theme.colours, theme.faces, art, form.cover, form.grey)
    return kept(keep / f"{name}.jpg", lambda: _drawn(meta, theme, art, form))


def _drawn(meta: Meta, theme: Theme, art: bytes, form: Form) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, theme.colours["navy"])
    if art:
        dots = Image.open(io.BytesIO(art)).convert("RGBA").resize(SIZE)
        picture.paste(dots, mask=dots)
    draw = ImageDraw.Draw(picture)
    serif, sans = theme.faces["serif"], theme.faces["sans"]
    y = 170.0
    for words, face, weight, size, lead, after in (
        (meta.series, sans, 600, 44, 58, 50),
        (meta.title, serif, 600, 172, 194, 44),
        (meta.subtitle, serif, 400, 60, 80, 0),
    ):
        if words:
            y = _set(draw, words, _font(face, weight, size), y, lead) + after
    if meta.publisher:
        font = _font(sans, 600, 46)
        draw.text((_EDGE, SIZE[1] - 170), meta.publisher, font=font, fill="#FFFFFF")
    if form.grey:
        picture = picture.convert("L")
    if form.cover != 1:
        picture = picture.resize((round(SIZE[0] * form.cover), round(SIZE[1] * form.cover)))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=88 if form.cover == 1 else 70, optimize=True)
    return stream.getvalue()


def _set(
    draw: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont, y: float, lead: int
) -> float:
    """Set words in lines from `y` down; returns where the next line would stand."""
    line = ""
    for word in [*words.split(" "), ""]:
        if line and (not word or font.getlength(f"{line} {word}") > SIZE[0] - 2 * _EDGE):
            draw.text((_EDGE, y), line, font=font, fill="#FFFFFF")
            y += lead
            line = word
        else:
            line = f"{line} {word}".strip()
    return y


def _font(family: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    data = instance(family, "normal", {"wght": weight}, CHART_CHARACTERS)
    return ImageFont.truetype(io.BytesIO(data), size)

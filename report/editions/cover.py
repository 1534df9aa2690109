"""The e-book's cover: one picture, 1600 × 2560 pixels, in the theme's colours and faces."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from report.editions.forms import Form
from report.flows import plain
from report.fonts import CHART_CHARACTERS, instance
from report.kept import digest, kept
from report.model import Drawn, Figure, Meta, Theme
from report.terms import terms

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

SIZE = (1600, 2560)  # what shops and readers ask for, 1 : 1.6
_EDGE = 150
_DENSE = .84  # of the bands under the words on a photograph, as in print


def jpeg(
    meta: Meta, theme: Theme, figure: Figure | None, drawn: Drawn | None, keep: Path, form: Form
) -> bytes:
    """The cover's JPEG; the cover's photograph fills it, or the drawing of its figure."""
    if figure and figure.image:
        art, credit = figure.image.read_bytes(), plain(figure.credit)
    else:
        art, credit = drawn.pictures["phone"].png if drawn else b"", ""
    name = digest(SIZE, meta.title, meta.subtitle, meta.series, meta.publisher,
                  str(meta.as_of), theme.colours, theme.faces, art, credit, form.cover, form.grey)
    return kept(keep / f"{name}.jpg", lambda: _drawn(meta, theme, art, credit, form))


def _drawn(meta: Meta, theme: Theme, art: bytes, credit: str, form: Form) -> bytes:
    from PIL import Image

    ground = Image.new("RGB", SIZE, theme.colours["navy"])
    words, foot = _words(meta, theme, credit)
    if credit:
        picture = _photograph(art)
        for band in ((0, 0, SIZE[0], foot[0]), (0, foot[1], *SIZE)):
            picture.paste(Image.blend(picture.crop(band), ground.crop(band), _DENSE), band)
    else:
        picture = ground
        if art:
            dots = Image.open(io.BytesIO(art)).convert("RGBA").resize(SIZE)
            picture.paste(dots, mask=dots)
    picture.paste("#FFFFFF", mask=words)
    if form.grey:
        picture = picture.convert("L")
    if form.cover != 1:
        picture = picture.resize((round(SIZE[0] * form.cover), round(SIZE[1] * form.cover)))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=88 if form.cover == 1 else 70, optimize=True)
    return stream.getvalue()


def _photograph(data: bytes) -> Image.Image:
    """A photograph upright, scaled and cut to the cover."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    return ImageOps.fit(upright.convert("RGB"), SIZE)


def _words(meta: Meta, theme: Theme, credit: str) -> tuple[Image.Image, tuple[int, int]]:
    """The cover's words as a mask, and where those at the head end and those at the foot begin."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    serif, sans = theme.faces["serif"], theme.faces["sans"]
    y = 170.0
    for words, face, weight, size, lead, after in (
        (meta.series, sans, 600, 44, 58, 50),
        ("\N{NO-BREAK SPACE}".join(meta.title.rsplit(" ", 1)), serif, 600, 172, 194, 44),
        (meta.subtitle, serif, 400, 60, 80, 0),
    ):
        if words:
            y = _set(draw, words, _font(face, weight, size), y, lead) + after
    if meta.publisher:
        font = _font(sans, 600, 46)
        draw.text((_EDGE, SIZE[1] - 170), meta.publisher, font=font, fill=255)
    top = SIZE[1] - 170
    if credit:
        words = f"{terms(meta.language)['photo']}: {credit}"
        font = _font(sans, 400, 32)
        top = SIZE[1] - 210 - 42 * len(_lines(words, font))
        _set(draw, words, font, top, 42)
    return mask, (round(y) + 70, top - 50)


def _set(
    draw: ImageDraw.ImageDraw, words: str, font: ImageFont.FreeTypeFont, y: float, lead: int
) -> float:
    """Set words in lines from `y` down; returns where the next line would stand."""
    for line in _lines(words, font):
        draw.text((_EDGE, y), line, font=font, fill=255)
        y += lead
    return y


def _lines(words: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > SIZE[0] - 2 * _EDGE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _font(family: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    data = instance(family, "normal", {"wght": weight}, CHART_CHARACTERS)
    return ImageFont.truetype(io.BytesIO(data), size)

"""Four inks for any colour: cyan, magenta, yellow and black, for offset printing on coated paper.

The profile is `styles/inks/coated.icc`; what it is made from stands beside it. Colours are taken
over relatively colorimetric, with black point compensation: paper is white, the darkest is the
darkest. Two rules go before the profile, for the sake of small letters. Grey is black ink alone,
and so is what is dark and almost grey. No colour has more than 300 per cent of ink in all.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

PROFILE = Path(__file__).parents[2] / "styles" / "inks" / "coated.icc"
CONDITION = "FOGRA39"  # the name of the printing condition in the registry of the ICC
MOST = 300  # per cent of ink, of the four together

_MOST_IN_PICTURES = 290  # JPEG writes a little more or less than it was given
_GREY = 2  # chroma in CIELAB below which nobody sees a hue
_ALMOST_GREY, _DARK = 10, 45  # chroma and lightness up to which black ink alone is near enough
_ALMOST_WHITE = 98.5  # lightness from which the paper alone is near enough

Ink = tuple[float, float, float, float]


@functools.cache
def ink(red: float, green: float, blue: float) -> Ink:
    """The inks of an sRGB colour; parts from 0 to 1, the inks on whole hundredths."""
    lightness, a, b = lab(red, green, blue)
    chroma = (a * a + b * b) ** 0.5
    if lightness >= _ALMOST_WHITE:
        return 0, 0, 0, 0
    if chroma < _GREY or (chroma <= _ALMOST_GREY and lightness <= _DARK):
        return 0, 0, 0, _black(lightness)
    from PIL import Image

    colour = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in (red, green, blue)))
    pixel: Any = _separated(colour).getpixel((0, 0))
    cyan, magenta, yellow, black = limited(*(round(part / 2.55) for part in pixel))
    return cyan / 100, magenta / 100, yellow / 100, black / 100


def limited(cyan: float, magenta: float, yellow: float, black: float) -> Ink:
    """Whole per cents that add up to 300 at most; the three colours give way to black."""
    over = cyan + magenta + yellow + black - MOST
    if over <= 0:
        return cyan, magenta, yellow, black
    kept = (MOST - black) / (cyan + magenta + yellow)
    return int(cyan * kept), int(magenta * kept), int(yellow * kept), black


def pictured(image: Image.Image) -> Image.Image:
    """An image in RGB or CMYK with its colours in the inks, within the limit."""
    import numpy
    from PIL import Image

    if image.mode == "RGB":
        image = _separated(image)
    parts = numpy.asarray(image).astype("float32")
    colours = parts[..., :3].sum(axis=2)
    room = 2.55 * _MOST_IN_PICTURES - parts[..., 3]
    kept = numpy.minimum(1, room / numpy.maximum(colours, 1))
    parts[..., :3] *= kept[..., None]
    return Image.fromarray(parts.astype("uint8"), "CMYK")


def lab(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """An sRGB colour in CIELAB: lightness from 0 to 100, and where it lies round the greys."""
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
               for part in (red, green, blue))
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _separated(image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    return ImageCms.applyTransform(image, _into_inks())  # type: ignore[return-value]


@functools.cache
def _into_inks() -> Any:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), str(PROFILE), "RGB", "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION)


def _black(lightness: float) -> float:
    """How much black ink alone is as light as a grey; the darkest is all of it."""
    lights = _lights()
    light = lightness if lightness > lights[-1] else lights[-1]
    return min(range(101), key=lambda k: abs(lights[k] - light)) / 100


@functools.cache
def _lights() -> tuple[float, ...]:
    """The lightness of black ink alone on the paper, per cent by per cent, paper being 100."""
    from PIL import Image, ImageCms

    steps = Image.new("CMYK", (101, 1))
    steps.putdata([(0, 0, 0, round(2.55 * k)) for k in range(101)])
    seen = ImageCms.buildTransform(
        str(PROFILE), ImageCms.createProfile("LAB"), "CMYK", "LAB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC)
    shades: Any = ImageCms.applyTransform(steps, seen)
    return tuple(shades.getpixel((k, 0))[0] / 2.55 for k in range(101))

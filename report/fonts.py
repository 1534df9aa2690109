"""Font files: where a face lives, a static instance of it, a subset for a screen.

Source Sans 3, Source Serif 4 and their kin come as packages that carry the variable font and
its licence (SIL OFL 1.1). WeasyPrint takes the variable file as it is; charts and e-books need
static instances, browsers a small subset. HarfBuzz cuts both in hundredths of a second.
"""

from __future__ import annotations

import importlib.util
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from html import unescape
from pathlib import Path

import fontpkg

FORMULAS = "STIX Two Math"  # comes with what draws formulas
ARABIC = "IBM Plex Sans Arabic"  # for the Arabic words of a chart; static, in every weight

# What any chart in a Latin, Greek or Cyrillic language may say.
CHART_CHARACTERS = frozenset((
    *range(0x20, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x2070), *range(0x20A0, 0x2270),
))


def file_of(family: str, style: str = "normal") -> Path:
    """The variable font file of a family; raises LookupError if no package brings it."""
    return Path(fontpkg.path(family, style=style))


def static_file_of(family: str, weight: int) -> Path:
    """A file of a family that comes in a file for each weight."""
    return Path(fontpkg.path(family, weight=weight))


def licence_of(family: str) -> str:
    """The text of the licence that travels with a family's files."""
    return (file_of(family).parent.parent / "LICENSE").read_text(encoding="utf-8")


def instance(
    family: str, style: str, axes: Mapping[str, float], characters: Iterable[int]
) -> bytes:
    """A static font at a point of its axes, cut to some characters; TrueType bytes."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(_cut(file_of(family, style), characters, axes)), recalcTimestamp=False)
    _rename(font, family, int(axes.get("wght", 400)), style)
    return _saved(font)


def web_subset(family: str, style: str, characters: Iterable[int]) -> bytes:
    """The variable font cut to some characters; WOFF2 bytes."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(_cut(file_of(family, style), characters, None)), recalcTimestamp=False)
    font.flavor = "woff2"
    return _saved(font)


def formula_subset(xhtml: str, flavour: str | None = None) -> bytes:
    """The font of formulas cut to those in some XHTML, with what makes its signs grow."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(_cut(_formula_file(), _in_formulas(xhtml), None)),
                  recalcTimestamp=False)
    font.flavor = flavour
    return _saved(font)


def formula_licence(family: str) -> str:
    """The licence of the font of formulas: its own copyright, and the words of the SIL Open Font
    License as they travel with a family."""
    from fontTools.ttLib import TTFont

    copyright_ = TTFont(_formula_file())["name"].getDebugName(0)
    _, begin, words = licence_of(family).partition("This Font Software is licensed under")
    return f"{copyright_}\n\n{begin}{words}"


def _formula_file() -> Path:
    found = importlib.util.find_spec("ziamath")
    assert found and found.origin
    return Path(found.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"


def _in_formulas(xhtml: str) -> frozenset[int]:
    """The characters of formulas; a letter alone is shown as the italic that stands for it."""
    signs = {sign for formula in re.findall(r"<math\b.*?</math>", xhtml, re.DOTALL)
             for sign in unescape(re.sub(r"<[^>]+>", "", formula))}
    letters = {unicodedata.normalize("NFKC", sign) for sign in signs}
    italics = {code for code in (*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6E2, 0x1D71C))
               if unicodedata.normalize("NFKC", chr(code)) in letters}
    return frozenset(map(ord, signs | {"√"})) | italics  # which no text says, but a root shows


def _cut(
    file: Path, characters: Iterable[int], axes: Mapping[str, float] | None
) -> bytes:
    """Cut a font to characters, keeping every typographic feature; pin its axes if any given."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.layout_feature_tag_set.invert()
    if axes is not None:
        wanted.pin_all_axes_to_default(face)
        for tag, value in axes.items():
            wanted.pin_axis_location(face, tag, value)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _rename(font, family: str, weight: int, style: str) -> None:  # type: ignore[no-untyped-def]
    """Name an instance so that a list of fonts shows it as one weight of its family."""
    face = {400: "Regular", 600: "SemiBold", 700: "Bold"}.get(weight, str(weight))
    if style == "italic":
        face = f"{face} Italic"
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    names = {1: family, 2: face, 4: f"{family} {face}", 6: f"{family}-{face}".replace(" ", "")}
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    for name in ("STAT",):
        if name in font:
            del font[name]
    gsub = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else []
    for record in gsub:
        record.Feature.FeatureParams = None  # names of stylistic sets, which were dropped


def _saved(font) -> bytes:  # type: ignore[no-untyped-def]
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()

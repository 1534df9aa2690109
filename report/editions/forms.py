"""The forms of the e-book: for most readers, for a poor connection, for readers of small files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from report.images import media_type
from report.kept import digest, kept
from report.model import Edition

EPUB = Edition(
    "epub", ".epub", parts=("cover", "titlepage", "imprint"), media=("phone", "tablet"),
    split=True, closing=("figure-data",))


@dataclass(frozen=True)
class Form:
    """What is put into an e-book.

    `fonts` are embedded or left to the reader; images are at most `widest` pixels wide and
    `grey` or in colour, as is the cover, which is scaled by `cover`; a file of text holds at
    most `largest` bytes where it can be split, 0 for no limit.
    """

    edition: Edition = EPUB
    fonts: bool = True
    widest: int = 1600
    grey: bool = False
    cover: float = 1.0
    largest: int = 0


_LIMIT = 300_000  # bytes: what old readers take into memory as one file


def _named(name: str, form: Form) -> Form:
    return replace(form, edition=replace(form.edition, name=f"epub{name}", suffix=f"{name}.epub"))


_SLIM = Form(replace(EPUB, media=("phone",)), fonts=False, widest=800, grey=True, cover=0.5)
FORMS: Mapping[str, Form] = {form.edition.name: form for form in (
    Form(),
    _named("-slim", _SLIM),
    _named("-split", Form(largest=_LIMIT)),
    _named("-slim-split", replace(_SLIM, largest=_LIMIT)),
)}


def form_of(slim: bool, split: bool) -> str:
    """The name of the form that is both, either or neither."""
    return "epub" + ("-slim" if slim else "") + ("-split" if split else "")


def resampled(file: Path, form: Form, keep: Path) -> bytes:
    """An image as a form wants it: no larger than a reader can show, grey where it should be.

    Drawings, and pictures that are small enough already, stay as they are.
    """
    data = file.read_bytes()
    if media_type(file) == "image/svg+xml":
        return data
    name = digest(data, form.widest, form.grey)
    return kept(keep / f"{name}{file.suffix.lower()}", lambda: _resampled(data, form))


def _resampled(data: bytes, form: Form) -> bytes:
    from PIL import Image

    given = Image.open(io.BytesIO(data))
    if given.width <= form.widest and not form.grey:
        return data
    kind, image = given.format, given.copy()
    if image.width > form.widest:
        height = round(image.height * form.widest / image.width)
        image = image.convert("RGBA" if "A" in image.getbands() else "RGB").resize(
            (form.widest, height), Image.Resampling.LANCZOS)
    if form.grey:
        image = image.convert("LA" if "A" in image.getbands() else "L")
    stream = io.BytesIO()
    image.save(stream, kind, quality=80 if kind == "JPEG" else -1, optimize=True)
    made = stream.getvalue()
    return made if len(made) < len(data) or image.width == form.widest else data

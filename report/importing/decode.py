"""Decode: bytes become text, by what the bytes themselves tell; or a clear word why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from report.errors import Fault, Place, SourceError

LARGEST = 100_000_000  # bytes; a book of 1,600 pages has four million
_FORMS = "Octavo brings in plain text, Markdown, HTML, DOCX, ODT and EPUB."
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_MAGIC = (
    (b"%PDF", "a PDF", "Export its text first, for example with pdftotext."),
    (b"{\\rtf", "an RTF file", "Save it as DOCX or ODT."),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)", "Save it as DOCX or ODT."),
    (b"PK\x03\x04", "a ZIP archive", ""), (b"\x89PNG", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""), (b"GIF8", "a GIF image", ""),
    (b"\x7fELF", "a program", ""), (b"MZ\x90", "a program", ""), (b"\x1f\x8b", "gzip", ""),
)  # fmt: skip
_CONTROL = bytes([*range(9), 11, *range(14, 26), *range(28, 32)])
# Letters and signs that running text has, and what it hardly ever has, byte by byte of a guess.
_SIGNS = "‘’“”–—…•§°®™©«»„‚€£½¼¾ \u00a0·†‡´¿¡ºª"
_TWISTED = re.compile("[ÂÃâÎÐÑ][\u0080-\u00bfŠšŒœŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™ ]{1,2}")


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was read with, and what is to be said about that, if anything."""

    text: str
    encoding: str
    doubt: str = ""


def read(file: Path) -> bytes:
    """The bytes of a file; SourceError if it is not there, is empty, or is far too large."""
    if not file.is_file():
        raise refusal(file, "There is no such file.", "Name the file that is to be brought in.")
    if file.stat().st_size > LARGEST:
        raise refusal(file, f"This file has {file.stat().st_size / 1e6:,.0f} MB; "
                      f"the most is {LARGEST / 1e6:.0f} MB.", "Bring it in by parts.")
    data = file.read_bytes()
    if not data.strip():
        raise refusal(file, "This file is empty.", "There is nothing to bring in.")
    return data


def refusal(file: Path, wrong: str, mend: str = "") -> SourceError:
    """The error that says why a file is not brought in."""
    return SourceError([Fault(Place(file), wrong, mend)])


def decode(data: bytes, file: Path) -> Decoded:
    """Text from bytes; SourceError if they are no text."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _whole(data.decode(name, "replace"), name.removesuffix("-sig"))
    for magic, what, mend in _MAGIC:
        if data.startswith(magic):
            raise refusal(file, f"This is {what}, not a text.", mend or _FORMS)
    if wide := _without_mark(data):
        return _whole(data.decode(wide, "replace"), wide)
    stray = len(data) - len(data.translate(None, _CONTROL))
    if stray > max(3, len(data) // 200):
        raise refusal(file, "This is no text: it is full of bytes that no text has.", _FORMS)
    try:
        return _whole(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken = data.decode("utf-8", "replace")
        wide_signs = sum(ch > "\x7f" for ch in broken)
        if broken.count("\ufffd") * 10 < wide_signs:  # UTF-8 with a few broken bytes
            line = data[: error.start].count(b"\n") + 1
            return Decoded(broken, "utf-8", f"broken bytes, the first in line {line}, are shown "
                           "as \ufffd")
    name = _eight_bit(data)
    return Decoded(data.decode(name, "replace"), name,
                   f"the encoding was guessed to be {name}")


def _without_mark(data: bytes) -> str:
    """UTF-16 that has lost its mark: every second byte of Western text is 0."""
    sample = data[:4096]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _eight_bit(data: bytes) -> str:
    """The likeliest of the eight-bit encodings, by the company that its letters keep."""
    if sum(byte > 127 for byte in data[:200_000]) * 3 > len(data[:200_000]):
        names: tuple[str, ...] = ("cp1251", "koi8-r", "cp1253", "cp1256", "cp1255")
    else:
        names = ("cp1252", "mac-roman", "cp1250", "cp850")
    near = b"".join(match[0] for match in re.finditer(rb".?.?[\x80-\xff]+.?.?", data[:2_000_000]))
    return max(names, key=lambda name: _likely(near.decode(name, "replace")))


def _likely(text: str) -> int:
    score = 0
    for before, sign, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if sign < "\x80":
            continue
        if sign == "\ufffd" or (not sign.isprintable() and sign != "\u00a0"):
            score -= 5
        elif sign.isalpha():
            # A capital inside a small word is the sign of a wrong guess.
            strange = (sign.isupper() and before.islower()) or not (
                before.isalpha() or after.isalpha())
            score += -2 if strange else 2
        else:
            score += 1 if sign in _SIGNS else -1
    return score


def _whole(text: str, encoding: str) -> Decoded:
    """Text whose letters were once read with the wrong encoding is set right again."""
    if len(_TWISTED.findall(text[:500_000])) < 3:
        return Decoded(text, encoding)
    mended, count = re.subn(r"[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]{2,}",
                            lambda match: _untwist(match[0]), text)
    return Decoded(mended, encoding, "letters twisted by a wrong encoding were set right"
                   if count and mended != text else "")


def _untwist(signs: str) -> str:
    try:
        return b"".join(_byte(sign) for sign in signs).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return signs


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")

"""Whether two PDFs are the same but for the numbers of their objects: both are walked at once,
from their catalogs on, object by object."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import pikepdf

_PACKED = ("/Length", "/Filter", "/DecodeParms", "/DL")
_FONT_FILES = ("/FontFile2", "/FontFile3")
# Operators that take names which are given in turn, and where these are looked up.
_NAMED = re.compile(rb"/([a-z]+\d+) (Do|gs|sh|scn|SCN)\b")
_KEPT_IN = {b"Do": "/XObject", b"gs": "/ExtGState", b"sh": "/Shading", b"scn": "/Pattern",
            b"SCN": "/Pattern"}
_FONT = re.compile(rb"/(\S+) [\d.]+ Tf")


def differences(one: pikepdf.Pdf, other: pikepdf.Pdf) -> list[str]:
    """Where two files differ, by the way there from the catalog; of fonts, what they draw."""
    return _Walk().found([("", one.Root, other.Root), ("info", one.docinfo, other.docinfo)])


class _Walk:
    def __init__(self) -> None:
        self._differ: list[str] = []
        self._ahead: list[tuple[str, Any, Any]] = []
        self._seen: dict[tuple[int, int], tuple[int, int]] = {}

    def found(self, ahead: list[tuple[str, Any, Any]]) -> list[str]:
        self._ahead = ahead
        while self._ahead:
            self._compare(*self._ahead.pop())
        return self._differ

    def _compare(self, way: str, one: Any, other: Any) -> None:
        if way.endswith("/Resources"):  # what is used of them is compared where it is used
            return
        if type(one) is not type(other):
            self._differ.append(f"{way}: {type(one)}, {type(other)}")
        elif not isinstance(one, pikepdf.Object) or one._type_name in ("string", "name"):
            if one != other and not _are_near(one, other):
                self._differ.append(f"{way}: {one!r}, {other!r}")
        elif one.is_indirect and one.objgen in self._seen:
            if self._seen[one.objgen] != other.objgen:
                self._differ.append(f"{way}: another object")
        else:
            if one.is_indirect:
                self._seen[one.objgen] = other.objgen
            self._enter(way, one, other)

    def _enter(self, way: str, one: Any, other: Any) -> None:
        if isinstance(one, pikepdf.Array):
            if len(one) != len(other):
                self._differ.append(f"{way}: {len(one)}, {len(other)} items")
            self._ahead += [(f"{way}[{at}]", *each) for at, each in enumerate(
                zip(one, other, strict=False))]
            return
        if isinstance(one, pikepdf.Stream):
            self._read(way, one, other)
        keys = {key for each in (one, other) for key in each.keys()} - {*_PACKED}  # noqa: SIM118
        if one.get("/Type") == "/Page":
            self._draw(f"{way}/Contents", one.Contents.read_bytes(), other.Contents.read_bytes(),
                       one.Resources, other.Resources)
            keys -= {"/Contents"}
        for key in sorted(keys):
            if (key in one) != (key in other):
                self._differ.append(f"{way}{key}: in one of them")
            elif key in _FONT_FILES:
                if not _draw_alike(one[key], other[key]):
                    self._differ.append(f"{way}{key}: other letters")
            else:
                self._ahead.append((f"{way}{key}", one[key], other[key]))

    def _read(self, way: str, one: Any, other: Any) -> None:
        """Compare streams: as text where they draw, else byte by byte."""
        drawn, twin = [each.read_bytes() if each.get("/Filter") != "/DCTDecode"
                       else each.read_raw_bytes() for each in (one, other)]
        if one.get("/Subtype") == "/Form" or "/PatternType" in one:
            self._draw(way, drawn, twin, one.get("/Resources"), other.get("/Resources"))
        elif drawn.rstrip() != twin.rstrip():
            self._differ.append(f"{way}: other bytes")

    def _draw(self, way: str, one: bytes, other: bytes, resources: Any, others: Any) -> None:
        """Compare what is drawn; things that have other names must be the same things."""
        if _NAMED.sub(rb"/\2", one).rstrip() != _NAMED.sub(rb"/\2", other).rstrip():
            self._differ.append(f"{way}: other content")
            return
        for (name, operator), (new, _) in zip(
                _NAMED.findall(one), _NAMED.findall(other), strict=True):
            kept = _KEPT_IN[operator]
            self._ahead.append((f"{way}/{name.decode()}", resources[kept][f"/{name.decode()}"],
                                others[kept][f"/{new.decode()}"]))
        for name in sorted(set(_FONT.findall(one))):
            key = f"/{name.decode()}"
            self._ahead.append((f"{way}{key}", resources.Font[key], others.Font[key]))


def _are_near(one: Any, other: Any) -> bool:
    """Whether both are numbers, and alike but for rounding."""
    try:
        return abs(float(one) - float(other)) < 2e-6
    except (TypeError, ValueError):
        return False


def _draw_alike(one: Any, other: Any) -> bool:
    """Whether two embedded fonts hold the same glyphs. HarfBuzz and fontTools round the half of
    a unit, of which there are a thousand in a letter's height, to different sides."""
    fonts = [_outlines(each) for each in (one, other)]
    return fonts[0].keys() == fonts[1].keys() and all(
        drawn[1:] == fonts[1][glyph][1:] and len(drawn[0]) == len(fonts[1][glyph][0])
        and all(abs(here - there) <= 1 for point, twin in zip(
            drawn[0], fonts[1][glyph][0], strict=True)
            for here, there in zip(point, twin, strict=True))
        for glyph, drawn in fonts[0].items())


def _outlines(stream: Any) -> dict[int, tuple[Any, list[int], list[int]]]:
    """The points of each glyph of an embedded font that has any, where its contours end, and
    which points are on them."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(stream.read_bytes()), lazy=True)
    table = font["glyf"]
    drawn = {}
    for number, (start, end) in enumerate(pairwise(font["loca"].locations)):
        if start != end:
            points, ends, on = table[font.getGlyphName(number)].getCoordinates(table)
            drawn[number] = list(points), list(ends), [flag & 1 for flag in on]
    return drawn

"""Words as outlines, for what stands outside the page and needs no font there."""

from __future__ import annotations

from typing import Any

from report.fonts import file_of

_ELLIPSIS = "…"


class Lettering:
    """Sets short lines in a family at a size in points; letters that it lacks are left out."""

    def __init__(self, family: str, size: float) -> None:
        import uharfbuzz

        self._face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file_of(family))))
        self._font = uharfbuzz.Font(self._face)
        self._font.set_variations({"wght": 400})
        self._scale = size / self._face.upem

    def drawn(self, words: str, x: float, y: float, room: float) -> bytes:
        """A line from a point as a filled path, cut off where it is longer than its room."""
        line = words
        while self._width(line) > room and words:
            words = words[:-1]
            line = words.rstrip() + _ELLIPSIS
        pen = _Pen(self._scale, x, y)
        for glyph, right, up, forward in self._set(line):
            pen.origin = right, up
            self._font.draw_glyph_with_pen(glyph, pen)
            pen.x += forward * self._scale
        return " ".join((*pen.path, "f")).encode() if pen.path else b""

    def _set(self, line: str) -> list[tuple[int, int, int, int]]:
        """Glyphs with their offsets and advances, in the order in which they are drawn."""
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_str(line)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        return [(info.codepoint, at.x_offset, at.y_offset, at.x_advance)
                for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
                if info.codepoint]

    def _width(self, line: str) -> float:
        return float(self._scale * sum(forward for *_, forward in self._set(line)))


class _Pen:
    """Writes what HarfBuzz draws as operators of a content stream."""

    def __init__(self, scale: float, x: float, y: float) -> None:
        self.path: list[str] = []
        self.x = x
        self.origin = (0, 0)
        self._scale, self._y = scale, y
        self._last = (0.0, 0.0)

    def _at(self, point: tuple[float, float]) -> str:
        return (f"{self.x + (point[0] + self.origin[0]) * self._scale:.3f} "
                f"{self._y + (point[1] + self.origin[1]) * self._scale:.3f}")

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - a pen's names
        self.path.append(f"{self._at(point)} m")
        self._last = point

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.path.append(f"{self._at(point)} l")
        self._last = point

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.path.append(" ".join(map(self._at, points)) + " c")
        self._last = points[-1]

    def qCurveTo(self, middle: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """A curve with one point between, as PDF's curve with two."""
        towards: Any = [tuple((p + 2 * m) / 3 for p, m in zip(point, middle, strict=True))
                        for point in (self._last, end)]
        self.curveTo(towards[0], towards[1], end)

    def closePath(self) -> None:  # noqa: N802
        self.path.append("h")

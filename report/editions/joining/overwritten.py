"""A unit that has been painted gets other page numbers, where these take the same room.

What comes of it is to the byte what would have come of painting the unit with these numbers.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pydyf

from report.editions.joining.loose import Loose, loosened
from report.editions.joining.parts import SHARED, Figures, Number, Part
from report.editions.repair import ended_plainly, plainly_begun
from report.folios import FIGURE_SPACE

FIGURES = f"0123456789{FIGURE_SPACE}"
Change = tuple[Number, str]  # a number, and what it says from now on

_HEX = re.compile(rb"(?<=<)[0-9a-f]*(?=>)")
_WIDTH = 4  # hexadecimal figures of a glyph
_CONTENT = re.compile(rb"<</Filter /FlateDecode/Length \d+>>")  # and nothing else is said of it


class _UnlikeError(Exception):
    """A part is not as it was noted."""


def overwritten(part: Part, numbers: Sequence[str]) -> Part | None:
    """The part with all numbers of pages in its text, in their order, as `FOLIO` finds them in
    the unit's XHTML; None where it must be laid out and painted for that."""
    if len(numbers) != len(part.numbers):
        return None
    changes = [(old, new) for old, new in zip(part.numbers, numbers, strict=True)
               if old.text != new]
    if not all(old.drawn and len(new) == len(old.text) for old, new in changes):
        return None
    objects = list(part.objects)
    try:
        _write(objects, changes)
    except _UnlikeError:
        return None
    return replace(part, objects=tuple(objects), numbers=tuple(
        old._replace(text=new) for old, new in zip(part.numbers, numbers, strict=True)))


def glyphs(piece: bytes) -> list[bytes]:
    """The glyphs that a piece of content draws: the hexadecimal figures in `[<00160017>] TJ`."""
    drawn = b"".join(_HEX.findall(piece))
    return [drawn[at:at + _WIDTH] for at in range(0, len(drawn), _WIDTH)]


def gaps(piece: bytes) -> list[bytes]:
    """What stands between one glyph of a piece and the next."""
    return _HEX.sub(lambda found: b"g" * (len(found[0]) // _WIDTH), piece).split(b"g")[1:-1]


def draw(figures: Figures, number: str, piece: bytes) -> bool:
    """Whether a piece of content draws a number, by the glyphs of these figures."""
    return glyphs(piece) == _drawn_by(figures, number)


def _drawn_by(figures: Figures, number: str) -> list[bytes] | None:
    """The glyphs that draw a number; None if these figures cannot."""
    known = dict(zip(FIGURES, figures, strict=False))
    return [known[each] for each in number] if set(number) <= known.keys() else None


def _write(objects: list[Loose], changes: Iterable[Change]) -> None:
    """Write numbers over those in the objects of a part; raises _UnlikeError if these do not
    stand where they should."""
    pages: defaultdict[int, list[Change]] = defaultdict(list)
    for old, new in changes:
        if old.drawn:
            pages[old.drawn.content - SHARED].append((old, new))
        for link, before, after in old.said:
            objects[link - SHARED] = _saying(
                objects[link - SHARED],
                *(before + number.strip() + after for number in (old.text, new)))
    for place, some in pages.items():
        objects[place] = _drawing(objects[place], some)


def _drawing(content: Loose, changes: Iterable[Change]) -> Loose:
    """The content of a page with other numbers."""
    if not _CONTENT.fullmatch(content.pattern):
        raise _UnlikeError
    data = content.data.removeprefix(b"\nstream\n").removesuffix(b"\nendstream")
    lines = plainly_begun(zlib.decompress(data)).split(b"\n")
    for old, new in changes:
        assert old.drawn is not None
        _, line, count, figures = old.drawn
        drawn = _drawn_by(figures, new)
        if drawn is None or len(lines) != count or not draw(figures, old.text, lines[line]):
            raise _UnlikeError
        lines[line] = _redrawn(lines[line], b"".join(drawn))
    written = pydyf.Stream([ended_plainly(b"\n".join(lines))], compress=True)
    return loosened(written.data)


def _redrawn(piece: bytes, drawn: bytes) -> bytes:
    """A piece of content that draws other glyphs, as many."""
    left = iter(drawn.decode())
    return _HEX.sub(lambda found: "".join(next(left) for _ in found[0]).encode(), piece)


def _saying(link: Loose, old: str, new: str) -> Loose:
    """A link that says something else."""
    one, other = (b"/Contents %s" % pydyf.String(words).data.replace(b"%", b"%%")
                  for words in (old, new))
    if link.pattern.count(one) != 1:
        raise _UnlikeError
    return link._replace(pattern=link.pattern.replace(one, other))

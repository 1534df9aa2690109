"""What one unit gives to the join: plain data, which can be pickled and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from report.editions.joining.loose import Loose

# Objects that the join makes for all units. The first places of a unit stand for them.
PAGES, FONTS, ROOT, DOCUMENT, NAMESPACE = range(5)
SHARED = 5


@dataclass(frozen=True)
class Letters:
    """A font that a unit is set in, and what of it.

    `key` is its name in the resources of pages, `name` that of the font (BaseFont); `program`
    names the whole font file, `face` the one of its faces, `axes` say where each axis of a
    variable font is pinned. `texts` and `widths` go by the number of a glyph.
    """

    key: str
    name: str
    family: str
    program: str
    face: int
    axes: tuple[tuple[str, float], ...]
    flags: int
    slant: float
    ascent: float
    descent: float
    stems: tuple[float, float]
    texts: Mapping[int, str]
    widths: Mapping[int, float]


class Destination(NamedTuple):
    """Where a name leads: to a place on a page, and to a tag of the unit (-1 for none)."""

    name: str
    there: Loose
    tag: int


class Bookmark(NamedTuple):
    """An entry of the outline; its place is in points of the page, `tag` -1 for none."""

    level: int
    title: str
    page: int
    x: float
    y: float
    is_open: bool
    tag: int


@dataclass(frozen=True)
class Tree:
    """The tags of a unit.

    `kids` are those right under the document; `owners` are the tags of each page's content by
    its number, `links` the annotations with their tags, `names` the tags with their ids.
    `leads` are tags that refer to ids of other units, `pictures` those of pictures by the file
    that is drawn.
    """

    kids: tuple[int, ...]
    owners: tuple[tuple[int, ...], ...]
    links: tuple[tuple[int, int], ...]
    names: tuple[tuple[str, int], ...]
    leads: tuple[tuple[int, tuple[str, ...]], ...]
    pictures: tuple[tuple[int, str], ...]


# The glyphs of the figures 0 to 9 in a font as they are written, and that of the figure space if
# it is as wide.
Figures = tuple[bytes, ...]


class Drawn(NamedTuple):
    """Where a number is drawn: in the content of a page, in a line of it, if it has `lines`."""

    content: int
    line: int
    lines: int
    figures: Figures


class Said(NamedTuple):
    """A link that says a number, and what it says before and after that."""

    link: int
    before: str
    after: str


class Number(NamedTuple):
    """The number of a page in the text; `drawn` is None where no other can be written over it."""

    text: str
    drawn: Drawn | None
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Part:
    """The pages of one unit as objects of a PDF.

    All numbers are places in `objects`, counted from SHARED on. `shared` are the objects that
    other units may have too, those first that others refer to; `own_fonts` are those that the
    engine has cut for this unit alone. `catalog`, `info` and `metadata` are said of the whole
    report by every unit alike. `lacking` are letters that no font has. `numbers` are those of
    pages, in the order of the text.
    """

    objects: tuple[Loose, ...]
    pages: tuple[int, ...]
    shared: tuple[int, ...]
    letters: tuple[Letters, ...]
    own_fonts: tuple[tuple[str, int], ...]
    destinations: tuple[Destination, ...]
    bookmarks: tuple[Bookmark, ...]
    tree: Tree | None
    catalog: Mapping[str, Loose] = field(default_factory=dict)
    info: Mapping[str, bytes] = field(default_factory=dict)
    metadata: bytes = b""
    lacking: str = ""
    numbers: tuple[Number, ...] = ()

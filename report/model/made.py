"""How it looks and where it goes: themes, drawings, editions, pages, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from report.errors import OctavoError
from report.model.written import Meta


@dataclass(frozen=True)
class Theme:
    """A folder of `styles/`: tokens that colour text and charts alike, and where its CSS is.

    `formats` are what the theme sets otherwise on another paper or for another edition, by table
    and name, and `paper` is the one that holds. `hatched` themes have so few inks that charts
    tell their fills apart by hatches too.
    """

    name: str
    folder: Path
    colours: Mapping[str, str]
    dark: Mapping[str, str]
    faces: Mapping[str, str]
    sizes: Mapping[str, float]
    measures: Mapping[str, float]
    formats: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    paper: str = ""
    hatched: bool = False


@dataclass(frozen=True)
class Medium:
    """A way of drawing a figure: how wide, and whether its words stay text.

    `widths` gives millimetres for the three permitted widths of a figure and for a cover, which
    is `height` millimetres high; labels are `enlarged` by a factor; `inch` is
    the number of pixels in an inch of a cover that must be a PNG, 0 where it need not; no figure
    may be higher than `tallest`, where that is not 0.
    """

    name: str
    widths: Mapping[str, float]
    height: float
    text_as_text: bool
    enlarged: float = 1.0
    inch: int = 0
    tallest: float = 0


@dataclass(frozen=True)
class Picture:
    """A figure drawn for one medium: cleaned SVG, or PNG for a cover; sizes in points.

    Of a part of a formula they are in ems; `depth` is how far it reaches below the line.
    """

    svg: str
    png: bytes
    width: float
    height: float
    depth: float = 0.0


@dataclass(frozen=True)
class Shown:
    """The data of a figure for a reader: a table in words and figures, and a file of CSV.

    `numeric` tells of each column whether it holds numbers.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    csv: bytes


@dataclass(frozen=True)
class Drawn:
    """All drawings of one figure by medium, with its words and its data.

    `alt` is one sentence that says what is seen, `description` tells the numbers. `made_from`
    names all that went into them, where that has a name.
    """

    pictures: Mapping[str, Picture]
    alt: str
    description: str
    data: Shown
    made_from: str = ""


@dataclass(frozen=True)
class Attached:
    """A CSV file that goes with an edition, and what it holds in a few words."""

    name: str
    data: bytes
    description: str


@dataclass(frozen=True)
class Edition:
    """What one edition wants of composing; the rest is in its module.

    `parts` are the templates of the parts made for it before the text, `closing` of those after
    it; one that is not `whole` has no more than these. `media` are the ways its figures are
    drawn; `paged` editions have page numbers, `split` ones a file for each unit; `tagged` ones
    can be read aloud; to `attached` ones the figures' data is attached; the margins of `marked`
    ones name the pages of the standard edition.
    """

    name: str
    suffix: str
    parts: tuple[str, ...]
    media: tuple[str, ...]
    paged: bool = False
    split: bool = False
    suffix_of_units: str = ".xhtml"
    heading_shift: int = 0
    closing: tuple[str, ...] = ()
    whole: bool = True
    tagged: bool = True
    attached: bool = False
    marked: bool = False


@dataclass(frozen=True)
class Placement:
    """Where things fell when the pages were last set.

    `folios` maps an id to its page number, counted from 1. `long` holds ids of wide tables that
    need more than a page, and so get pages of their own. `kept` holds ids of paragraphs
    that must not be split, because a note would leave the page of its call otherwise; `carried`
    says how many lines of a paragraph must stand over the page, or a word would be split; `drops`
    says how many millimetres below the line where it hangs the foot of a side note stands;
    `pads` how many millimetres of room a block has under it for the next to stand on the lines of
    the page; at the end of a `tied` block no page may end, or the last page of its unit would hold
    a line or two. `moves` says how many blocks a figure or a table passes to fill pages, back where
    negative; `goes_on` on which pages of its unit, counted from 1, a table goes on.
    """

    folios: Mapping[str, int] = field(default_factory=dict)
    long: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    carried: Mapping[str, int] = field(default_factory=dict)
    tied: frozenset[str] = frozenset()
    drops: Mapping[str, float] = field(default_factory=dict)
    pads: Mapping[str, float] = field(default_factory=dict)
    moves: Mapping[str, int] = field(default_factory=dict)
    goes_on: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Unit:
    """One section composed for an edition: an XHTML fragment that starts on a new page.

    One that is `located` lists pages as an index does, and is composed anew when they change.
    """

    id: str
    kind: str
    title: str
    body: str
    located: bool = False


@dataclass(frozen=True)
class Pages:
    """A report composed for one edition."""

    edition: Edition
    meta: Meta
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Finding:
    """What an inspection of a written file says; `check` names the module that found it."""

    check: str
    file: Path
    says: str
    severity: str = "error"


class InspectionError(OctavoError):
    """What was written is not fit to be handed on; carries the findings."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("\n".join(f"{finding.file.name}: {finding.says}" for finding in findings))

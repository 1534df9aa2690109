"""Formulas drawn for print, since WeasyPrint cannot set MathML: MathML in, SVG out.

ziamath draws them in STIX Two Math. A formula that is long is drawn in parts, between which a
line may end. All lengths are in ems of the text around it.
"""

from __future__ import annotations

import copy
import functools
import itertools
import json
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lxml import etree

from report.kept import digest, kept
from report.maths import NAMESPACE, words
from report.model import Drawn, Maths, Picture
from report.versions import version

_M = f"{{{NAMESPACE}}}"
_SIZE = 100  # units of a drawing in an em
_ROUND = 4  # units left free all round, for what reaches out of its box
_EM = 0.75  # ziamath takes an em for a third more than it is
_UNSEEN = re.compile("[\u2061-\u2064\ufe00\ufe01]")  # said to a reader, or of a glyph's form
_RELATIONS = frozenset("=≠≈≡≃≅∼<>≤≥≦≧≪≫∝∈∉⊂⊆⊃⊇→←↔⇒⇐⇔⟹⟺⟶↦≔∣:")
_SIGNS = frozenset("+−±∓")
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀")
_OPENING, _CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
_ASCENT, _DESCENT = 1.0, 0.3  # what a line of text keeps for its letters
_UP, _DOWN = 1.15, 0.6  # how far a formula may reach before it meets the lines beside it
# From how many ems on a formula may be broken.
_LONG = {"inline": 9.0, "block": 24.0}
_ROWS = tuple(_M + name for name in (
    "math", "mrow", "mtd", "mstyle", "msqrt", "mpadded", "menclose", "mphantom"))
_SPACES = {"veryverythin": 1, "verythin": 2, "thin": 3, "medium": 4, "thick": 5, "verythick": 6}


def drawn(mathml: str, ink: str, keep: Path) -> tuple[Picture, ...]:
    """A formula in the colour `ink`, in one part or several; kept in the folder `keep`.

    Raises ValueError, with a sentence for the author, if no font for formulas has a sign.
    """
    name = digest("formula", mathml, ink, version("ziamath"), version("ziafont"),
                  Path(__file__).read_bytes())
    data = kept(keep / f"{name}.json", lambda: json.dumps(
        [[part.svg, part.width, part.height, part.depth]
         for part in _drawn(mathml, ink)]).encode())
    return tuple(Picture(svg, b"", width, height, depth)
                 for svg, width, height, depth in json.loads(data))


def name(formula: Maths, number: int) -> str:
    """What the drawing of a formula's part is called, counted from 0."""
    return f"{formula.drawing}-{number}"


def parts(drawn: Mapping[str, Drawn], formula: Maths) -> Iterator[tuple[str, str]]:
    """The parts in which a formula is drawn: their names, and the CSS that sets each."""
    for number in itertools.count():
        part = drawn.get(name(formula, number))
        if not part:
            return
        yield name(formula, number), _style(part.pictures["print"], formula.displayed)


def sunk(drawn: Mapping[str, Drawn], formula: Maths) -> float:
    """How far the number beside a formula stands below its upper edge, for the two to stand on
    one line."""
    first = drawn.get(name(formula, 0))
    if not first:
        return 0.0
    picture = first.pictures["print"]
    return round(max(0.0, picture.height - picture.depth + _ROUND / _SIZE - _ASCENT), 3)


def _style(part: Picture, displayed: bool) -> str:
    """The CSS that sets a part of a formula on its line.

    In a line of text it takes no more room than letters do, as far as the lines above and below
    leave some: a line with a formula is no higher than the others.
    """
    around = _ROUND / _SIZE
    over = under = 0.0
    if not displayed:
        over = max(0.0, min(part.height - part.depth, _UP) + around - _ASCENT)
        under = max(0.0, min(part.depth, _DOWN) + around - _DESCENT)
    return (f"width:{part.width + 2 * around:.3f}em;vertical-align:"
            f"{under - part.depth - around:.3f}em;margin:{-over:.3f}em {-around:.3f}em "
            f"{-under:.3f}em")


@functools.cache
def _ziamath() -> Any:
    """The drawer, which reads its font with words of Python that are out of use."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath.zmath
    return ziamath


def _drawn(mathml: str, ink: str) -> tuple[Picture, ...]:
    font = _ziamath().zmath.loadedfonts["default"]
    for sign in _UNSEEN.sub("", words(mathml)):
        if not sign.isspace() and not font.glyphindex(sign):
            raise ValueError(f"No font for formulas has the sign “{sign}”.")
    root = _prepared(etree.fromstring(mathml))
    display = str(root.get("display"))
    whole = _picture(root, list(root), ink)
    made = [whole]
    if whole.width > _LONG[display]:
        made = [_picture(root, row, ink) for row in _rows(root, display, _RELATIONS)]
    if any(part.width > _LONG["block"] for part in made):
        made = [_picture(root, row, ink) for row in _rows(root, display, _RELATIONS | _SIGNS)]
    return tuple(made)


def _rows(
    row: Sequence[etree._Element], display: str, signs: frozenset[str]
) -> Iterator[list[etree._Element]]:
    """A row cut at its outermost signs: in a line of text after them, else before them."""
    part: list[etree._Element] = []
    depth = 0
    for element in row:
        sign = (element.text or "").strip() if element.tag == f"{_M}mo" else ""
        depth += (sign in _OPENING) - (sign in _CLOSING)
        cuts = sign in signs and depth <= 0
        if cuts and display == "block" and part:
            yield part
            part = []
        part.append(element)
        if cuts and display == "inline":
            yield part
            part = []
    if part:
        yield part


def _picture(root: etree._Element, row: Sequence[etree._Element], ink: str) -> Picture:
    """A row of a formula as a picture; its `depth` is how far it reaches below the line."""
    part = etree.Element(f"{_M}math", {"display": str(root.get("display")), "mathcolor": ink})
    part.extend(copy.deepcopy(element) for element in row)
    svg = ElementTree.Element("svg")
    with _settings():
        formula = _ziamath().Math(etree.tostring(part, encoding="unicode"), size=_SIZE)
        formula.node.draw(0, 0, svg)
    box = formula.node.bbox
    left, top = box.xmin - _ROUND, -box.ymax - _ROUND
    width, height = box.xmax - box.xmin + 2 * _ROUND, box.ymax - box.ymin + 2 * _ROUND
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    svg.set("viewBox", " ".join(f"{each:.1f}" for each in (left, top, width, height)))
    svg.set("width", f"{width:.1f}")
    svg.set("height", f"{height:.1f}")
    width, height, depth = (
        round(each / _SIZE, 3) for each in (width - 2 * _ROUND, height - 2 * _ROUND, -box.ymin))
    return Picture(ElementTree.tostring(svg, encoding="unicode"), b"", width, height, depth)


@contextmanager
def _settings() -> Iterator[None]:
    """ziamath's settings for all of a process: as we want them, then as they were."""
    config = _ziamath().config
    before = config.svg2, config.precision
    config.svg2, config.precision = False, 1
    yield
    config.svg2, config.precision = before


# --- what the drawer wants said otherwise than a browser ------------------------------------


def _prepared(root: etree._Element) -> etree._Element:
    """A formula in the words that ziamath draws as they are meant."""
    for element in list(root.iter()):
        element.text = _UNSEEN.sub("", element.text or "") or None
    for element in list(root.iter(f"{_M}mo")):
        _space(element)
    for name, element in ((name, each) for each in root.iter() for name in
                          ("lspace", "rspace", "width", "minsize", "maxsize")):
        if ems := re.fullmatch(r"\+?(-?[\d.]+)em", element.get(name, "")):
            element.set(name, f"{float(ems[1]) * _EM:.4f}em")
    _with_large_signs(root)
    for space in list(root.iter(f"{_M}mspace")):
        if not space.get("width"):
            space.set("width", "0em")
    for over in root.iter(f"{_M}mover"):
        if len(over) == 2 and over[1].text == "\N{COMBINING RIGHT ARROW ABOVE}":
            over[1].text = "→"
            over[1].set("stretchy", "true")
            del over.attrib["accent"]
    for table in root.iter(f"{_M}mtable"):
        table.set("columnspacing", " ".join(_gaps(table)))
        table.set("rowspacing", f"{0.4 * _EM:.3f}em")
    return root


def _with_large_signs(root: etree._Element) -> None:
    """Signs of sums and integrals as large as their limits do not make them; in a line of text
    these stand beside them."""
    beside = {"munder": "msub", "mover": "msup", "munderover": "msubsup"}
    for operator in root.iter(f"{_M}mo"):
        if (operator.text or "") not in _LARGE:
            continue
        operator.set("stretchy", "false")
        around = operator.getparent()
        if root.get("display") == "inline" and around is not None and around[0] is operator:
            name = etree.QName(around).localname
            around.tag = _M + beside.get(name, name)


def _space(operator: etree._Element) -> None:
    """Say the room before and after a sign, as MathML's dictionary has it."""
    parent = operator.getparent()
    if parent is None or parent.tag not in _ROWS:
        return
    row = [each for each in parent if each.tag != f"{_M}mspace"]
    form = operator.get("form") or (
        "infix" if len(row) < 2 else "prefix" if row[0] is operator
        else "postfix" if row[-1] is operator else "infix")
    sign = operator.text or ""
    usual = _ziamath().operators.get_params(sign, form)
    for side in ("lspace", "rspace"):
        if operator.get(side) is None:
            named = str(usual.get(side, "0")).removesuffix("mathspace")
            ems = 3 if sign in (",", ";") and side == "rspace" else _SPACES.get(named, 0)
            operator.set(side, f"{ems / 18:.4f}em")
    operator.set("form", form)


def _gaps(table: etree._Element) -> Iterator[str]:
    """The room behind each column: none where the next begins with a relation, as aligned
    formulas have it."""
    rows = [list(row) for row in table]
    for column in range(max(map(len, rows), default=1) - 1):
        cells = [row[column + 1] for row in rows if len(row) > column + 1]
        tight = all("padding-left: 0;" in (cell.get("style") or "") for cell in cells)
        yield f"{(0 if tight else 1) * _EM:.3f}em"

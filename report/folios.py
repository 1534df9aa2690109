"""Folios: the numbers of pages as they are printed.

Pages are counted from 1 through the whole PDF, and rectos are odd. Where the front matter has
roman folios, the folios of the body begin at 1 again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape, unescape

from report.model import Placement, Unit

FOLIO = re.compile(r'(?<=<span class="folio">)[^<]*')  # a number that has been written
FIGURE_SPACE = "\N{FIGURE SPACE}"  # as wide as a figure
_MARK = re.compile(r'(<span class="folio")><!--(=?)([^>]*)-->(?=</span>)')
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def folio(page: int, body: int = 1) -> str:
    """What is printed on a page when the body begins on the page `body`: ii, iii, 1, 2."""
    return str(page - body + 1) if page >= body else roman(page)


def roman(number: int) -> str:
    """A number in small roman numerals."""
    words = ""
    for value, letters in _ROMAN:
        words += letters * (number // value)
        number %= value
    return words


def mark(target: str, is_aligned: bool = False) -> str:
    """Where the folio of a target's page belongs in XHTML: a number of its own, still empty. One
    that `is_aligned`, as in a list, will be as wide as the widest."""
    return f'<span class="folio"><!--{"=" * is_aligned}{escape(target)}--></span>'


def numbered(unit: Unit, placement: Placement, counted_from: str) -> Unit:
    """A unit with a folio at each mark; the section `counted_from` begins on page 1."""
    body = placement.folios.get(counted_from, 1)
    widest = len(folio(max(placement.folios.values(), default=1), body))

    def written(found: re.Match[str]) -> str:
        number = folio(page_of(unescape(found[3]), placement, body), body)
        if found[2] and number.isdigit():
            number = number.rjust(widest, FIGURE_SPACE)
        return f"{found[1]}>{number}"

    return replace(unit, body=_MARK.sub(written, unit.body))


def page_of(target: str, placement: Placement, body: int) -> int:
    """The page on which a target begins; a number as wide as most while it is not known."""
    return placement.folios.get(target, body + 87)

"""Folios: the numbers of pages as they are printed.

Pages are counted from 1 through the whole PDF, and rectos are odd. Where the front matter has
roman folios, the folios of the body begin at 1 again.
"""

from __future__ import annotations

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

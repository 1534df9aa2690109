"""Foreseen: about how many pages a unit will have, before it is laid out.

Stand-ins for page numbers get as many figures from it as the numbers will probably have. The
measures were read off the sample and off made-up reports, in both themes.
"""

from __future__ import annotations

import re

from report.model import Unit

LETTERS = 2650.0  # of text that fill about a page of A4 with a side column
_CONTENTS = 0.5  # of them, in contents, each line of which ends in white and dots
_SECTION = re.compile(r'<(?:section|nav)\b|<header class="cover\b')
_TAG = re.compile(r"<[^>]*>")
_OPENING = 0.6  # of a page: the white over a chapter's title, and what rounds up
_TAKING = ((re.compile(r"<(?:img|svg)\b"), 0.3), (re.compile(r"<tr\b"), 0.016),
           (re.compile(r"<h[1-4]\b"), 0.05))  # parts of a page


def foreseen(unit: Unit, letters: float = LETTERS) -> int:
    """About how many pages a unit will have where so many letters of text fill one; each of its
    sections begins on a page of its own."""
    begins = [found.start() for found in _SECTION.finditer(unit.body)] or [0]
    ends = [*begins[1:], len(unit.body)]
    return sum(_pages(unit.body[begin:end], letters)
               for begin, end in zip(begins, ends, strict=True))


def _pages(section: str, letters: float) -> int:
    dense = _CONTENTS if section.startswith("<nav") else 1.0
    taken = len(_TAG.sub("", section)) / (letters * dense) + sum(
        part * len(what.findall(section)) for what, part in _TAKING)
    return max(1, int(taken + _OPENING))

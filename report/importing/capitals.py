"""Headings in capitals, set as an English title: they would shout in the contents."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SMALL = {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
          "or", "the", "to", "upon", "with"}  # fmt: skip
_ROMAN = re.compile(r"[IVXLCDM]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def spoken(texts: Iterable[str]) -> frozenset[str]:
    """The words that a text writes with small letters: whatever else stands in capitals there."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text)
                     if not word.isupper())


def lowered(text: str, known: frozenset[str]) -> str:
    """A line in capitals as a title; acronyms and Roman numerals keep theirs."""
    if not known or not text.isupper() or len(text) < 5:
        return text
    first = True

    def set_(match: re.Match[str]) -> str:
        nonlocal first
        word, begins, first = match[0], first, False
        if (_ROMAN.fullmatch(word) and word != "I") or (
                word.lower() not in known and len(word) < 6 and len(word) > 1):
            return word
        return word.lower() if word.lower() in _SMALL and not begins else word.capitalize()

    return _WORD.sub(set_, text)

"""Lists of a plain text: what begins an item, and items as a list of Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.importing.units import Unit
from report.importing.wording import at_start, set_words

_BULLET = re.compile(r"([-*•‣◦▪·])\s+(?=\S)")
_DASH = re.compile(r"([–—])\s+(?=\S)")
_COUNTED = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")


def item_of(text: str, count: int) -> tuple[str, int] | None:
    """The sort of item that a unit is, and its number; None if it is none."""
    if match := _COUNTED.match(text):
        return "1", int(match[1])
    if _BULLET.match(text):
        return "-", 0
    if _LETTERED.match(text):
        return "a", count
    return ("–", 0) if _DASH.match(text) else None


def rows(units: Sequence[Unit], texts: Sequence[str]) -> str:
    """Items as a list of Markdown, those further in as a list inside; `texts` are their words."""
    indents = sorted({unit.indent for unit in units})[:4]
    made: list[str] = []
    for unit, text in zip(units, texts, strict=True):
        depth = max(i for i, indent in enumerate(indents) if indent <= unit.indent)
        mark = "-"
        if match := _COUNTED.match(text):
            mark, text = f"{match[1]}.", text[match.end() :]
        elif match := _BULLET.match(text) or _DASH.match(text):
            text = text[match.end() :]
        made.append("    " * depth + f"{mark} {at_start(set_words(text))}")
    return "\n".join(made)

"""Flows put together, and taken apart into plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from itertools import groupby

from report.model import FactCall, Flow, Link, Marked, Maths, Piece

_TOUCHING_BEFORE, _TOUCHING_AFTER = re.compile(r"[^\s<>]+$"), re.compile(r"[^\s<>]+")
_ID = re.compile(r'id="(?<!\wid=")([^"]+)"')  # which begins with letters, and is soon found


def merged(parts: Iterable[str | Piece]) -> Flow:
    """Parts as a Flow: neighbouring strings joined, empty ones left out."""
    flow: list[str | Piece] = []
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        if not is_text:
            flow += run
        elif text := "".join(map(str, run)):
            flow.append(text)
    return tuple(flow)


def tight(flow: Flow) -> Flow:
    """A flow whose formulas hold the letters that touch them: an engine that draws them as
    pictures would end a line between."""
    parts: list[str | Piece] = list(flow)
    for i, part in enumerate(parts):
        if not isinstance(part, Maths) or part.displayed:
            continue
        before, after = parts[i - 1] if i else "", parts[i + 1] if i + 1 < len(parts) else ""
        if isinstance(before, str) and (found := _TOUCHING_BEFORE.search(before)):
            parts[i - 1], part = before[:found.start()], replace(part, before=found[0])
        if isinstance(after, str) and (found := _TOUCHING_AFTER.match(after)):
            parts[i + 1], part = after[found.end():], replace(part, after=found[0])
        parts[i] = part
    return tuple(part for part in parts if part != "")


def plain(flow: Flow) -> str:
    """The words of a flow alone, without tags and notes."""
    text = "".join(part if isinstance(part, str) else _words_of(part) for part in flow)
    return unescape(re.sub(r"<[^>]+>", "", text))


def ids(xhtml: str) -> frozenset[str]:
    """Every id that finished XHTML gives."""
    return frozenset(_ID.findall(xhtml))


def _words_of(piece: Piece) -> str:
    if isinstance(piece, FactCall | Maths):
        return plain((piece.xhtml if isinstance(piece, FactCall) else piece.mathml,))
    return plain(piece.flow) if isinstance(piece, Link | Marked) else ""


def sort_key(words: str) -> tuple[str, str]:
    """Where words stand in an alphabet that knows no accents and no capitals."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return "".join(each for each in letters if each.isalnum() or each == " "), words

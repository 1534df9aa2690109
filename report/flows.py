"""Flows put together, and taken apart into plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape
from itertools import groupby

from report.model import FactCall, Flow, Link, Marked, Piece

_ID = re.compile(r'\bid="([^"]+)"')


def merged(parts: Iterable[str | Piece]) -> Flow:
    """Parts as a Flow: neighbouring strings joined, empty ones left out."""
    flow: list[str | Piece] = []
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        if not is_text:
            flow += run
        elif text := "".join(map(str, run)):
            flow.append(text)
    return tuple(flow)


def plain(flow: Flow) -> str:
    """The words of a flow alone, without tags and notes."""
    text = "".join(part if isinstance(part, str) else _words_of(part) for part in flow)
    return unescape(re.sub(r"<[^>]+>", "", text))


def ids(xhtml: str) -> frozenset[str]:
    """Every id that finished XHTML gives."""
    return frozenset(_ID.findall(xhtml))


def _words_of(piece: Piece) -> str:
    if isinstance(piece, FactCall):
        return plain((piece.xhtml,))
    return plain(piece.flow) if isinstance(piece, Link | Marked) else ""


def sort_key(words: str) -> tuple[str, str]:
    """Where words stand in an alphabet that knows no accents and no capitals."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return "".join(each for each in letters if each.isalnum() or each == " "), words

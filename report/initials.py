"""Initials: the large letter that a chapter begins with.

For print the letter stands in a span of its own, `initial`, and what follows of its word in
another, `initial-rest`, or the next word where it is one alone, `initial-next`: WeasyPrint
cannot let a first letter down over some lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from report.flows import plain
from report.model import Flow, Maths, Piece, is_beside

_LEAST = 240  # letters of a paragraph that is sure to reach past the initial's three lines
_TAILED = re.compile("[JQ\u0327\u0328]")  # what reaches under the line
_BEGINS = re.compile(r'\s*<p id="([^"]+)">')
_MARKS = "\u0300-\u036f"  # accents that follow their letter
_FIRST = re.compile(
    rf"((?:<(?!a class=\"notecall)[^>]*>)*)([“‘„«‹\"'¿¡(]*[\u202f\u00a0]?)(\w[{_MARKS}]*)"
    rf"([\w{_MARKS}'’\u00ad-]+|[ \u00a0]\w+)")


def with_initial(xhtml: str, flow: Flow, apart: bool) -> str:
    """A chapter's XHTML with an initial, where its flow opens with a paragraph for one.

    That is a plain paragraph of some lines that begins with a capital letter; only what stands
    beside the text may come before it. The paragraph is marked as `opening`, and the spans are
    there if they are to stand `apart`.
    """
    name = _opening(flow)
    head, tag, rest = xhtml.partition(f'<p id="{name}">')
    found = _FIRST.match(rest) if name and tag else None
    if not found or not found[3].isupper():
        return xhtml
    if not apart:
        return f'{head}<p id="{name}" class="opening">{rest}'
    tags, quote, letter, after = found.groups()
    quote = f'<span class="initial-quote">{quote}</span>' if quote else ""
    kind = "next" if after[0] in " \u00a0" else "rest"
    tailed = " tailed" if _TAILED.search(unicodedata.normalize("NFD", letter)) else ""
    return (f'{head}<p id="{name}" class="opening">{tags}<span class="initial{tailed}">{quote}'
            f'{letter}</span><span class="initial-{kind}">{after}</span>'
            f"{rest[found.end():]}")


def _opening(flow: Flow) -> str:
    """The id of the paragraph that a flow opens with; nothing where that is none, or short."""
    parts = [part for part in flow
             if not is_beside(part) and not (isinstance(part, str) and not part.strip())]
    found = _BEGINS.match(parts[0]) if parts and isinstance(parts[0], str) else None
    if found and found.end() == len(str(parts[0])) and isinstance(parts[1], Maths):
        return ""
    return found[1] if found and len(plain(tuple(_paragraph(parts)))) >= _LEAST else ""


def _paragraph(parts: list[str | Piece]) -> Iterator[str | Piece]:
    """The parts of the first paragraph."""
    for part in parts:
        if isinstance(part, str) and "</p>" in part:
            yield part.partition("</p>")[0]
            return
        yield part

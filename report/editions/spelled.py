"""Spelled: a word that begins with an initial is copied and read aloud as a word.

An initial is drawn apart from the rest of its word. In the finished PDF the rest says for both
what they spell (ActualText), and the initial says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pydyf

from report.editions.objects import held

_INITIAL = ("initial", "initial-quote")
_AFTER = {"initial-rest": "", "initial-next": " "}  # and what stands between
_PLACED = re.compile(rb"(\S+) (\S+) Tm$")
_NEAR = 0.01  # CSS pixels between where a text stands and where it is drawn


def spell(document: Any, pdf: pydyf.PDF) -> None:
    """Give the words with initials on all pages of a document their ActualText."""
    for number, page in enumerate(document.pages):
        words = list(_words(page))
        if words:
            stream = held(pdf, held(pdf, pdf.page_references[number])["Contents"])
            for x, y, text in words:
                _say(stream, x, y, text)


def _words(page: Any) -> Iterator[tuple[float, float, str]]:
    """Where each part of such a word is drawn, and what it says; of initials nothing."""
    initial = ""
    for box in page.page._page_box.descendants():
        name = ""
        if hasattr(box, "pango_layout") and box.element is not None:
            name = box.element.get("class", "").removesuffix(" tailed")
        if name not in (*_INITIAL, *_AFTER):
            continue
        says = ""
        if name in _INITIAL:
            initial += box.text
        elif initial:
            rest = box.text.replace("\N{SOFT HYPHEN}", "").lstrip()
            says, initial = f"{initial}{_AFTER[name]}{rest}", ""
        else:
            continue
        yield box.position_x, box.position_y + box.baseline, says


def _say(stream: pydyf.Stream, x: float, y: float, text: str) -> None:
    """Let the text that is drawn at a place say something."""
    opened = 0
    for i, part in enumerate(stream.stream):
        if part == b"BDC":
            opened = i
        elif isinstance(part, bytes) and (place := _PLACED.search(part)) \
                and abs(float(place[1]) - x) < _NEAR and abs(float(place[2]) - y) < _NEAR:
            stream.stream[opened - 2] = "/Span"  # where readers look for it, and nowhere else
            stream.stream[opened - 1]["ActualText"] = pydyf.String(text)
            return

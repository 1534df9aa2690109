"""Code in a plain text: between fences, or set in and full of the signs that code has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.importing.model import Block, Line
from report.importing.wording import fenced

_FENCE = re.compile(r"(```+|~~~+)\s*([\w+#.-]*)$")
_CODE = re.compile(r"[;{}]\s*$|^\s*(?:\$ |>>> |#include|def \w+\(|import \w+$|class \w+|return\b|"
                   r"for \w+ in |</?\w+[^>]*>$)|\w+\(.*\)\s*$|\w\s*(?:[:+*/-]?=|=>|->)\s*\S")


def codes(lines: Sequence[Line]) -> dict[int, tuple[int, Block]]:
    """Code: between fences, or set in and full of the signs that code has."""
    found: dict[int, tuple[int, Block]] = {}
    at = 0
    while at < len(lines):
        if match := _FENCE.match(lines[at].text):
            end = next((i for i in range(at + 1, min(len(lines), at + 3000))
                        if lines[i].text.startswith(match[1])
                        and not lines[i].text.strip(match[1][0])), None)
            if end:
                found[at] = (end + 1, _code(lines[at : end + 1], lines[at + 1 : end], match[2]))
                at = end + 1
                continue
        end = at
        while end < len(lines) and lines[end].text and lines[end].indent >= 2:
            end += 1
        run = lines[at:end]
        signs = sum(bool(_CODE.search(line.text[:200])) for line in run)
        deep = min((line.indent for line in run), default=0) >= 4
        if len(run) >= 2 and signs * 10 >= len(run) * (5 if deep else 9):
            found[at] = (end, _code(run, run))
        at = max(end, at + 1)
    return found


def _code(whole: Sequence[Line], inner: Sequence[Line], info: str = "") -> Block:
    least = min((line.indent for line in inner if line.text), default=0)
    text = "\n".join(" " * (line.indent - least) + line.text if line.text else "" for line in inner)
    return Block("code", tuple((line.number, line.text) for line in whole), fenced(text, info))

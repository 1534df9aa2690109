"""Runs: the running text of a summary, apart from what stands across its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from report.flows import merged
from report.model import INLINE, Flow, Piece, is_beside

_LEAD = re.compile(r'\s*<p id="[^"]+" class="lead">')
_END = "</p>\n"


def in_runs(flow: Flow) -> Flow:
    """A flow with an element of class `run` round each run of paragraphs and lists.

    A lead paragraph, a heading and whatever is set apart stand between runs. Text that has
    something beside it is left as it is, since a column has no side.
    """
    if any(is_beside(part) for part in flow):
        return flow
    parts: list[str | Piece] = []
    for is_text, group in groupby(flow, lambda part: isinstance(part, (str, *INLINE))):
        run = list(group)
        parts += _run(run) if is_text else run
    return merged(parts)


def _run(parts: list[str | Piece]) -> Iterator[str | Piece]:
    """A run in its element, after the lead paragraph that it may begin with."""
    if isinstance(parts[0], str) and _LEAD.match(parts[0]):
        while parts:
            part = parts.pop(0)
            if isinstance(part, str) and _END in part:
                lead, _, rest = part.partition(_END)
                yield lead + _END
                parts.insert(0, rest)
                break
            yield part
    if "".join(part if isinstance(part, str) else "…" for part in parts).strip():
        yield '<div class="run">\n'
        yield from parts
        yield "</div>\n"

"""Tables of a plain text: columns kept apart by tabs, strokes, or a river of spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.importing.model import Block, Line
from report.importing.wording import set_words

_FEWEST = 3
_GAP = re.compile(r"\S\s{2,}\S|\t")
_RULE = re.compile(r"[\s|+:=_-]*[-=_]{3,}[\s|+:=_-]*")
_LONGEST = 200  # characters of a line of a table


def tables(lines: Sequence[Line]) -> dict[int, tuple[int, Block]]:
    """Tables by the position of their first line, with the position behind their last."""
    found: dict[int, tuple[int, Block]] = {}
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _may_be_row(lines[end], end > at):
            end += 1
        while end > at and _RULE.fullmatch(lines[end - 1].text) and "|" not in lines[end - 1].text:
            end -= 1
        if end - at >= 2 and (block := table(lines[at:end])):
            found[at] = (end, block)
        at = max(end, at + 1)
    return found


def _may_be_row(line: Line, within: bool) -> bool:
    text = line.text
    if not text or len(text) > _LONGEST:
        return False
    return bool(_GAP.search(text) or text.count("|") >= 2 or (within and (
        _RULE.fullmatch(text) or line.indent >= 12)))


def table(lines: Sequence[Line]) -> Block | None:
    """Lines as a pipe table; None if their columns do not stand under each other."""
    rows = [line for line in lines if not _RULE.fullmatch(line.text)]
    ruled = next((at for at, line in enumerate(lines) if at and _RULE.fullmatch(line.text)), 0)
    if len(rows) < (2 if ruled else _FEWEST):
        return None
    cells = _cells(rows)
    if cells is None or len(cells[0]) < 2:
        return None
    filled = sum(bool(cell) for row in cells for cell in row)
    short = all(len(row[0]) < 90 for row in cells)
    if filled < 0.55 * len(cells) * len(cells[0]) or not short or _is_prose(cells):
        return None
    head, body = cells[0], cells[1:]
    numeric = [_is_numeric([row[at] for row in body]) for at in range(len(head))]
    doubt = "" if ruled or not any(map(_is_number, head)) else (
        "the first row of this table was taken for its header")
    marks = ["---:" if number else "---" for number in numeric]
    text = [_row(head), "| " + " | ".join(marks) + " |", *map(_row, body)]
    return Block("table", tuple((line.number, line.text) for line in lines), "\n".join(text),
                 doubt=doubt, sure=0.9 if ruled else 0.8)


def _cells(rows: Sequence[Line]) -> list[list[str]] | None:
    if all("|" in line.text for line in rows):
        split = [re.split(r"\s*\|\s*", line.text.strip("| ")) for line in rows]
    elif all("\t" in line.text for line in rows):
        split = [re.split(r"\s*\t\s*", line.text) for line in rows]
    else:
        return _by_rivers(rows)
    most = max(map(len, split))
    if most > 2 * min(map(len, split)):
        return None
    return [row + [""] * (most - len(row)) for row in split]


def _by_rivers(rows: Sequence[Line]) -> list[list[str]] | None:
    """Cells between the stretches where every row has spaces."""
    texts = [(" " * line.indent + line.text).expandtabs(8) for line in rows]
    long = max(map(len, texts))
    free = [all(at >= len(text) or text[at] == " " for text in texts) for at in range(long)]
    bounds, begin = [], None
    for at in range(long + 1):
        wide = at < long and not (free[at] and (at + 1 >= long or free[at + 1]
                                                or (at and free[at - 1])))
        if wide and begin is None:
            begin = at
        elif not wide and begin is not None:
            bounds.append((begin, at))
            begin = None
    if len(bounds) < 2 or len(bounds) > 14:
        return None
    cells = [[text[start:end].strip() for start, end in bounds] for text in texts]
    merged: list[list[str]] = []
    for row in cells:
        if merged and not row[0] and sum(map(bool, row)) < len(row) - 1 and len(merged) > 1:
            merged[-1] = [f"{above} {below}".strip() for above, below in zip(merged[-1], row,
                                                                            strict=True)]
        else:
            merged.append(row)
    return merged


def _is_prose(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are the words of paragraphs that happen to have wide spaces."""
    ends = sum(bool(re.search(r"[a-z,]$", row[0])) and bool(re.match(r"[a-z]", row[1]))
               and len(row[0]) > 30 for row in cells)
    return ends * 3 > len(cells)


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[^\w]*\d[\d.,\s]*\D{0,4}", cell))


def _is_numeric(cells: Sequence[str]) -> bool:
    given = [cell for cell in cells if cell]
    return bool(given) and sum(map(_is_number, given)) * 4 >= len(given) * 3


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(set_words(cell) for cell in cells) + " |"

"""Ranges and points against one scale, each with its number beside it.

A wide sheet has the labels at the left; a narrow one has each above its mark. A number stands
right of its mark, or left of it, or over it: wherever it is free.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from figures.desk.boxes import Words, paragraph, upright, words, write
from figures.desk.canvas import CAP, Canvas
from figures.desk.claims import Claim
from figures.desk.look import Look
from figures.desk.range.bounds import COLUMN, DOT, GAP, TICK, Plan, planned

_THICK = 0.78  # a bar, of the size
_SLACK = 0.4  # a rasteriser rounds letters up to whole pixels


def drawn(claims: Sequence[Claim], sign: str, look: Look) -> Figure:
    """The figure of claims that have been put in order."""
    canvas = Canvas(look)
    plan = planned(canvas, claims, sign)
    y, group, texts, centres = 0.0, "", [], []
    for number, claim in enumerate(claims):
        if claim.group != group:
            y += 0.9 * canvas.line if number else 0.0
            heading = canvas.wrap(claim.group, canvas.width - _SLACK, 600)
            texts += paragraph(canvas, 0, y + canvas.em, heading, "ink", weight=600)
            y, group = y + (len(heading) + 0.1) * canvas.line, claim.group
        set_row = _row_beside if plan.beside else _row_below
        row, centre, y = set_row(canvas, plan, claim, plan.sides[number], y)
        texts += row
        centres.append(centre)
    bottom = y + 0.5
    if 0 < look.height < bottom + 1.4 * canvas.em:
        raise ValueError(f"{len(claims)} rows are higher than the page. Draw fewer with “where”, "
                         "or give the figure a greater “width”.")
    for tick in plan.scale.ticks:
        upright(canvas, plan.scale.at(tick), 0, bottom, texts)
    for claim, centre in zip(claims, centres, strict=True):
        _mark(canvas, plan, claim, centre)
    write(canvas, [*texts, *_signs(canvas, plan, bottom + 1.05 * canvas.em)])
    return canvas.figure(bottom + 1.4 * canvas.em)


# --- rows -----------------------------------------------------------------------------------


def _row_beside(
    canvas: Canvas, plan: Plan, claim: Claim, side: tuple[str, float], y: float
) -> tuple[list[Words], float, float]:
    """The words of a row with its label at the left; where its mark and the next row are."""
    room = plan.scale.start - COLUMN
    label = canvas.wrap(claim.label, room)
    note = [] if plan.notes_behind or not claim.note else canvas.wrap(claim.note, room)
    over = canvas.wrap(claim.said, canvas.width - plan.scale.start, 600) \
        if side[0] == "over" else []
    pitch = plan.pitch
    height = max((len(label) + len(note) - 1) * canvas.line + pitch + 0.1 * canvas.em,
                 len(over) * canvas.line + pitch + (0.2 * canvas.em if over else 0.0))
    baseline = y + (pitch + CAP * canvas.em) / 2
    texts = paragraph(canvas, 0, baseline, label, "ink")
    texts += paragraph(canvas, 0, baseline + len(label) * canvas.line, note, "slate")
    if over:
        first = plan.scale.start
        widest = max(canvas.measure(line, 600) for line in over)
        x = max(min(side[1], canvas.width - widest), first)
        texts += paragraph(canvas, x, baseline, over, "ink", weight=600)
        below = len(over) * canvas.line + 0.2 * canvas.em
        return texts, y + pitch / 2 + below, y + height
    return texts + _number(canvas, plan, claim, side, baseline), y + pitch / 2, y + height


def _row_below(
    canvas: Canvas, plan: Plan, claim: Claim, side: tuple[str, float], y: float
) -> tuple[list[Words], float, float]:
    """The words of a row with its label above; where its mark and the next row are."""
    baseline = y + canvas.em
    room = canvas.width - _SLACK
    label = canvas.wrap(claim.label, room)
    texts = paragraph(canvas, 0, baseline, label, "ink")
    behind = canvas.measure(claim.label) + GAP
    baseline += len(label) * canvas.line
    if claim.note and len(label) == 1 and behind + canvas.measure(claim.note) <= room:
        texts += paragraph(canvas, behind, y + canvas.em, [claim.note], "slate")
    elif claim.note:
        note = canvas.wrap(claim.note, room)
        texts += paragraph(canvas, 0, baseline, note, "slate")
        baseline += len(note) * canvas.line
    if side[0] == "over":
        over = canvas.wrap(claim.said, room, 600)
        texts += paragraph(canvas, side[1], baseline, over, "ink", weight=600)
        baseline += len(over) * canvas.line
    baseline += 0.1 * canvas.em
    if side[0] != "over":
        texts += _number(canvas, plan, claim, side, baseline)
    centre = baseline - CAP * canvas.em / 2
    return texts, centre, baseline + 1.15 * canvas.em


def _number(
    canvas: Canvas, plan: Plan, claim: Claim, side: tuple[str, float], baseline: float
) -> list[Words]:
    """The number beside its mark, with the note behind it if notes stand there."""
    if claim.form == "none":
        said = words(canvas, side[1], baseline, claim.said, "slate")
    else:
        said = words(canvas, side[1], baseline, claim.said, "ink", weight=600)
    if not claim.note or not plan.notes_behind:
        return [said]
    return [said, words(canvas, said.x + said.width + GAP, baseline, claim.note, "slate")]


# --- marks ----------------------------------------------------------------------------------


def _mark(canvas: Canvas, plan: Plan, claim: Claim, y: float) -> None:
    """A bar, a dot (with a wedge if it leans), or a tick with a faint bar on its open side."""
    colour = canvas.colour("brick" if claim.emphasised else "navy")
    if claim.form == "none":
        return
    first, last = plan.span(claim, canvas.width)
    thick = _THICK * canvas.em
    if claim.form == "range":
        canvas.bar(first, y - thick / 2, last - first, thick, colour)
        if claim.value is not None:
            at = min(max(plan.scale.at(claim.value), first), last)
            canvas.dot(at, y, DOT, colour, edge=canvas.colour("paper"))
    elif claim.form == "point":
        at = plan.scale.at(claim.low)
        if claim.lean:
            _leaning(canvas, at, first if claim.lean < 0 else last, y, 0.62 * thick)
        canvas.dot(at, y, DOT, colour)
    else:
        breadth, tall = TICK[0], TICK[1] * canvas.em
        tick = last - breadth if claim.form == "up to" else first
        if claim.form == "up to":
            canvas.bar(first, y - thick / 2, tick - first, thick, canvas.colour("stone"))
        else:
            _open_end(canvas, first + breadth, last, y - thick / 2, thick)
        canvas.bar(tick, y - tall / 2, breadth, tall, colour)


def _leaning(canvas: Canvas, at: float, end: float, y: float, thick: float) -> None:
    """A faint wedge from a point towards the side on which the number lies, and close by."""
    canvas.shape([(at, y - thick / 2), (end, y), (at, y + thick / 2)], canvas.colour("stone"))


def _open_end(canvas: Canvas, start: float, end: float, top: float, thick: float) -> None:
    """A faint bar that goes on and on: pieces that grow shorter, in one colour for any press."""
    pieces = (0.42, 0.16, 0.09, 0.05)
    gap = (1 - sum(pieces)) / len(pieces) * (end - start)
    for piece in pieces:
        length = piece * (end - start)
        canvas.bar(start, top, length, thick, canvas.colour("stone"))
        start += length + gap


def _signs(canvas: Canvas, plan: Plan, baseline: float) -> list[Words]:
    return [words(canvas, plan.scale.at(tick), baseline, sign, "slate", align="center")
            for tick, sign in zip(plan.scale.ticks, plan.signs, strict=True) if sign]

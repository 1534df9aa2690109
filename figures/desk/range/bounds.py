"""How ranges are set on a sheet: the scale, its ticks, and where each number stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from figures.desk.canvas import Canvas
from figures.desk.claims import Claim
from figures.desk.scale import Scale, numbers, reach, round_ticks

NARROW = 110  # millimetres; below, labels stand above their marks
_PITCH = 2.4  # from row to row, of the size
_TIGHT = 1.65  # the same where there are very many rows: ticks do not touch
_TALLEST = 195  # millimetres of rows that a page takes with its title and source
TICK = (0.8, 1.55)  # breadth in millimetres and height, of the size
DOT = 1.2  # radius, millimetres
LEAN = 3.4  # how far the faint mark of a leaning point reaches from its dot
GAP = 1.8  # between mark and number
COLUMN = 4.0  # between labels and the scale
_FADE = 11.0  # how far an open end reaches
_APART = 2.5  # between two numbers of the scale
_SHRINKS = (0.0, 0.06, 0.12, 0.18, 0.24, 0.3)  # of the scale, given up for numbers at its right


@dataclass
class Plan:
    """How the rows of one figure are set."""

    scale: Scale
    signs: list[str]
    beside: bool  # labels at the left of the scale, or else above each mark
    pitch: float = 0.0  # from row to row where labels stand at the left, in millimetres
    notes_behind: bool = False
    sides: list[tuple[str, float]] = field(default_factory=list)  # of each number, and its x

    def span(self, claim: Claim, width: float) -> tuple[float, float]:
        """From where to where a mark reaches, in millimetres."""
        low, high = self.scale.at(claim.low), self.scale.at(claim.high)
        half = TICK[0] / 2
        if claim.form == "up to":
            return self.scale.start, high + half
        if claim.form == "at least":
            return low - half, min(low + _FADE, width)
        if claim.form == "range":
            return low, max(high, low + 0.5)
        left, right = (DOT + (LEAN if claim.lean == side else 0.0) for side in (-1, 1))
        return max(low - left, self.scale.start - DOT), min(high + right, width)


def planned(canvas: Canvas, claims: Sequence[Claim], sign: str) -> Plan:
    """The scale, as long as it can be with every number beside its mark."""
    beside = canvas.width >= NARROW
    left = 0.0
    if beside:
        labels = max(canvas.measure(claim.label) for claim in claims)
        notes = max(canvas.measure(claim.note) for claim in claims)
        column = max(min(labels, 0.36 * canvas.width), min(notes, 0.26 * canvas.width))
        left = column + COLUMN
    best, least = None, 0.0
    for shrink in _SHRINKS:
        plan = _scaled(canvas, claims, sign, left, shrink)
        plan.beside = beside
        plan.sides = [_side(canvas, plan, claim) for claim in claims]
        sides = [side for side, _ in plan.sides]
        cost = 100 * sides.count("over") + 30 * sides.count("left") + 200 * shrink
        if best is None or cost < least:
            best, least = plan, cost
    assert best is not None
    best.pitch = min(_PITCH * canvas.em, max(_TALLEST / len(claims), _TIGHT * canvas.em))
    best.notes_behind = beside and _notes_fit(canvas, best, claims)
    return best


def _scaled(
    canvas: Canvas, claims: Sequence[Claim], sign: str, left: float, shrink: float
) -> Plan:
    """A plan whose scale has as many ticks as their numbers leave room for."""
    stated = [end for claim in claims for end in claim.stated]
    low, high = reach(stated)
    span, forms = high - low, {claim.form for claim in claims}
    if low == min(stated):
        # Room at the left, so that nothing looks like nought; a faint bar must be seen to be long.
        spare = (0.35 if "up to" in forms else 0.15) * span
        low = max(low - spare, 0.0) if low >= 0 else low - spare
    high += (0.15 if "at least" in forms else 0.03) * span
    for most in range(5 if canvas.width > 140 else 4, 0, -1):
        ticks = round_ticks(low, high, most)
        signs = numbers(ticks, canvas.look.language, sign)
        first, last = (canvas.measure(each) / 2 for each in (signs[0], signs[-1]))
        start = max(left, first, DOT)
        end = canvas.width - max(last, DOT) - shrink * (canvas.width - start)
        scale = Scale(ticks, start, end)
        if _fit(canvas, scale, signs):
            break
    else:
        # Not even two numbers fit side by side: the last says the scale.
        signs = [*[""] * (len(ticks) - 1), signs[-1]]
    return Plan(scale, signs, beside=True)


def _fit(canvas: Canvas, scale: Scale, signs: Sequence[str]) -> bool:
    ends = 0.0
    for number, (tick, each) in enumerate(zip(scale.ticks, signs, strict=True)):
        half, at = canvas.measure(each) / 2, scale.at(tick)
        if number and at - half < ends + _APART:
            return False
        ends = at + half
    return True


def _side(canvas: Canvas, plan: Plan, claim: Claim) -> tuple[str, float]:
    """Where the number of a claim stands, and the x of its left end."""
    width = canvas.measure(claim.said, 600 if claim.form != "none" else 400)
    if claim.form == "none":
        return "right", plan.scale.start + GAP
    first, last = plan.span(claim, canvas.width)
    if last + GAP + width <= canvas.width:
        return "right", last + GAP
    if first - GAP - width >= plan.scale.start - (COLUMN / 2 if plan.beside else 0):
        return "left", first - GAP - width
    return "over", max(min((first + last - width) / 2, canvas.width - width), 0.0)


def _notes_fit(canvas: Canvas, plan: Plan, claims: Sequence[Claim]) -> bool:
    """Whether every note has room behind its number."""
    for claim, (side, x) in zip(claims, plan.sides, strict=True):
        said = canvas.measure(claim.said, 600)
        if claim.note and (side != "right"
                           or x + said + GAP + canvas.measure(claim.note) > canvas.width):
            return False
    return True

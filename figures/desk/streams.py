"""Bands between the two sides of a flow chart, each as thick as its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from figures.desk.canvas import CAP, POINT, Canvas, text_on
from figures.desk.flows import Band, Flows
from figures.desk.look import Look
from figures.desk.sides import HAIRLINE, Post, Sides, sides, write
from figures.desk.vocabulary import term

_NARROW = 70  # millimetres; below, there is room for few bands
_FEW = (7, 12)  # names on one side, and bands, of a narrow sheet
_THICK = (0.36, 26.0, 56.0)  # all bands together: of the width, at least, at most
_THINNEST = 10.0  # millimetres of all bands where a page is too low
_SEAM = 0.45  # between a bar and its bands
_STEPS = 36  # pieces of a curve
_PARTING = 0.5  # points of paper round a band
_THREAD = 1.0  # from bar to the dashed line of a missing figure, and between two of them
_INSET = 1.2  # from the end of a band to its number
_TALL = 0.62  # of the size: what a number takes above and below its middle


@dataclass(frozen=True)
class Stream:
    """A band in its place: the heights of its middle at both ends."""

    band: Band
    start: float
    end: float
    thick: float

    def at(self, share: float) -> float:
        """The height of its middle, so much of the way across."""
        return self.start + (self.end - self.start) * share * share * (3 - 2 * share)


def drawn(flows: Flows, look: Look) -> Figure:
    """The figure of flows that have been read; ValueError if the sheet is too small for them."""
    _few_enough(flows, look)
    part, least, most = _THICK
    thick = min(max(part * look.width, least), most)
    canvas, height = _set_out(flows, look, thick)
    while look.height and height > look.height and thick > _THINNEST:
        thick = max(0.85 * thick, _THINNEST)
        canvas, height = _set_out(flows, look, thick)
    if look.height and height > look.height:
        raise ValueError(f"The flow chart would be {height:.0f} mm high, and the page has "
                         f"{look.height:.0f} mm. Make it wider, shorten its names, or gather the "
                         "least of each side: “:other: 6” keeps the 6 greatest.")
    return canvas.figure(height)


def _few_enough(flows: Flows, look: Look) -> None:
    nodes, bands = _FEW
    if look.width < _NARROW and (max(len(flows.origins), len(flows.goals)) > nodes
                                 or len(flows.bands) > bands):
        raise ValueError(
            f"{len(flows.bands)} flows between {len(flows.origins)} and {len(flows.goals)} names "
            f"have no room on {look.width:.0f} mm. Make the figure wider (“:width: column”), or "
            "gather the least of each side: “:other: 3” keeps the 3 greatest.")


def _set_out(flows: Flows, look: Look, thick: float) -> tuple[Canvas, float]:
    """The flows on a sheet, all bands together so `thick`; how high the sheet is."""
    canvas = Canvas(look)
    its = sides(canvas, flows, thick)
    streams = _streams(flows, its)
    _threads(canvas, flows, its)
    # The thin lie on the thick, and those that matter most on all others.
    for stream in sorted(streams, key=lambda each: (each.band.emphasised, -each.thick)):
        _draw(canvas, stream, its)
    for stream in streams:
        _number(canvas, stream, streams, flows, its)
    write(canvas, its)
    return canvas, _foot(canvas, flows, its.bottom) + 0.3


def _streams(flows: Flows, its: Sides) -> list[Stream]:
    """Every band that has a thickness, stacked at its bars in the order of the other side."""
    left = [post.top for post in its.origins]
    right = [post.top for post in its.goals]
    streams = []
    for band in flows.bands:  # in the order of both sides
        if band.value:
            thick = band.value * its.scale
            streams.append(Stream(band, left[band.origin] + thick / 2,
                                  right[band.goal] + thick / 2, thick))
            left[band.origin] += thick
            right[band.goal] += thick
    return streams


def _draw(canvas: Canvas, stream: Stream, its: Sides) -> None:
    start, wide = its.left + _SEAM, its.right - its.left - 2 * _SEAM
    half = max(stream.thick, HAIRLINE) / 2
    shares = [step / _STEPS for step in range(_STEPS + 1)]
    upper = [(start + share * wide, stream.at(share) - half) for share in shares]
    lower = [(x, y + 2 * half) for x, y in upper]
    canvas.shape([*upper, *reversed(lower)],
                 canvas.colour("brick" if stream.band.emphasised else "sky"))
    parting = min(_PARTING, 0.5 * half / POINT)
    for edge in (upper, lower):
        canvas.stroke(edge, canvas.colour("paper"), parting)


def _threads(canvas: Canvas, flows: Flows, its: Sides) -> None:
    """A dashed line for each flow that nobody has put in figures, under its bars."""
    missing = [band for band in flows.bands if band.value is None]
    left, right = ([band.origin for band in missing], [band.goal for band in missing])
    done: dict[tuple[str, int], int] = {}

    def at(post: Post, side: str, place: int, count: int) -> float:
        number = done[side, place] = done.get((side, place), -1) + 1
        if not post.node.value:
            return post.middle + (number - (count - 1) / 2) * _THREAD * 0.8
        step = min(_THREAD, 0.55 * canvas.line / (count + 1))
        return post.middle + post.thick / 2 + (number + 1) * step

    wide = its.right - its.left - 2 * _SEAM
    for band in missing:
        line = Stream(band, at(its.origins[band.origin], "left", band.origin,
                               left.count(band.origin)),
                      at(its.goals[band.goal], "right", band.goal, right.count(band.goal)), 0.0)
        canvas.stroke([(its.left + _SEAM + step / _STEPS * wide, line.at(step / _STEPS))
                       for step in range(_STEPS + 1)], canvas.colour("slate"), 0.6, dashed=True)


# --- words ----------------------------------------------------------------------------------


def _number(
    canvas: Canvas, stream: Stream, streams: Sequence[Stream], flows: Flows, its: Sides
) -> None:
    """The number in its band, if there is room and no name beside a bar says it already."""
    band = stream.band
    alone = [sum(getattr(other, end) == getattr(band, end) for other in flows.bands) == 1
             for end in ("origin", "goal")]
    if any(alone) or stream.thick < 2 * _TALL * canvas.em:
        return
    start, wide = its.left + _SEAM, its.right - its.left - 2 * _SEAM
    long = canvas.measure(band.said) + 0.4
    for x in (start + _INSET, start + wide - _INSET - long):
        shares = [(x + step / 6 * long - start) / wide for step in range(7)]
        if x < start or shares[-1] > 1:
            continue
        middle = (stream.at(shares[0]) + stream.at(shares[-1])) / 2
        if all(_clear(canvas, stream, streams, share, middle) for share in shares):
            ground = canvas.colour("brick" if band.emphasised else "sky")
            colour = text_on(ground, canvas.colour("ink"), canvas.colour("paper"))
            canvas.text(x + 0.2, middle + CAP * canvas.em / 2, band.said, colour)
            return


def _clear(
    canvas: Canvas, stream: Stream, streams: Sequence[Stream], share: float, middle: float
) -> bool:
    """Whether a number lies wholly in its own band there, and in no other."""
    half = _TALL * canvas.em
    if abs(stream.at(share) - middle) + half > stream.thick / 2:
        return False
    return all(abs(other.at(share) - middle) >= half + max(other.thick, HAIRLINE) / 2
               for other in streams if other is not stream)


def _foot(canvas: Canvas, flows: Flows, y: float) -> float:
    """What no bar can say: flows without a figure, and notes; gives where it ends."""
    told = [f"{' – '.join(flows.names(band))}: {band.note}" for band in flows.bands if band.note]
    missing = [" – ".join(flows.names(band)) for band in flows.bands if band.value is None]
    if missing:
        word = term("no figure", canvas.look.language)
        told.insert(0, f"{word[:1].upper()}{word[1:]}: {'; '.join(missing)}")
    if told:
        y += 0.5 * canvas.line
    for text in told:
        lines = canvas.wrap(text, canvas.width - 0.4)
        canvas.lines(0, y + canvas.em, lines, canvas.colour("slate"))
        y += len(lines) * canvas.line
    return y + (0.24 * canvas.em if told else 0.0)

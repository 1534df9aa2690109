"""Bands between the two sides of a flow chart, each as thick as its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from figures.desk.canvas import CAP, POINT, Canvas, text_on
from figures.desk.flow.flows import Band, Flows
from figures.desk.flow.sides import HAIRLINE, Post, Sides, sides, write
from figures.desk.look import Look
from figures.desk.vocabulary import term

_NARROW = 70  # millimetres; below, there is room for few bands
_FEW = (7, 12)  # names on one side, and bands, of a narrow sheet
_THICK = (0.36, 26.0, 56.0)  # all bands together: of the width, at least, at most
_THICKER = (1.25, 1.5, 1.75, 2.0)
_FREE = 1.05  # times as high: what thicker bands may cost
_THINNEST = 10.0  # millimetres of all bands where a page is too low
_SEAM = 0.45  # between a bar and its bands
_STEPS = 36  # pieces of a curve
_PARTING = 0.5  # points of paper round a band
_THREAD = 1.0  # from bar to the dashed line of a missing figure, and between two of them
_ROOM = 2.0  # for all such lines of a bar
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
    thick = _thick(flows, look)
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


def _thick(flows: Flows, look: Look) -> float:
    """How thick all bands together are: more where names need the height in any case."""
    part, least, most = _THICK
    thick = min(max(part * look.width, least), most)
    canvas = Canvas(look)
    high = _FREE * sides(canvas, flows, thick).bottom
    return max(more * thick for more in (1.0, *_THICKER)
               if more == 1.0 or sides(canvas, flows, more * thick).bottom <= high)


def _set_out(flows: Flows, look: Look, thick: float) -> tuple[Canvas, float]:
    """The flows on a sheet, all bands together so `thick`; how high the sheet is."""
    canvas = Canvas(look)
    its = sides(canvas, flows, thick)
    streams, threads = _streams(flows, its), _threads(flows, its)
    # The thin lie on the thick, and those that matter most on all others.
    for stream in sorted(streams, key=lambda each: (each.band.emphasised, -each.thick)):
        _draw(canvas, stream, its)
    for thread in threads:
        canvas.stroke(_curve(thread, its), canvas.colour("slate"), 0.6, dashed=True)
    for stream in streams:
        _number(canvas, stream, [*streams, *threads], flows, its)
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


def _curve(stream: Stream, its: Sides, below: float = 0.0) -> list[tuple[float, float]]:
    """Points along a band, so far `below` its middle."""
    start, wide = its.left + _SEAM, its.right - its.left - 2 * _SEAM
    shares = [step / _STEPS for step in range(_STEPS + 1)]
    return [(start + share * wide, stream.at(share) + below) for share in shares]


def _draw(canvas: Canvas, stream: Stream, its: Sides) -> None:
    half = max(stream.thick, HAIRLINE) / 2
    upper, lower = _curve(stream, its, -half), _curve(stream, its, half)
    canvas.shape([*upper, *reversed(lower)],
                 canvas.colour("brick" if stream.band.emphasised else "sky"))
    for edge in (upper, lower):
        canvas.stroke(edge, canvas.colour("paper"), min(_PARTING, 0.5 * half / POINT))


def _threads(flows: Flows, its: Sides) -> list[Stream]:
    """A line for each flow that nobody has put in figures, which leaves from under its bars."""
    missing = [band for band in flows.bands if band.value is None]
    ends = []
    for posts, places in ((its.origins, [band.origin for band in missing]),
                          (its.goals, [band.goal for band in missing])):
        ends.append([_under(posts[place], places[:number].count(place), places.count(place))
                     for number, place in enumerate(places)])
    return [Stream(band, start, end, 0.0) for band, start, end in zip(missing, *ends, strict=True)]


def _under(post: Post, number: int, count: int) -> float:
    """Where the line of a missing figure, one of a `count`, meets its bar or its name."""
    if post.node.value:
        return post.middle + post.thick / 2 + (number + 1) * min(_THREAD, _ROOM / (count + 1))
    return post.middle + (number - (count - 1) / 2) * min(_THREAD, _ROOM / count)


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
    # A name whose flows all lack a figure says so itself.
    missing = [" – ".join(flows.names(band)) for band in flows.bands if band.value is None
               and None not in (flows.origins[band.origin].value, flows.goals[band.goal].value)]
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

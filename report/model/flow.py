"""A text is a `Flow`: finished XHTML as strings, with *pieces* in between, the things that each
edition sets in its own way (figures, notes, references, boxes). Pieces hold flows in turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from report.model.back import FactList, Glossary, Index, SourceList
from report.model.blocks import Aside, Box, Heading, KeyFigures, Quote
from report.model.inline import FactCall, Image, Link, Marked, Maths, NoteCall, Reference
from report.model.numbered import Figure, Grid

Piece = (
    Heading | NoteCall | Reference | Link | FactCall | Image | Maths | Figure | Grid | Box | Aside
    | Quote | KeyFigures | Marked | Index | Glossary | FactList | SourceList
)
Flow = tuple["str | Piece", ...]


def is_beside(part: str | Piece) -> bool:
    """Whether a part of a flow stands beside the text: a side note, a pull quote, a narrow
    figure."""
    return isinstance(part, Aside) or (isinstance(part, Quote) and part.pull) or (
        isinstance(part, Figure) and part.width == "margin")


def inner(piece: Piece) -> tuple[Flow, ...]:
    """The flows that a piece holds, in reading order."""
    match piece:
        case Heading(title=title):
            return (title,)
        case Figure(title=title, deck=deck, source=source, note=note, credit=credit):
            return (title, deck, note, source, credit)
        case Grid(title=title, deck=deck, note=note, source=source):
            cells = tuple(cell.flow for row in piece.rows for cell in row)
            under = (*(each.flow for each in piece.notes), *piece.remarks)
            return (title, deck, *cells, *under, note, source)
        case Box(title=title, flow=flow):
            return (title, flow)
        case Aside(flow=flow) | Link(flow=flow) | Marked(flow=flow):
            return (flow,)
        case Glossary(items=terms):
            return tuple(flow for item in terms for flow in (item.words, item.meaning))
        case Quote(flow=flow, attribution=attribution):
            return (flow, attribution)
        case KeyFigures(items=items):
            return tuple(flow for item in items
                         for flow in (item.before, item.number, item.words, item.source))
        case _:
            return ()


def pieces(flow: Flow) -> Iterator[Piece]:
    """Every piece of a flow and of the pieces in it, in reading order."""
    for part in flow:
        if not isinstance(part, str):
            yield part
            for nested in inner(part):
                yield from pieces(nested)

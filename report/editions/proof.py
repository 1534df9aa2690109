"""The proof: every paragraph has its number in the margin and every fifth line too, and every page
says of which revision of the report it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

from report.editions.lines import Line
from report.editions.overlay import laid_under, words
from report.terms import terms

if TYPE_CHECKING:
    from report.editions.finish import Context

_EVERY = 5  # lines
_SIZE = 7.0  # points
_FROM_TEXT = 5.0  # millimetres
_WATERMARK = "#E9EBED"  # pale enough to read over
_WATERMARK_SIZE = 30.0  # points
_TURNED = -55.0  # degrees: along the diagonal of a page


def numbered(data: bytes, context: Context) -> bytes:
    """A PDF with numbers of paragraphs and lines in its left margin, and a watermark under all
    pages but the cover."""
    typesetter = context.typesetter
    assert typesetter is not None
    has_cover = "cover" in context.made.parts
    drawings = {page: _watermark(context) for page in range(has_cover, context.pages)}
    names = {section.id: str(section.number or section.id)
             for section in context.report.sections}
    for first, lines in context.seen:
        for line in lines:
            if line.number == 1 or line.number % _EVERY == 0:
                drawings[first + line.page] += _number(line, names[line.section], context)
    return laid_under(data, drawings, typesetter)


def _number(line: Line, section: str, context: Context) -> str:
    """A paragraph's number beside its first line (“3.14”: the fourteenth of chapter 3), a line's
    beside others."""
    theme = context.theme
    is_first = line.number == 1
    said = f"{section}.{line.paragraph}" if is_first else str(line.number)
    return words(theme.measures["inner"] - _FROM_TEXT, line.y, said, _SIZE, theme.faces["sans"],
                 theme.colours["brick" if is_first else "slate"],
                 weight=600 if is_first else 400, anchor="right")


def _watermark(context: Context) -> str:
    measures = context.theme.measures
    return words(measures["width"] / 2, measures["height"] / 2, stamp(context), _WATERMARK_SIZE,
                 context.theme.faces["sans"], _WATERMARK, weight=600, anchor="center",
                 turned=_TURNED)


def stamp(context: Context) -> str:
    """“Proof, 7 March 2016, revision 1a2b3c4”: the report's date, and a digest of its files."""
    meta = context.report.meta
    said = terms(meta.language)
    date = format_date(meta.date, "d MMMM y" if meta.language[:2] == "en" else "long",
                       locale=meta.language.replace("-", "_"))
    return f"{said['proof']}, {date}, {said['revision']} {context.revision()}"

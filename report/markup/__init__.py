"""Parse: a Manuscript becomes a Report, with everything in it numbered and named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from report.errors import Faults, Place, did_you_mean
from report.flows import plain
from report.markup import facts
from report.markup.cover import cover
from report.markup.desk import Desk, section_id
from report.markup.remembered import Remembered
from report.markup.syntax import markdown
from report.markup.walk import Walk
from report.model import (
    Flow,
    Glossary,
    Heading,
    Index,
    Link,
    Manuscript,
    Marked,
    Reference,
    Report,
    Section,
    Text,
)
from report.store import Store

# File names that are words of a book's parts, and the EPUB vocabulary's word for each.
# https://www.w3.org/TR/epub-ssv-11/
_KINDS = {
    "summary": "abstract", "abstract": "abstract", "foreword": "foreword", "preface": "preface",
    "introduction": "introduction", "prologue": "prologue", "epilogue": "epilogue",
    "conclusion": "conclusion", "afterword": "afterword", "acknowledgements": "acknowledgments",
    "acknowledgments": "acknowledgments", "dedication": "dedication", "appendix": "appendix",
    "glossary": "glossary", "bibliography": "bibliography", "sources": "bibliography",
    "colophon": "colophon", "index": "index", "imprint": "imprint",
}  # fmt: skip


def parse(manuscript: Manuscript, faults: Faults, store: Store | None = None) -> Report:
    """Parse every text of a manuscript; what is wrong in them is gathered in `faults`.

    With a store, texts that have not changed are taken from there.
    """
    desk = Desk(manuscript, faults)
    desk.manuscript = manuscript = facts.in_settings(desk)
    # Else what a reference wants may stand in a text that could not be read.
    is_whole = not any(fault.place.file.suffix in (".md", ".toml") for fault in faults)
    parser = markdown(manuscript.meta.language, manuscript.meta.maths)
    names = [section_id(text.file.name) for text in manuscript.texts]
    for name, text in zip(names, manuscript.texts, strict=True):
        desk.take(name, Place(text.file, 1))
    remembered = Remembered(desk, store)
    sections = tuple(
        remembered.section(text, partial(_section, desk, parser, text, name))
        for name, text in zip(names, manuscript.texts, strict=True)
    )
    on_cover = cover(desk, manuscript.cover)
    report = Report(manuscript.meta, on_cover, manuscript.cover.words, sections, manuscript.kinds,
                    manuscript.ledger, tuple(desk.uses))
    if is_whole:
        _check_targets(report, desk, faults)
        _check_index(report, faults)
    return report


def _section(desk: Desk, parser: MarkdownIt, text: Text, name: str) -> Section:
    walk = Walk(desk, parser, text, name)
    kind = _KINDS.get(name, "chapter" if text.matter == "body" else "appendix"
                      if text.matter == "back" else "preface")
    nodes = walk.tree(text.markdown)
    titles = [node for node in nodes if node.type == "heading" and node.tag == "h1"]
    place = Place(text.file, 1)
    title: Flow = ()
    if not titles:
        walk.fault(place, "This text has no title.", "Let its first line be “# A title”.")
    else:
        first = nodes.index(titles[0])
        place = walk.place(titles[0])
        _check_order(walk, nodes[:first], name)
        with walk.inside("heading"):
            title = walk.whole(walk.inline(titles[0].children[0]))
        if not plain(title).strip():
            walk.fault(place, "This text's title has no words.", "Write them behind the #.")
        nodes = nodes[first + 1 :]
    flow = walk.flow(nodes)
    walk.uncalled()
    number = desk.number("chapter") if kind == "chapter" else 0
    return Section(name, kind, text.matter, number, title, flow, place, walk.notes)


def _check_order(walk: Walk, above: Sequence[SyntaxTreeNode], name: str) -> None:
    """Nothing may stand above a text's title, neither words nor a label."""
    for node in above:
        if node.type == "myst_target":
            walk.desk.lost.add(node.content.strip())
            walk.fault(walk.place(node), "A text's title takes no label.",
                       f"Refer to it by its file's name: {{numref}}`{name}`.")
        elif node.type not in ("myst_line_comment", "footnote_reference"):
            walk.fault(walk.place(node), "This stands above the text's title.",
                       "Let the first line be “# A title”.")
            return


def _check_index(report: Report, faults: Faults) -> None:
    """Words that are marked must be shown, and an index must have words to show."""
    marks = [piece for piece in report.pieces() if isinstance(piece, Marked)]
    shown = [piece for piece in report.pieces() if isinstance(piece, Index)]
    if marks and not shown:
        section = next(section for section in report.sections if section.matter == "body")
        faults.found(Place(section.place.file), "Words are marked with {index}, but no text "
                     "shows the index.", "Write a text index.md with a title and, under it, the "
                     "lines :::{show-index} and :::, and name it last in [matter].")
    for place in shown:
        if not marks:
            faults.found(place.place, "The index is empty.",
                         "Mark words for it: {index}`Madaya`.")


def _check_targets(report: Report, desk: Desk, faults: Faults) -> None:
    """Every cross reference and link must have something to point to."""
    numbered = {figure.id for figure in report.figures()}
    numbered |= {grid.id for grid in report.grids() if grid.number}
    numbered |= {formula.id for formula in report.formulas() if formula.number}
    headings = {piece.id for piece in report.pieces() if isinstance(piece, Heading)}
    sections = {section.id for section in report.sections}
    terms = {item.id for piece in report.pieces() if isinstance(piece, Glossary)
             for item in piece.items if item.id}
    known = numbered | headings | sections | terms | desk.lost
    for piece in report.pieces():
        if isinstance(piece, Reference | Link) and piece.target not in known:
            faults.found(piece.place, f"There is nothing called “{piece.target}” to refer to.",
                         did_you_mean(piece.target, known - desk.lost))



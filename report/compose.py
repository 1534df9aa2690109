"""Compose: a Report becomes the Pages of an edition, XHTML by templates.

One template sets one part of the book or one piece of the text; what an edition does
differently is said in the template itself. Nothing here knows how pages are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from report import cited, formulas, indexed
from report.flows import plain, sort_key, tight
from report.folios import mark, page_of
from report.indexed import Entry, Locator
from report.initials import with_initial
from report.lists import lists
from report.model import (
    INLINE,
    Aside,
    Box,
    Drawn,
    Edition,
    FactCall,
    FactList,
    Figure,
    Flow,
    Glossary,
    Grid,
    Heading,
    Image,
    Index,
    KeyFigures,
    Link,
    Marked,
    Maths,
    NoteCall,
    Pages,
    Piece,
    Placement,
    Quote,
    Reference,
    Report,
    Section,
    SourceList,
    Unit,
    Use,
    pieces,
)
from report.outline import outline
from report.rows import file_name
from report.runs import in_runs
from report.templating import environment
from report.terms import terms

_TEMPLATE_OF: Mapping[type, str] = {
    Heading: "heading", NoteCall: "notecall", Reference: "reference", Link: "link",
    Image: "image", Maths: "maths", Figure: "figure", Grid: "table", Box: "box", Aside: "aside",
    Quote: "quote", KeyFigures: "key-figures", Marked: "marked", Index: "index",
    Glossary: "glossary", FactCall: "fact", FactList: "facts", SourceList: "sources",
}  # fmt: skip
NOTHING: Mapping[str, Any] = {}
_INLINE_TAG = re.compile(r"<(?:abbr|em|strong|a|span|code)\b[^>]*>")
_BETWEEN = re.compile(rf"(?:(?<=>)|\A)[ \n]({_INLINE_TAG.pattern})")
_AT_END = re.compile(r"[ \n][^ \n<>]+[ \n]$")


@dataclass(frozen=True)
class Label:
    """What a cross reference to a target says, whole and in short (a number where it has one),
    and the unit that holds the target."""

    words: str
    short: str
    unit: str


def compose(
    report: Report,
    edition: Edition,
    drawn: Mapping[str, Drawn],
    placement: Placement = Placement(),  # noqa: B008 - frozen
    source: Callable[[Path], str] = str,
    given: Mapping[str, Any] = NOTHING,
    only: Collection[str] | None = None,
) -> Pages:
    """Compose a report for an edition.

    `placement` holds the page numbers that an index and its like are made from; where else a
    page is named there is a mark, which `numbered` fills. `source` gives the address under which
    the edition will find an image file; `given` is what the templates of its own parts need
    besides. Returns one unit a section, front to back; `only` those that are asked for.
    """
    setter = _Setter(report, edition, drawn, placement, source, given)
    matter = {part: [s for s in report.sections if s.matter == part]
              for part in ("front", "body", "back")}
    sections = [s for part in matter.values() for s in part] if edition.whole else []
    ordered: list[str | Section] = [*edition.parts, *sections, *edition.closing]
    units = [setter.part(each) if isinstance(each, str) else setter.section(each)
             for each in ordered
             if only is None or (each if isinstance(each, str) else each.id) in only]
    return Pages(edition, report.meta, tuple(
        unit for unit in units if unit.id not in edition.closing or unit.body.strip()))


class _Setter:
    """Sets flows and pieces for one edition."""

    def __init__(
        self, report: Report, edition: Edition, drawn: Mapping[str, Drawn],
        placement: Placement, source: Callable[[Path], str], given: Mapping[str, Any],
    ) -> None:
        self.report = report
        self.edition = edition
        self.terms = terms(report.meta.language)
        self.labels = _labels(report, self.terms)
        self._placement = placement
        self._body = placement.folios.get(report.counted_from, 1)
        self._is_located = False
        self._names: dict[str, Any] = {
            "report": report, "meta": report.meta, "edition": edition, "drawn": drawn,
            "terms": self.terms, "flow": self.flow, "label": self.label, "href": self.href,
            "folio": self.folio, "source": source, "plain": plain, "dated": self.dated,
            "sections": report.sections, "index": self.index, "file_name": file_name,
            "outline": outline, "lists": lists, "cited": self.cited,
            "facts_used": lambda: cited.used(report), "sources_of": lambda: cited.sources(report),
            "places": self.places, "drawn_parts_of": partial(formulas.parts, drawn),
            "sunk": partial(formulas.sunk, drawn), **given,
        }

    def render(self, template: str, **names: Any) -> str:
        return environment().get_template(f"{template}.html").render(self._names | names)

    def part(self, name: str) -> Unit:
        """A part that Octavo makes itself: cover, title page, imprint, contents."""
        return Unit(name, name, self.terms.get("contents" if name == "toc" else name, name),
                    self.render(name))

    def section(self, section: Section) -> Unit:
        if self.edition.paged and section.kind == "abstract":
            section = replace(section, flow=in_runs(section.flow))
        self._is_located = False
        body = self.render("section", section=section)
        if self.report.meta.drop_caps and section.kind == "chapter" and not self.edition.split:
            body = with_initial(body, section.flow, self.edition.paged)
        return Unit(section.id, section.kind, plain(section.title), body, self._is_located)

    def flow(self, flow: Flow) -> Markup:
        """A flow as the edition's XHTML."""
        parts: list[str] = []
        flow = tight(flow) if self.edition.paged else flow
        for i, part in enumerate(flow):
            following = flow[i + 1] if i + 1 < len(flow) else ""
            if not isinstance(part, str):
                words = self.render(_TEMPLATE_OF[type(part)], piece=part)
                if self.edition.paged and isinstance(part, NoteCall) and parts:
                    # A note's call stays on the line of the word it follows.
                    before, last = _last_word(parts[-1].removesuffix("\n"))
                    if last:
                        parts[-1] = _apart(before, True)
                        words = f'<span class="called">{last}{words}</span>'
                    elif isinstance(flow[i - 1], Maths):
                        words = f'<span class="called">{parts.pop()}{words}</span>'
            elif self.edition.paged:
                words = _apart(part, isinstance(following, INLINE))
            else:
                words = part
            parts.append(words)
        return Markup("".join(parts))

    def label(self, piece: Reference) -> str:
        found = self.labels[piece.target]
        return piece.words.replace("%s", found.short) if piece.words else found.words

    def href(self, target: str) -> str:
        """The address of a target: in the same file, or in the file of its unit."""
        if not self.edition.split:
            return f"#{target}"
        unit = self.labels[target].unit if target in self.labels else target
        file = f"{unit}{self.edition.suffix_of_units}"
        return file if target == unit else f"{file}#{target}"

    def folio(self, target: str, is_aligned: bool = False) -> Markup:
        """The place of the folio of the page on which a target begins."""
        return Markup(mark(target, is_aligned))

    def _page(self, target: str) -> int:
        return page_of(target, self._placement, self._body)

    def index(self) -> list[tuple[str, list[Entry]]]:
        """The index, with page numbers where the edition has pages, else with sections."""
        marks = [piece for piece in self.report.pieces() if isinstance(piece, Marked)]
        return indexed.index(marks, self._located, sort_key)

    def _located(self, marks: Sequence[Marked]) -> tuple[Locator, ...]:
        """Where words stand: page numbers where the edition has pages, else sections."""
        if self.edition.paged:
            self._is_located = True
            return indexed.pages(marks, self._page, self._body)
        return indexed.sections(marks, self.section_of)

    def places(self, uses: Sequence[Use]) -> tuple[Locator, ...]:
        """Where a fact is used, as an index says it."""
        order = {use.section: None for use in self.report.uses}
        elements = dict.fromkeys(use.element for section in order for use in uses
                                 if use.section == section and use.element)
        return self._located([Marked(name, (), "") for name in elements])

    def cited(self, names: Sequence[str]) -> list[cited.Entry]:
        """What is told of some facts or events, each once."""
        return [cited.entry(name, self.report.ledger, self.report.meta.language)
                for name in dict.fromkeys(names)]

    def section_of(self, target: str) -> str:
        """The section that holds a target: “Chapter 2”, or its title where it has no number."""
        label = self.labels[self.labels[target].unit]
        return label.words if label.short.isdigit() else label.short

    def dated(self, date: Any) -> str:
        from babel.dates import format_date

        return format_date(date, "d MMMM y" if self.report.meta.language[:2] == "en" else "long",
                           locale=self.report.meta.language.replace("-", "_"))


def _apart(text: str, followed: bool) -> str:
    """Give the word before an inline element, with the spaces round it, an element of its own.

    WeasyPrint 70 breaks a line after the first word of a text that fits the line when its last
    space does not and an inline element follows. Now that text is one word. A space of its own
    would do as well, but the engine draws none, and a reader would hear “seeFigure”.
    """
    parts: list[str] = []
    done = 0
    for tag in _INLINE_TAG.finditer(text):
        if text[tag.start() - 1 : tag.start()] in (" ", "\n"):
            before, word = _last_word(text[done : tag.start() - 1])
            if word and before.endswith((" ", "\n")):
                begin = done + len(before) - 1
                parts += text[done:begin], f"<span>{text[begin : tag.start()]}</span>"
                done = tag.start()
    text = _BETWEEN.sub(r"\1 ", "".join((*parts, text[done:])))
    if not followed:
        return text
    before, _ = _last_word(text.rstrip(" \n"))  # patterns are slow on long texts
    begin = max(len(before) - 1, 0)
    return text[:begin] + _AT_END.sub(r"<span>\g<0></span>", text[begin:])


def _last_word(text: str) -> tuple[str, str]:
    """A text parted before its last word, which is empty if the text ends with none."""
    begin = 1 + max(map(text.rfind, " \n<>"))
    return text[:begin], text[begin:]


def _labels(report: Report, terms: Mapping[str, str]) -> dict[str, Label]:
    """Every target of a reference with what refers to it says."""
    labels = {"cover": Label(terms["cover"], terms["cover"], "cover")}

    def titled(title: Flow) -> tuple[str, str]:
        return f"{terms['open']}{plain(title)}{terms['close']}", plain(title)

    def numbered(term: str, number: int) -> tuple[str, str]:
        return f"{terms[term]}\N{NO-BREAK SPACE}{number}", str(number)

    for section in report.sections:
        number = section.number
        labels[section.id] = Label(
            *(numbered("chapter", number) if number else titled(section.title)), section.id)
        for piece in _within(section):
            match piece:
                case Heading(id=name, title=title):
                    labels[name] = Label(*titled(title), section.id)
                case Figure(id=name, number=number):
                    labels[name] = Label(*numbered("figure", number), section.id)
                case Grid(id=name, number=number) if number:
                    labels[name] = Label(*numbered("table", number), section.id)
                case Maths(id=name, number=number) if number:
                    labels[name] = Label(*numbered("formula", number), section.id)
                case FactCall(id=name) | KeyFigures(id=name) | Box(id=name) | Aside(id=name):
                    labels[name] = Label(name, name, section.id)
                case Marked(id=name, flow=flow):
                    labels[name] = Label(plain(flow), plain(flow), section.id)
                case Glossary(items=items):
                    for item in items:
                        labels[item.id] = Label(item.name, item.name, section.id)
                case NoteCall(note=note, id=call):
                    for name in (note.id, call):
                        labels[name] = Label(*numbered("note", note.number), section.id)
                case _:
                    pass
    return labels


def _within(section: Section) -> list[Piece]:
    notes = (p for note in section.notes for paragraph in note.paragraphs
             for p in pieces(paragraph))
    return [*pieces(section.title), *pieces(section.flow), *notes]

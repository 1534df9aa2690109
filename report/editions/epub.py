"""The e-book: EPUB 3.3, one file a unit, packed by EbookLib."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from report import extract
from report.accessibility import CONFORMANCE, claims, opened, summary
from report.editions.cover import jpeg
from report.editions.forms import Form, resampled
from report.editions.package import Entry, File, package
from report.editions.pagelist import Break
from report.editions.pagemarks import marked
from report.editions.split import cut
from report.flows import ids, plain
from report.fonts import FORMULAS, formula_licence, formula_subset, instance, licence_of
from report.images import media_type
from report.kept import digest, kept
from report.lists import lists
from report.model import Drawn, Figure, Grid, Meta, Pages, Report, Theme, Unit
from report.outline import Item, outline
from report.terms import claim_sentences, direction_of, terms

# The weights that the e-book's stylesheet uses; the body is left to the reader's own face.
_FACES = (("sans", "normal", 400), ("sans", "normal", 600), ("serif", "normal", 600))


def write(
    report: Report, pages: Pages, sheet: str, theme: Theme, drawn: Mapping[str, Drawn],
    images: Mapping[str, Path], keep: Path, form: Form,
    breaks: Sequence[Break] = (),
) -> bytes:
    """The e-book's bytes; `sheet` is the theme's EPUB stylesheet.

    `keep` keeps font subsets, images made smaller and the cover; `form` says what is put in;
    `breaks` say where the pages of the PDF begin, if there is one.
    """
    meta, words = report.meta, terms(report.meta.language)
    contents = _contents(report, pages)
    fonts = _fonts(theme, pages, keep) if form.fonts else []
    documents, page_list = marked([_document(unit, meta) for unit in pages.units], breaks)
    nav = File("nav.xhtml", "application/xhtml+xml",
               _nav(contents, page_list, report, pages).encode(), ("nav",))
    front = [file for file, unit in zip(documents, pages.units, strict=True)
             if unit.id in form.edition.parts]
    rest = [file for file in documents if file not in front]
    files = [
        *front, nav, *rest,
        File("style.css", "text/css", (_faces(fonts) + sheet).encode()),
        File("cover.jpg", "image/jpeg", jpeg(
            meta, theme, report.cover, drawn.get("cover"), keep, form),
             ("cover-image",)),
        *_pictures(drawn, form), *_images(pages, images, keep, form),
        *(File(f"data/{file.name}", "text/csv", file.data) for file in extract.files(report)),
        *(file for _, file in fonts), *_licences(theme, fonts),
    ]
    if form.largest:
        files, led = cut(files, [*contents, *page_list], form.largest)
        contents, page_list = led[:len(contents)], led[len(contents):]
    files = [replace(file, properties=("mathml",)) if _is_mathematical(file) else file
             for file in files]
    start = next((section.id for section in report.sections if section.matter == "body"),
                 pages.units[-1].id)
    return package(
        meta.identifier, meta.title, meta.language, modified(meta),
        [*_metadata(meta), *_source_of(page_list, meta), *_accessibility(meta, files)], files,
        [file.name for file in files if file.name.endswith(".xhtml")], contents,
        [("cover", words["cover"], "cover.xhtml"), ("toc", words["contents"], "nav.xhtml"),
         ("text", words["start"], f"{start}.xhtml")], page_list,
        direction_of(meta.language))


def _is_mathematical(file: File) -> bool:
    return file.name.endswith(".xhtml") and b"<math" in file.data


def modified(meta: Meta) -> datetime.datetime:
    """When the e-book was last changed: SOURCE_DATE_EPOCH where set, else the report's date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.combine(meta.date, datetime.time(), datetime.UTC)


def _pictures(drawn: Mapping[str, Drawn], form: Form) -> Iterator[File]:
    """The drawings of all figures, in every size that the form wants."""
    for name, figure in drawn.items():
        for medium in form.edition.media if name != "cover" else ():
            if medium not in figure.pictures:  # formulas are drawn for print alone
                continue
            yield File(f"pictures/{name}-{medium}.svg", "image/svg+xml",
                       figure.pictures[medium].svg.encode())


def _images(
    pages: Pages, images: Mapping[str, Path], keep: Path, form: Form
) -> Iterator[File]:
    """The author's own images, those that the text shows."""
    text = "".join(unit.body for unit in pages.units)
    for name, file in images.items():
        if f'src="{name}"' in text:
            yield File(name, media_type(file), resampled(file, form, keep))


# --- documents ------------------------------------------------------------------------------


def _document(unit: Unit, meta: Meta) -> File:
    body = unit.body
    if unit.id == "cover":
        alt = escape(f"{terms(meta.language)['cover']}: {meta.title}")
        body = (f'<section class="cover" epub:type="cover" id="cover">'
                f'<img src="cover.jpg" alt="{alt}" role="doc-cover" /></section>')
    return File(f"{unit.id}.xhtml", "application/xhtml+xml",
                _page(unit.title or meta.title, meta, body).encode())


def _page(title: str, meta: Meta, body: str) -> str:
    language = meta.language
    direction = direction_of(language)
    facing = f' dir="{direction}"' if direction else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}"{facing}>\n'
        f"<head>\n<title>{escape(title)}</title>\n"
        '<link rel="stylesheet" type="text/css" href="style.css" />\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _contents(report: Report, pages: Pages) -> list[Entry]:
    titles = {unit.id: unit.title for unit in pages.units}
    entries = [Entry(terms(report.meta.language)["titlepage"], "titlepage.xhtml")]
    for section in report.sections:
        file = f"{section.id}.xhtml"
        number = f"{section.number}. " if section.number else ""
        entries.append(Entry(number + titles[section.id], file, _inner(
            outline(section, report.meta.contents_depth), file)))
    entries += [Entry(titles[name], f"{name}.xhtml") for name in pages.edition.closing
                if name in titles]
    return entries


def _inner(items: Iterable[Item], file: str) -> tuple[Entry, ...]:
    return tuple(Entry(item.title, f"{file}#{item.id}", _inner(item.inner, file))
                 for item in items)


def _nav(
    contents: list[Entry], page_list: list[Entry], report: Report, pages: Pages
) -> str:
    """The navigation document: contents, lists of figures, tables and pages, landmarks."""
    words = terms(pages.meta.language)
    body = (f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">\n'
            f'<h1 class="chapter-title" id="toc-title">{words["contents"]}</h1>\n'
            f"{_list(contents)}</nav>\n")
    illustrations = _illustrations(report, pages)
    for kind, name in (("loi", "figures"), ("lot", "tables")):
        if found := illustrations[kind]:
            body += (f'<nav epub:type="{kind}" id="{kind}" aria-labelledby="{kind}-title">\n'
                     f'<h2 id="{kind}-title">{words[name]}</h2>\n{_list(found)}</nav>\n')
    if page_list:
        body += (f'<nav class="page-list" epub:type="page-list" role="doc-pagelist" '
                 f'id="page-list" aria-labelledby="page-list-title">\n'
                 f'<h2 id="page-list-title">{words["pages"]}</h2>\n{_list(page_list)}</nav>\n')
    start = next((unit for unit in pages.units if unit.kind == "chapter"), pages.units[-1])
    landmarks = [("cover", words["cover"], "cover.xhtml"),
                 ("titlepage", words["titlepage"], "titlepage.xhtml"),
                 ("toc", words["contents"], "nav.xhtml"),
                 ("bodymatter", words["start"], f"{start.id}.xhtml")]
    items = "".join(f'<li><a epub:type="{kind}" href="{href}">{title}</a></li>\n'
                    for kind, title, href in landmarks)
    body += (f'<nav epub:type="landmarks" id="landmarks" hidden="hidden" '
             f'aria-label="{words["landmarks"]}">\n<ol>\n{items}</ol>\n</nav>\n')
    return _page(words["contents"], pages.meta, body)


def _list(entries: list[Entry] | tuple[Entry, ...]) -> str:
    items = "".join(
        f'<li><a href="{entry.href}">{escape(entry.title, quote=False)}</a>'
        f"{_list(entry.inner) if entry.inner else ''}</li>\n" for entry in entries)
    return f"<ol>\n{items}</ol>\n"


def _illustrations(report: Report, pages: Pages) -> dict[str, list[Entry]]:
    """The lists of figures and of tables, in the words of their captions."""
    words = terms(report.meta.language)
    homes = {name: unit.id for unit in pages.units for name in ids(unit.body)}

    def listed(term: str, pieces: Iterable[Figure | Grid]) -> list[Entry]:
        return [Entry(f"{words[term]}\N{NO-BREAK SPACE}{piece.number}. {plain(piece.title)}",
                      f"{homes[piece.id]}.xhtml#{piece.id}") for piece in pieces]

    there = lists(report)
    return {"loi": listed("figure", there.get("figures", ())),
            "lot": listed("table", there.get("tables", ()))}


# --- fonts and metadata ---------------------------------------------------------------------


def _characters(pages: Pages) -> frozenset[int]:
    text = "".join(unit.body for unit in pages.units)
    return frozenset(map(ord, re.sub(r"<[^>]+>", "", text))) | frozenset(range(0x20, 0x7F))


def _fonts(
    theme: Theme, pages: Pages, keep: Path
) -> list[tuple[tuple[str, str, int], File]]:
    fonts, characters = [], _characters(pages)
    for role, style, weight in _FACES:
        family = theme.faces[role]
        name = digest(family, style, weight, sorted(characters))
        data = kept(keep / f"{name}.ttf",
                    lambda f=family, s=style, w=weight: instance(  # type: ignore[misc]
                        f, s, {"wght": w}, characters))
        file = f"fonts/{family}-{weight}.ttf".replace(" ", "-")
        fonts.append(((family, style, weight), File(file, "font/ttf", data)))
    text = "".join(unit.body for unit in pages.units)
    if "<math" in text:
        data = kept(keep / f"{digest(FORMULAS, text)}.ttf", lambda: formula_subset(text))
        fonts.append(((FORMULAS, "normal", 400),
                      File(f"fonts/{FORMULAS}.ttf".replace(" ", "-"), "font/ttf", data)))
    return fonts


def _faces(fonts: Iterable[tuple[tuple[str, str, int], File]]) -> str:
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};'
        f"src:url({file.name})}}\n" for (family, style, weight), file in fonts)


def _licences(
    theme: Theme, fonts: Sequence[tuple[tuple[str, str, int], File]]
) -> Iterator[File]:
    """The licences of the fonts that are in it."""
    held = {family for (family, _, _), _ in fonts}
    families = {*theme.faces.values()} if held else set()
    for family in sorted(families | held):
        words = (formula_licence(theme.faces["serif"]) if family == FORMULAS
                 else licence_of(family))
        yield File(f"fonts/{family}-OFL.txt".replace(" ", "-"), "text/plain", words.encode())


def _metadata(meta: Meta) -> list[tuple[str, str, dict[str, str]]]:
    """What the package says of the book."""
    made: list[tuple[str, str, dict[str, str]]] = [
        ("creator", author, {"id": f"author-{i}"}) for i, author in enumerate(meta.authors, 1)]
    made += [
        ("publisher", meta.publisher, {}), ("date", meta.date.isoformat(), {}),
        ("rights", meta.licence, {}), ("description", meta.description, {}),
        *(("subject", word, {}) for word in meta.keywords),
    ]
    return [entry for entry in made if entry[1]]


def _source_of(page_list: list[Entry], meta: Meta) -> list[tuple[str, str, dict[str, str]]]:
    """Which edition the pages are of: the PDF, which has no identifier but the report's."""
    source = f"{meta.title}. PDF, {meta.date.isoformat()}, {meta.identifier}"
    return [("meta", source, {"property": "pageBreakSource"})] if page_list else []


def _accessibility(meta: Meta, files: Iterable[File]) -> list[tuple[str, str, dict[str, str]]]:
    """What the package says of the book's accessibility: the claims that its files bear out."""
    certifier = meta.publisher or ", ".join(meta.authors)
    made = [claim for claim in claims(opened({file.name: file.data for file in files}), certifier)
            if claim.holds]
    entries = [("meta", claim.value, {"property": claim.name}) for claim in made
               if claim.value != CONFORMANCE]
    entries.append(("meta", summary(made, claim_sentences(meta.language)),
                    {"property": "schema:accessibilitySummary"}))
    if any(claim.value == CONFORMANCE for claim in made):
        entries += [("meta", CONFORMANCE, {"property": "dcterms:conformsTo", "id": "conformance"}),
                    ("meta", certifier, {"property": "a11y:certifiedBy",
                                         "refines": "#conformance"})]
    return entries

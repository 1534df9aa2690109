"""The composed document as one for Typst: the same words, notes, tables, pictures and references.

Typst makes the contents, the numbers and the page references by itself. It has no side column
that side notes keep clear of each other in, no lines of the page that text stands on, and places
figures by its own rules, so that its pages are much like Octavo's but not the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import html

from benchmarks.composed import PAGE
from report.fonts import CHART_CHARACTERS, instance

SOURCE, FONTS = "page.typ", "fonts"
_FACES = [("Source Serif 4", "normal", 400), ("Source Serif 4", "normal", 700),
          ("Source Serif 4", "italic", 400), ("Source Sans 3", "normal", 400),
          ("Source Sans 3", "normal", 700)]
_HEAD = """\
#let folio(name) = context counter(page).at(name).first()
#let aside(words) = context place(
  dx: if calc.even(here().page()) {{ -{gap}mm - {margin}mm }} else {{ {column}mm + {gap}mm }},
  block(width: {margin}mm, text(8pt, font: "Source Sans 3", words)))
#set document(title: "The made-up report", author: "Octavo's benchmarks")
#set page(width: {width}mm, height: {height}mm, margin: (inside: {inner}mm,
  outside: {outer}mm + {gap}mm + {margin}mm, top: {top}mm, bottom: {bottom}mm),
  header: context align(right, text(8pt, query(selector(heading.where(level: 1)).before(here()))
    .map(it => it.body).at(-1, default: []))), numbering: "1")
#set text(font: "Source Serif 4", size: 10pt, lang: "en", region: "GB", hyphenate: true,
  top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: {leading}mm - 10pt, spacing: {leading}mm - 10pt, first-line-indent: 5mm)
#set footnote.entry(gap: 0pt)
#set figure(placement: auto)
#set figure.caption(position: top)
#show figure: set align(left)
#show figure.where(kind: table): set figure(placement: none)
#show heading.where(level: 1): it => {{ pagebreak(weak: true); it }}
#show heading: set text(font: "Source Sans 3")
#show heading: set block(above: {leading}mm, below: {leading}mm)
"""
_SIGNS = re.compile(r"([\\#$*_`<>@\[\]~=\-+/\"'])")


def write(folder: Path, measures: Mapping[str, float]) -> Path:
    """Write the document that stands in a folder for Typst too; `measures` are the theme's."""
    (folder / FONTS).mkdir(exist_ok=True)
    for family, style, weight in _FACES:
        name = f"{family}-{style}-{weight}.ttf".replace(" ", "-")
        (folder / FONTS / name).write_bytes(
            instance(family, style, {"wght": weight}, CHART_CHARACTERS))
    body = html.fromstring((folder / PAGE).read_bytes()).find("body")
    file = folder / SOURCE
    file.write_text(_HEAD.format(**measures) + "\n".join(_blocks(body)), encoding="utf-8")
    return file


def _blocks(node: html.HtmlElement) -> Iterator[str]:
    """The blocks inside an element."""
    for inner in node:
        kind, tag = inner.get("class", "").split(" ")[0], inner.tag
        if tag == "nav":
            yield "#pagebreak()\n#outline(depth: 2)\n#outline(title: [Figures], target: " \
                  "figure.where(kind: image))\n#outline(title: [Tables], target: " \
                  "figure.where(kind: table))\n#pagebreak()"
        elif kind == "chapter-number":
            continue
        elif kind == "chapter-title":
            yield f"#heading(level: 1)[{_inline(inner)}]{_label(node)}"
        elif tag in ("h2", "h3"):
            yield f"#heading(level: {tag[1]})[{_inline(inner)}]{_label(inner)}"
        elif kind == "beside":
            yield f"#aside[{_within(inner)}]"
        elif kind == "box":
            yield f"#block(fill: luma(240), inset: 4mm, width: 100%)[{_within(inner)}]"
        elif tag == "figure" or kind == "table":
            yield _figure(inner)
        elif tag in ("ul", "ol"):
            yield f"#list({', '.join(f'[{_within(item) or _inline(item)}]' for item in inner)})"
        elif tag in ("p", "dt", "dd"):
            yield f"{_inline(inner)}\n"
        else:
            yield from _blocks(inner)
            if tag == "header":
                yield "#pagebreak()"


def _within(node: html.HtmlElement) -> str:
    return "\n".join(_blocks(node)).strip()


def _figure(node: html.HtmlElement) -> str:
    """A picture or a table, with its caption and what stands under it."""
    said = {part.get("class"): _inline(part) for part in node.iter("p")}
    caption = f"{said.get('figure-title', '')} {said.get('deck', '')}"
    under = said.get("figure-source", "")
    picture = node.find(".//img")
    if picture is not None:
        shown = f"image({_string(picture.get('src'))}, alt: {_string(picture.get('alt'))})"
    else:
        rows = [[f"[{_inline(cell)}]" for cell in row] for row in node.iter("tr")]
        shown = f"table(columns: {len(rows[0])}, stroke: none, table.header(" \
                f"{', '.join(rows[0])}), {', '.join(cell for row in rows[1:] for cell in row)})"
        shown = f"{{ show figure: set block(breakable: true); {shown} }}"
    kind = "image" if picture is not None else "table"
    return f"#figure(kind: {kind}, caption: [{caption}], {{ {shown}; [{under}] }}){_label(node)}"


def _inline(node: html.HtmlElement) -> str:
    """The words inside an element, with its notes, references and emphasis."""
    return _text(node.text) + "".join(_span(inner) + _text(inner.tail) for inner in node)


def _span(node: html.HtmlElement) -> str:
    kind = node.get("class", "")
    if kind in ("notecall", "note-number"):
        return ""
    if kind == "footnote":
        return f"#footnote[{_inline(node).strip()}]"
    if kind == "reference":
        return f"#link({_name(node.get('href')[1:])})[{_inline(node)}]"
    if kind == "page-reference":
        return f", page #folio({_name(node.getprevious().get('href')[1:])})"
    if node.tag in ("em", "strong"):
        return f"#{ {'em': 'emph', 'strong': 'strong'}[node.tag]}[{_inline(node)}]"
    return _inline(node)


def _text(words: str | None) -> str:
    return _SIGNS.sub(r"\\\1", re.sub(r"\s+", " ", words or ""))


def _string(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _name(name: str) -> str:
    return f"<{name}>"


def _label(node: html.HtmlElement) -> str:
    return f" {_name(node.get('id'))}" if node.get("id") else ""

"""The web edition: one HTML file that holds everything and asks for nothing."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from report import __version__
from report.fonts import FORMULAS, formula_subset, web_subset
from report.images import media_type
from report.kept import digest, kept
from report.model import Attached, Edition, Pages, Theme
from report.terms import terms

EDITION = Edition(
    "html", ".html", parts=("cover", "toc"), media=("wide", "narrow"), heading_shift=1)
_VOID = re.compile(r"<(area|br|col|hr|img|input|link|meta|wbr)\b([^>]*?)\s*/>")
def source(file: Path) -> str:
    """An image as an address that holds it."""
    data = base64.b64encode(file.read_bytes()).decode()
    return f"data:{media_type(file)};base64,{data}"


def write(
    pages: Pages, sheet: str, theme: Theme, keep: Path, ledger: Sequence[Attached] = ()
) -> bytes:
    """The whole report as one file; `sheet` is the theme's screen stylesheet.

    Subsets of the theme's fonts are kept in the folder `keep`; `ledger` are the files of the
    ledger, which its foot holds.
    """
    meta, words = pages.meta, terms(pages.meta.language)
    parts = {unit.id: unit for unit in pages.units if unit.id in EDITION.parts}
    text = "".join(unit.body for unit in pages.units if unit.id not in parts)
    body = (
        f'<a class="skip" href="#text">{words["skip"]}</a>\n{parts["cover"].body}\n'
        f'<div class="page">\n{parts["toc"].body}\n<main id="text">\n{text}</main>\n</div>\n'
        f"{_footer(pages, ledger)}"
    )
    faces = _faces(theme, _characters(body), keep) + _face_of_formulas(body, keep)
    described = f'<meta name="description" content="{escape(meta.description)}">\n'
    authors = "".join(f'<meta name="author" content="{escape(a)}">\n' for a in meta.authors)
    return _as_html(
        f'<!DOCTYPE html>\n<html lang="{meta.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(meta.title)}</title>\n{described if meta.description else ''}{authors}"
        f'<meta name="generator" content="Octavo {__version__}">\n'
        f'<link rel="icon" href="data:,">\n'
        f"<style>\n{faces}{sheet}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    ).encode()


def _footer(pages: Pages, ledger: Sequence[Attached]) -> str:
    meta, words = pages.meta, terms(pages.meta.language)
    licence = escape(meta.licence)
    if meta.licence_url:
        licence = f'<a href="{escape(meta.licence_url)}">{licence}</a>'
    said = [escape(", ".join(filter(None, (meta.title, meta.publisher)))), licence,
            f"{words['identifier']}: {escape(meta.identifier)}"]
    links = [f'<a download="{file.name}" href="data:text/csv;charset=utf-8;base64,'
             f'{base64.b64encode(file.data).decode()}">{file.name}</a>' for file in ledger]
    said += [f"{words['ledger']}: {', '.join(links)}"] if links else []
    return "<footer>" + "".join(f"<p>{part}</p>" for part in said if part) + "</footer>\n"


def _as_html(xhtml: str) -> str:
    """XHTML's empty elements as HTML writes them."""
    return _VOID.sub(r"<\1\2>", xhtml)


def _characters(body: str) -> frozenset[int]:
    """The characters that a page shows; letters in both cases, since styles may change it."""
    shown = set(re.sub(r"<[^>]+>", "", body)) | set(map(chr, range(0x20, 0x7F)))
    return frozenset(map(ord, shown | set("“”‘’–—…\N{NO-BREAK SPACE}×↩")))


def _face_of_formulas(body: str, keep: Path) -> str:
    """A face for the signs of its formulas, if a page has any: few machines have one."""
    formulas = "".join(re.findall(r"<math\b.*?</math>", body, re.DOTALL))
    if not formulas:
        return ""
    data = kept(keep / f"{digest(FORMULAS, formulas)}.woff2",
                lambda: formula_subset(formulas, "woff2"))
    return (f'@font-face{{font-family:"{FORMULAS}";font-display:swap;src:url(data:font/woff2;'
            f'base64,{base64.b64encode(data).decode()}) format("woff2")}}\n')


def _faces(theme: Theme, characters: frozenset[int], keep: Path) -> str:
    rules = []
    for family in sorted(set(theme.faces.values())):
        for style in ("normal", "italic"):
            name = digest(family, style, sorted(characters))
            data = kept(keep / f"{name}.woff2",
                        lambda f=family, s=style: web_subset(f, s, characters))  # type: ignore[misc]
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:{style};font-weight:200 900;'
                "font-display:swap;src:url(data:font/woff2;base64,"
                f'{base64.b64encode(data).decode()}) format("woff2")}}\n')
    return "".join(rules)



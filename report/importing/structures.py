"""What HTML is made of besides paragraphs: headings, lists, tables, figures, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from report.importing import formulas
from report.importing.archive import local
from report.importing.elements import BLOCKS
from report.importing.model import Block, Left
from report.importing.names import anchor
from report.importing.pagewords import line_of
from report.importing.wording import escape, fenced

if TYPE_CHECKING:
    from report.importing.hypertext import Hypertext

_HOLDERS = {"table", "thead", "tbody", "tfoot", "tr", "colgroup"}


def heading(walk: Hypertext, element: etree._Element, level: int) -> Iterator[Block]:
    markdown = re.sub(r"(?<!\\)\[\^[^\]\\]+\]", "", walk.inline.set(element).replace("\\\n", " "))
    if not re.search(r"\w", markdown):
        yield from walk.paragraph([element], element)
        return
    full = f"{walk.page.name}#{element.get('id')}" if element.get("id") else ""
    inner = next((f"{walk.page.name}#{each.get('id')}" for each in element.iter()
                  if isinstance(each.tag, str) and each.get("id")), "")
    above = element.getparent()
    outer = (f"{walk.page.name}#{above.get('id')}" if above is not None and above.get("id")
             and local(above) in ("section", "div", "article") else "")
    links = walk.notes.marks.wanted
    wanted = next((name for name in (full, inner, outer) if name and name in links), "")
    yield Block("heading", walk.parts(element), _straight(markdown), level=level,
                label=anchor(wanted) if wanted else "")


def quote(walk: Hypertext, element: etree._Element, depth: int) -> Iterator[Block]:
    beside: list[Block] = []
    rows: list[str] = []
    parts: list[tuple[int, str]] = []
    for block in walk.room(element, depth):
        if block.kind in ("rule", "image"):
            beside += [block] if block.kind == "image" else []
            continue
        rows += ["", *flat(block).split("\n")] if rows else flat(block).split("\n")
        parts += block.parts
    if rows:
        yield Block("quote", tuple(parts), "\n".join(f"> {row}".rstrip() for row in rows))
    yield from beside


def flat(block: Block) -> str:
    """A block as it may stand in a quotation or a list, where no heading may stand."""
    if block.kind == "heading":
        return f"**{block.markdown.replace('**', '')}**"
    return block.markdown


def stray(walk: Hypertext, holders: Iterable[etree._Element]) -> Iterator[Block]:
    """Words that stand in a list or a table, but in no item and no cell of it."""
    for holder in holders:
        loose = [holder.text or "", *(child.tail or "" for child in holder)]
        if "".join(loose).strip():
            yield from walk.paragraph(loose, holder)


def list_(walk: Hypertext, element: etree._Element, depth: int) -> Iterator[Block]:
    yield from stray(walk, [element])
    beside: list[Block] = []
    rows: list[str] = []
    parts: list[tuple[int, str]] = []
    number = int(element.get("start") or 1) if (element.get("start") or "1").isdigit() else 1
    for item in element:
        name = local(item)
        if not name:
            continue
        inner = list(walk.room(item, depth)) if name in ("li", "dd") or (
            walk.holds_blocks(item)) else list(walk.paragraph([item], item))
        beside += [block for block in inner if block.kind == "image"]
        inner = [block for block in inner if block.kind not in ("rule", "image")]
        if not inner:
            continue
        mark = {"ul": "- ", "ol": f"{number}. "}.get(local(element), "")
        if local(element) == "dl":
            mark = ": " if name == "dd" else ""
            if name == "dt" and rows:
                rows.append("")
        number += 1
        text = ("\n" if all(block.kind == "list" for block in inner[1:]) else "\n\n").join(
            flat(block) for block in inner)
        first, *more = text.split("\n")
        rows.append(mark + first)
        rows += [("    " + row) if row else "" for row in more] if mark else more
        parts += [part for block in inner for part in block.parts]
    if rows:
        yield Block("list", tuple(parts), "\n".join(rows))
    yield from beside


def table(walk: Hypertext, element: etree._Element, depth: int) -> Iterator[Block]:
    yield from stray(walk, (each for each in element.iter() if local(each) in _HOLDERS))
    rows = [row for row in element.iter() if local(row) == "tr"]
    cells = [[cell for cell in row if local(cell) in ("td", "th")] for row in rows]
    cells = [row for row in cells if row]
    wide = max((sum(_span(cell) for cell in row) for row in cells), default=0)
    blocky = any(local(inner) in ("table", "ul", "ol", "pre", "blockquote")
                 for row in cells for cell in row for inner in cell.iterdescendants())
    if wide < 2 or blocky or wide > 30:
        for row in cells:
            for cell in row:
                yield from walk.room(cell, depth + 1)
        return
    caption = next((each for each in element if local(each) == "caption"), None)
    if caption is not None:
        yield from walk.paragraph([caption], caption)
    set_: list[str] = []
    for at, row in enumerate(cells):
        texts: list[str] = []
        for cell in row:
            one = walk.inline.set(cell).replace("\\\n", " ").replace("\n", " ")
            texts += [_stroked(one), *[""] * (_span(cell) - 1)]
        texts += [""] * (wide - len(texts))
        set_.append("| " + " | ".join(texts) + " |")
        if at == 0:
            set_.append("|" + " --- |" * wide)
    yield Block("table", tuple(part for row in cells for cell in row
                               for part in walk.parts(cell)), "\n".join(set_))


def code(walk: Hypertext, element: etree._Element) -> Block:
    content = "".join(element.itertext()).strip("\n")
    content = re.sub("[\x00-\x08\x0b-\x1f]", "", content)
    return Block("code", ((line_of(element), content),), fenced(content))


def formula(walk: Hypertext, element: etree._Element) -> Block:
    """A formula on lines of its own; code if a build could not set it."""
    as_code = code(walk, element)
    latex = formulas.bare(as_code.words)
    if why := formulas.why_not(latex, True):
        return replace(as_code, doubt=f"this formula stands as code: {why}")
    walk.inline.formulas += 1
    return replace(as_code, kind="formula",
                   markdown=formulas.block(latex, element.get("data-name") or ""))


def figure(walk: Hypertext, element: etree._Element, depth: int) -> Iterator[Block]:
    images = [each for each in element.iter() if local(each) == "img"]
    caption = next((each for each in element.iter() if local(each) == "figcaption"), None)
    if len(images) != 1 or caption is None or sum(
            local(each) in BLOCKS for each in caption.iterdescendants()) > 1:
        yield from walk.room(element, depth)
        return
    said = walk.inline.set(caption).replace("\\\n", " ")
    made = image(walk, images[0], said, walk.parts(caption))
    if made is None:
        yield Block("caption", walk.parts(caption), said, doubt="the picture of this caption "
                    "is not at hand", sure=0.8)
    else:
        yield made


def image(walk: Hypertext, element: etree._Element, caption: str,
           parts: tuple[tuple[int, str], ...] = ()) -> Block | None:
    """An image of the report's own; one from elsewhere is left over."""
    address = element.get("src") or element.get("data-src") or ""
    alt = " ".join((element.get("alt") or element.get("title") or "").split())
    path = walk.page.images(address)
    line = line_of(element)
    if not path:
        shown = address[:100] + ("…" if len(address) > 100 else "")
        walk.left.append(Left(line, f"{shown} {alt}".strip(),
                              "Images that are not at hand or cannot be used"))
        return None
    doubt = "" if alt else "this image has no words for those who cannot see it"
    alt = alt or (re.sub(r"[*\\]|\[\^.*?\]", "", caption) or "An image without a description")
    if caption:
        markdown = (f":::{{figure}} {path}\n:alt: {alt}\n:title: {caption}\n:::")
    else:
        markdown = f"![{escape(alt)}]({path})"
    return Block("image", parts or ((line, ""),), markdown, doubt=doubt)


def box(walk: Hypertext, element: etree._Element, depth: int) -> Iterator[Block]:
    """A box of MyST or GitHub: its first paragraph is its title."""
    blocks = list(walk.room(element, depth))
    if len(blocks) < 2:
        yield from blocks
        return
    title, *rest = blocks
    inner = "\n\n".join(flat(block) for block in rest)
    colons = ":" * max(3, 1 + max((len(run) for run in re.findall(r"^:{3,}", inner, re.M)),
                                  default=2))
    if inner.startswith(":"):
        inner = "\n" + inner  # else its first line would be an option
    yield Block("box", tuple(part for block in blocks for part in block.parts),
                f"{colons}{{admonition}} {title.markdown}\n{inner}\n{colons}")


def _span(cell: etree._Element) -> int:
    given = cell.get("colspan") or "1"
    return min(30, max(1, int(given))) if given.isdigit() else 1


def _stroked(markdown: str) -> str:
    """A cell in which no stroke ends it too early, code's strokes too."""
    return re.sub(r"(?<!\\)\|", r"\\|", markdown)


def _straight(markdown: str) -> str:
    """A heading's words on one line."""
    return " ".join(markdown.split())

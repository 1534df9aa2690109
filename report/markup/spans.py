"""Words of a text, and what stands among them: links, images, code, line breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from report.errors import did_you_mean
from report.flows import merged
from report.markup import facts, maths, pictures, roles
from report.markup.desk import section_id
from report.markup.typography import set_text
from report.model import Image, Link, NoteCall, Piece, Reference

if TYPE_CHECKING:
    from report.markup.walk import Walk

_COMMENTS = re.compile(r"\s*(<!--.*?-->\s*)+", re.DOTALL)
_ROLE = re.compile("|".join(rf"\{{{name}\}}" for name in roles.ROLES))
_ELSEWHERE = re.compile(r"(https?|mailto):")


def _inline(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    return walk.inline(node)


def _text(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    meta = walk.desk.manuscript.meta
    if left := re.search(r"\]\([^\s)]+\)", node.content):
        walk.fault(walk.place(node, left[0]), f"“{left[0]}” is left over from a link.",
                   "A link cannot hold a note or another link: put it behind.")
    if left := _ROLE.search(node.content):
        walk.fault(walk.place(node, left[0]), f"{left[0]} has no content.",
                   f"Write it between backticks: {left[0]}`a-name`.")
    if "$$" in node.content:
        maths.left_over(walk, node)
    yield set_text(node.content, meta.language, meta.abbreviations)


def _softbreak(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    yield "\n"


def _hardbreak(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    yield "<br />\n"


def _code(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    yield f"<code>{escape(node.content, quote=False)}</code>"


def _link(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    target = str(node.attrs.get("href", ""))
    place = walk.place(node, unquote(target))
    flow = facts.quiet(merged(walk.inline(node)))
    attributes = walk.attributes(node)
    if any(isinstance(part, NoteCall | Reference | Link) or "<a " in str(part) for part in flow):
        walk.fault(place, "A link cannot hold a note, a reference or another link.",
                   "Put it behind the link.")
    elif not flow:
        walk.fault(place, f"The link to “{target}” has no words.",
                   "Write them in the square brackets.")
    elif _ELSEWHERE.match(target):
        yield from (f'<a href="{escape(target)}"{attributes}>', *flow, "</a>")
    elif name := _target(walk, unquote(target)):
        if attributes:
            flow = merged((f"<span{attributes}>", *flow, "</span>"))
        yield Link(name, flow, place)
    else:
        texts = [text.file.name for text in walk.desk.manuscript.texts]
        walk.fault(place, f"There is nothing called “{unquote(target)}” to link to.",
                   did_you_mean(target, texts) if target.endswith(".md") else
                   "Link to #a-name, to a text such as 01-road.md, or to https://….")


def _target(walk: Walk, target: str) -> str:
    """A link to `#id`, `file.md` or `file.md#id` as an id; nothing if there is no such file."""
    file, _, name = target.partition("#")
    texts = {text.file.name for text in walk.desk.manuscript.texts}
    if not file or file in texts:
        return name or section_id(file)
    return ""


def _image(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    source = unquote(str(node.attrs.get("src", "")))
    place = walk.place(node, source)
    alt = " ".join(facts.words_of(walk, child) for child in node.walk()
                   if child.type in ("text", "code_inline", "myst_role"))
    if file := pictures.image(walk, source, place):
        if not alt.strip():
            walk.fault(place, f"The image “{source}” has no alternative text.",
                       "Say in a sentence what it shows: ![A queue at a gate](…).")
        yield Image(file, alt)


def html(walk: Walk, node: SyntaxTreeNode) -> Iterator[str | Piece]:
    """HTML as it is, where report.toml allows it; comments are left out.

    The end of an element whose beginning is a fault is no fault again.
    """
    if _COMMENTS.fullmatch(node.content):
        return
    first = node.content.strip().split("\n")[0][:40]
    place = walk.place(node, first)
    if walk.desk.manuscript.meta.raw_html:
        yield walk.raw(node.content, place)
    elif not _closes(node):
        walk.fault(place, f"Raw HTML is not allowed here: {first}",
                   "Use Markdown or a directive, or set raw_html = true in report.toml.")


def _closes(node: SyntaxTreeNode) -> bool:
    """Whether this is the end of an element that began beside it."""
    tag = re.match(r"</\s*([\w-]+)", node.content)
    if not tag:
        return False
    begins = re.compile(rf"\s*<{tag[1]}\b", re.IGNORECASE)
    return any(begins.match(other.content) for other in node.siblings if other.type == node.type)


HANDLERS: dict[str, Callable[[Walk, SyntaxTreeNode], Iterator[str | Piece]]] = {
    "inline": _inline, "text": _text, "softbreak": _softbreak, "hardbreak": _hardbreak,
    "code_inline": _code, "link": _link, "image": _image, "html_inline": html,
    "myst_role": roles.role, "math_inline": maths.inline, "math_inline_double": maths.inline,
}  # fmt: skip

"""The elements of HTML by what they are for."""

from __future__ import annotations

HEADINGS = {f"h{n}": n for n in range(1, 7)}
AROUND = {"nav", "footer", "header"}
ROOMS = {
    "body", "div", "section", "article", "main", "header", "footer", "center", "address", "html",
    "fieldset", "details", "figure", "hgroup", "aside", "nav", "tbody", "td", "th", "li", "dd",
}  # fmt: skip
BLOCKS = {
    *HEADINGS, *ROOMS, "p", "blockquote", "ul", "ol", "dl", "table", "pre", "hr", "figcaption",
    "summary",
}  # fmt: skip

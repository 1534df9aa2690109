"""Which tags an XHTML element of a printed page becomes.

The names are those of PDF 2.0 (ISO 32000-2, 14.8.4), and those of 1.7 for what 2.0 has dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from report.editions.tagging.tree import Tag

Roles = tuple[str, ...]  # the outermost first

_BY_NAME: Mapping[str, Roles] = {
    "header": ("Sect",), "nav": ("Sect",), "section": ("Sect",), "article": ("Sect",),
    "aside": ("Aside",), "p": ("P",), "pre": ("P",), "blockquote": ("BlockQuote",),
    **{f"h{level}": (f"H{level}",) for level in range(1, 7)},
    "ul": ("L",), "ol": ("L",), "li": ("LI", "LBody"),
    "dl": ("L",), "dt": ("Lbl",), "dd": ("LBody",),
    "table": ("Table",), "thead": ("THead",), "tbody": ("TBody",), "tfoot": ("TFoot",),
    "tr": ("TR",), "th": ("TH",), "td": ("TD",), "caption": ("Caption",),
    "figure": ("Div",), "figcaption": ("Caption",), "img": ("Figure",),
    "em": ("Em",), "i": ("Em",), "strong": ("Strong",), "b": ("Strong",),
    "code": ("Code",), "q": ("Quote",),
}  # fmt: skip
_BY_CLASS: Mapping[str, Roles] = {
    "titlepage-title": ("Title",), "box": ("Aside",), "beside": ("Aside",),
    "table": ("Div",), "table-caption": ("Caption",), "entries": ("Index",),
    "pull-quote": ("BlockQuote",), "formula": ("Formula",), "formula-part": (),
    "maths-number": ("Lbl",),
    "toc-number": ("Lbl",), "note-number": ("Lbl",), "note-paragraph": ("P",),
    "footnote": ("FENote", "P"),
    **dict.fromkeys(("initial", "initial-quote", "initial-rest", "initial-next"), ("Span",)),
}  # fmt: skip
_LANGUAGES = ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang")

# What holds tags only; text right in it gets a paragraph.
GROUPS = frozenset((
    "Document", "Sect", "Div", "Aside", "BlockQuote", "Index", "L", "LI", "Table", "THead",
    "TBody", "TFoot", "TR", "TOC", "TOCI", "Caption"))
# What notes follow, and what keeps the notes that are called in it.
FOLLOWED = ("P", "H1", "H2", "H3", "H4", "H5", "H6", "Title")
KEEPING = ("LBody", "TD", "TH", "FENote", "Lbl", *GROUPS)


def roles(element: Any, above: Tag) -> Roles:
    """The tags of an element inside the tag `above`; none if it means nothing of its own."""
    for name in classes(element):
        if name in _BY_CLASS:
            return ("Div",) if name == "beside" and _holds_a_figure(element) else _BY_CLASS[name]
    match element.tag:
        case "ol" | "ul" if above.role == "TOCI" or _is_contents(above):
            return ("TOC",)
        case "li" if above.role == "TOC":
            return ("TOCI",)
        case "figure" if above.element is not None and "beside" in classes(above.element):
            return ()  # its place beside the text is tagged already
        case "a" if "href" in element.attrib:
            return ("Reference", "Link") if element.get("href").startswith("#") else ("Link",)
        case "img" if not element.get("alt"):
            return ()
        case "abbr" if element.get("title"):
            return ("Span",)
        case name if name in _BY_NAME:
            return _BY_NAME[name]
    if spoken(element):
        return ("Span",)
    if language(element):
        return ("Div",) if element.tag == "div" else ("Span",)
    return ()


def classes(element: Any) -> list[str]:
    found: list[str] = element.get("class", "").split()
    return found


def language(element: Any) -> str:
    """The language that an element is said to be in."""
    return next((str(element.get(name)) for name in _LANGUAGES if element.get(name)), "")


def spoken(element: Any) -> str:
    """What is said in place of a sign, such as the dash of a missing number."""
    is_said = element.get("role") in ("img", "math")
    return str(element.get("aria-label", "")) if is_said else ""


def is_ornament(element: Any) -> bool:
    """Whether an element is for the eye alone: what it says is said elsewhere.

    One that something can be followed from is read all the same.
    """
    return element.get("aria-hidden") == "true" and element.find(".//a") is None


def adopted(root: Any) -> Mapping[Any, Any]:
    """Elements that belong into another one than that they are written in, and into which."""
    found: dict[Any, Any] = {}
    for element in root.iter():
        if element.tag == "figure":
            caption, picture = element.find("figcaption"), element.find(".//img")
            if caption is not None and picture is not None and picture.get("alt"):
                found[caption] = picture
        elif element.tag == "li":
            link = element.find("a")
            for each in element.iterfind("span"):
                if link is not None and "toc-folio" in classes(each):
                    found[each] = link
        elif element.tag == "div" and "table" in classes(element):
            table = element.find(".//table")
            for each in element.iterfind("div"):
                if table is not None and "table-caption" in classes(each):
                    found[each] = table
    return found


def _holds_a_figure(element: Any) -> bool:
    return element.find("*/figure") is not None


def _is_contents(above: Tag) -> bool:
    return above.element is not None and above.element.tag == "nav"

"""The words inside a paragraph of HTML as Octavo's Markdown: emphasis, links, code, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml import etree

from report.importing import formulas
from report.importing.archive import local
from report.importing.lines import plain
from report.importing.wording import LINK, LINKED, WORDS, after_calls, escape
from report.maths import is_prose

_EM = {"em", "i", "cite", "dfn", "var"}
_STRONG = {"strong", "b"}
_CODE = {"code", "tt", "kbd", "samp"}
DROPPED = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas",
    "video", "audio", "form", "button", "input", "select", "textarea", "link", "meta",
    "title", "head",
}  # fmt: skip
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_BREAK = "\ue003"
_ELSEWHERE = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


@dataclass
class Inline:
    """What setting inline words asks of the text around them, and what it leaves to be done.

    `note` gives the label of the note that a link calls, or nothing. `target` gives where a link
    inside the text leads to, or nothing. `lost` are addresses that lead nowhere, `images` the
    images that stood among the words, `dropped` elements that no report can hold. `formulas`
    counts those that are kept, `unread` are the others and why, `named` the names of all that
    have one.
    """

    note: Callable[[etree._Element], str]
    target: Callable[[str], str]
    lost: list[str] = field(default_factory=list)
    images: list[etree._Element] = field(default_factory=list)
    dropped: list[etree._Element] = field(default_factory=list)
    formulas: int = 0
    unread: list[tuple[etree._Element, str]] = field(default_factory=list)
    named: set[str] = field(default_factory=set)

    def set(self, element: etree._Element) -> str:
        """An element's words as Markdown of one paragraph."""
        return tidy(self._inner(element))

    def run(self, parts: list[str | etree._Element]) -> str:
        """Loose words and elements that stand together as Markdown of one paragraph."""
        return tidy("".join(text(part) if isinstance(part, str) else self.one(part)
                            for part in parts))

    def _inner(self, element: etree._Element) -> str:
        found = [text(element.text or "")]
        for child in element:
            found += [self.one(child), text(child.tail or "")]
        return "".join(found)

    def one(self, element: etree._Element) -> str:
        """An inline element as Markdown, without what stands behind it."""
        name = local(element)
        kind = f" {element.get('class', '')} "
        if not name:
            return ""
        if name in DROPPED:
            self.dropped.append(element)
            return ""
        if name == "br":
            return _BREAK
        if name == "img":
            self.images.append(element)
            return ""
        if " formula-ref " in kind and words(element) in self.named:
            return f"{{eq}}`{words(element)}`"
        if formulas.is_formula(element):
            return self._formula(element)
        if name in ("a", "sup") and (label := self.note(element)):
            return f"[^{label}]"
        if name in _CODE:
            return code(words(element))
        if name == "q":
            return f"“{self._inner(element)}”"
        if name in ("sup", "sub"):
            return self._raised(element, _RAISED if name == "sup" else _LOWERED)
        inner = self._inner(element)
        if name in _EM or name in _STRONG:
            return _emphasised(inner, "*" if name in _EM else "**", element)
        if name == "a":
            return self._link(element, inner)
        if name in ("p", "div", "li", "dt", "dd", "tr", "h1", "h2", "h3", "h4", "h5", "h6"):
            return f" {inner} "
        return inner

    def _formula(self, element: etree._Element) -> str:
        """A formula between dollars, or as code if a build could not set it."""
        latex, displayed = formulas.bare(words(element)), formulas.is_displayed(element)
        if is_prose(latex) and local(element) != "math":
            return escape(f"${words(element)}$")
        why = formulas.why_not(latex, displayed) if local(element) != "math" else (
            "its LaTeX is not there")
        if why:
            self.unread.append((element, why))
            return code(words(element).strip())
        self.formulas += 1
        before = element.getprevious()
        parent = element.getparent()
        words_before = before.tail if before is not None else (
            parent.text if parent is not None else "")
        return formulas.in_line(latex, displayed, words_before or "", element.tail or "")

    def _raised(self, element: etree._Element, signs: dict[int, int]) -> str:
        content = words(element)
        raised = content.translate(signs)
        whole = all(sign not in content for sign in raised) and content.strip() != ""
        return escape(raised) if whole else self._inner(element)

    def _link(self, element: etree._Element, inner: str) -> str:
        href = (element.get("href") or "").strip()
        if re.fullmatch(r"\s*(?:\\?\[)?[↩↑⤴]\ufe0e?(?:\\?\])?\s*", inner):
            return ""  # the way back from a note to its call, which Octavo makes itself
        if not href or not inner.strip() or "[^" in inner or "](" in inner:
            return inner
        if _ELSEWHERE.match(href):
            address = quote(href, safe="/:?#@!$&'*+,;=%~-._")
            return f"[{inner.strip()}](<{address}>)" if "(" in href else (
                f"[{inner.strip()}]({address})")
        if place := self.target(href):
            return f"{LINK}{place}{WORDS}{inner.strip()}{LINKED}"
        self.lost.append(href)
        return inner


def _emphasised(inner: str, mark: str, element: etree._Element) -> str:
    """Emphasis around words, where Markdown can see its beginning and its end."""
    match = re.fullmatch(rf"([\s{_BREAK}]*)(.*?)([\s{_BREAK}]*)", inner, re.DOTALL)
    if not match or not re.search(r"[^\W_]", match[2]) or match[2].startswith("*") or (
            match[2].endswith("*") and not match[2].endswith("\\*")):
        return inner
    before = ((element.getprevious().tail if element.getprevious() is not None
               else (element.getparent().text if element.getparent() is not None else "")) or "")
    after = element.tail or ""
    tight = (before[-1:].isalnum() and not match[2][0].isalnum() and not match[1],
             after[:1].isalnum() and not match[2][-1].isalnum() and not match[3])
    if any(tight):
        return inner
    return f"{match[1]}{mark}{match[2]}{mark}{match[3]}"


def text(words_: str) -> str:
    """A run of plain text as Markdown."""
    return escape(re.sub(r"\s+", " ", plain(words_).replace(_BREAK, "")))


def words(element: etree._Element) -> str:
    """All words inside an element, as they stand, without what no report can hold."""
    found: list[str] = []

    def walk(inner: etree._Element) -> None:
        if local(inner) in DROPPED:
            return
        found.append(inner.text or "")
        for child in inner:
            if local(child) or not isinstance(child.tag, str):
                if isinstance(child.tag, str):
                    walk(child)
                found.append(child.tail or "")

    walk(element)
    return plain("".join(found))


def code(content: str) -> str:
    """Words as code inside a sentence."""
    content = " ".join(content.split())
    if not content:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if content[0] == "`" or content[-1] == "`" else ""
    return f"{ticks}{space}{content}{space}{ticks}"


def tidy(markdown: str) -> str:
    """Spaces of one paragraph drawn together; breaks become a backslash at the line's end."""
    markdown = re.sub(r"[ \t\n]+", " ", markdown)
    lines = [line.strip() for line in markdown.split(_BREAK)]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    kept = [line for line in lines if line]
    joined = after_calls("\\\n".join(kept))
    return re.sub(r"(?<=\w)\*{4}(?=\w)", "", joined)  # strong that begins again at once


def normal(letters: str) -> str:
    """Words as they are compared: letters and digits, raised ones made plain."""
    return unicodedata.normalize("NFKC", letters)

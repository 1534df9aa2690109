"""Formulas of a text that is brought in: kept as LaTeX where a build can set them.

Whatever wrote them, they come as `<code class="math">` or `<pre class="math">` that hold LaTeX.
What a build could not read stays code, and is named.
"""

from __future__ import annotations

import re

from lxml import etree

from report.importing.archive import local
from report.maths import UnreadableError, mathml

_DELIMITERS = re.compile(r"\s*(?:\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$(.*)\$)\s*", re.DOTALL)
_TEX = ("application/x-tex", "latex", "tex")
_SHOWN = re.compile(r"^\{\\(?:display|text)style\s(.*)\}$", re.DOTALL)  # as Wikipedia has it


def to_latex(root: etree._Element) -> None:
    """Put in place of each `<math>` of a page that knows its LaTeX the LaTeX alone.

    What stands around it for those who cannot see it, as KaTeX has it, goes with it.
    """
    for formula in [each for each in root.iter() if local(each) == "math"]:
        if latex := _latex_of(formula):
            place = next((each for each in formula.iterancestors()
                          if "katex" in (each.get("class") or "").split()), formula)
            code = etree.Element("code", {"class": "math"})
            if formula.get("display") == "block":
                code.set("class", "math display")
            code.text, code.tail = latex, place.tail
            if line := place.get("data-line"):
                code.set("data-line", line)
            parent = place.getparent()
            if parent is not None:
                parent.replace(place, code)


def _latex_of(formula: etree._Element) -> str:
    """The LaTeX that MathML carries beside it, if any."""
    for element in formula.iter():
        if local(element) == "annotation" and (element.get("encoding") or "").lower() in _TEX:
            return _SHOWN.sub(r"\1", (element.text or "").strip())
    alttext = _SHOWN.sub(r"\1", (formula.get("alttext") or "").strip())
    return alttext if not why_not(alttext, False) else ""




def is_formula(element: etree._Element) -> bool:
    return local(element) == "math" or "math" in (element.get("class") or "").split()


def is_displayed(element: etree._Element) -> bool:
    return "display" in (element.get("class") or "").split()


def bare(latex: str) -> str:
    """LaTeX without the signs that stood around it."""
    found = _DELIMITERS.fullmatch(latex)
    return next((part for part in found.groups() if part is not None), "").strip() if found \
        else latex.strip()


def why_not(latex: str, displayed: bool) -> str:
    """What keeps LaTeX from being set, as a sentence; nothing if it can be."""
    try:
        mathml(latex, displayed)
    except UnreadableError as error:
        return error.wrong
    return ""


def in_line(latex: str, displayed: bool, before: str, after: str) -> str:
    """A formula that can be set, in a paragraph; `before` and `after` are the words beside it.

    Where digits touch it, and where a dollar would end it too early, it stands in a role.
    """
    latex = " ".join(latex.split())
    dollars = "$$" if displayed else "$"
    touched = before[-1:].isdigit() or after[:1].isdigit() or "$" in latex.replace(r"\$", "")
    if touched and "`" not in latex:
        return f"{{math}}`{latex}`"
    return f"{dollars}{latex}{dollars}"


def block(latex: str, name: str = "") -> str:
    """A formula that can be set, on lines of its own; with its name, if it has one."""
    rows = [row.rstrip() for row in latex.split("\n") if row.strip()]
    return "\n".join(["$$", *rows, f"$$ ({name})" if name else "$$"])

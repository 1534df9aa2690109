"""LaTeX becomes MathML, the same for every edition; what cannot be read says why.

math-core reads strictly and gives MathML Core, which browsers set without help. Here what only
some of them would show is refused, and what it leaves to a stylesheet of its own is said in
attributes.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from math_core import LatexToMathML

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_M = f"{{{NAMESPACE}}}"
# What authors write most; it is offered where a command is not known.
_OFTEN = r"""
    \alpha \approx \argmax \argmin \bar \begin \beta \bigcap \bigcup \binom \boldsymbol \boxed
    \cap \cdot \cdots \chi \cos \cup \dagger \ddot \ddots \delta \Delta \det \dfrac \div \dot
    \ell \emptyset \end \epsilon \equiv \eta \exists \exp \forall \frac \gamma \Gamma \ge \geq
    \hat \iff \iint \implies \in \inf \infty \int \iota \kappa \lambda \Lambda \langle \lceil
    \ldots \le \left \leftarrow \leftrightarrow \leq \lfloor \lim \ln \log \mapsto \mathbb
    \mathbf \mathcal \mathfrak \mathit \mathrm \mathscr \mathsf \mathtt \max \mid \min \mu
    \nabla \ne \neg \neq \not \notin \nu \oint \omega \Omega \operatorname \oplus \otimes
    \overbrace \overline \overset \partial \perp \phi \Phi \pi \Pi \pm \prime \prod \propto \psi
    \Psi \quad \qquad \rangle \rceil \rfloor \rho \right \rightarrow \Rightarrow \setminus \sigma
    \Sigma \sim \simeq \sin \sqrt \star \subset \subseteq \sum \sup \supset \supseteq \tan \tau
    \text \textbf \textit \textrm \theta \Theta \tilde \times \to \underbrace \underline
    \underset \uparrow \upsilon \varepsilon \varphi \vartheta \vdots \vec \vee \wedge \widehat
    \widetilde \xi \Xi \zeta
"""
KNOWN = tuple(_OFTEN.split())
_MACROS = {"mbox": r"\text{#1}", "bold": r"\mathbf{#1}"}
_ENTITIES = {"&ApplyFunction;": "\u2061", "&InvisibleTimes;": "\u2062"}
# Commands that mean nothing in all editions alike, and what to do instead.
_REFUSED = {
    r"\color": "A formula has the colour of its text.",
    r"\textcolor": "A formula has the colour of its text.",
    r"\tag": "Octavo numbers formulas itself: name it behind the dollars, $$ … $$ (a-name).",
    r"\eqref": "Refer to a formula in the text: {eq}`a-name`.",
    r"\ref": "Refer to a formula in the text: {eq}`a-name`.",
    r"\hline": "Only the cells of an array are drawn, no rules between them.",
    r"\hdashline": "Only the cells of an array are drawn, no rules between them.",
    r"\cancel": "Nothing in a formula can be struck out.",
    r"\bcancel": "Nothing in a formula can be struck out.",
    r"\xcancel": "Nothing in a formula can be struck out.",
}
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_GIVEN = re.compile(r"\\[A-Za-z]+\*?\s*(?:\{[^{}]*\})?")  # a command with its words
_TWO_WORDS = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}\s+[A-Za-z]{2,}(?![A-Za-z])")
_MONEY = re.compile(r"(?:^|[\s,;(])(?:US|AU|CA|NZ|HK|SG)$")  # the dollar behind it
_SAID = re.compile(r"(\d+): (.*)", re.DOTALL)


class UnreadableError(ValueError):
    """A formula that cannot be read: `at` how many characters in, `word` what stands there, what
    is `wrong` and how to `mend` it."""

    def __init__(self, at: int, word: str, wrong: str, mend: str = "") -> None:
        super().__init__(f"{wrong} {mend}".strip())
        self.at, self.word, self.wrong, self.mend = at, word, wrong, mend


@functools.lru_cache(maxsize=4096)
def mathml(latex: str, display: bool) -> str:
    """A formula as a `<math>` of XHTML, its LaTeX as its alternative text.

    Raises UnreadableError, with sentences for the author.
    """
    if not latex.strip():
        raise UnreadableError(0, "", "This formula is empty.", "Write it between the dollars.")
    for found in _COMMAND.finditer(latex):
        if found[0] in _REFUSED:
            raise UnreadableError(found.start(), found[0], f"{found[0]} is not for formulas here.",
                                  _REFUSED[found[0]])
    return _finished(_converted(latex, display), latex, display)


def _converted(latex: str, display: bool) -> str:
    """What math-core makes of a formula; a label, which names it elsewhere, is left out."""
    from math_core import LatexError

    bare = _LABEL.sub(lambda label: " " * len(label[0]), latex)
    try:
        return _reader().convert_with_local_state(bare, displaystyle=display)
    except LatexError as error:
        said = _SAID.match(str(error))
        at, words = (int(said[1]), said[2]) if said else (0, str(error))
        raise _unreadable(latex, min(at, len(latex)), words) from None


@functools.cache
def _reader() -> LatexToMathML:
    from math_core import LatexToMathML

    return LatexToMathML(macros=_MACROS, xml_namespace=True, fancy_error=False,
                         allow_unreliable_rendering=True)


def _unreadable(latex: str, at: int, words: str) -> UnreadableError:
    """What a reader's message says, in our words."""
    command = _COMMAND.match(latex, at)
    word = command[0] if command else latex[at:at + 1]
    if unknown := re.match(r'Unknown command "(.+?)"', words):
        near = difflib.get_close_matches(unknown[1], KNOWN, n=1, cutoff=0.65)
        return UnreadableError(at, unknown[1], f"{unknown[1]} is not known in formulas.",
                               f"Did you mean {near[0]}?" if near else
                               "Use the commands of LaTeX and of amsmath.")
    if unknown := re.match(r'Unknown environment "(.+?)"', words):
        return UnreadableError(at, word, f"There is no \\begin{{{unknown[1]}}} in formulas.",
                               "There is: aligned, cases, gathered, matrix, pmatrix, array, ….")
    if "reached end of input" in words and (lacking := re.search(r'token "(.+?)"', words)):
        return UnreadableError(at, "", f"This formula is not closed: {lacking[1]} is missing.",
                               "Close every brace, \\left and \\begin.")
    before = " ".join(latex[max(0, at - 20):at].split())
    where = f" behind “{before}”" if before else ""
    return UnreadableError(at, word, f"This formula cannot be read{where}: {words}",
                           "Write it as LaTeX with amsmath would read it.")


# --- finished for every edition -------------------------------------------------------------


def _finished(made: str, latex: str, display: bool) -> str:
    """MathML that needs no stylesheet of its own, and says its LaTeX."""
    for name, sign in _ENTITIES.items():
        made = made.replace(name, sign)
    root = etree.fromstring(made)
    for element in list(root.iter(f"{_M}mtext")):
        _plain_text(element)
    for table in list(root.iter(f"{_M}mtable")):
        _aligned(table)
    if any("border-" in (cell.get("style") or "") for cell in root.iter(f"{_M}mtd")):
        raise UnreadableError(max(0, latex.find(r"\begin{array}")), r"\begin{array}",
                              "This array asks for rules.", _REFUSED[r"\hline"])
    _with_dots(root)
    root.set("display", "block" if display else "inline")
    root.set("alttext", " ".join(latex.split()))
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _plain_text(element: etree._Element) -> None:
    """Words in a formula without HTML in them: bold and italic become attributes."""
    for inner in element.iter(f"{_M}b", f"{_M}i", f"{_M}em"):
        bold = inner.tag == f"{_M}b"
        element.set("mathvariant", "bold" if bold else "italic")
        element.set("style", "font-weight:bold" if bold else "font-style:italic")
    words = "".join(element.itertext())
    for child in list(element):
        element.remove(child)
    element.text = words


def _aligned(table: etree._Element) -> None:
    """A table whose cells say where they stand in attributes too; without the numbers that a
    numbered environment gives its rows, and the room that it leaves for them."""
    table.attrib.pop("scriptlevel", None)  # which MathML 3, and so EPUB, knows for styles only
    if "width: 100%" in (table.get("style") or ""):
        del table.attrib["style"]
        for row in table:
            for cell in list(row):
                if re.search(r"width:\s*[\d.]+%", cell.get("style") or ""):
                    row.remove(cell)
    for cell in table.iter(f"{_M}mtd"):
        if align := re.search(r"text-align: (\w+)", cell.get("style") or ""):
            cell.set("columnalign", align[1])


def _with_dots(root: etree._Element) -> None:
    """Three full stops that stand for an ellipsis become one sign, which is read as one."""
    for element in list(root.iter(f"{_M}mo")):
        run = [element, *_next(element, 2)]
        if len(run) == 3 and all(each.tag == f"{_M}mo" and each.text == "." for each in run):
            element.text = "…"
            for name in ("lspace", "rspace"):
                element.attrib.pop(name, None)
            for each in run[1:]:
                parent = each.getparent()
                assert parent is not None
                parent.remove(each)


def _next(element: etree._Element, count: int) -> Iterator[etree._Element]:
    for _, following in zip(range(count), element.itersiblings(), strict=False):
        yield following


def is_prose(latex: str) -> bool:
    """Whether what stands between two dollars is words, and the dollars are money: no formula
    has two words in a row, unless a command says that they are such, nor ends in a country."""
    bare = _GIVEN.sub(" ", latex)
    return bool(_TWO_WORDS.search(bare) or _MONEY.search(bare))


def words(made: str) -> str:
    """What a formula says as bare signs, for where only words can stand."""
    return "".join(etree.fromstring(made).itertext())

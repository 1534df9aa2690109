"""Formulas: read strictly, MathML on screen and in the e-book, drawn and tagged in print."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import page as validator
import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, sync_playwright

from report import importing, press
from report.errors import SourceError
from report.formulas import drawn
from report.importing import bring, to_report
from report.maths import KNOWN, UnreadableError, is_prose, mathml
from tests.built import Built, build
from tests.conftest import ROOT, MakeReport
from tests.printed import Printed
from tests.read import complaints, said
from tests.tagged import Tagged
from tests.verapdf import violations

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_INK = "#17202A"
_VARIANCE = r"\sigma_X^2 = E\left[(X-\mu_X)^2\right] = E[X^2] - \mu_X^2"
_LONG = (r"P(\textrm{distance is in an interval around}\; x) = \int_{-\infty}^{\infty} p(x)\;dx + "
         r"\frac{1}{\sqrt{2\pi}} + \sum_{i=1}^n x_i p_i + \prod_{j=1}^n y_j q_j")
_PARAGRAPH = ("The value $p$ says that the $k$th digit, a $p$-value, is $10^{-k}$ of $x_k$, "
              r"so that $\textrm{Cov}(aX+b, Y) = \textrm{Cov}(X, aY+b) = a\textrm{Cov}(X, Y)$ and "
              r"$\sigma = \sqrt{\sigma_X^2 + \sigma_Y^2}$ hold for all.[^n] ")
_TEXT = f"""# Formulas

{_PARAGRAPH * 3}

$${_VARIANCE}$$ (variance)

By {{eq}}`variance` this is so.

$$
{_LONG}
$$

$$
\\begin{{pmatrix}} 1 \\\\ 2 \\\\ 3 \\end{{pmatrix}}
$$

[^n]: With $\\sum_i x_i$ in a note.

## On $\\sigma$

""" + "\n\n".join([_PARAGRAPH.replace("[^n]", "") * 4] * 9) + "\n"


@pytest.fixture(scope="module")
def built(make_report: MakeReport, tmp_path_factory: pytest.TempPathFactory, kept: Path) -> Built:
    folder = tmp_path_factory.mktemp("maths")
    source = make_report(folder, {"01-north.md": "# Plain\n\nNo formula.\n", "02-f.md": _TEXT},
                         maths=True, publisher="A desk")
    return build(source, ("html", "pdf", "epub"), folder / "dist", kept)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield opened
        opened.close()


# --- what is read ---------------------------------------------------------------------------


@pytest.mark.parametrize(("body", "at", "says"), [
    ("Of $a + \\foo$.", ":3:9", r"\foo is not known in formulas."),
    ("Of $\\frca{1}{2}$.", ":3:5", r"Did you mean \frac?"),
    ("$$\na +\nb_{x\n$$", ":5", "This formula is not closed: } is missing."),
    ("$$\na\n\\textcolor{red}{b}\n$$", ":5:1", "A formula has the colour of its text."),
    (":::{math}\n:name: it\n\\begin{foo}x\\end{foo}\n:::", ":5", "There is no \\begin{foo}"),
    ("```{math}\n\nx \\tag{3}\n```", ":5:3", "Octavo numbers formulas itself"),
    ("$$\na = b\n\nc", ":3:1", "never closed"),
    ("It cost $3 billion and then US$ 4.", ":3", "Write \\$ where dollars mean money"),
    ("By {eq}`nothing`.", ":3", "There is nothing called “nothing”"),
    ("Of $x$.\n\n$$y$$ (a)\n\n$$z$$ (a)", ":7", "The id “a” is taken already"),
])  # fmt: skip
def test_a_fault_is_named_with_its_place(
    body: str, at: str, says: str, make_report: MakeReport, tmp_path: Path
) -> None:
    source = make_report(tmp_path, {"01-north.md": f"# North\n\n{body}\n"}, maths=True)
    with pytest.raises(SourceError) as caught:
        press.understand(source)
    assert len(caught.value.faults) == 1
    message = str(caught.value)
    assert f"01-north.md{at}" in message and says in message, message


def test_money_is_money(make_report: MakeReport, tmp_path: Path) -> None:
    """Where maths is not asked for, no dollar begins a formula; where it is, prices do not."""
    text = "# North\n\nIt cost $3.3 billion, not $5 nor EUR 6; \\$x\\$ too.\n"
    for maths in (False, True):
        source = make_report(tmp_path / str(maths), {"01-north.md": text}, maths=maths)
        assert not press.understand(source)[1].formulas()
    dear = make_report(tmp_path / "dear", {"01-north.md": "# North\n\n$5, US$ 6.\n"}, maths=True)
    with pytest.raises(SourceError, match="“5, US” stands between dollars"):
        press.understand(dear)
    off = make_report(tmp_path / "off", {"01-north.md": "# North\n\n$$\nx\n$$\n"})
    with pytest.raises(SourceError, match="Set maths = true"):
        press.understand(off)


def test_what_is_offered_is_known() -> None:
    forms = ("{0}", "{0}{{x}}", "{0}{{x}}{{y}}", "\\left( x {0})", "{0}(x\\right)", "{0}=")
    for command in KNOWN:
        if command not in (r"\begin", r"\end"):
            assert any(_reads(form.format(command)) for form in forms), command


def _reads(latex: str) -> bool:
    try:
        return bool(mathml(latex, False))
    except UnreadableError:
        return False


def test_words_are_told_from_formulas() -> None:
    assert is_prose("3.3 billion and then US") and is_prose("ten dollars")
    assert not is_prose(r"\textrm{ten dollars}") and not is_prose(r"a b \sin x \mathrm{Var} Y")


def test_numbers_that_latex_gives_rows_are_left_out() -> None:
    made = mathml(r"\begin{align} a &= b \\ c &= d \end{align}", True)
    assert "(1)" not in made and "%" not in made
    assert mathml(r"a, \ldots, b", False).count("…") == 1


# --- on screen and in the e-book ------------------------------------------------------------


def test_the_e_book_says_where_formulas_are(built: Built) -> None:
    assert complaints(built.files["epub"]) == []
    with zipfile.ZipFile(built.files["epub"]) as book:
        files = {name: book.read(name) for name in book.namelist()}
    package = etree.fromstring(files["EPUB/content.opf"])
    held = {item.get("href") for item in package.iter("{*}item")
            if "mathml" in (item.get("properties") or "")}
    assert held == {name.removeprefix("EPUB/") for name, data in files.items()
                    if name.endswith(".xhtml") and b"<math" in data} == {"f.xhtml"}
    assert ">MathML<" in files["EPUB/content.opf"].decode()
    formulas = list(etree.fromstring(files["EPUB/f.xhtml"]).iter(f"{_MATHML}math"))
    assert len(formulas) == len(built.report.formulas())
    assert all(formula.get("alttext") for formula in formulas)


def test_printed_pages_are_marked_in_a_text_with_formulas(built: Built) -> None:
    """A formula counts as one sign in both, in however many parts it is drawn."""
    with zipfile.ZipFile(built.files["epub"]) as book:
        chapter = book.read("EPUB/f.xhtml").decode()
    parts = re.split(r'id="page-(\d+)" aria-label="[^"]*"></span>', chapter)[3:]
    assert parts
    for folio, follows in zip(parts[::2], parts[1::2], strict=True):
        words = said(re.sub(r"<math.*?</math>", "", follows, flags=re.DOTALL))
        top = next(run for run in built.printed.read_aloud
                   if run.folio == int(folio) and run.text.strip())
        assert words.split()[0].startswith(top.text.split()[0]), folio


def _opened(browser: Browser, built: Built, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(built.files["html"].as_uri())
    page.evaluate("document.fonts.ready")
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_formula_is_scrolled_in_its_own_box(
    browser: Browser, built: Built, width: int
) -> None:
    page = _opened(browser, built, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate("""[...document.querySelectorAll(".maths-frame")]
        .map(each => each.scrollWidth - each.clientWidth)""")
    assert wide[1] > 0  # the long one
    assert wide[2] == 0
    page.close()


def test_brackets_grow_with_what_they_hold(browser: Browser, built: Built) -> None:
    """That is what a font for formulas is in the page for."""
    page = _opened(browser, built, 1280)
    high, letter = page.evaluate("""[
        document.querySelector("mtable").parentElement.querySelector("mo"),
        document.querySelector("mi")].map(each => each.getBoundingClientRect().height)""")
    assert high > 3 * letter
    page.close()


# --- in print -------------------------------------------------------------------------------


def test_each_formula_is_one_tag_that_says_it(built: Built) -> None:
    tagged = Tagged(built.printed)
    formulas = list(tagged.root.all("Formula"))
    latex = [" ".join(each.latex.split()) for each in built.report.formulas()]
    assert sorted(each.said("/Alt") for each in formulas) == sorted(latex)
    assert all(each.numbers for each in formulas)
    assert not list(tagged.root.all("Figure"))


def test_validators_have_nothing_to_say(built: Built) -> None:
    assert validator.validate_pdf(str(built.files["pdf"]), profile="ua1").is_compliant
    assert violations(built.files["pdf"], "ua1", "3a") == []


def test_a_formula_stands_on_its_line_in_one_ink(tmp_path: Path) -> None:
    (flat,) = drawn(mathml("x", False), _INK, tmp_path)
    (deep,) = drawn(mathml("y_k", False), _INK, tmp_path)
    assert abs(flat.depth) < .02 < .2 < deep.depth
    assert .4 < flat.height < .6  # as high as a letter x is in ems
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', deep.svg)) <= {_INK, "none"}


def test_the_same_formula_is_drawn_alike(tmp_path: Path) -> None:
    made = mathml(_VARIANCE, True)
    assert drawn(made, _INK, tmp_path / "a") == drawn(made, _INK, tmp_path / "b")


def test_long_formulas_may_be_broken(tmp_path: Path) -> None:
    assert len(drawn(mathml("a = b", False), _INK, tmp_path)) == 1
    parts = drawn(mathml(_LONG, True), _INK, tmp_path)
    assert len(parts) > 1 and all(part.width < 32 for part in parts)
    within = drawn(mathml(r"f(" + "x = y + " * 9 + "z)", True), _INK, tmp_path)
    assert len(within) == 1  # nothing is broken inside brackets


def test_nothing_reaches_out_of_the_column(built: Built) -> None:
    """Drawings are forms on a page; none ends right of the text's column."""
    for box in _boxes(built.printed):
        assert box[2] <= (20 + 172) * 72 / 25.4 and box[0] >= 18 * 72 / 25.4 - 1


def _boxes(printed: Printed) -> Iterator[list[float]]:
    for each in Tagged(printed).root.all("Formula"):
        if box := each.attribute("/BBox"):
            yield [float(side) for side in box]


def test_a_formula_that_is_too_wide_is_named(
    make_report: MakeReport, tmp_path: Path, kept: Path
) -> None:
    wide = f"# North\n\n$$\nf({' , '.join(['abcd'] * 40)})\n$$\n"
    source = make_report(tmp_path, {"01-north.md": wide}, maths=True)
    with pytest.raises(SourceError, match=r"01-north.md:\d: This formula is too wide"):
        build(source, ("pdf",), tmp_path / "dist", kept)


def test_signs_that_no_font_has_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="“中”"):
        drawn(mathml(r"\text{中}", False), _INK, tmp_path)


def test_a_report_without_formulas_loads_nothing_for_them() -> None:
    code = ("import sys; from pathlib import Path; from report import press; "
            "press.understand(Path('source/aleppo')); "
            "print([name for name in ('math_core', 'ziamath', 'latex2mathml') "
            "if name in sys.modules])")
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, text=True,
                          capture_output=True).stdout
    assert loaded.strip() == "[]"


# --- brought in -----------------------------------------------------------------------------

_BROUGHT = r"""# Formulas

For $x_i$ and $5 or $6, where $\foo{a}$, see :eqref:`eq_it`.

$$x = \frac{1}{2}$$
:eqlabel:`eq_it`

$$
\bar x
\require{bad}
$$

Text that goes on
$$y = 2$$
and ends.
"""


def test_formulas_of_a_text_stay_formulas(tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text(_BROUGHT)
    assert importing.proved(file).holds
    done = to_report(file, tmp_path, "brought", date="2026-01-01", find=False)
    text = next((done.folder / "text").glob("*.md")).read_text()
    assert "maths = true" in (done.folder / "report.toml").read_text()
    assert "For $x_i$ and \\$5 or \\$6, where `\\foo{a}`, see {eq}`eq_it`." in text
    assert "$$\nx = \\frac{1}{2}\n$$ (eq_it)" in text and "$$y = 2$$" in text
    assert "```\n\\bar x\n\\require{bad}\n```" in text
    account = "\n".join(done.says)
    assert "line 3: the formula “\\foo{a}” stands as code: \\foo is not known" in account
    assert "line 8: this formula stands as code: \\require is not known" in account
    _, report, _ = press.understand(done.folder)
    assert [each.number for each in report.formulas()] == [0, 1, 0]


def test_mathml_that_knows_its_latex_is_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<html><body><h1>A page</h1><p>Of <math><semantics><msup><mi>x</mi><mn>2</mn></msup>"
        '<annotation encoding="application/x-tex">{\\displaystyle x^{2}}</annotation></semantics>'
        "</math>, <span class='math inline'>\\(a_1\\)</span>3 and <math><mi>q</mi></math>.</p>"
        "</body></html>")
    assert importing.proved(file).holds
    paragraph = next(block for block in bring(file).blocks if block.kind == "paragraph")
    assert paragraph.markdown == "Of $x^{2}$, {math}`a_1`3 and `q`."


def test_a_text_without_formulas_keeps_its_dollars(tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text("# Prices\n\n## One\n\nIt cost $3.3 billion and then US$ 5, or $6.\n")
    imported = bring(file)
    assert not imported.maths
    assert importing.proved(file).holds

"""Initials: three lines high in print, and whole words wherever they are read or copied."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import page
import pikepdf
import pytest
from lxml import html

from report.initials import with_initial
from tests.built import Built, build
from tests.conftest import MakeReport
from tests.printed import Run

_LONG = "rose from hour to hour and nobody in the three villages was told of it, " * 5
_BEGIN = {
    "plain": "The water ", "quoted": "\"Water\" it was, and it ", "accented": "Élan it had, and ",
    "single": "A river ", "emphasis": "*Quiet* water ", "tail": "Justly it ",
    "marked": "{index}`Rivers <rivers>` that ", "after-a-note": ":::{aside}\nA gauge.\n:::\n\nIt ",
}
_WITHOUT = {
    "digits": f"3 February came; the water {_LONG}", "short": "The water rose.",
    "lead": f"{{.lead}}\nThe water {_LONG}", "heading": f"## North\n\nThe water {_LONG}",
    "list": f"- The water {_LONG}",
    "arabic": f"ارتفع الماء {_LONG}", "small": f"de facto it {_LONG}",
}
TEXTS = {f"{name}.md": f"# Chapter\n\n{text}{_LONG}\n\nMore of it.\n"
         for name, text in _BEGIN.items()}
TEXTS |= {f"{name}.md": f"# Chapter\n\n{text}\n\nMore of it.\n" for name, text in _WITHOUT.items()}
TEXTS["index.md"] = "# Index\n\n:::{show-index}\n:::\n"
_FIRST = {
    "plain": "The water", "quoted": "“Water” it was", "accented": "Élan it had",
    "single": "A river", "emphasis": "Quiet water", "tail": "Justly it", "marked": "Rivers that",
    "after-a-note": "It rose",
}


@pytest.fixture(scope="module", params=["book", "briefing"])
def built(
    request: pytest.FixtureRequest, make_report: MakeReport,
    tmp_path_factory: pytest.TempPathFactory, kept: Path,
) -> Built:
    folder = tmp_path_factory.mktemp(request.param)
    body = [name for name in TEXTS if name != "index.md"]
    source = make_report(folder, texts=TEXTS, theme=request.param,
                         matter={"body": body, "back": ["index.md"]})
    return build(source, ("html", "pdf"), folder / "dist", kept / "initials" / request.param)


def _initials(built: Built, name: str) -> list[Run]:
    return [run for run in built.printed.on(built.printed.destinations[name])
            if run.size > 30 and len(run.text.strip()) == 1]


def _copied(built: Built, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(built.files["pdf"]), "-"], check=True,
                          capture_output=True, text=True).stdout


@pytest.mark.parametrize("option", ["-layout", "-raw", "-nopgbrk"])
def test_words_are_copied_whole(built: Built, option: str) -> None:
    text = re.sub(r"\s+", " ", _copied(built, option))
    assert [words for words in _FIRST.values() if words not in text] == []


def test_the_rest_of_a_word_says_the_word(built: Built) -> None:
    """That is its ActualText; its initial says nothing more."""
    with pikepdf.open(built.files["pdf"]) as pdf:
        marked = [part.operands[1] for page in pdf.pages
                  for part in pikepdf.parse_content_stream(page)
                  if str(part.operator) == "BDC" and len(part.operands) > 1]
        said = [str(given.ActualText) for given in marked if "/ActualText" in given]
        elements = [item for item in pdf.objects
                    if isinstance(item, pikepdf.Dictionary) and "/ActualText" in item]
    assert {"The", "“Water", "Élan", "A river", "Quiet", "Justly", "Rivers", "It"} <= set(said)
    assert said.count("") == len(_FIRST) + 1  # a quotation mark is drawn by itself
    assert elements == []  # a whole paragraph would say the word and nothing else


def test_it_is_still_pdf_a_and_pdf_ua(built: Built) -> None:
    for profile in ("3a", "ua1"):
        assert page.validate_pdf(str(built.files["pdf"]), profile=profile).failures == []


def test_an_initial_stands_on_the_third_line(built: Built) -> None:
    for name in _FIRST:
        initial, = _initials(built, name)
        lines = sorted({round(run.y, 1) for run in built.printed.on(initial.folio)
                        if run.size > 10 and run.x > initial.x + 5 and run.y <= initial.y + 1
                        and run.y > initial.y - 40 and run.size < 14})
        assert len(lines) == 3
        assert lines[-1] == pytest.approx(initial.y, abs=.6)  # points


@pytest.mark.parametrize("name", _WITHOUT)
def test_what_is_no_opening_has_no_initial(built: Built, name: str) -> None:
    assert _initials(built, name) == []


def test_the_web_page_marks_the_paragraph_and_leaves_its_words_whole(built: Built) -> None:
    tree = html.fromstring(built.files["html"].read_text(encoding="utf-8"))
    opening = {p.get("id").removesuffix("-p1"): p for p in tree.find_class("opening")}
    assert list(opening) == list(_FIRST)
    assert opening["plain"].text.startswith("The water")
    assert tree.find_class("initial") == []


def test_a_report_may_do_without(make_report: MakeReport, tmp_path: Path) -> None:
    source = make_report(tmp_path, texts={"01-north.md": TEXTS["plain.md"]}, drop_caps=False)
    built = build(source, ("pdf",), tmp_path / "dist", tmp_path / "kept")
    assert _initials(built, "north") == []


@pytest.mark.parametrize(("text", "letter"), [
    ("Öl kam. ", "Ö"), ("Çok su. ", "Ç"), ("«\u202fEau. ", "E")])
def test_letters_with_marks_are_letters(text: str, letter: str) -> None:
    flow = (f'<p id="a-p1">{text}{_LONG}</p>\n',)
    assert f'{letter}</span>' in with_initial(str(flow[0]), flow, True)

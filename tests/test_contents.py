"""The contents go as deep as the author says, and the same in every edition."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree, html

from report import press
from report.errors import SourceError
from tests.built import build
from tests.conftest import MakeReport

TEXT = """# The road

## North

### The gate

#### The queue

## South

### The camp
"""
WANTED = {
    1: "The road",
    2: "The road [North South]",
    3: "The road [North [The gate] South [The camp]]",
    4: "The road [North [The gate [The queue]] South [The camp]]",
}
H = {"h": "http://www.w3.org/1999/xhtml"}


def tree(items: etree._Element, space: str) -> str:
    """An <ol> as words: what is under a line stands in brackets behind it."""
    said = []
    for item in items.findall(f"{space}li"):
        inner = item.find(f"{space}ol")
        title = "".join(item.find(f"{space}a").itertext())
        said.append(title + (f" [{tree(inner, space)}]" if inner is not None else ""))
    return " ".join(said)


@pytest.mark.parametrize("depth", WANTED)
def test_contents_go_as_deep_as_told(make_report: MakeReport, tmp_path: Path, depth: int) -> None:
    source = make_report(tmp_path, texts={"01-road.md": TEXT}, contents_depth=depth)
    built = build(source, ("html", "epub"), tmp_path / "dist", tmp_path / "kept")
    page = html.fromstring(built.files["html"].read_text(encoding="utf-8"))
    assert tree(page.get_element_by_id("toc").find("ol"), "") == WANTED[depth]
    with ZipFile(built.files["epub"]) as book:
        nav = etree.fromstring(book.read("EPUB/nav.xhtml"))
    listed = nav.xpath("//h:nav[@id='toc']/h:ol", namespaces=H)[0]
    assert tree(listed, f"{{{H['h']}}}") == f"Title page 1. {WANTED[depth]}"


@pytest.mark.parametrize("depth", [0, 5, "2"])
def test_depths_that_there_are_not(make_report: MakeReport, tmp_path: Path, depth: object) -> None:
    source = make_report(tmp_path, texts={"01-road.md": TEXT}, contents_depth=depth)
    with pytest.raises(SourceError, match="“contents_depth” should be"):
        press.understand(source)

"""Composed pages are read into the tree that WeasyPrint's own parser makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from weasyprint import HTML

from report import jobs, press
from report.clock import Clock
from report.editions.numbered import composed
from report.editions.workshop import page
from report.editions.xhtml import parsed
from report.illustrate import draw
from report.model import Placement, Report, Unit
from tests.conftest import ROOT

_CASES = ROOT / "tests" / "cases" / "markup"
_SOURCES = [ROOT / "source" / "aleppo",
            *(_CASES / name / "source" for name in ("maths", "raw-html", "tables", "links"))]


@pytest.mark.parametrize("source", _SOURCES, ids=lambda source: source.parent.name)
def test_the_tree_is_the_same(source: Path, kept: Path) -> None:
    report, units = _units(source, kept)
    for unit in units:
        text = page(unit, report.meta)
        made = parsed(text, "octavo:///", None)
        assert type(made) is not HTML, unit.id  # it was well-formed
        theirs = HTML(string=text, base_url="octavo:///")
        assert _told(made.etree_element) == _told(theirs.etree_element), unit.id
        assert made.base_url == theirs.base_url
        assert made.media_type == theirs.media_type


def test_html_that_is_not_well_formed_is_read_all_the_same() -> None:
    made = parsed("<p>One&nbsp;<br>two", "octavo:///", None)
    assert made.etree_element.find("body/p/br").tail == "two"


def _told(element: Any) -> Any:
    """An element with all in it; a language is told once by either name."""
    said = {name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:"): value
            for name, value in element.attrib.items()}
    return (element.tag, said, element.text or "", element.tail or "",
            [_told(child) for child in element])


def _units(source: Path, kept: Path) -> tuple[Report, list[Unit]]:
    manuscript, report, look = press.understand(source)
    drawn = draw(report, look, ["print"], kept / "drawings")
    job = jobs.Job(manuscript, report, look, drawn, kept, Clock())
    return report, composed(
        lambda placement, only: job.compose("pdf", placement, only=only),
        report.counted_from, Placement()).plainly()

"""Every piece of Markdown that authors may write, and what it becomes.

Each folder of `cases/markup` holds a small report as `source` and, as `expected`, the text of
each section as the web page sets it. `pytest --rewrite` writes `expected` anew: read the
difference before it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from report import press
from report.compose import compose
from report.editions import web
from report.illustrate import draw
from report.jobs import EDITIONS
from report.model import Drawn, Heading, Report

CASES = sorted((Path(__file__).parent / "cases" / "markup").iterdir())


def understood(case: Path) -> tuple[Report, Mapping[str, Drawn]]:
    """A case's report, with the words and data of its figures and no pictures."""
    _, report, theme = press.understand(case / "source")
    return report, draw(report, theme, (), Path())


def fragments(case: Path) -> dict[str, str]:
    """Each section of a case as the web edition composes it, drawings left out."""
    report, drawn = understood(case)
    pages = compose(report, web.EDITION, drawn, source=lambda file: f"images/{file.name}")
    parts = web.EDITION.parts
    return {f"{unit.id}.html": seen(unit.body) for unit in pages.units if unit.id not in parts}


def seen(body: str) -> str:
    """XHTML in which a person sees the spaces that do not break, ending with a line end."""
    return body.replace("\u00a0", "&#160;").replace("\u202f", "&#8239;").rstrip() + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_markdown_becomes_what_is_expected(case: Path, rewrite: bool) -> None:
    found = fragments(case)
    expected = case / "expected"
    if rewrite:
        expected.mkdir(exist_ok=True)
        for file in expected.iterdir():
            file.unlink()
        for name, body in found.items():
            (expected / name).write_text(body, encoding="utf-8")
    assert found == {
        file.name: file.read_text(encoding="utf-8") for file in expected.iterdir()}


@pytest.mark.parametrize("edition", sorted(
    name for name, edition in EDITIONS.items() if edition.whole))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_edition_gets_well_formed_xhtml(case: Path, edition: str) -> None:
    report, drawn = understood(case)
    for unit in compose(report, EDITIONS[edition], drawn).units:
        root = etree.fromstring(
            f'<body xmlns:epub="http://www.idpf.org/2007/ops">{unit.body}</body>')
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert sorted(ids) == sorted(set(ids)), unit.id


def test_ids_stay_when_text_around_them_changes() -> None:
    """What a reader has linked to must not move because a paragraph was added elsewhere."""
    report, _ = understood(next(case for case in CASES if case.name == "headings"))
    headings = [piece.id for piece in report.pieces() if isinstance(piece, Heading)]
    assert headings == ["headings-a-section", "gates", "headings-a-subsection",
                        "headings-a-section-2"]

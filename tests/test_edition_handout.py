"""The handout: two pages of a report, and a code that leads to the whole."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import page as validator
import pytest
import zxingcpp
from PIL import Image

from report import press
from report.editions.handout import Brief, briefs
from report.errors import SourceError
from report.flows import plain
from tests.built import Built, build
from tests.conftest import MakeReport
from tests.printed import Printed

PAIR = ("pdf", "pdf-handout")
SUMMARY = """# Summary

{.lead}
The road was cut on 3 February.[^cut]

Later the border was closed, as told in {numref}`after`.[^closed]

[^cut]: United Nations.
[^closed]: OCHA.
"""
AFTER = "# After the road\n\nNobody crossed.\n"


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return build(sample, PAIR, kept / "handout", kept)


@pytest.fixture(scope="module")
def shown(sample: Path) -> Brief:
    """All that the sample's handout could show."""
    manuscript, report, _ = press.understand(sample)
    return next(briefs(report, manuscript.handout))


def words(made: Built) -> str:
    return " ".join(subprocess.run(
        ["pdftotext", "-layout", made.files["pdf-handout"], "-"], check=True,
        capture_output=True, text=True).stdout.split())


def test_it_has_two_pages_and_the_engine_is_content(built: Built) -> None:
    said = subprocess.run(["pdfinfo", built.files["pdf-handout"]], check=True,
                          capture_output=True, text=True).stdout
    assert re.search(r"Pages:\s+2$", said, re.MULTILINE)
    assert built.complaints == ()


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_passes_the_validator(built: Built, profile: str) -> None:
    assert validator.validate_pdf(built.files["pdf-handout"], profile=profile).is_compliant


def test_it_says_what_the_report_says(built: Built, shown: Brief) -> None:
    said = words(built)
    assert shown.key_figures is not None
    assert shown.figure is not None
    for item in shown.key_figures.items:
        assert plain(item.number) in said
    assert shown.figure.id == "timeline"
    assert plain(shown.figure.title) in said


def test_the_code_leads_to_the_very_file(built: Built, tmp_path: Path) -> None:
    subprocess.run(["pdftoppm", "-r", "150", "-f", "2", "-gray", "-png",
                    built.files["pdf-handout"], tmp_path / "page"], check=True)
    (seen,) = zxingcpp.read_barcodes(Image.open(next(tmp_path.glob("page*.png"))))
    checksum = hashlib.sha256(built.files["pdf"].read_bytes()).hexdigest()
    assert seen.text == f"{built.report.meta.identifier}\nSHA-256 of aleppo.pdf: {checksum}"
    assert checksum in words(built).replace(" ", "")


def test_sources_are_numbered_as_they_are_called(built: Built, shown: Brief) -> None:
    assert [note.number for note in shown.sources] == list(range(1, len(shown.sources) + 1))
    for note in shown.sources:
        assert " ".join(plain(note.paragraphs[0]).split()[:5]) in words(built)


def test_pages_are_those_of_the_whole_report(
    make_report: MakeReport, tmp_path: Path, kept: Path
) -> None:
    folder = make_report(tmp_path, texts={"summary.md": SUMMARY, "after.md": AFTER},
                         matter={"front": ["summary.md"], "body": ["after.md"]},
                         handout={"address": "https://example.org/report"})
    made = build(folder, PAIR, tmp_path, tmp_path / "kept")
    whole = Printed(made.files["pdf"])
    page_of_after = whole.destinations["after"]
    said = words(made)
    assert f"Chapter 1, page {page_of_after}" in said
    assert "https://example.org/report" in said
    assert "1. United Nations. 2. OCHA." in re.sub(r"\s+", " ", said)


def test_a_summary_that_is_too_long_is_cut_and_goes_on_in_the_report(
    make_report: MakeReport, tmp_path: Path
) -> None:
    long = "# Summary\n\n" + "\n\n".join(
        f"Paragraph {number}. " + "The road was closed again. " * 40 for number in range(1, 12))
    folder = make_report(tmp_path, texts={"summary.md": long, "after.md": AFTER},
                         matter={"front": ["summary.md"], "body": ["after.md"]})
    made = build(folder, PAIR, tmp_path, tmp_path / "kept")
    said = words(made)
    assert "Paragraph 3." in said
    assert "Paragraph 11." not in said
    assert "More in the whole report, from page" in said
    assert Printed(made.files["pdf-handout"]).pages == 2


def test_many_short_paragraphs_go_on_in_the_report_too(
    make_report: MakeReport, tmp_path: Path
) -> None:
    short = "# Summary\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(1, 15))
    folder = make_report(tmp_path, texts={"summary.md": short, "after.md": AFTER},
                         matter={"front": ["summary.md"], "body": ["after.md"]})
    said = words(build(folder, PAIR, tmp_path, tmp_path / "kept"))
    assert "Paragraph 12." in said
    assert "Paragraph 13." not in said
    assert "More in the whole report, from page" in said


def test_a_figure_that_is_not_there(make_report: MakeReport, tmp_path: Path) -> None:
    folder = make_report(tmp_path, handout={"figure": "nowhere"})
    with pytest.raises(SourceError, match="figure “nowhere” is not in the report"):
        press.understand(folder)

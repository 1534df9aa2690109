"""What the e-book claims of its accessibility: true of its files, and Ace by DAISY agrees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from report.accessibility import CONFORMANCE, Claim, claims, opened, summary
from report.editions.forms import FORMS
from report.preflight import claims as preflight
from report.terms import claim_sentences
from tests.built import Built, sample_built
from tests.conftest import ROOT

ACE = ROOT / "tests" / "tools" / "node_modules" / ".bin" / "ace-cli"


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module")
def files(built: Built) -> dict[str, bytes]:
    with ZipFile(built.files["epub"]) as book:
        return {name.removeprefix("EPUB/"): book.read(name) for name in book.namelist()}


def test_ace_finds_no_violation(built: Built, tmp_path: Path) -> None:
    """Ace drives a browser; in a container that has to run without its sandbox."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nexec {shutil.which("chromium")} --no-sandbox "$@"\n')
    browser.chmod(0o755)
    ran = subprocess.run(
        [ACE, "--force", "--silent", "--outdir", tmp_path / "ace", built.files["epub"]],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(browser), "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False)
    file = tmp_path / "ace" / "report.json"
    assert file.exists(), ran.stdout + ran.stderr
    found = json.loads(file.read_text(encoding="utf-8"))
    looked_at = {Path(part["earl:testSubject"]["url"]).name for part in found["assertions"]}
    wrong = [f"{part['earl:testSubject']['url']}: {each['earl:test']['dct:title']}"
             for part in found["assertions"] for each in part["assertions"]]
    assert wrong == []
    assert found["earl:result"]["earl:outcome"] == "pass"
    assert {f"{section.id}.xhtml" for section in built.report.sections} <= looked_at


def made(files: Mapping[str, bytes], certifier: str = "Octavo") -> dict[str, Claim]:
    return {claim.value: claim for claim in claims(opened(files), certifier)}


def test_the_sample_claims_all_that_its_files_bear_out(files: Mapping[str, bytes]) -> None:
    found = made(files)
    package = files["content.opf"].decode()
    for value in ("textual", "alternativeText", "longDescription", "tableOfContents",
                  "structuralNavigation", "readingOrder", "displayTransformability", "ARIA",
                  "none", CONFORMANCE):
        assert found[value].holds, found[value].against
        assert f">{value}</meta>" in package
    for claim in found.values():
        assert claim.holds == (f'property="{claim.name}"' in package
                               and f">{claim.value}</meta>" in package), claim


def spoiled(
    name: str, old: str, new: str, times: int = 1
) -> Callable[[Mapping[str, bytes]], dict[str, bytes]]:
    def spoil(files: Mapping[str, bytes]) -> dict[str, bytes]:
        text = files[name].decode()
        assert old in text
        return {**files, name: text.replace(old, new, times).encode()}
    return spoil


CHAPTER = "hosts.xhtml"


@pytest.mark.parametrize(("spoil", "lost", "why"), [
    (spoiled(CHAPTER, 'alt="Bar', 'alt="" title="Bar'), {"textual", "alternativeText", CONFORMANCE},
     "has no alternative text"),
    (spoiled(CHAPTER, "aria-details=", "title="), {"textual", "longDescription", CONFORMANCE},
     "has no data to go with it"),
    (spoiled(CHAPTER, "h2", "h4", -1), {"structuralNavigation", CONFORMANCE}, "skips a level"),
    (spoiled(CHAPTER, ' xml:lang="en-GB"', ""), {CONFORMANCE}, "does not say its language"),
    (spoiled(CHAPTER, "</body>", "<script>1</script></body>"), {"none", CONFORMANCE},
     "holds a <script>"),
    (spoiled("style.css", "body {", "p { color: #999999; } body {"), {CONFORMANCE}, "too faint"),
    (spoiled("style.css", "body {", "p { font-size: 12px; } body {"),
     {"displayTransformability", CONFORMANCE}, "fixes the size"),
    (spoiled("nav.xhtml", 'epub:type="toc"', 'epub:type="lot"'), {"tableOfContents", CONFORMANCE},
     "no toc"),
])
def test_a_claim_that_does_not_hold_is_not_made(
    files: Mapping[str, bytes], spoil: Callable[[Mapping[str, bytes]], dict[str, bytes]],
    lost: set[str], why: str,
) -> None:
    before, after = made(files), made(spoil(files))
    assert {value for value, claim in after.items()
            if before[value].holds and not claim.holds} == lost
    assert any(why in reason for value in lost for reason in after[value].against)


def test_nobody_stands_for_a_conformance_that_nobody_certifies(files: Mapping[str, bytes]) -> None:
    assert "no publisher" in made(files, "")[CONFORMANCE].against[-1]


def test_a_false_claim_in_a_file_is_a_finding(
    built: Built, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    wrong = spoiled(CHAPTER, 'alt="Bar', 'alt="" title="Bar')(files)
    file = tmp_path / "book.epub"
    with ZipFile(file, "w") as book:
        for name, data in wrong.items():
            book.writestr(name if name.startswith(("mimetype", "META")) else f"EPUB/{name}", data)
    edition = FORMS["epub"].edition
    found = preflight.check(file.read_bytes(), file, built.report, edition)
    said = [finding.says for finding in found]
    assert any("claims alternativeText, but: hosts.xhtml: the image" in words for words in said)
    assert preflight.check(built.files["epub"].read_bytes(), file, built.report, edition) == []


def test_the_summary_says_what_holds_in_the_reports_language(files: Mapping[str, bytes]) -> None:
    held = list(made(files).values())
    assert "Jedes Diagramm hat eine Beschreibung" in summary(held, claim_sentences("de-AT"))
    without = [claim for claim in held if claim.value != "longDescription"]
    assert "Diagramm" not in summary(without, claim_sentences("de"))

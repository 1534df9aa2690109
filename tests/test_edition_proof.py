"""The proof: numbered paragraphs and lines, room for remarks, a watermark with the revision."""

from __future__ import annotations

import re
from pathlib import Path

import page as validator
import pikepdf
import pytest

from report import fresh
from tests.built import Built, build
from tests.conftest import MakeReport
from tests.printed import Printed, said_in
from tests.test_edition_large_print import Word, words

_MILLIMETRE = 72 / 25.4
_INNER, _TEXT_ENDS = 32 * _MILLIMETRE, (32 + 116) * _MILLIMETRE
_LONG = "The lorries stood at the gate and nobody could say for how long they would.[^{0}] " \
        + "Some drivers had been there since Monday and slept in their cabs. " * 24
_TEXTS = {
    "summary.md": "# Summary\n\n{.lead}\nA short one.\n\nAnother.\n",
    "01-gate.md": "# The gate\n\n" + "\n\n".join(_LONG.format(i) for i in range(7))
                  + "\n\n- one\n- two\n\nThe end.\n\n"
                  + "\n".join(f"[^{i}]: A note of {i}." for i in range(7)) + "\n",
    "02-road.md": "# The road\n\n:::{aside}\nBeside.\n:::\n\nThe road was cut.\n",
}


@pytest.fixture(scope="module")
def folder(make_report: MakeReport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report(tmp_path_factory.mktemp("proof"), _TEXTS,
                       matter={"front": ["summary.md"], "body": ["01-gate.md", "02-road.md"]})


@pytest.fixture(scope="module")
def built(folder: Path, kept: Path) -> Built:
    return build(folder, ("pdf-proof",), folder.parent / "dist", kept)


@pytest.fixture(scope="module")
def file(built: Built) -> Path:
    return built.files["pdf-proof"]


@pytest.fixture(scope="module")
def numbers(file: Path) -> dict[int, list[Word]]:
    """What stands in the left margin of each page, the watermark aside, from the top."""
    return {number: sorted((word for word in page if word.right < _INNER - 5
                            and word.bottom - word.top < 15), key=lambda word: word.top)
            for number, page in enumerate(words(file)[1:], 2)}


@pytest.mark.parametrize("profile", ["ua1", "pdfa-3a"])
def test_the_file_passes(file: Path, profile: str) -> None:
    assert validator.validate_pdf(str(file), profile=profile).failures == []


def test_every_paragraph_has_its_number(numbers: dict[int, list[Word]]) -> None:
    found = [word.said for page in numbers.values() for word in page if "." in word.said]
    assert found == ["summary.1", "summary.2", *(f"1.{n}" for n in range(1, 9)), "2.1"]


def test_every_fifth_line_of_a_paragraph_is_numbered(
    file: Path, numbers: dict[int, list[Word]]
) -> None:
    """Lines are counted here as they are drawn; one with the number of a paragraph is its first."""
    printed = Printed(file)
    count = begun = 0
    for folio in range(6, printed.pages + 1):
        lines: dict[int, str] = {}
        for run in printed.on(folio):
            if 10 < run.size < 10.5 and run.text.strip():
                lines[round(run.y)] = lines.get(round(run.y), "") + run.text
        for y, said in sorted(lines.items()):
            beside = [word.said for word in numbers[folio]
                      if word.top < y - 1 and word.bottom > y - 3]
            if is_first := any("." in number for number in beside):
                assert said.startswith("The")
            count = 1 if is_first else count + 1
            begun += is_first
            if not re.fullmatch(r"\W*|one|two", said.strip()):  # the list
                assert [number for number in beside if "." not in number] == (
                    [str(count)] if count % 5 == 0 else []), (folio, said)
    assert begun == 9


def test_the_wide_margin_is_empty(file: Path) -> None:
    printed = Printed(file)
    assert max(run.x + run.width for folio in range(2, printed.pages + 1)
               for run in printed.on(folio)) < _TEXT_ENDS + 1


def test_every_page_says_of_which_revision_it_is(file: Path, folder: Path) -> None:
    with pikepdf.open(file) as pdf:
        assert "/Under0" not in pdf.pages[0].Resources.XObject  # the cover
        for number, page in list(enumerate(pdf.pages))[1:]:
            drawn = page.Contents[0].read_bytes().decode()
            assert drawn.startswith("/Artifact")
            assert f"/Under{number} Do" in drawn
            said = said_in(page.Resources.XObject[f"/Under{number}"])
            assert f"Proof, 7 March 2016, revision {fresh.revision(folder)}" in said


def test_nobody_hears_the_numbers(file: Path) -> None:
    said = " ".join(run.text for run in Printed(file).read_aloud)
    assert "revision" not in said
    assert "summary.1" not in said


def test_another_word_is_another_revision(folder: Path) -> None:
    before = fresh.revision(folder)
    assert re.fullmatch(r"[0-9a-f]{7}", before)
    text = folder / "text" / "02-road.md"
    was = text.read_bytes()
    text.write_bytes(was.replace(b"cut", b"open"))
    assert fresh.revision(folder) != before
    text.write_bytes(was)
    assert fresh.revision(folder) == before


def test_the_same_source_gives_the_same_bytes(folder: Path, file: Path, kept: Path) -> None:
    again = build(folder, ("pdf-proof",), folder.parent / "again", kept)
    assert again.files["pdf-proof"].read_bytes() == file.read_bytes()

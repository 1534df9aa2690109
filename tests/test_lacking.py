"""A letter that no font has: an archive takes no empty box, and nothing is left out silently."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import page as validator
import pikepdf
import pytest

from report import press
from report.clock import Clock
from tests.conftest import MakeReport
from tests.printed import Printed


@pytest.fixture(scope="module")
def written(
    make_report: MakeReport, tmp_path_factory: pytest.TempPathFactory, kept: Path
) -> press.Written:
    place = tmp_path_factory.mktemp("lacking")
    folder = make_report(place, {"01-north.md": (
        "# The road north\n\nA letter of nobody\u2019s: \ue123, and `\ue123` again.\n")})
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves its colour profile's file open.
        warnings.simplefilter("ignore", ResourceWarning)
        (made,) = press.build(folder, ["pdf"], place / "dist", kept, Clock())
    return made


def test_its_number_is_printed(written: press.Written) -> None:
    text = "".join(run.text for run in Printed(written.file).read_aloud)
    assert "nobody\u2019s: [U+E123], and [U+E123] again." in text


def test_its_author_hears_of_it_once(written: press.Written) -> None:
    (warning,) = written.warnings
    assert warning.startswith("No font here has the letter U+E123")


@pytest.mark.parametrize("profile", ["ua1", "pdfa-3a"])
def test_the_file_passes(written: press.Written, profile: str) -> None:
    assert validator.validate_pdf(str(written.file), profile=profile).failures == []


def test_no_font_is_left_that_draws_a_box(written: press.Written) -> None:
    with pikepdf.open(io.BytesIO(written.file.read_bytes())) as pdf:
        maps = [font.ToUnicode.read_bytes() for made in pdf.pages
                for font in made.Resources.Font.values()]
    assert maps
    assert not [each for each in maps if b"<e123>" in each]

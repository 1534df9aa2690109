"""A report is what its folder holds: nothing outside is read, and odd files in it are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from report import press
from report.errors import SourceError
from tests.conftest import MakeReport


@pytest.mark.parametrize("name", ["text/02-south.md", "data/people.csv", "images/gate.png"])
def test_nothing_outside_the_folder_is_read(
    name: str, tmp_path: Path, make_report: MakeReport
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    report = make_report(tmp_path)
    (report / name).parent.mkdir(exist_ok=True)
    (report / name).symlink_to(secret)

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    (fault,) = caught.value.faults
    assert fault.place.file == report / name
    assert "leads out of the report's folder" in fault.wrong
    assert "secret words" not in str(fault)


def test_settings_outside_the_folder_are_not_read(tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path)
    (report / "report.toml").rename(tmp_path / "other.toml")
    (report / "report.toml").symlink_to(tmp_path / "other.toml")

    with pytest.raises(SourceError, match="leads out of the report's folder"):
        press.understand(report)


@pytest.mark.parametrize("name", ["text/02-south.md", "data/people.csv", "report.toml"])
def test_a_folder_in_the_place_of_a_file(
    name: str, tmp_path: Path, make_report: MakeReport
) -> None:
    report = make_report(tmp_path)
    (report / name).unlink(missing_ok=True)
    (report / name).mkdir(parents=True)

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    (fault,) = caught.value.faults
    assert fault.place.file == report / name
    assert "This is a folder" in fault.wrong


def test_a_link_to_itself(tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path)
    (report / "text" / "02-south.md").symlink_to(report / "text" / "02-south.md")

    with pytest.raises(SourceError, match=r"02-south\.md: This is a link"):
        press.understand(report)

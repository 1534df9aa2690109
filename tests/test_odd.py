"""Texts that are odd, and right: they are read, and nothing is made of them that breaks a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report import press
from report.clock import Clock
from tests.conftest import MakeReport

ODD = {
    "byte-order mark": "\ufeff# The road\n\nCut.\n".encode(),
    "Windows line ends": b"# The road\r\n\r\nCut.\r\n",
    "old Macintosh line ends": b"# The road\r\rCut.\r",
    "no line end": b"# The road\n\nCut.",
    "tabs": b"#\tThe road\n\nCut.\n\n-\tOne\n\n\tTwo\n",
    "line of 1 MB": b"# The road\n\n" + b"The road was cut again. " * 42_000 + b"\n",
    "brackets, 20,000": b"# The road\n\n" + b"[" * 20_000 + b"\n",
    "emphasis, 5,000 times": b"# The road\n\n" + b"The road was *cut*. " * 5000 + b"\n",
    "stars, 20,000": b"# The road\n\n" + b"*a " * 20_000 + b"\n",
    "backticks, 20,000": b"# The road\n\n" + b"`a ``b " * 10_000 + b"\n",
    "entities": b"# The road\n\n&#1; &#xFFFE; &amp; &nbsp; &bogus;\n",
    "quotation mark not closed": b"# The road\n\nShe said \"cut.\n",
    "directive in a directive": b"# The road\n\n::::{admonition} Box\n:::{aside}\nA.\n:::\n::::\n",
    "comment": b"# The road\n\n<!-- cut -->\n\nCut.\n\n% cut\n",
    "heading like an id of ours": b"# The road\n\n## P1\n\n## Title\n\n## Notes\n\n## 2016\n\nA.\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_read(name: str, tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path, texts={"01-north.md": ODD[name]})

    _, understood, _ = press.understand(report)

    (section,) = understood.sections
    assert section.title == ("The road",)


def test_no_id_is_given_twice(tmp_path: Path, make_report: MakeReport, kept: Path) -> None:
    report = make_report(tmp_path, texts={"01-north.md": (
        "# The road\n\n## Title\n\nA.[^a]\n\n## Notes\n\n## P1\n\n:::{admonition} Box\nB.\n:::\n\n"
        "## Box title\n\n## Table caption\n\n| a |\n|---|\n| 1 |\n\n[^a]: CNN.\n")})

    press.build(report, ["html"], tmp_path / "dist", kept, Clock())

    ids = re.findall(r'\sid="([^"]+)"', (tmp_path / "dist" / "report.html").read_text())
    assert sorted(ids) == sorted(set(ids))

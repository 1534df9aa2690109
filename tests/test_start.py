"""Nothing is imported before it is needed: the engines are what a start would wait for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MakeReport

ROOT = Path(__file__).parent.parent
_FIGURE = """# North

:::{figure} counts
:name: hosts
:data: hosts.csv
:title: Two hosts
:source: UNHCR
:::
"""
_COMMAND = """
import json, sys
from pathlib import Path
from report import desk
desk.DIST = Path(sys.argv[1])
desk.KEEP = desk.DIST / ".kept"
if sys.argv[3] == "pdf":
    desk.pdf("", False, "", "", sys.argv[2], "", False)
else:
    desk.build((sys.argv[3],), "", sys.argv[2], "", False)
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def report(make_report: MakeReport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report(tmp_path_factory.mktemp("start"), texts={"01-north.md": _FIGURE},
                       data={"hosts.csv": "label,value\nTurkey,300\nLebanon,200\n"})


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dist")


def _imported(report: Path, dist: Path, edition: str) -> tuple[str, set[str]]:
    """What a command says last, and the modules that it has imported."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _COMMAND, str(dist), str(report), edition],
        cwd=ROOT, capture_output=True, text=True, check=True)
    *_, says, modules = done.stdout.splitlines()
    return says, set(json.loads(modules))


@pytest.mark.parametrize("edition", ["html", "epub"])
def test_what_has_no_pages_asks_for_no_engine_of_pages(
    report: Path, dist: Path, edition: str
) -> None:
    _, first = _imported(report, dist, edition)
    assert "matplotlib" in first
    assert not first & {"weasyprint", "matplotlib.pyplot", "pikepdf"}
    next(dist.glob(f"*.{edition}")).unlink()
    says, again = _imported(report, dist, edition)
    assert says.startswith("Built")
    assert not again & {"weasyprint", "matplotlib", "numpy", "PIL"}


def test_to_see_that_nothing_is_to_do_takes_next_to_nothing(report: Path, dist: Path) -> None:
    assert "weasyprint" in _imported(report, dist, "pdf")[1]
    for edition in ("html", "pdf"):
        says, modules = _imported(report, dist, edition)
        assert says.startswith("Nothing to do")
        assert not modules & {"weasyprint", "matplotlib", "pikepdf", "pydantic", "jinja2", "lxml",
                              "markdown_it", "report.press", "report.model"}

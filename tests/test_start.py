"""Nothing is imported before it is needed: the engines are what a start would wait for."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from jinja2 import Environment

from report import templating
from report.versions import version
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


# --- templates ------------------------------------------------------------------------------


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one template."""
    monkeypatch.setattr(templating, "TEMPLATES", tmp_path)
    (tmp_path / "one.html").write_text("<p>{{ words|balanced }}</p>", encoding="utf-8")
    return tmp_path


def _said(is_writing: bool = True) -> str:
    made = templating.environment.__wrapped__(is_writing)  # as a process of its own would have it
    return str(made.get_template("one.html").render(words="one & two words"))


def test_what_is_made_of_a_template_is_kept_and_read_by_the_next_process(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _said() == "<p>one &amp; two\N{NO-BREAK SPACE}words</p>"
    assert len(list((templates / "__pycache__").iterdir())) == 1
    monkeypatch.setattr(Environment, "compile", None)
    assert _said() == "<p>one &amp; two\N{NO-BREAK SPACE}words</p>"


def test_a_template_that_has_changed_or_is_kept_in_pieces_is_made_again(templates: Path) -> None:
    _said()
    (templates / "one.html").write_text("<b>{{ words }}</b>", encoding="utf-8")
    assert _said() == "<b>one &amp; two words</b>"
    kept = next((templates / "__pycache__").iterdir())
    kept.write_bytes(kept.read_bytes()[:-9])
    assert _said() == "<b>one &amp; two words</b>"


def test_nothing_is_kept_where_python_keeps_nothing(templates: Path) -> None:
    assert _said(is_writing=False)
    assert not (templates / "__pycache__").exists()


def test_a_version_is_what_python_says_it_is() -> None:
    for package in ("weasyprint", "markdown-it-py", "fontpkg-source-serif-4"):
        assert version(package) == metadata.version(package)

"""What every test may ask for: the sample, a small report of its own, a folder for drawings."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
os.environ.setdefault("OCTAVO_PROCESSES", "1")  # tests run side by side; test_processes has more

SETTINGS: Mapping[str, Any] = {
    "title": "A report",
    "date": datetime.date(2016, 3, 7),
    "language": "en-GB",
    "identifier": "urn:uuid:00000000-0000-4000-8000-000000000001",
}
TEXTS: Mapping[str, str] = {"01-north.md": "# The road north\n\nThe road was cut on 3 February.\n"}

MakeReport = Callable[..., Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true",
                     help="write what the code gives now into the golden folders of tests/cases")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether golden folders are to be written instead of compared."""
    return bool(request.config.getoption("--rewrite"))


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the sample report."""
    return ROOT / "source" / "aleppo"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for what is made only once (drawings, fonts), shared by all tests."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="session")
def make_report() -> MakeReport:
    """A function that writes a small valid report and returns its folder.

    `make_report(tmp_path, texts={"01-north.md": "# …"}, data={"people.csv": "…"}, title="…")`:
    texts and data by file name, then settings of report.toml in place of the usual ones; a
    setting that is None is left out, one that is a mapping becomes a table. Text or bytes; a
    path with a folder (`files={"images/a.png": …}`) may be given for anything else.
    """

    def make(
        folder: Path,
        texts: Mapping[str, str | bytes] = TEXTS,
        data: Mapping[str, str | bytes] | None = None,
        files: Mapping[str, str | bytes] | None = None,
        **settings: Any,
    ) -> Path:
        report = folder / "report"
        contents: dict[str, str | bytes] = {"report.toml": _toml({**SETTINGS, **settings})}
        contents |= {f"text/{name}": text for name, text in texts.items()}
        contents |= {f"data/{name}": text for name, text in (data or {}).items()}
        for name, content in (contents | dict(files or {})).items():
            file = report / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return report

    return make


def _toml(settings: Mapping[str, Any]) -> str:
    tables = {name: value for name, value in settings.items() if isinstance(value, Mapping)}
    lines = [f"{name} = {_value(value)}" for name, value in settings.items()
             if value is not None and name not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_value(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """Text, truth, numbers and lists are written alike in JSON and TOML; dates are bare."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)

"""Texts that need not be parsed again come to what they come to when they are."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import made_up
from report import markup
from report.errors import Fault, Faults
from report.manuscript import read
from report.markup import parse
from report.model import Report
from report.model.kept import Walked
from report.packed import unpacked
from report.store import Store
from tests.conftest import MakeReport

ROOT = Path(__file__).parent.parent
REPORTS = sorted(
    file.parent for places in ("source/*", "tests/cases/*/*", "tests/cases/*/*/source")
    for file in ROOT.glob(f"{places}/report.toml"))

Parsed = tuple[Report, list[Fault]]


def _parsed(folder: Path, store: Store | None = None) -> Parsed:
    faults = Faults()
    return parse(read(folder, faults), faults, store), list(faults)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the texts that are parsed from now on."""
    names: list[str] = []
    real = markup._section

    def noted(*given: object) -> object:
        names.append(str(given[-1]))
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(markup, "_section", noted)
    return names


def _in_three_parts(make_report: MakeReport, tmp_path: Path) -> Path:
    return make_report(tmp_path, texts={
        "01-north.md": "# North\n\n(kinds-the-road)=\n## The road\n\n"
                       "Cut.[^a] See {numref}`kinds`.\n\n[^a]: So it is.",
        "02-south.md": "# South\n\n## The bridge\n\nOpen.[^a]\n\n[^a]: It was.",
        "03-kinds.md": "# Kinds\n\n## The road\n\nThe UN said so.[^b]\n\n[^b]: And wrote it."},
        abbreviations={"UN": "United Nations"})


@pytest.mark.parametrize("folder", REPORTS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_report_comes_to_the_same(folder: Path, store: Store) -> None:
    plain = _parsed(folder)
    assert _parsed(folder, store) == plain
    assert _parsed(folder, store) == plain


def test_a_made_up_report_comes_to_the_same(tmp_path: Path, store: Store) -> None:
    folder = made_up.write(tmp_path / "made-up", pages=60, notes=40, references=60)
    plain = _parsed(folder)
    assert not plain[1]
    assert _parsed(folder, store) == plain
    assert _parsed(folder, store) == plain


def test_only_the_text_that_was_edited_is_parsed(
    make_report: MakeReport, tmp_path: Path, store: Store, walked: list[str]
) -> None:
    folder = _in_three_parts(make_report, tmp_path)
    _parsed(folder, store)
    assert walked == ["north", "south", "kinds"]
    file = folder / "text" / "02-south.md"
    file.write_text(file.read_text(encoding="utf-8").replace("Open.", "Shut."), encoding="utf-8")
    walked.clear()
    again = _parsed(folder, store)
    assert walked == ["south"]
    assert again == _parsed(folder)
    assert "Shut." in str(again[0].sections[1].flow)


@pytest.mark.parametrize(("file", "old", "new", "parsed"), [
    # A note more: what follows has other numbers.
    ("01-north.md", "Cut.[^a]", "Cut.[^a][^c]\n\n[^c]: More.", ["north", "south", "kinds"]),
    # A label takes an id that a later text has coined, and coins otherwise now.
    ("02-south.md", "## The bridge", "(kinds-the-road-2)=\n## The bridge", ["south", "kinds"]),
    # It takes one that a later text is called by.
    ("02-south.md", "## The bridge", "(kinds)=\n## The bridge", ["south"]),
    # It leaves one to it.
    ("01-north.md", "(kinds-the-road)=\n", "", ["north", "kinds"]),
    # A reference to what is not there.
    ("01-north.md", "`kinds`", "`kind`", ["north"]),
    # A fault of its own: the text is parsed each time, the others are not.
    ("02-south.md", "Open.", "{fact}`nothing`", ["south"]),
    ("../report.toml", "United Nations", "Union of Nations", ["north", "south", "kinds"]),
])
def test_what_an_edit_changes_elsewhere_is_parsed_too(
    make_report: MakeReport, tmp_path: Path, store: Store, walked: list[str],
    file: str, old: str, new: str, parsed: list[str],
) -> None:
    folder = _in_three_parts(make_report, tmp_path)
    before = _parsed(folder, store)
    edited = folder / "text" / file
    edited.write_text(edited.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    walked.clear()
    again = _parsed(folder, store)
    assert walked == parsed
    assert again == _parsed(folder)
    assert again != before


def test_what_data_and_ledger_say_is_not_remembered(
    make_report: MakeReport, tmp_path: Path, store: Store
) -> None:
    rows = "id,what,value,unit,as_of,said_by,source\n" \
           "road,trucks on the road,{},trucks,2016-02-03,A driver,https://example.org\n"
    folder = make_report(
        tmp_path, texts={"01-north.md": "# North\n\nThere were {fact}`road`.\n"},
        data={"facts.csv": rows.format(12)})
    assert "12" in str(_parsed(folder, store)[0].sections[0].flow)
    (folder / "data" / "facts.csv").write_text(rows.format(15), encoding="utf-8")
    again = _parsed(folder, store)
    assert again == _parsed(folder)
    assert "15" in str(again[0].sections[0].flow)
    assert len(again[0].uses) == 1


@pytest.mark.parametrize("data", [
    b"", b"no pickle", pickle.dumps("a string"), pickle.dumps(Path.unlink), pickle.dumps(print),
    pickle.dumps(Store(Path("somewhere"))),
])  # fmt: skip
def test_nothing_but_a_section_is_made_of_kept_bytes(
    make_report: MakeReport, tmp_path: Path, store: Store, data: bytes
) -> None:
    assert unpacked(data, Walked) is None
    folder = _in_three_parts(make_report, tmp_path)
    plain = _parsed(folder, store)
    for file in store.folder.iterdir():
        store.put(file.name, data)
    assert _parsed(folder, store) == plain


def test_kept_bytes_cannot_act(tmp_path: Path) -> None:
    class Acts:
        def __reduce__(self) -> tuple[Callable[[Path], object], tuple[Path]]:
            return Path.touch, (tmp_path / "touched",)

    assert unpacked(pickle.dumps(Acts()), Walked) is None
    assert not (tmp_path / "touched").exists()

"""Shown: what was measured as tables in Markdown, and the machine that it was measured on."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
_STAGES = {
    "read": "reading the source", "draw": "drawing figures", "compose": "composing",
    "layout": "laying out pages", "paint": "painting them",
    "write": "writing the PDF", "finish": "finishing",
    "inspect": "looking it over",
}
_AIMS = (
    # which build of how many pages takes how much of another's seconds, at most
    ("octavo-cold", 10, "weasyprint", 1.0),
    ("octavo-cold", 100, "weasyprint", 0.55),
    ("octavo-cold", 1000, "weasyprint", 0.25),
    ("octavo-cold", 1000, "prince", 1.0),
    ("octavo-warm", 1000, "weasyprint", 0.03),
    ("octavo-changed", 1000, "weasyprint", 0.06),
)
_UNCHANGED = 0.3  # seconds at most when nothing has changed
_MEMORY = 512  # megabytes a process at most
_QUIET = 0.5  # the load before a run at most, for its seconds to be believed

Size = Mapping[str, Any]


def replaced(text: str, tables: str) -> str:
    """A text with new tables between its markers; raises ValueError if it has none."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"there are no {BEGIN} and {END} to write the tables between")
    return f"{before}{BEGIN}\n\n{tables.strip()}\n\n{END}{after}"


def machine() -> str:
    """The machine's shape: cores, memory, engines; nothing that names it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    processor = _first(Path("/proc/cpuinfo"), r"model name\s*:\s*(.+)") or platform.machine()
    memory = int(_first(Path("/proc/meminfo"), r"MemTotal:\s*(\d+)") or 0) / 1024 ** 2
    return (f"{cores} cores ({processor}), {memory:.0f} GB of memory, {platform.system()}, "
            f"Python {platform.python_version()}, WeasyPrint {version('weasyprint')}")


def _first(file: Path, pattern: str) -> str:
    try:
        found = re.search(pattern, file.read_text(encoding="utf-8"))
    except OSError:
        return ""
    return found[1].strip() if found else ""


def tables(results: Mapping[str, Any]) -> str:
    """All tables, with a heading each."""
    sizes = results["sizes"]
    runs = "one turn" if results["times"] == 1 else f"{results['times']} turns, medians"
    parts = [f"Measured on {results['machine']}; {runs}."]
    if results["load"] > _QUIET:
        parts.append(f"The machine was busy with other work (a load of {results['load']:.1f}): the "
                     "seconds of all processors say more than those on the clock.")
    for title, cell in _TABLES.items():
        parts.append(f"### {title}\n\n{_by_size(results['words'], sizes, cell)}")
    if aims := list(_aims(sizes)):
        parts.append("### Aims\n\n" + _table(["aim", "wanted", "measured", ""], aims))
    parts += [f"### Where the time goes, {size['asked']:,} pages\n\n{_by_stage(size['stages'])}"
              for size in sizes if size["stages"]]
    return "\n\n".join(parts)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, all columns but the first ranged right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _by_size(
    words: Mapping[str, str], sizes: Sequence[Size], cell: Callable[[Size, str], str]
) -> str:
    rows = [[said, *(cell(size, name) if name in size["contestants"] else "–" for size in sizes)]
            for name, said in words.items()]
    return _table(["", *(f"{size['asked']:,} pages" for size in sizes)], rows)


def _seconds(clock: str, size: Size, name: str) -> str:
    ratio = _ratio(size, name, "weasyprint", clock)
    return f"{_short(size['contestants'][name][clock])} s" + (f", {ratio:.3f}" if ratio else "")


def _ratio(size: Size, name: str, other: str, clock: str = "wall") -> float:
    """A contestant's seconds in those of another, 0 if one of them was not there."""
    took = size["contestants"]
    return took[name][clock] / took[other][clock] if name in took and other in took else 0.0


def _memory(size: Size, name: str) -> str:
    took = size["contestants"][name]
    return f"{took['largest']:.0f} MB, {took['together']:.0f} MB"


_TABLES: Mapping[str, Callable[[Size, str], str]] = {
    "Seconds, and how much of WeasyPrint alone": partial(_seconds, "wall"),
    "Seconds of all processors, and how much of WeasyPrint alone": partial(_seconds, "cpu"),
    "Memory: the largest process, and all together": _memory,
    "Pages that came out": lambda size, name: f"{size['contestants'][name]['pages']:,}",
}


def _aims(sizes: Sequence[Size]) -> Iterator[list[str]]:
    """What is aimed at, what came out, and by how much it was missed."""
    for name, pages, other, most in _AIMS:
        for size in sizes:
            if size["asked"] == pages and (ratio := _ratio(size, name, other)):
                yield [f"{_WORDS[name]}, {pages:,} pages, of {_WORDS[other]}", f"{most:g}",
                       f"{ratio:.3f}", _held(ratio, most)]
    for size in sizes:
        took = size["contestants"]
        if "octavo-unchanged" in took:
            wall = took["octavo-unchanged"]["wall"]
            yield [f"nothing changed, {size['asked']:,} pages", f"{_UNCHANGED:g} s",
                   f"{wall:.2f} s", _held(wall, _UNCHANGED)]
        if "octavo-cold" in took:
            largest = took["octavo-cold"]["largest"]
            yield [f"the largest process, {size['asked']:,} pages", f"{_MEMORY} MB",
                   f"{largest:.0f} MB", _held(largest, _MEMORY)]
    yield from _linear([size for size in sizes if "octavo-cold" in size["contestants"]
                        and size["asked"] >= 100])


_WORDS = {"octavo-cold": "cold", "octavo-warm": "one sentence changed, warm process",
          "octavo-changed": "one sentence changed, cold start",
          "weasyprint": "WeasyPrint alone", "prince": "Prince"}


def _held(measured: float, most: float) -> str:
    return "held" if measured <= most else f"missed by {measured / most - 1:.0%}"


def _linear(sizes: Sequence[Size]) -> Iterator[list[str]]:
    """Seconds a page in the longest report, by those in the shortest that is no small one."""
    if len(sizes) > 1:
        short, long = (size["contestants"]["octavo-cold"] for size in (sizes[0], sizes[-1]))
        by = (long["wall"] / long["pages"]) / (short["wall"] / short["pages"])
        yield [f"cold, a page at {sizes[-1]['asked']:,} pages by one at {sizes[0]['asked']:,}",
               "1.1", f"{by:.2f}", _held(by, 1.1)]


def _by_stage(stages: Mapping[str, Any]) -> str:
    """Seconds and shares of each stage of a cold build and of one after a change."""
    builds = (stages["cold"], stages["changed"])
    names = [name for name in (*_STAGES, *sorted({*builds[0]["stages"], *builds[1]["stages"]}
                                                 - {*_STAGES}))
             if any(build["stages"].get(name, 0.0) >= 0.005 for build in builds)]
    rows = [[_STAGES.get(name, name), *(_share(build, name) for build in builds)]
            for name in names]
    rows.append(["in all", *(f"{_short(build['seconds'])} s" for build in builds)])
    rows.append(["passes", *(str(build["passes"]) for build in builds)])
    return _table(
        ["stage", "cold, first in a process that stays", "one sentence changed, warm"], rows)


def _share(build: Mapping[str, Any], name: str) -> str:
    seconds = build["stages"].get(name, 0.0)
    return f"{_short(seconds)} s, {seconds / build['seconds']:.0%}"


def _short(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}" if seconds < 100 \
        else f"{seconds:.0f}"

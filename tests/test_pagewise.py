"""Units laid out and mended page by page stand as WeasyPrint lays them out at once under the rules
that were found; and most pages are made once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle

from benchmarks import made_up
from report import jobs, press
from report.clock import Clock
from report.editions import pdf
from report.editions.foreseen import foreseen
from report.editions.galley import standing
from report.editions.joining import Programs
from report.editions.numbered import composed
from report.editions.pagewise import Setting
from report.editions.prints import PRINTS
from report.editions.settle import Finished, Laid, Order
from report.editions.workshop import Workshop, page
from report.illustrate import draw
from report.model import Placement
from tests.conftest import ROOT, MakeReport

_AS_GOOD = 0.01  # CSS pixels
@dataclass
class Set:
    """The units of a report, laid out, and how often a page of them was made."""

    workshop: Workshop
    finished: list[Finished] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return sum(len(each.document.pages) for each in self.finished)

    def found(self, what: str) -> int:
        return sum(len(getattr(each.laid.placement, what)) for each in self.finished)


def _set(folder: Path, kept: Path) -> Set:
    manuscript, report, look = press.understand(folder)
    drawn = draw(report, look, ["print"], kept / "drawings")
    job = jobs.Job(manuscript, report, look, drawn, kept, Clock())
    plain = composed(partial(_composed, job), report.counted_from, Placement()).plainly()
    done = Set(pdf.workshop(report, job.typesetter(PRINTS["pdf"]), plain, report.counted_from,
                            Programs(kept / "programs")))
    setter = done.workshop.setter
    setter.begin = partial(_recorded, setter.begin, done.settings)
    first = 1
    for unit in plain:
        # Found where it seemed to begin, it turns out to begin on a page of the other side.
        found = setter.settle(Order(unit, unit, first + 1, 1)).found
        done.finished.append(setter.finished(Order(unit, unit, first, 1, known=found)))
        first += len(done.finished[-1].document.pages)
    return done


def _arabic() -> str:
    """A chapter with a box, side notes and footnotes, from right to left."""
    blocks = ["# الطريق"]
    for n in range(1, 28):
        if n % 9 == 4:
            blocks.append(":::{admonition} الماء\nارتفع الماء.\n:::")
        blocks.append("ارتفع الماء في النهر وانقطع الطريق بين المدينتين عند الفجر. " * (n % 3 + 1)
                      + f"انتظر الناس.[^{n}]")
        if n % 3 == 1:
            blocks.append(f":::{{aside}}\nعند الجسر القديم انتظر الناس {n}.\n:::")
    blocks += [f"[^{n}]: " + "كتبت الصحف عن ذلك في اليوم نفسه. " * (n % 4 + 1)
               for n in range(1, 28)]
    return "\n\n".join(blocks)


def _ending(paragraphs: int) -> str:
    """A chapter of short paragraphs, so many that its last page may hold a line or two."""
    said = "ارتفع الماء في النهر وانقطع الطريق بين المدينتين عند الفجر. " * 3
    return "\n\n".join(["# الطريق", *[said] * paragraphs, "انتظر الناس.[^1]",
                        "[^1]: كتبت الصحف عن ذلك."])


def _composed(job: jobs.Job, placement: Placement, only: Any) -> Any:
    return job.compose("pdf", placement, only=only)


def _recorded(
    begin: Callable[..., Setting], settings: list[Setting], unit: Any, rules: str
) -> Setting:
    settings.append(begin(unit, rules))
    return settings[-1]


@pytest.fixture(scope="module", params=["briefing", "book", "stress", "arabic", "endings"])
def units(
    request: pytest.FixtureRequest, kept: Path, make_report: MakeReport,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Set]:
    place = tmp_path_factory.mktemp("pagewise")
    if request.param in ("briefing", "book"):
        folder = made_up.write(place / "made-up", pages=20, notes=30, references=24)
        settings = folder / "report.toml"
        settings.write_text(f'theme = "{request.param}"\n' + settings.read_text(encoding="utf-8"),
                            encoding="utf-8")
    elif request.param == "stress":
        folder = ROOT / "tests" / "cases" / "stress" / "source"
    elif request.param == "arabic":
        folder = make_report(place, texts={"01-north.md": _arabic()},
                             language="ar", title="الطريق")
    else:
        texts = {f"{n}-end-{n}.md": _ending(n) for n in (13, 14)}
        folder = make_report(place, texts=texts, language="ar", title="الطريق")
    yield _set(folder, kept)
    gc.collect()


def test_pages_are_those_of_one_layout_under_the_rules_found(units: Set) -> None:
    for finished in units.finished:
        expected = _standing(_at_once(units.workshop, finished.laid))
        found = _standing(finished.document)
        assert [what for what, _ in found] == [what for what, _ in expected]
        for (what, where), (_, wanted) in zip(found, expected, strict=True):
            assert where == pytest.approx(wanted, abs=_AS_GOOD), what


def test_hardly_a_page_is_made_twice(units: Set) -> None:
    assert sum(setting.made for setting in units.settings) < 1.7 * units.pages


def test_about_as_many_pages_come_out_as_are_foreseen(units: Set) -> None:
    letters = units.workshop.typesetter.letters
    known = sum(foreseen(each.laid.order.plain, letters) for each in units.finished)
    blank = sum(not any(box.element is not None and box.element.tag == "section"
                        for box in page._page_box.descendants())
                for each in units.finished for page in each.document.pages)
    assert known == pytest.approx(units.pages - blank, rel=0.2, abs=2)


def test_the_last_page_of_a_section_holds_five_lines(units: Set) -> None:
    sheet = units.workshop.setter.sheet
    for finished in units.finished:
        *before, last = (standing(page, sheet.head) for page in finished.laid.setting.pages)
        if any(before) and last:
            assert last[-1].bottom > 4.9 * sheet.leading, finished.laid.unit.id


def test_there_was_something_to_mend(units: Set) -> None:
    assert units.found("pads") + units.found("kept") + units.found("carried") > 2


def _at_once(workshop: Workshop, laid: Laid) -> Any:
    typesetter = workshop.typesetter
    sheet, fonts = typesetter._engine
    counters = CounterStyle()
    html = HTML(string=page(laid.unit, workshop.meta), base_url="octavo:///",
                url_fetcher=typesetter._fetcher)
    return html.render(
        stylesheets=[sheet, CSS(string=laid.rules, counter_style=counters)], font_config=fonts,
        counter_style=counters, **typesetter._settings)


def _standing(document: Any) -> list[tuple[tuple[int, str], tuple[float, ...]]]:
    """Every text and every picture with its page and its place; ids, bookmarks and links."""
    found: list[tuple[tuple[int, str], tuple[float, ...]]] = []
    for number, each in enumerate(document.pages):
        dots: set[Any] = set()  # which are one text here and one each to WeasyPrint
        for box in each._page_box.descendants():
            if box.is_leader and box.children:
                dots.update(box.children)
                found.append(((number, "".join(dot.text for dot in box.children)), (
                    min(dot.position_x for dot in box.children), box.children[0].position_y,
                    sum(dot.width for dot in box.children))))
            elif type(box).__name__ == "TextBox" and box not in dots:
                found.append(((number, box.text), (box.position_x, box.position_y, box.width)))
            elif "Replaced" in type(box).__name__:
                found.append(((number, "picture"), (box.content_box_x(), box.content_box_y(),
                                                    box.width, box.height)))
        found += [((number, name), point) for name, point in sorted(each.anchors.items())]
        found += [((number, f"{kind} {target}"), area) for kind, target, area, _ in each.links]
        found += [((number, f"bookmark {label}"), target)
                  for _, label, target, _ in each.bookmarks]
    return found

"""Numbers of pages written into a unit that has been painted: the part of the PDF is to the byte
what it would be if the unit had been painted with them."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from report.editions.joining.overwritten import overwritten
from report.editions.joining.parts import SHARED, Part
from report.editions.renumber import renumbered
from report.editions.repair import ended_plainly, plainly_begun
from report.folios import FIGURE_SPACE, FOLIO
from report.model import Unit
from tests.built import build
from tests.conftest import MakeReport
from tests.single import Laid, laid_out

_TEXTS = {
    "01-north.md": """# The road north

See {numref}`camp`, {numref}`camp` and *also {numref}`camp`*, **{numref}`camp`**.[^one]

:::{aside}
A side note that names {numref}`camp` beside the text.
:::

The gauge was read every hour, [as told](#camp) at {index}`the bridge`.

{lang=ar}
وصل الناس إلى الحدود في شهر شباط ({numref}`camp`) وكانت الطرق مغلقة.

- A list with {numref}`camp`

:::{box} A box
See {numref}`camp`.
:::

[^one]: A note at the foot; see {numref}`camp`.
""",
    "02-camp.md": "# The camp\n\nNothing is missing.\n",
    "03-heads.md": "# The heads\n\n## As {numref}`north` says\n\nSee {numref}`north`.\n",
    "index.md": "# Index\n\n:::{show-index}\n:::\n",
}
_EDITIONS = (("pdf", ""), ("pdf-ua2", "book"), ("pdf-press", ""), ("pdf-booklet", "book"),
             ("pdf-grey", ""), ("pdf-large-print", ""))
_TRUE = ("102", "345", "679", "913", "470", "286", "551")
_SHORTER = ("102", f"{FIGURE_SPACE}45", f"{FIGURE_SPACE}{FIGURE_SPACE}6")


class Twice:
    """A report that was laid out with stand-ins for the numbers, and with others; the bodies of
    its units as they were then."""

    def __init__(self, report: Path, edition: str, keep: Path, theme: str = "",
                 numbers: Sequence[str] = _TRUE) -> None:
        true = cycle(numbers)
        self.plain, self.plain_bodies = _laid(report, edition, keep, theme, lambda: "888")
        self.true, self.bodies = _laid(report, edition, keep, theme, lambda: next(true))
        # WeasyPrint gives every PDF/X a name by chance.
        self.true.__dict__["parts"] = [
            replace(true, metadata=plain.metadata)
            for true, plain in zip(self.true.parts, self.plain.parts, strict=True)]

    def part(self, name: str) -> tuple[Part, list[str]]:
        """A unit as it was painted with stand-ins, and the numbers that it should have."""
        at = next(at for at, body in enumerate(self.bodies) if f'id="{name}"' in body)
        return self.plain.parts[at], FOLIO.findall(self.bodies[at])


def _laid(report: Path, edition: str, keep: Path, theme: str, number: Callable[[], str]
          ) -> tuple[Laid, list[str]]:
    bodies = []

    def put(body: str) -> str:
        bodies.append(FOLIO.sub(
            lambda found: number() if found[0].isdigit() else found[0], body))
        return bodies[-1]

    return laid_out(report, edition, keep, theme, put), bodies


@pytest.fixture(scope="module", params=_EDITIONS, ids=" ".join)
def twice(request: pytest.FixtureRequest, make_report: MakeReport, kept: Path,
          tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """A small report, in each standard of the PDF and both themes, tagged and not."""
    edition, theme = request.param
    report = make_report(tmp_path_factory.mktemp("numbers"), _TEXTS)
    return Twice(report, edition, kept, theme)


@pytest.fixture(scope="module")
def tagged(make_report: MakeReport, kept: Path,
           tmp_path_factory: pytest.TempPathFactory) -> Twice:
    return Twice(make_report(tmp_path_factory.mktemp("tagged"), _TEXTS), "pdf", kept)


def test_other_numbers_are_as_if_they_had_been_painted(twice: Twice) -> None:
    """In notes, beside the text, in Arabic, contents, lists; and what links say in words."""
    assert twice.plain.parts != twice.true.parts
    made = []
    for plain, true, body in zip(
            twice.plain.parts, twice.true.parts, twice.bodies, strict=True):
        if 'id="heads"' in body:
            made.append(true)
            continue
        made.append(_overwritten(plain, FOLIO.findall(body)))
        assert made[-1] == true
        assert _overwritten(made[-1], [number.text for number in plain.numbers]) == plain
    joined = replace(twice.plain)
    joined.__dict__["parts"] = made
    assert joined.joined() == twice.true.joined()


def test_shorter_numbers_are_written_where_figure_spaces_keep_their_room(
    make_report: MakeReport, kept: Path, tmp_path: Path
) -> None:
    twice = Twice(make_report(tmp_path, _TEXTS), "pdf", kept, numbers=_SHORTER)
    part, numbers = twice.part("toc")
    assert set(map(len, numbers)) == {3}
    assert {len(number.strip()) for number in numbers} == {1, 2, 3}
    assert _overwritten(part, numbers) == twice.true.parts[twice.plain.parts.index(part)]


def test_the_same_numbers_change_nothing(tagged: Twice) -> None:
    part, _ = tagged.part("north")
    assert overwritten(part, [number.text for number in part.numbers]) == part


@pytest.mark.parametrize("wrong", ["99", "1000", "xii", "", "٨٨٨"])
def test_numbers_that_take_other_room_are_not_written(tagged: Twice, wrong: str) -> None:
    part, numbers = tagged.part("north")
    assert overwritten(part, [*numbers[:-1], wrong]) is None


def test_as_many_numbers_are_needed_as_there_are(tagged: Twice) -> None:
    part, numbers = tagged.part("north")
    assert overwritten(part, numbers[:-1]) is None
    assert overwritten(part, [*numbers, "888"]) is None


def test_a_number_in_a_heading_stays_since_bookmarks_say_it(tagged: Twice) -> None:
    part, numbers = tagged.part("heads")
    assert [number.drawn is None for number in part.numbers] == [True, False]
    assert overwritten(part, numbers) is None
    assert overwritten(part, ["888", numbers[1]]) is not None


def test_nothing_is_written_where_something_else_stands(tagged: Twice) -> None:
    """Another page, a line more, a link that says other words: what was noted no longer holds."""
    part, numbers = tagged.part("north")
    first = part.numbers[0]
    assert first.drawn
    for wrong in (
        first._replace(drawn=first.drawn._replace(line=first.drawn.line + 1)),
        first._replace(drawn=first.drawn._replace(lines=first.drawn.lines + 1)),
        first._replace(drawn=first.drawn._replace(content=first.said[0].link)),
        first._replace(said=(first.said[0]._replace(before="Else "),)),
        first._replace(drawn=first.drawn._replace(figures=first.drawn.figures[::-1])),
    ):
        other = replace(part, numbers=(wrong, *part.numbers[1:]))
        assert overwritten(other, numbers) is None


def test_figures_of_unequal_width_are_not_noted(tagged: Twice) -> None:
    laid = tagged.plain
    for css, is_noted in ((".folio{font-feature-settings:'tnum'}", True),
                          (".folio{font-feature-settings:'pnum'}", False),
                          (".folio{font-feature-settings:'pnum';font-kerning:none}", False),
                          (".folio{visibility:hidden}", False)):
        document = laid.typesetter.lay_out(
            '<html lang="en"><body><p>See <span class="folio">88</span>.</p></body></html>', css)
        part = laid.part(document)
        assert [bool(number.drawn) for number in part.numbers] == [is_noted]


def test_a_number_that_is_drawn_twice_is_not_noted(tagged: Twice) -> None:
    """As in the head of a table that goes on over the page."""
    laid = tagged.plain
    rows = "<tr><td>A row</td></tr>" * 90
    document = laid.typesetter.lay_out(
        '<html lang="en"><body><table><thead><tr><th>See <span class="folio">88</span></th></tr>'
        f"</thead><tbody>{rows}</tbody></table></body></html>", "")
    part = laid.part(document)
    assert len(part.pages) > 1
    assert [number.drawn for number in part.numbers] == [None]


def test_no_stream_ends_in_a_line_end_whatever_the_numbers(tagged: Twice) -> None:
    part, numbers = tagged.part("north")
    chance = Random(1)
    spaced = 0
    for _ in range(200):
        made = _overwritten(part, [str(chance.randrange(100, 1000)) for _ in numbers])
        for place in {each.drawn.content - SHARED for each in part.numbers if each.drawn}:
            data = made.objects[place].data.removesuffix(b"\nendstream")
            assert data[-1:] not in (b"\r", b"\n")
            spaced += zlib.decompress(data.removeprefix(b"\nstream\n")).endswith(b" ")
        assert overwritten(made, ["888"] * len(numbers)) == part
    assert spaced > 0


def test_what_is_put_behind_content_is_taken_off_again() -> None:
    contents = [b"%d Q" % number for number in range(2000)]
    assert any(ended_plainly(content) != content for content in contents)
    assert [plainly_begun(ended_plainly(content)) for content in contents] == contents


def test_pages_are_left_as_they_were(tagged: Twice) -> None:
    """They may be painted again later, in other places."""
    boxes = [box for document in tagged.plain.documents for page in document.pages
             for box in page._page_box.descendants(placeholders=True)
             if hasattr(box, "pango_layout")]
    assert boxes
    assert {type(box.pango_layout).__module__ for box in boxes} == {"weasyprint.text.line_break"}


def test_a_figure_that_passes_a_paragraph_keeps_its_own_numbers(
    make_report: MakeReport, kept: Path, tmp_path: Path
) -> None:
    """Numbers stand on the pages in another order than in the source then."""
    words = "The gauge at the old bridge was read every hour by two people who wrote it down. "
    figure = (":::{figure} counts\n:data: people.csv\n:label: place\n:value: people\n"
              ":title: People\n:note: The figure leads to {numref}`late`.\n:source: Nobody\n:::\n")
    after = "".join(f"{words * 5}Text leads to {{numref}}`early`.\n\n" for _ in range(6))
    texts = {f"0{number}-fill{number}.md": f"# Fill {number}\n\n{words}\n"
             for number in range(2, 7)}
    report = make_report(tmp_path, {
        "01-road.md": f"# The road\n\n{f'{words * 7}{chr(10) * 2}' * 3}{figure}\n{after}",
        **texts, "07-early.md": f"# Early\n\n{words}\n", "08-late.md": f"# Late\n\n{words}\n"},
        data={"people.csv": "place,people\n" + "".join(
            f"Place {number},{number}5\n" for number in range(1, 19))})
    printed = build(report, ("pdf",), tmp_path / "dist", kept).printed
    said = subprocess.run(["pdftotext", str(printed.file), "-"], check=True, text=True,
                          capture_output=True).stdout
    said = " ".join(said.split())
    assert said.index("Text leads") < said.index("The figure leads")  # which comes first in source
    early, late = printed.destinations["early"], printed.destinations["late"]
    assert set(re.findall(r"Text leads to Chapter 7, page (\d+)", said)) == {str(early)}
    assert set(re.findall(r"The figure leads to Chapter 8, page (\d+)", said)) == {str(late)}


# --- before they are painted ---------------------------------------------------------------------


def test_a_laid_out_unit_gets_all_its_numbers(
    make_report: MakeReport, kept: Path, tmp_path: Path
) -> None:
    """Those beside the text too; where a heading has one, the unit is laid out again."""
    twice = Twice(make_report(tmp_path, _TEXTS), "pdf", kept)
    for document, plain, true, expected in zip(
            twice.plain.documents, twice.plain_bodies, twice.bodies, twice.true.parts,
            strict=True):
        is_done = renumbered(_standing(plain, document.pages), _standing(true, ()))
        assert is_done == ('id="heads"' not in true)
        if is_done:
            assert twice.plain.part(document) == expected


def _standing(body: str, pages: Sequence[object]) -> Any:
    return SimpleNamespace(unit=Unit("north", "body", "", body),
                           setting=SimpleNamespace(pages=pages))


def _overwritten(part: Part, numbers: Sequence[str]) -> Part:
    made = overwritten(part, numbers)
    assert made is not None
    return made

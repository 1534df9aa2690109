"""Every page number that is printed is true, every note stands on the page of its call.

All of it is read back from the finished PDF: of the sample, and of a made-up report of about
300 pages with 200 notes and 300 references.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from report.editions.setters import Placed
from report.editions.settle import Order, Setter, Settled
from report.editions.sidecolumn import Sheet
from report.editions.typeset import Guess, Typesetting
from report.errors import LayoutError
from report.flows import plain
from report.model import (
    Heading,
    Link,
    NoteCall,
    Placement,
    Reference,
    Report,
    Unit,
    inner,
    pieces,
)
from tests.built import Built, long_built, sample_built
from tests.printed import Printed, Run

_REFERENCE = re.compile(r",\s?page\s(\d+)|\s?\(page\s(\d+)\)")


@pytest.fixture(scope="module", params=["sample", "300 pages"])
def built(request: pytest.FixtureRequest, sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept) if request.param == "sample" else long_built(kept)


# --- what is read back ----------------------------------------------------------------------


def _inside(run: Run) -> bool:
    """Whether a run stands where notes don't interrupt: they are no part of a sentence."""
    return "Note" not in run.tags


def _linked(printed: Printed) -> list[tuple[str, str, str]]:
    """Every link inside the PDF: its target, its words, and the words up to the next link.

    A link broken over lines is one link; hyphens at the ends of lines are left out.
    """
    found: list[tuple[str, str, str]] = []
    for run in printed.read_aloud:
        inside = run.link and run.link in printed.destinations
        if inside and found and found[-1][0] == run.link and not found[-1][2].strip():
            target, words, _ = found[-1]
            found[-1] = (target, f"{words} {run.text}", "")
        elif inside:
            found.append((run.link, run.text, ""))
        elif found and _inside(run):
            target, words, after = found[-1]
            found[-1] = (target, words, after + run.text)
    return found


def _references(printed: Printed) -> list[tuple[str, str, int]]:
    """Every link with a page number behind it: target, words, the number that is printed."""
    found = []
    for target, words, after in _linked(printed):
        match = _REFERENCE.match(after)
        if match:
            found.append((target, words, int(match[1] or match[2])))
    return found


def _listed(printed: Printed, report: Report) -> list[tuple[str, str, int]]:
    """Every line of the contents and of the lists of figures and tables."""
    first = next(s for s in report.sections)
    begin, end = printed.destinations["toc"], printed.destinations[first.id]
    lines: list[tuple[str, list[str]]] = []
    for run in printed.read_aloud:
        if begin <= run.folio < end and "TOCI" in run.tags and run.link:
            if not lines or lines[-1][0] != run.link:
                lines.append((run.link, []))
            lines[-1][1].append(run.text)
    return [(target, " ".join(words), int(folio)) for target, (*words, folio) in lines]


def _squeezed(words: str) -> str:
    return re.sub(r"[\s\N{HYPHEN}\N{SOFT HYPHEN}-]", "", words)


def _text(runs: Iterable[Run]) -> str:
    return _squeezed("".join(run.text for run in runs))


# --- page numbers ---------------------------------------------------------------------------


def test_every_reference_gives_the_page_of_its_target(built: Built) -> None:
    printed = _references(built.printed)
    wanted = [p.target for p in built.report.pieces()
              if isinstance(p, Reference) or (isinstance(p, Link) and p.paged)]
    assert Counter(target for target, _, _ in printed) == Counter(wanted)
    wrong = [(words, folio, built.printed.destinations[target])
             for target, words, folio in printed
             if folio != built.printed.destinations[target]]
    assert not wrong


def test_every_reference_says_the_number_of_its_target(built: Built) -> None:
    report = built.report
    names = {f.id: f"Figure {f.number}" for f in report.figures()}
    names |= {g.id: f"Table {g.number}" for g in report.grids() if g.number}
    names |= {s.id: f"Chapter {s.number}" for s in report.sections if s.number}
    names |= {h.id: f"“{plain(h.title)}”" for h in report.pieces() if isinstance(h, Heading)}
    asked = {p.target for p in report.pieces() if isinstance(p, Reference) and not p.words}
    wrong = [(words, names[target]) for target, words, _ in _references(built.printed)
             if target in asked and _squeezed(words) != _squeezed(names[target])]
    assert not wrong


def test_the_contents_and_lists_give_the_page_of_what_they_list(built: Built) -> None:
    report, printed = built.report, built.printed
    wanted = []
    for section in report.sections:
        wanted += [section.id, *(part.id for part in section.flow
                                 if isinstance(part, Heading) and part.level == 2)]
    wanted += [figure.id for figure in report.figures()]
    wanted += [grid.id for grid in report.grids() if grid.number]
    listed = _listed(printed, report)
    assert [target for target, _, _ in listed] == wanted
    assert not [(words, folio, printed.destinations[target]) for target, words, folio in listed
                if folio != printed.destinations[target]]


def test_targets_stand_where_their_destinations_say(built: Built) -> None:
    """A destination could lie: so the caption's or heading's own words are looked for there."""
    report, printed = built.report, built.printed
    standing = {f.id: f"Figure {f.number}{plain(f.title)}" for f in report.figures()}
    standing |= {g.id: f"Table {g.number}{plain(g.title)}" for g in report.grids() if g.number}
    standing |= {s.id: f"Chapter {s.number}{plain(s.title)}"
                 for s in report.sections if s.number}
    standing |= {h.id: plain(h.title) for h in report.pieces() if isinstance(h, Heading)}
    pages: dict[int, str] = {}
    for run in printed.read_aloud:
        pages[run.folio] = pages.get(run.folio, "") + _squeezed(run.text)
    missing = [(name, words) for name, words in standing.items()
               if _squeezed(words) not in pages[printed.destinations[name]]]
    assert not missing


def test_folios_are_the_numbers_of_the_pages(built: Built) -> None:
    printed = built.printed
    said = {}
    for folio in range(1, printed.pages + 1):
        foot = [run.text for run in printed.on(folio)
                if run.y > 770 and run.size < 9 and run.text.strip().isdigit()]
        if foot:
            said[folio] = int(foot[-1])
    bare = {there for name, there in printed.destinations.items()
            if name in ("cover", "imprint", "titlepage", "back-cover")}
    bare |= {folio for folio in range(1, printed.pages + 1) if not list(printed.on(folio))}
    assert set(said) == set(range(1, printed.pages + 1)) - bare
    assert all(folio == number for folio, number in said.items())


# --- notes ----------------------------------------------------------------------------------


def test_every_note_stands_once_on_the_page_of_its_call(built: Built) -> None:
    printed = built.printed
    notes = [note for section in built.report.sections for note in section.notes]
    texts = {folio: _text(printed.on(folio)) for folio in range(1, printed.pages + 1)}
    wrong = []
    for note in notes:
        call = printed.destinations[f"call-{note.id}"]
        begins = f"{note.number}{_opening(note.paragraphs[0])}"
        standing = [folio for folio, text in texts.items() if begins in text]
        if standing != [call] or printed.destinations[note.id] != call:
            wrong.append((note.id, call, standing))
    assert not wrong


def test_no_line_of_a_note_is_lost_or_printed_twice(built: Built) -> None:
    small = [[run for run in built.printed.on(folio) if 8.1 < run.size < 8.3]
             for folio in range(1, built.printed.pages + 1)]
    whole = "".join(_text(runs) for runs in small)
    notes = [note for section in built.report.sections for note in section.notes]
    parts = [part for note in notes for paragraph in note.paragraphs for part in _parts(paragraph)]
    wanted = " ".join(parts)
    wrong = {words: (whole.count(words), wanted.count(words))
             for words in {part[:60] for part in parts if len(part) > 24}
             if whole.count(words) != wanted.count(words)}
    assert not wrong


def test_calls_stand_in_the_order_of_their_numbers(built: Built) -> None:
    notes = {note.id for section in built.report.sections for note in section.notes}
    calls = [int(words) for target, words, _ in _linked(built.printed) if target in notes]
    first = [p.note.number for p in built.report.pieces() if isinstance(p, NoteCall) and p.first]
    assert list(dict.fromkeys(calls)) == sorted(first)


def _opening(flow: tuple[Any, ...]) -> str:
    """The words of a note up to its first inline piece, at most forty characters."""
    return _squeezed(plain((next(iter(flow)),)))[:40]


def _parts(flow: tuple[Any, ...]) -> list[str]:
    """The stretches of a note's text between its inline pieces."""
    return [_squeezed(plain((part,))) for part in flow if isinstance(part, str)]


# --- lines ----------------------------------------------------------------------------------

_MILLIMETRE = 72 / 25.4
# Points. Beside inline elements WeasyPrint now and then breaks a word too early, which a ragged
# edge hides; what it must not do is leave most of a line empty.
_SLACK = 30.0


def test_no_line_breaks_though_the_next_word_would_fit(built: Built) -> None:
    """WeasyPrint 70 can end a line after its first word; compose keeps it from doing so.

    The two columns of a summary are left out: their lines end before the edge of the text.
    """
    bound = _bound(built.report)
    summary = _summary(built)
    short = [(line[0].folio, _words(line), "|", following[0].text)
             for line, following in _broken_lines(built.printed)
             if line[0].folio not in summary
             and _end(line) + _first_word(following, bound) + _SLACK < _edge(line[0].folio)]
    assert not short


def _summary(built: Built) -> range:
    """The pages of the summary, if there is one."""
    opens = [built.printed.destinations[section.id] for section in built.report.sections]
    return next((range(first, after) for section, (first, after) in zip(
        built.report.sections, itertools.pairwise(opens), strict=False)
        if section.kind == "abstract"), range(0))


def _edge(folio: int) -> float:
    """The right edge of the text column: 116 mm wide, 20 mm from the inner edge."""
    return (20 + 116 if folio % 2 else 210 - 20) * _MILLIMETRE


def _broken_lines(printed: Printed) -> Iterator[tuple[list[Run], list[Run]]]:
    """Each line of running text in the column, with the line of its paragraph that follows."""
    text = [run for run in printed.read_aloud if run.tags[-1] != "Figure" and "P" in run.tags
            and "LI" not in run.tags and 10 < run.size < 11 and "Note" not in run.tags]
    for _, paragraph in itertools.groupby(text, key=lambda run: run.block):
        lines: list[list[Run]] = []
        for run in paragraph:
            if lines and abs(lines[-1][0].y - run.y) < 2 and lines[-1][0].folio == run.folio:
                lines[-1].append(run)
            else:
                lines.append([run])
        for line, following in itertools.pairwise(lines):
            if _words(following) and not re.search(r"[-\N{HYPHEN}\N{EN DASH}/]\s*$", _words(line)):
                yield line, following


def _words(line: list[Run]) -> str:
    return "".join(run.text for run in line)


def _end(line: list[Run]) -> float:
    return max(run.x + run.width for run in line if run.text.strip() or run is line[0])


def _bound(report: Report) -> re.Pattern[str]:
    """What no-break spaces hold together; a PDF shows them as spaces."""
    held = {word.replace("\N{NO-BREAK SPACE}", " ")
            for flow in _flows(report) for word in re.split(r"[ \n]", plain(flow))
            if "\N{NO-BREAK SPACE}" in word}
    words = "|".join(re.escape(phrase) for phrase in sorted(held, key=len, reverse=True))
    return re.compile(rf"(?:{words or '$^'}|\(?(?:Figure|Table|Chapter|page) \d+)?\S*")


def _flows(report: Report) -> Iterator[tuple[Any, ...]]:
    for section in report.sections:
        yield section.flow
        for piece in pieces(section.flow):
            yield from inner(piece)


def _first_word(line: list[Run], bound: re.Pattern[str]) -> float:
    """The width of a line's first word with the space before it."""
    words = re.sub(r"\s", " ", _words(line)).strip()
    word = cast(re.Match[str], bound.match(words))[0]
    width = 0.25 * line[0].size
    for run in line:
        share = min(len(word), len(run.text))
        if share:
            width += run.ends[share - 1]
        word = word[share:]
        if not word:
            break
    return width


# --- the rule that typesetting follows ------------------------------------------------------

Page = Mapping[str, float]


class _Setting:
    """A unit that is laid out as a `Setting` of WeasyPrint's would be: `pages_for` gives for the
    paragraphs that are kept whole on which page, and at which height, each id comes to stand."""

    names = frozenset({"x-p8", "x-p9"})

    def __init__(self, pages_for: Callable[[Collection[str]], Sequence[Page]]) -> None:
        self._pages_for = pages_for
        self._kept: set[str] = set()
        self.pages: list[Any] = []

    @property
    def is_done(self) -> bool:
        return len(self.pages) == len(self._pages_for(self._kept))

    def make(self) -> None:
        page = self._pages_for(self._kept)[len(self.pages)]
        self.pages.append(SimpleNamespace(anchors={name: (0.0, y) for name, y in page.items()}))

    def take_back(self) -> None:
        self.pages.pop()

    def end(self) -> None:
        self.pages = []

    def put_lines(self, name: str, which: str, lines: int) -> None:
        assert (which, lines) == ("orphans", 99)
        self._kept.add(name)

    def flow(self) -> Sequence[Any]:
        return ()

    def on_copies(self) -> Any:
        return nullcontext()

    def put_heads(self, rules: str) -> None:
        pass

    def document(self) -> Any:
        return self


@dataclass(frozen=True)
class _Alone:
    """Sets units, and draws none."""

    setter: Setter

    def settle(self, orders: Sequence[Order], placed: Placed) -> list[Settled]:
        return [self.setter.settle(order) for order in orders]

    def draw(self, orders: Sequence[Order]) -> list[Any]:
        raise NotImplementedError


def _typeset(
    lay_out: Callable[[str, Collection[str]], Sequence[Page]], folios: Mapping[str, int]
) -> tuple[list[int], Settled]:
    """Typeset one unit that prints the page of "far"; `lay_out` is given its text and what is
    kept whole in it."""
    passes: list[int] = []

    def numbered(placement: Placement) -> list[Unit]:
        return [Unit("x", "chapter", "", f"far: page {placement.folios.get('far', 88)}")]

    def rules(unit: Unit, page: int, placement: Placement) -> str:
        return " ".join(sorted(placement.kept))

    setter = Setter(rules, lambda unit, rules: cast(Any, _Setting(partial(lay_out, unit.body))),
                    Sheet(frozenset(), frozenset(), 30, 265))
    (order,), settled = Typesetting(
        numbered(Placement()), numbered, _Alone(setter), {"x": 2},
        passed=passes.append).pages(Guess(folios))
    setter.finished(order)
    return passes, settled["x"]


@pytest.mark.parametrize(("folios", "passes"), [
    pytest.param({}, [1, 2], id="nothing is known"),
    pytest.param({"far": 2}, [1], id="the last build's numbers hold"),
    pytest.param({"far": 7}, [1, 2], id="the last build's numbers are wrong"),
])
def test_pages_are_set_until_their_numbers_hold(folios: dict[str, int], passes: list[int]) -> None:
    done, settled = _typeset(lambda text, kept: [{"near": 10}, {"far": 10}], folios)
    assert done == passes
    assert settled.points == {"near": 1, "far": 2}


def test_a_number_that_moves_its_own_target_is_given_up() -> None:
    """Written as page 1 the target goes to page 2, written as page 2 it comes back."""
    def lay_out(text: str, kept: Collection[str]) -> Sequence[Page]:
        return [{"far": 10}, {}] if text.endswith(" 2") else [{}, {"far": 10}]

    with pytest.raises(LayoutError, match="did not come to rest in 8 passes"):
        _typeset(lay_out, {})


def test_a_lost_note_is_not_printed() -> None:
    with pytest.raises(LayoutError, match="lost 1 notes, note-a first"):
        _typeset(lambda text, kept: [{"call-note-a": 10, "far": 20}], {"far": 1})


def test_a_note_on_the_next_page_keeps_its_paragraph_whole() -> None:
    """The paragraph at the foot of the page goes over to the next page, and its note with it."""
    def lay_out(text: str, kept: Collection[str]) -> Sequence[Page]:
        if "x-p9" in kept:
            return [{"x-p8": 10}, {"x-p9": 10, "call-note-a": 20, "note-a": 90}]
        return [{"x-p8": 10, "x-p9": 80, "call-note-a": 85}, {"note-a": 90}]

    _, settled = _typeset(lay_out, {"far": 1})
    assert settled.found.kept == {"x-p9"}
    assert settled.points["note-a"] == settled.points["call-note-a"] == 2

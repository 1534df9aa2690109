"""The last page of a chapter holds five lines at least: what goes over to it, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from report.editions.ending import Ending
from report.editions.floats import strip_of
from report.editions.galley import lines_in, standing
from report.editions.makeup import Makeup
from report.editions.mends import Mending
from report.editions.pagewise import Setting
from report.editions.sidecolumn import Sheet
from report.model import Placement

_SHEET = Sheet(frozenset(), frozenset(), head=10.0, foot=110.0, leading=5.0)
_STYLE = """@page { size: 100mm 120mm; margin: 10mm; }
body, p, h1, figure, div, ul { margin: 0; font-size: 3mm; line-height: 5mm; }
figure, div { break-inside: avoid; } h1, h2 { height: 10mm; margin: 0; break-after: avoid; }
body { orphans: 2; widows: 2; } .note { float: footnote; }
::footnote-call { content: "*"; line-height: 0; vertical-align: baseline; }"""
_SEE = 'See <a href="#fig">Figure 1</a>.'


def _figure(height: int, name: str = "fig") -> str:
    return f'<figure class="figure floats" id="{name}" style="height:{height}mm">.</figure>\n'


def _text(name: str, lines: int, words: str = "Words.", note: int = 0) -> str:
    """A paragraph of so many lines, with a note called in one of them."""
    each = [f"{name}.{number}" for number in range(1, lines)] + [words]
    if note:
        each[note - 1] += f'<span class="note" id="note-{name}">Note.</span>'
    return f'<p id="{name}-p1">{"<br />".join(each)}</p>\n'


@dataclass
class Made:
    """The pages of a section, each as the blocks on it with their lines; how many were made more
    than there are; and what was found."""

    pages: list[dict[str, int]]
    more: int
    found: Placement
    words: list[str]


def _mending(*blocks: str, known: Placement | None = None) -> Mending:
    """A section on pages that have room for 20 lines of 5 mm, its title taking two of them."""
    body = ('<section class="chapter" id="x"><h1 id="x-title">Title</h1>\n'
            + "".join(blocks) + "</section>\n")
    counters = CounterStyle()
    setting = Setting(HTML(string=f"<html><body>{body}</body></html>"),
                      [CSS(string=_STYLE, counter_style=counters)], FontConfiguration(), counters,
                      {"pdf_variant": None})
    makeup = Makeup(setting, strip_of(body), _SHEET.head)
    return Mending(setting, _SHEET, known or Placement(),
                   makeup if makeup.is_possible and not known else None)


def _pages(mending: Mending) -> list[dict[str, int]]:
    return [{each.block.id.removesuffix("-p1"): each.lines
             for each in standing(page, _SHEET.head) if each.block.tag != "h1"}
            for page in mending.setting.pages]


def _made(*blocks: str, known: Placement | None = None) -> Made:
    mending = _mending(*blocks, known=known)
    found = mending.run() if known else Ending(mending).run()
    pages = mending.setting.pages
    words = [_words(line) for page in pages for line in lines_in(page._page_box)]
    return Made(_pages(mending), mending.setting.made - len(pages), found, words)


def _words(box: Any) -> str:
    return "".join(getattr(each, "text", "") for each in box.descendants())


def test_a_paragraph_is_broken_earlier() -> None:
    made = _made(_text("a", 8), _text("b", 12))
    assert made.pages == [{"a": 8, "b": 7}, {"b": 5}]
    assert made.found.carried == {"b-p1": 5}


def test_lines_of_the_paragraph_before_go_over_with_a_short_one() -> None:
    made = _made(_text("a", 8), _text("b", 10), _text("c", 2))
    assert made.pages == [{"a": 8, "b": 7}, {"b": 3, "c": 2}]
    assert made.found.tied == {"b-p1"}
    assert made.found.carried == {"b-p1": 3}


def test_no_line_goes_over_alone() -> None:
    made = _made(_text("a", 8), _text("b", 10), _text("c", 4))
    assert made.pages == [{"a": 8, "b": 8}, {"b": 2, "c": 4}]


def test_short_paragraphs_go_over_whole() -> None:
    made = _made(_text("a", 8), _text("b", 6), _text("c", 1), _text("d", 3), _text("e", 1))
    assert made.pages == [{"a": 8, "b": 6}, {"c": 1, "d": 3, "e": 1}]


def test_a_heading_goes_over_with_its_paragraph() -> None:
    made = _made(_text("a", 13), '<h2 id="h">Heading</h2>\n', _text("b", 3), _text("c", 2))
    assert made.pages == [{"a": 13}, {"h": 1, "b": 3, "c": 2}]


def test_notes_go_over_with_their_lines() -> None:
    made = _made(_text("a", 8), _text("b", 9, note=8), _text("c", 2))
    assert made.pages == [{"a": 8, "b": 6}, {"b": 3, "c": 2}]
    assert made.words[-1] == "1. Note."


@pytest.mark.parametrize("blocks", [
    pytest.param([_text("a", 8), _text("b", 15)], id="five lines"),
    pytest.param([_text("a", 8), _text("b", 10)], id="the only page"),
    pytest.param([_text("a", 18), '<div id="box" style="height:25mm">.</div>\n'], id="a box"),
])  # fmt: skip
def test_pages_are_made_once_where_the_last_one_holds_enough(blocks: list[str]) -> None:
    made = _made(*blocks)
    assert (made.more, made.found) == (0, Placement())


def test_a_page_or_two_more_is_made_where_it_does_not() -> None:
    assert _made(_text("a", 8), _text("b", 30), _text("c", 2)).more == 2


def test_a_figure_goes_before_text_that_comes_to_stand_with_the_last_lines() -> None:
    made = _made(_text("a", 12, _SEE), _text("b", 6), _figure(100), _text("c", 2))
    assert made.pages == [{"a": 12}, {"fig": 1}, {"b": 6, "c": 2}]
    assert made.found.moves == {"fig": -1}


def test_text_goes_over_as_well_where_a_figure_alone_does_not_help() -> None:
    made = _made(_text("a", 18, _SEE), _text("b", 12), _figure(40), _text("c", 2))
    assert made.pages == [{"a": 18}, {"fig": 1, "b": 9}, {"b": 3, "c": 2}]
    assert (made.found.moves, made.found.carried) == ({"fig": -1}, {"b-p1": 3})


def test_a_figure_goes_behind_the_last_lines_where_it_may_not_go_before_others() -> None:
    made = _made(_text("a", 18), _text("b", 12, _SEE), _figure(40), _text("c", 2))
    assert made.pages == [{"a": 18}, {"b": 12, "c": 2}, {"fig": 1}]
    assert made.found.moves == {"fig": 1}


def test_what_costs_more_white_than_it_saves_is_taken_back() -> None:
    """Half a page and more would stay white."""
    made = _made(_text("a", 18), _text("b", 5, _SEE), _figure(75), _text("c", 2))
    assert made.pages == [{"a": 18}, {"b": 5, "fig": 1}, {"c": 2}]
    assert made.found == Placement()


def test_figures_keep_their_order() -> None:
    made = _made(_text("a", 12, f'{_SEE} <a href="#other">Figure 2</a>'), _text("b", 6),
                 _figure(60), _figure(40, "other"), _text("c", 2))
    assert made.pages == [{"a": 12}, {"fig": 1, "other": 1}, {"b": 6, "c": 2}]


def test_a_figure_over_short_paragraphs_stays_where_it_is() -> None:
    made = _made(_text("a", 10), '<div id="box" style="height:35mm">.</div>\n', _text("b", 1),
                 _text("c", 2))
    assert made.pages == [{"a": 10, "box": 1}, {"b": 1, "c": 2}]


def test_what_is_tied_in_vain_is_loose_again() -> None:
    box = '<div id="box" style="height:75mm">.</div>\n'
    made = _made(_text("a", 18), _text("b", 5), box, _text("c", 2))
    assert made.pages == [{"a": 18}, {"b": 5, "box": 1}, {"c": 2}]
    assert made.found == Placement()


def test_what_was_found_gives_the_same_pages_at_once() -> None:
    blocks = (_text("a", 8, note=3), _text("b", 10, note=9), _text("c", 2))
    first = _made(*blocks)
    again = _made(*blocks, known=first.found)
    assert (again.pages, again.words, again.more) == (first.pages, first.words, 0)


def test_every_line_stands_once_and_in_order() -> None:
    made = _made(_text("a", 18), _text("b", 12), _text("c", 9), _text("d", 1), _text("e", 2))
    said = [word for word in made.words if "." in word and word[0] in "abcde"]
    lines = {"a": 18, "b": 12, "c": 9, "d": 1, "e": 2}
    assert said == [f"{name}.{number}" for name in lines for number in range(1, lines[name])]


def test_pages_are_made_again_from_what_was_known_before_them() -> None:
    mending = _mending(_text("a", 8), _text("b", 12))
    found, pages = mending.run(), _pages(mending)
    mending.again(0, (), Placement(carried={"b-p1": 5}))
    mending.again(1, (), Placement())
    assert (_pages(mending), mending.found().carried) == (
        [{"a": 8, "b": 7}, {"b": 5}], {"b-p1": 5})
    mending.again(0, (), Placement())
    assert (_pages(mending), mending.found()) == (pages, found)

"""Styles that are shared say of every element what WeasyPrint's own say."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.css import get_all_computed_styles
from weasyprint.css.counters import CounterStyle
from weasyprint.css.properties import INHERITED, INITIAL_VALUES
from weasyprint.css.targets import TargetCollector
from weasyprint.text.fonts import FontConfiguration

from report.editions.cascade import Cascade

_SHEET = """
:root { --ink: #102030; font: 9pt/12pt serif; color: var(--ink); }
@layer far, near;
@layer near { .lead { color: red; margin-top: 3mm } }
@layer far { .lead { color: blue !important; margin-top: 4mm; text-indent: 1em } }
p { margin: 1em 0; color: var(--ink) !important; border-bottom: 1pt solid }
p + p { margin-top: 0; text-indent: 2ch }
p, p::before { letter-spacing: .1em }
#second, .lead::before { content: attr(id); color: green; font-size: 2em }
li::marker { color: gray }
.note { float: footnote; text-decoration: underline }
td { padding: 2mm } table { border-collapse: collapse }
a { link: attr(href) }
i { font-size: 1.5em; width: calc(1em + 2mm) }
"""
_PAGE = """<!DOCTYPE html><html lang="en" id="all"><head><title>t</title></head><body>
<p id="first" class="lead">One <i>word</i> and <i id="x" lang="fr">mot <i>mot</i></i></p>
<p id="second">Two <i>words</i>, <span class="note" id="n">a note <i>here</i></span></p>
<p id="third" style="color: red; margin: 0">Three <i style="color: red">words</i></p>
<p id="fourth">Four <i lang="fr">mots</i> <a href="#first">there</a> <a name="here">here</a></p>
<p id="fifth">Five <i>words</i></p><p id="sixth">Six <i>words</i></p>
<ul id="list"><li id="one">a</li><li>b</li></ul>
<table id="t"><tr><td id="cell">a <i>b</i></td><td>c</td></tr></table>
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="1cm"></svg></body></html>"""


@pytest.fixture(scope="module")
def styled() -> tuple[HTML, Any, Any, list[TargetCollector]]:
    page, sheet, fonts = HTML(string=_PAGE), CSS(string=_SHEET), FontConfiguration()
    targets = [TargetCollector(), TargetCollector()]
    theirs = get_all_computed_styles(
        page, [sheet], font_config=fonts, counter_style=CounterStyle(), target_collector=targets[0])
    sheets = [(each, "user agent") for each in page._ua_stylesheets()]
    return page, theirs, Cascade(page, [*sheets, (sheet, "user")], fonts, targets[1]), targets


def test_every_property_of_every_element_is_the_same(styled: Any) -> None:
    page, theirs, ours, _ = styled
    known = set(theirs.get_computed_styles())
    assert known == set(ours.get_computed_styles())
    for element, pseudo in sorted(known, key=lambda each: (each[0].tag, str(each[1]))):
        a, b = theirs(element, pseudo), ours(element, pseudo)
        for name in INITIAL_VALUES:
            assert a[name] == b[name], (element.tag, element.attrib, pseudo, name)
            if name in INHERITED:
                assert a.anonymous_style[name] == b.anonymous_style[name], (element.tag, name)
            assert a.copy()[name] == b.copy()[name], (element.tag, name)
    assert len(page.etree_element.findall(".//p")) == 6


def test_the_same_anchors_are_known(styled: Any) -> None:
    theirs, ours = styled[3]
    assert ours.target_lookup_items.keys() == theirs.target_lookup_items.keys()
    assert "third" in ours.target_lookup_items


def test_what_is_styled_alike_shares_a_style(styled: Any) -> None:
    page, _, ours, _ = styled
    first, *_, fifth, sixth = page.etree_element.findall(".//p")
    assert ours(fifth.find("i")) is ours(sixth.find("i"))
    assert ours(fifth.find("i")) is not ours(first.find("i"))
    assert (ours(fifth)["anchor"], ours(sixth)["anchor"]) == ("fifth", "sixth")


def test_a_style_that_is_changed_changes_no_other(styled: Any) -> None:
    page, _, ours, _ = styled
    *_, one, two = page.etree_element.findall(".//p")
    changed = ours(one).copy()
    changed["margin_top"] = None
    ours(one)["margin_left"] = None
    assert ours(two)["margin_left"] is not None
    assert ours(one)["margin_top"] is not None
    assert changed["anchor"] == one.get("id")

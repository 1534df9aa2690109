"""Flows in words: in one sentence, and with their numbers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

from figures import flow
from figures.desk.data import Row
from tests.flows import CAMPS, GAPS, MANY, example, rows
from tests.sheet import look


@pytest.mark.parametrize(("case", "options", "told"), [
    (CAMPS, {"unit": "people"}, "Flow chart from three names to two; the greatest flow, "
     "400 people, runs from Ash to North camp."),
    (CAMPS[:1], {}, "Flow chart from one name to one: 400 from Ash to North camp."),
    (rows(("A", "X", 5), ("B", "Y", 5)), {}, "Flow chart from two names to two; the greatest "
     "flows, 5 each, run from A to X and from B to Y."),
    (rows(("A", "X", 5), ("B", "Y", 5), ("C", "Y", 5)), {}, "Flow chart from three names to two; "
     "the greatest three flows are equal, 5 each."),
    (MANY, {"other": "2"}, "Flow chart from two names and six others as one to two and three "
     "others as one; the greatest flow, 71, runs from Place 7 to Goal 4."),
    (*example(), "Flow chart from five names to three; the greatest flow, around 200,000, "
     "runs from Deir ez-Zor city to ISIS."),
])
def test_a_flow_in_one_sentence(
    case: list[Row], options: Mapping[str, str], told: str
) -> None:
    assert flow.alt(case, options, look(116)) == told


@pytest.mark.parametrize(("case", "options", "told"), [
    (CAMPS, {"unit": "people", "emphasis": "Birch", "from-title": "Home", "to-title": "Shelter"},
     "Flow chart from three names to two; 1,050 people in all. Home: Ash 500; Birch 500; "
     "Cedar 50. Shelter: North camp 600; Schools 450. Of the 500 from Ash, 400 go to North camp "
     "and 100 to Schools. Of the 500 from Birch, 300 go to Schools and 200 to North camp. "
     "Emphasised: Birch."),
    (GAPS, {},
     "Flow chart from four names to three; at least about 61 in all. From: Ash about 52; "
     "Birch at least 9; Date 0. To: North at least 40; South about 21. Of about 52 from Ash, "
     "40 go to North and about 12 to South. The number from Date to North is 0. There is no "
     "figure from Birch to North and from Cedar to West."),
    (*example(),
     "Flow chart from five names to three; around 393,500 in all. Under siege: Deir ez-Zor city "
     "around 200,000; Eastern Ghouta group around 176,500; Places not named around 12,500; "
     "Daraya around 4,000; Zabadani 500. Besieged by: ISIS around 200,000; Government around "
     "181,000; Non-state armed groups around 12,500. Of around 181,000 to Government, around "
     "176,500 come from Eastern Ghouta group, around 4,000 from Daraya and 500 from Zabadani. "
     "Emphasised: Deir ez-Zor city."),
    (MANY, {},
     "Flow chart from eight names to five; 288 in all. From: Place 7: 71; Place 6: 61; "
     "Place 5: 51; the other five range from 41 (Place 4) to 1 (Place 0). To: Goal 4: 92; "
     "Goal 2: 72; Goal 0: 52; Goal 3: 41; Goal 1: 31. Of the 92 to Goal 4, 71 come from Place 7 "
     "and 21 from Place 2. Of the 72 to Goal 2, 61 come from Place 6 and 11 from Place 1. Of the "
     "52 to Goal 0, 51 come from Place 5 and 1 from Place 0."),
    (CAMPS[:1], {"total": "500", "total-differs": "yes"},
     "Flow chart from one name to one; 400 in all. From: Ash 400. To: North camp 400. The parts "
     "add up to 400, 100 less than the stated total of 500."),
])
def test_flows_in_words(case: list[Row], options: Mapping[str, str], told: str) -> None:
    assert flow.describe(case, options, look(116)) == told


def test_only_drawing_brings_matplotlib() -> None:
    code = ("import sys\n"
            "from figures import flow\n"
            "from figures.desk.look import Look\n"
            "row = {'from': 'A', 'to': 'X', 'value': 5}\n"
            "for make in (flow.alt, flow.describe):\n"
            "    make([row], {}, Look(116, 8.5, '', {}, 'en-GB'))\n"
            "assert 'matplotlib' not in sys.modules")
    subprocess.run([sys.executable, "-c", code], check=True)

"""Dates found in an imported text: which days they are, counted from what."""

from __future__ import annotations

import pytest

from report.importing import openings
from report.importing.candidates.anchors import Anchor
from report.importing.candidates.dates import dates
from tests.found import SUNDAY, of


@pytest.mark.parametrize(("words", "period"), [
    ("cut on Friday", "2016-02-12"), ("on Sunday it rained", "2016-02-14"),
    ("last month", "2016-01"), ("three weeks in October", "2015-10"),
    ("on 5 February", "2016-02-05"),
    ("since 31 January", "2016-01-31"), ("in 2015", "2015"), ("the end of last year", "2015-12-31"),
    ("this week", "2016-02-08/2016-02-14"), ("last week", "2016-02-01/2016-02-07"),
    ("two days ago", "2016-02-12"), ("yesterday", "2016-02-13"), ("Feb. 3, 2014", "2014-02-03"),
    ("talks begin again, he said, and will end on 25 February", "2016-02-25"),
    ("between February and May 2019", "2019-02/2019-05"), ("from 2011 to 2014", "2011/2014"),
    ("the first ten days of February", "2016-02-01/2016-02-10"), ("in December", "2015-12"),
    ("the first half of 2015", "2015-01/2015-06"), ("in the summer of 2015", "2015-06/2015-08"),
    ("18–20 May 2012", "2012-05-18/2012-05-20"), ("in the 1990s", "1990/1999"),
    ("over the past two weeks", "2016-01-31/2016-02-14"), ("30 February", ""),
    ("a fortnight ago", "2016-01-31"), ("two decades ago", "1996"),
    ("the past decade", "2006-02-14/2016-02-14"), ("Feb. 12-13", "2016-02-12/2016-02-13"),
    ("Jan. 30 to Feb. 3", "2016-01-30/2016-02-03"), ("05.01.2016", "2016-01-05"),
    ("the night of 3/4 February", "2016-02-03/2016-02-04"), ("in March last year", "2015-03"),
    ("the week of 10 February", "2016-02-08/2016-02-14"), ("the first of May 2014", "2014-05-01"),
    ("the second week of January", "2016-01-08/2016-01-14"), ("the end of January", "2016-01-31"),
    ("the first half of January", "2016-01-01/2016-01-15"),
    ("the last Sunday in January", "2016-01-31"), ("in the third quarter", "2015-07/2015-09"),
    ("Easter Sunday 2024", "2024-03-31"), ("on Good Friday", "2015-04-03"),
    ("on Christmas Eve", "2015-12-24"), ("last night", "2016-02-13"),
    ("at the weekend", "2016-02-13/2016-02-14"), ("results are due this spring",
    "2016-03/2016-05"), ("it begins on Monday", "2016-02-15"),
    ("the road was open until Friday", "2016-02-12"), ("its December budget", "2015-12"),
])
def test_dates_are_resolved_against_the_dateline(words: str, period: str) -> None:
    assert [when.period for when in dates(words, Anchor(SUNDAY))] == [period]


@pytest.mark.parametrize(("words", "periods"), [
    ("It came on 9 October 2012 and again in late January", ["2012-10-09", "2013-01"]),
    ("Of 9 January, and of a first one in December", ["2016-01-09", "2015-12"]),
    ("By Monday 1 February it was 70, and the following Friday 72", ["2016-02-01", "2016-02-05"]),
    ("The alarm came on 9 January and spraying began two days later",
     ["2016-01-09", "2016-01-11"]),
    ("Bought in the spring of 2009 and sold the same autumn",
     ["2009-03/2009-05", "2009-09/2009-11"]),
    ("The ferry ordered in July is due in the second half of 2017", ["2015-07", "2017-07/2017-12"]),
    ("In late May and on 3 July 2014 it fell", ["2014-05", "2014-07-03"]),
    ("No more than in 2011 came in January", ["2011", "2016-01"]),
    ("Twelve minutes later, two days later", []),
    ("They sat until 20 December 2014 and resume on 13 January", ["2014-12-20", "2015-01-13"]),
])
def test_one_date_leans_on_another(words: str, periods: list[str]) -> None:
    assert [when.period for when in dates(words, Anchor(SUNDAY))] == periods


@pytest.mark.parametrize(("words", "day"), [
    ("PORT SELIM, Feb. 16, 2021 — Nurses moved beds.", "2021-02-16"),
    ("GENEVA, 4 March 2016 (Wire) -- Nurses moved beds.", "2016-03-04"),
    ("NEW YORK/GENEVA (Wire), March 4, 2016 - Nurses moved beds.", "2016-03-04"),
    ("On 4 March 2016 — a Friday — nurses moved beds.", None),
    ("The war of 4 March 2011 — it was one — began.", None),
    ("GENEVA — Nurses moved beds on 4 March 2016.", None),
])
def test_the_first_words_of_a_text_can_date_it(words: str, day: str | None) -> None:
    found = openings.dateline(words)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize("words", ["cut on Friday", "last month", "in October", "on 5 February"])
def test_without_an_anchor_a_date_is_unresolved_and_said_so(words: str) -> None:
    (found,) = of(f"The old road was {words}.", day=None).dates
    assert found.date == ""
    assert "needs the day of publication" in found.note


@pytest.mark.parametrize("words", ["on Fridays", "every Friday", "you may go", "march on"])
def test_what_is_no_date(words: str) -> None:
    assert dates(words, Anchor(SUNDAY)) == []

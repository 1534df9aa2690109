"""Numbers by role: how they are set, in four languages, what is reckoned, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from report import press, reckoning
from report.calls import UnsaidError
from report.errors import Place, SourceError
from report.flows import plain
from report.ledger import read
from report.model import FactCall, Ledger, Report, Table
from report.tables import table
from tests.conftest import MakeReport

FACTS = """\
id,value,low,high,unit,qualifier,population,what,place,as_of,said_by,reported_in,status
turkey,2500000,,,people,,refugees,Syrian refugees,Türkiye,2016-02,Turkish officials,CNN,
turkey-unhcr,2503549,,,people,,refugees,Syrian refugees,Türkiye,2015-12-31,UNHCR,Statistics,
abroad,4873236,,,people,,refugees,Syrian refugees,,2015-12-31,UNHCR,Statistics,
aleppo,63752,,,people,,displaced,displaced,Aleppo,2016-02-01/2016-02-29,UN,Update,
idlib,12023,,,people,,displaced,displaced,Idlib,2016-02-01/2016-02-29,UN,Update,
feb,50000,,,people,at least,displaced,displaced,Aleppo,2016-02-13,UN,Update,
cited,400000,,,people,nearly,besieged,besieged,Syria,2016-01-18,UN,France,
ocha,486700,,,people,,besieged,besieged,Syria,2016-01,OCHA,Asharq Al-Awsat,
east,,300000,320000,people,estimated,residents,still there,Aleppo,2016,,CNN,
programme,3300000000,,,USD,,,programme,,2016,EU,CNN,
kobani,70,,,percent,more than,,of buildings,Kobani,2015,officials,CNN,
hosts,5,,,countries,,,countries,,,,,
guess,7,,,people,,,,,,,,unconfirmed
"""
EVENTS = """\
id,date,title
divided,2012,The city is divided
road,2016-02-03,The road is cut
talks,2016-02-01/2016-02-03,Talks open and pause
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "facts.csv").write_text(FACTS, "utf-8")
    (folder / "events.csv").write_text(EVENTS, "utf-8")
    from report.errors import Faults

    faults = Faults()
    tables: dict[str, Table] = {name: table(folder / name, faults)
                                for name in ("facts.csv", "events.csv")}
    found = read(tables, {}, faults)
    assert not faults
    return found


def said(content: str, ledger: Ledger, language: str = "en-GB") -> str:
    """What a role sets, no-break spaces as plain ones."""
    return " ".join(reckoning.fact(content, ledger, language).whole.split())


@pytest.mark.parametrize(("content", "words"), [
    ("turkey", "2.5 million"),
    ("aleppo", "63,752"),
    ("turkey-unhcr", "2,503,549"),
    ("turkey-unhcr, short", "2.5 million"),
    ("aleppo, short", "64,000"),
    ("turkey, exact", "2,500,000"),
    ("aleppo, to 1000", "64,000"),
    ("turkey, plain", "2500000"),
    ("feb, qualifier", "at least 50,000"),
    ("feb, qualifier, capital", "At least 50,000"),
    ("feb, date", "50,000 on 13 February 2016"),
    ("turkey-unhcr, date", "2,503,549 at the end of 2015"),
    ("aleppo, date", "63,752 from 1 to 29 February 2016"),
    ("turkey, date", "2.5 million in February 2016"),
    ("turkey, unit", "2.5 million people"),
    ("programme, unit", "US$ 3.3 billion"),
    ("kobani, unit, qualifier", "more than 70 per cent"),
    ("hosts, spelled", "five"),
    ("hosts, spelled, capital", "Five"),
    ("east", "300,000–320,000"),
    ("east, words", "300,000 to 320,000"),
    ("east, between", "between 300,000 and 320,000"),
    ("feb, as-of", "13 February 2016"),
    ("ocha, said-by", "OCHA"),
    ("ocha, reported-in", "Asharq Al-Awsat"),
    ("aleppo + idlib", "75,775"),
    ("ocha - cited", "86,700"),
    ("aleppo / aleppo + idlib, percent", "84 per cent"),
    ("aleppo / aleppo + idlib, percent to 0.1", "84.1 per cent"),
    ("aleppo / aleppo + idlib, %", "84%"),
    ("aleppo / turkey, percent to 0.01", "2.55 per cent"),
    ("feb / turkey, percent to 0.1", "2.0 per cent"),
    ("ocha / cited, percent more", "22 per cent"),
    ("cited / ocha, percent less", "18 per cent"),
    ("turkey-unhcr / abroad, percent", "51 per cent"),
    ("abroad / turkey-unhcr, times", "1.9 times"),
    ("idlib / aleppo, one in", "one in five"),
    ("east - feb", "250,000–270,000"),
    ("feb + aleppo, qualifier", "about 113,752"),
    ("abroad / hosts, to 1000", "975,000"),
])
def test_a_fact_is_set_as_it_is_asked_for(content: str, words: str, ledger: Ledger) -> None:
    assert said(content, ledger) == words


@pytest.mark.parametrize(("content", "en", "fr", "de", "es"), [
    ("turkey, unit", "2.5 million people", "2,5 millions de personnes", "2,5 Millionen Menschen",
     "2,5 millones de personas"),
    ("aleppo", "63,752", "63 752", "63.752", "63.752"),
    ("feb, qualifier, date", "at least 50,000 on 13 February 2016",
     "au moins 50 000 le 13 février 2016", "mindestens 50.000 am 13. Februar 2016",
     "al menos 50.000 el 13 de febrero de 2016"),
    ("aleppo, date", "63,752 from 1 to 29 February 2016", "63 752 du 1er au 29 février 2016",
     "63.752 vom 1. bis 29. Februar 2016", "63.752 del 1 al 29 de febrero de 2016"),
    ("abroad, date, short", "4.9 million at the end of 2015", "4,9 millions fin 2015",
     "4,9 Millionen Ende 2015", "4,9 millones a finales de 2015"),
    ("aleppo / aleppo + idlib, percent", "84 per cent", "84 %", "84 Prozent", "84 %"),
    ("hosts, spelled", "five", "cinq", "fünf", "cinco"),
    ("east, between", "between 300,000 and 320,000", "entre 300 000 et 320 000",
     "zwischen 300.000 und 320.000", "entre 300.000 y 320.000"),
])
def test_numbers_follow_the_language(
    content: str, en: str, fr: str, de: str, es: str, ledger: Ledger
) -> None:
    for language, words in (("en-GB", en), ("fr", fr), ("de-AT", de), ("es", es)):
        assert said(content, ledger, language) == words


def test_an_event_sets_its_date(ledger: Ledger) -> None:
    def date(content: str, language: str = "en-GB") -> str:
        return reckoning.event(content, ledger, language).whole

    assert date("road") == "3 February 2016"
    assert date("road, short") == "3 February"
    assert date("road, day") == "3"
    assert date("road, month, capital") == "February 2016"
    assert date("road, when") == "on 3 February 2016"
    assert date("divided") == "2012"
    assert date("talks") == "1 to 3 February 2016"
    assert date("road", "de") == "3. Februar 2016"


@pytest.mark.parametrize(("content", "wrong", "mend"), [
    ("turky", "There is no fact “turky”", "Did you mean “turkey”?"),
    ("road", "“road” is an event", "{event}`road`"),
    ("guess", "Nobody has confirmed “guess”", "line 14"),
    ("turkey, shrot", "There is no form “shrot”", "Did you mean “short”?"),
    ("turkey, to nothing", "nothing to round to", "to 1000"),
    ("aleppo idlib", "cannot be reckoned", "+"),
    ("aleppo + programme", "counts people and “programme” USD", "same unit"),
    ("aleppo, percent", "wants two facts", "a / b"),
    ("aleppo / idlib", "wants a form", "percent"),
    ("aleppo / idlib / feb, percent", "divides twice", ""),
    ("aleppo, spelled", "63,752 is not spelled out", ""),
    ("aleppo / idlib, one in", "near no whole number", "per cent"),
    ("aleppo + feb, date", "different dates", ""),
    ("hosts, date", "has no date", "as_of"),
    ("", "names nothing", "{fact}`an-id`"),
])
def test_what_cannot_be_said_is_refused_with_a_way_out(
    content: str, wrong: str, mend: str, ledger: Ledger
) -> None:
    with pytest.raises(UnsaidError) as refused:
        reckoning.fact(content, ledger, "en-GB")
    assert wrong in refused.value.wrong
    assert mend in refused.value.mend


def test_a_language_that_is_not_learnt_is_not_guessed(ledger: Ledger) -> None:
    assert said("turkey", ledger, "sv") == "2,5 miljoner"
    with pytest.raises(UnsaidError, match="has not learnt"):
        reckoning.fact("feb, date", ledger, "sv")


TEXT = """\
# Five hosts, {fact}`abroad, short`

## In Türkiye {fact}`turkey`

Turkish officials speak of {fact}`turkey` refugees.[^a] A T-90 and {as-is}`12 monkeys`;
the city was divided in {event}`divided`, see [{fact}`aleppo` people](#hosts) for US$ {fact}`feb`.

| Place | People |
|---|--:|
| Aleppo | {fact}`aleppo` |

:::{figure} counts
:name: hosts
:data: hosts.csv
:title: {fact}`turkey-unhcr / abroad, percent` were in Türkiye
:alt: A bar for {fact}`turkey-unhcr`.
:total: {fact}`turkey-unhcr, plain`
:::

:::{key-figures}
{fact}`turkey`
: refugees, by {fact}`turkey, said-by`
:::

[^a]: UNHCR has {fact}`turkey-unhcr`.
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, make_report: MakeReport) -> Report:
    """A report that names facts wherever words can stand."""
    folder = make_report(
        tmp_path_factory.mktemp("role"), texts={"01-north.md": TEXT},
        data={"facts.csv": FACTS, "events.csv": EVENTS,
              "hosts.csv": "label,value,note\nTürkiye,2503549,about {fact}`turkey`\n"},
        description="A briefing on {fact}`abroad` people.",
        cover={"kind": "dots", "data": "hosts.csv", "group": "label", "people": "value",
               "per": "10000", "words": "Each dot is 10,000 of {fact}`turkey-unhcr`.",
               "alt": "{fact}`turkey` dots"})
    return press.understand(folder)[1]


def test_roles_work_wherever_words_stand(report: Report) -> None:
    section = report.sections[0]
    words = plain(section.flow)
    assert plain(section.title) == "Five hosts, 4.9\N{NO-BREAK SPACE}million"
    assert "12 monkeys" in words
    assert "divided in 2012" in words
    assert "US$\N{NO-BREAK SPACE}50,000" in words
    figure, = report.figures()
    assert plain(figure.title).startswith("51\N{NO-BREAK SPACE}per cent were")
    assert figure.alt == "A bar for 2,503,549."
    assert figure.options["total"] == "2503549"
    assert figure.data and figure.data.rows[0][2] == "about 2.5\N{NO-BREAK SPACE}million"
    assert report.meta.description == "A briefing on 4,873,236 people."
    assert report.cover and report.cover.alt == "2.5\N{NO-BREAK SPACE}million dots"
    assert "2,503,549" in report.cover_words


def test_every_use_is_known_with_its_place(report: Report) -> None:
    within = {(use.targets, use.within) for use in report.uses}
    assert (("turkey-unhcr", "abroad"), "figure") in within
    assert (("turkey-unhcr",), "note") in within
    assert (("turkey",), "heading") in within
    assert (("turkey",), "key-figures") in within
    assert (("turkey",), "cover") in within
    assert (("abroad",), "settings") in within
    assert all(use.element for use in report.uses if use.within != "settings")
    alt = next(use for use in report.uses if use.element == "hosts")
    assert alt.place.line == 16
    calls = [piece.id for piece in report.pieces() if isinstance(piece, FactCall)]
    assert len(calls) == len(set(calls))


def test_a_fault_names_the_line_of_the_role(tmp_path: Path, make_report: MakeReport) -> None:
    folder = make_report(
        tmp_path, texts={"01-north.md": "# Title\n\nWords\nand {fact}`turky` people.\n"},
        data={"facts.csv": FACTS}, description="For {fact}`turky`.")
    with pytest.raises(SourceError) as refused:
        press.understand(folder)
    assert {fault.place for fault in refused.value.faults} == {
        Place(folder / "text" / "01-north.md", 4, 12), Place(folder / "report.toml", 5)}

"""One number, everywhere: in text, charts, tables and cover, listed at the end, sent along.

Two reports are built whole; they differ in one cell of the ledger.
"""

from __future__ import annotations

import base64
import csv
import io
import re
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import sync_playwright

from report import facts_desk, press
from report.errors import SourceError
from tests.built import Built, build
from tests.conftest import MakeReport
from tests.read import Book, complaints

FACTS = """\
id,value,low,high,unit,qualifier,population,what,place,as_of,said_by,reported_in,supersedes,status
early,40000,,,people,,displaced,displaced,Aleppo,2016-02-05,United Nations,CNN,,
newest,75775,,,people,,displaced,displaced,Aleppo,2016-02-29,United Nations,Flash update,early,
idlib,12023,,,people,about,displaced,displaced,Idlib,2016-02-29,United Nations,Flash update,,
east,,300000,320000,people,,residents,still there,Aleppo,2016-02,Observers,CNN,,
unused,7,,,people,,,nothing,,,Nobody,,,
"""
EVENTS = "id,date,title,said_by\nroad,2016-02-03,The road is cut,Observers\n"
HOSTS = "country,year,refugees\nTürkiye,2014,1557899\nTürkiye,2015,2503549\nIraq,2015,244642\n"
EDITIONS = ("html", "pdf", "epub", "pdf-handout")
SERIES = {"data": "hosts.csv", "key": ["country", "year"], "value": "refugees", "unit": "people",
          "what": "refugees in {country}", "as_of": "{year}-12-31", "said_by": "UNHCR"}
FILLING = "Trucks waited at the gate while the road was closed, and nobody knew for how long. " * 36
NORTH = f"""\
# The road north

After {{event}}`road` the count was {{fact}}`newest` people.[^n] It had been {{fact}}`early`.

:::{{figure}} counts
:name: chart
:facts: newest, idlib
:label: place
:licence: CC BY 4.0
:source: United Nations
:title: In Aleppo {{fact}}`newest`
:::

:::{{table}} People
:name: people
:facts: newest early
:columns: day = Day, value = People
:::

:::{{figure}} range
:facts: east
:label: said_by
:title: A range
:::

{FILLING}

Words and {{fact}}`newest - idlib` people, {{fact}}`newest / idlib, times` as many.

{FILLING}

The range is {{fact}}`east, words`; [{{fact}}`hosts.turkiye.2015`](#chart) in Türkiye.

:::{{figure}} counts
:data: hosts.csv
:where: year = 2015, country = Türkiye; Iraq
:label: country
:value: refugees
:title: Hosts
:::

:::{{key-figures}}
:facts: newest
:words: what
:numbers: exact
:::

[^n]: The note says {{fact}}`newest, date`.
"""
SUMMARY = "# Summary\n\nIn short, {fact}`newest` people.\n"
BACK = "# Figures used in this report\n\n:::{facts}\n:::\n"
SOURCES = "# Sources\n\n:::{sources}\n:::\n"


def made(folder: Path, make_report: MakeReport, facts: str) -> Path:
    return make_report(
        folder, texts={"summary.md": SUMMARY, "01-north.md": NORTH, "appendix.md": BACK,
                       "sources.md": SOURCES},
        data={"facts.csv": facts, "events.csv": EVENTS, "hosts.csv": HOSTS,
              "cover.csv": "group,people\ndisplaced,\"{fact}`newest, plain`\"\n"},
        description="Of {fact}`newest` people.",
        cover={"kind": "dots", "data": "cover.csv", "per": "1000",
               "words": "Each dot is 1,000 of {fact}`newest`.", "alt": "{fact}`newest` as dots."},
        matter={"front": ["summary.md"], "body": ["01-north.md"],
                "back": ["appendix.md", "sources.md"]},
        **{"facts.hosts": SERIES})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, make_report: MakeReport, kept: Path) -> Built:
    folder = tmp_path_factory.mktemp("one")
    return build(made(folder, make_report, FACTS), EDITIONS, folder / "dist", kept)


@pytest.fixture(scope="module")
def changed(
    tmp_path_factory: pytest.TempPathFactory, make_report: MakeReport, kept: Path
) -> Built:
    """The same report with 81,234 in place of 75,775."""
    folder = tmp_path_factory.mktemp("two")
    facts = FACTS.replace("75775", "81234")
    return build(made(folder, make_report, facts), EDITIONS, folder / "dist", kept)


def told(built: Built) -> dict[str, str]:
    """What each edition says, by its name, without the cards and with spaces made plain."""
    page = html.document_fromstring(built.files["html"].read_text("utf-8"))
    for hidden in (page.find("head"), *page.xpath("//*[@class='fact-card']")):
        hidden.drop_tree()
    said = {"html": page.text_content()}
    for name in ("pdf", "pdf-handout"):
        said[name] = subprocess.run(["pdftotext", str(built.files[name]), "-"],
                                    capture_output=True, text=True, check=True).stdout
    with zipfile.ZipFile(built.files["epub"]) as book:
        said["epub"] = "\n".join(re.sub("<[^>]+>", "", book.read(name).decode())
                                 for name in book.namelist() if name.endswith((".xhtml", ".csv")))
    return said


def test_one_value_changes_everywhere(built: Built, changed: Built) -> None:
    for edition, before in told(built).items():
        after = told(changed)[edition]
        assert "75,775" in before
        assert not re.search("75,?775|63,?752", after), edition
        assert before.count("75,775") == after.count("81,234"), edition
        if edition == "pdf-handout":
            continue
        assert "63,752 people" in before.replace("\N{NO-BREAK SPACE}", " ")
        assert "69,211 people" in after.replace("\N{NO-BREAK SPACE}", " ")
    page = html.document_fromstring(changed.files["html"].read_text("utf-8"))

    def words(path: str) -> str:
        return " ".join(" ".join(each.text_content() for each in page.xpath(path)).split())

    assert "81,234" in words("//*[@id='chart']//p[@class='figure-title']")
    assert "81,234" in words("//*[@id='chart']//*[local-name()='svg']/*[local-name()='title']")
    assert "81,234" in words("//*[@id='chart']//details//td")
    assert "81,234" in words("//*[@id='people']//td")
    assert "81,234" in words("//header[@class='cover']")
    assert "81,234" in words("//ul[contains(@class, 'key-figures')]")
    assert "81,234" in words("//div[@class='facts']")
    assert "81,234" in words("//dl[@class='sources']")


def test_facts_are_listed_with_their_pages(built: Built) -> None:
    text = told(built)["pdf"]
    listed = text[text.index("75,775 people\ndisplaced"):]
    pages = re.search(r"pages (\d[\d–]*(?:,\s\d[\d–]*)*)", listed)
    assert pages
    numbers = {page for part in pages[1].split(",") for page in range(
        int(part.split("–")[0]), int(part.split("–")[-1]) + 1)}
    first, last = 1, text[: text.index("75,775 people\ndisplaced")].count("\f")
    shown = {folio for folio, words in enumerate(text.split("\f")[:last], first)
             if re.search("75,775|63,752|6.3 times", words)}
    assert numbers == shown - {2, 4}  # the imprint and the list of figures
    assert "7 people" not in text


def test_links_of_the_list_lead_to_the_numbers(built: Built) -> None:
    book = Book(built.files["epub"])
    for edition in ("html", "epub"):
        if edition == "html":
            page = html.document_fromstring(built.files["html"].read_text("utf-8"))
            ids = set(page.xpath("//@id"))
            targets = page.xpath("//div[@class='facts']//a/@href")
            assert targets
            assert {target.lstrip("#") for target in targets} <= ids
        else:
            links = list(book.find("//h:div[@class='facts']//h:a/@href"))
            assert links
            assert all(book.at(name, href) is not None for name, href in links)


def test_sources_are_grouped_by_who_stated_them(built: Built) -> None:
    page = html.document_fromstring(built.files["html"].read_text("utf-8"))
    sources, = page.xpath("//dl[@class='sources']")
    assert [each.text for each in sources.iter("dt")] == ["Observers", "UNHCR", "United Nations"]
    said = " ".join(sources.text_content().split())
    assert "Flash update: 75,775 people (displaced, Aleppo, 29 February 2016); about 12,023" in said
    assert "The road is cut (3 February 2016)" in said
    assert "2 × (hosts.csv)" not in said  # one of the two is also said by role


def test_the_ledger_goes_along(built: Built) -> None:
    with pikepdf.open(built.files["pdf"]) as pdf:
        assert {"ledger-facts.csv", "ledger-events.csv"} <= set(pdf.attachments)
        attached = pdf.attachments["ledger-facts.csv"].get_file().read_bytes()
    book = Book(built.files["epub"])
    page = html.document_fromstring(built.files["html"].read_text("utf-8"))
    link, = page.xpath("//footer//a[@download='ledger-facts.csv']/@href")
    assert book.files["data/ledger-facts.csv"] == attached
    assert base64.b64decode(link.partition(",")[2]) == attached
    rows = list(csv.DictReader(io.StringIO(attached.decode())))
    assert [row["id"] for row in rows] == [
        "early", "newest", "idlib", "east", "unused", "hosts.turkiye.2015", "hosts.iraq.2015"]
    assert rows[1]["value"] == "75775"
    assert complaints(built.files["epub"]) == []


def test_a_figure_shows_a_passport(built: Built) -> None:
    page = html.document_fromstring(built.files["html"].read_text("utf-8"))
    passport, = page.xpath("//*[@id='chart']//p[@class='passport']")
    said = passport.text_content()
    assert "Data file: facts.csv. Source: United Nations. Licence: CC BY 4.0. Checksum SHA-" in said
    assert "passport" not in told(built)["pdf"]


def test_a_card_opens_by_pointer_key_and_tap_and_stays_in_the_window(built: Built) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width, touches in ((1280, False), (390, True)):
            page = browser.new_context(
                viewport={"width": width, "height": 800}, has_touch=touches, is_mobile=touches,
                java_script_enabled=False, color_scheme="dark" if touches else "light").new_page()
            page.goto(built.files["html"].as_uri())
            for number in page.locator(".fact[tabindex]").all():
                card = number.locator(".fact-card")
                assert not card.is_visible()
                number.scroll_into_view_if_needed()
                if touches:
                    number.tap()
                else:
                    number.focus()
                box = card.bounding_box()
                assert box
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
                assert box["y"] >= 0
                assert box["y"] + box["height"] <= 800
                if not touches:
                    number.blur()
                    page.mouse.move(1, 1)
            if not touches:
                page.locator("#fact-newest").hover()
                assert page.locator("#fact-newest .fact-card").is_visible()
        page = browser.new_page()
        page.goto(built.files["html"].as_uri())
        page.locator("#fact-newest").focus()
        assert "Source: United Nations, Flash update" in page.locator(
            "#fact-newest .fact-card").inner_text()
        assert [found["id"] for found in Axe().run(page).response["violations"]] == []
        browser.close()


# --- invoke facts -------------------------------------------------------------------------------


def test_the_desk_lists_and_explains(built: Built) -> None:
    folder = Path(built.report.sections[0].place.file).parents[1]

    def said(name: str = "", search: str = "", unused: bool = False) -> str:
        return "\n".join(facts_desk.lines(folder, name, search, unused))

    assert "newest\t75,775 people\t29 February 2016\tUnited Nations" in said()
    assert said(unused=True).startswith("unused\t7 people")
    assert said(search="IDLIB people").startswith("idlib\tabout 12,023 people")
    explained = said("newest")
    assert "early (40,000 people, 5 February 2016) → newest" in explained
    assert "01-north.md:7, in figure chart" in explained
    assert "report.toml" in explained
    assert "Used:" in explained
    with pytest.raises(SourceError, match="Did you mean “newest”"):
        said("newst")


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(("directive", "line", "says"), [
    (":facts: newst\n:label: place", 4, "Did you mean “newest”?"),
    (":facts: guess\n:label: place", 4, "Nobody has confirmed “guess”"),
    (":data: facts.csv\n:label: place", 4, "Nobody has confirmed “guess”"),
    (":data: hosts.csv\n:facts: newest", 5, "“facts” names facts of the ledger"),
    (":data: facts.csv\n:where: place = Aleppo, what = nothing\n:label: place", 5,
     "No row of facts.csv has “nothing”"),
])
def test_what_figures_may_not_show(
    directive: str, line: int, says: str, tmp_path: Path, make_report: MakeReport
) -> None:
    facts = FACTS.replace("unused,7,,,people,,,nothing,,,Nobody,,,",
                          "guess,7,,,people,,,a guess,,,Nobody,,,unconfirmed")
    folder = make_report(
        tmp_path, data={"facts.csv": facts, "hosts.csv": HOSTS}, texts={
            "01.md": f"# North\n\n:::{{figure}} counts\n{directive}\n:title: A\n:::\n"})
    with pytest.raises(SourceError) as refused:
        press.understand(folder)
    assert any(says in str(fault) and fault.place.line == line for fault in refused.value.faults), (
        refused.value)

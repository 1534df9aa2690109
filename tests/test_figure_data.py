"""The numbers behind a figure: one source, the same in every place where a reader meets them."""

from __future__ import annotations

import csv
import io
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import etree, html
from PIL import Image, ImageOps

from report import drawing, press
from report.clock import Clock
from report.crew import FIGURES, crew
from report.drawing import Order
from report.errors import SourceError
from report.illustrate import draw
from report.rows import file_name
from tests.built import Built, build, sample_built
from tests.conftest import MakeReport

H = {"h": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module")
def page(built: Built) -> html.HtmlElement:
    return html.fromstring(built.files["html"].read_text(encoding="utf-8"))


def cells(table: etree._Element) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row]
            for row in table.iter("{*}tr", "tr")]


def plain_numbers(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def test_every_figure_on_screen_discloses_the_rows_that_it_draws(
    built: Built, page: html.HtmlElement
) -> None:
    for figure in built.report.figures():
        assert figure.data
        details = page.get_element_by_id(f"{figure.id}-data")
        shown = cells(details.find(".//table"))[1:]
        assert len(shown) == len(figure.data.rows)
        for row, source in zip(shown, figure.data.rows, strict=True):
            numbers = [cell for cell in map(plain_numbers, row) if cell.isdigit()]
            assert set(numbers) <= set(source), figure.id
        assert details.find(".//p[@class='description']").text.strip()


def test_the_file_behind_a_figure_is_the_same_on_screen_and_in_print(
    built: Built, page: html.HtmlElement
) -> None:
    with pikepdf.open(built.files["pdf"]) as pdf:
        attached = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        relations = {str(spec.AFRelationship) for spec in pdf.Root.AF}
        assert len(pdf.Root.AF) == len(attached)
        names = pdf.Root.Names.EmbeddedFiles.Names
        assert list(map(str, names))[::2] == sorted(attached)
    assert relations == {"/Data"}
    for figure in built.report.figures():
        link = page.get_element_by_id(f"{figure.id}-data").find(".//a[@download]")
        on_screen = b64decode(link.get("href").partition("base64,")[2])
        assert link.get("download") == file_name(figure)
        assert list(rows(on_screen)) == list(rows(attached[file_name(figure)]))
        assert figure.data and list(rows(on_screen))[1:] == [list(row) for row in figure.data.rows]


def rows(data: bytes) -> Iterator[list[str]]:
    yield from csv.reader(io.StringIO(data.decode()))


def test_the_ebook_links_each_figure_to_its_data_and_back(
    built: Built, page: html.HtmlElement
) -> None:
    with ZipFile(built.files["epub"]) as book:
        documents = {Path(name).name: etree.fromstring(book.read(name))
                     for name in book.namelist() if name.endswith(".xhtml")}
    appendix = documents["figure-data.xhtml"]
    for figure in built.report.figures():
        part = appendix.xpath(f"//*[@id='{figure.id}-data']")[0]
        home, _, target = part.xpath(".//h:p[@class='data-link']/h:a/@href", namespaces=H)[
            0].partition("#")
        there = documents[home].xpath(f"//*[@id='{target}']")[0]
        assert there.get("id") == figure.id
        assert f"figure-data.xhtml#{figure.id}-data" in there.xpath(".//h:a/@href", namespaces=H)
        image = there.xpath(".//h:img", namespaces=H)[0]
        assert there.xpath(f".//*[@id='{image.get('aria-details')}']")
        on_screen = page.get_element_by_id(f"{figure.id}-data").find(".//table")
        assert cells(part.xpath(".//h:table", namespaces=H)[0]) == cells(on_screen)


TEXT = """# Hosts

:::{figure} counts
:name: hosts
:data: hosts.csv
:label: country
:value: people
:title: Hosts
:total: 30
:::
"""


def test_one_number_changed_is_changed_everywhere(make_report: MakeReport, tmp_path: Path) -> None:
    source = make_report(tmp_path, texts={"01-road.md": TEXT.replace(":total: 30\n", "")},
                         data={"hosts.csv": "country,people\nLebanon,4321\nJordan,10\n"})
    before = places(build(source, ("html", "pdf", "epub"), tmp_path / "dist", tmp_path / "kept"))
    (source / "data" / "hosts.csv").write_text("country,people\nLebanon,5678\nJordan,10\n")
    after = places(build(source, ("html", "pdf", "epub"), tmp_path / "dist", tmp_path / "kept"))
    assert set(before.values()) == {"4321"}
    assert set(after.values()) == {"5678"}


def places(built: Built) -> dict[str, str]:
    """Lebanon's number in each place where a reader may meet it."""
    text = plain_numbers(built.files["html"].read_text(encoding="utf-8"))
    found = {"drawing": re.search(r">(\d{4})</text>", text),
             "alt": re.search(r"<title[^>]*>[^<]*Lebanon[^<]*?(\d{4})", text),
             "description": re.search(r'"description">[^<]*?(\d{4})', text),
             "table": re.search(r"<td[^>]*>(\d{4})<", text)}
    with pikepdf.open(built.files["pdf"]) as pdf:
        data = pdf.attachments["figure-01-hosts.csv"].get_file().read_bytes().decode()
    found["attachment"] = re.search(r"Lebanon,(\d{4})", data)
    with ZipFile(built.files["epub"]) as book:
        name = next(name for name in book.namelist() if name.endswith("figure-data.xhtml"))
        found["appendix"] = re.search(r"<td[^>]*>(\d{4})<", plain_numbers(book.read(name).decode()))
    return {place: match[1] if match else "" for place, match in found.items()}


@pytest.mark.parametrize(("people", "options", "wrong"), [
    ((20, 10), "", ""),
    ((20, 11), "", "The values add up to 31, 1 more than the total of 30."),
    ((20, 9), "", "The values add up to 29, 1 less than the total of 30."),
    ((20, 11), ":total-differs: yes\n", ""),
    ((20, 10), ":total-differs: yes\n", "is not needed: the values add up"),
])
def test_values_must_add_up_to_a_stated_total(
    make_report: MakeReport, tmp_path: Path, people: tuple[int, int], options: str, wrong: str
) -> None:
    data = "country,people\n" + "".join(
        f"{name},{count}\n" for name, count in zip(("Lebanon", "Jordan"), people, strict=True))
    source = make_report(tmp_path, texts={"01-road.md": TEXT.replace(":total", options + ":total")},
                         data={"hosts.csv": data})
    if not wrong:
        press.build(source, ("html",), tmp_path / "dist", tmp_path / "kept", Clock())
        return
    with pytest.raises(SourceError) as error:
        press.build(source, ("html",), tmp_path / "dist", tmp_path / "kept", Clock())
    assert wrong in str(error.value)


def test_columns_may_be_named_by_hashtag_and_called_otherwise(
    make_report: MakeReport, tmp_path: Path
) -> None:
    text = TEXT.replace(":label: country", ":label: #country+name").replace(
        ":value: people", ":value: #affected").replace(
        ":total: 30", ":headings: people = People registered")
    source = make_report(tmp_path, texts={"01-road.md": text}, data={
        "hosts.csv": "country,people\n#country+name,#affected\nLebanon,20\nJordan,10\n"})
    press.build(source, ("html",), tmp_path / "dist", tmp_path / "kept", Clock())
    page = html.fromstring((tmp_path / "dist" / "report.html").read_text(encoding="utf-8"))
    assert cells(page.get_element_by_id("hosts-data").find(".//table")) == [
        ["Country", "People registered"], ["Lebanon", "20"], ["Jordan", "10"]]


def test_words_of_the_author_take_the_place_of_ours(
    make_report: MakeReport, tmp_path: Path
) -> None:
    text = TEXT.replace(":total: 30", ":alt: Two bars.\n:description: Lebanon leads.")
    source = make_report(tmp_path, texts={"01-road.md": text}, data={
        "hosts.csv": "country,people\nLebanon,20\nJordan,10\n"})
    _, report, theme = press.understand(source)
    drawn = draw(report, theme, (), tmp_path)["hosts"]
    assert (drawn.alt, drawn.description) == ("Two bars.", "Lebanon leads.")


def test_a_report_in_another_language_gets_its_data_in_words(
    make_report: MakeReport, tmp_path: Path
) -> None:
    source = make_report(tmp_path, texts={"01-road.md": TEXT}, language="de", data={
        "hosts.csv": "country,people,qualifier\nLibanon,20,about\nJordanien,10,\n"})
    _, report, theme = press.understand(source)
    drawn = draw(report, theme, (), tmp_path)["hosts"]
    assert drawn.alt == "Hosts"
    assert drawn.description == (
        "Country: Libanon, People: 20, Qualifier: etwa. Country: Jordanien, People: 10.")


def test_drawings_made_side_by_side_are_those_made_in_turn(
    make_report: MakeReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_report(tmp_path, texts={"01-road.md": TEXT},
                         data={"hosts.csv": "country,people\nLebanon,20\nJordan,10\n"})
    _, report, theme = press.understand(source)
    in_turn = draw(report, theme, ("print", "wide"), tmp_path / "one")
    monkeypatch.setenv("OCTAVO_PROCESSES", "2")
    monkeypatch.setattr(drawing, "_CREW", 1)
    try:
        assert draw(report, theme, ("print", "wide"), tmp_path / "two") == in_turn
        assert len(crew(FIGURES)) == 2
    finally:
        crew(FIGURES).stop()


def test_what_is_kept_is_not_drawn_again(
    make_report: MakeReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_report(tmp_path, texts={"01-road.md": TEXT},
                         data={"hosts.csv": "country,people\nLebanon,20\nJordan,10\n"})
    _, report, theme = press.understand(source)
    drawn = draw(report, theme, ("print",), tmp_path / "kept")

    def never(order: Order) -> None:
        raise AssertionError(f"{order.kind} is drawn again")

    monkeypatch.setattr(drawing, "drawing", never)
    assert draw(report, theme, ("print",), tmp_path / "kept") == drawn
    with pytest.raises(AssertionError, match="is drawn again"):
        draw(report, theme, ("wide",), tmp_path / "kept")


def test_arabic_words_are_drawn_as_outlines_and_others_stay_text(
    make_report: MakeReport, tmp_path: Path
) -> None:
    """WeasyPrint draws Arabic in SVG letter by letter; as outlines it is what was shaped."""
    svg = {}
    for name in ("Lebanon", "لبنان"):
        source = make_report(tmp_path / name, texts={"01-road.md": TEXT},
                             data={"hosts.csv": f"country,people\n{name},20\nJordan,10\n"})
        _, report, theme = press.understand(source)
        svg[name] = draw(report, theme, ("print",), tmp_path / "kept")["hosts"].pictures[
            "print"].svg
    assert "<text" in svg["Lebanon"]
    assert "<text" not in svg["لبنان"]


def test_a_figure_for_use_elsewhere_has_a_margin(make_report: MakeReport, tmp_path: Path) -> None:
    source = make_report(tmp_path, texts={"01-road.md": TEXT},
                         data={"hosts.csv": "country,people\nLebanon,20\nJordan,10\n"})
    files = press.figures(source, tmp_path / "figures", tmp_path / "kept", Clock())
    assert sorted(file.name for file in files) == ["hosts.pdf", "hosts.png", "hosts.svg"]
    with Image.open(tmp_path / "figures" / "hosts.png") as picture:
        inked = ImageOps.invert(picture.convert("RGB")).getbbox()
        width, height = picture.size
    assert inked
    edge = round(4 / 25.4 * 300)
    left, top, right, bottom = inked
    assert min(left, top, width - right, height - bottom) >= edge - 4
    assert max(left, width - right) <= edge + 4

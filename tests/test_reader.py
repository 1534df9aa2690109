"""The e-book in a reading system: epub.js in a browser, on a phone and a tablet, by day and night.

Every text of the sample is opened as a reader would open it, and looked at there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from playwright.sync_api import TimeoutError as TooLong

from tests.built import Built, sample_built
from tests.read import Book

_TOOLS = Path(__file__).parent / "tools" / "node_modules"
_HOME = "http://reader.invalid/"
_SIZES = {"phone": (390, 844), "tablet": (820, 1180)}
_SHELL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Reader</title>
<style>html, body { margin: 0 } #book { width: 100vw; height: 100vh }</style>
<script src="jszip.js"></script><script src="epub.js"></script></head>
<body><div id="book"></div></body></html>"""
_OPEN = """async ([night, flow]) => {
    window.book = ePub("book.epub", {openAs: "epub"});
    window.shown = book.renderTo("book", {width: "100%", height: "100%", flow: flow,
                                          spread: "none"});
    if (night) {
        shown.themes.register("night", {"body": {"background": "#111 !important",
                                                 "color": "#ddd !important"}});
        shown.themes.select("night");
        document.body.style.background = "#111";
    }
    await shown.display();
}"""
_GO = """async href => {
    await shown.display(href);
    const text = shown.getContents()[0].document;
    await text.fonts.ready;
}"""
# An image of `picture` may be fetched anew when the reader lays its window out, so that waiting
# once is not enough; what is not there after ten seconds is broken.
_LOADED = "() => [...shown.getContents()[0].document.images].every(image => image.naturalWidth)"
# What an eye would see of the text that is open. Words that only screen readers meet are left
# out, as are the hidden landmarks.
_SEEN = """() => {
    const text = shown.getContents()[0].document, view = text.defaultView;
    const seen = element => element.getClientRects().length > 0
        && view.getComputedStyle(element).visibility === "visible";
    const said = element => element.textContent.trim().replace(/\\s+/g, " ").slice(0, 60);
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(part => {
            const share = part / 255;
            return share <= .04045 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4;
        });
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const ground = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = view.getComputedStyle(at).backgroundColor;
            if (!/, 0\\)$|transparent/.test(colour)) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    const contrast = element => {
        const pair = [light(view.getComputedStyle(element).color), light(ground(element))];
        return (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    };
    const edge = text.documentElement.clientWidth;
    const wide = [...text.body.querySelectorAll("*")].filter(seen).filter(
        each => each.getBoundingClientRect().right > edge + 1
            || each.getBoundingClientRect().left < -1);
    const worded = [...text.body.querySelectorAll("*")].filter(seen).filter(
        each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
    return {
        broken: [...text.images].filter(image => !image.naturalWidth).map(image => image.src),
        images: [...text.images].map(image => image.alt),
        over: text.documentElement.scrollWidth - edge,
        wide: wide.map(each => `${each.tagName}.${each.className} ${said(each)}`).slice(0, 5),
        hidden: [...text.querySelectorAll("h1, h2, h3, h4, section > p, .key-number")]
            .filter(each => !each.closest("[hidden]") && !seen(each)).map(said),
        headings: [...text.querySelectorAll("h1, h2, h3, h4")].filter(seen).map(said),
        first: [...text.querySelectorAll("p")].filter(seen).map(said)[0] || "",
        faint: worded.filter(each => contrast(each) < 4.5).map(
            each => `${each.tagName}.${each.className} ${contrast(each).toFixed(1)} ${said(each)}`),
        charts: [...text.querySelectorAll("img.picture")].map(
            each => view.getComputedStyle(each).backgroundColor),
        height: text.documentElement.scrollHeight,
    };
}"""


Seen = dict[str, dict[str, Any]]


@dataclass
class Reading:
    """A book that is open in a window; `complaints` are what the browser's console said."""

    page: Page
    book: Book
    complaints: list[str] = field(default_factory=list)

    def go(self, href: str) -> dict[str, Any]:
        """Open a text, and say what is seen of it."""
        self.page.evaluate(_GO, href)
        with suppress(TooLong):
            self.page.wait_for_function(_LOADED, timeout=10_000)
        seen: dict[str, Any] = self.page.evaluate(_SEEN)
        return seen

    @property
    def here(self) -> str:
        """The address of the text that is open."""
        return str(self.page.evaluate("() => shown.currentLocation().start.href"))


def _serve(route: Route, book: Path) -> None:
    """The reader's own files and the book; everything else is an error in the console."""
    files = {"jszip.js": _TOOLS / "jszip/dist/jszip.min.js",
             "epub.js": _TOOLS / "epubjs/dist/epub.min.js", "book.epub": book}
    name = route.request.url.removeprefix(_HOME)
    if not name:
        route.fulfill(body=_SHELL, content_type="text/html")
    elif name in files:
        route.fulfill(body=files[name].read_bytes())
    else:
        route.abort()


def _read(browser: Browser, file: Path, size: str, night: bool, flow: str) -> Reading:
    width, height = _SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    reading = Reading(page, Book(file))
    page.on("console", lambda told: reading.complaints.append(told.text)
            if told.type == "error" else None)
    page.on("pageerror", lambda error: reading.complaints.append(str(error)))
    page.route("**/*", lambda route: _serve(route, file))
    page.goto(_HOME)
    page.evaluate(_OPEN, [night, flow])
    return reading


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium",
                                            args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=["phone", "phone at night", "tablet", "tablet at night"])
def reading(request: pytest.FixtureRequest, browser: Browser, built: Built) -> Iterator[Reading]:
    size, _, night = request.param.partition(" ")
    opened = _read(browser, built.files["epub"], size, bool(night), "scrolled-doc")
    yield opened
    opened.page.close()


@pytest.fixture(scope="module")
def seen(reading: Reading) -> Seen:
    """What is seen of every text of the book."""
    return {name: reading.go(name) for name in reading.book.spine}


def test_every_text_opens_without_a_complaint(reading: Reading, seen: Seen) -> None:
    assert len(seen) >= 12
    assert reading.complaints == []


def test_every_image_is_shown_on_a_white_ground(seen: Seen) -> None:
    assert sum(len(found["images"]) for found in seen.values()) >= 10
    assert {name: found["broken"] for name, found in seen.items() if found["broken"]} == {}
    assert {ground for found in seen.values() for ground in found["charts"]} == {
        "rgb(255, 255, 255)"}


def test_nothing_reaches_over_the_edge(seen: Seen) -> None:
    assert {name: (found["over"], found["wide"]) for name, found in seen.items()
            if found["over"] > 0 or found["wide"]} == {}


def test_headings_and_first_paragraphs_are_seen(built: Built, seen: Seen) -> None:
    assert {name: found["hidden"] for name, found in seen.items() if found["hidden"]} == {}
    for section in built.report.sections:
        found = seen[f"{section.id}.xhtml"]
        assert found["headings"]
        assert found["first"]


def test_all_words_stand_out_from_their_ground(seen: Seen) -> None:
    assert {name: found["faint"][:5] for name, found in seen.items() if found["faint"]} == {}


def test_a_note_is_led_to_and_leads_back(reading: Reading) -> None:
    """In a window of the reader, by clicking: the call, then the note's number."""
    name, call = next(reading.book.find("//h:a[@role='doc-noteref']"))
    reading.go(name)
    text = reading.page.frames[-1]
    for leads, there in ((call.get("id"), call.get("href")[1:]),
                         (None, call.get("id"))):
        link = f"#{leads}" if leads else f"{call.get('href')} a[role='doc-backlink']"
        text.locator(link).click()
        text.locator(f"#{there}").wait_for(state="visible")
        reading.page.wait_for_function(
            """id => {
                const box = shown.getContents()[0].document.getElementById(id)
                    .getBoundingClientRect();
                const frame = document.querySelector("iframe").getBoundingClientRect();
                return frame.top + box.bottom > 0 && frame.top + box.top < innerHeight;
            }""", arg=there, timeout=3000)
    assert reading.here == name

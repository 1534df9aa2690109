"""The web page of the sample in a real browser and before a real validator."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from report.flows import plain
from tests.built import Built, sample_built

_CHROMIUM = "/usr/bin/chromium"
_CHECKER = Path(__file__).parent / "tools/node_modules/vnu-jar/build/dist/vnu.jar"

# Where a card stands at its number; the checker's list of CSS properties is older.
_TOO_NEW = re.compile(
    r"CSS: “(position-(area|anchor|try-fallbacks)|anchor-(name|scope))”|anchor-center")


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return sample_built(sample, kept)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def _open(
    browser: Browser, built: Built, width: int, colours: Literal["light", "dark"] = "light",
    javascript: bool = True,
) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900},
                                  color_scheme=colours, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(built.files["html"].as_uri())
    return page


def test_the_html_checker_has_nothing_to_say(built: Built) -> None:
    done = subprocess.run(
        ["java", "-jar", str(_CHECKER), "--format", "json", "--stdout",
         str(built.files["html"])], capture_output=True, text=True, check=False)
    messages = [m for m in json.loads(done.stdout)["messages"] if not _TOO_NEW.search(m["message"])]
    assert [(m["type"], m.get("lastLine"), m["message"]) for m in messages] == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_no_violation(
    browser: Browser, built: Built, width: int, colours: Literal["light", "dark"]
) -> None:
    page = _open(browser, built, width, colours)
    found = Axe().run(page).response["violations"]
    page.context.close()
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3])
            for rule in found] == []


def test_dark_mode_changes_the_ground(browser: Browser, built: Built) -> None:
    grounds = set()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for colours in schemes:
        page = _open(browser, built, 1280, colours)
        grounds.add(page.evaluate(
            "[document.documentElement, document.body].map("
            "place => getComputedStyle(place).backgroundColor).join()"))
        page.context.close()
    assert len(grounds) == 2


def test_nothing_is_asked_for_outside_the_page(browser: Browser, built: Built) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(built.files["html"].as_uri())
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [
        built.files["html"].as_uri()]


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1600])
def test_nothing_runs_over_the_edge(browser: Browser, built: Built, width: int) -> None:
    page = _open(browser, built, width)
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.context.close()
    assert over <= 0


def test_it_works_without_javascript(browser: Browser, built: Built) -> None:
    """Every chapter can be read, every figure seen, and a note's link leads to the note."""
    page = _open(browser, built, 390, javascript=False)
    for section in built.report.sections:
        assert page.locator(f"#{section.id}").is_visible()
    for figure in built.report.figures():
        shown = page.locator(f"#{figure.id} .picture:visible")
        assert shown.count() == 1
        assert plain(figure.title).split()[0] in page.locator(f"#{figure.id}").inner_text()
    note = built.report.sections[1].notes[0]
    page.locator(f"#call-{note.id}").click()
    assert page.url.endswith(f"#{note.id}")
    page.context.close()


def test_the_page_has_no_script(built: Built) -> None:
    assert "<script" not in built.files["html"].read_text(encoding="utf-8")

"""The sample issue in a real Chromium."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
FILES = ["free/letter.html", "member/letter.html", "index.html"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outbox = tmp_path_factory.mktemp("outbox")
    command = [sys.executable, "-m", "digest", "build", "--date", "2024-06-23", "--outbox", str(outbox)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return outbox / "2024-W25"


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("width", [320, 360, 600, 800])
@pytest.mark.parametrize("name", FILES)
def test_nothing_is_wider_than_the_screen(page: Page, issue: Path, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((issue / name).as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", FILES)
def test_dark_mode_is_dark(page: Page, issue: Path, name: str) -> None:
    page.goto((issue / name).as_uri())
    light = background(page)
    page.emulate_media(color_scheme="dark")
    assert background(page) != light


@pytest.mark.parametrize("name", FILES)
def test_nothing_but_pictures_is_fetched(page: Page, issue: Path, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.resource_type} {request.url}"))
    page.goto((issue / name).as_uri())
    assert [entry for entry in asked if not entry.startswith(("image ", f"document {issue.as_uri()}"))] == []


def test_the_picture_of_the_lead_is_shown_in_the_web_edition(page: Page, issue: Path) -> None:
    page.goto((issue / "index.html").as_uri())
    widths = page.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert widths
    assert all(width > 0 for width in widths)


def test_every_story_of_our_own_can_be_read_on_and_left_again(page: Page, issue: Path) -> None:
    start = (issue / "index.html").as_uri()
    page.goto(start)
    links = page.evaluate(
        "[...document.links].map(a => a.getAttribute('href')).filter(h => h.startsWith('articles/'))"
    )
    assert len(set(links)) == len(list((issue / "articles").glob("*.html"))) > 0
    for link in set(links):
        page.goto(start)
        page.click(f"a[href='{link}']")
        assert page.locator("h1").count() == 1
        assert len(page.inner_text("article, main").split()) > 200
        page.click("a[href$='index.html'] >> nth=0")
        assert page.url == start


def test_the_letter_reads_the_same_without_its_styles(page: Page, issue: Path) -> None:
    page.goto((issue / "free/letter.html").as_uri())
    page.evaluate("document.querySelectorAll('style').forEach(style => style.remove())")
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert "Unsubscribe" in page.inner_text("body")

"""The web edition, the list of issues and their print in a real Chromium."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from digest.model import SentIssue, Week
from digest.templating.archive import issues_page
from digest.templating.environment import templates
from digest.templating.web import pages
from tests.templating.issues import a_full_issue, a_full_newsletter, a_hostile_issue, a_png
from tests.templating.languages import an_arabic_issue

FILES = ["index.html", "articles/why-the-ferries-stopped.html", "list.html", "hostile.html", "arabic.html"]
# Everything that is painted with another colour than black, white, grey or none.
COLOURS = """[...document.querySelectorAll('body, body *')].flatMap(element => {
    const {color, backgroundColor, borderTopColor, borderLeftColor, textDecorationColor} = getComputedStyle(element);
    return [color, backgroundColor, borderTopColor, borderLeftColor, textDecorationColor];
}).filter(colour => { const [red, green, blue] = colour.match(/[\\d.]+/g); return red != green || green != blue })"""
AFTER = "element => getComputedStyle(element, '::after').content"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("web")
    for part in ("images", "articles"):
        (made / part).mkdir()
    (made / "images/bridge.png").write_bytes(a_png(1200, 800))
    for page in pages(a_full_issue(made / "images/bridge.png"), templates()):
        (made / page.name).write_text(page.html, encoding="utf-8")
    (made / "hostile.html").write_text(pages(a_hostile_issue(), templates())[0].html, encoding="utf-8")
    (made / "arabic.html").write_text(pages(an_arabic_issue(), templates())[0].html, encoding="utf-8")
    (made / "list.html").write_text(a_list(), encoding="utf-8")
    return made


def a_list() -> str:
    days = [date(2023, 12, 31), date(2024, 6, 23), date(2024, 6, 30)]
    subjects = ["A bridge", "https://letter.test/" + "averylongword" * 16, "الجسر الذي لم يحتجه أحد"]
    sent = datetime(2024, 7, 1, tzinfo=UTC)
    issues = [
        SentIssue(Week.of(day), day, number, subject, sent)
        for number, (day, subject) in enumerate(zip(days, subjects, strict=True), 1)
    ]
    return issues_page(a_full_newsletter(), issues, templates())


@pytest.mark.parametrize("width", [320, 800])
@pytest.mark.parametrize("name", FILES)
def test_nothing_is_wider_than_the_screen_or_the_paper(page: Page, folder: Path, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / name).as_uri())
    for medium in ("screen", "print"):
        page.emulate_media(media="print" if medium == "print" else "screen")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_asked_for_but_files_beside_the_page(page: Page, folder: Path, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / name).as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert asked[0] == (folder / name).as_uri()
    assert all(url.startswith(f"{folder.as_uri()}/images/") for url in asked[1:])


@pytest.mark.parametrize("name", FILES)
def test_a_dark_screen_has_other_colours(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / name).as_uri())
    colours = "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
    light = page.evaluate(colours)
    page.emulate_media(color_scheme="dark")
    assert not set(light) & set(page.evaluate(colours))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", FILES)
def test_paper_gets_black_on_white(page: Page, folder: Path, name: str, scheme: str) -> None:
    page.goto((folder / name).as_uri())
    assert page.evaluate(COLOURS) != []
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    assert page.evaluate(COLOURS) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_paper_tells_where_a_link_leads(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    outside = page.locator(".read a[href='https://review.test/bridge']")
    own = page.locator(".read a[href='articles/why-the-ferries-stopped.html']")
    assert outside.evaluate(AFTER) == "none"
    page.emulate_media(media="print")
    assert "https://review.test/bridge" in outside.evaluate(AFTER)
    assert "https://letter.test/issues/2024-W25/articles/why-the-ferries-stopped.html" in own.evaluate(AFTER)
    assert page.locator("article.lead h2 a").evaluate(AFTER) == "none"


def test_paper_has_the_page_s_address_and_no_navigation(page: Page, folder: Path) -> None:
    page.goto((folder / "articles/why-the-ferries-stopped.html").as_uri())
    assert page.locator("nav").is_visible()
    assert not page.locator(".paper").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.locator("text=Back to The Letter").is_visible()
    assert page.locator(".paper").inner_text().endswith("/2024-W25/articles/why-the-ferries-stopped.html")


def test_paper_keeps_headlines_with_their_text_and_pictures_whole(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.emulate_media(media="print")
    style = "element => (({breakAfter, breakInside}) => [breakAfter, breakInside])(getComputedStyle(element))"
    for title in page.locator("h2, h3").all():
        assert title.evaluate(style)[0] == "avoid"
    assert page.locator("figure").first.evaluate(style)[1] == "avoid"


def test_a_subject_from_right_to_left_runs_so_in_the_list(page: Page, folder: Path) -> None:
    page.goto((folder / "list.html").as_uri())
    assert page.locator("a >> text=الجسر").evaluate("element => getComputedStyle(element).direction") == "rtl"

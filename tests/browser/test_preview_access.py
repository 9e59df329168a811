"""The page of `digest preview` for everybody: axe-core, the keyboard alone, narrow screens, less motion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import previews
from tests.browser.previews import SOON, VIEWS, letter, opened

pytestmark = pytest.mark.browser

# Every rule of axe-core at all levels; the letter in the frame is judged by `digest check --judges`.
RUN = """() => axe.run(document, {
    iframes: false,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}).then(found => found.violations.map(({id, nodes}) => [id, nodes.map(node => node.html + node.failureSummary)]))"""

CONTRAST = """() => axe.run(document, {iframes: false, runOnly: ['color-contrast', 'color-contrast-enhanced']})
    .then(found => found.violations.map(({id, nodes}) => [id, nodes.map(node => node.html)]))"""

# Of hundreds of lines and paragraphs that are alike, a few are enough.
FEWER = """() => document.querySelectorAll('.line:nth-child(n+30), .receipt > ol > li:nth-child(n+4)')
    .forEach(one => one.remove())"""
NAMED = "(({id, name, dataset, localName}) => id || name || dataset.week || localName)(document.activeElement)"
OUTLINE = """(element => getComputedStyle(element.localName == 'input' ? element.nextElementSibling : element)
    .outlineStyle)(document.activeElement)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return previews.newsletter(tmp_path_factory.mktemp("newsletter"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with previews.running(folder) as found:
        yield found


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One for all that only look; each test opens it anew, with the state of its own address."""
    with previews.window(browser) as made:
        yield made


def violations(page: Page) -> Any:
    page.evaluate(previews.axe())
    return page.evaluate(RUN)


def every_view(page: Page) -> Iterator[str]:
    """Each view in turn, all that can be unfolded unfolded."""
    for number, view in enumerate(VIEWS, 1):
        page.keyboard.press(str(number))
        expect(page.locator(f"#view-{view}")).to_be_visible()
        expect(page.locator(f"#view-{view} > *")).not_to_have_count(0)
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        page.evaluate(FEWER)
        yield view


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)], ids=["phone-light", "desktop-dark"])
def test_axe_finds_nothing_in_any_view(browser: Browser, address: str, width: int, *, dark: bool) -> None:
    with previews.window(browser, width=width, height=740, dark=dark) as page:
        opened(page, address, f"scheme={'dark' if dark else 'light'}")
        assert {view: violations(page) for view in every_view(page)} == {view: [] for view in VIEWS}
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)], ids=["desktop-light", "phone-dark"])
def test_the_colours_of_every_view_have_contrast_enough(
    browser: Browser, address: str, width: int, *, dark: bool
) -> None:
    with previews.window(browser, width=width, height=740, dark=dark) as page:
        opened(page, address, f"scheme={'dark' if dark else 'light'}")
        page.evaluate(previews.axe())
        for view in every_view(page):
            if view not in {"text", "source"}:  # of one colour, and long
                assert page.evaluate(CONTRAST) == [], view


def test_axe_finds_nothing_when_there_is_trouble(browser: Browser, folder: Path, address: str) -> None:
    with previews.window(browser) as page:
        opened(page, address)
        text = (folder / "digest.toml").read_text("utf-8")
        (folder / "digest.toml").write_text(text.replace("tagline =", "tagine ="), "utf-8")
        expect(page.locator("#trouble")).to_be_visible(timeout=SOON)
        assert violations(page) == []
        (folder / "digest.toml").write_text(text, "utf-8")
        expect(page.locator("#trouble")).to_be_hidden(timeout=SOON)


def test_nothing_is_wider_than_the_screen(browser: Browser, address: str) -> None:
    with previews.window(browser, width=320, height=740) as page:
        opened(page, address, "width=tablet")
        for view in every_view(page):
            for width in (320, 360, 768):
                page.set_viewport_size({"width": width, "height": 740})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, view
                assert page.locator(f"#view-{view}").evaluate("e => e.scrollWidth") <= width, view


def test_the_list_of_issues_unfolds_on_a_phone(browser: Browser, address: str) -> None:
    with previews.window(browser, width=360, height=740) as page:
        opened(page, address)
        expect(page.locator("#issues")).to_be_hidden()
        page.get_by_role("button", name="Issues").click()
        page.locator("#issues a").nth(1).click()
        expect(page.locator("#facts")).to_contain_text("No. 24")
        expect(page.locator("#issues")).to_be_hidden()


def test_a_phone_shows_the_letter_as_a_phone_does(browser: Browser, address: str) -> None:
    with previews.window(browser, width=360, height=740) as page:
        opened(page, address)
        assert letter(page).evaluate("innerWidth") == 360


def test_the_tab_key_reaches_everything_and_is_never_trapped(page: Page, address: str) -> None:
    opened(page, address)
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(NAMED))
        if reached[-1] == "ask":
            break
    wanted = ["skip", "2024-W25", "2024-W24", "tab-letter", "audience", "width", "scheme", "images", "iframe", "ask"]
    assert [name for name in dict.fromkeys(reached) if name in wanted] == wanted


def test_what_has_the_focus_is_seen(page: Page, address: str) -> None:
    opened(page, address)
    for name in ("skip", "2024-W25", "2024-W24", "tab-letter", "audience", "width", "scheme", "images"):
        page.keyboard.press("Tab")
        assert page.evaluate(NAMED) == name
        assert page.evaluate(OUTLINE) == "solid"
    page.keyboard.press("Tab")
    assert letter(page).evaluate("getComputedStyle(document.activeElement).outlineStyle") == "auto"


def test_arrow_keys_go_from_tab_to_tab(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_role("tab", name="Letter").focus()
    for key, name in (
        ("ArrowRight", "Text"),
        ("ArrowLeft", "Letter"),
        ("ArrowLeft", "Receipts"),
        ("Home", "Letter"),
        ("End", "Receipts"),
    ):
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
    assert page.locator("[role=tab][tabindex='0']").count() == 1


def test_single_keys_do_what_the_list_says(page: Page, address: str) -> None:
    opened(page, address)
    for number, view in enumerate(VIEWS, 1):
        page.keyboard.press(str(number))
        expect(page.locator(f"#view-{view}")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("a")
    expect(page.get_by_role("radio", name="Members")).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("Audience: Members")
    for key, name in (("w", "Phone 360"), ("w", "Tablet 768"), ("d", "Dark"), ("i", "Off")):
        page.keyboard.press(key)
        expect(page.get_by_role("radio", name=name)).to_be_checked()
    page.keyboard.press("j")
    expect(page.locator("#facts")).to_contain_text("No. 24")
    page.keyboard.press("k")
    expect(page.locator("#facts")).to_contain_text("No. 25")


def test_single_keys_work_in_the_letter_too(page: Page, address: str) -> None:
    opened(page, address)
    letter(page).locator("a").first.focus()
    page.keyboard.press("2")
    expect(page.locator("#view-text")).to_be_visible()


def test_keys_with_a_modifier_are_the_browser_s(page: Page, address: str) -> None:
    opened(page, address)
    for modifier in ("Control", "Alt", "Meta"):
        page.keyboard.press(f"{modifier}+d")
        expect(page.get_by_role("radio", name="Light")).to_be_checked()


def test_the_list_of_shortcuts_opens_and_closes_and_gives_the_focus_back(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_role("tab", name="Letter").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("the next audience")
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("tab", name="Letter")).to_be_focused()
    expect(page.locator("#view-letter")).to_be_visible()


def test_nothing_moves_for_those_who_want_less_motion(page: Page, address: str) -> None:
    opened(page, address)
    page.evaluate("document.getElementById('pulse').dataset.state = 'building'")
    moving = "getComputedStyle(document.querySelector('.dot')).animationName"
    assert page.evaluate(moving) != "none"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == "none"
    page.emulate_media(reduced_motion="no-preference")

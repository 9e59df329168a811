"""The page of `digest preview` follows what is saved, in a real Chromium and from real files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import previews
from tests.browser.previews import SOON, letter, opened, shown

pytestmark = pytest.mark.browser

SAVED = 5.0  # seconds from a save to the letter on the screen; about 0.3 where nothing else runs
TAGLINE = "A weekly digest of letters, type and the roads they travel"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return previews.newsletter(tmp_path / "newsletter")


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with previews.running(folder) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with previews.window(browser) as made:
        yield opened(made, address)


def replace(file: Path, old: str, new: str) -> float:
    """Save the file with other words; the time before."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    now = time.time()
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return now


def test_a_saved_seed_is_shown_at_once(page: Page, folder: Path) -> None:
    saved = replace(
        folder / "seeds/postal-union.html", "In the middle of the nineteenth", "By the middle of the nineteenth"
    )
    assert shown(page, "By the middle of the nineteenth century") - saved < SAVED
    expect(page.locator("#facts")).to_contain_text("Working copy, not in the outbox")


def test_a_saved_template_is_shown_at_once(page: Page, folder: Path) -> None:
    template = folder / "templates/sections/masthead.mjml.j2"
    saved = replace(
        template, "{{ newsletter.tagline | foreign }}", "{{ newsletter.tagline | foreign }}, typeset anew"
    )
    assert shown(page, "travel, typeset anew") - saved < SAVED


def test_saved_settings_are_shown_at_once(page: Page, folder: Path) -> None:
    saved = replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
    assert shown(page, "Letters, slowly") - saved < SAVED


def test_saved_edits_are_shown_at_once(page: Page, folder: Path) -> None:
    (folder / "edits").mkdir(exist_ok=True)
    saved = time.time()
    words = 'subject = "A penny for any distance"\nnote = "Dear readers, this week is about stone."\n'
    (folder / f"edits/{previews.WEEK}.toml").write_text(words, encoding="utf-8")
    assert shown(page, "this week is about stone") - saved < SAVED
    expect(page.locator("h1")).to_have_text("A penny for any distance")
    expect(page.locator("#issues a[aria-current]")).to_contain_text("A penny for any distance")


def test_nothing_that_is_saved_changes_the_outbox(page: Page, folder: Path) -> None:
    def files() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in (folder / "outbox").rglob("*") if path.is_file()}

    before = files()
    replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
    shown(page, "Letters, slowly")
    assert files() == before


def test_the_letter_keeps_its_place(page: Page, folder: Path) -> None:
    letter(page).evaluate("scrollTo(0, 1400)")
    replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
    shown(page, "Letters, slowly")
    assert letter(page).evaluate("scrollY") == 1400


def test_the_letter_keeps_its_place_while_another_view_is_shown(page: Page, folder: Path) -> None:
    letter(page).evaluate("scrollTo(0, 1400)")
    page.keyboard.press("3")
    replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
    expect(page.locator("#view-source")).to_contain_text("Letters, slowly", timeout=SOON)
    page.keyboard.press("1")
    shown(page, "Letters, slowly")
    assert letter(page).evaluate("scrollY") == 1400


def test_the_letter_never_vanishes_while_another_comes(page: Page, folder: Path) -> None:
    page.evaluate("""() => {
        window.blank = 0;
        const look = () => {
            const frame = document.querySelector('.paper iframe:not(.coming)');
            if (!frame?.contentDocument?.body?.innerText.includes('Fine Print')) window.blank += 1;
            requestAnimationFrame(look);
        };
        look();
    }""")
    replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
    shown(page, "Letters, slowly")
    assert page.evaluate("blank") == 0


def test_a_view_keeps_its_place_and_what_is_unfolded(page: Page, folder: Path) -> None:
    page.get_by_role("tab", name="Receipts").click()
    page.locator(".story").nth(3).locator("summary").first.click()
    page.locator("#view-receipts").evaluate("e => e.scrollTop = 700")
    (folder / "edits").mkdir(exist_ok=True)
    (folder / f"edits/{previews.WEEK}.toml").write_text('subject = "A penny"\n', encoding="utf-8")
    expect(page.locator("#view-receipts")).to_contain_text("A penny", timeout=SOON)
    expect(page.get_by_role("tab", name="Receipts")).to_have_attribute("aria-selected", "true")
    assert page.locator("#view-receipts").evaluate("e => e.scrollTop") == 700
    assert page.locator(".story").nth(3).evaluate("e => e.open")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("digest.toml", "tagline =", "tagine ="),
        (
            "templates/sections/masthead.mjml.j2",
            "{{ newsletter.tagline | foreign }}",
            "{{ newsletter.tagline | foreign }",
        ),
    ],
)
def test_a_mistake_shows_its_line_and_the_last_good_letter_stays(
    page: Page, folder: Path, name: str, old: str, new: str
) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    replace(folder / name, old, new)
    banner = page.locator("#trouble")
    expect(banner).to_be_visible(timeout=SOON)
    expect(banner.locator(".place").first).to_contain_text(f"{name}:{line}")
    shown(page, TAGLINE)
    replace(folder / name, new, old)
    expect(banner).to_be_hidden(timeout=SOON)


def test_a_page_that_is_opened_after_a_mistake_tells_it_too(page: Page, folder: Path) -> None:
    replace(folder / "digest.toml", "tagline =", "tagine =")
    expect(page.locator("#trouble")).to_be_visible(timeout=SOON)
    page.reload()
    expect(page.locator("#trouble")).to_contain_text("digest.toml", timeout=SOON)
    shown(page, TAGLINE)


def test_a_build_into_the_outbox_is_followed(page: Page, folder: Path) -> None:
    replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
    shown(page, "Letters, slowly")
    previews.digest(folder, "build", "--date", "2024-06-23")
    expect(page.locator("#facts")).to_contain_text("From the outbox", timeout=SOON)
    shown(page, "Letters, slowly")


def test_a_lost_connection_is_said_and_comes_back_with_what_is_new(browser: Browser, folder: Path) -> None:
    with previews.window(browser) as page:
        with previews.running(folder) as address:
            opened(page, address)
        expect(page.locator("#pulse")).to_have_attribute("data-state", "lost", timeout=SOON)
        shown(page, TAGLINE)
        replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
        previews.digest(folder, "build", "--date", "2024-06-23")
        with ExitStack() as stack:
            stack.enter_context(previews.running(folder, port=urlsplit(address).port or 0))
            expect(page.locator("#pulse")).to_have_attribute("data-state", "live", timeout=3 * SOON)
            shown(page, "Letters, slowly")

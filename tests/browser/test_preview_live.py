"""The page of `digest preview` follows what is saved, in a real Chromium and from real files."""

from __future__ import annotations

import shutil
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return previews.newsletter(tmp_path_factory.mktemp("newsletter"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with previews.running(folder) as found:
        yield found


@pytest.fixture(scope="module")
def alone(browser: Browser) -> Iterator[Page]:
    with previews.window(browser) as made:
        yield made


@pytest.fixture
def page(alone: Page, folder: Path, address: str) -> Iterator[Page]:
    """The page, opened anew with the issue as the outbox has it; what a test saves is put back."""
    kept = contents(folder)
    expect(opened(alone, address).locator("#facts")).to_contain_text("From the outbox", timeout=SOON)
    yield alone
    put_back(folder, kept)
    expect(alone.locator("#facts")).to_contain_text("From the outbox", timeout=SOON)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put_back(folder: Path, kept: dict[Path, bytes]) -> None:
    now = contents(folder)
    for path in now.keys() - kept.keys():
        path.unlink()
    for path, content in kept.items():
        if now.get(path) != content:
            path.write_bytes(content)


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


def test_a_lost_connection_is_said_and_comes_back_with_what_is_new(browser: Browser, tmp_path: Path) -> None:
    folder = previews.newsletter(tmp_path / "newsletter")
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


def test_eight_pages_that_are_not_seen_hold_no_connection(browser: Browser, address: str) -> None:
    hidden = "Object.defineProperty(document, 'hidden', {get: () => window.unseen ?? true})"
    context = browser.new_context()
    context.add_init_script(hidden)
    for _ in range(8):
        context.new_page().goto(f"{address}/")
    last = context.pages[-1]
    expect(last.locator("#facts")).to_contain_text("No. 25", timeout=SOON)
    last.evaluate("window.unseen = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(last.locator("#pulse")).to_have_attribute("data-state", "live", timeout=SOON)
    context.close()


def test_a_page_that_is_seen_again_has_what_was_saved_meanwhile(browser: Browser, folder: Path, page: Page) -> None:
    page.evaluate("Object.defineProperty(document, 'hidden', {get: () => window.unseen, configurable: true})")
    turned = "seen => { window.unseen = !seen; document.dispatchEvent(new Event('visibilitychange')) }"
    page.evaluate(turned, False)
    with previews.window(browser) as another:
        opened(another, page.url.split("/#")[0])
        replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
        shown(another, "Letters, slowly")
    assert TAGLINE in letter(page).locator("body").inner_text()
    page.evaluate(turned, True)
    shown(page, "Letters, slowly")


def test_two_windows_with_two_issues_both_follow(browser: Browser, folder: Path, page: Page) -> None:
    with previews.window(browser) as another:
        opened(another, page.url.split("/#")[0], "week=2024-W24")
        for before, after in ((TAGLINE, "Letters, slowly"), ("Letters, slowly", "Letters, slower")):
            replace(folder / "digest.toml", before, after)
            shown(page, after)
            shown(another, after)
        expect(another.locator("#facts")).to_contain_text("No. 24")
        expect(page.locator("#facts")).to_contain_text("No. 25")


def test_a_working_copy_is_ready_for_a_build_and_not_for_being_sent(page: Page, folder: Path) -> None:
    page.keyboard.press("6")
    heading = page.locator("#view-checks h2").first
    expect(heading).to_have_text("Ready to be sent")
    replace(folder / "digest.toml", TAGLINE, "Letters, slowly")
    expect(heading).to_have_text("Would be ready: lay it with digest build", timeout=SOON)


def test_what_forbids_sending_is_never_called_ready(page: Page, folder: Path) -> None:
    page.keyboard.press("6")
    text = folder / f"outbox/{previews.WEEK}/free/letter.txt"
    replace(text, "https://fineprint.example.org/unsubscribe", "")
    expect(page.locator("#view-checks h2").first).to_contain_text("Held", timeout=SOON)
    expect(page.locator("#facts")).to_contain_text("Held")


def test_an_issue_whose_letters_cannot_be_read_is_not_shown_with_those_of_another(
    browser: Browser, tmp_path: Path
) -> None:
    folder = previews.newsletter(tmp_path / "newsletter")  # nothing was saved here that would be built on arrival
    with previews.running(folder) as address, previews.window(browser) as page:
        expect(opened(page, address).locator("#facts")).to_contain_text("From the outbox", timeout=SOON)
        _turn_to_one_without_letters(page, folder)


def _turn_to_one_without_letters(page: Page, folder: Path) -> None:
    for view in "12345671":
        page.keyboard.press(view)
    for manifest in (folder / "outbox/2024-W24").glob("*/manifest.json"):
        manifest.write_text('{"aud', encoding="utf-8")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("No letter can be read", timeout=SOON)
    expect(page.locator("#below")).to_contain_text("see Checks")
    expect(page.locator(".paper iframe")).to_have_count(0)
    for number, view in ((2, "text"), (3, "source"), (4, "headers"), (5, "inbox")):
        page.keyboard.press(str(number))
        expect(page.locator(f"#view-{view}")).to_have_text("No letter of this issue can be read: see Checks.")
    page.keyboard.press("6")
    expect(page.locator("#view-checks")).to_contain_text("manifest.json")
    expect(page.locator("#view-checks h2").first).to_contain_text("Held")
    page.keyboard.press("7")
    expect(page.locator("#view-receipts .story")).not_to_have_count(0)
    page.keyboard.press("1")
    page.keyboard.press("k")
    shown(page, TAGLINE)


def test_without_an_issue_a_mistake_says_that_there_is_no_letter_yet(browser: Browser, tmp_path: Path) -> None:
    folder = previews.newsletter(tmp_path / "newsletter")
    shutil.rmtree(folder / "outbox")
    template = folder / "templates/letter.txt.j2"
    kept = template.read_text("utf-8")
    template.write_text("{{ two }", encoding="utf-8")
    with previews.running(folder) as address, previews.window(browser) as page:
        page.goto(address)
        banner = page.locator("#trouble")
        expect(banner).to_contain_text("There is no letter yet", timeout=SOON)
        expect(banner.locator(".place")).to_have_text("templates/letter.txt.j2:1")
        expect(page.locator("h1")).to_contain_text("There is no issue yet")
        expect(page.locator("#tabs")).to_be_hidden()
        template.write_text(kept, encoding="utf-8")
        shown(page, TAGLINE)
        expect(page.locator("#tabs")).to_be_visible()
        expect(banner).to_be_hidden()

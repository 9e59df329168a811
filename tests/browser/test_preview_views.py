"""The page of `digest preview` in a real Chromium: every view, every switch, and what its address keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import previews
from tests.browser.previews import WEEK, letter, opened, shown

pytestmark = pytest.mark.browser

LEAD = "The Treaty That Turned the World into One Post Office"
FOR_MEMBERS = "The year’s letters, bound"


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


def test_it_opens_with_the_newest_letter_as_it_lies_in_the_outbox(page: Page, address: str) -> None:
    opened(page, address)
    expect(page.locator("h1")).to_have_text(LEAD)
    expect(page.locator("#facts")).to_contain_text("No. 25")
    expect(page.locator("#facts")).to_contain_text("From the outbox")
    expect(page.locator("#facts")).to_contain_text("Ready")
    assert LEAD in letter(page).locator("body").inner_text()


def test_another_audience_gets_its_own_letter(page: Page, address: str) -> None:
    opened(page, address)
    assert FOR_MEMBERS not in letter(page).locator("body").inner_text()
    page.get_by_role("radio", name="Members").check(force=True)
    shown(page, FOR_MEMBERS)
    assert "audience=member" in page.url


def test_the_letter_is_as_wide_as_was_chosen(page: Page, address: str) -> None:
    opened(page, address)
    for name, width in (("Phone 360", 360), ("Tablet 768", 768), ("Desktop", 959)):
        page.get_by_role("radio", name=name).check(force=True)
        assert letter(page).evaluate("innerWidth") == width
        assert page.locator(".paper").bounding_box()["width"] == width  # type: ignore[index]


def test_the_letter_can_be_dark_while_the_page_is_light(page: Page, address: str) -> None:
    opened(page, address)
    colour = "getComputedStyle(document.body).backgroundColor"
    light = letter(page).evaluate(colour)
    seen = "document.querySelector('.paper iframe:not(.coming)')"
    page.get_by_role("radio", name="Dark").check(force=True)
    page.wait_for_function(f"() => {seen}.contentWindow.{colour} != '{light}'")


def test_pictures_can_be_off(page: Page, address: str) -> None:
    opened(page, address)
    widths = "[...document.images].map(image => image.naturalWidth)"
    assert all(width > 0 for width in letter(page).evaluate(widths))
    page.get_by_role("radio", name="Off").check(force=True)
    seen = "document.querySelector('.paper iframe:not(.coming)')"
    page.wait_for_function(f"() => {seen}.contentDocument.images[0].naturalWidth == 0")
    assert not any(letter(page).evaluate(widths))
    assert letter(page).locator("img").first.get_attribute("alt")


def test_the_plain_text_is_that_of_the_outbox(page: Page, address: str, folder: Path) -> None:
    opened(page, address, "view=text")
    text = page.locator("#view-text pre")
    expect(text).to_contain_text(LEAD)
    assert text.evaluate("e => e.textContent") == (folder / f"outbox/{WEEK}/free/letter.txt").read_text("utf-8")


def test_the_source_is_that_of_the_outbox_line_by_line(page: Page, address: str, folder: Path) -> None:
    opened(page, address, "view=source&audience=member")
    expect(page.locator("#view-source .line").first).to_contain_text("<!doctype html>")
    lines = page.locator("#view-source .line").evaluate_all("all => all.map(one => one.textContent)")
    source = (folder / f"outbox/{WEEK}/member/letter.html").read_text("utf-8")
    assert [line.strip() for line in lines] == [line.strip() for line in source.split("\n")]


def test_the_headers_and_the_whole_message_are_shown(page: Page, address: str) -> None:
    opened(page, address, "view=headers")
    rows = page.locator("#view-headers dl > div")
    expect(rows.filter(has_text=re.compile("^Subject"))).to_contain_text(LEAD)
    expect(rows.filter(has_text="List-Unsubscribe-Post")).to_contain_text("One-Click")
    page.get_by_text("The whole message").click()
    expect(page.locator("#view-headers pre")).to_contain_text("Content-Transfer-Encoding: quoted-printable")


def test_the_inbox_cuts_the_subject_where_a_phone_does(page: Page, address: str) -> None:
    opened(page, address, "view=inbox")
    phone = page.locator(".phone")
    expect(phone.locator(".sender")).to_have_text("Fine Print")
    expect(phone.locator(".subject")).to_have_text(LEAD)
    assert phone.locator(".subject").evaluate("e => e.scrollWidth > e.clientWidth")
    assert phone.locator(".preheader").evaluate("e => e.scrollHeight > e.clientHeight")
    expect(page.locator(".said")).to_contain_text(f"{len(LEAD)} characters")


def test_checks_say_what_preflight_found_and_how_large_the_letters_are(
    page: Page, address: str, folder: Path
) -> None:
    opened(page, address, "view=checks")
    finding = page.locator(".findings li")
    expect(finding).to_contain_text("note")
    expect(finding).to_contain_text("replace the example.org values in digest.toml before sending")
    for audience, sizes in zip(("free", "member"), page.locator(".sizes").all(), strict=True):
        size = (folder / f"outbox/{WEEK}/{audience}/letter.html").stat().st_size
        expect(sizes).to_contain_text(f"HTML {size / 1024:.1f} KB, {size / 1024:.0f}% of what Gmail shows")


def test_receipts_say_why_each_story_and_paragraph_was_chosen(page: Page, address: str) -> None:
    opened(page, address, "view=receipts")
    stories = page.locator(".receipt").first.locator(".story")
    expect(stories).to_have_count(8)
    lead = stories.first
    expect(lead).to_contain_text("leads: the best score")
    expect(lead.locator(".paragraphs > .kept")).to_have_count(3)
    expect(lead.locator(".paragraphs > li")).to_have_count(6)
    lead.locator(".paragraphs summary").first.click()
    expect(lead.locator(".paragraphs .why").first).to_contain_text("Standing near the top, counted in words.")
    expect(stories.nth(1).locator("summary").first).to_contain_text("only for Members")


def test_receipts_name_the_subjects_that_could_have_been(page: Page, address: str) -> None:
    opened(page, address, "view=receipts")
    subjects = page.locator(".receipt", has_text="Subjects considered").locator(".story")
    expect(subjects.first).to_contain_text("Chosen")
    subjects.nth(1).locator("summary").click()
    expect(subjects.nth(1)).to_contain_text("another story’s title")


def test_the_list_leads_to_the_other_issues(page: Page, address: str) -> None:
    opened(page, address, "view=headers&audience=member")
    page.locator("#issues a", has_text="16 June 2024").click()
    expect(page.locator("#facts")).to_contain_text("No. 24")
    expect(page.locator("#view-headers")).to_contain_text("2024-W24")
    expect(page.locator("#issues a[aria-current]")).to_contain_text("No. 24")
    assert "view=headers" in page.url
    assert "audience=member" in page.url


def test_a_reload_keeps_what_was_chosen(page: Page, address: str) -> None:
    opened(page, address)
    for key in "awdi":
        page.keyboard.press(key)
    page.keyboard.press("j")
    expect(page.locator("#facts")).to_contain_text("No. 24")
    page.reload()
    expect(page.locator("#facts")).to_contain_text("No. 24")
    for name in ("Members", "Phone 360", "Dark", "Off"):
        expect(page.get_by_role("radio", name=name)).to_be_checked()


def test_an_address_with_nonsense_shows_what_is_usual(page: Page, address: str) -> None:
    opened(page, address, "week=../../etc&scheme=pink&width=&audience=nobody&images=%00")
    for name in ("Free readers", "Desktop", "Light", "On"):
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()


def test_an_issue_that_is_not_there_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}/#week=2020-W01")
    expect(page.locator("h1")).to_contain_text("there is no such thing here")
    page.locator("#issues a").first.click()
    expect(page.locator("h1")).to_have_text(LEAD)


def test_a_link_of_the_letter_says_where_it_leads_and_goes_nowhere(page: Page, address: str) -> None:
    opened(page, address)
    letter(page).get_by_role("link", name=LEAD, exact=True).click()
    expect(page.locator("#below")).to_have_text("The link leads to https://post.example.org/2024/postal-union")
    assert letter(page).url.startswith(f"{address}/letters/")


def test_the_place_in_the_letter_is_kept_from_view_to_view(page: Page, address: str) -> None:
    opened(page, address)
    letter(page).evaluate("scrollTo(0, 900)")
    page.get_by_role("tab", name="Source").click()
    page.get_by_role("tab", name="Letter").click()
    assert letter(page).evaluate("scrollY") == 900


def test_the_issue_that_keys_lead_to_is_seen_in_the_list(page: Page, address: str) -> None:
    opened(page, address)
    page.evaluate("document.getElementById('issues').style.cssText = 'max-height: 60px; overflow: auto'")
    page.keyboard.press("j")
    expect(page.locator("#issues a[aria-current]")).to_contain_text("No. 24")
    expect(page.locator("#issues a[aria-current]")).to_be_in_viewport(ratio=0.5)


def test_words_of_other_scripts_stay_where_they_are(page: Page, address: str) -> None:
    opened(page, address, "view=inbox")
    assert page.locator(".said bdi").all_inner_texts() == ["Fine Print", "<post@fineprint.example.org>"]
    page.keyboard.press("7")
    expect(page.locator("#view-receipts .story summary bdi").first).to_be_visible()

"""Words that only some readers may read, planted wherever others could read them."""

from __future__ import annotations

import quopri
from base64 import b64encode
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import LaidIssue, LaidLetter, Week
from digest.preflight.leaks import leaks, public_leaks

HIDDEN = "The underbidder told us in confidence that he had stopped because his bank no longer answered."
SHORT = "Ask for the cellar key."
OPEN = "A small stamp was sold on Tuesday for more than any stamp before it had ever been sold."
CHINESE = "拍卖行的职员私下告诉我们第二位竞拍者在八百万时停了下来因为银行不再接听他的电话"
HTML = "<html><head><title>T</title></head><body><div style='display:none'>{}</div><p>{}</p></body></html>"


def a_story(*private: tuple[str, str], **changes: Any) -> dict[str, Any]:
    told = [{"audience": audience, "text": text} for audience, text in private]
    return {
        "source": "stamp.md",
        "title": "A stamp",
        "audience": "",
        "paragraphs": [{"text": OPEN}],
        "private": told,
        **changes,
    }


def a_record(*stories: dict[str, Any], **changes: Any) -> dict[str, Any]:
    told = {"stories": list(stories), "headlines": [], "members": ["member", "patron"], "deals": [], "catalogue": []}
    return told | {"shared": []} | changes


RECORD = a_record(a_story(("member", HIDDEN), ("member", SHORT), ("member", CHINESE)))


def an_eml(extra: str = "", body: str = "Words.", encoding: str = "7bit") -> bytes:
    kind = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n"
    return f"Subject: S\nMIME-Version: 1.0\n{kind}{extra}\n{body}\n".replace("\n", "\r\n").encode()


def a_laid(record: dict[str, Any] = RECORD, audience: str = "free", **parts: Any) -> tuple[LaidIssue, LaidLetter]:
    subject, preheader = parts.pop("subject", "S"), parts.pop("preheader", "P")
    values = {"html": HTML.format("P", OPEN), "text": OPEN, "mjml": "<mjml></mjml>", "eml": an_eml()} | parts
    letter = LaidLetter(audience, {"subject": subject, "preheader": preheader}, **values)
    return LaidIssue(Week(2024, 25), record, (letter,)), letter


def found(record: dict[str, Any] = RECORD, audience: str = "free", **parts: Any) -> list[str]:
    return list(leaks(*a_laid(record, audience, **parts)))


def test_a_letter_without_them_is_clean() -> None:
    assert found() == []


@pytest.mark.parametrize("hidden", [HIDDEN, SHORT, CHINESE])
@pytest.mark.parametrize(
    ("place", "part", "said"),
    [
        ("{}", "subject", "subject"),
        ("{}", "preheader", "preheader"),
        ("before\n> {}\nafter", "text", "text part"),
        ("<mjml><mj-preview>{}</mj-preview></mjml>", "mjml", "MJML"),
        (HTML.format("{}", "x"), "html", "HTML part"),
        (HTML.format("x", "{}"), "html", "HTML part"),
        (HTML.format("x", '<img src="a.png" alt="{}">'), "html", "HTML part"),
        (HTML.format("x", "<a href='#' title='{}'>x</a>"), "html", "HTML part"),
        (HTML.format("x", '<a href="#" ARIA-LABEL="{}">x</a>'), "html", "HTML part"),
        (HTML.format("x", "<!-- {} -->"), "html", "HTML part"),
        (HTML.format("x", '<!--[if mso]><img alt="{}"><![endif]-->'), "html", "HTML part"),
        (HTML.format("x", "<style>p::after (content: '{}')</style>"), "html", "HTML part"),
    ],
)  # fmt: skip
def test_planted_words_are_found(hidden: str, place: str, part: str, said: str) -> None:
    parts: dict[str, Any] = {part: place.replace("{}", hidden)}
    (told,) = found(**parts)
    assert told.startswith(f"the {said} has words of stamp.md that are for member alone: “")


@pytest.mark.parametrize(
    "spelt",
    [
        escape(HIDDEN.upper()),
        HIDDEN.replace(" ", "\n"),
        HIDDEN.replace(" ", "&nbsp;"),
        HIDDEN.replace(" ", "<br>"),
        HIDDEN.replace("bid", "<b>bid</b>"),
        HIDDEN.replace("bid", "b&shy;i&#x200b;d"),
        HIDDEN.replace("confidence", "con\u00adfi\u200bdence"),
        HIDDEN.replace("t", "\uff54"),
        HIDDEN.replace("confidence", "con\ufb01dence"),
        HIDDEN.replace("us", "<!-- a comment -->us"),
        "".join(f"&#{ord(char)};" for char in HIDDEN),
        "".join(f"<span>{word}</span> " for word in HIDDEN.split()),
        " ".join(HIDDEN.split()[:8]),
        HIDDEN.replace(" ", ", "),
    ],
)
def test_however_they_are_spelt(spelt: str) -> None:
    assert found(html=HTML.format("x", spelt))


@pytest.mark.parametrize(
    "eml",
    [
        an_eml(f"X-Note: {HIDDEN}\n"),
        an_eml(f"X-Note: =?utf-8?b?{b64encode(HIDDEN.encode()).decode()}?=\n"),
        an_eml(
            body=quopri.encodestring(HIDDEN.replace("he", "h\u00ade").encode()).decode(), encoding="quoted-printable"
        ),
        an_eml(body=b64encode(HIDDEN.encode()).decode(), encoding="base64"),
        an_eml(f"List-Help: <mailto:post@letter.test?subject={HIDDEN}>\n"),
    ],
)
def test_the_message_is_read_as_it_goes_out(eml: bytes) -> None:
    assert len(found(eml=eml)) == 1


def test_an_address_that_spells_them_is_found() -> None:
    assert found(html=HTML.format("x", f'<a href="https://letter.test/?{quote(HIDDEN)}">x</a>'))


@pytest.mark.parametrize(
    "page", [HIDDEN, f"<p>{HIDDEN}</p>", escape(f"<p>{HIDDEN}</p>"), escape(escape(f"<p title='{HIDDEN}'>x</p>"))]
)
def test_pages_the_archive_and_its_feed_are_read_also_where_they_are_escaped(page: str) -> None:
    laid, _ = a_laid()
    laid = replace(laid, pages={"index.html": page}, archive={"feed.xml": page})
    (told,) = public_leaks(laid)
    assert told.startswith("the page archive/feed.xml and page index.html have words of stamp.md")
    assert list(public_leaks(replace(laid, pages={"index.html": OPEN}, archive={}))) == []


def test_seven_words_of_a_longer_text_are_no_leak() -> None:
    assert found(text=" ".join(HIDDEN.split()[:7])) == []


def test_a_part_of_a_short_passage_is_no_leak() -> None:
    assert found(text="Ask for the cellar.") == []


def test_its_own_readers_may_read_it() -> None:
    assert found(audience="member", text=HIDDEN) == []


def test_others_who_could_join_may_not() -> None:
    assert found(audience="patron", text=HIDDEN)


def test_what_is_for_two_audiences_in_two_fences_is_for_both() -> None:
    record = a_record(a_story(("member", HIDDEN), ("patron", HIDDEN)))
    assert found(record, "patron", text=HIDDEN) == []
    assert found(record, "free", text=HIDDEN)


def test_what_public_text_says_too_is_no_leak() -> None:
    quoting = a_record(a_story(("member", f"{OPEN} And more.")), shared=[OPEN])
    assert found(quoting) == []


def test_the_title_of_a_story_for_members_may_tease() -> None:
    title = "How the underbidder of the stamp came to stop at eight million"
    record = a_record(a_story(("member", title), ("member", HIDDEN), title=title, audience="member"))
    assert found(record, text=title) == []
    assert found(record, text=HIDDEN)


@pytest.mark.parametrize(("audience", "clean"), [("free", False), ("member", True), ("patron", True)])
def test_offers_are_for_the_audiences_with_deals(audience: str, clean: bool) -> None:
    record = a_record(deals=[{"title": "Ink", "blurb": HIDDEN, "audience": ""}])
    assert (found(record, audience, text=HIDDEN) == []) is clean


def test_an_offer_for_one_audience_is_for_no_other() -> None:
    record = a_record(catalogue=[{"title": "Ink", "blurb": HIDDEN, "audience": "member"}])
    assert found(record, "patron", text=HIDDEN)


def test_an_offer_of_an_older_record_is_not_a_secret_from_everybody() -> None:
    record = a_record(members=[], deals=[{"title": "Ink", "blurb": HIDDEN, "audience": ""}])
    assert found(record, "member", text=HIDDEN) == []


def test_a_record_from_before_there_were_marks_is_read_as_well() -> None:
    assert found({"stories": [{"title": "A", "audience": "", "paragraphs": []}], "deals": [], "catalogue": []}) == []


words = st.lists(st.text("abcdefgh\u0441\u05d0", min_size=1, max_size=6), min_size=8, max_size=30)


@given(words, st.lists(st.sampled_from([" ", "\n", "<br>", "&nbsp;", ", ", "</p><p>"]), min_size=30, max_size=30))
def test_whatever_stands_between_the_words_they_are_found(hidden: list[str], between: list[str]) -> None:
    record = a_record(a_story(("member", " ".join(hidden)), title="-", paragraphs=[]))
    spelt = "".join(word + gap for word, gap in zip(hidden, between, strict=False))
    assert found(record, html=HTML.format("x", spelt))


def test_five_hundred_stories_cost_little() -> None:
    from time import process_time

    texts = [f"{HIDDEN} Number {number} of the secrets is the sum of {number * 7} pounds." for number in range(500)]
    record = a_record(*(a_story(("member", text)) for text in texts))
    page = "".join(f"<h2>Title {number}</h2><p>{OPEN}</p>" for number in range(500))
    laid, letter = a_laid(record, html=HTML.format("x", page), text=OPEN * 500)
    begun = process_time()
    assert list(leaks(laid, letter)) == []
    assert process_time() - begun < 1.5  # a fifth of it on a machine that does nothing else


def test_one_cause_is_one_finding_that_says_whose_words_they_are() -> None:
    told = found(
        subject=HIDDEN, preheader=HIDDEN, html=HTML.format("x", HIDDEN), text=HIDDEN, mjml=f"<p>{HIDDEN}</p>"
    )
    places = "the subject, preheader, HTML part, text part and MJML"
    words = "words of stamp.md that are for member alone: “the underbidder told us in confidence that he”"
    assert told == [f"{places} have {words}"]


def test_two_causes_are_two_findings() -> None:
    other = a_story(("patron", "Six and seven and eight and nine are the numbers of the lock."), source="lock.md")
    record = a_record(*RECORD["stories"], other)
    told = found(record, text=f"{HIDDEN} Six and seven and eight and nine are the numbers of the lock.")
    assert [one.partition(": ")[0] for one in told] == [
        "the text part has words of stamp.md that are for member alone",
        "the text part has words of lock.md that are for patron alone",
    ]


def a_laid_with(archive: dict[str, str], **pages: str) -> LaidIssue:
    laid, _ = a_laid()
    return replace(laid, pages={name.replace("_", "."): text for name, text in pages.items()}, archive=archive)


def test_what_another_week_told_to_all_is_no_leak() -> None:
    other = {"2024-W20/index.html": f"<p>{HIDDEN}</p>"}
    assert list(public_leaks(a_laid_with(other, index_html=HIDDEN))) == []
    laid, letter = a_laid(text=HIDDEN)
    assert list(leaks(replace(laid, archive=other), letter)) == []


def test_of_the_archive_this_week_s_pages_and_entry_and_the_list_are_looked_at() -> None:
    entry = f"<entry><id>https://letter.test/issues/{{}}/</id><title>{HIDDEN}</title></entry>"
    assert list(public_leaks(a_laid_with({"2024-W25/articles/a.html": HIDDEN})))
    assert list(public_leaks(a_laid_with({"index.html": HIDDEN})))
    assert list(public_leaks(a_laid_with({"notes/old.html": HIDDEN})))
    assert list(public_leaks(a_laid_with({"feed.xml": f"<feed>{entry.format('2024-W25')}</feed>"})))
    assert list(public_leaks(a_laid_with({"feed.xml": f"<feed>{entry.format('2024-W24')}</feed>"}))) == []


def test_a_page_that_lies_in_the_archive_as_it_is_is_told_once() -> None:
    (told,) = public_leaks(a_laid_with({"2024-W25/index.html": HIDDEN}, index_html=HIDDEN))
    assert told.startswith("the page index.html has words")


@pytest.mark.parametrize(
    ("reasons", "clean"), [([], True), ([{"rule": "retitled by the editor", "points": 0.0}], False)]
)
def test_only_the_document_s_own_title_may_say_what_its_passage_says(reasons: list[Any], clean: bool) -> None:
    record = a_record(a_story(("member", HIDDEN), title=HIDDEN, reasons=reasons))
    assert (found(record, text=HIDDEN) == []) is clean


DEAL = {"title": "Twelve postcards of old bridges", "blurb": HIDDEN, "code": "BRIDGE12", "audience": ""}


def test_an_offer_that_the_editor_names_is_no_leak_but_what_it_says_is() -> None:
    note = "Members get twelve postcards of old bridges."
    record = a_record(deals=[DEAL], note=[note], edited="edits/2024-W25.toml")
    assert found(record, text=note) == []
    assert found(record | {"edited": ""}, text=note)
    assert found(record, text=HIDDEN)


def test_the_code_of_a_deal_is_for_those_who_get_the_deal() -> None:
    (told,) = found(a_record(deals=[DEAL]), text="Say BRIDGE12 when you order.")
    assert told == (
        "the text part has words of the offer “Twelve postcards of old bridges” that is for member and patron alone: "
        "“BRIDGE12”"
    )
    assert found(a_record(deals=[DEAL]), "member", text="Say BRIDGE12 when you order.") == []
    assert found(a_record(deals=[DEAL], shared=["The BRIDGE12 is a bus."]), text="The BRIDGE12 is a bus.") == []
    assert found(a_record(deals=[DEAL | {"code": "bridge"}]), text="A bridge.") == []


def test_what_a_deal_s_picture_shows_is_for_those_who_get_the_deal() -> None:
    picture = {"src": "a.png", "alt": "A stack of postcards on a table"}
    assert found(a_record(deals=[DEAL | {"picture": picture}]), text="A stack of postcards on a table.")


@pytest.mark.parametrize(
    "eml",
    [
        an_eml(f"X-Note: {quote(HIDDEN)}\n"),
        b"Content-Type: text/plain; charset=utf-16-le\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b64encode(HIDDEN.encode("utf-16-le")),
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b64encode(HIDDEN.encode()),
    ],
)
def test_neither_escapes_nor_a_charset_hide_them_in_a_message(eml: bytes) -> None:
    assert len(found(eml=eml)) == 1


def test_neither_tags_within_words_of_a_comment_nor_numbers_of_links_hide_them() -> None:
    cut = " ".join(f"{word[:1]}<b>{word[1:]}</b>" for word in HIDDEN.split())
    assert found(html=HTML.format("x", f"<!--[if mso]>{cut}<![endif]-->"))
    words = HIDDEN.split()
    assert found(text=" ".join(f"{word} [{place}]" if place % 4 == 3 else word for place, word in enumerate(words)))


def test_all_that_a_manifest_says_is_looked_at() -> None:
    laid, letter = a_laid()
    told = {**letter.manifest, "pictures": [{"alt": HIDDEN}]}
    (said,) = leaks(laid, replace(letter, manifest=told))
    assert said.startswith("the manifest.json has words")

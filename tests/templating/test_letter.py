from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import TemplateError
from digest.model import CatalogueItem, Picture, Publication
from digest.model.visible import visible
from digest.templating.contents import contents
from digest.templating.environment import templates
from digest.templating.letter import letter
from tests.factories import a_newsletter, an_issue
from tests.templating.issues import (
    FIRST,
    FREE,
    HOSTILE,
    MEMBER,
    SECOND,
    a_bare_issue,
    a_full_issue,
    a_full_newsletter,
    a_hostile_issue,
    linked,
)

ENV = templates()
FULL = letter(a_full_issue(), FREE, ENV)
FULL_MEMBER = letter(a_full_issue(), MEMBER, ENV)
FULL_MEMBER_OPEN = letter(an_issue(linked("Open", FIRST), newsletter=a_full_newsletter()), MEMBER, ENV)
BARE = letter(a_bare_issue(), FREE, ENV)


class Seen(HTMLParser):
    """What a reader sees of a page: its words, links, pictures and headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.images: list[dict[str, str]] = []
        self.tags: list[str] = []
        self._text: list[str] = []
        self._silent = 0
        self.feed(html)
        self.text = " ".join("".join(self._text).replace("\u034f", "").split(" "))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_ = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self._silent += tag in {"style", "title"}
        if tag == "a":
            self.links.append(given_["href"])
        if tag == "img":
            self.images.append(given_)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)


def flat(text: str) -> str:
    """A text part as one line, its soft breaks undone."""
    return re.sub(r"\s+", " ", text)


def both(made: Any) -> tuple[str, str]:
    return re.sub(r"\s+", " ", Seen(made.html).text), flat(made.text)


@pytest.mark.parametrize(
    "words",
    [
        "The Letter",
        "What the week brought",
        "No. 25 · June 23, 2024",
        "Reportage",
        "The bridge that took a year",
        "By A. Writer · The Review · June 21, 2024",
        "Photo: The Review.",
        "Nobody needed it, and now everybody does.",
        FIRST,
        SECOND,
        "Read “The bridge that took a year” in full at The Review",
        "Read “Why the ferries stopped” in full at The Letter",
        "Also in this issue",
        "You might also like",
        "A winter by the sea",
        "April 17, 2024",
        "When the road is closed.",
        "About The Review",
        "A magazine about places, made by a handful of editors.",
        "7 Harbour Road",
        "+44 20 7946 0000",
        "Subscribe to The Letter",
        "You receive this letter because you subscribed to The Letter.",
        "Unsubscribe",
        "The Letter, 1 Any Street, Anytown AB1 2CD",
    ],
)
def test_a_letter_tells_the_issue_in_html_and_in_text(words: str) -> None:
    html, text = both(FULL)
    assert words in html
    assert words in text


@pytest.mark.parametrize(
    "url",
    [
        "https://letter.test/issues/2024-W25/",
        "https://review.test/bridge",
        "https://letter.test/issues/2024-W25/articles/why-the-ferries-stopped.html",
        "https://review.test/",
        "https://review.test/w",
        "https://letter.test/unsubscribe/8fz3k2q9",
        "https://letter.test/manage",
        "https://letter.test/subscribe",
        "https://letter.test/join",
        "https://letter.test",
    ],
)
def test_every_link_stands_in_html_and_in_text(url: str) -> None:
    assert url in Seen(FULL.html).links
    assert url in FULL.text.split()


def test_members_see_deals_before_books() -> None:
    for told in both(FULL_MEMBER):
        assert "Members’ deals and books" in told
        assert "24 € · Code: LETTER-6" in told
        assert told.index("A year of The Review") < told.index("A book of maps")


def test_members_are_not_asked_to_join() -> None:
    assert all("ecome a member" not in told and "For members" not in told for told in both(FULL_MEMBER_OPEN))


def test_others_are_told_how_to_join_and_see_no_deal() -> None:
    for told in both(FULL):
        assert "LETTER-6" not in told
        assert "Become a member of The Letter" in told


def test_others_see_only_the_title_of_a_members_story() -> None:
    for told in both(FULL):
        assert "Members also read one more story this week: “For members only”." in told
        assert "Nobody else may read these words." not in told


def test_members_read_the_members_story() -> None:
    assert all("Nobody else may read these words." in told for told in both(FULL_MEMBER))


def test_a_lead_for_members_gives_its_place_to_the_next_story() -> None:
    issue = an_issue(linked("Secret", "hidden", audience="member"), linked("Open", FIRST))
    html = letter(issue, FREE, ENV).html
    assert re.search(r"<h2[^>]*>Open</h2>", html)
    assert "hidden" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_a_letter_without_any_story_for_its_audience_still_reads() -> None:
    issue = an_issue(linked("Secret", "hidden", audience="member"), members=("member",))
    assert "Members also read one more story this week: “Secret”." in flat(letter(issue, FREE, ENV).text)


def test_a_bare_letter_has_no_link_but_the_way_out() -> None:
    assert Seen(BARE.html).links == ["https://letter.test/unsubscribe"]


@pytest.mark.parametrize("word", ["Also in", "might also", "About", "View in browser", "Read “", "Photo", 'href=""'])
def test_an_empty_section_leaves_no_trace(word: str) -> None:
    assert word not in BARE.html + BARE.text


def test_without_addresses_words_stand_instead() -> None:
    made = letter(replace(a_bare_issue(), members=("member",)), FREE, ENV)
    for told in both(made):
        assert "To become a member, reply to this letter." in told
        assert "write to post@letter.test" in told


def test_without_members_nobody_is_asked_to_join() -> None:
    for told in both(BARE):
        assert "For members" not in told
        assert "ecome a member" not in told


def test_a_story_for_another_audience_without_deals_is_not_mentioned() -> None:
    press = linked("For the press only", "hidden", audience="press")
    member = linked("For members only", "hidden", audience="member")
    issue = an_issue(linked("Open", FIRST), press, member, members=("member",))
    for told in both(letter(issue, FREE, ENV)):
        assert "For the press only" not in told
        assert "Members also read one more story this week: “For members only”." in told


def test_members_are_told_of_no_locked_story() -> None:
    issue = an_issue(linked("For patrons only", FIRST, audience="patron"), members=("member", "patron"))
    shown = contents(issue, MEMBER, lambda _: "")
    assert (shown.locked, shown.invites) == ((), False)


def test_a_publication_is_described_only_where_one_of_its_stories_stands() -> None:
    open_, secret = Publication("The Review", about="Ours."), Publication("The Vault", about="Theirs.")
    issue = an_issue(
        linked("Open", FIRST, publication=replace(open_, name="THE REVIEW")),
        linked("Secret", FIRST, audience="member", publication=secret),
        publications=(open_, secret),
        members=("member",),
    )
    assert [p.name for p in contents(issue, FREE, lambda _: "").publications] == ["The Review"]
    assert [p.name for p in contents(issue, MEMBER, lambda _: "").publications] == ["The Review", "The Vault"]
    assert all("The Vault" not in told for told in both(letter(issue, FREE, ENV)))


def test_a_publication_with_nothing_to_say_has_no_section() -> None:
    silent = Publication("Silent")
    issue = an_issue(linked("A", FIRST, publication=silent), publications=(silent,))
    assert "About Silent" not in letter(issue, FREE, ENV).html


def test_a_caption_without_its_picture_says_what_the_photo_shows() -> None:
    issue = an_issue(linked("A", FIRST, caption="A bridge.", credit="Somebody"))
    html, text = both(letter(issue, FREE, ENV))
    assert "In the photo: A bridge. Photo: Somebody" in html
    assert "In the photo: A bridge. Photo: Somebody" in text


def test_a_caption_under_its_picture_stands_for_itself() -> None:
    assert "In the photo" not in FULL.html


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1200, 800), ("560", "373")),
        ((300, 200), ("300", "200")),
        ((0, 0), ("560", "373")),
        ((9000, 1), ("560", "1")),
    ],
)
def test_a_picture_has_whole_pixels_and_fits_the_column(size: tuple[int, int], expected: tuple[str, str]) -> None:
    picture = Picture("https://letter.test/a.png", "alt", *size)
    image = Seen(letter(an_issue(linked("A", FIRST, picture=picture)), FREE, ENV).html).images[0]
    assert (image["width"], image["height"]) == expected


def test_a_logo_is_small_and_says_the_name() -> None:
    logo = Picture("https://letter.test/logo.png", "", 560, 128)
    image = Seen(letter(an_issue(newsletter=a_newsletter(logo=logo)), FREE, ENV).html).images[0]
    assert (image["width"], image["height"]) == ("280", "64")


def test_there_is_one_main_heading_and_no_level_is_skipped() -> None:
    levels = [int(tag[1]) for tag in Seen(FULL_MEMBER.html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_foreign_title_names_its_language() -> None:
    assert '<span lang="ru">Степь</span>, revisited' in FULL.html


def test_a_letter_from_right_to_left_is_aligned_so() -> None:
    issue = an_issue(linked("כותרת", "פסקה"), newsletter=a_newsletter(language="he"))
    html = letter(issue, FREE, ENV).html
    assert '<html lang="he" dir="rtl">' in html
    assert "text-align:right" in html
    assert "direction:ltr" not in html


def test_hostile_text_becomes_words_and_nothing_else() -> None:
    made = letter(a_hostile_issue(), MEMBER, ENV)
    seen = Seen(made.html)
    assert "script" not in seen.tags
    assert visible(HOSTILE) in seen.text
    assert visible(HOSTILE).replace("<script", "< script").replace("</", "< /") in flat(made.text)
    assert seen.images[0]["alt"] == visible(HOSTILE)
    assert not [link for link in seen.links if not link.startswith("https://")]


@pytest.mark.parametrize(
    "sign", ["{{", "}}", "{%", "*|", "|*", "%%", "[[", "${", "<%", "\u200b", "\u202e", "\x07", "\\u{"]
)
def test_no_merge_tag_and_no_hidden_sign_reaches_a_letter(sign: str) -> None:
    made = letter(a_hostile_issue(), MEMBER, ENV)
    assert sign not in made.html + made.text + made.subject + made.preheader


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_title_and_any_alt_text_arrive_as_they_are_seen(title: str, alt: str) -> None:
    picture = Picture("https://letter.test/a.png", alt, 10, 10)
    story = linked(title, "Something.", url="https://letter.test/a", picture=picture)
    made = letter(an_issue(story), FREE, ENV)
    seen = Seen(made.html)
    assert visible(title) in seen.text
    assert seen.images[0]["alt"] == visible(alt)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_arrives_in_an_offer(text: str) -> None:
    item = CatalogueItem(text, text, "https://letter.test/" + text, text, text)
    made = letter(an_issue(deals=(item,)), MEMBER, ENV)
    assert Seen(made.html).text.count(visible(text)) >= 4


def test_five_hundred_words_more_cost_a_tenth_of_a_kilobyte_each_at_most() -> None:
    small = letter(an_issue(linked("A", FIRST)), FREE, ENV)
    large = letter(
        an_issue(*(linked(f"Title {n}", FIRST, url=f"https://letter.test/{n}") for n in range(40))), FREE, ENV
    )
    assert (len(large.html) - len(small.html)) / 39 < 1200
    assert len(large.html.encode()) < 80_000


def test_a_template_of_ones_own_that_is_not_closed_names_its_line(tmp_path: Any) -> None:
    (tmp_path / "sections").mkdir()
    file = tmp_path / "sections" / "footer.mjml.j2"
    file.write_text('<mj-text>\n<p class="mine">{{ newsletter.name }}\n</mj-text>\n')
    with pytest.raises(TemplateError) as caught:
        letter(a_full_issue(), FREE, templates(tmp_path))
    assert caught.value.where == f"{file}:2"


def test_an_attribute_without_quotation_marks_is_traced_to_its_template(tmp_path: Any) -> None:
    (tmp_path / "sections").mkdir()
    file = tmp_path / "sections" / "masthead.mjml.j2"
    file.write_text("<mj-text align=left>\n{{ newsletter.name }}\n</mj-text>\n")
    with pytest.raises(TemplateError) as caught:
        letter(a_full_issue(), FREE, templates(tmp_path))
    assert caught.value.where == f"{file}:1"


def test_a_merge_tag_in_a_template_of_ones_own_stays(tmp_path: Any) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "footer.mjml.j2").write_text('<mj-text>{{ "{{ address }}" }}</mj-text>')
    assert "{{ address }}" in letter(a_full_issue(), FREE, templates(tmp_path)).html


def test_the_newsletters_own_merge_tag_stays_in_the_way_out() -> None:
    issue = replace(a_full_issue(), newsletter=a_full_newsletter(unsubscribe_url="https://letter.test/u/{{id}}"))
    made = letter(issue, FREE, ENV)
    assert "https://letter.test/u/{{id}}" in Seen(made.html).links
    assert made.headers["List-Unsubscribe"].startswith("<https://letter.test/u/{{id}}>")


ARABIC = "عبرت العبّارة الميناء كل 20 دقيقة، ولم يشترها أحد."


def test_a_paragraph_that_runs_the_other_way_says_so() -> None:
    made = letter(an_issue(linked("Ferry", ARABIC), linked("Lamps", "Nobody saw it. شتاء was the word.")), FREE, ENV)
    assert re.search(r'<p dir="rtl"[^>]*text-align:right;[^>]*>(?:(?!</p>).)*العب', made.html)
    assert made.html.count('<p dir="') == 1


def test_in_a_newsletter_from_right_to_left_it_is_the_other_paragraphs() -> None:
    arabic = a_newsletter(language="ar")
    made = letter(an_issue(linked("Ferry", ARABIC), linked("Lamps", "Nobody saw it."), newsletter=arabic), FREE, ENV)
    assert re.search(r'<p dir="ltr"[^>]*text-align:left;">Nobody', made.html)
    assert re.search(r'<p style="margin:0 0 14px;">العبّارة|<p style="margin:0 0 14px;">عبرت', made.html)

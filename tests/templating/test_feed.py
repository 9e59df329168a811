from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import TemplateError
from digest.model import Picture, SentIssue, Week
from digest.model.visible import visible
from digest.templating.environment import templates
from digest.templating.feed import entry_of, entry_pages, feed
from tests.atom import entries, entry_keeps_the_rules, parsed, text
from tests.factories import a_newsletter, an_issue
from tests.html_checker import complaints
from tests.templating.issues import (
    FIRST,
    SECOND,
    a_bare_issue,
    a_full_issue,
    a_full_newsletter,
    a_hostile_issue,
    linked,
)
from tests.templating.languages import an_arabic_issue

ENV = templates()
NEWSLETTER = a_full_newsletter()
WEEK = Week(2024, 25)
SENT = datetime(2024, 6, 23, 7, 30, tzinfo=UTC)


def an_entry(**changes: Any) -> str:
    return entry_pages(a_full_issue(**changes), ENV)[0].html


def a_sent(week: Week = WEEK, **changes: Any) -> SentIssue:
    values: dict[str, Any] = {
        "week": week,
        "day": date(2024, 6, 23),
        "number": week.number,
        "subject": "A subject",
        "sent": SENT,
    }
    return SentIssue(**values | changes)


def a_feed(*issues: SentIssue, left: str = "") -> str:
    return feed(NEWSLETTER, issues, [entry_of(issue, NEWSLETTER, left) for issue in issues], ENV)


def content(entry: str) -> str:
    return parsed(entry).findtext("{http://www.w3.org/2005/Atom}content") or ""


def test_an_issue_leaves_an_entry_that_keeps_the_rules() -> None:
    entry_keeps_the_rules(parsed(an_entry()))


@pytest.mark.parametrize("issue", [a_full_issue(), a_hostile_issue(), an_arabic_issue()])
def test_a_feed_reader_understands_every_issue(issue: Any) -> None:
    (page,) = entry_pages(issue, ENV)
    whole = a_feed(a_sent(), left=page.html)
    entries(whole)
    read = feedparser.parse(io.BytesIO(whole.encode()))
    assert not read.bozo
    (entry,) = read.entries
    assert entry.title_detail.value == visible(issue.subject)
    assert entry.link == entry.id == "https://letter.test/issues/2024-W25/"
    assert (entry.published, entry.updated) == ("2024-06-23T00:00:00Z", "2024-06-23T07:30:00Z")
    assert entry.author == visible(issue.newsletter.name)
    told = next(story for story in reversed(issue.stories) if not story.article.audience)
    assert visible(told.paragraphs[0])[:20] in unescape(re.sub("<[^>]*>", "", entry.content[0].value))


def test_the_feed_names_itself_and_the_list_of_issues() -> None:
    read = feedparser.parse(io.BytesIO(a_feed(a_sent()).encode())).feed
    links = {link.rel: link.href for link in read.links}
    assert links == {
        "self": "https://letter.test/issues/feed.xml",
        "alternate": "https://letter.test/issues/",
    }
    assert (read.title, read.subtitle, read.id) == (
        "The Letter",
        "What the week brought",
        "https://letter.test/issues/",
    )


def test_the_feed_is_as_new_as_the_issue_that_was_sent_last() -> None:
    later = replace(a_sent(Week(2024, 24)), sent=datetime(2024, 7, 1, tzinfo=UTC))
    assert feedparser.parse(io.BytesIO(a_feed(a_sent(), later).encode())).feed.updated == "2024-07-01T00:00:00Z"


@pytest.mark.parametrize(
    ("sent", "published"),
    [(SENT, "2024-06-23T00:00:00Z"), (datetime(2024, 6, 21, 9, tzinfo=UTC), "2024-06-21T09:00:00Z")],
)
def test_an_issue_is_not_published_after_it_was_sent(sent: datetime, published: str) -> None:
    entry = parsed(entry_of(a_sent(sent=sent), NEWSLETTER, an_entry()))
    assert text(entry, "published") == published
    entry_keeps_the_rules(entry)


def test_the_whole_text_of_the_page_is_in_the_entry() -> None:
    told = content(an_entry())
    for words in (FIRST, SECOND, "Nobody needed it", "Without an address", "The last of the toll houses", "nobody"):
        assert words in told


def test_addresses_in_the_entry_are_whole_and_nothing_brings_a_style_along() -> None:
    told = content(entry_pages(a_full_issue(Path("bridge.png")), ENV)[0].html)
    assert 'href="https://letter.test/issues/2024-W25/articles/why-the-ferries-stopped.html"' in told
    assert 'src="https://letter.test/issues/2024-W25/images/bridge.png"' in told
    assert not re.search(r'(?:href|src)="(?!https:|mailto:)|style|<script', told)


def test_a_picture_of_another_server_is_left_there() -> None:
    story = linked("A", "b", picture=Picture("https://elsewhere.test/a.png", "alt"))
    assert "elsewhere" not in entry_pages(an_issue(story), ENV)[0].html


@pytest.mark.parametrize("secret", ["For members only", "Nobody else may read", "LETTER-6", "unsubscribe", "manage"])
def test_what_is_not_for_everybody_is_not_in_the_entry(secret: str) -> None:
    assert secret not in an_entry(members=("member",))


def test_what_the_entry_tells_is_valid_html(tmp_path: Path) -> None:
    files = []
    for number, issue in enumerate((a_full_issue(), a_hostile_issue(), an_arabic_issue())):
        told = content(entry_pages(issue, ENV)[0].html)
        file = tmp_path / f"{number}.html"
        file.write_text(f'<!doctype html><html lang="en"><title>t</title>{told}</html>', encoding="utf-8")
        files.append(file)
    assert "error" not in complaints(*files)


def test_an_issue_without_a_public_address_leaves_no_entry() -> None:
    assert entry_pages(a_bare_issue(), ENV) == ()


def test_an_issue_without_stories_leaves_an_entry() -> None:
    empty = replace(a_full_issue(), stories=(), headlines=(), note=())
    entry = entry_pages(empty, ENV)[0].html
    entry_keeps_the_rules(parsed(entry))
    assert "There are no stories in this issue." in entry


@given(st.text(st.characters(), min_size=1))
def test_any_subject_makes_a_feed(subject: str) -> None:
    issue = an_issue(linked("A", "b"), subject=subject or "x")
    (page,) = entry_pages(replace(issue, subject="s " + subject), ENV)
    (entry,) = entries(a_feed(a_sent(), left=page.html))
    assert text(entry, "title").split() == visible("s " + subject).split()


def test_characters_that_xml_cannot_hold_are_left_out_whoever_prints_them(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    own = '<p>{{ "\\x00\\x0b\\ufffe\\ud800" }}kept &amp; told</p>'
    (tmp_path / "web" / "content.html.j2").write_text(own)
    (page,) = entry_pages(a_full_issue(), templates(tmp_path))
    assert content(page.html) == "<p>kept &amp; told</p>"


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("<entry>{{ subject }}", "no XML"),
        ("<feed/>", "the element feed"),
        ('<entry xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>i</id></entry>', "no updated"),
    ],
)
def test_a_template_that_writes_no_entry_is_named(tmp_path: Path, own: str, found: str) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "entry.xml.j2").write_text(own)
    with pytest.raises(TemplateError) as caught:
        entry_pages(a_full_issue(), templates(tmp_path))
    assert caught.value.where == "web/entry.xml.j2"
    assert found in caught.value.found


def test_an_issue_from_before_there_was_a_feed_has_its_subject_and_its_address() -> None:
    (entry,) = entries(a_feed(a_sent(subject="Lamps & <ladders>")))
    assert text(entry, "title") == "Lamps & <ladders>"
    assert text(entry, "id") == "https://letter.test/issues/2024-W25/"


def test_an_entry_whose_text_expands_without_end_is_refused() -> None:
    bomb = '<!DOCTYPE e [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    with pytest.raises(ValueError, match="no XML"):
        entry_of(a_sent(), NEWSLETTER, bomb + "]><e>&j;</e>")


def test_the_same_issue_leaves_the_same_bytes() -> None:
    assert entry_pages(a_full_issue(), templates()) == entry_pages(a_full_issue(), templates())
    assert a_feed(a_sent(), left=an_entry()) == a_feed(a_sent(), left=an_entry())


def test_a_hostile_name_of_the_newsletter_stays_text() -> None:
    newsletter = a_newsletter(name="A <b> & ]]> \x0b letter", tagline="</feed>")
    issue = a_sent()
    whole = feed(newsletter, [issue], [entry_of(issue, newsletter)], ENV)
    entries(whole)
    assert feedparser.parse(io.BytesIO(whole.encode())).feed.subtitle_detail.value == "</feed>"

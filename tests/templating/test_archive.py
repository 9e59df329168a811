from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from digest.model import SentIssue, Week
from digest.templating.archive import issues_page
from digest.templating.environment import templates
from tests.factories import a_newsletter
from tests.html_checker import complaints

ENV = templates()


def a_sent(day: date, subject: str = "A subject", **changes: Any) -> SentIssue:
    week = Week.of(day)
    values: dict[str, Any] = {
        "week": week,
        "day": day,
        "number": week.number,
        "subject": subject,
        "sent": datetime(2024, 1, 1, tzinfo=UTC),
    }
    return SentIssue(**values | changes)


def a_page(*issues: SentIssue, **newsletter: Any) -> str:
    return issues_page(a_newsletter(**newsletter), issues, ENV)


THREE = (
    a_sent(date(2024, 6, 23), "Bridges"),
    a_sent(date(2024, 6, 30), "Ferries"),
    a_sent(date(2023, 12, 31), "Lamps"),
)


def test_issues_stand_under_their_years_newest_first() -> None:
    page = a_page(*THREE)
    assert re.findall(r'<h2 class="label">(\d+)|>(\w+)</a></li>', page) == [
        ("2024", ""),
        ("", "Ferries"),
        ("", "Bridges"),
        ("2023", ""),
        ("", "Lamps"),
    ]


def test_issues_of_one_year_need_no_year() -> None:
    assert re.findall(r'<h2 class="label">([^<]+)', a_page(*THREE[:2])) == ["All issues"]


def test_an_issue_is_listed_with_number_date_and_subject_as_a_link_beside_the_page() -> None:
    page = a_page(THREE[0])
    assert 'No. 25 · <time datetime="2024-06-23">June 23, 2024</time>' in page
    assert '<a href="2024-W25/index.html">Bridges</a>' in page


def test_an_issue_without_a_subject_can_be_opened() -> None:
    assert ">2024-W25</a>" in a_page(a_sent(date(2024, 6, 23), "\u200b"))


def test_a_hostile_subject_is_text() -> None:
    page = a_page(a_sent(date(2024, 6, 23), "</title><script>x</script> {{ day }} *|X|*"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "*|X" not in page


def test_before_the_first_issue_the_page_says_so() -> None:
    page = a_page()
    assert "No issue has been sent yet." in page
    assert 'href="feed.xml"' not in page


def test_the_feed_is_named_where_there_is_one() -> None:
    page = a_page(THREE[0])
    assert (
        '<link rel="alternate" type="application/atom+xml" title="The Letter" href="https://letter.test/issues/feed.xml">'
        in page
    )
    assert 'href="feed.xml"' in page
    assert '<link rel="canonical" href="https://letter.test/issues/">' in page


def test_without_a_public_address_the_list_is_there_and_names_no_feed() -> None:
    page = a_page(THREE[0], web_url="")
    assert '<a href="2024-W25/index.html">' in page
    assert not re.search("feed|canonical|og:url", page)


def test_a_list_speaks_the_newsletter_s_language() -> None:
    page = a_page(THREE[0], language="de")
    assert '<html lang="de"' in page
    assert "23. Juni 2024" in page


def test_the_list_is_valid(tmp_path: Path) -> None:
    for name, page in {"many": a_page(*THREE), "none": a_page(), "rtl": a_page(*THREE, language="ar")}.items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    assert complaints(*tmp_path.iterdir()) == ""

"""Small nouns for tests: every argument has a dull default."""

from __future__ import annotations

from datetime import date
from typing import Any

from digest.model import (
    Article,
    Block,
    Issue,
    Kind,
    Letter,
    Mailbox,
    Newsletter,
    Palette,
    Reason,
    Role,
    Story,
    Verdict,
    Week,
)

LIGHT = Palette("#fdfbf7", "#22201d", "#595249", "#7d2418", "#d9d3c7")
DARK = Palette("#1b1a18", "#ece7df", "#b8b1a6", "#f2a793", "#45413b")


def a_newsletter(**changes: Any) -> Newsletter:
    values: dict[str, Any] = {
        "name": "The Letter",
        "tagline": "What the week brought",
        "language": "en",
        "sender": Mailbox("The Letter", "post@letter.test"),
        "reply_to": None,
        "postal_address": "The Letter, 1 Any Street, Anytown AB1 2CD",
        "home_page": "https://letter.test",
        "web_url": "https://letter.test/issues",
        "list_id": "weekly.letter.test",
        "unsubscribe_url": "https://letter.test/unsubscribe",
        "unsubscribe_mail": "",
        "manage_url": "",
        "subscribe_url": "",
        "join_url": "",
        "logo": None,
        "light": LIGHT,
        "dark": DARK,
    }
    return Newsletter(**values | changes)


def a_block(text: str = "A paragraph.", role: Role = Role.BODY, line: int = 1, kind: Kind = Kind.PARAGRAPH) -> Block:
    return Block(text, role, line, kind)


def an_article(title: str = "A title", *paragraphs: str, **changes: Any) -> Article:
    texts = paragraphs or ("One thing happened. Then another did.",)
    blocks = tuple(a_block(text, line=2 * number + 1) for number, text in enumerate(texts, 1))
    values: dict[str, Any] = {"source": f"{title}.txt", "title": title, "blocks": blocks}
    return Article(**values | changes)


def a_story(title: str = "A title", *paragraphs: str, score: float = 1.0, **changes: Any) -> Story:
    """A story of which every paragraph is kept; changes go to the article."""
    article = an_article(title, *paragraphs, **changes)
    verdicts = tuple(Verdict(block, 1.0, (Reason("lead", 1.0),), block.text) for block in article.body)
    return Story(article, verdicts, score=score, reasons=(Reason("text", score),))


def an_issue(*stories: Story, **changes: Any) -> Issue:
    values: dict[str, Any] = {
        "week": Week(2024, 25),
        "number": 25,
        "day": date(2024, 6, 23),
        "newsletter": a_newsletter(),
        "subject": "A subject of a decent length",
        "preheader": "A preheader that says what the subject does not say.",
        "stories": stories or (a_story(url="https://letter.test/a"),),
    }
    return Issue(**values | changes)


def a_letter(**changes: Any) -> Letter:
    """A letter with nothing wrong in it."""
    html = (
        "<html><head><title>t</title></head><body><p>Some words.</p>"
        '<a href="https://letter.test/unsubscribe">Unsubscribe</a>'
        "<p>The Letter, 1 Any Street, Anytown AB1 2CD</p></body></html>"
    )
    text = "Some words.\n\nUnsubscribe: https://letter.test/unsubscribe\nThe Letter, 1 Any Street, Anytown AB1 2CD\n"
    values: dict[str, Any] = {
        "audience": "free",
        "subject": "A subject of a decent length",
        "preheader": "A preheader that says what the subject does not say.",
        "html": html,
        "text": text,
        "mjml": "<mjml></mjml>",
        "eml": b"Subject: s\r\n\r\nbody\r\n",
        "headers": {"List-Id": "The Letter <weekly.letter.test>"},
    }
    return Letter(**values | changes)

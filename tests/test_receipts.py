"""Nothing is invented: every sentence that an issue shows stands in its source, where its receipt says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest

from digest.model import ELLIPSIS, Story
from digest.pipeline.building import Built, Order, build
from digest.settings.reading import load
from digest.summariser.sentences import sentences
from tests.needs import material
from tests.prose import headline, paragraphs
from tests.test_pipeline import SETTINGS

ROOT = Path(__file__).parents[1]
DAY = date(2024, 6, 23)


@pytest.fixture(scope="module")
def sample() -> Built:
    return build(load(ROOT / "digest.toml"), Order(DAY, dry_run=True))


def plain(text: str) -> str:
    """Words alone: no markup of HTML or Markdown, one space between them."""
    bare = unescape(re.sub(r"<[^>]*>", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)))
    return " ".join(re.sub(r"[*_`>#\u00ad]", "", bare).split())


def shown(story: Story) -> list[tuple[int, str]]:
    """Every sentence that is shown, with the line of its paragraph."""
    return [
        (verdict.block.line, plain(sentence))
        for verdict in story.verdicts
        for part in verdict.kept.split(ELLIPSIS)
        for sentence in sentences(part.strip())
        if verdict.selected
    ]


def missing(story: Story, source: str) -> list[str]:
    """The sentences that do not stand in the source at or behind their line."""
    lines = source.splitlines()
    return [text for line, text in shown(story) if text not in plain("\n".join(lines[line - 1 :]))]


def test_every_sentence_of_the_sample_issue_stands_in_its_document(sample: Built) -> None:
    for story in sample.issue.stories:
        source = (ROOT / "seeds" / story.article.source).read_text(encoding="utf-8")
        assert shown(story), story.article.source
        assert missing(story, source) == [], story.article.source


def test_every_sentence_of_the_two_documents_stands_in_them() -> None:
    seeds = material("seeds")
    order = Order(DAY, seeds=(seeds,), dry_run=True)
    for story in build(load(ROOT / "digest.toml"), order).issue.stories:
        assert missing(story, (seeds / story.article.source).read_text(encoding="utf-8")) == []


def test_every_sentence_of_an_entry_stands_in_what_its_feed_sent(tmp_path: Path) -> None:
    text = [*paragraphs(1, many=2), " ".join(paragraphs(2, many=9)), *paragraphs(3, many=2)]
    html = "".join(f"<p>{paragraph.replace(' the ', ' <em>the</em> ', 1)}</p>" for paragraph in text)
    (tmp_path / "post.xml").write_text(
        f'<rss version="2.0"><channel><title>Post</title><item><title>{headline(1)}</title>'
        f"<link>https://post.test/1</link><pubDate>Fri, 21 Jun 2024 09:00:00 GMT</pubDate>"
        f"<description><![CDATA[{html}]]></description></item></channel></rss>",
        encoding="utf-8",
    )
    (tmp_path / "seeds").mkdir()
    (tmp_path / "digest.toml").write_text(f'{SETTINGS}[[feeds]]\nurl = "post.xml"\n', encoding="utf-8")
    built = build(load(tmp_path / "digest.toml"), Order(DAY, now=datetime(2024, 6, 23, 8, tzinfo=UTC)))
    (story,) = built.issue.stories
    assert shown(story)
    assert missing(story, "\n".join(text)) == []


def test_a_sentence_that_does_not_stand_there_would_be_found(sample: Built) -> None:
    story = sample.issue.lead
    source = (ROOT / "seeds" / story.article.source).read_text(encoding="utf-8")
    _, sentence = shown(story)[0]
    assert missing(story, source.replace(sentence.split()[3], "other")) != []

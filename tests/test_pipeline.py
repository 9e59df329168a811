from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from digest.errors import NothingToPublish, SettingsError
from digest.pipeline.building import Order, build
from digest.settings import Settings
from digest.settings.reading import load

SETTINGS = """\
[newsletter]
name = "The Letter"
postal_address = "1 Any Street"
web_url = "https://letter.test"
[sender]
address = "post@letter.test"
[links]
unsubscribe = "https://letter.test/u"
"""

STORY = """\
---
title: {title}
{extra}---

Every evening a man with a ladder walked the long street and lit its lamps, one after another, before it grew dark.

When the wires came, the {title} was sold, and the street was lit at once by a switch that nobody ever saw.
"""

DAY = date(2024, 6, 23)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "digest.toml").write_text(SETTINGS)
    return load(tmp_path / "digest.toml")


def seed(settings: Settings, title: str, audience: str = "", extra: str = "") -> None:
    extra += f"audience: {audience}\n" if audience else ""
    (settings.seeds[0] / f"{title}.md").write_text(STORY.format(title=title, extra=extra))


def test_what_is_done_is_said_in_its_order(settings: Settings) -> None:
    seed(settings, "Lamps")
    said: list[str] = []
    build(settings, Order(DAY), say=said.append)
    assert said == [
        "reading documents",
        "choosing paragraphs",
        "writing letters",
        "checking",
        "laying the issue in the outbox",
    ]


def test_a_member_s_story_is_in_no_public_file(settings: Settings) -> None:
    seed(settings, "Lamps")
    seed(settings, "Cellar", "member")
    folder = build(settings, Order(DAY)).folder
    assert folder is not None
    for name in ("free/letter.html", "free/letter.txt", "free/letter.eml", "index.html"):
        assert "the Cellar was sold" not in (folder / name).read_text()
    assert "the Cellar was sold" in (folder / "member/letter.txt").read_text()
    assert not (folder / "articles/cellar.html").exists()


def test_a_document_for_an_audience_that_is_not_there_is_left_out_and_named(settings: Settings) -> None:
    seed(settings, "Lamps")
    seed(settings, "Cellar", "membr")
    built = build(settings, Order(DAY))
    assert [story.article.title for story in built.issue.stories] == ["Lamps"]
    assert [str(problem) for problem in built.problems] == [
        'left out: no such audience · Cellar.md · membr · did you mean "member"?'
    ]


def test_a_problem_of_a_document_is_told_once(settings: Settings) -> None:
    seed(settings, "Lamps", extra="image: nowhere.png\n")
    built = build(settings, Order(DAY))
    assert len(built.problems) == 1
    assert "nowhere.png" in str(built.problems[0])


def test_the_inputs_are_recorded_with_their_hashes(settings: Settings) -> None:
    seed(settings, "Lamps")
    record: Mapping[str, Any] = build(settings, Order(DAY, dry_run=True)).record
    (entry,) = record["inputs"]
    assert entry["name"] == "Lamps.md"
    assert entry["bytes"] == (settings.seeds[0] / "Lamps.md").stat().st_size


def test_a_week_with_only_members_stories_has_a_neutral_subject(settings: Settings) -> None:
    seed(settings, "Cellar", "member")
    built = build(settings, Order(DAY))
    assert built.issue.subject == "The Letter · 2024-W25"
    assert built.forbidden


def test_an_audience_that_is_not_there_is_refused(settings: Settings) -> None:
    seed(settings, "Lamps")
    with pytest.raises(SettingsError, match="unknown audience"):
        build(settings, Order(DAY, audiences=("press",)))


def test_no_story_is_nothing_to_publish(settings: Settings) -> None:
    with pytest.raises(NothingToPublish):
        build(replace(settings, seeds=()), Order(DAY))


def test_a_document_without_a_paragraph_to_keep_is_left_out_and_named(settings: Settings) -> None:
    seed(settings, "Lamps")
    (settings.seeds[0] / "endless.txt").write_text("word " * 5000)
    built = build(settings, Order(DAY))
    assert [story.article.source for story in built.issue.stories] == ["Lamps.md"]
    assert "left out: no paragraph that a story could keep · endless.txt · 5,000 words" in str(built.problems[-1])


RUSSIAN = """\
{title}

Дорога шла через степь, и никто не знал, где она кончается; путники шли по ней весь день и всю ночь.

К утру показался город, белый, как его звали старики, и путники остановились у его ворот, чтобы напиться воды.
"""

TYPOGRAPHY = (
    "The “crème” of\u00a0the café, soft\u00adhyphens, 👩\u200d👩\u200d👧, ❤\ufe0f and Степь stand in one sentence."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_a_document_s_words_survive_to_the_inbox(settings: Settings, encoding: str) -> None:
    (settings.seeds[0] / "road.txt").write_bytes(RUSSIAN.format(title="Степь и дорога").encode(encoding))
    message = message_from_bytes(build(settings, Order(DAY)).letters[0].eml, policy=policy.default)
    assert message["Subject"] == "Степь и дорога · The Letter · 2024-W25"
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        assert "белый, как его звали старики" in " ".join(part.get_content().split())


def test_typographic_characters_survive_to_the_inbox(settings: Settings) -> None:
    (settings.seeds[0] / "type.txt").write_text(f"On type\n\n{TYPOGRAPHY}\n\n{TYPOGRAPHY} Again.\n", encoding="utf-8")
    message = message_from_bytes(build(settings, Order(DAY)).letters[0].eml, policy=policy.default)
    html, plain = (message.get_body((kind,)) for kind in ("html", "plain"))
    assert html is not None
    assert plain is not None
    assert TYPOGRAPHY.partition("Степь")[0] in html.get_content()
    assert TYPOGRAPHY in plain.get_content().replace(" \r\n", " ")  # format=flowed, RFC 3676

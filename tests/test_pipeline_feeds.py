"""Issues made of feeds, over a real HTTP server and a real ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import click
import pytest

from digest.cli.report import lines
from digest.errors import NothingToPublish
from digest.pipeline.building import Built, Order, build
from digest.settings import Settings
from digest.settings.reading import load
from tests.prose import headline, paragraphs
from tests.servers import Answer, Asked, Server, serving
from tests.test_pipeline import SETTINGS

NOW = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)
DAY = date(2024, 6, 23)
WORDS = (
    "Every evening a man with a ladder walked the long street and lit its {} one after another, before it grew dark. "
    "When the wires came, the ladder was sold."
)


def an_item(title: str, moment: datetime | None = NOW - timedelta(hours=5), guid: str = "", text: str = "") -> str:
    stated = f"<pubDate>{format_datetime(moment)}</pubDate>" if moment else ""
    words = text or f"<p>{WORDS.format(title)}</p>"
    name = guid or title
    return (
        f"<item><guid>{name}</guid><title>{title}</title><link>https://post.test/{name}</link>{stated}"
        f"<category>Streets</category><description><![CDATA[{words}]]></description></item>"
    )


def a_feed(*items: str) -> Answer:
    return Answer(
        f'<rss version="2.0"><channel><title>The Post</title>{"".join(items)}</channel></rss>'.encode(),
        headers={"Content-Type": "application/rss+xml"},
    )


def settings_for(folder: Path, server: Server, options: str = "", rest: str = "", path: str = "/rss") -> Settings:
    (folder / "seeds").mkdir(exist_ok=True)
    fetching = '[fetching]\nallow_private = ["127.0.0.1"]\npause = 0\n'
    feed = f'[[feeds]]\nurl = "{server.address}{path}"\n{options}\n'
    (folder / "digest.toml").write_text(f"{SETTINGS}{fetching}{feed}{rest}", encoding="utf-8")
    return load(folder / "digest.toml")


def built(settings: Settings, now: datetime | None = NOW, day: date = DAY, *, dry_run: bool = False) -> Built:
    return build(settings, Order(day, now=now, dry_run=dry_run))


def titles(result: Built) -> set[str]:
    return {story.article.title for story in result.issue.stories}


def troubles(result: Built) -> list[str]:
    return [str(problem) for problem in result.problems]


def words_of(file: Path) -> str:
    return " ".join(file.read_text(encoding="utf-8").split())


def always(answer: Answer) -> Callable[[Asked], Answer]:
    return lambda _: answer


def test_an_issue_is_made_of_a_feed(tmp_path: Path) -> None:
    with serving(always(a_feed(an_item("Lamps")))) as server:
        result = built(settings_for(tmp_path, server))
    article = result.issue.lead.article
    assert (article.title, article.url, article.section) == ("Lamps", "https://post.test/Lamps", "Streets")
    assert (article.publication.name, article.published) == ("The Post", DAY)
    assert "ladder" in (tmp_path / "outbox/2024-W25/free/letter.txt").read_text(encoding="utf-8")


def test_the_report_says_what_came_of_asking(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Answer:
        return Answer(status=500) if asked.path == "/bad" else a_feed(an_item("Lamps"))

    with serving(answer) as server:
        settings = settings_for(tmp_path, server, rest=f'[[feeds]]\nurl = "{server.address}/bad"\n')
        online, offline = built(settings), built(settings, None)
    assert "Feeds      2 asked, 1 failed, 1 new entry" in list(lines(online))
    assert not any(line.startswith("Feeds ") for line in lines(offline))


def test_the_report_says_how_many_stories_found_no_room(tmp_path: Path) -> None:
    items = (an_item(headline(number), text=f"<p>{paragraphs(number)[0]}</p>") for number in range(30))
    with serving(always(a_feed(*items))) as server:
        result = built(settings_for(tmp_path, server))
    heading = "Stories  12 told, 8 named, 10 left out; why: digest explain 2024-W25"
    assert heading in list(map(click.unstyle, lines(result)))


def test_entries_of_the_seven_days_to_the_issue_s_day_are_taken_and_no_others(tmp_path: Path) -> None:
    moments = {
        "before": datetime(2024, 6, 16, 23, 59, tzinfo=UTC),
        "first": datetime(2024, 6, 17, 0, 0, tzinfo=UTC),
        "last": datetime(2024, 6, 23, 23, 59, tzinfo=UTC),
        "after": datetime(2024, 6, 24, 0, 0, tzinfo=UTC),
    }
    with serving(always(a_feed(*(an_item(*one) for one in moments.items())))) as server:
        result = built(settings_for(tmp_path, server))
    assert titles(result) == {"first", "last"}


def test_days_begin_in_the_newsletter_s_time_zone(tmp_path: Path) -> None:
    moment = datetime(2024, 6, 16, 23, 0, tzinfo=UTC)  # an hour into Monday in Berlin
    with serving(always(a_feed(an_item("Lamps", moment)))) as server:
        settings = settings_for(tmp_path, server)
        text = settings.file.read_text().replace("[sender]", 'time_zone = "Europe/Berlin"\n[sender]')
        settings.file.write_text(text)
        result = built(load(settings.file))
    assert result.issue.lead.article.published == date(2024, 6, 17)


def test_an_entry_without_a_date_belongs_to_the_day_on_which_it_was_seen_first(tmp_path: Path) -> None:
    with serving(always(a_feed(an_item("Lamps", None)))) as server:
        settings = settings_for(tmp_path, server)
        assert titles(built(settings)) == {"Lamps"}
        with pytest.raises(NothingToPublish):
            built(settings, NOW + timedelta(days=14), DAY + timedelta(days=14))


def test_an_updated_entry_does_not_come_twice(tmp_path: Path) -> None:
    answers = [a_feed(an_item("Lamps", guid="1"))]
    with serving(lambda _: answers[-1]) as server:
        settings = settings_for(tmp_path, server)
        built(settings)
        later = NOW + timedelta(days=7)
        answers.append(a_feed(an_item("Lamps, corrected", later, guid="1"), an_item("Wires", later)))
        assert titles(built(settings, later, DAY + timedelta(days=7))) == {"Wires"}
        assert titles(built(settings, None)) == {"Lamps, corrected"}


def test_what_a_feed_no_longer_sends_stays_for_its_week(tmp_path: Path) -> None:
    answers = [a_feed(an_item("Lamps"))]
    with serving(lambda _: answers[-1]) as server:
        settings = settings_for(tmp_path, server)
        built(settings)
        answers.append(a_feed(an_item("Wires")))
        assert titles(built(settings, NOW + timedelta(hours=1))) == {"Lamps", "Wires"}


def test_a_rebuild_with_nothing_new_gives_the_same_bytes(tmp_path: Path) -> None:
    with serving(always(a_feed(an_item("Lamps"), an_item("Wires")))) as server:
        settings = settings_for(tmp_path, server)
        first = {name.name: name.read_bytes() for name in (built(settings).folder or tmp_path).rglob("*.*")}
        built(settings, NOW + timedelta(hours=1))
        again = {name.name: name.read_bytes() for name in (tmp_path / "outbox/2024-W25").rglob("*.*")}
    assert first == again


def test_offline_and_dry_runs_ask_nobody_and_write_nothing(tmp_path: Path) -> None:
    with serving(always(a_feed(an_item("Lamps")))) as server:
        settings = settings_for(tmp_path, server)
        for now, dry_run in ((None, False), (NOW, True)):
            with pytest.raises(NothingToPublish, match="the feed was never asked"):
                built(settings, now, dry_run=dry_run)
    assert server.asked == []
    assert not settings.ledger.exists()


def test_a_feed_that_fails_is_a_problem_with_its_history_and_what_it_sent_is_used(tmp_path: Path) -> None:
    answers = [a_feed(an_item("Lamps"))]
    with serving(lambda _: answers[-1]) as server:
        settings = settings_for(tmp_path, server)
        built(settings)
        answers.append(Answer(status=500))
        result = built(settings, NOW + timedelta(hours=1))
    assert titles(result) == {"Lamps"}
    (line,) = troubles(result)
    assert line == (
        f"the feed could not be read · {server.address}/rss · the server answered 500; the first time,"
        " last good 2024-06-23 · what it sent before is used; it is asked again by itself"
    )


def test_a_feed_that_is_gone_says_so_in_every_issue(tmp_path: Path) -> None:
    answers = [a_feed(an_item("Lamps"))]
    with serving(lambda _: answers[-1]) as server:
        settings = settings_for(tmp_path, server)
        built(settings)
        answers.append(Answer(status=410))
        built(settings, NOW + timedelta(hours=1))
        result = built(settings, NOW + timedelta(hours=2))
    assert troubles(result)[0].startswith(f"the feed is switched off · {server.address}/rss · it is gone for good")
    assert len(server.asked) == 2


def test_options_of_a_feed_are_obeyed(tmp_path: Path) -> None:
    items = (an_item("Lamps"), an_item("Wires"), an_item("Sponsored lamps"))
    options = 'publication = "A Post"\nsection = "Light"\ninclude = ["lamps"]\nexclude = ["sponsored"]'
    with serving(always(a_feed(*items))) as server:
        result = built(settings_for(tmp_path, server, options))
    assert titles(result) == {"Lamps"}
    assert result.issue.lead.article.section == "Light"
    assert result.issue.lead.article.publication.name == "A Post"


def test_the_newest_entries_that_can_be_told_count(tmp_path: Path) -> None:
    short = [an_item(f"Short {n}", NOW - timedelta(hours=n), text="Too short.") for n in range(3)]
    told = [an_item(f"Lamps {n}", NOW - timedelta(hours=10 + n)) for n in range(3)]
    with serving(always(a_feed(*short, *told))) as server:
        result = built(settings_for(tmp_path, server, "max_items = 2"))
    assert titles(result) == {"Lamps 0", "Lamps 1"}


def test_a_day_without_a_clock_time_is_that_day_in_the_newsletter_s_zone(tmp_path: Path) -> None:
    items = [
        an_item(day, None).replace("<category>", f"<pubDate>{day}</pubDate><category>")
        for day in ("2024-06-16", "2024-06-17", "Sun, 23 Jun 2024", "2024-06-24")
    ]
    with serving(always(a_feed(*items))) as server:
        settings = settings_for(tmp_path, server)
        text = settings.file.read_text().replace("[sender]", 'time_zone = "America/New_York"\n[sender]')
        settings.file.write_text(text)
        result = built(load(settings.file))
    days = {story.article.title: str(story.article.published) for story in result.issue.stories}
    assert days == {"2024-06-17": "2024-06-17", "Sun, 23 Jun 2024": "2024-06-23"}


def test_a_page_that_a_strange_feed_names_is_not_fetched_from_an_own_host(tmp_path: Path) -> None:
    secret = f"<html><body><article><h1>Router</h1><p>{WORDS.format('secret')}</p></article></body></html>"
    with serving(always(Answer(secret.encode(), headers={"Content-Type": "text/html"}))) as own:
        (tmp_path / "strange.xml").write_bytes(
            a_feed(an_item("Lamps").replace("https://post.test/Lamps", f"{own.address}/secret")).body
        )
        settings = settings_for(tmp_path, own)
        text = settings.file.read_text().replace(f"{own.address}/rss", "strange.xml")
        settings.file.write_text(f"{text}full_text = true\n")
        result = built(load(settings.file))
    assert own.asked == []
    assert "an address in a private network" in troubles(result)[0]


def test_a_corrected_entry_is_told_from_its_page_as_it_is_now(tmp_path: Path) -> None:
    figure = ["nine hundred"]

    def answer(asked: Asked) -> Answer:
        text = f"{WORDS.format('lamps')} There were {figure[-1]} of them in the street before the wires came."
        if asked.path == "/page":
            page = f"<html><body><article><h1>Lamps</h1><p>{text}</p></article></body></html>"
            return Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        item = an_item("Lamps", text=f"There were {figure[-1]} lamps …")
        return a_feed(item.replace("https://post.test/Lamps", f"{server.address}/page"))

    with serving(answer) as server:
        settings = settings_for(tmp_path, server, "full_text = true")
        built(settings)
        figure.append("nine")
        result = built(settings, NOW + timedelta(hours=1))
    assert "There were nine of them" in " ".join(result.issue.lead.paragraphs)


def test_a_broken_ledger_costs_the_feeds_and_not_the_issue(tmp_path: Path) -> None:
    with serving(always(a_feed(an_item("Lamps")))) as server:
        settings = settings_for(tmp_path, server)
        (settings.seeds[0] / "wires.md").write_text(f"# Wires\n\n{WORDS.format('wires')}\n", encoding="utf-8")
        settings.ledger.write_bytes(b"This is no ledger. " * 100)
        result = built(settings)
    assert titles(result) == {"Wires"}
    (line,) = troubles(result)
    assert line.startswith("not a ledger · ")
    assert line.endswith("this issue is made without feeds")


def test_a_feed_for_members_is_in_no_other_letter(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Answer:
        return a_feed(an_item("Cellar" if asked.path == "/members" else "Lamps"))

    with serving(answer) as server:
        members = f'[[feeds]]\nurl = "{server.address}/members"\naudience = "member"\n'
        result = built(settings_for(tmp_path, server, rest=members))
    assert result.folder is not None
    assert "lit its Cellar" in words_of(result.folder / "member/letter.txt")
    assert "lit its Cellar" not in words_of(result.folder / "free/letter.txt")
    assert "lit its Cellar" not in words_of(result.folder / "free/letter.html")


def test_the_whole_text_is_taken_from_the_page_once(tmp_path: Path) -> None:
    more = "<p>Nobody in the street had seen the switch that lit them all, and nobody ever would.</p>" * 2
    page = f"<html><body><article><h1>Lamps</h1><p>{WORDS.format('lamps')}</p>{more}</article></body></html>"

    def answer(asked: Asked) -> Answer:
        if asked.path == "/page":
            return Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        item = an_item("Lamps", text="A man with a ladder …").replace(
            "https://post.test/Lamps", f"{server.address}/page"
        )
        return a_feed(item)

    with serving(answer) as server:
        settings = settings_for(tmp_path, server, "full_text = true")
        result = built(settings)
        built(settings, NOW + timedelta(hours=1))
    assert "switch" in " ".join(block.text for block in result.issue.lead.article.body)
    assert server.paths().count("/page") == 1


def test_a_page_that_cannot_be_fetched_leaves_what_the_feed_sent(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path == "/page":
            return Answer(status=404)
        return a_feed(an_item("Lamps").replace("https://post.test/Lamps", f"{server.address}/page"))

    with serving(answer) as server:
        result = built(settings_for(tmp_path, server, "full_text = true"))
    assert titles(result) == {"Lamps"}
    (line,) = troubles(result)
    assert line == (
        f"the entry's page could not be read · {server.address}/page · status 404"
        " · its story is made of what the feed sent"
    )


def test_what_many_entries_of_a_feed_lack_is_said_once(tmp_path: Path) -> None:
    short = [an_item(f"Short {number}", text="Too short.") for number in range(5)]
    with serving(always(a_feed(an_item("Lamps"), *short))) as server:
        result = built(settings_for(tmp_path, server))
    (line,) = troubles(result)
    assert line.startswith(
        f"the entry has too few words to be told · {server.address}/rss · 5 entries; the first: Short"
    )


def test_what_a_feed_says_in_most_entries_is_no_text_of_theirs(tmp_path: Path) -> None:
    box = "Our readers pay for every story that we print, so please consider a subscription to the Post this week."
    texts = {
        "Lamps": WORDS.format("lamps"),
        "Bridge": "The new bridge over the river was opened on Monday by the oldest ferryman, who crossed it first.",
        "Bread": "Bakers in the old town have begun to bake at noon again, because that is when the tourists come.",
    }
    items = (an_item(title, text=f"<p>{text}</p><p>{box}</p>") for title, text in texts.items())
    with serving(always(a_feed(*items))) as server:
        result = built(settings_for(tmp_path, server))
    assert titles(result) == set(texts)
    assert all(box not in story.paragraphs for story in result.issue.stories)


def test_a_document_wins_over_the_entry_of_the_same_address(tmp_path: Path) -> None:
    with serving(always(a_feed(an_item("Lamps"), an_item("Wires")))) as server:
        settings = settings_for(tmp_path, server)
        text = f"---\ntitle: My lamps\nurl: https://post.test/Lamps\n---\n\n{WORDS.format('gaslights')}\n"
        (settings.seeds[0] / "lamps.md").write_text(text, encoding="utf-8")
        result = built(settings)
    assert titles(result) == {"My lamps", "Wires"}
    assert troubles(result)[0].startswith("this story came twice")


def test_entries_are_named_among_the_issue_s_inputs(tmp_path: Path) -> None:
    with serving(always(a_feed(an_item("Lamps")))) as server:
        result = built(settings_for(tmp_path, server))
    inputs = result.record["inputs"]
    assert isinstance(inputs, list)
    assert [entry["name"] for entry in inputs] == ["https://post.test/Lamps"]


def test_a_newsletter_without_feeds_has_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/lamps.md").write_text(f"# Lamps\n\n{WORDS.format('lamps')}\n", encoding="utf-8")
    (tmp_path / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    settings = load(tmp_path / "digest.toml")
    built(settings)
    assert not settings.ledger.exists()

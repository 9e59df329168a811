"""Feeds are asked over a real HTTP server on loopback."""

from __future__ import annotations

import re
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from digest.intake.feeds.refresh import refresh
from digest.intake.fetching.limits import Limits
from digest.model.feeds import Entry, Feed, FeedState
from tests.servers import Answer, Asked, Server, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from digest.intake.feeds.refresh import Refreshed

NOW = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)
LIMITS = Limits(timeout=5, allow_private=frozenset({"127.0.0.1"}), pause=0)


def a_feed_of(*titles: str, root: str = "</rss>") -> bytes:
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><link>https://feed.test/{n}</link>"
        f"<pubDate>Sat, 22 Jun 2024 10:00:00 GMT</pubDate><description>Words of {title}.</description></item>"
        for n, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>A feed</title>{items}</channel>{root}'.encode()


@dataclass
class Memory:
    """What is kept, as the ledger keeps it but in a dictionary."""

    states: dict[str, FeedState] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)

    def keep(self, states: Sequence[FeedState], entries: Sequence[Entry]) -> int:
        self.states |= {state.url: state for state in states}
        self.entries += entries
        self.batches.append(len(states))
        return len(entries)

    def refresh(self, *feeds: Feed, now: datetime = NOW, limits: Limits = LIMITS, **options: Any) -> Refreshed:
        return refresh(feeds, self.states, self.keep, limits=limits, now=now, **options)


def always(body: bytes, **headers: str) -> Callable[[Asked], Answer]:
    return lambda _: Answer(body, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_the_entries_of_a_feed_are_kept_with_what_it_says_of_itself() -> None:
    memory = Memory()
    with serving(always(a_feed_of("One", "Two"), ETag='"1"')) as server:
        refreshed = memory.refresh(Feed(f"{server.address}/rss"))
    state = memory.states[f"{server.address}/rss"]
    assert [entry.title for entry in memory.entries] == ["One", "Two"]
    assert (refreshed.asked, refreshed.changed, refreshed.new, refreshed.failed) == (1, 1, 2, 0)
    assert (state.title, state.etag, state.succeeded) == ("A feed", '"1"', NOW)
    assert state.newest == datetime(2024, 6, 22, 10, tzinfo=UTC)


def test_an_unchanged_feed_is_asked_with_its_validators_and_not_read_again() -> None:
    memory = Memory()

    def answer(asked: Asked) -> Answer:
        known = asked.headers.get("if-none-match") == '"1"'
        return Answer(status=304) if known else Answer(a_feed_of("One"), headers={"ETag": '"1"'})

    with serving(answer) as server:
        memory.refresh(Feed(f"{server.address}/rss"))
        again = memory.refresh(Feed(f"{server.address}/rss"), now=NOW + timedelta(hours=1))
    assert (again.asked, again.changed, len(memory.entries)) == (1, 0, 1)
    assert memory.states[f"{server.address}/rss"].succeeded == NOW + timedelta(hours=1)


def test_with_the_switch_a_server_that_lies_is_asked_for_everything() -> None:
    memory = Memory()
    with serving(always(a_feed_of("One"), ETag='"1"')) as server:
        feed = Feed(f"{server.address}/rss", conditional=False)
        memory.refresh(feed)
        memory.refresh(feed)
    assert all("if-none-match" not in asked.headers for asked in server.asked)


def test_the_same_bytes_are_not_read_twice_where_a_server_knows_no_validators() -> None:
    memory = Memory()
    with serving(always(a_feed_of("One"))) as server:
        memory.refresh(Feed(f"{server.address}/rss"))
        assert memory.refresh(Feed(f"{server.address}/rss")).changed == 0


def test_a_feed_that_broke_off_gives_what_it_has_and_is_asked_for_whole_the_next_time() -> None:
    memory = Memory()
    with serving(always(a_feed_of("One", "Two", root=""), ETag='"1"')) as server:
        memory.refresh(Feed(f"{server.address}/rss"))
        memory.refresh(Feed(f"{server.address}/rss"))
    assert {entry.title for entry in memory.entries} >= {"One"}
    assert "if-none-match" not in server.asked[1].headers


def test_what_is_not_due_is_not_asked_but_when_all_are() -> None:
    memory = Memory()
    with serving(always(a_feed_of("One"), Cache_Control="max-age=3600")) as server:
        feed = Feed(f"{server.address}/rss")
        memory.refresh(feed)
        assert memory.refresh(feed, now=NOW + timedelta(minutes=59)).asked == 0
        assert memory.refresh(feed, now=NOW + timedelta(minutes=59), always=True).asked == 1
        assert memory.refresh(feed, now=NOW + timedelta(minutes=125)).asked == 1


def test_a_feed_that_answered_well_rests_for_the_pause() -> None:
    memory = Memory()
    limits = Limits(allow_private=frozenset({"127.0.0.1"}), pause=900)
    with serving(always(a_feed_of("One"))) as server:
        memory.refresh(Feed(f"{server.address}/rss"), limits=limits)
        again = memory.refresh(Feed(f"{server.address}/rss"), limits=limits, now=NOW + timedelta(minutes=14))
    assert again.asked == 0


def test_a_feed_that_fails_costs_the_others_nothing() -> None:
    memory = Memory()

    def answer(asked: Asked) -> Answer:
        return Answer(status=500) if asked.path == "/bad" else Answer(a_feed_of("One"))

    with serving(answer) as server:
        refreshed = memory.refresh(Feed(f"{server.address}/bad"), Feed(f"{server.address}/good"))
    assert (refreshed.asked, refreshed.failed, len(memory.entries)) == (2, 1, 1)
    assert memory.states[f"{server.address}/bad"].failures == 1


def test_a_permanent_redirect_is_followed_at_once_the_next_time() -> None:
    memory = Memory()

    def answer(asked: Asked) -> Answer:
        moved = Answer(status=301, headers={"Location": "/new"})
        return moved if asked.path == "/old" else Answer(a_feed_of("One"))

    with serving(answer) as server:
        memory.refresh(Feed(f"{server.address}/old"))
        memory.refresh(Feed(f"{server.address}/old"))
    assert server.paths() == ["/old", "/new", "/new"]


def test_a_feed_that_is_gone_is_never_asked_again() -> None:
    memory = Memory()
    with serving(lambda _: Answer(status=410)) as server:
        memory.refresh(Feed(f"{server.address}/rss"))
        memory.refresh(Feed(f"{server.address}/rss"), now=NOW + timedelta(days=30))
    assert memory.states[f"{server.address}/rss"].gone
    assert len(server.asked) == 1


def test_a_server_that_says_429_is_left_alone_for_as_long_as_it_says() -> None:
    memory = Memory()
    with serving(lambda _: Answer(status=429, headers={"Retry-After": "86400"})) as server:
        memory.refresh(Feed(f"{server.address}/rss"))
        memory.refresh(Feed(f"{server.address}/rss"), now=NOW + timedelta(hours=23))
    assert len(server.asked) == 1


def test_a_home_page_leads_to_its_feed_which_is_asked_directly_from_then_on() -> None:
    memory = Memory()
    page = (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>Hello</body></html>'
    )

    def answer(asked: Asked) -> Answer:
        html = Answer(page, headers={"Content-Type": "text/html"})
        return html if asked.path == "/" else Answer(a_feed_of("One"))

    with serving(answer) as server:
        memory.refresh(Feed(f"{server.address}/"))
        memory.refresh(Feed(f"{server.address}/"))
    assert server.paths() == ["/", "/rss", "/rss"]
    assert len(memory.entries) == 1


def test_what_is_no_feed_fails_with_what_it_is() -> None:
    memory = Memory()
    with serving(always(b"<html><body><p>Not found</p></body></html>", Content_Type="text/html")) as server:
        memory.refresh(Feed(f"{server.address}/rss"))
    assert memory.states[f"{server.address}/rss"].trouble == "there is no feed at this address: text/html"


def test_an_address_in_a_private_network_is_not_asked_unless_it_is_allowed() -> None:
    memory = Memory()
    with serving(always(a_feed_of("One"))) as server:
        memory.refresh(Feed(f"{server.address}/rss"), limits=Limits())
    assert server.asked == []
    assert "private" in memory.states[f"{server.address}/rss"].trouble


def test_a_redirect_into_a_private_network_is_not_followed() -> None:
    memory = Memory()
    with serving(always(a_feed_of("One")), host="127.0.0.2") as inside:
        away = Answer(status=302, headers={"Location": f"{inside.address}/rss"})
        with serving(lambda _: away) as server:
            memory.refresh(Feed(f"{server.address}/rss"))
    assert (len(server.asked), inside.asked) == (1, [])
    assert memory.states[f"{server.address}/rss"].failures == 1


def test_a_redirect_of_a_public_name_to_an_own_host_is_not_followed() -> None:
    memory = Memory()
    limits = Limits(timeout=5, allow_private=frozenset({"127.0.0.2"}), pause=0)
    with serving(always(a_feed_of("One")), host="127.0.0.2") as own:
        memory.refresh(Feed(f"{own.address}/rss"), limits=limits)
        assert len(own.asked) == 1
        page = f'<html><head><link rel="alternate" type="application/rss+xml" href="{own.address}/rss"></head></html>'
        answers = {
            "/moved": Answer(status=302, headers={"Location": f"{own.address}/rss"}),
            "/page": Answer(page.encode(), headers={"Content-Type": "text/html"}),
        }
        with serving(lambda asked: answers[asked.path], host="127.0.0.3") as strange:
            both = replace(limits, allow_private=frozenset({"127.0.0.2"}))
            for path in answers:
                memory.refresh(Feed(f"{strange.address}{path}"), limits=both)
    assert len(own.asked) == 1


def test_a_304_to_a_request_that_asked_for_everything_is_a_failure() -> None:
    memory = Memory()
    with serving(lambda _: Answer(status=304, headers={"ETag": '"1"'})) as server:
        memory.refresh(Feed(f"{server.address}/rss"))
    assert memory.states[f"{server.address}/rss"].trouble.startswith("the server says that nothing has changed")


def test_of_a_new_feed_without_dates_only_the_first_entries_are_new() -> None:
    memory = Memory()
    body = re.sub(rb"<pubDate>[^<]*</pubDate>", b"", a_feed_of(*(f"Number {n}" for n in range(15))))
    answers = [body]
    with serving(lambda _: Answer(answers[-1])) as server:
        memory.refresh(Feed(f"{server.address}/rss"))
        answers.append(body.replace(b"<item>", b"<item><guid>new</guid><title>New</title></item><item>", 1))
        memory.refresh(Feed(f"{server.address}/rss"), now=NOW + timedelta(days=7))
    first, second = memory.entries[:15], memory.entries[15:]
    assert [entry.seen == NOW for entry in first] == [True] * 10 + [False] * 5
    assert all(entry.seen < NOW - timedelta(days=60) for entry in first[10:])
    assert {entry.seen for entry in second} == {NOW + timedelta(days=7)}


def test_a_feed_that_is_a_file_is_read_whenever_it_has_changed(tmp_path: Path) -> None:
    memory = Memory()
    file = tmp_path / "feed.xml"
    file.write_bytes(a_feed_of("One"))
    feed = Feed("feed.xml", file=file)
    memory.refresh(feed)
    assert memory.refresh(feed).changed == 0
    file.write_bytes(a_feed_of("One", "Two, which is longer"))
    assert memory.refresh(feed).changed == 1


def test_a_file_that_is_not_there_is_a_failure_and_looked_for_again_at_once(tmp_path: Path) -> None:
    memory = Memory()
    feed = Feed("feed.xml", file=tmp_path / "feed.xml")
    assert memory.refresh(feed).failed == 1
    feed.file.write_bytes(a_feed_of("One"))  # type: ignore[union-attr]
    assert memory.refresh(feed).failed == 0


def many(server: Server, number: int) -> list[Feed]:
    return [Feed(f"{server.address}/{n}") for n in range(number)]


def test_many_feeds_are_kept_in_batches() -> None:
    memory = Memory()
    with serving(always(a_feed_of("One"))) as server, ThreadPoolExecutor(2) as threads:
        memory.refresh(*many(server, 280), executor=threads)
    assert memory.batches == [250, 30]
    assert len(memory.entries) == 280


def test_many_feeds_are_read_by_processes() -> None:
    memory = Memory()
    with serving(lambda asked: Answer(a_feed_of(f"One of {asked.path}"))) as server:
        refreshed = memory.refresh(*many(server, 40))
    assert (refreshed.new, refreshed.failed) == (40, 0)
    assert {entry.title for entry in memory.entries} == {f"One of /{n}" for n in range(40)}


class Recorder(Executor):
    """Runs a task at once and remembers what went in and out."""

    def __init__(self) -> None:
        self.arguments: list[tuple[object, ...]] = []
        self.results: list[Any] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.arguments.append(args)
        self.results.append(fn(*args, **kwargs))
        future.set_result(self.results[-1])
        return future


def flat(value: Any) -> set[type]:
    if isinstance(value, tuple):
        return {tuple} | {kind for part in value for kind in flat(part)}
    return {type(value)}


def test_an_executor_is_given_plain_values_and_gives_plain_tuples() -> None:
    memory, recorder = Memory(), Recorder()
    with serving(always(a_feed_of("One"))) as server:
        memory.refresh(Feed(f"{server.address}/rss"), executor=recorder)
    plain = {tuple, str, int, bool, type(None), bytes, float}
    assert all(flat(value) <= plain for value in (*recorder.arguments, *recorder.results))
    assert len(memory.entries) == 1


def test_an_interrupted_run_keeps_what_came_before() -> None:
    memory = Memory()

    class Stop(Exception):
        pass

    class Stopping(Recorder):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            if len(self.results) == 3:
                raise Stop
            return super().submit(fn, *args, **kwargs)

    limits = Limits(timeout=5, allow_private=frozenset({"127.0.0.1"}), at_once=1, pause=0)
    with serving(always(a_feed_of("One"))) as server, pytest.raises(Stop):
        memory.refresh(*many(server, 6), executor=Stopping(), limits=limits)
    assert len(memory.entries) >= 2

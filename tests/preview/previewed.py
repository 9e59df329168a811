"""A real preview on a free port of loopback, and those who ask it."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from digest.model import Week
from digest.preview.scratch import Scratch
from digest.preview.serving import listening, serve
from digest.preview.session import Session, Setup
from digest.preview.weeks import first_week
from digest.settings.reading import load
from tests.preview.newsletter import DAY

PATIENCE = 20.0  # seconds; a busy machine is no reason to fail


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and when it came."""

    name: str
    data: Any
    at: float


class Listener:
    """A page that listens to the events of a week's issue."""

    def __init__(self, port: int, week: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._connection.request("GET", f"/events?week={week}")
        self._answer = self._connection.getresponse()
        self.status = self._answer.status

    def next(self) -> Told | None:
        """The next event; None when the server ended the stream."""
        name, began = "", time.monotonic()
        while line := self._answer.readline():
            assert time.monotonic() - began < PATIENCE, "nothing was told but that the stream stands"
            word, _, rest = line.decode().rstrip("\n").partition(": ")
            if word == "event":
                name = rest
            elif word == "data":
                return Told(name, json.loads(rest), time.perf_counter())
        return None

    def wait_for(self, name: str, **data: Any) -> Told:
        """The next event of that name with these data; others are passed over, but for troubles."""
        while (told := self.next()) is not None:
            if told.name == name and data.items() <= told.data.items():
                return told
            assert told.name != "trouble" or name == "fine", told.data
        raise AssertionError(f"the stream ended without {name}")

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


@dataclass(slots=True)
class Preview:
    port: int
    session: Session
    scratch: Path
    bugs: list[BaseException] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", host: str = "", **headers: str) -> Answer:
        """Ask for exactly this path; names of headers are written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if host != "none":
                connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    @contextmanager
    def listening(self, week: str = "") -> Iterator[Listener]:
        listener = Listener(self.port, week)
        try:
            yield listener
        finally:
            listener.close()


@contextmanager
def previewing(
    config: Path,
    asked: str = "",
    *,
    today: Callable[[str], date] = lambda _: DAY,
    environ: Mapping[str, str] | None = None,
    poll: bool = False,
) -> Iterator[Preview]:
    """Serve in a thread with an event loop of its own."""
    scratch, bugs = Scratch(), list[BaseException]()
    settings = load(config)
    setup = Setup(config, None, scratch, environ or {}, today, bugs.append)
    shown = first_week(settings, settings.outbox, Week.parse(asked), DAY)
    session, listener = Session(setup, settings, shown), listening(0)
    ready, ends = threading.Event(), list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]()

    async def run() -> None:
        ends.append((asyncio.get_running_loop(), asyncio.Event()))
        await serve(session, listener, ends[0][1], ready=lambda _: ready.set(), poll=poll)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield Preview(listener.getsockname()[1], session, scratch.folder, bugs)
    finally:
        loop, stop = ends[0]
        loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE)
        listener.close()
        scratch.close()
        assert not thread.is_alive()

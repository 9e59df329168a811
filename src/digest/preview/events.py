"""Server-sent events: what happens, told to every page that listens (HTML Living Standard, 9.2)."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from digest.model import Week

    Queue = asyncio.Queue[bytes | None]

ALIVE = 15.0  # seconds of silence after which a comment says that the stream still stands
_BEHIND = 100  # events that a page may be late; it connects again and is told the present state


def event(name: str, data: dict[str, Any]) -> bytes:
    """One event as it goes over the wire; JSON has no line ends, so one line of data is enough."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()


@dataclass(slots=True)
class Events:
    """Those who listen, each to one week. Everything here happens in the event loop."""

    listeners: dict[Queue, Week] = field(default_factory=dict)
    closed: bool = False

    def weeks(self) -> tuple[Week, ...]:
        """The weeks that are listened to, the one that was asked for last at first."""
        return tuple(dict.fromkeys(reversed(self.listeners.values())))

    def tell(self, name: str, data: dict[str, Any], week: Week | None = None) -> None:
        """Tell those who listen to the week; without one, everybody."""
        for queue, heard in list(self.listeners.items()):
            if week not in {None, heard}:
                continue
            if queue.qsize() >= _BEHIND:
                self._dismiss(queue)
            else:
                queue.put_nowait(event(name, data))

    def close(self) -> None:
        """End all streams at once."""
        self.closed = True
        for queue in list(self.listeners):
            self._dismiss(queue)

    def _dismiss(self, queue: Queue) -> None:
        self.listeners.pop(queue, None)
        queue.put_nowait(None)

    async def stream(self, week: Week, opening: list[bytes], *, alive: float = ALIVE) -> AsyncGenerator[bytes, None]:
        """What one listener is sent.

        Args:
            week: The issue's that is followed.
            opening: Events that tell the present state.
            alive: Seconds of silence after which a comment is sent.
        """
        with self._listening(week) as queue:
            for one in opening:
                yield one
            while True:
                try:
                    told = await asyncio.wait_for(queue.get(), alive)
                except TimeoutError:
                    told = b":\n\n"
                if told is None:
                    return
                yield told

    @contextmanager
    def _listening(self, week: Week) -> Iterator[Queue]:
        queue: Queue = asyncio.Queue()
        self.listeners[queue] = week
        if self.closed:
            self._dismiss(queue)
        try:
            yield queue
        finally:
            self.listeners.pop(queue, None)

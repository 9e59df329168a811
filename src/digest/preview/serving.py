"""The server: its socket, its start and its end."""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, suppress
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.preview.watching import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from digest.preview.session import Session

HOST, PORT = "127.0.0.1", 8642
_TRIES = 50  # ports after the usual one
_PATIENCE = 1.0  # seconds that answers under way, and a build, may take at the end


def listening(port: int | None) -> socket.socket:
    """A socket on loopback that listens.

    Args:
        port: The one to take, 0 for any; None takes the usual one, or the next that is free.

    Raises:
        DigestError: The port that was asked for is taken or not for everybody, or none is free.
    """
    for one in range(PORT, PORT + _TRIES) if port is None else (port,):
        with suppress(OSError):
            return _bound(one)
    if port is None:
        hint = "choose one with --port"
        raise DigestError("no port is free", where=HOST, found=f"{PORT} to {PORT + _TRIES - 1} are taken", hint=hint)
    hint = "choose another with --port, or leave it out to take the next free one"
    raise DigestError("the port cannot be listened to", where=f"{HOST}:{port}", found=_why(port), hint=hint)


def _bound(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def _why(port: int) -> str:
    try:
        _bound(port).close()
    except OSError as error:
        return error.strerror or str(error)
    return "it was taken a moment ago"


async def serve(
    session: Session,
    listener: socket.socket,
    stop: asyncio.Event,
    *,
    ready: Callable[[str], None],
    poll: bool = False,
) -> bool:
    """Serve until ``stop`` is set; everything that was begun has ended then, but for a build that takes long.

    Args:
        session: What is shown.
        listener: A socket that listens on loopback; it is closed at the end.
        stop: Ends it.
        ready: Told the page's address as soon as it answers.
        poll: Whether to look for changes again and again, where the system does not tell of them.

    Returns:
        Whether a build is still going on in its thread; nobody waits for it.
    """
    from aiohttp import web

    from digest.preview.routes import application

    port = listener.getsockname()[1]
    executor = ThreadPoolExecutor(1, "building")
    runner = web.AppRunner(
        application(session, port), access_log=None, handler_cancellation=True, shutdown_timeout=_PATIENCE
    )
    try:
        await runner.setup()
        await web.SockSite(runner, listener).start()
        async with _following(session, executor, poll=poll):
            ready(f"http://{HOST}:{port}/")
            await stop.wait()
            session.events.close()
    finally:
        await runner.cleanup()
        busy = _busy_after(executor)
    return busy


def _busy_after(executor: ThreadPoolExecutor) -> bool:
    """Whether the executor is still at work after some patience; it begins nothing more."""
    ending = threading.Thread(target=executor.shutdown, kwargs={"cancel_futures": True}, daemon=True)
    ending.start()
    ending.join(_PATIENCE)
    return ending.is_alive()


@asynccontextmanager
async def _following(session: Session, executor: ThreadPoolExecutor, *, poll: bool) -> AsyncIterator[None]:
    """Watch, and build what is saved; no more of both begins after it."""
    loop = asyncio.get_running_loop()
    watch = Watch(lambda paths: _tell(loop, session, paths), poll=poll)
    with closing(watch):
        session.begin(watch)
        task = asyncio.create_task(_building(session, executor))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _building(session: Session, executor: ThreadPoolExecutor) -> None:
    await session.warm_up(executor)
    await session.build_whenever_wanted(executor)


def _tell(loop: asyncio.AbstractEventLoop, session: Session, paths: frozenset[str]) -> None:
    with suppress(RuntimeError):  # the loop has ended meanwhile
        loop.call_soon_threadsafe(session.changed, paths)

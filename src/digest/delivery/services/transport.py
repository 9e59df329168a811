"""Asks services over HTTP: with a limit of time and size, and nowhere else than at the address that was given."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from digest.delivery.services.requests import Reply, Request
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from aiohttp import StreamReader

    from digest.delivery.services.requests import Ask

MOST = 16 * 1024 * 1024  # bytes of an answer


def asking(base: str, service: str, *, timeout: float, most: int = MOST) -> Ask:
    """A function that asks the service at an address.

    Certificates are verified against the system's authorities. A redirect is an answer and is not followed, so that
    no other host is ever given a secret.

    Args:
        base: The service's address.
        service: Its name, for errors.
        timeout: Seconds that an answer may take.
        most: Bytes that an answer may have.
    """

    def ask(request: Request) -> Reply:
        return asyncio.run(_asked(base.rstrip("/"), service, request, timeout=timeout, most=most))

    return ask


async def _asked(base: str, service: str, request: Request, *, timeout: float, most: int) -> Reply:  # noqa: ASYNC109 (the session's)
    import aiohttp

    limits = aiohttp.ClientTimeout(total=timeout)
    try:
        async with (
            aiohttp.ClientSession(timeout=limits) as session,
            session.request(
                request.method,
                base + request.path,
                params=request.query,
                data=request.body or None,
                headers=request.headers,
                allow_redirects=False,
            ) as answer,
        ):
            return Reply(
                answer.status,
                await _read(answer.content, most),
                answer.content_type,
                answer.headers.get("Location", ""),
            )
    except TimeoutError as error:
        hint = "try again later, or give it more time in its settings"
        raise DeliveryError(f"{service} does not answer", where=base, found=f"{timeout:g} s", hint=hint) from error
    except _TooLong as error:
        found = f"more than {most:,} bytes"
        raise DeliveryError(
            f"{service} answers too much", where=base, found=found, hint="check its address"
        ) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        hint = "check its address, and that it is running"
        found = " ".join(str(error).split())[:200] or type(error).__name__
        raise DeliveryError(f"{service} cannot be reached", where=base, found=found, hint=hint) from error


class _TooLong(Exception):
    pass


async def _read(content: StreamReader, most: int) -> bytes:
    kept = bytearray()
    async for piece in content.iter_any():
        kept += piece
        if len(kept) > most:
            raise _TooLong
    return bytes(kept)

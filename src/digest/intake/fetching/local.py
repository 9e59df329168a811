"""A feed that is a file on this machine."""

from __future__ import annotations

import os
import stat
from email.utils import formatdate
from typing import TYPE_CHECKING

from digest.errors import FetchFailed
from digest.intake.fetching.messages import Request, Response
from digest.intake.fetching.unpacking import too_big

if TYPE_CHECKING:
    from pathlib import Path


def read_local(request: Request, file: Path, limit: int) -> Response:
    """A file as the answer to a request.

    Its ``etag`` is made of its size and of when it was written, to the nanosecond; its ``last-modified`` of the
    latter. Status is 304 when the request carries the same etag, or, without an etag, the same ``last_modified``;
    else 200.

    Args:
        request: Its ``url`` is the feed's name; it is not looked at otherwise.
        file: An absolute path.
        limit: Most bytes that are read.

    Raises:
        FetchFailed: There is no such file, it is no file, it cannot be read, or it is too big.
    """
    try:
        # A pipe without a writer would hold us up for ever, hence not to be waited for.
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise _unreadable(request.url, error) from error
    try:
        return _answer(request, file, limit, handle)
    finally:
        os.close(handle)


def _answer(request: Request, file: Path, limit: int, handle: int) -> Response:
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        raise FetchFailed("not a file", where=request.url, found=_kind(about.st_mode), hint="name a feed's file")
    etag = f'"{about.st_size:x}-{about.st_mtime_ns:x}"'
    written = formatdate(about.st_mtime, usegmt=True)
    headers = {"etag": etag, "last-modified": written}
    if request.etag == etag or (not request.etag and request.last_modified == written):
        return Response(request.url, 304, file.as_uri(), headers=headers)
    body = _content(request.url, limit, handle)
    return Response(request.url, 200, file.as_uri(), headers=headers, body=body)


def _content(url: str, limit: int, handle: int) -> bytes:
    try:
        with os.fdopen(handle, "rb", closefd=False) as opened:
            body = opened.read(limit + 1)
    except OSError as error:
        raise _unreadable(url, error) from error
    if len(body) > limit:
        raise too_big(limit, url)
    return body


def _kind(mode: int) -> str:
    return "a folder" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device"


def _unreadable(url: str, error: OSError | ValueError) -> FetchFailed:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FetchFailed("there is no such file", where=url, hint="check the path")
    if isinstance(error, PermissionError):
        return FetchFailed("the file may not be read", where=url, hint="change its permissions")
    found = (error.strerror or "" if isinstance(error, OSError) else str(error)).lower()
    return FetchFailed("the file cannot be read", where=url, found=found, hint="check the path")

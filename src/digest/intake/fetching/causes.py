"""What went wrong on the way to a server, in words."""

from __future__ import annotations

import errno
import socket

from digest.errors import FetchFailed
from digest.intake.fetching.guard import PrivateAddress

_AGAIN = "try again later"
_SPELT = "is it spelt right?"
_ONLINE = "is this machine online?"
_BROKE_OFF = ("the answer broke off", _AGAIN)
_UNKNOWN = ("the host is not known", _SPELT)
_BY_NUMBER = {
    errno.ECONNREFUSED: ("the connection was refused", "is the server running?"),
    errno.ECONNRESET: _BROKE_OFF,
    errno.EPIPE: _BROKE_OFF,
    errno.ENETUNREACH: ("the host cannot be reached", _ONLINE),
    errno.EHOSTUNREACH: ("the host cannot be reached", _ONLINE),
    errno.EADDRNOTAVAIL: ("the host cannot be reached", _ONLINE),
    errno.ETIMEDOUT: ("the host does not answer", _AGAIN),
    errno.EMFILE: ("too many open files", "set a smaller at_once under [fetching]"),
    socket.EAI_AGAIN: ("the host's name cannot be looked up now", _ONLINE),
}


def cause(error: Exception, where: str, found: str = "") -> FetchFailed:
    """An error of aiohttp, of TLS or of the system as one that the editor can read.

    Args:
        error: What was raised on the way.
        where: The address asked for.
        found: More to be said, as the redirect that led to the trouble.
    """
    import aiohttp

    if type(error) in {aiohttp.ClientConnectorError, aiohttp.ClientConnectorDNSError}:
        error = error.os_error  # type: ignore[attr-defined]
    known = next((words for kind, words in _kinds() if isinstance(error, kind)), None)
    what, hint = _BROKE_OFF if _broken_chunks(error) else known or _of_the_system(error)
    details = (_detail(error), found)
    return FetchFailed(what, where=where, found=", ".join(part for part in details if part), hint=hint)


def _kinds() -> tuple[tuple[type[Exception], tuple[str, str]], ...]:
    """What is said of a kind of error, and what to do; the first that fits."""
    import aiohttp

    return (
        (PrivateAddress, ("an address in a private network", "name its host in allow_private under [fetching]")),
        (aiohttp.ClientConnectorCertificateError, ("the certificate is not valid", "tell the server's owner")),
        (aiohttp.ClientSSLError, ("no secure connection", "does the server speak https on this port?")),
        (aiohttp.ClientProxyConnectionError, ("the proxy cannot be reached", "look at HTTP_PROXY and HTTPS_PROXY")),
        (aiohttp.ClientHttpProxyError, ("the proxy refuses", "ask whoever runs the proxy")),
        (UnicodeError, _UNKNOWN),
        (aiohttp.InvalidURL, ("the address is not understood", _SPELT)),
        (aiohttp.ServerDisconnectedError, ("the server hung up without an answer", _AGAIN)),
        (aiohttp.ClientPayloadError, _BROKE_OFF),
        (aiohttp.ClientResponseError, ("the answer is not HTTP", "open it in a browser")),
    )


def _broken_chunks(error: Exception) -> bool:
    """Whether chunks of a body are broken; where they come with the headers, aiohttp calls the whole answer bad."""
    import aiohttp

    return isinstance(error, aiohttp.ClientResponseError) and "chunk" in error.message.partition("\n")[0].lower()


def _of_the_system(error: Exception) -> tuple[str, str]:
    otherwise = _UNKNOWN if isinstance(error, socket.gaierror) else ("the answer cannot be read", _AGAIN)
    return _BY_NUMBER.get(getattr(error, "errno", None) or 0, otherwise)


def _detail(error: Exception) -> str:
    """What only this error says: of a certificate, of TLS, of a proxy, or of the system."""
    import aiohttp

    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"status {error.status}"
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    text = getattr(inner, "verify_message", "") or getattr(inner, "reason", "")
    words = " ".join(str(text).replace("_", " ").split()).lower()
    return "".join(char for char in words if char.isprintable())[:120]

"""The proxy that the usual variables name: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in small letters too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.errors import FetchFailed
from digest.intake.fetching.addresses import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yarl import URL


def named_proxies() -> Mapping[str, str]:
    """Which proxy this machine names for http and for https; empty for none. Looked up once for many requests."""
    from urllib.request import getproxies

    return {scheme: address for scheme, address in getproxies().items() if scheme in {"http", "https"} and address}


def proxy_for(url: URL, named: Mapping[str, str]) -> URL | None:
    """The proxy by which an address is asked, None to ask it directly.

    Raises:
        FetchFailed: The proxy's own address is not understood, or of a kind that is not spoken (SOCKS).
    """
    address = named.get(url.scheme)
    if address is None or _exempt(url):
        return None
    import yarl

    address = address if "//" in address else f"http://{address}"
    wrong = FetchFailed(
        "the proxy's address is not understood",
        where=shown(str(url)),
        found=shown(address),
        hint=f"set {url.scheme.upper()}_PROXY to an http or https address",
    )
    try:
        proxy = yarl.URL(address)
    except ValueError as error:
        raise wrong from error
    if proxy.scheme not in {"http", "https"} or not proxy.raw_host:
        raise wrong
    return proxy


def _exempt(url: URL) -> bool:
    from urllib.request import proxy_bypass

    host = url.raw_host or ""
    return bool(proxy_bypass(host) or proxy_bypass(f"{host}:{url.port}"))

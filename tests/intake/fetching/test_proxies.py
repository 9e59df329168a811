from __future__ import annotations

import asyncio
import base64
import ssl
import time
from dataclasses import replace

import pytest
from yarl import URL

from digest.errors import FetchFailed
from digest.intake.fetching.limits import Limits
from digest.intake.fetching.messages import Request, Response
from digest.intake.fetching.proxies import named_proxies, proxy_for
from digest.intake.fetching.web import web

from .servers import HELLO, LIMITS, answering, fetched, leading_home, refused, run, serving, talking

STRICT = Limits(timeout=5, delay=0)


class Proxy:
    """A proxy that writes down what it is asked for; all names lead to one port of this machine."""

    def __init__(self, port: int = 0, status: bytes = b"200 OK") -> None:
        self.port, self.status = port, status
        self.asked: list[str] = []
        self.heads: list[str] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.heads.append(head.decode())
        method, target, _ = head.decode().split(" ", 2)
        self.asked.append(f"{method} {target}")
        if method == "CONNECT" and self.port:
            await self.tunnel(reader, writer)
        else:
            writer.write(b"HTTP/1.1 " + self.status + b"\r\nContent-Length: %d\r\n\r\n" % len(HELLO) + HELLO)
            await writer.drain()

    async def tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await asyncio.gather(self.pour(reader, far_writer), self.pour(far_reader, writer))
        finally:
            far_writer.close()

    @staticmethod
    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
        writer.close()


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy"])
def test_a_proxy_that_is_named_is_used_though_its_address_is_private(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Proxy()

    async def main() -> Response:
        async with talking(proxy) as url:
            monkeypatch.setenv(variable, url)
            return await fetched("http://feeds.example.org/feed", STRICT)

    response = run(main())
    assert response.body == HELLO
    assert proxy.asked == ["GET http://feeds.example.org/feed"]


def test_https_goes_through_a_tunnel(
    monkeypatch: pytest.MonkeyPatch, server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    proxy = Proxy()

    async def main() -> Response:
        async with serving(answering(), server_tls) as safe, talking(proxy) as url:
            proxy.port = int(safe.rpartition(":")[2])
            monkeypatch.setenv("HTTPS_PROXY", url)
            return await fetched(f"https://127.0.0.1:{proxy.port}/", replace(LIMITS), tls=client_tls)

    assert run(main()).body == HELLO
    assert proxy.asked == [f"CONNECT 127.0.0.1:{proxy.port}"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.1", "[::1]", "127.1", "169.254.169.254", "2130706433"]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_behind_a_proxy_private_addresses_are_refused_by_name(
    host: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Proxy()

    async def main() -> FetchFailed:
        async with talking(proxy) as url:
            monkeypatch.setenv(f"{scheme.upper()}_PROXY", url)
            return await refused(f"{scheme}://{host}/", STRICT)

    assert run(main()).what == "an address in a private network"
    assert proxy.asked == []


@pytest.mark.parametrize(
    "exempt", ["feeds.example.org", ".example.org", "example.org", "*", "a.test, feeds.example.org"]
)
def test_what_no_proxy_names_is_asked_directly_and_guarded(exempt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Proxy()

    async def main() -> FetchFailed:
        async with talking(proxy) as url:
            monkeypatch.setenv("http_proxy", url)
            monkeypatch.setenv("no_proxy", exempt)
            return await refused("http://feeds.example.org/", STRICT, lookup=leading_home)

    assert run(main()).what == "an address in a private network"
    assert proxy.asked == []


def test_each_step_of_a_redirect_is_looked_at_behind_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Proxy(status=b"302 Found\r\nLocation: http://192.168.0.1/")

    async def main() -> FetchFailed:
        async with talking(proxy) as url:
            monkeypatch.setenv("HTTP_PROXY", url)
            return await refused("http://feeds.example.org/", STRICT)

    assert run(main()).what == "an address in a private network"
    assert proxy.asked == ["GET http://feeds.example.org/"]


def test_the_password_of_a_proxy_goes_to_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Proxy()

    async def main() -> None:
        async with talking(proxy) as url:
            monkeypatch.setenv("HTTP_PROXY", url.replace("//", "//me:secret@"))
            await fetched("http://feeds.example.org/", STRICT)

    run(main())
    said = base64.b64encode(b"me:secret").decode()
    assert f"Proxy-Authorization: Basic {said}\r\n" in proxy.heads[0]
    assert "\r\nAuthorization" not in proxy.heads[0]


def test_passwords_for_hosts_that_lie_in_the_home_folder_stay_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine feeds.example.org login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    proxy = Proxy()

    async def main() -> None:
        async with talking(proxy) as url:
            monkeypatch.setenv("HTTP_PROXY", url)
            await fetched("http://feeds.example.org/", STRICT)

    run(main())
    assert "uthorization" not in proxy.heads[0]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_not_there_is_said_to_be(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> FetchFailed:
        async with talking(Proxy()) as url:
            monkeypatch.setenv(f"{scheme.upper()}_PROXY", url)
        return await refused(f"{scheme}://feeds.example.org/", STRICT)

    assert run(main()).what == "the proxy cannot be reached"


def test_a_proxy_that_refuses_a_tunnel_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> FetchFailed:
        async with talking(Proxy(status=b"403 Forbidden")) as url:
            monkeypatch.setenv("HTTPS_PROXY", url)
            return await refused("https://feeds.example.org/", STRICT)

    failure = run(main())
    assert (failure.what, failure.found) == ("the proxy refuses", "status 403")


@pytest.mark.parametrize(
    "named", ["socks5://127.0.0.1:1080", "http://", "http://[::1", "ftp://a:1/", "http://a:b@c:x/"]
)
def test_a_proxy_that_cannot_be_spoken_to_is_said_to_be_wrong(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", named)
    assert run(refused("http://feeds.example.org/", STRICT)).what == "the proxy's address is not understood"


def test_a_proxy_may_be_named_without_a_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "proxy.example.org:3128")
    assert proxy_for(URL("http://a.test/"), named_proxies()) == URL("http://proxy.example.org:3128")
    assert proxy_for(URL("https://a.test/"), named_proxies()) is None


def test_waiting_for_a_host_does_not_count_as_time_of_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only hosts that are not allowed by name have a delay, and they are reached here through a proxy alone."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(1)

    async def main() -> None:
        async with talking(Proxy()) as url:
            monkeypatch.setenv("HTTP_PROXY", url)
            limits = replace(STRICT, delay=1.0, timeout=0.8)
            now = iter(range(0, 1_000, 100))
            began = time.monotonic()
            async with web(
                limits, sleep=sleep, chance=lambda: 0.0, clock=lambda: min(1.0 * len(slept), next(now))
            ) as fetch:
                await asyncio.gather(*(fetch(Request("http://feeds.example.org/")) for _ in range(2)))
            assert time.monotonic() - began >= 1

    run(main())
    assert slept == [1.0]

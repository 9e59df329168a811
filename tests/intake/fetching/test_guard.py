from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address
from typing import Any

import pytest
from aiohttp import web as served
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FetchFailed
from digest.intake.fetching.guard import PrivateAddress, canonical, guarded_socket, is_public, private_by_name
from digest.intake.fetching.limits import Limits
from digest.intake.fetching.messages import Request
from digest.intake.fetching.web import web

from .servers import HELLO, LIMITS, answering, fetched, leading_home, refused, run, serving, talking

STRICT = Limits(timeout=5, delay=0)
PRIVATE = "an address in a private network"


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "100.127.255.255", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.255", "240.0.0.1"),  # noqa: S104  # nothing is bound
        *("255.255.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:100.64.0.1", "::ffff:224.0.0.1", "::127.0.0.1"),
        *("2002:7f00:1::", "2002:0a00:0001::1", "2002:a9fe:a9fe::", "2002:6440:1::"),
        *("64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::100.64.0.1", "64:ff9b:1::1", "2001::1", "100::1"),
        *("", "localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "1.2.3.4.5", "8.8.8.8 "),
    ],
)
def test_all_other_addresses_are_not(address: str) -> None:
    assert not is_public(address)


@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_address_inside_an_ipv6_one_is_as_public_as_itself(number: int) -> None:
    plain = is_public(str(IPv4Address(number)))
    assert is_public(str(IPv6Address(0xFFFF << 32 | number))) == plain
    assert is_public(str(IPv6Address(0x64FF9B << 96 | number))) == plain
    assert is_public(str(IPv6Address(0x2002 << 112 | number << 80))) == plain


@pytest.mark.parametrize(
    ("host", "private"),
    [
        *((host, True) for host in ("localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.0.0.1.", "127.1")),
        *((host, True) for host in ("0", "0x7f.1", "2130706433", "017700000001", "::1", "::ffff:7f00:1", "10.0.0.1")),
        *(
            (host, False)
            for host in ("example.org", "8.8.8.8", "134744072", "a.local", "2606:4700::1111", "1.example.")
        ),
    ],
)
def test_some_names_alone_say_that_they_are_private(host: str, private: bool) -> None:
    assert private_by_name(host) is private


@given(st.text(max_size=40))
def test_any_text_can_be_asked_whether_it_names_a_private_host(text: str) -> None:
    assert private_by_name(text) in {True, False}
    assert canonical(canonical(text)) == canonical(text)


def test_a_socket_is_made_for_a_public_address_alone() -> None:
    with guarded_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("8.8.8.8", 80))) as made:
        assert made.family == socket.AF_INET
    with pytest.raises(PrivateAddress):
        guarded_socket((socket.AF_INET6, socket.SOCK_STREAM, 0, "", ("::1", 80, 0, 0)))


class Counted:
    """A server's handler that counts who reached it."""

    def __init__(self) -> None:
        self.reached = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reached += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "127.0.0.1.",
            "127.1",
            "127.0.1",
            "0x7f.1",
            "0x7f000001",
            "2130706433",
            "017700000001",
            "0177.0.0.1",
        ),
        *(
            "localhost",
            "localhost.",
            "LOCALHOST",
            "x.localhost",
            "0",
            "0.0.0.0",  # noqa: S104  # nothing is bound
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
        ),
        *(
            "[::ffff:7f00:1]",
            "[0:0:0:0:0:ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "①②⑦.⓪.⓪.①",
            "127。0。0。1",
            "%31%32%37.0.0.1",
        ),
        *("feeds.example.org", "feeds.example.org.", "127.0.0.1.example.org", "b\u00fccher.example"),
    ],
)
def test_no_spelling_of_this_machine_is_reached(host: str) -> None:
    counted = Counted()

    async def main() -> FetchFailed:
        async with talking(counted) as url:
            return await refused(f"http://{host}:{url.rpartition(':')[2]}/", STRICT, lookup=leading_home)

    assert run(main()).what in {PRIVATE, "the address is not understood"}
    assert counted.reached == 0


def test_the_credentials_of_clouds_are_not_asked_for() -> None:
    failure = run(refused("http://169.254.169.254/latest/meta-data/", STRICT))
    assert failure.what == PRIVATE
    assert "allow_private" in failure.hint


def test_a_name_with_private_addresses_of_both_kinds_is_refused() -> None:
    def lookup(*args: Any, **kwargs: Any) -> list[tuple[Any, ...]]:  # noqa: ARG001  # as the system's own
        found: list[tuple[Any, ...]] = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", 80, 0, 0))]
        return [*found, (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80))]

    assert run(refused("http://both.example.org/", STRICT, lookup=lookup)).what == PRIVATE


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1:{port}/", "http://stranger.example.org:{port}/", "//0x7f.1:{port}/"]
)
def test_a_redirect_from_an_allowed_host_to_one_that_is_not_is_refused(to: str) -> None:
    asked: list[str] = []

    async def handler(request: served.BaseRequest) -> served.Response:
        asked.append(request.host)
        port = request.host.rpartition(":")[2]
        return served.Response(status=301, headers={"Location": to.format(port=port)})

    async def main() -> FetchFailed:
        async with serving(handler) as url:
            limits = replace(STRICT, allow_private=frozenset({"friend.example.org"}))
            return await refused(url.replace("127.0.0.1", "friend.example.org"), limits, lookup=leading_home)

    failure = run(main())
    assert failure.what == PRIVATE
    assert failure.found.startswith("redirected to ")
    assert len(asked) == 1


def test_a_connection_to_an_allowed_host_serves_no_other_one() -> None:
    asked: list[str] = []

    async def handler(request: served.BaseRequest) -> served.Response:
        asked.append(request.host.partition(":")[0])
        return served.Response(body=HELLO)

    async def main() -> list[Any]:
        limits = replace(STRICT, per_host=1, allow_private=frozenset({"friend.example.org"}))
        async with serving(handler) as url, web(limits, lookup=leading_home) as fetch:
            port = url.rpartition(":")[2]
            names = ["friend", "stranger", "friend", "127.0.0.1", "friend", "stranger", "friend"]
            hosts = [name if name[0] == "1" else f"{name}.example.org" for name in names]
            requests = [fetch(Request(f"http://{host}:{port}/")) for host in hosts]
            return await asyncio.gather(*requests, return_exceptions=True)

    answers = run(main())
    assert [isinstance(answer, FetchFailed) for answer in answers] == [False, True] * 3 + [False]
    assert asked == ["friend.example.org"] * 4


@pytest.mark.parametrize("allowed", ["localhost", "127.0.0.1", "intranet.example.org", "::1"])
def test_an_allowed_name_allows_no_other_spelling(allowed: str) -> None:
    limits = replace(STRICT, allow_private=frozenset({allowed}))
    for host in {"localhost", "127.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "intranet"} - {
        allowed,
        f"[{allowed}]",
    }:
        assert run(refused(f"http://{host}:9/", limits, lookup=leading_home)).what == PRIVATE


def test_an_allowed_host_is_reached_in_small_and_capital_letters_and_with_a_dot() -> None:
    async def main() -> None:
        async with serving(answering()) as url:
            port = url.rpartition(":")[2]
            limits = replace(LIMITS, allow_private=frozenset({"intranet.example.org"}))
            for host in ("intranet.example.org", "Intranet.Example.ORG", "intranet.example.org."):
                response = await fetched(f"http://{host}:{port}/", limits, lookup=leading_home)
                assert response.body == HELLO

    run(main())


def test_a_name_that_leads_somewhere_else_the_second_time_is_refused_then() -> None:
    """A host may be asked twice for one request, and answer differently: what counts is where the connection goes."""
    answers = iter(["8.8.8.8", "127.0.0.1"])
    counted = Counted()

    def lookup(*args: Any, **kwargs: Any) -> list[tuple[Any, ...]]:
        next(answers)  # a look-up before ours, as a check by name would do it
        return socket.getaddrinfo(next(answers), *args[1:], **kwargs)

    async def main() -> FetchFailed:
        async with talking(counted) as url:
            return await refused(f"http://rebound.example.org:{url.rpartition(':')[2]}/", STRICT, lookup=lookup)

    assert run(main()).what == PRIVATE
    assert counted.reached == 0

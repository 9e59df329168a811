"""Services are asked at the address that was given and nowhere else, for so long and for so much."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from digest.delivery.services.requests import Request
from digest.delivery.services.transport import asking
from digest.errors import DeliveryError
from tests.needs import missing
from tests.servers import Answer, Asked, serving

ONE = Request("GET", "/api/x", (("tags", "a b"), ("tags", "c&d")), (("Authorization", "token u:secret"),))


def test_path_query_and_headers_arrive_below_the_address() -> None:
    with serving(lambda _: Answer(b"{}", headers={"Content-Type": "application/json; charset=utf-8"})) as server:
        reply = asking(f"{server.address}/lists/", "listmonk", timeout=5)(ONE)
    assert (reply.status, reply.body, reply.kind) == (200, b"{}", "application/json")
    (asked,) = server.asked
    assert asked.path == "/lists/api/x?tags=a+b&tags=c%26d"
    assert asked.headers["authorization"] == "token u:secret"


def test_a_redirect_is_an_answer_and_no_other_host_gets_the_token() -> None:
    with serving(lambda _: Answer(b"")) as other:
        moved = Answer(b"", 302, {"Location": f"{other.address}/api/x"})
        with serving(lambda _: moved) as server:
            reply = asking(server.address, "listmonk", timeout=5)(ONE)
    assert (reply.status, reply.location) == (302, f"{other.address}/api/x")
    assert other.asked == []


def test_an_answer_that_is_too_long_is_not_read_to_its_end() -> None:
    with serving(lambda _: Answer(b"x" * 1001)) as server:
        ask = asking(server.address, "listmonk", timeout=5, most=1000)
        with pytest.raises(DeliveryError, match=r"listmonk answers too much · .* · more than 1,000 bytes"):
            ask(ONE)


def test_an_answer_that_does_not_come_is_not_waited_for() -> None:
    enough = threading.Event()

    def late(_: Asked) -> Answer:
        enough.wait(10)
        return Answer()

    with serving(late) as server:
        try:
            with pytest.raises(DeliveryError, match=r"listmonk does not answer · .* · 0\.2 s · try again later"):
                asking(server.address, "listmonk", timeout=0.2)(ONE)
        finally:
            enough.set()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9", "http://nowhere.test", "ftp://lists.test", "http://[lists"]
)
def test_an_address_where_nobody_answers_is_named_on_one_line(address: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        asking(address, "listmonk", timeout=5)(ONE)
    assert str(caught.value).startswith(f"listmonk cannot be reached · {address}")
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[str]:
    """The address of a server whose certificate nobody trusts."""
    openssl = shutil.which("openssl")
    if openssl is None:
        missing("no openssl found; install it to run the tests of https")
        return
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    kind = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    name = ("-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1")
    files = ("-keyout", str(key), "-out", str(chain))
    subprocess.run([openssl, *kind, *name, *files], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)

    class Quiet(HTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of those who hang up."""

    with Quiet(("127.0.0.1", 0), BaseHTTPRequestHandler) as http:
        http.socket = context.wrap_socket(http.socket, server_side=True)
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"https://127.0.0.1:{http.server_port}"
        finally:
            http.shutdown()
            thread.join()


def test_a_certificate_that_nobody_trusts_is_refused(secure: str) -> None:
    with pytest.raises(DeliveryError, match=r"listmonk cannot be reached · https://.*(?i:certificate)"):
        asking(secure, "listmonk", timeout=5)(ONE)

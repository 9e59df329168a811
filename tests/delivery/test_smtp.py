"""Mail servers of all kinds, and what is said of each in one line."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.delivery.connection import Unavailable, closed, opened
from digest.delivery.handing import dotted, handed_over
from digest.delivery.options import SmtpServer
from digest.delivery.pacing import Pace
from digest.delivery.replies import plain
from digest.errors import DeliveryError
from tests.mail_server import certificate, mail_server, saying
from tests.sending import at

EML = b"Subject: A\r\n\r\n.\r\n..two\r\nend\r\n"


def handed(server: SmtpServer, message: bytes = EML, reader: str = "r@example.org") -> str:
    """What becomes of a message."""
    smtp = opened(server)
    try:
        return handed_over(smtp, "post@example.org", reader, message, lambda: True).state
    finally:
        closed(smtp)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    return certificate(tmp_path_factory.mktemp("certificate"))


def test_a_message_arrives_byte_for_byte() -> None:
    with mail_server() as server:
        assert handed(at(server.port)) == "sent"
    assert server.taken[0].message == EML


@given(st.lists(st.sampled_from([b".", b"..", b"a", b"", b".\r", b"\r\n"])).map(b"\r\n".join))
def test_no_line_of_a_message_on_its_way_is_a_lone_dot(message: bytes) -> None:
    travelling = dotted(message)
    assert travelling.endswith(b"\r\n")
    lines = travelling[:-2].split(b"\r\n")
    assert b"." not in lines
    arrived = b"\r\n".join(line.removeprefix(b".") for line in lines)
    assert arrived == message.removesuffix(b"\r\n")


def test_this_machine_names_itself_by_name_or_address() -> None:
    with mail_server() as server:
        handed(at(server.port))
    name = server.names[0]
    assert name == "[127.0.0.1]" or "." in name.strip("[]")


def test_a_connection_is_made_secret_by_starttls_and_the_certificate_is_verified(own: tuple[Path, Any]) -> None:
    file, context = own
    with mail_server(starttls=context) as server:
        trusting = at(server.port, host="localhost", security="starttls", authority=file)
        assert handed(trusting) == "sent"
        with pytest.raises(
            DeliveryError, match=r"certificate is not trusted · localhost:.*self-signed.*smtp.authority"
        ):
            opened(at(server.port, host="localhost", security="starttls"))
        with pytest.raises(DeliveryError, match=r"certificate is not trusted · 127.0.0.1:.*mismatch"):
            opened(at(server.port, security="starttls", authority=file))


def test_a_connection_that_is_secret_from_the_first_byte_is_verified_too(own: tuple[Path, Any]) -> None:
    file, context = own
    with mail_server(tls=context) as server:
        assert handed(at(server.port, host="localhost", security="tls", authority=file)) == "sent"
        with pytest.raises(DeliveryError, match=r"certificate is not trusted"):
            opened(at(server.port, host="localhost", security="tls"))


def test_a_server_without_starttls_gets_nothing() -> None:
    with (
        mail_server() as server,
        pytest.raises(DeliveryError, match=r"offers no secret connection · .* · no STARTTLS"),
    ):
        opened(at(server.port, security="starttls"))


def test_tls_at_a_port_for_starttls_says_which_port_is_for_what() -> None:
    with mail_server() as server, pytest.raises(DeliveryError, match=r"port 465 goes with"):
        opened(at(server.port, security="tls"))


def test_certificates_that_cannot_be_read_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("none")
    for name, found in (("no.pem", "no certificate in PEM"), ("missing.pem", "No such file")):
        with pytest.raises(DeliveryError, match=f"certificates cannot be read · .*{name} · {found}"):
            opened(at(1, security="tls", authority=tmp_path / name))


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("password", ["right", "wröng ✓"])
def test_who_has_the_password_is_let_in(password: str) -> None:
    with mail_server(users={"post": password}) as server:
        assert handed(at(server.port, user="post", password=password)) == "sent"
        with pytest.raises(DeliveryError, match=r"does not let us in · .* · 535 .* · check smtp.user") as refused:
            opened(at(server.port, user="post", password="other"))
    assert "other" not in str(refused.value)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_server_that_wants_a_user_says_so() -> None:
    with mail_server(users={"post": "right"}) as server, pytest.raises(DeliveryError, match=r"530 .* set smtp.user"):
        handed(at(server.port))


def test_login_is_spoken_where_plain_is_not() -> None:
    lines = [
        b"220 hi\r\n",
        b"250-hi\r\n250 AUTH LOGIN\r\n",
        b"334 VXNlcm5hbWU6\r\n",
        b"334 UGFzc3dvcmQ6\r\n",
        b"235 in\r\n",
    ]
    with saying(*lines) as port:
        closed(opened(at(port, user="post", password="right")))


def test_a_server_with_other_ways_to_sign_in_is_named() -> None:
    with (
        saying(b"220 hi\r\n", b"250-hi\r\n250 AUTH XOAUTH2\r\n") as port,
        pytest.raises(DeliveryError, match=r"no way to sign in .* it offers XOAUTH2"),
    ):
        opened(at(port, user="post", password="right"))


def test_a_password_is_not_sent_in_clear_text_to_another_machine() -> None:
    address = _other_address()
    if not address:
        pytest.skip("this machine has no other address than loopback")
    with socket.create_server((address, 0)) as listening:
        port = listening.getsockname()[1]

        def serve() -> None:
            client, _ = listening.accept()
            with client:
                client.sendall(b"220 hi\r\n")
                client.recv(4096)
                client.sendall(b"250-hi\r\n250 AUTH PLAIN\r\n")
                rest.append(client.recv(4096))

        rest: list[bytes] = []
        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(DeliveryError, match=r"password is not sent where others can read it"):
            opened(at(port, host=address, user="post", password="right"))
        thread.join()
    assert b"AUTH" not in b"".join(rest)


def _other_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        address = str(asked.getsockname()[0])
        return "" if address.startswith("127.") else address


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([b"SSH-2.0-OpenSSH\r\n"], "no mail server answers there"),
        ([b"HTTP/1.1 400 Bad Request\r\n\r\n"], "no mail server answers there"),
        ([b"554-no\r\n554 thanks\r\n"], "the mail server takes nothing · .* · 554 no thanks"),
        ([b"421 busy\r\n"], "the mail server takes nothing · .* · 421 busy · try again later"),
        ([b""], "the mail server hung up"),
        ([b"220 hi\r\n", b"500 what\r\n", b"502 what\r\n"], "does not greet · .* · 502 what"),
        ([b"220 hi\r\n", b"\xff\xfe\x00 \x07what\r\n"], "does not greet · .* · an answer that is none"),
        ([b"220 hi\r\n", b"2" * 20_000 + b"\r\n"], "does not greet · .* · an answer that is none"),
    ],
)
def test_whatever_answers_is_told_in_one_line(lines: list[bytes], said: str) -> None:
    with saying(*lines) as port, pytest.raises(DeliveryError, match=said) as error:
        opened(at(port))
    assert "\n" not in str(error.value)
    assert str(error.value).isprintable()


def test_a_server_that_hangs_is_left_after_the_timeout() -> None:
    with saying(b"220 hi\r\n", then_wait=True) as port, pytest.raises(Unavailable, match=r"no answer in time"):
        opened(at(port, timeout=0.2))


def test_where_nobody_listens_that_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(Unavailable, match=r"does not answer · 127.0.0.1:.* · Connection refused") as error:
        opened(at(port))
    assert error.value.unreachable


def test_a_name_that_nobody_knows_is_said() -> None:
    with pytest.raises(Unavailable, match=r"name is not known · smtp.invalid:25"):
        opened(SmtpServer(host="smtp.invalid", port=25))


def test_an_older_server_is_greeted_in_its_own_way() -> None:
    lines = [
        b"220 hi\r\n",
        b"500 what\r\n",
        b"250 hi\r\n",
        b"250 ok\r\n",
        b"250 ok\r\n",
        b"354 go\r\n",
        b"250 ok\r\n",
    ]
    with saying(*lines, b"250 bye\r\n") as port:
        smtp = opened(at(port))
        assert smtp.docmd("noop")[0] == 250
        closed(smtp)


@pytest.mark.parametrize(
    ("replies", "state"),
    [
        ([b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n"], "later"),  # no 354
        ([b"250 ok\r\n", b"250 ok\r\n", b"nonsense\r\n"], "later"),
        ([b"250 ok\r\n", b"999 ok\r\n"], "later"),
        ([b"nonsense\r\n"], "back"),
        ([b"250 ok\r\n", b"550 who\r\n", b"250 ok\r\n"], "refused"),
    ],
)
def test_answers_that_do_not_fit_never_count_as_taken(replies: list[bytes], state: str) -> None:
    with saying(b"220 hi\r\n", b"250 hi\r\n", *replies) as port:
        assert handed(at(port)) == state


def test_silence_after_the_last_dot_leaves_the_message_in_doubt() -> None:
    with saying(b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", then_wait=True) as port:
        assert handed(at(port, timeout=0.2)) == "doubt"


@pytest.mark.parametrize(("said", "state"), [(b"552 too big\r\n", "refused"), (b"421 going down\r\n", "back")])
def test_a_server_that_speaks_before_its_turn_is_listened_to_and_has_nothing(said: bytes, state: str) -> None:
    def permit() -> bool:
        time.sleep(0.05)  # what the record takes on a slow disk
        return True

    lines = [b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", said]
    with saying(*lines) as port:
        smtp = opened(at(port))
        outcome = handed_over(smtp, "post@example.org", "r@example.org", EML, permit)
        closed(smtp, politely=outcome.alive)
    assert (outcome.state, outcome.alive) == (state, False)


def test_an_address_outside_ascii_is_refused_and_not_sent() -> None:
    with mail_server() as server:
        assert handed(at(server.port), reader="josé@example.org") == "refused"
    assert server.stages["RCPT"] == 0


def test_what_a_server_says_does_nothing_to_a_terminal_and_is_not_too_long() -> None:
    assert plain(b"one\x1b[31m\r\n two\xff") == "one [31m two\ufffd"
    assert len(plain("long " * 200)) == 300


def test_a_pace_lets_so_many_through_in_a_second() -> None:
    moments, now = [], [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    pace = Pace(4, lambda: now[0], sleep)
    for _ in range(5):
        pace.keep(lambda: False)
        moments.append(round(now[0], 6))
    assert moments == [0, 0.25, 0.5, 0.75, 1]

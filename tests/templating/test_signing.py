from __future__ import annotations

import re
import subprocess
import sys

import dkim
import pytest

from digest.errors import SettingsError
from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.signing import Signer, checked, signed
from tests.templating import keys
from tests.templating.issues import FREE, a_full_issue, a_hostile_issue
from tests.templating.languages import an_arabic_issue
from tests.templating.mailbox import sent

ENV = templates()
SIGNER = Signer("letter.test", "digest", keys.PRIVATE)
LETTERS = {
    make: letter(make(), FREE, ENV, signer=SIGNER).eml for make in (a_full_issue, a_hostile_issue, an_arabic_issue)
}
FULL = LETTERS[a_full_issue]


def dns(name: bytes, timeout: int = 5) -> bytes:
    assert (name, timeout) == (b"digest._domainkey.letter.test.", 5)
    return b"v=DKIM1; k=rsa; p=" + keys.PUBLIC


def verifies(eml: bytes) -> bool:
    return bool(dkim.verify(eml, dnsfunc=dns))


def tags() -> dict[str, str]:
    head = re.sub(r"\r\n\s+", " ", FULL.partition(b"\r\nFrom:")[0].decode("ascii"))
    pairs = (tag.split("=", 1) for tag in head.removeprefix("DKIM-Signature:").split(";"))
    return {name.strip(): re.sub(r"\s", "", value) for name, value in pairs}


@pytest.mark.parametrize("eml", LETTERS.values(), ids=["full", "hostile", "arabic"])
def test_a_signed_letter_verifies_also_after_its_way_through_a_mail_server(eml: bytes) -> None:
    assert verifies(eml)
    assert verifies(sent(eml))


@pytest.mark.parametrize("key", [keys.MODERN, keys.PRIVATE.replace(b"\n", b"\r\n")], ids=["pkcs8", "crlf"])
def test_a_key_may_be_written_otherwise(key: bytes) -> None:
    signer = checked(Signer("letter.test", "digest", key), "here")
    assert letter(a_full_issue(), FREE, ENV, signer=signer).eml == FULL


def test_below_its_signature_the_letter_is_the_same() -> None:
    plain = letter(a_full_issue(), FREE, ENV)
    assert FULL.endswith(b"\r\n" + plain.eml)
    assert FULL.startswith(b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=letter.test;")
    assert all(len(line) <= 78 for line in FULL.removesuffix(plain.eml).split(b"\r\n"))


def test_the_same_letter_has_the_same_signature_whatever_the_time() -> None:
    assert letter(a_full_issue(), FREE, ENV, signer=SIGNER).eml == FULL
    assert {"t", "x", "l"}.isdisjoint(tags())


def test_every_header_that_says_something_is_covered() -> None:
    covered = tags()["h"].split(":")
    head = FULL.partition(b"\r\n\r\n")[0].decode("ascii")
    lists = {name.lower() for name in re.findall(r"(?m)^(List-[\w-]+):", head)}
    assert (
        {"list-unsubscribe", "list-unsubscribe-post", "list-id", "list-archive", "list-help"} <= lists <= set(covered)
    )
    assert {"from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type"} <= set(covered)
    assert "feedback-id" in covered


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"By A. Writer", b"By A. Forger"),
        (b"Subject: ", b"Subject: Not "),
        (b"unsubscribe/8fz3k2q9>", b"unsubscribe/another>"),
        (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b""),
        (b"List-Id: ", b"List-Id: X "),
        (b"Feedback-ID: ", b"Feedback-ID: x"),
        (b"Date: Sun", b"Date: Mon"),
    ],
)
def test_a_letter_that_was_tampered_with_does_not_verify(old: bytes, new: bytes) -> None:
    assert old in FULL
    assert not verifies(FULL.replace(old, new, 1))


@pytest.mark.parametrize("name", ["From", "To", "Subject", "Date", "Reply-To", "Message-ID", "List-Unsubscribe"])
def test_a_second_header_of_a_kind_breaks_the_signature(name: str) -> None:
    more = f"{name}: <other@letter.test>\r\n".encode()
    assert not verifies(FULL.replace(b"\r\nFrom: ", b"\r\n" + more + b"From: ", 1))


def test_a_relay_that_folds_headers_anew_does_no_harm() -> None:
    assert verifies(FULL.replace(b"\r\n <mailto:leave", b" <mailto:leave"))


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (b"", "is no RSA private key in PEM"),
        (b"-----BEGIN X-----\nnonsense\n-----END X-----\n", "is no RSA private key in PEM"),
        (keys.OTHER_KIND, "is no RSA private key in PEM"),
        (keys.LOCKED, "take off its passphrase"),
        (keys.SMALL, "too small · here · 512 bits"),
    ],
    ids=["empty", "nonsense", "ed25519", "locked", "small"],
)
def test_a_key_that_is_not_fit_is_refused_in_one_line(key: bytes, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        checked(Signer("letter.test", "digest", key), "here")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_key_is_never_shown() -> None:
    assert "PRIVATE" not in repr(SIGNER)


WITHOUT = """
import sys
sys.modules["dkim"] = None  # as Python has it when a package is not installed
from digest.errors import SettingsError
from digest.templating.signing import Signer, checked
try:
    checked(Signer("a.test", "s", b""), "here")
except SettingsError as error:
    print(error)
"""


def test_without_the_extra_the_editor_is_told_what_to_install() -> None:
    run = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == (
        'letters cannot be signed: dkimpy is not installed · install it with: pip install "digest[dkim]"\n'
    )


def test_who_signs_nothing_does_not_wait_for_dkimpy() -> None:
    look = "import sys, digest.templating.letter, digest.settings.signing; print('dkim' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == "False\n"


def test_any_message_can_be_signed() -> None:
    assert signed(b"From: a@letter.test\r\n\r\nx\r\n", SIGNER).endswith(b"\r\nFrom: a@letter.test\r\n\r\nx\r\n")

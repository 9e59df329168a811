from __future__ import annotations

import json
from pathlib import Path

import pytest

from digest.delivery.tokens import Tokens
from digest.ledger import Ledger
from digest.ledger.readers import Readers
from digest.model import Week
from digest.pipeline.unsubscribing import tokens_of
from tests.cli.issues import call

W25 = Week(2024, 25)


def a_token(newsletter: Path, address: str, **environ: str) -> str:
    """The token of a reader who was sent a letter."""
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        tokens = tokens_of(Readers(ledger), environ)
        Readers(ledger).remember([(tokens.reader(address), address)])
        return tokens.token(W25, address)


def suppressed(newsletter: Path) -> str:
    file = newsletter / "suppressed.txt"
    return file.read_text() if file.exists() else ""


def test_a_token_takes_its_reader_out(newsletter: Path) -> None:
    done = call(newsletter, "unsubscribe", a_token(newsletter, "jane@reader.test"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "jane@reader.test gets nothing any more\n", "")
    assert suppressed(newsletter) == "jane@reader.test\n"


@pytest.mark.parametrize("url", ["https://letter.test/u?list=1&token={}", "https://letter.test/u/{}/now#top"])
def test_the_address_that_holds_it_does_so_too(newsletter: Path, url: str) -> None:
    done = call(newsletter, "unsubscribe", "--only-tokens", url.format(a_token(newsletter, "jane@reader.test")))
    assert done.returncode == 0
    assert suppressed(newsletter) == "jane@reader.test\n"


def test_a_reader_is_taken_out_once(newsletter: Path) -> None:
    call(newsletter, "unsubscribe", "jane@reader.test")
    done = call(
        newsletter, "unsubscribe", "Jane@reader.test", a_token(newsletter, "jane@reader.test"), "joe@reader.test"
    )
    assert done.stdout.splitlines() == [
        "joe@reader.test gets nothing any more",
        "Jane@reader.test was unsubscribed before",
    ]
    assert suppressed(newsletter) == "jane@reader.test\njoe@reader.test\n"


def test_what_cannot_be_done_is_told_and_the_rest_is_done(newsletter: Path) -> None:
    changed = a_token(newsletter, "jane@reader.test")[:-2] + "AA"
    stranger = Tokens(bytes(32)).token(W25, "jane@reader.test")
    done = call(newsletter, "unsubscribe", "--json", changed, stranger, "joe@", "zoe@reader.test")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["unsubscribed"], told["before"]) == (["zoe@reader.test"], [])
    why = "it was cut or changed, or made by another ledger or key; give the reader's address"
    assert told["problems"] == [
        f"not a token of this newsletter · digest unsubscribe · {changed} · {why}",
        f"not a token of this newsletter · digest unsubscribe · {stranger} · {why}",
        "not an address · digest unsubscribe · joe@ · check how it is spelled",
    ]


def test_a_token_of_a_reader_who_was_never_sent_anything_is_told(newsletter: Path) -> None:
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        token = tokens_of(Readers(ledger), {}).token(W25, "jane@reader.test")
    done = call(newsletter, "unsubscribe", token)
    assert done.returncode == 1
    assert done.stderr == (
        "digest: a token of a reader whom the ledger does not know · digest unsubscribe · "
        f"{token} · give the reader's address\n"
    )


def test_nobody_is_taken_out_by_an_address_that_the_web_sent(newsletter: Path) -> None:
    done = call(newsletter, "unsubscribe", "--only-tokens", "--", "jane@reader.test")
    assert done.returncode == 1
    assert done.stderr.startswith("digest: an address where a token belongs · ")
    assert suppressed(newsletter) == ""


def test_nothing_is_written_but_the_file(newsletter: Path) -> None:
    call(newsletter, "unsubscribe", "jane@reader.test")
    assert not (newsletter / "ledger.sqlite").exists()


def test_a_key_of_one_s_own_takes_the_place_of_the_ledger_s(newsletter: Path) -> None:
    key = newsletter / "token.key"
    key.write_text("0123456789abcdef" * 4 + "\n")
    token = a_token(newsletter, "jane@reader.test", DIGEST_TOKEN_KEY=str(key))
    assert call(newsletter, "unsubscribe", token).returncode == 1
    key.write_text("0123456789abcdef" * 4)
    assert call(newsletter, "unsubscribe", token, DIGEST_TOKEN_KEY=str(key)).returncode == 0
    assert suppressed(newsletter) == "jane@reader.test\n"


def test_a_key_that_is_missing_or_short_is_one_line(newsletter: Path) -> None:
    (newsletter / "short.key").write_text("secret\n")
    done = call(newsletter, "unsubscribe", "a" * 48, DIGEST_TOKEN_KEY="none.key")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "the key of tokens cannot be read · DIGEST_TOKEN_KEY=none.key · No such file or directory" in done.stderr
    done = call(newsletter, "unsubscribe", "a" * 48, DIGEST_TOKEN_KEY="short.key")
    assert "the key of tokens is too short · DIGEST_TOKEN_KEY=short.key · 6 bytes · make one with" in done.stderr

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from digest.delivery.tokens import Tokens
from digest.ledger import Ledger
from digest.ledger.readers import Readers
from digest.model import Week
from digest.pipeline.unsubscribing import tokens_of
from digest.settings.reading import load
from tests.cli.issues import call

W25 = Week(2024, 25)


def a_token(newsletter: Path, address: str, **environ: str) -> str:
    """The token of a reader who was sent a letter."""
    list_id = load(newsletter / "digest.toml").newsletter.list_id
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        tokens = tokens_of(Readers(ledger), environ, list_id)
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


UNKNOWN = "keep it until the ledger is back, name the readers in delivery.recipients, or give the reader's address"


def forgotten(newsletter: Path, address: str) -> str:
    """The token of a reader who was sent a letter after the ledger was copied that is there now."""
    token = a_token(newsletter, address)
    with closing(sqlite3.connect(newsletter / "ledger.sqlite")) as connection, connection:
        connection.execute("DELETE FROM readers")
    return token


def with_readers(newsletter: Path, *addresses: str) -> None:
    (newsletter / "readers.csv").write_text("\n".join(["address", *addresses, ""]))
    with (newsletter / "digest.toml").open("a") as settings:
        settings.write('[delivery]\nrecipients = "readers.csv"\n')


def test_a_token_of_a_reader_whom_nobody_knows_is_told_as_one_to_be_kept(newsletter: Path) -> None:
    token = forgotten(newsletter, "jane@reader.test")
    done = call(newsletter, "unsubscribe", token)
    assert done.returncode == 1
    assert done.stderr == (
        f"digest: a token of a reader whom nobody knows · digest unsubscribe · {token} · {UNKNOWN}\n"
    )
    told = json.loads(call(newsletter, "unsubscribe", "--json", "A" * 48, token).stdout)
    assert told["unknown"] == [token]
    assert len(told["problems"]) == 2


def test_a_reader_whom_the_ledger_does_not_know_is_found_in_the_file_of_readers(newsletter: Path) -> None:
    token = forgotten(newsletter, "jane@reader.test")
    with_readers(newsletter, "ann@reader.test", "nobody", "Jane@reader.test", "zoe@reader.test")
    done = call(newsletter, "unsubscribe", "--json", token)
    assert (done.returncode, json.loads(done.stdout)["unknown"]) == (0, [])
    assert suppressed(newsletter) == "Jane@reader.test\n"


def test_a_reader_is_found_when_the_ledger_is_lost_and_the_key_is_not(newsletter: Path) -> None:
    (newsletter / "token.key").write_text("0123456789abcdef" * 4)
    environ = {"DIGEST_TOKEN_KEY": str(newsletter / "token.key")}
    token = a_token(newsletter, "jane@reader.test", **environ)
    (newsletter / "ledger.sqlite").unlink()
    with_readers(newsletter, "ann@reader.test", "jane@reader.test")
    assert call(newsletter, "unsubscribe", token, **environ).returncode == 0
    assert suppressed(newsletter) == "jane@reader.test\n"


def test_a_file_of_readers_that_is_missing_is_told_and_the_token_is_to_be_kept(newsletter: Path) -> None:
    token = forgotten(newsletter, "jane@reader.test")
    with_readers(newsletter)
    (newsletter / "readers.csv").unlink()
    done = call(newsletter, "unsubscribe", "--json", token, "joe@reader.test")
    told = json.loads(done.stdout)
    assert (done.returncode, told["unsubscribed"], told["unknown"]) == (1, ["joe@reader.test"], [token])
    assert told["problems"][0].startswith("there is no file of readers · ")


def test_where_no_key_is_known_a_token_is_to_be_kept(newsletter: Path) -> None:
    token = a_token(newsletter, "jane@reader.test")
    (newsletter / "ledger.sqlite").unlink()
    told = json.loads(call(newsletter, "unsubscribe", "--json", token, "no token").stdout)
    assert told["unknown"] == [token]
    assert told["problems"][0].startswith("not a token of this newsletter · ")


def test_a_chosen_file_that_is_made_is_told(newsletter: Path) -> None:
    with (newsletter / "digest.toml").open("a") as settings:
        settings.write('[delivery]\nsuppressed = "gone.txt"\n')
    done = call(newsletter, "unsubscribe", "jane@reader.test")
    assert done.returncode == 0
    assert done.stderr == f"{newsletter / 'gone.txt'} was not there, and is made now: see delivery.suppressed\n"
    assert call(newsletter, "unsubscribe", "joe@reader.test").stderr == ""


def test_nobody_is_taken_out_by_an_address_that_the_web_sent(newsletter: Path) -> None:
    done = call(newsletter, "unsubscribe", "--only-tokens", "--", "jane@reader.test")
    assert done.returncode == 1
    assert done.stderr.startswith("digest: an address where a token belongs · ")
    assert suppressed(newsletter) == ""


def test_nothing_is_written_but_the_file(newsletter: Path) -> None:
    call(newsletter, "unsubscribe", "jane@reader.test")
    assert not (newsletter / "ledger.sqlite").exists()


def test_tokens_stay_good_when_a_key_of_one_s_own_comes_changes_or_goes(newsletter: Path) -> None:
    key = newsletter / "token.key"
    environ = {"DIGEST_TOKEN_KEY": str(key)}
    before = a_token(newsletter, "ann@reader.test")
    key.write_text("0123456789abcdef" * 4 + "\n")
    one = a_token(newsletter, "joe@reader.test", **environ)
    key.write_text("0123456789abcdef" * 4)
    assert a_token(newsletter, "joe@reader.test", **environ) == one
    key.write_text("fedcba9876543210" * 4)
    other = a_token(newsletter, "zoe@reader.test", **environ)
    assert call(newsletter, "unsubscribe", before, one, other, **environ).returncode == 0
    assert suppressed(newsletter) == "ann@reader.test\njoe@reader.test\nzoe@reader.test\n"
    assert call(newsletter, "unsubscribe", before, one, other).returncode == 0


def test_a_newsletter_with_the_same_key_takes_none_of_the_other_s_tokens(newsletter: Path) -> None:
    key = newsletter / "token.key"
    key.write_text("0123456789abcdef" * 4)
    with Ledger(newsletter.parent / "other.sqlite") as ledger:
        other = tokens_of(Readers(ledger), {"DIGEST_TOKEN_KEY": str(key)}, "weekly.other.test")
    a_token(newsletter, "jane@reader.test", DIGEST_TOKEN_KEY=str(key))
    token = other.token(W25, "jane@reader.test")
    done = call(newsletter, "unsubscribe", "--json", token, DIGEST_TOKEN_KEY=str(key))
    assert (done.returncode, json.loads(done.stdout)["unknown"]) == (1, [])
    assert suppressed(newsletter) == ""


def test_the_ledger_does_not_hold_the_key_itself(newsletter: Path) -> None:
    key = newsletter / "token.key"
    key.write_bytes(b"0123456789abcdef" * 2)
    a_token(newsletter, "jane@reader.test", DIGEST_TOKEN_KEY=str(key))
    with Ledger.if_there(newsletter / "ledger.sqlite") as ledger:
        kept = Readers(ledger).secrets("")
    assert len(kept) == 1
    assert not {key.read_bytes(), sha256(key.read_bytes()).digest()} & set(kept)


def test_a_key_that_is_missing_or_short_is_one_line(newsletter: Path) -> None:
    (newsletter / "short.key").write_text("secret\n")
    done = call(newsletter, "unsubscribe", "a" * 48, DIGEST_TOKEN_KEY="none.key")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "the key of tokens cannot be read · DIGEST_TOKEN_KEY=none.key · No such file or directory" in done.stderr
    done = call(newsletter, "unsubscribe", "a" * 48, DIGEST_TOKEN_KEY="short.key")
    assert "the key of tokens is too short · DIGEST_TOKEN_KEY=short.key · 6 bytes · make one with" in done.stderr

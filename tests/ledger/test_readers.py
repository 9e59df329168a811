from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import LedgerError
from digest.ledger import Ledger
from digest.ledger.readers import Readers


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        assert Readers(ledger).secrets("tokens") == ()
        secret = Readers(ledger).secret("tokens")
        assert len(secret) == 32
        assert Readers(ledger).secret("other") != secret
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        assert Readers(ledger).secret("tokens") == secret
        assert Readers(ledger).secrets("tokens") == (secret,)


def test_secrets_that_were_made_elsewhere_are_kept_beside_it(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        readers = Readers(ledger)
        secret = readers.secret("tokens")
        readers.keep_secret("tokens b", b"2" * 32)
        readers.keep_secret("tokens b", b"3" * 32)
        readers.keep_secret("token", b"4" * 32)
        assert readers.secrets("tokens") == (secret, b"2" * 32)
        assert readers.secret("tokens") == secret


def test_two_newsletters_have_two_secrets(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.sqlite") as one, Ledger(tmp_path / "b.sqlite") as other:
        assert Readers(one).secret("tokens") != Readers(other).secret("tokens")


def test_readers_are_found_by_their_marks(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        readers = Readers(ledger)
        readers.remember([(b"1" * 16, "jane@reader.test"), (b"2" * 16, "joe@reader.test")])
        readers.remember([(b"1" * 16, "Jane@reader.test")])
        assert readers.address(b"1" * 16) == "Jane@reader.test"
        assert readers.address(b"2" * 16) == "joe@reader.test"
        assert readers.address(b"3" * 16) is None


def test_nothing_is_remembered_when_the_readers_cannot_be_told_to_the_end(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        with pytest.raises(ZeroDivisionError):
            Readers(ledger).remember((b"%d" % (1 // n), "jane@reader.test") for n in (1, 0))
        assert Readers(ledger).address(b"1") is None


def test_a_ledger_that_is_only_read_makes_no_secret(tmp_path: Path) -> None:
    with Ledger.if_there(tmp_path / "ledger.sqlite") as ledger, pytest.raises(LedgerError):
        Readers(ledger).secret("tokens")

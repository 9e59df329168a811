from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from digest.errors import SettingsError, SettingsErrors
from digest.settings.reading import load
from digest.settings.sample import starter
from digest.settings.signing import half_configured, signer
from tests.templating import keys

if TYPE_CHECKING:
    from pathlib import Path

    from digest.settings import Settings


def configured(tmp_path: Path, table: str = '[dkim]\nselector = "digest"\n') -> Settings:
    text = starter({"sender.address": "post@letter.test"})
    head, _, _ = text.partition("[dkim]")
    (tmp_path / "digest.toml").write_text(head.rstrip().removesuffix("# How letters are signed.") + "\n" + table)
    return load(tmp_path / "digest.toml")


def test_with_a_selector_and_a_key_letters_are_signed(tmp_path: Path) -> None:
    (tmp_path / "dkim.pem").write_bytes(keys.PRIVATE)
    found = signer(configured(tmp_path), {"DIGEST_DKIM_KEY": str(tmp_path / "dkim.pem")})
    assert found is not None
    assert (found.domain, found.selector, found.key) == ("letter.test", "digest", keys.PRIVATE)
    assert half_configured(configured(tmp_path), {"DIGEST_DKIM_KEY": "x"}) == ""


def test_another_domain_may_sign(tmp_path: Path) -> None:
    (tmp_path / "dkim.pem").write_bytes(keys.PRIVATE)
    settings = configured(tmp_path, '[dkim]\nselector = "s1.mail"\ndomain = "Mail.Letter.test"\n')
    found = signer(settings, {"DIGEST_DKIM_KEY": str(tmp_path / "dkim.pem")})
    assert found is not None
    assert (found.domain, found.selector) == ("mail.letter.test", "s1.mail")


@pytest.mark.parametrize(
    ("table", "environ", "says"),
    [
        ('[dkim]\nselector = "digest"\n', {}, "the environment variable DIGEST_DKIM_KEY names no key"),
        ("", {"DIGEST_DKIM_KEY": "dkim.pem"}, "DIGEST_DKIM_KEY names a key, but digest.toml has no dkim.selector"),
        ("", {}, ""),
    ],
)
def test_with_one_half_letters_stay_unsigned_and_the_editor_is_told(
    tmp_path: Path, table: str, environ: dict[str, str], says: str
) -> None:
    settings = configured(tmp_path, table)
    assert signer(settings, environ) is None
    assert half_configured(settings, environ) == (f"the letters are not signed: {says}" if says else "")


def test_a_key_that_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        signer(configured(tmp_path), {"DIGEST_DKIM_KEY": str(tmp_path / "nowhere.pem")})
    assert str(caught.value).startswith(
        f"the DKIM key cannot be read · DIGEST_DKIM_KEY={tmp_path}/nowhere.pem · No such file or directory · "
    )
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("selector", ["-digest", "a b", "digest._domainkey", "ä", "a..b"])
def test_a_selector_that_no_dns_has_is_refused_with_its_line(tmp_path: Path, selector: str) -> None:
    with pytest.raises(SettingsErrors, match=r"dkim\.selector must be a DKIM selector"):
        configured(tmp_path, f'[dkim]\nselector = "{selector}"\n')


@pytest.mark.parametrize("domain", ["letter", "a b.test", "https://letter.test", ".test"])
def test_a_domain_that_is_none_is_refused(tmp_path: Path, domain: str) -> None:
    with pytest.raises(SettingsErrors, match=r"dkim\.domain must be a domain"):
        configured(tmp_path, f'[dkim]\nselector = "s"\ndomain = "{domain}"\n')


def test_a_key_does_not_stand_in_the_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsErrors, match="secrets come from the environment only"):
        configured(tmp_path, '[dkim]\nselector = "s"\nprivate_key = "x"\n')

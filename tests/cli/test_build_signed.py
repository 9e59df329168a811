from __future__ import annotations

from typing import TYPE_CHECKING

from tests.templating import keys

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def built(run: Run, newsletter: Path, selector: str = "digest", **environment: str) -> tuple[int, str, bytes]:
    """The exit code, what was said on the side, and the free letter."""
    file = newsletter / "digest.toml"
    if "[dkim]" not in file.read_text(encoding="utf-8"):
        file.write_text(f'{file.read_text(encoding="utf-8")}\n[dkim]\nselector = "{selector}"\n', encoding="utf-8")
    done = run("build", "--date", "2024-06-23", **environment)
    eml = newsletter / "outbox" / "2024-W25" / "free" / "letter.eml"
    return done.returncode, done.stderr, eml.read_bytes() if eml.exists() else b""


def test_a_build_with_selector_and_key_signs_the_letters(run: Run, newsletter: Path) -> None:
    (newsletter / "dkim.pem").write_bytes(keys.PRIVATE)
    code, said, eml = built(run, newsletter, DIGEST_DKIM_KEY="dkim.pem")
    assert (code, "signed" in said) == (0, False)
    assert eml.startswith(b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=letter.test;")
    assert built(run, newsletter, DIGEST_DKIM_KEY="dkim.pem")[2] == eml


def test_a_build_without_the_key_says_that_it_does_not_sign(run: Run, newsletter: Path) -> None:
    code, said, eml = built(run, newsletter, DIGEST_DKIM_KEY="")
    assert code == 0
    assert "digest: the letters are not signed: the environment variable DIGEST_DKIM_KEY names no key\n" in said
    assert eml.startswith(b"From: ")


def test_a_key_that_is_none_ends_the_build_before_anything_is_read(run: Run, newsletter: Path) -> None:
    (newsletter / "dkim.pem").write_bytes(keys.SMALL)
    code, said, eml = built(run, newsletter, DIGEST_DKIM_KEY="dkim.pem")
    assert (code, eml) == (2, b"")
    assert said.startswith(
        "digest: the DKIM key is too small · DIGEST_DKIM_KEY=dkim.pem · 512 bits · make a key with: "
    )
    assert said.count("\n") == 1

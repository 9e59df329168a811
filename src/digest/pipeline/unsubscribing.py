"""Readers who want nothing any more: found by the tokens in their letters, or by their addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.delivery.mailboxes import Unusable, mailbox
from digest.delivery.suppression import suppress
from digest.delivery.tokens import KEY, Tokens
from digest.errors import DeliveryError, SettingsError
from digest.ledger.ledger import Ledger
from digest.ledger.readers import Readers
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.settings import Settings

TOKEN_KEY: Final = "DIGEST_TOKEN_KEY"  # noqa: S105 (where it stands)
_SECRET: Final = "tokens"  # noqa: S105 (its name)
_TOKEN: Final = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{48}(?![A-Za-z0-9_-])")


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """What became of it: who gets nothing from now on, who got nothing ``before``, and what could not be done."""

    now: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def tokens_of(readers: Readers, environ: Mapping[str, str]) -> Tokens:
    """The newsletter's tokens: by the file that ``DIGEST_TOKEN_KEY`` names, else by the ledger's secret.

    The ledger's is made when it is first asked for.

    Raises:
        SettingsError: The file cannot be read, or holds less than 32 bytes.
        LedgerError: The ledger cannot be read or written.
    """
    named = environ.get(TOKEN_KEY, "")
    return Tokens(_key_of(Path(named)) if named else readers.secret(_SECRET))


def unsubscribe(
    settings: Settings, given: Sequence[str], *, environ: Mapping[str, str], only_tokens: bool = False
) -> Unsubscribed:
    """Add the readers to the file of those who get nothing (``delivery.suppressed``).

    Args:
        settings: The newsletter's.
        given: Tokens, addresses in the web that hold one, or addresses of readers.
        environ: Where ``DIGEST_TOKEN_KEY`` may stand.
        only_tokens: Whether addresses of readers are refused, which anybody can know.

    Raises:
        SettingsError: There is no such file in the settings, or the key cannot be read.
        DeliveryError: The file cannot be read or written.
        LedgerError: The ledger cannot be read.
    """
    file = settings.delivery.suppressed
    if file is None:
        hint = "set it to a file's name"
        raise SettingsError("nowhere to keep who gets nothing", where="delivery.suppressed", found="empty", hint=hint)
    found: dict[str, str] = {}
    problems: list[Problem] = []
    with Ledger.if_there(settings.ledger) as ledger:
        tokens = _known_tokens(Readers(ledger), environ)
        for one in given:
            try:
                address = _address(one, Readers(ledger), tokens, only_tokens=only_tokens)
                found.setdefault(address.casefold(), address)
            except DeliveryError as error:
                problems.append(Problem.of(error))
    now = suppress(file, found.values()) if found else ()
    return Unsubscribed(now, tuple(address for address in found.values() if address not in now), tuple(problems))


def _known_tokens(readers: Readers, environ: Mapping[str, str]) -> Tokens | None:
    """The tokens of letters that were sent; None where none can have been."""
    if named := environ.get(TOKEN_KEY, ""):
        return Tokens(_key_of(Path(named)))
    known = readers.known_secret(_SECRET)
    return Tokens(known) if known else None


def _address(given: str, readers: Readers, tokens: Tokens | None, *, only_tokens: bool) -> str:
    """Whose address it is, or the one that a token stands for."""
    if "@" in given and "://" not in given:
        if only_tokens:
            raise _refused("an address where a token belongs", given, "give it without --only-tokens")
        try:
            return mailbox(given)[0]
        except Unusable as error:
            raise _refused(str(error), given, "check how it is spelled") from error
    marks = [told[1] for one in _TOKEN.findall(given) if tokens and (told := tokens.read(one))]
    if not marks:
        why = "it was cut or changed, or made by another ledger or key; give the reader's address"
        raise _refused("not a token of this newsletter", given, why)
    address = readers.address(marks[0])
    if address is None:
        raise _refused("a token of a reader whom the ledger does not know", given, "give the reader's address")
    return address


def _refused(what: str, given: str, hint: str) -> DeliveryError:
    shown = "".join(char if char.isprintable() else "�" for char in given[:100])
    return DeliveryError(what, where="digest unsubscribe", found=shown or "nothing", hint=hint)


def _key_of(file: Path) -> bytes:
    """32 bytes from whatever the file holds: what `openssl rand -hex 32` writes, for one."""
    try:
        told = file.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        found, hint = error.strerror or str(error), "check the path and its rights"
        raise SettingsError(
            "the key of tokens cannot be read", where=f"{TOKEN_KEY}={file}", found=found, hint=hint
        ) from error
    if len(told) < KEY:
        found, hint = f"{len(told)} bytes", f"make one with: openssl rand -hex {KEY} > {file}"
        raise SettingsError("the key of tokens is too short", where=f"{TOKEN_KEY}={file}", found=found, hint=hint)
    return sha256(told).digest()

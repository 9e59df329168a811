"""Readers who want nothing any more: found by the tokens in their letters, or by their addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final

from digest.delivery.mailboxes import Unusable, mailbox
from digest.delivery.recipients import recipients
from digest.delivery.suppression import USUAL, suppress
from digest.delivery.tokens import KEY, Tokens, key_of_newsletter
from digest.errors import DeliveryError, SettingsError
from digest.ledger.ledger import Ledger
from digest.ledger.readers import Readers
from digest.model import Problem, Recipient

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from digest.settings import Settings

TOKEN_KEY: Final = "DIGEST_TOKEN_KEY"  # noqa: S105 (where it stands)
_SECRET: Final = "tokens"  # noqa: S105 (its name)
_TOKEN: Final = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{48}(?![A-Za-z0-9_-])")
_UNKNOWN: Final = (
    "keep it until the ledger is back, name the readers in delivery.recipients, or give the reader's address"
)


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """What became of it.

    Args:
        now: Who gets nothing from now on.
        before: Who got nothing before.
        problems: What could not be done.
        unknown: Those of the tokens given that are right, as far as anybody can tell, and stand for nobody known.
        made: The file of those who get nothing, when there was none of the name that somebody chose.
    """

    now: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unknown: tuple[str, ...] = ()
    made: Path | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A reader's mark, and what made it."""

    tokens: Tokens
    mark: bytes


def tokens_of(readers: Readers, environ: Mapping[str, str], newsletter: str) -> Tokens:
    """The newsletter's tokens: by the file that ``DIGEST_TOKEN_KEY`` names, else by the ledger's secret.

    The ledger's is made when it is first asked for. What comes of the file is kept in the ledger too, so that tokens
    in letters stay good when the file or the List-Id is another one some day.

    Args:
        readers: What the ledger knows.
        environ: The environment.
        newsletter: Its List-Id: newsletters with the same file do not know each other's tokens.

    Raises:
        SettingsError: The file cannot be read, or holds less than 32 bytes.
        LedgerError: The ledger cannot be read or written.
    """
    own = _own_key(environ, newsletter)
    if own is None:
        return Tokens(readers.secret(_SECRET))
    readers.keep_secret(f"{_SECRET} {sha256(own).hexdigest()[:16]}", own)
    return Tokens(own)


def unsubscribe(
    settings: Settings, given: Sequence[str], *, environ: Mapping[str, str], only_tokens: bool = False
) -> Unsubscribed:
    """Add the readers to the file of those who get nothing (``delivery.suppressed``).

    Whoever the ledger does not know, because it was lost or is an old copy, is looked for among the readers of
    ``delivery.recipients``.

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
    told, problems = _understood(settings, given, environ, only_tokens=only_tokens)
    unknown = [one for one, address in told.items() if not address]
    problems += [Problem.of(_refused("a token of a reader whom nobody knows", one, _UNKNOWN)) for one in unknown]
    found: dict[str, str] = {}
    for address in filter(None, told.values()):
        found.setdefault(address.casefold(), address)
    made = bool(found) and file.name != USUAL and not file.exists()
    now = suppress(file, found.values()) if found else ()
    before = tuple(address for address in found.values() if address not in now)
    return Unsubscribed(now, before, tuple(problems), tuple(unknown), file if made else None)


def _understood(
    settings: Settings, given: Sequence[str], environ: Mapping[str, str], *, only_tokens: bool
) -> tuple[dict[str, str], list[Problem]]:
    """Whose address each is, empty where nobody is known; and what is none."""
    told: dict[str, str] = {}
    missing: dict[str, _Mark] = {}
    problems: list[Problem] = []
    with Ledger.if_there(settings.ledger) as ledger:
        readers = Readers(ledger)
        known = _known_tokens(readers, environ, settings.newsletter.list_id)
        for one in given:
            try:
                who = _who(one, known, only_tokens=only_tokens)
            except DeliveryError as error:
                problems.append(Problem.of(error))
                continue
            told[one] = who if isinstance(who, str) else readers.address(who.mark) or ""
            if not isinstance(who, str) and not told[one]:
                missing[one] = who
    try:
        found = _among_readers(settings.delivery.recipients, missing.values())
    except DeliveryError as error:
        problems.append(Problem.of(error))
        found = {}
    return told | {one: found.get(who.mark, "") for one, who in missing.items()}, problems


def _known_tokens(readers: Readers, environ: Mapping[str, str], newsletter: str) -> tuple[Tokens, ...]:
    """All tokens that letters may have: another key does not make those that are out in the world bad."""
    own = _own_key(environ, newsletter)
    return tuple(Tokens(key) for key in dict.fromkeys((*([own] if own else ()), *readers.secrets(_SECRET))))


def _who(given: str, known: Sequence[Tokens], *, only_tokens: bool) -> str | _Mark:
    """The address that is given, or the mark in a token; empty where there is no key by which to tell."""
    if "@" in given and "://" not in given:
        if only_tokens:
            raise _refused("an address where a token belongs", given, "give it without --only-tokens")
        try:
            return mailbox(given)[0]
        except Unusable as error:
            raise _refused(str(error), given, "check how it is spelled") from error
    found = _TOKEN.findall(given)
    for tokens, one in product(known, found):
        if told := tokens.read(one):
            return _Mark(tokens, told[1])
    if found and not known:
        return ""
    why = "it was cut or changed, or made by another ledger or key; give the reader's address"
    raise _refused("not a token of this newsletter", given, why)


def _among_readers(file: Path | None, wanted: Collection[_Mark]) -> dict[bytes, str]:
    """The addresses of those with the marks who stand in the file."""
    if file is None or not wanted:
        return {}
    marks, makers = {one.mark for one in wanted}, {one.tokens for one in wanted}
    found: dict[bytes, str] = {}
    for row in recipients(file):
        if isinstance(row, Recipient):
            found |= {mark: row.address for one in makers if (mark := one.reader(row.key)) in marks}
    return found


def _refused(what: str, given: str, hint: str) -> DeliveryError:
    shown = "".join(char if char.isprintable() else "�" for char in given[:100])
    return DeliveryError(what, where="digest unsubscribe", found=shown or "nothing", hint=hint)


def _own_key(environ: Mapping[str, str], newsletter: str) -> bytes | None:
    """The newsletter's key, from whatever the file holds: what `openssl rand -hex 32` writes, for one."""
    named = environ.get(TOKEN_KEY, "")
    if not named:
        return None
    file = Path(named)
    try:
        told = file.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        found, hint = error.strerror or str(error), "check the path and its rights"
        raise SettingsError(
            "the key of tokens cannot be read", where=f"{TOKEN_KEY}={file}", found=found, hint=hint
        ) from error
    if len(told) < KEY:
        found, hint = f"{len(told)} bytes", f"make one with: openssl rand -hex {KEY} > {quote(named)}"
        raise SettingsError("the key of tokens is too short", where=f"{TOKEN_KEY}={file}", found=found, hint=hint)
    return key_of_newsletter(sha256(told).digest(), newsletter)

"""An issue's letters on their way out: may they go, and what each reader's message is."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from digest.delivery.mould import Filling, mould
from digest.delivery.own_addresses import own_address
from digest.errors import OutboxError, PreflightForbids, SettingsError, did_you_mean
from digest.outbox.checked import last_state
from digest.outbox.laid import broken_pictures, read_laid
from digest.outbox.record import HELD
from digest.pipeline.checking import looked_through
from digest.templating.addresses import ascii_host

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from digest.delivery.carrier import Errand
    from digest.delivery.options import Delivery
    from digest.delivery.tokens import Tokens
    from digest.model import LaidIssue, LaidLetter, Week
    from digest.templating.signing import Signer

_SIGNED = b"DKIM-Signature:"


def held_by(laid: LaidIssue, outbox: Path) -> tuple[str, ...]:
    """What forbids sending these very bytes, a sentence each; nothing when they may be sent."""
    found = [finding.what for finding in looked_through(laid, outbox) if finding.forbids]
    found += [f"the picture {name} is broken" for name in broken_pictures(outbox, laid.week)]
    if not found and last_state(outbox, laid.week) == HELD:
        found = ["its last check held it"]
    return tuple(found)


def free_to_go(outbox: Path, week: Week) -> LaidIssue:
    """The week's issue, when nothing forbids sending it.

    Raises:
        OutboxError: There is no such issue, or it cannot be read.
        PreflightForbids: It must not be sent as it is.
    """
    laid = read_laid(outbox, week)
    if held := held_by(laid, outbox):
        more = f", and {len(held) - 1} more" if len(held) > 1 else ""
        hint = f"see all with: digest check {week}"
        raise PreflightForbids(
            "the issue must not be sent as it is", where=str(week), found=held[0] + more, hint=hint
        )
    return laid


def usual_audience(laid: LaidIssue, wanted: str) -> str:
    """Whose letter readers get of whom nobody says it: the one that is wanted, or the first that is not for members.

    Raises:
        SettingsError: The issue has no letter for who is wanted.
    """
    there = [letter.audience for letter in laid.letters]
    if wanted and wanted not in there:
        hint = did_you_mean(wanted, there) or f"in this issue: {', '.join(there)}"
        raise SettingsError("no letter for this audience", where=str(laid.week), found=wanted, hint=hint)
    members = laid.record.get("members", ())
    return wanted or next((name for name in there if name not in members), there[0])


def fingerprints(laid: LaidIssue) -> dict[str, str]:
    """The SHA-256 of each audience's letter, in hex."""
    return {letter.audience: hashlib.sha256(letter.eml).hexdigest() for letter in laid.letters}


def sender_of(letter: LaidLetter) -> str:
    """The address in the letter's From.

    Raises:
        OutboxError: There is none.
    """
    address = letter.manifest["sender"]["address"]
    if "@" not in address:
        raise OutboxError("the letter has no sender", where=letter.audience, hint="build the week again")
    return str(address)


def unsigned_note(laid: LaidIssue, signer: Signer | None) -> str:
    """A sentence for the editor when letters are signed in the outbox and nobody is there to sign each message."""
    if signer is not None or not any(letter.eml.startswith(_SIGNED) for letter in laid.letters):
        return ""
    return "the letters are signed, and each reader's message differs from them: the mail server has to sign"


def signing(signer: Signer | None) -> Callable[[bytes], bytes]:
    """Signs messages, when there is who signs."""
    if signer is None:
        return lambda eml: eml
    from digest.templating.signing import signed

    return lambda eml: signed(eml, signer)


def caster(
    laid: LaidIssue,
    dates: Mapping[str, datetime],
    tokens: Tokens,
    options: Delivery,
    *,
    sign: Callable[[bytes], bytes],
    mark: str = "",
    message_id: Callable[[Errand, str], str] | None = None,
) -> Callable[[Errand], bytes]:
    """What makes each reader's message.

    Args:
        laid: The issue.
        dates: The moment in the Date header, by audience; letters of others are not cast.
        tokens: Makes what tells who a reader is.
        options: The shapes of readers' own addresses.
        sign: Signs a message.
        mark: Stands before the subject.
        message_id: Makes Message-IDs of a reader and a domain; by default the same for the same reader and letter.
    """
    letters = {letter.audience: letter for letter in laid.letters if letter.audience in dates}
    moulds = {name: mould(letter, date=dates[name], mark=mark) for name, letter in letters.items()}
    usual = {name: _usual(letter) for name, letter in letters.items()}
    domains = {name: ascii_host(sender_of(letter).rpartition("@")[2]) for name, letter in letters.items()}

    def its_id(errand: Errand, domain: str) -> str:
        return tokens.message_id(laid.week, errand.audience, errand.key, domain)

    def cast(errand: Errand) -> bytes:
        token, audience = tokens.token(laid.week, errand.key), errand.audience
        filling = Filling(
            address=errand.address,
            name=errand.name,
            message_id=(message_id or its_id)(errand, domains[audience]),
            unsubscribe=own_address(options.unsubscribe, usual[audience], token),
            manage=own_address(options.manage, "", token) if options.manage else "",
        )
        return sign(moulds[audience].cast(filling))

    return cast


def _usual(letter: LaidLetter) -> str:
    return str(letter.manifest["placeholders"]["unsubscribe"]["text"])

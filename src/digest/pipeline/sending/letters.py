"""An issue's letters on their way out: may they go, and which are they."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import OutboxError, PreflightForbids, SettingsError, did_you_mean
from digest.ledger.mailings import Letter
from digest.model import LaidLetter
from digest.outbox.checked import last_state
from digest.outbox.laid import broken_pictures, read_laid
from digest.outbox.record import HELD
from digest.pipeline.checking import looked_through

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from digest.model import LaidIssue, Week
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


def kept(laid: LaidIssue) -> tuple[Letter, ...]:
    """The issue's letters as the ledger keeps them."""
    return tuple(Letter(one.audience, one.eml, json.dumps(one.manifest)) for one in laid.letters)


def as_begun(laid: LaidIssue, begun: Sequence[Letter]) -> tuple[LaidIssue, tuple[str, ...]]:
    """The issue with the letters that readers of this week have, and a sentence on each that is another one now.

    Args:
        laid: As it lies in the outbox.
        begun: The letters that somebody has or may have.
    """
    known = {one.audience: one for one in begun}
    there = {letter.audience for letter in laid.letters}
    letters = [_begun(known[one.audience]) if one.audience in known else one for one in laid.letters]
    letters += [_begun(one) for one in begun if one.audience not in there]
    others = [one.audience for one in laid.letters if one.audience in known and one.eml != known[one.audience].eml]
    notes = tuple(
        f"{name}: the outbox has another letter now; the others get the one that its first readers got"
        for name in others
    )
    return replace(laid, letters=tuple(letters)), notes


def _begun(letter: Letter) -> LaidLetter:
    return LaidLetter(letter.audience, json.loads(letter.manifest), html="", text="", mjml="", eml=letter.eml)


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

"""Hands an issue's letters over as files that a mail service takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.delivery.services import exported, service
from digest.errors import DeliveryError, PreflightForbids, SettingsError, did_you_mean
from digest.outbox.laid import read_laid
from digest.pipeline.checking import looked_through
from digest.pipeline.placing import place
from digest.pipeline.recall import recall

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from digest.model import LaidIssue, LaidLetter, Week
    from digest.settings import Settings


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: ``files`` by their names in ``folder``; ``changed`` is false when they lay there before.

    ``sent`` is the day on which the issue was sent, where it was.
    """

    folder: Path
    files: Mapping[str, bytes]
    audiences: tuple[str, ...]
    changed: bool
    sent: date | None


def export(
    settings: Settings,
    week: Week,
    to: str,
    audiences: Sequence[str] = (),
    *,
    folder: Path,
    outbox: Path | None = None,
) -> Exported:
    """Write an issue's letters as files for a service, each letter in a folder of its own.

    Args:
        settings: The newsletter's.
        week: The issue's.
        to: The service's name.
        audiences: Whose letters; none stands for all.
        folder: Where the files are to lie; what an earlier export left there is replaced.
        outbox: Where the issue lies, where not in the settings' outbox.

    Raises:
        SettingsError: There is no such service, or no letter for an audience.
        OutboxError: There is no such issue, or it cannot be read.
        PreflightForbids: The letters must not be sent as they are.
        DeliveryError: The service would not take a letter, or the folder cannot be written.
    """
    taker, lies = service(to), (outbox or settings.outbox).absolute()
    _outside(folder, lies)
    laid = ready_letters(lies, week, audiences)
    files: dict[str, bytes] = {}
    for letter in laid.letters:
        made = exported(taker, letter, _pictures(letter, lies / str(week)))
        files |= {f"{letter.audience}/{name}": content for name, content in made.items()}
    changed = place(folder, files, {"week": str(week), "for": to})
    return Exported(
        folder, files, tuple(letter.audience for letter in laid.letters), changed, sent_on(settings, week, lies)
    )


def sent_on(settings: Settings, week: Week, outbox: Path) -> date | None:
    """The day on which the issue was sent, as the newsletter counts days; None when nobody said that it was."""
    issues, _ = recall(settings.ledger, outbox, week)
    sent = next((issue.sent for issue in issues if issue.week == week), None)
    return sent and sent.astimezone(ZoneInfo(settings.time_zone)).date()


def ready_letters(outbox: Path, week: Week, audiences: Sequence[str]) -> LaidIssue:
    """The issue with these letters, looked through once more.

    Raises:
        OutboxError: There is no such issue, or it cannot be read.
        SettingsError: It has no letter for an audience that was named.
        PreflightForbids: The letters must not be sent as they are.
    """
    whole = read_laid(outbox, week)
    there = [letter.audience for letter in whole.letters]
    for name in audiences:
        if name not in there:
            hint = did_you_mean(name, there) or f"in this issue: {', '.join(there)}"
            raise SettingsError("no letter for this audience", where=str(week), found=name, hint=hint)
    laid = replace(whole, letters=tuple(one for one in whole.letters if not audiences or one.audience in audiences))
    forbidding = [finding for finding in looked_through(laid, outbox) if finding.forbids]
    if forbidding:
        first, more = forbidding[0], len(forbidding) - 1
        found = f"{first.audience}: {first.what}" if first.audience else first.what
        hint = f"see {'it and ' + str(more) + ' more' if more else 'it'} with: digest check {week}"
        raise PreflightForbids("preflight forbids sending these letters", where=str(week), found=found, hint=hint)
    return laid


def _outside(folder: Path, outbox: Path) -> None:
    """An export never lies in the outbox, nor the outbox in it."""
    place, lies = folder.resolve(), outbox.resolve()
    if place.is_relative_to(lies) or lies.is_relative_to(place):
        hint = "name another folder with --to"
        raise DeliveryError("an export does not go into the outbox", where=str(folder), hint=hint)


def _pictures(letter: LaidLetter, issue: Path) -> dict[str, bytes]:
    """The letter's own pictures by their names in the issue's folder."""
    names = [str(picture["src"]) for picture in letter.manifest["pictures"]]
    images = (issue / "images").resolve()
    found = {}
    for name in dict.fromkeys(names):
        file = (issue / name).resolve()
        if file.is_relative_to(images) and file.is_file():
            try:
                found[name] = file.read_bytes()
            except OSError as error:
                said = error.strerror or str(error)
                hint = "check its rights"
                raise DeliveryError("cannot read the picture", where=str(file), found=said, hint=hint) from error
    return found

"""Mail to the editor: drafts of an issue's letters, and word of what went wrong."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from digest.outbox.laid import read_laid
from digest.pipeline.checking import looked_through
from digest.pipeline.sending import mail_once
from digest.templating.drafts import draft, notice
from digest.templating.environment import templates
from digest.templating.headers import mailbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from digest.delivery.options import SmtpServer
    from digest.model import LaidLetter, Week
    from digest.settings import Settings

_DIGITS = 16  # of a letter's SHA-256: what it was mailed under


def mail_draft(
    settings: Settings,
    week: Week,
    *,
    server: SmtpServer,
    now: datetime,
    outbox: Path | None = None,
    cache: Path | None = None,
) -> dict[str, str]:
    """Mail the editor each letter of the issue, with findings and receipts; the same letter once.

    A letter that is another one now is mailed anew.

    Args:
        settings: The newsletter's.
        week: The issue's.
        server: Who takes the mail, with its password.
        now: The moment, aware.
        outbox: Where the issue lies, when not where the settings say.
        cache: A folder for compiled templates.

    Returns:
        What came of each audience's draft, as `digest.pipeline.sending.mail_once` says it.

    Raises:
        OutboxError: There is no such issue, or it cannot be read.
        TemplateError: The template of findings and receipts is refused.
        DeliveryError: The server does not take the mail.
        LedgerError: What was mailed cannot be remembered.
    """
    place = outbox or settings.outbox
    laid = read_laid(place, week)
    findings, env = looked_through(laid, place), templates(settings.templates, cache=cache)
    told: dict[str, str] = {}
    for letter in laid.letters:
        to, kind = settings.schedule.editor, _kind(letter)
        eml = draft(laid, letter, findings, env, to=to, date=now)
        told[letter.audience] = mail_once(settings, week, kind, to, eml, server=server, now=now)
    return told


def _kind(letter: LaidLetter) -> str:
    """What a draft is remembered by: another letter is another draft."""
    return f"draft {letter.audience} {sha256(letter.eml).hexdigest()[:_DIGITS]}"


def mail_notice(
    settings: Settings, week: Week, subject: str, lines: Sequence[str], *, server: SmtpServer, now: datetime
) -> str:
    """Mail the editor plain word; of one subject once a week.

    Args:
        settings: The newsletter's.
        week: The issue that it is about.
        subject: What it is about.
        lines: What it says, a paragraph each.
        server: Who takes the mail, with its password.
        now: The moment, aware.

    Raises:
        DeliveryError: The server does not take the mail.
        LedgerError: That it was mailed cannot be remembered.
    """
    news, to = settings.newsletter, settings.schedule.editor
    sender = mailbox("From", news.sender.name or news.name, news.sender).written
    eml = notice(sender, to, f"{news.name} {week}: {subject}", lines, now)
    return mail_once(settings, week, f"notice {subject}", to, eml, server=server, now=now)

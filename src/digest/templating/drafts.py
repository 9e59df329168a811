"""Mail to the editor: a letter as readers would get it, what was found in it and why it is so; and plain word."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from digest.model.quoted_printable import quoted_printable
from digest.templating.environment import render
from digest.templating.flow import fixed, spaced
from digest.templating.headers import unstructured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    import jinja2

    from digest.model import Finding, LaidIssue, LaidLetter

_TEMPLATE = "desk/draft.txt.j2"
_POLICY = SMTP.clone(refold_source="none", max_line_length=None)
_AS_IN_THE_LETTER = ("From", "Reply-To", "Content-Language")
_STRONGEST = 6  # reasons of a paragraph or a story


def draft(
    laid: LaidIssue,
    letter: LaidLetter,
    findings: Sequence[Finding],
    env: jinja2.Environment,
    *,
    to: str,
    date: datetime,
) -> bytes:
    """The letter with its findings and receipts behind it, addressed to the editor.

    Its body is the letter's own, untouched; of its headers only those stand that tell whose it is, so that nobody
    unsubscribes the readers' list by answering a draft.

    Args:
        laid: The issue.
        letter: One of its letters.
        findings: What preflight found in the issue, the gravest first.
        env: The templates.
        to: The editor's address.
        date: When it is mailed, aware.

    Raises:
        TemplateError: The template of what it brings along is refused.
    """
    own = message_from_bytes(letter.eml, policy=_POLICY)
    concerned = [one for one in findings if one.audience in {"", letter.audience}]
    held = any(one.forbids for one in concerned)
    about = _about(laid.record, letter, concerned, env, held=held)
    identity = _identity(letter.eml, about)
    mail = EmailMessage(_POLICY)
    for name in _AS_IN_THE_LETTER:
        if name in own:
            mail.set_raw(name, _raw(own, name))
    mark = f"Draft, held · {letter.audience}" if held else f"Draft · {letter.audience}"
    subject = f"[{mark}] {letter.subject}"
    _addressed(mail, subject, to, date, identity)
    mail.set_raw("Content-Type", f'multipart/mixed;\r\n boundary="=_draft_{identity}"')
    mail.set_payload([_body(own), _text(about, f"receipts-{laid.week}-{letter.audience}.txt")])
    return mail.as_bytes()


def notice(sender: str, to: str, subject: str, lines: Sequence[str], date: datetime) -> bytes:
    """A plain message to the editor, one paragraph for each line.

    Args:
        sender: The From header's value, in ASCII.
        to: The editor's address.
        subject: What it is about.
        lines: What it says.
        date: When it is mailed, aware.
    """
    said = spaced("\n\n".join(map(fixed, lines)))
    mail = _text(said)
    mail.set_raw("From", sender)
    _addressed(mail, subject, to, date, _identity(subject.encode(), said))
    return mail.as_bytes()


def points(reasons: Sequence[Mapping[str, Any]]) -> str:
    """The strongest reasons of a story or a paragraph, each with its points."""
    strongest = _strongest(reasons)
    told = [f"{one['rule']} {one['points']:+.2g}" if one["points"] else str(one["rule"]) for one in strongest]
    more = len(reasons) - len(told)
    return ", ".join([*told, f"and {more} more"] if more else told)


def _about(
    record: Mapping[str, Any], letter: LaidLetter, findings: Sequence[Finding], env: jinja2.Environment, *, held: bool
) -> str:
    env.filters["points"] = points
    stories = [story for story in record["stories"] if letter.audience in story["readers"]]
    rules = {name: record["rules"][name] for name in sorted(_named(stories)) if name in record["rules"]}
    context = {"issue": record, "letter": letter, "title": letter.audience, "findings": findings, "held": held}
    return spaced(render(env, _TEMPLATE, {**context, "stories": stories, "rules": rules}))


def _named(stories: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The rules among the strongest reasons of what is shown."""
    for story in stories:
        shown = (one for one in story["paragraphs"] if one["selected"] or one["runner_up"])
        for told in (story, *shown):
            yield from (str(one["rule"]) for one in _strongest(told["reasons"]))


def _strongest(reasons: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(reasons, key=lambda one: -abs(one["points"]))[:_STRONGEST]


def _addressed(mail: EmailMessage, subject: str, to: str, date: datetime, identity: str) -> None:
    sender = str(mail["From"])
    domain = sender.rpartition("@")[2].rstrip("> ")
    mail.set_raw("To", to)
    mail.set_raw("Subject", unstructured("Subject", subject))
    mail.set_raw("Date", format_datetime(date))
    mail.set_raw("Message-ID", f"<desk.{identity}@{domain}>")
    mail.set_raw("Auto-Submitted", "auto-generated")
    mail.set_raw("MIME-Version", "1.0")


def _body(own: EmailMessage) -> EmailMessage:
    """The letter's own body as a part."""
    part = EmailMessage(_POLICY)
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        if name in own:
            part.set_raw(name, _raw(own, name))
    part.set_payload(cast("Any", own.get_payload()))
    return part


def _text(said: str, name: str = "") -> EmailMessage:
    part = EmailMessage(_POLICY)
    part.set_raw("Content-Type", 'text/plain; charset="utf-8"; format="flowed"')
    part.set_raw("Content-Transfer-Encoding", "quoted-printable")
    if name:
        part.set_raw("Content-Disposition", f'inline; filename="{name}"')
    part.set_payload(quoted_printable(said))
    return part


def _raw(mail: EmailMessage, name: str) -> str:
    """A header as it is written, folded and encoded."""
    return str(next(value for key, value in mail.raw_items() if key.lower() == name.lower()))


def _identity(first: bytes, second: str) -> str:
    return sha256(first + b"\0" + second.encode()).hexdigest()[:24]

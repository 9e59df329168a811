"""The settings of the weekly run, of readers and of the servers that take letters."""

from __future__ import annotations

from dataclasses import dataclass

from digest.delivery.options import Listmonk, SmtpServer
from digest.model import Schedule
from digest.settings.declaring import listed, setting
from digest.settings.kinds import Address, Count, Some, Text
from digest.settings.sending_kinds import (
    AFTER_RUN,
    DOUBTS,
    SECURITIES,
    AfterRun,
    AnyUrl,
    Doubt,
    OptionalHost,
    OptionalWeekday,
    OptionalZone,
    Port,
    ReaderUrl,
    Security,
    Time,
)

_SERVER = SmtpServer()
_LISTMONK = Listmonk()
_SCHEDULE = Schedule()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleTable:
    """When the issue is made, and what becomes of it then."""

    day: OptionalWeekday = setting(
        "Day of the weekly run; without it there is none.", OptionalWeekday(""), example="sunday"
    )
    time: Time = setting("Time of day of the run, on the clocks of its zone.", Time("08:00"))
    zone: OptionalZone = setting("IANA time zone of day and time; without it that of [newsletter].", OptionalZone(""))
    then: AfterRun = setting(
        f"What becomes of the issue: {listed(AFTER_RUN)}. It stays in the outbox, the editor gets a draft, or "
        "readers get it.",
        AfterRun(_SCHEDULE.then),
    )
    editor: Address = setting(
        "Who gets drafts, and word of a run that failed; without it reply_to or the sender.", Address("")
    )
    catch_up: Count = setting(
        "Hours after its time in which a run that was missed is made up for, and one that waits for sources or for "
        "the mail server is tried again; then it is skipped or given up.",
        Count(_SCHEDULE.catch_up),
    )
    tries: Some = setting(
        "Most tries of a run whose failure can heal, where hours do not bound it.", Some(_SCHEDULE.tries)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryTable:
    """Who gets the letters, and the addresses of their own in them."""

    recipients: str = setting(
        "File of the readers, CSV, JSON Lines or SQLite, relative to digest.toml; `--recipients` names another.",
        "",
        example="recipients.csv",
    )
    suppressed: Text = setting(
        "File of addresses that get nothing any more; one of another name than suppressed.txt must be there.",
        Text("suppressed.txt"),
    )
    unsubscribe: ReaderUrl = setting(
        "A reader's own unsubscribe address, in which {token} stands for what tells who it is; without it the "
        "letter's, with `token=` added.",
        ReaderUrl(""),
        example="https://fine-print.example.org/unsubscribe/{token}",
    )
    manage: ReaderUrl = setting(
        "A reader's own address for changes, in the same shape; without it the letter's as it is.", ReaderUrl("")
    )
    in_doubt: Doubt = setting(
        "What becomes of a message of which nobody knows whether the server took it, because this program was killed "
        f"or the connection broke in that moment: {listed(DOUBTS)}.",
        Doubt("again"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpTable:
    """The server that takes the letters."""

    host: OptionalHost = setting("Name of the server.", OptionalHost(""), example="smtp.example.org")
    port: Port = setting("Its port: 587 for starttls, 465 for tls.", Port(_SERVER.port))
    security: Security = setting(
        f"How the connection is made secret: {listed(SECURITIES)}; the last for servers of your own machine.",
        Security(_SERVER.security),
    )
    user: str = setting(
        "User name; the password comes from the environment variable `DIGEST_SMTP_PASSWORD`, or from the file that "
        "`DIGEST_SMTP_PASSWORD_FILE` names.",
        "",
    )
    authority: str = setting(
        "File of certificates (PEM) that are trusted beside the system's, relative to digest.toml.", ""
    )
    bounces: Address = setting("Where undeliverable letters go back to; without it the sender.", Address(""))
    connections: Some = setting("Most connections at the same time.", Some(_SERVER.connections))
    per_connection: Some = setting("Letters after which a connection is made anew.", Some(_SERVER.per_connection))
    per_second: Count = setting("Most letters a second; 0 for no limit.", Count(_SERVER.per_second))
    timeout: Some = setting("Seconds that an answer may take.", Some(_SERVER.timeout))
    tries: Some = setting("Most tries of a letter that the server puts off.", Some(_SERVER.tries))
    pause: Count = setting(
        "Seconds before a letter that was put off is tried again; four times as long before each further try.",
        Count(_SERVER.pause),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListmonkTable:
    """The listmonk server that gets drafts of campaigns."""

    url: AnyUrl = setting("Its address.", AnyUrl(""), example="https://listmonk.example.org")
    user: str = setting(
        "Name of its API user, whose token comes from the environment variable `DIGEST_LISTMONK_TOKEN`.", ""
    )
    timeout: Some = setting("Seconds that an answer may take.", Some(_LISTMONK.timeout))

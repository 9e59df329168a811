"""The weekly run and delivery as the rest of the program is told of them; secrets come from the environment."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from digest.delivery.options import Delivery, Doubt, Listmonk, Security, SmtpServer
from digest.errors import SettingsError
from digest.model import Schedule
from digest.settings.kinds import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model.schedule import AfterRun
    from digest.settings.schema import DigestToml

PASSWORD = "DIGEST_SMTP_PASSWORD"  # noqa: S105 (where it stands)
TOKEN = "DIGEST_LISTMONK_TOKEN"  # noqa: S105 (where it stands)


def schedule(toml: DigestToml) -> Schedule:
    """The weekly run."""
    own, sender = toml.schedule, toml.sender
    hours, _, minutes = own.time.partition(":")
    return Schedule(
        day=WEEKDAYS.index(own.day) if own.day else None,
        time=time(int(hours), int(minutes)),
        zone=own.zone or toml.newsletter.time_zone,
        then=cast("AfterRun", own.then),
        editor=own.editor or sender.reply_to or sender.address,
        catch_up=own.catch_up,
        tries=own.tries,
    )


def delivery(toml: DigestToml, home: Path) -> Delivery:
    """Who gets letters; ``home`` is the settings' folder."""
    own = toml.delivery
    return Delivery(
        recipients=home / Path(own.recipients).expanduser() if own.recipients else None,
        suppressed=home / Path(own.suppressed).expanduser(),
        unsubscribe=own.unsubscribe,
        manage=own.manage,
        in_doubt=cast("Doubt", own.in_doubt),
    )


def smtp_server(toml: DigestToml, home: Path) -> SmtpServer:
    """The server that takes letters, without its password."""
    own = toml.smtp
    return SmtpServer(
        host=own.host,
        port=own.port,
        security=cast("Security", own.security),
        user=own.user,
        authority=home / Path(own.authority).expanduser() if own.authority else None,
        bounces=own.bounces or toml.sender.address,
        connections=own.connections,
        per_connection=own.per_connection,
        per_second=own.per_second,
        timeout=own.timeout,
        tries=own.tries,
        pause=own.pause,
    )


def listmonk(toml: DigestToml) -> Listmonk:
    """The listmonk server, without its token."""
    lists = {str(audience.name): tuple(map(int, audience.lists)) for audience in toml.audiences}
    return Listmonk(url=toml.listmonk.url, user=toml.listmonk.user, timeout=toml.listmonk.timeout, lists=lists)


def with_password(server: SmtpServer, environ: Mapping[str, str]) -> SmtpServer:
    """The server with its password.

    Args:
        server: As the settings have it.
        environ: The environment, which holds the password, or names the file that does.

    Raises:
        SettingsError: The file cannot be read, or there is a user and no password.
    """
    if not server.user:
        return server
    password = _secret(PASSWORD, environ)
    if not password:
        hint = f"set {PASSWORD}, or name a file in {PASSWORD}_FILE"
        raise SettingsError("no password for the mail server", where="smtp.user", found=server.user, hint=hint)
    return replace(server, password=password)


def with_token(service: Listmonk, environ: Mapping[str, str]) -> Listmonk:
    """The service with its token, from the environment or from the file that it names.

    Raises:
        SettingsError: The file cannot be read, there is no token, or none that a header can say (RFC 9110, 5.5); the
            service is asked in the clear, and is not on this machine.
    """
    if urlsplit(service.url).scheme == "http" and not _on_this_machine(service.url):
        hint = "set an address that starts with https://, or reach it through a tunnel at http://localhost"
        raise SettingsError("a token never travels in the clear", where="listmonk.url", found=service.url, hint=hint)
    token = _secret(TOKEN, environ).strip()
    if not token:
        hint = f"set {TOKEN}, or name a file in {TOKEN}_FILE"
        raise SettingsError("no token for listmonk", where="listmonk.user", found=service.user, hint=hint)
    if not (token.isascii() and token.isprintable()):
        where = TOKEN if environ.get(TOKEN) else f"{TOKEN}_FILE"
        hint = "copy it from listmonk once more"
        raise SettingsError("a token has other signs than printable ASCII", where=where, hint=hint)
    return replace(service, token=token)


def _on_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name without dots is of this machine's containers: no other network knows it
        return "." not in host or host.endswith(".localhost")  # RFC 6761, 6.3


def _secret(name: str, environ: Mapping[str, str]) -> str:
    """What the variable says, or the file that its twin names, as service managers hand secrets over."""
    if told := environ.get(name, ""):
        return told.strip("\r\n")
    file = environ.get(f"{name}_FILE", "")
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip("\r\n")
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or "not UTF-8"
        hint = "check the path and its rights"
        raise SettingsError("a secret cannot be read", where=f"{name}_FILE={file}", found=found, hint=hint) from error

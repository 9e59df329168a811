"""What the rest of the program is told: the settings as the nouns of the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from digest import __version__
from digest.delivery.options import Delivery, Listmonk, SmtpServer
from digest.editor.policy import Policy, RollOver, ThinWeek
from digest.intake.fetching.limits import Limits
from digest.model import (
    Audience,
    Mailbox,
    Newsletter,
    Picture,
    Publication,
    Schedule,
)
from digest.model.feeds import Feed
from digest.settings.kinds import WEEKDAYS
from digest.settings.look import looked
from digest.settings.sending import delivery, listmonk, schedule, smtp_server
from digest.summariser.keep import Keep

if TYPE_CHECKING:
    from datetime import date

    from digest.settings.schema import (
        AudienceTable,
        DigestToml,
        FeedTable,
        NewsletterTable,
        PublicationTable,
    )

_LOGO_HEIGHT = 40
_SCHEDULE, _DELIVERY, _SMTP, _LISTMONK = Schedule(), Delivery(), SmtpServer(), Listmonk()


@dataclass(frozen=True, slots=True)
class Settings:
    """One newsletter's settings; folders are absolute, ``week_start`` is 0 for Monday to 6 for Sunday."""

    file: Path
    newsletter: Newsletter
    time_zone: str
    week_start: int
    first_issue: date | None
    seeds: tuple[Path, ...]
    outbox: Path
    templates: Path
    keep: Keep
    stories: int
    archive: int
    catalogue: int
    audiences: tuple[Audience, ...]
    publications: tuple[Publication, ...]
    policy: Policy
    deals: Path
    edits: Path
    feeds: tuple[Feed, ...]
    fetching: Limits
    ledger: Path
    page_reader: Literal["own", "trafilatura"]
    dkim_selector: str = ""
    dkim_domain: str = ""
    schedule: Schedule = _SCHEDULE
    delivery: Delivery = _DELIVERY
    smtp: SmtpServer = _SMTP
    listmonk: Listmonk = _LISTMONK


def assembled(toml: DigestToml, file: Path) -> Settings:
    """The settings that a whole and right file stands for."""
    home, keep = file.resolve().parent, toml.keep
    return Settings(
        file=file.resolve(),
        newsletter=_newsletter(toml),
        time_zone=toml.newsletter.time_zone,
        week_start=WEEKDAYS.index(toml.newsletter.week_start),
        first_issue=toml.newsletter.first_issue,
        seeds=tuple(home / folder for folder in toml.folders.seeds),
        outbox=home / toml.folders.outbox,
        templates=home / toml.folders.templates,
        keep=Keep(paragraphs=keep.paragraphs, words=keep.words, weights=keep.weights),
        stories=keep.stories,
        archive=keep.archive,
        catalogue=keep.catalogue,
        audiences=tuple(map(_audience, toml.audiences)),
        publications=tuple(map(_publication, toml.publications)),
        policy=_policy(toml),
        deals=home / toml.folders.deals,
        edits=home / toml.folders.edits,
        feeds=tuple(_feed(feed, home) for feed in toml.feeds),
        fetching=_limits(toml),
        ledger=home / toml.folders.ledger,
        page_reader="trafilatura" if toml.reading.html == "trafilatura" else "own",
        dkim_selector=toml.dkim.selector,
        dkim_domain=toml.dkim.domain.lower(),
        schedule=schedule(toml),
        delivery=delivery(toml, home),
        smtp=smtp_server(toml, home),
        listmonk=listmonk(toml),
    )


def _newsletter(toml: DigestToml) -> Newsletter:
    own, sender, links = toml.newsletter, toml.sender, toml.links
    name = sender.name or own.name
    light, dark, look = looked(toml.look)
    return Newsletter(
        name=own.name,
        tagline=own.tagline,
        language=own.language,
        sender=Mailbox(name, sender.address),
        reply_to=Mailbox(name, sender.reply_to) if sender.reply_to else None,
        postal_address=own.postal_address,
        home_page=own.home_page,
        web_url=own.web_url.rstrip("/"),
        list_id=own.list_id or f"weekly.{sender.address.rpartition('@')[2]}",
        unsubscribe_url=links.unsubscribe,
        unsubscribe_mail=links.unsubscribe_mail,
        manage_url=links.manage,
        subscribe_url=links.subscribe,
        join_url=links.join,
        logo=_logo(own),
        light=light,
        dark=dark,
        look=look,
    )


def _audience(table: AudienceTable) -> Audience:
    return Audience(
        name=table.name,
        title=table.title or table.name,
        deals=table.deals,
        sections=tuple(table.sections),
        subject=table.subject,
        unsubscribe_url=table.unsubscribe,
        unsubscribe_mail=table.unsubscribe_mail,
        manage_url=table.manage,
        subscribe_url=table.subscribe,
        join_url=table.join,
    )


def _logo(own: NewsletterTable) -> Picture | None:
    if not own.logo:
        return None
    return Picture(own.logo, alt=own.name, width=own.logo_width, height=_LOGO_HEIGHT)


def _publication(table: PublicationTable) -> Publication:
    lines = tuple(line.strip() for line in table.postal_address.splitlines() if line.strip())
    return Publication(table.name, table.home_page, table.about, lines, table.phone, table.email)


def _policy(toml: DigestToml) -> Policy:
    keep, week = toml.keep, toml.week
    return Policy(
        minimum=week.minimum,
        floor=week.floor,
        roll_over=cast("RollOver", week.roll_over),
        thin=cast("ThinWeek", week.thin),
        apart=week.apart,
        headlines=keep.headlines,
        per_section=keep.per_section,
        per_publication=keep.per_publication,
        sections=tuple(week.sections),
        deals=keep.deals,
    )


def _feed(table: FeedTable, home: Path) -> Feed:
    return Feed(
        url=table.url,
        file=local_file(table.url, home),
        publication=table.publication,
        section=table.section,
        audience=table.audience.strip(),
        max_items=table.max_items,
        include=tuple(table.include),
        exclude=tuple(table.exclude),
        full_text=table.full_text,
        conditional=table.conditional,
    )


def local_file(url: str, home: Path) -> Path | None:
    """The file that a feed's url names, relative to the settings' folder; None for an address on the web."""
    scheme, colon, rest = url.partition(":")
    if not colon or len(scheme) == 1:
        return home / (Path(url).expanduser() if url.startswith("~/") else url)
    if scheme.casefold() != "file":
        return None
    from urllib.parse import unquote, urlsplit

    return home / unquote(urlsplit(f"file:{rest}").path)


def _limits(toml: DigestToml) -> Limits:
    own = toml.fetching
    contact = own.contact or toml.newsletter.home_page or toml.sender.address
    return Limits(
        timeout=float(own.timeout),
        size=own.megabytes * 1_000_000,
        redirects=own.redirects,
        at_once=own.at_once,
        per_host=own.per_host,
        delay=own.delay,
        pause=own.pause * 60.0,
        user_agent=f"digest/{__version__} (+{contact})",
        allow_private=frozenset(own.allow_private),
    )

"""What a template is given: the issue as harmless text and safe addresses, sorted for one kind of reader.

Everything a template can print passes through here, so a newsletter's own templates cannot forget to clean it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from digest.model import Kind
from digest.model.visible import code, visible, visible_lines
from digest.templating.addresses import address
from digest.templating.markup import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from digest.model import (
        Article,
        Audience,
        Block,
        CatalogueItem,
        Issue,
        Mailbox,
        Newsletter,
        Picture,
        Publication,
        RelatedItem,
        Story,
        Week,
    )

COLUMN = 560  # pixels: the letter's 600 less its margins
LOGO = (280, 64)
_SHAPE = 2 / 3  # height to width of a picture whose size nobody knows


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as it is shown; ``file`` is set where the letter has to carry it."""

    src: str
    alt: str
    width: int
    height: int
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text: one paragraph, heading, quote or piece of code, or all items of one list."""

    kind: Kind
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as it is shown.

    ``url`` is where all of it stands, at ``place``; ``page`` its file in the web edition; ``published`` None where
    unknown.
    """

    title: str
    label: str
    standfirst: str
    byline: str
    published: date | None
    publication: str
    language: str
    paragraphs: tuple[str, ...]
    url: str
    place: str
    page: str
    image: Image | None
    caption: str
    credit: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What one letter or the web edition shows.

    ``locked`` are the titles of the stories that only members read; ``invites`` says whether there is an audience
    with deals that this reader could join; ``web_address`` is where the web edition lies.
    """

    week: Week
    number: int
    day: date
    subject: str
    preheader: str
    newsletter: Newsletter
    audience: Audience
    logo: Image | None
    web_address: str
    entries: tuple[Entry, ...]
    locked: tuple[str, ...]
    archive: tuple[RelatedItem, ...]
    deals: tuple[CatalogueItem, ...]
    catalogue: tuple[CatalogueItem, ...]
    offers: bool
    invites: bool
    publications: tuple[Publication, ...]

    @property
    def lead(self) -> Entry | None:
        """The first story that this reader may see."""
        return self.entries[0] if self.entries else None

    @property
    def stories(self) -> tuple[Entry, ...]:
        """The others."""
        return self.entries[1:]


def web_address(issue: Issue) -> str:
    """Where the issue's web edition lies, with a slash at the end, or empty."""
    base = address(issue.newsletter.web_url, own=True)
    return f"{base.rstrip('/')}/{issue.week}/" if base else ""


def contents(issue: Issue, audience: Audience, locate: Callable[[Picture], str]) -> Contents:
    """The issue for one audience.

    Args:
        issue: The week's composition.
        audience: Who reads it; its deals and books are there only when ``audience.deals``.
        locate: Where a picture is found by this reader's program; empty to leave it out.
    """
    home = web_address(issue)
    shown = [story for story in issue.stories if story.article.audience in {"", audience.name}]
    others = set(issue.members) - {audience.name} if not audience.deals else set()
    locked = [story for story in issue.stories if story.article.audience in others]
    offers = audience.deals
    return Contents(
        week=issue.week,
        number=issue.number,
        day=issue.day,
        subject=visible(issue.subject),
        preheader=visible(issue.preheader),
        newsletter=_newsletter(issue.newsletter),
        audience=replace(audience, title=visible(audience.title)),
        logo=_image(issue.newsletter.logo, locate, *LOGO),
        web_address=home,
        entries=tuple(_entry(story, issue.newsletter, home, locate) for story in shown),
        locked=tuple(visible(story.article.title) for story in locked),
        archive=tuple(map(_related, issue.archive)),
        deals=tuple(map(_offer, issue.deals)) if offers else (),
        catalogue=tuple(map(_offer, issue.catalogue)) if offers else (),
        offers=bool(issue.deals or issue.catalogue),
        invites=bool(others),
        publications=tuple(map(_publication, _publishers(issue.publications, shown))),
    )


def as_context(shown: Contents) -> dict[str, object]:
    """The names that a template knows: the fields of ``Contents``, and its lead and other stories."""
    named = {field.name: getattr(shown, field.name) for field in fields(shown)}
    return named | {"lead": shown.lead, "stories": shown.stories}


def passages(article: Article) -> tuple[Passage, ...]:
    """The whole text of an article, neighbouring list items gathered into one list."""
    return tuple(_gathered(article.body))


def _gathered(blocks: tuple[Block, ...]) -> Iterator[Passage]:
    items: list[str] = []
    for block in blocks:
        if block.kind is Kind.ITEM:
            items.append(visible(block.text))
            continue
        if items:
            yield Passage(Kind.ITEM, tuple(items))
            items = []
        text = literal(code(block.text)) if block.kind is Kind.CODE else visible(block.text)
        yield Passage(block.kind, (text,))
    if items:
        yield Passage(Kind.ITEM, tuple(items))


def _entry(story: Story, newsletter: Newsletter, home: str, locate: Callable[[Picture], str]) -> Entry:
    article = story.article
    return Entry(
        title=visible(article.title),
        label=visible(article.kicker or article.section),
        standfirst=visible(article.standfirst),
        byline=visible(article.byline),
        published=article.published,
        publication=visible(article.publication.name),
        language=article.language,
        paragraphs=tuple(filter(None, map(visible, story.paragraphs))),
        url=address(story.url) or (address(home + story.page, own=True) if home and story.page else ""),
        place=visible(newsletter.name if story.page else article.publication.name),
        page=story.page,
        image=_image(article.picture, locate, COLUMN),
        caption=visible(article.caption),
        credit=visible(article.credit),
        passages=passages(article) if story.page else (),
    )


def _image(picture: Picture | None, locate: Callable[[Picture], str], width: int, height: int = 0) -> Image | None:
    src = locate(picture) if picture else ""
    if picture is None or not src:
        return None
    known = picture.width > 0 and picture.height > 0
    natural = (picture.width, picture.height) if known else (width, round(width * _SHAPE))
    scale = min(1.0, width / natural[0], height / natural[1] if height else 1.0)
    return Image(
        src=src,
        alt=visible(picture.alt),
        width=max(1, round(natural[0] * scale)),
        height=max(1, round(natural[1] * scale)),
        file=picture.file if src.startswith("cid:") else None,
    )


def _newsletter(newsletter: Newsletter) -> Newsletter:
    return replace(
        newsletter,
        name=visible(newsletter.name),
        tagline=visible(newsletter.tagline),
        language=visible(newsletter.language),
        list_id=visible(newsletter.list_id),
        sender=_mailbox(newsletter.sender),
        reply_to=_mailbox(newsletter.reply_to) if newsletter.reply_to else None,
        postal_address=visible_lines(newsletter.postal_address),
        home_page=address(newsletter.home_page, own=True),
        web_url=address(newsletter.web_url, own=True),
        unsubscribe_url=address(newsletter.unsubscribe_url, own=True),
        manage_url=address(newsletter.manage_url, own=True),
        subscribe_url=address(newsletter.subscribe_url, own=True),
        join_url=address(newsletter.join_url, own=True),
    )


def _mailbox(mailbox: Mailbox) -> Mailbox:
    return replace(mailbox, name=visible(mailbox.name), address=visible(mailbox.address))


def _publication(publication: Publication) -> Publication:
    return replace(
        publication,
        name=visible(publication.name),
        home_page=address(publication.home_page),
        about=visible(publication.about),
        postal_address=tuple(filter(None, map(visible, publication.postal_address))),
        phone=visible(publication.phone),
        email=visible(publication.email),
    )


def _publishers(publications: Iterable[Publication], shown: Iterable[Story]) -> Iterator[Publication]:
    """Who publishes the stories that this reader sees, where there is more to say than the name."""
    names = {story.article.publication.name.casefold() for story in shown}
    for publication in publications:
        if publication.name.casefold() in names and _says_something(publication):
            yield publication


def _says_something(publication: Publication) -> bool:
    return bool(publication.name) and any(
        (publication.home_page, publication.about, publication.postal_address, publication.phone, publication.email)
    )


def _related(item: RelatedItem) -> RelatedItem:
    return replace(
        item,
        title=visible(item.title),
        teaser=visible(item.teaser),
        url=address(item.url),
        publication=visible(item.publication),
    )


def _offer(item: CatalogueItem) -> CatalogueItem:
    return replace(
        item,
        title=visible(item.title),
        blurb=visible(item.blurb),
        url=address(item.url),
        price=visible(item.price),
        code=visible(item.code),
        publication=visible(item.publication),
    )

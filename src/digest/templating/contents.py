"""What a template is given: the issue as harmless text and safe addresses, sorted for one kind of reader.

Everything a template can print passes through here, so a newsletter's own templates cannot forget to clean it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING

from digest.model import folded
from digest.model.visible import visible
from digest.templating import cleaning
from digest.templating.addresses import address
from digest.templating.parts import Entry, Group, Image, Offer, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from digest.model import (
        Audience,
        CatalogueItem,
        Issue,
        Newsletter,
        Picture,
        Publication,
        RelatedItem,
        Story,
        Week,
    )

__all__ = [
    "Contents",
    "Entry",
    "Group",
    "Image",
    "Offer",
    "Remark",
    "as_context",
    "contents",
    "for_readers",
    "web_address",
]

LOGO = (280, 64)
_OWN = ("unsubscribe_url", "unsubscribe_mail", "manage_url", "subscribe_url", "join_url")


@dataclass(frozen=True, slots=True)
class Contents:
    """What one letter or the web edition shows.

    ``headlines`` are stories that are only named; ``groups`` hold all told ones but the lead, under the headings of
    their sections. ``locked`` are the titles of the stories that only members read; ``invites`` says whether there is
    an audience with deals that this reader could join; ``web_address`` is where the web edition lies.
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
    note: tuple[Remark, ...]
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    headlines: tuple[Entry, ...]
    locked: tuple[str, ...]
    archive: tuple[RelatedItem, ...]
    deals: tuple[Offer, ...]
    catalogue: tuple[Offer, ...]
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
        audience: Who reads it; its deals and books are there only when ``audience.deals``, or when they are for it.
        locate: Where a picture is found by this reader's program; empty to leave it out.
    """
    home = web_address(issue)
    newsletter = _theirs(issue.newsletter, audience)
    shown = for_readers(issue.stories, audience)
    others = frozenset(issue.members) - {audience.name} if not audience.deals else frozenset[str]()
    locked = [story for story in issue.stories if story.article.audience in others]
    show = partial(
        cleaning.entry, newsletter=newsletter, home=home, locate=locate, audience=audience.name, others=others
    )
    told = tuple(map(show, shown))
    line = issue.line_for(audience.name)
    return Contents(
        week=issue.week,
        number=issue.number,
        day=issue.day,
        subject=visible(line.subject if line.whole or not audience.subject else _shaped(audience, line.subject)),
        preheader=visible(line.preheader),
        newsletter=cleaning.newsletter(newsletter),
        audience=replace(audience, title=visible(audience.title)),
        logo=cleaning.image(issue.newsletter.logo, locate, *LOGO),
        web_address=home,
        note=cleaning.remarks(issue.note),
        entries=told,
        groups=tuple(_grouped(list(zip(shown, told, strict=True))[1:], issue.sections)),
        headlines=tuple(map(show, for_readers(issue.headlines, audience))),
        locked=tuple(visible(story.article.title) for story in locked),
        archive=tuple(map(cleaning.related, issue.archive)),
        deals=tuple(cleaning.offer(item, locate) for item in issue.deals if _is_offered(item, audience)),
        catalogue=tuple(cleaning.offer(item, locate) for item in issue.catalogue if _is_offered(item, audience)),
        offers=any(item.audience in {"", *issue.members} for item in (*issue.deals, *issue.catalogue)),
        invites=bool(others),
        publications=tuple(map(cleaning.publication, _publishers(issue.publications, shown))),
    )


def as_context(shown: Contents) -> dict[str, object]:
    """The names that a template knows: the fields of ``Contents``, and its lead and other stories."""
    named = {field.name: getattr(shown, field.name) for field in fields(shown)}
    return named | {"lead": shown.lead, "stories": shown.stories}


def for_readers(stories: Iterable[Story], audience: Audience) -> tuple[Story, ...]:
    """Those of the stories that these readers get, in their order."""
    return tuple(story for story in stories if audience.gets(story.article))


def _theirs(newsletter: Newsletter, audience: Audience) -> Newsletter:
    """The newsletter with the audience's own addresses in the place of its own."""
    own = {name: value for name in _OWN if (value := getattr(audience, name))}
    return replace(newsletter, **own) if own else newsletter


def _shaped(audience: Audience, subject: str) -> str:
    return audience.subject.replace("{subject}", subject)


def _is_offered(item: CatalogueItem, audience: Audience) -> bool:
    return item.audience == audience.name if item.audience else audience.deals


def _grouped(told: list[tuple[Story, Entry]], sections: Iterable[str]) -> Iterator[Group]:
    """The sections in their order, each with its stories in theirs, then the stories of no section."""
    headed = {folded(section): visible(section) for section in sections if section.strip()}
    for name, title in headed.items():
        inside = [(story, entry) for story, entry in told if folded(story.article.section) == name]
        if inside:
            yield Group(title, tuple(replace(entry, label=visible(story.article.kicker)) for story, entry in inside))
    if rest := tuple(entry for story, entry in told if folded(story.article.section) not in headed):
        yield Group("", rest)


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

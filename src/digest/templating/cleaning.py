"""The nouns of an issue, cleaned: what documents say becomes harmless text, their links become safe addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.model import Kind, folded
from digest.model.visible import code, inert, visible, visible_lines
from digest.templating.addresses import address
from digest.templating.markup import literal
from digest.templating.parts import Entry, Image, Offer, Passage, Place, Remark
from digest.templating.reading_time import minutes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from digest.model import (
        Article,
        Block,
        CatalogueItem,
        Elsewhere,
        Mailbox,
        Newsletter,
        NoteBlock,
        Picture,
        Publication,
        RelatedItem,
        Span,
        Story,
    )

COLUMN = 560  # pixels: the letter's 600 less its margins
HIGHEST = 700  # pixels; what is higher leaves no room for the first words on any screen
COVER = (180, 240)
THUMBNAIL = (104, 104)
BANNER = (COLUMN, 240)
_TORN = 64  # characters: no merge tag's name is longer
_SHAPE = 2 / 3  # height to width of a picture whose size nobody knows


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


def remarks(note: Iterable[NoteBlock]) -> tuple[Remark, ...]:
    """The editor's note, neighbouring items gathered into one list, as long as their numbers follow each other."""
    found: list[Remark] = []
    for block in note:
        spans = _spans(block.spans)
        if not spans:
            continue
        if found and _goes_on(found[-1], block):
            found[-1] = replace(found[-1], items=(*found[-1].items, spans))
        else:
            found.append(Remark(block.kind, (spans,), block.number))
    return tuple(found)


def _goes_on(list_: Remark, block: NoteBlock) -> bool:
    """Whether the block is the list's next item: one more bullet, or the next number."""
    follows = None if list_.start is None else list_.start + len(list_.items)
    return list_.kind is block.kind is Kind.ITEM and block.number == follows


def _spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans with what they say cleaned, line by line; no two of them make up a merge tag together."""
    before, found = "\n", []
    for span in spans:
        text = _lines(span.text)
        if inert(before + text) != before + text:
            text = " " + text
        if before[-1] in " \n":
            text = text.lstrip(" ")
        if text:
            before = (before + text)[-_TORN:]
            found.append(replace(span, text=text, url=address(span.url)))
    return tuple(found) if any(span.text.strip() for span in found) else ()


def _lines(text: str) -> str:
    """Each line of it as visible characters, with a blank at either end where there was one."""
    lines = text.split("\n")
    cleaned = list(map(visible, lines))
    blank_first = " " if lines[0][:1].isspace() else ""
    blank_last = " " if cleaned[-1] and lines[-1][-1:].isspace() else ""
    return blank_first + "\n".join(cleaned) + blank_last


def entry(
    story: Story,
    newsletter: Newsletter,
    home: str,
    locate: Callable[[Picture], str],
    audience: str = "",
    others: Container[str] = (),
) -> Entry:
    """A story as it is shown.

    Args:
        story: The story.
        newsletter: The newsletter that tells it.
        home: Where the issue's web edition lies, with a slash at the end, or empty.
        locate: Where a picture is found by this reader's program; empty to leave it out.
        audience: Who reads it; empty for everybody.
        others: The audiences that this reader could join.
    """
    article = story.article
    return Entry(
        title=visible(article.title),
        label=visible(article.kicker or article.section),
        standfirst=visible(article.standfirst),
        byline=visible(article.byline),
        published=article.published,
        publication=visible(article.publication.name),
        language=article.language,
        paragraphs=tuple(filter(None, map(visible, story.paragraphs_for(audience)))),
        url=address(story.url) or (address(home + story.page, own=True) if home and story.page else ""),
        place=visible(newsletter.name if story.page else article.publication.name),
        page=story.page,
        image=image(article.picture, locate, COLUMN, HIGHEST),
        caption=visible(article.caption),
        credit=visible(article.credit),
        also=_places(story),
        minutes=minutes_of(block.text for block in article.body),
        video=article.video,
        thumbnail=_thumbnail(article, locate),
        whole=not (story.page and story.inside),
        locked=any(one.audience in others and one.paragraphs != story.paragraphs for one in story.inside),
        passages=passages(article) if story.page else (),
    )


def _thumbnail(article: Article, locate: Callable[[Picture], str]) -> Image | None:
    """The small picture; none of a file that would have to lie open in the web edition though few may see it."""
    picture = article.picture
    if picture is None or (picture.file is not None and article.audience):
        return None
    return image(picture, locate, *THUMBNAIL)


def _places(story: Story) -> tuple[Place, ...]:
    """Where else it stands: no publication twice, and not its own once more."""
    own = story.article.publication
    named = {folded(visible(own.name)), *map(_host, (own.home_page, story.url))}
    found: dict[str, Place] = {}
    for place in filter(None, map(_place, story.also)):
        name = folded(place.name)
        if name not in named and not (name in found and found[name].url):
            found[name] = place
    return tuple(found.values())


def _place(elsewhere: Elsewhere) -> Place | None:
    """Under the publication's name or its host's; None when neither is known."""
    url = address(elsewhere.url)
    name = visible(elsewhere.publication) or _host(url)
    return Place(name, url) if name else None


def _host(url: str) -> str:
    url = address(url)
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def image(picture: Picture | None, locate: Callable[[Picture], str], width: int, height: int = 0) -> Image | None:
    """A picture no wider and no higher than that; None where there is none to show."""
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


def newsletter(given: Newsletter) -> Newsletter:
    """The newsletter; its own addresses may hold a mail service's merge tags."""
    return replace(
        given,
        name=visible(given.name),
        tagline=visible(given.tagline),
        language=visible(given.language),
        list_id=visible(given.list_id),
        sender=mailbox(given.sender),
        reply_to=mailbox(given.reply_to) if given.reply_to else None,
        postal_address=visible_lines(given.postal_address),
        home_page=address(given.home_page, own=True),
        web_url=address(given.web_url, own=True),
        unsubscribe_url=address(given.unsubscribe_url, own=True),
        manage_url=address(given.manage_url, own=True),
        subscribe_url=address(given.subscribe_url, own=True),
        join_url=address(given.join_url, own=True),
    )


def mailbox(given: Mailbox) -> Mailbox:
    """A name and an address."""
    return replace(given, name=visible(given.name), address=visible(given.address))


def publication(given: Publication) -> Publication:
    """Who publishes, in its own words."""
    return replace(
        given,
        name=visible(given.name),
        home_page=address(given.home_page),
        about=visible(given.about),
        postal_address=tuple(filter(None, map(visible, given.postal_address))),
        phone=visible(given.phone),
        email=visible(given.email),
    )


def related(item: RelatedItem) -> RelatedItem:
    """An article that is only pointed to."""
    return replace(
        item,
        title=visible(item.title),
        teaser=visible(item.teaser),
        url=address(item.url),
        publication=visible(item.publication),
    )


def offer(item: CatalogueItem, locate: Callable[[Picture], str]) -> Offer:
    """A thing on offer, its picture no larger than a book's cover, or as wide as the column where it is a banner."""
    return Offer(
        title=visible(item.title),
        blurb=visible(item.blurb),
        url=address(item.url),
        price=visible(item.price),
        code=visible(item.code),
        publication=visible(item.publication),
        until=item.until,
        image=image(item.picture, locate, *_frame(item.picture)),
    )


def _frame(picture: Picture | None) -> tuple[int, int]:
    return BANNER if picture and picture.width > picture.height > 0 else COVER

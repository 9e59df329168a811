"""One entry of a feed to one article: what the feed states wins, its markup becomes typed blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.encodings import clean
from digest.intake.feeds.addresses import web_address
from digest.intake.feeds.evident import evident, is_subhead
from digest.intake.feeds.excerpt import without_excerpt
from digest.intake.feeds.furniture import without_furniture
from digest.intake.feeds.length import words_in
from digest.intake.feeds.picture import picture_of
from digest.intake.feeds.section import section_of
from digest.intake.page_text.lines import Line
from digest.intake.page_text.recogniser import recognise
from digest.intake.repeats import without_repeats
from digest.intake.shapes import is_language
from digest.intake.tracking import untracked
from digest.intake.web_page import read_fragment
from digest.model import Article, Kind, Publication, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo

    from digest.intake.page_text.recognised import Recognised
    from digest.intake.reading import Reading
    from digest.model import Block
    from digest.model.feeds import Entry, Feed, FeedState

_FEWEST = 12  # words of a text that can be told; a sentence has more
_HEADLINE = 12  # words that stand for a headline
_TOP = 3  # lines in which the headline may stand again
_NAMED = 200  # characters of an identity that stands for a name
_SIGNS = re.compile(r"[\[\]]|%(?![0-9A-Fa-f]{2})")
_FETCH = "set full_text = true for this feed to read the entry's page"
_LOOK = "look whether its page can be read without scripts and without logging in"


def article_of(
    entry: Entry, feed: Feed, state: FeedState, zone: tzinfo, *, repeated: Mapping[str, float] | None = None
) -> Article:
    """The article that an entry holds.

    What the feed states wins over what the text says of itself. The text is that of the entry's page where that was
    fetched, else what the feed sent. Blocks are numbered by their place in the entry.

    Args:
        entry: The entry, whose markup may be hostile.
        feed: The feed as the settings name it.
        state: What the feed says of itself.
        zone: Where the day of publication is counted.
        repeated: Lines that stand in most entries of the feed, as ``repeats.profiles`` counts them.

    Raises:
        UnreadableDocument: The entry holds no text, or less than can be told.
    """
    title = _line(entry.title)
    reading, found = _read(entry, title, feed, repeated or {})
    return Article(
        source=source_of(entry),
        title=found.title or _first_words(found),
        blocks=found.blocks,
        kicker=found.kicker,
        standfirst=found.standfirst,
        byline=_line(entry.author) or found.byline,
        published=entry.moment.astimezone(zone).date(),
        language=_language(entry.language) or _language(state.language),
        url=_address(entry.link),
        section=feed.section or section_of(entry.categories),
        audience=feed.audience,
        caption=found.caption,
        credit=found.credit,
        picture=picture_of(entry, reading.pictures),
        call_to_action=found.call_to_action,
        related=found.related,
        publication=Publication(feed.publication or _line(state.title), _address(state.home_page)),
        feed=feed.url,
        video=entry.video,
    )


def _read(entry: Entry, title: str, feed: Feed, repeated: Mapping[str, float]) -> tuple[Reading, Recognised]:
    """The page's text, else the feed's own, whichever holds enough first."""
    words = 0
    for html, base in ((entry.page, entry.link), (entry.content, entry.base or entry.link)):
        if not html.strip():
            continue
        reading = read_fragment(html, base)
        lines = tuple(_lines(reading, title))
        if repeated:
            lines = (*lines[:1], *without_repeats(lines[1:], repeated))
        found = _with_enough(evident(lines) or _weighed(lines))
        words = _words(found)
        if words >= _FEWEST:
            return reading, found
    what = "the entry has too few words to be told" if words else "the entry has no text"
    told = f"{title[:80]}: {words} words" if words else title[:80]
    raise UnreadableDocument(what, where=source_of(entry), found=told, hint=_LOOK if feed.full_text else _FETCH)


def _lines(reading: Reading, title: str) -> Iterator[Line]:
    """The headline of the feed on top, then the lines of the entry, numbered, without the headline's twin."""
    if title:
        yield Line(title, 1, kind=Kind.HEADING, role=Role.TITLE)
    for number, line in enumerate(without_excerpt(tuple(without_furniture(reading.lines)), title), 1):
        if number <= _TOP and line.text.casefold() == title.casefold():
            continue
        role = None if title and line.role is Role.TITLE else line.role
        yield line if role is line.role and number == line.number else replace(line, role=role, number=number)


def _weighed(lines: Sequence[Line]) -> Recognised:
    """What the recogniser finds, its subheads by what the markup says of the lines behind them."""
    found = recognise(lines, bounded=True, titled=True)
    blocks = tuple(map(_with_kind, found.blocks, lines, (*lines[1:], None)))
    return replace(found, blocks=blocks)


def _with_kind(block: Block, line: Line, following: Line | None) -> Block:
    doubtful = block.kind is Kind.HEADING and block.role is Role.BODY and line.kind is Kind.PARAGRAPH
    return replace(block, kind=Kind.PARAGRAPH) if doubtful and not is_subhead(line, following) else block


def _with_enough(found: Recognised) -> Recognised:
    """The text, with what was taken for its standfirst as a paragraph where little remains or the feed has one."""
    taken = [block for block in found.blocks if block.role is Role.STANDFIRST]
    if not taken or (len(taken) == 1 and _words(found) >= _FEWEST):
        return found
    enough = len(taken) > 1 and _words(found) + sum(words_in(block.text) for block in taken[1:]) >= _FEWEST
    kept = taken[:1] if enough else []
    blocks = (replace(one, role=Role.BODY) if one in taken and one not in kept else one for one in found.blocks)
    return replace(found, blocks=tuple(blocks), standfirst=kept[0].text if kept else "")


def _words(found: Recognised) -> int:
    return sum(words_in(block.text) for block in found.blocks if block.role is Role.BODY)


def _first_words(found: Recognised) -> str:
    """The beginning of the text, for an entry without a headline."""
    words = next(block.text for block in found.blocks if block.role is Role.BODY).split()
    return " ".join(words[:_HEADLINE]) + ("…" if len(words) > _HEADLINE else "")


def _line(text: str) -> str:
    """A field of an entry on one line, without what no reader can see."""
    return " ".join(clean(text).split())


def _language(tag: str) -> str:
    tag = tag.strip().replace("_", "-")
    return tag if is_language(tag) else ""


def _address(address: str) -> str:
    """The address without trackers and without the signs of mail services' merge tags, or nothing."""
    return _SIGNS.sub(lambda sign: f"%{ord(sign[0]):02X}", untracked(web_address(address)))


def source_of(entry: Entry) -> str:
    """What messages call the entry."""
    return _address(entry.link) or f"{entry.feed}#{_line(entry.identity)[:_NAMED]}"

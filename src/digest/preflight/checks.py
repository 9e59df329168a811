"""One small function for each check: what it finds wrong, as sentences for the editor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.preflight.letters import columns, letters_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Newsletter
    from digest.preflight.sight import Sight

GMAIL_CLIPS = 102_400  # bytes of HTML after which Gmail hides the rest
ROOM_FOR_SERVICES = 81_920  # bytes; sending services lengthen links
LONGEST_LINE = 998  # bytes, RFC 5322 section 2.1.1
SUBJECT_LENGTH = range(10, 61)
PREHEADER_LENGTH = range(40, 141)

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\*\|[A-Z0-9_:]+\|\*|%%[^%\s]{2,40}%%|\$\{[^}]+\}")
_ADDRESS_GOES_ON = r"[^\s\"<>]*?"
_ADDRESS = r"\bhttps?://" + _ADDRESS_GOES_ON
_CHANGED = re.compile(r"[^A-Za-z0-9_:.$%*{|}-]+")  # by percent-encoding, or as an attribute's value
_IN_BRACKETS = re.compile(r"<(https?://[^>]*)>")
_FORGOTTEN = re.compile(r"\bTK\b|\bTODO\b|lorem ipsum|\binsert (?:here|text|link)\b|\bXXX+\b", re.IGNORECASE)
_NO_REPLY = re.compile(r"no-?_?reply|do-?not-?reply", re.IGNORECASE)
_SAMPLE_HOST = re.compile(r"(^|\.)example\.(org|com|net)$")
_VAGUE = {"click here", "here", "read more", "more", "link", "this link", "learn more", "continue", "details", "this"}
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|webp)$", re.IGNORECASE)


def unsubscribe(sight: Sight) -> Iterator[str]:
    """CAN-SPAM, 16 CFR 316.5, and the sender rules of the large mailbox providers."""
    url = _way_out(sight)
    if not any(link.url == url and link.words for link in sight.links):
        yield "the HTML part has no visible unsubscribe link"
    if url not in sight.letter.text:
        yield "the text part has no unsubscribe address"


def postal_address(sight: Sight) -> Iterator[str]:
    """CAN-SPAM, 15 USC 7704(a)(5)."""
    address = letters_of(sight.issue.newsletter.postal_address)
    if not address or address not in letters_of(sight.words):
        yield "the HTML part lacks the newsletter's postal address"
    if not address or address not in letters_of(sight.letter.text):
        yield "the text part lacks the newsletter's postal address"


def stories(sight: Sight) -> Iterator[str]:
    """A letter needs something to read."""
    audience = sight.letter.audience
    if not any(story.article.audience in ("", audience) for story in sight.issue.stories):
        yield "there is no story for these readers"


def size(sight: Sight) -> Iterator[str]:
    """Gmail clips a longer message, and with it the unsubscribe link."""
    found = len(sight.letter.html.encode())
    if found > GMAIL_CLIPS:
        yield f"the HTML part has {found:,} bytes; Gmail hides what comes after {GMAIL_CLIPS:,}"


def room(sight: Sight) -> Iterator[str]:
    """Sending services rewrite links, which makes a letter longer."""
    found = len(sight.letter.html.encode())
    if ROOM_FOR_SERVICES < found <= GMAIL_CLIPS:
        yield f"the HTML part has {found:,} bytes; above {ROOM_FOR_SERVICES:,} a service's own links may overfill it"


def links(sight: Sight) -> Iterator[str]:
    """Every link leads somewhere from an inbox, where there is no page to be relative to."""
    for link in sight.links:
        if not _is_whole(link.url) or not link.url.isascii() or " " in link.url:
            yield f"the link “{link.words}” leads to “{link.url}”"
        if not link.words:
            yield f"the link to {link.url} has no words"


def link_words(sight: Sight) -> Iterator[str]:
    """WCAG 2.4.9: a link's words say where it goes."""
    for link in sight.links:
        if link.words.casefold().strip(" .…→»>") in _VAGUE:
            yield f"the link to {link.url} says only “{link.words}”"


def pictures(sight: Sight) -> Iterator[str]:
    """WCAG 1.1.1, and mail programs that block what is not https."""
    for image in sight.images:
        source, alt = image.get("src") or "", image.get("alt")
        if not source.startswith(("https://", "cid:")):
            yield f"the picture {source or 'without a source'} cannot be shown in a mail program"
        if alt is None:
            yield f"the picture {source} has no alt text"
        elif _FILE_NAME.search(alt):
            yield f"the alt text of {source} is a file name"


def picture_words(sight: Sight) -> Iterator[str]:
    """A reader without pictures should know what they show."""
    issue, audience = sight.issue, sight.letter.audience
    pictured = [(story.article.title, story.article.picture) for story in issue.stories]
    offered = (
        item
        for item in (*issue.deals, *issue.catalogue)
        if item.audience == audience or (not item.audience and audience in issue.members)
    )
    pictured += [(item.title, item.picture) for item in offered]
    for title, picture in pictured:
        if picture and not picture.alt:
            yield f"the picture of “{title}” has no alt text"


def placeholders(sight: Sight) -> Iterator[str]:
    """A template's own syntax must never reach a reader, but for a service's in the newsletter's own addresses."""
    own = _own_addresses(sight.issue.newsletter)
    for place, text in (("HTML part", sight.letter.html), ("text part", sight.letter.text)):
        for match in _TEMPLATE.finditer(own.sub(" ", text) if own else text):
            yield f"the {place} shows “{match[0][:40]}”"
    for match in _TEMPLATE.finditer(sight.letter.subject):
        yield f"the subject shows “{match[0]}”"


def forgotten(sight: Sight) -> Iterator[str]:
    """Editors' marks for what is still to come."""
    for match in _FORGOTTEN.finditer(f"{sight.letter.subject}\n{sight.letter.preheader}\n{sight.words}"):
        yield f"the letter says “{match[0]}”"


def subject(sight: Sight) -> Iterator[str]:
    """An empty subject is refused by readers and filters alike."""
    if not sight.letter.subject.strip():
        yield "the subject is empty"


def subject_length(sight: Sight) -> Iterator[str]:
    """Telephones show 40 to 60 characters."""
    found = columns(sight.letter.subject)
    if found and found not in SUBJECT_LENGTH:
        yield f"the subject {_room(sight.letter.subject)}"


def preheader(sight: Sight) -> Iterator[str]:
    """Inboxes show 40 to 140 characters after the subject."""
    found = columns(sight.letter.preheader)
    if found not in PREHEADER_LENGTH:
        bare = found < PREHEADER_LENGTH.start and not sight.issue.newsletter.tagline
        also = ", and newsletter.tagline, which can fill it, is empty" if bare else ""
        yield f"the preheader {_room(sight.letter.preheader)}{also}"
    if sight.letter.preheader.casefold() == sight.letter.subject.casefold():
        yield "the preheader repeats the subject"


def message(sight: Sight) -> Iterator[str]:
    """RFC 5322 section 2.1.1 and RFC 5321: what every mail server passes on unchanged."""
    lines = sight.letter.eml.split(b"\r\n")
    if (longest := max(map(len, lines))) > LONGEST_LINE:
        yield f"a line of the message has {longest} bytes"
    if not sight.letter.eml.isascii() or b"\0" in sight.letter.eml:
        yield "the message has bytes above 127 or NUL"
    if any(b"\n" in line or b"\r" in line for line in lines):
        yield "the message has line ends that are not CRLF"


def read_on(sight: Sight) -> Iterator[str]:
    """Without an address of its own and without a web edition, a story ends in the letter."""
    newsletter = sight.issue.newsletter
    issue = sight.issue
    shown = (s for s in (*issue.stories, *issue.headlines) if s.article.audience in ("", sight.letter.audience))
    lost = [story.article.title for story in shown if not story.url]
    if lost and not newsletter.web_url:
        yield f"nowhere to read on: {listed(lost)}"


def answers(sight: Sight) -> Iterator[str]:
    """Readers answer letters; somebody should get what they write."""
    newsletter = sight.issue.newsletter
    address = (newsletter.reply_to or newsletter.sender).address
    if _NO_REPLY.search(address):
        yield f"answers go to {address}"


def sample_values(sight: Sight) -> Iterator[str]:
    """What a new newsletter's settings begin with."""
    newsletter = sight.issue.newsletter
    hosts = [newsletter.sender.address.rpartition("@")[2], urlsplit(newsletter.unsubscribe_url).hostname or ""]
    if found := [host for host in hosts if _SAMPLE_HOST.search(host)]:
        yield f"sender or unsubscribe address is still at {found[0]}"


def _room(text: str) -> str:
    found = columns(text)
    return f"has {found} characters" if found == len(text) else f"takes the room of {found} letters"


def _is_whole(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("mailto", "tel") or (parts.scheme in ("http", "https") and "." in parts.netloc)


def _way_out(sight: Sight) -> str:
    """The unsubscribe address as the letter spells it: in ASCII, its host in lower case."""
    header = _IN_BRACKETS.search(sight.letter.headers.get("List-Unsubscribe", ""))
    return header[1] if header else sight.issue.newsletter.unsubscribe_url


def _own_addresses(newsletter: Newsletter) -> re.Pattern[str] | None:
    """Addresses with the same merge tags, in the same order, as one of the settings; None if those have none."""
    given = (
        *(newsletter.unsubscribe_url, newsletter.manage_url, newsletter.subscribe_url),
        *(newsletter.join_url, newsletter.home_page, newsletter.web_url),
    )
    tagged = sorted(filter(None, map(_TEMPLATE.findall, given)), key=len, reverse=True)
    patterns = [_ADDRESS + _ADDRESS_GOES_ON.join(map(_spelt, tags)) for tags in tagged]
    return re.compile("|".join(patterns)) if patterns else None


def _spelt(tag: str) -> str:
    """A pattern for a merge tag inside an address, where some characters are escaped."""
    return _ADDRESS_GOES_ON.join(map(re.escape, _CHANGED.split(tag)))

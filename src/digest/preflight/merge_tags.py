"""Merge tags of sending services: none where a reader would see it, and no misspelt one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.preflight.sight import Sight

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\*\|[A-Z0-9_:]+\|\*|%%[^%\s]{2,40}%%|\$\{[^}]+\}")
_ADDRESS_GOES_ON = r"[^\s\"<>]*?"
_ADDRESS = r"\bhttps?://" + _ADDRESS_GOES_ON
_CHANGED = re.compile(r"[^A-Za-z0-9_:.$%*{|}-]+")  # by percent-encoding, or as an attribute's value
_WEB = re.compile(r"https?://\S+")
_HALF = re.compile(
    r"\*\|[A-Z0-9_:]{2,}|[A-Z0-9_:]{2,}\|\*|\{\{\{?|\}\}\}?|\{%|%\}|<%|%>|\[\[|\]\]"
    r"|%(?:recipient|mailing_list|unsubscribe)[._][\w.]*|%%[a-z_]\w{2,}",
    re.IGNORECASE,
)
_KINDS = (
    ("{{…}}", re.compile(r"\{\{")),
    ("{%…%}", re.compile(r"\{%")),
    ("*|…|*", re.compile(r"\*\|")),
    ("%%…%%", re.compile(r"%%\w")),
    ("${…}", re.compile(r"\$\{")),
    ("<%…%>", re.compile(r"<%|%3C%25")),
    ("[[…]]", re.compile(r"\[\[")),
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:. ]*")
_KNOWN = (
    *("unsubscribe", "unsubscribe_url", "unsubscribe_link", "unsubscribeurl", "unsub", "unsub_center_url"),
    *("unsubscribelink", "preferences", "preferences_url", "manage_preferences", "manage_url", "manageurl"),
    *("update_profile", "pm:unsubscribe", "amazonsesunsubscribeurl", "subscriber.uuid", "subscriber.email"),
    *("subscriber.id", "contact.email", "contact.id", "recipient.email", "email", "archive", "uniqid"),
)


def placeholders(sight: Sight) -> Iterator[str]:
    """A template's own syntax must never reach a reader, but for a service's in the newsletter's own addresses."""
    own = _own_addresses(sight.own.values())
    for place, text in (("HTML part", sight.letter.html), ("text part", sight.letter.text)):
        for match in _TEMPLATE.finditer(own.sub(" ", text) if own else text):
            yield f"the {place} shows “{match[0][:40]}”"
    for match in _TEMPLATE.finditer("".join(sight.mail.all("Subject")[:1])):
        yield f"the subject shows “{match[0]}”"
    for name, written in sight.mail.fields:
        value = "".join(sight.mail.all(name)[:1]) if "=?" in written else " ".join(written.split())
        for match in _TEMPLATE.finditer(own.sub(" ", value) if own else value):
            if name.lower() != "subject":
                yield f"the header {name} shows “{match[0][:40]}”"


def merge_tags(sight: Sight) -> Iterator[str]:
    """A merge tag that no service knows stays in the letter as it is, and the link with it leads nowhere."""
    own = _own_addresses(sight.own.values())
    places = (("HTML part", sight.words), ("text part", sight.letter.text), ("subject", sight.letter.subject))
    for place, text in places:
        bare = _TEMPLATE.sub(" ", _WEB.sub(" ", own.sub(" ", text) if own else text))
        for match in _HALF.finditer(bare):
            shown = bare[match.start() : match.start() + 30].strip()
            yield f"the {place} shows a merge tag that is not whole: “{shown}”"
    for url in dict.fromkeys(sight.own.values()):
        if half := _HALF.search(_TEMPLATE.sub(" ", url)):
            yield f"the address {url} has a merge tag that is not whole: “{half[0]}”"
        yield from _misspelt(url)


def mixed_tags(sight: Sight) -> Iterator[str]:
    """A letter goes through one service, which knows its own merge tags alone."""
    given = " ".join(sight.own.values())
    if len(found := [kind for kind, sign in _KINDS if sign.search(given)]) > 1:
        yield f"the newsletter's addresses have merge tags of several services: {', '.join(found)}"


def _misspelt(url: str) -> Iterator[str]:
    tags = _TEMPLATE.findall(url)
    if not tags:
        return
    from difflib import get_close_matches

    for tag in tags:
        name = _NAME.search(tag)
        said = name[0].strip().lower() if name else ""
        near = get_close_matches(said, _KNOWN, n=1, cutoff=0.85) if said and said not in _KNOWN else []
        if near and sorted(near[0]) == sorted(said):
            yield f"the address {url} says “{tag}”: is “{near[0]}” meant?"


def _own_addresses(given: Iterable[str]) -> re.Pattern[str] | None:
    """Addresses with the same merge tags, in the same order, as one of the settings; None if those have none."""
    tagged = sorted(filter(None, map(_TEMPLATE.findall, given)), key=len, reverse=True)
    patterns = [_ADDRESS + _ADDRESS_GOES_ON.join(map(_spelt, tags)) for tags in tagged]
    return re.compile("|".join(patterns)) if patterns else None


def _spelt(tag: str) -> str:
    """A pattern for a merge tag inside an address, where some characters are escaped."""
    return _ADDRESS_GOES_ON.join(map(re.escape, _CHANGED.split(tag)))

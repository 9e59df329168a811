"""A service's tags put where the newsletter's addresses stand, and nothing else that the service would execute."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Literal

from digest.delivery.mould.places import split
from digest.delivery.services.service import Filled
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.delivery.services.service import Tags
    from digest.model import LaidLetter

_OURS = "\x00"  # stands for a tag of ours while others are sought; no letter has one
_JOINED = re.compile(rf"[{{%*|]{_OURS}|{_OURS}[}}%*|]")
_SIGN = r"[A-Za-z0-9_~%/?&=+@#-]"  # next to an address, it belongs to another one
_SHOWN = 40
_HINT = "mend it in the document or the settings, and build the week again"


def filled(letter: LaidLetter, tags: Tags, service: str) -> Filled:
    """The letter with the service's tags.

    Args:
        letter: As it lies in the outbox.
        tags: The service's.
        service: Its title, for errors.

    Raises:
        DeliveryError: The letter has no unsubscribe address in one of its parts, or one is left there that could not
            be replaced; something in it would be taken for another tag of the service; it has pictures inside its
            message, which no service can find.
    """
    where = f"{letter.manifest['week']} {letter.audience}"
    if "\x00" in letter.html or "\x00" in letter.text:
        raise DeliveryError("the letter has a NUL character", where=where, hint=_HINT)
    if re.search(r"""["'(]cid:""", letter.html):
        hint = "set newsletter.web_url, publish the archive there, and build the week again"
        raise DeliveryError("the letter's pictures travel inside its message", where=where, found="cid:", hint=hint)
    made = Filled(letter, _part(letter, tags, "html", where), _part(letter, tags, "text", where))
    for part, text in _parts(made):
        if sign := _foreign(text, tags, html=part == "HTML part"):
            what = f"{service} would take this for one of its tags"
            raise DeliveryError(what, where=f"{where} · {part}", found=sign, hint=_HINT)
    return made


def _part(letter: LaidLetter, tags: Tags, spelling: Literal["html", "text"], where: str) -> str:
    """One of the two with the tags; see `filled` for what is raised."""
    html = spelling == "html"
    where = f"{where} · {'HTML' if html else 'text'} part"
    own = _with_tags(letter.html if html else letter.text, _addresses(letter, tags, spelling), html=html)
    if tags.unsubscribe not in own:
        found = letter.manifest["placeholders"]["unsubscribe"][spelling] or "none"
        hint = "keep the footer's unsubscribe link in your templates, and build the week again"
        raise DeliveryError("no unsubscribe address found", where=where, found=found, hint=hint)
    if left := _left(unescape(own) if html else own, _addresses(letter, tags, "text")):
        what, hint = "an address that each reader has their own of is left", "write it with a space behind it"
        raise DeliveryError(what, where=where, found=left, hint=hint)
    return own


def _addresses(letter: LaidLetter, tags: Tags, spelling: str) -> dict[str, str]:
    """The tag of each of the newsletter's addresses; where two are the same, unsubscribing wins."""
    given = letter.manifest["placeholders"]
    wanted = (("manage", tags.manage), ("unsubscribe", tags.unsubscribe))
    pairs = {given.get(name, {}).get(spelling, ""): tag for name, tag in wanted if tag}
    return {address: tag for address, tag in pairs.items() if address}


def _with_tags(text: str, addresses: dict[str, str], *, html: bool) -> str:
    """The text with each whole address replaced."""
    (first, *others), found = split(text, addresses, html=html)
    return first + "".join(tag + behind for tag, behind in zip(found, others, strict=True))


def _left(text: str, addresses: Iterable[str]) -> str:
    """An address that stands there still, with what follows it; empty for none."""
    for address in addresses:
        other = rf"{_SIGN}|[.,:;!'()*$]+{_SIGN}"
        if found := re.search(rf"(?<!{_SIGN}){re.escape(address)}(?!{other})\S{{0,8}}", text):
            return found[0]
    return ""


def _parts(made: Filled) -> Iterator[tuple[str, str]]:
    """Everything that a service is given, by what it is called for people."""
    letter = made.letter
    yield "subject", letter.subject
    yield "preheader", letter.preheader
    yield "HTML part", made.html
    yield "text part", made.text
    yield "sender", " ".join(made.sender)
    yield "reply address", made.replies
    for name in ("List-Id", "List-Archive", "Archived-At", "Feedback-ID", "Content-Language"):
        yield f"header {name}", made.header(name)


def _foreign(text: str, tags: Tags, *, html: bool) -> str:
    """What the service would take for a tag of its own, and is none that was put in; empty for nothing."""
    without = text
    for own in sorted(filter(None, (tags.unsubscribe, tags.manage)), key=len, reverse=True):
        without = without.replace(own, _OURS)
    markup = tags.markup.search(without) if html and tags.markup else None
    found = tags.foreign.search(without) or _JOINED.search(without) or markup
    if found is None:
        return ""
    shown = without[found.start() : found.start() + _SHOWN].replace(_OURS, tags.unsubscribe)
    return " ".join(shown.split())

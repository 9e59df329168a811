"""A service's tags put where the newsletter's addresses stand, and nothing else that the service would execute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.delivery.services.service import Filled
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.delivery.services.service import Tags
    from digest.model import LaidLetter

_BEFORE = r"(?<![\w/=%&?.@:-])"  # an address inside another one is left alone
_BEHIND = r"(?![\w/%=&?#;:@+~*-]|[.,!](?=\w))"
_OURS = "\x00"  # stands for a tag of ours while others are sought; no letter has one
_JOINED = re.compile(rf"[{{%*|]{_OURS}|{_OURS}[}}%*|]")
_SHOWN = 40
_HINT = "mend it in the document or the settings, and build the week again"


def filled(letter: LaidLetter, tags: Tags, service: str) -> Filled:
    """The letter with the service's tags.

    Args:
        letter: As it lies in the outbox.
        tags: The service's.
        service: Its title, for errors.

    Raises:
        DeliveryError: The letter has no unsubscribe address in one of its parts, or something in it would be taken
            for another tag of the service; it has pictures inside its message, which no service can find.
    """
    where = f"{letter.manifest['week']} {letter.audience}"
    if "\x00" in letter.html or "\x00" in letter.text:
        raise DeliveryError("the letter has a NUL character", where=where, hint=_HINT)
    if re.search(r"""["'(]cid:""", letter.html):
        hint = "set newsletter.web_url, publish the archive there, and build the week again"
        raise DeliveryError("the letter's pictures travel inside its message", where=where, found="cid:", hint=hint)
    done = []
    for part, spelling in (("HTML part", "html"), ("text part", "text")):
        text = letter.html if spelling == "html" else letter.text
        own = _with_tags(text, _addresses(letter, tags, spelling))
        if tags.unsubscribe not in own:
            found = letter.manifest["placeholders"]["unsubscribe"][spelling] or "none"
            hint = "keep the footer's unsubscribe link in your templates, and build the week again"
            raise DeliveryError("no unsubscribe address found", where=f"{where} · {part}", found=found, hint=hint)
        done.append(own)
    made = Filled(letter, *done)
    for part, text in _parts(made):
        if sign := _foreign(text, tags):
            what = f"{service} would take this for one of its tags"
            raise DeliveryError(what, where=f"{where} · {part}", found=sign, hint=_HINT)
    return made


def _addresses(letter: LaidLetter, tags: Tags, spelling: str) -> dict[str, str]:
    """The tag of each of the newsletter's addresses; where two are the same, unsubscribing wins."""
    given = letter.manifest["placeholders"]
    wanted = (("manage", tags.manage), ("unsubscribe", tags.unsubscribe))
    pairs = {given.get(name, {}).get(spelling, ""): tag for name, tag in wanted if tag}
    return {address: tag for address, tag in pairs.items() if address}


def _with_tags(text: str, addresses: dict[str, str]) -> str:
    """The text with each whole address replaced; longer ones first, so that none is taken for another's beginning."""
    if not addresses:
        return text
    any_of = "|".join(map(re.escape, sorted(addresses, key=len, reverse=True)))
    return re.sub(f"{_BEFORE}(?:{any_of}){_BEHIND}", lambda match: addresses[match[0]], text)


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


def _foreign(text: str, tags: Tags) -> str:
    """What the service would take for a tag of its own, and is none that was put in; empty for nothing."""
    without = text
    for own in sorted(filter(None, (tags.unsubscribe, tags.manage)), key=len, reverse=True):
        without = without.replace(own, _OURS)
    found = tags.foreign.search(without) or _JOINED.search(without)
    if found is None:
        return ""
    shown = without[found.start() : found.start() + _SHOWN].replace(_OURS, tags.unsubscribe)
    return " ".join(shown.split())

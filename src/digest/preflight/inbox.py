"""What an inbox shows before a letter is opened, and who gets the answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.model import folded
from digest.preflight.letters import columns, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

SUBJECT_LENGTH = range(10, 61)
PREHEADER_LENGTH = range(40, 141)
REMEMBERED = 8  # issues whose subjects a reader may have in mind

_NO_REPLY = re.compile(r"no-?_?reply|do-?not-?reply", re.IGNORECASE)
_SAMPLE_HOST = re.compile(r"(^|\.)example\.(org|com|net)$")
_REPLY = re.compile(r"\s*(?:re|aw|fwd?|wg|tr|sv|rv)\s*(?:\[\d+\])?:", re.IGNORECASE)
_SHOUTS = re.compile(r"[!?！？]{2,}|\${2,}|!.*!")
_LOUD = 0.6  # share of capitals among the letters of a subject that shouts
_FEW = 8  # letters that may all be capitals, as in NATO or COVID-19
_FILLERS = "\u034f\u00ad\u200b\u200c\u2007\ufeff\xa0"  # characters without ink
_LINE = 100  # columns of an inbox's line after the subject
_ALIKE = 0.8  # share of words that two subjects have in common


def subject(sight: Sight) -> Iterator[str]:
    """An empty subject is refused by readers and filters alike."""
    if not sight.letter.subject.strip():
        yield "the subject is empty"


def subject_length(sight: Sight) -> Iterator[str]:
    """Telephones show 40 to 60 characters."""
    found = columns(sight.letter.subject)
    if found and found not in SUBJECT_LENGTH:
        yield f"the subject {_room(sight.letter.subject)}"


def subject_tone(sight: Sight) -> Iterator[str]:
    """Filters and readers take capitals, rows of signs and pretended answers for spam."""
    text = sight.letter.subject
    letters = [char for char in text if char.isupper() or char.islower()]
    if len(letters) > _FEW and sum(map(str.isupper, letters)) > _LOUD * len(letters):
        yield f"the subject “{text}” is written in capitals"
    if match := _SHOUTS.search(text):
        yield f"the subject shouts: “{match[0]}”"
    if match := _REPLY.match(text):
        yield f"the subject begins like an answer: “{match[0].strip()}”"


def subject_again(sight: Sight) -> Iterator[str]:
    """A subject that came before looks like a letter that was read already."""
    now = sight.letter.subject
    earlier = [issue for issue in sight.sent if issue.week < sight.laid.week][-REMEMBERED:]
    for issue in reversed(earlier):
        if letters_of(now) and _alike(now, issue.subject):
            yield f"the subject is nearly that of {issue.week}: “{issue.subject}”"
            return


def preheader(sight: Sight) -> Iterator[str]:
    """Inboxes show 40 to 140 characters after the subject."""
    found = columns(sight.letter.preheader)
    if found not in PREHEADER_LENGTH:
        bare = found < PREHEADER_LENGTH.start and not sight.letter.manifest.get("tagline")
        also = ", and newsletter.tagline, which can fill it, is empty" if bare else ""
        yield f"the preheader {_room(sight.letter.preheader)}{also}"
    subject = letters_of(folded(sight.letter.subject))
    if sight.letter.preheader.casefold() == sight.letter.subject.casefold():
        yield "the preheader repeats the subject"
    elif len(subject) > _FEW and letters_of(folded(sight.letter.preheader)).startswith(subject):
        yield "the preheader begins with the subject"


def preheader_shown(sight: Sight) -> Iterator[str]:
    """An inbox takes the letter's first words: without a hidden preheader these are “View in browser”."""
    wanted = letters_of(sight.letter.preheader)
    elements = sight.page.elements
    first = "".join(
        run.text for run in sight.page.texts if run.parent >= 0 and elements[run.parent].tag not in {"title", "style"}
    )
    if wanted and not letters_of(first).startswith(wanted):
        yield "the HTML part does not begin with the preheader"
    elif wanted and columns(sight.letter.preheader) + sum(map(first.count, _FILLERS)) < _LINE:
        yield "nothing fills the inbox's line after the preheader, which goes on with the letter's first words"


def answers(sight: Sight) -> Iterator[str]:
    """Readers answer letters; somebody should get what they write."""
    if _NO_REPLY.search(sight.answers):
        yield f"answers go to {sight.answers}"


def sample_values(sight: Sight) -> Iterator[str]:
    """What a new newsletter's settings begin with."""
    sender = str(sight.letter.manifest["sender"]["address"])
    hosts = [sender.rpartition("@")[2], _host(sight.own.get("unsubscribe", ""))]
    if found := [host for host in hosts if _SAMPLE_HOST.search(host)]:
        yield f"sender or unsubscribe address is still at {found[0]}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _room(text: str) -> str:
    found = columns(text)
    return f"has {found} characters" if found == len(text) else f"takes the room of {found} letters"


def _alike(one: str, other: str) -> bool:
    if letters_of(folded(one)) == letters_of(folded(other)):
        return True
    mine, theirs = (set(folded(text).split()) for text in (one, other))
    least = 4  # words; of three, two are often in common
    return min(len(mine), len(theirs)) >= least and len(mine & theirs) >= _ALIKE * len(mine | theirs)

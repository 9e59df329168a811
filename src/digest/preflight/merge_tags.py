"""Merge tags of sending services: none where a reader would see it, and no misspelt one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.preflight.sight import FARTHEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.preflight.sight import Sight

# The forms that sending services know, whoever reads this letter; bounded, for letters that were broken by hand.
_TEMPLATE = re.compile(
    r"\{\{\{?[^\n]{0,200}?\}\}\}?|\{%[^\n]{0,200}?%\}|\*\|[A-Za-z0-9_:.]{1,60}\|\*|\$\{[^}\n]{1,200}\}"
    r"|%%[A-Za-z_=\[][^%\n]{0,60}?%%|\[\[[A-Za-z_][\w:.,\"' ]{1,60}\]\]|\[%[\w.:|][\w.:| -]{0,60}%\]"
    r"|(?:<|&lt;)%[^\n]{1,60}?%(?:>|&gt;)"
    r"|%(?:recipient|mailing_list|tag|unsubscribe)(?:[._]\w[\w.]{0,60})?%"
    r"|%(?:EMAIL|FIRSTNAME|LASTNAME|FULLNAME|SUBSCRIBERID|UNSUBSCRIBELINK|UPDATELINK|WEBCOPY)%"
)
# What a story may tell of, too: digest leaves it as it is.
_PLAIN = re.compile(
    r"(?<!\{)\{(?:(?:contact|subscriber|recipient|user)\.\w{1,40}|(?:first|last)_?name|unsubscribe\w{0,20})\}(?!\})"
    r"|\[[A-Za-z_]{3,20},\s?fallback=[^\]\n]{0,40}\]"
)
_ADDRESS_GOES_ON = r"[^\s\"<>]{0,300}?"
_ADDRESS = r"\bhttps?://" + _ADDRESS_GOES_ON
_CHANGED = re.compile(r"([<>\[\]]|[^A-Za-z0-9_:.$%*{|}<>\[\]-]+)")  # by percent-encoding, or as an attribute's value
_BRACKETS = {"<": "(?:<|%3C|&lt;)", ">": "(?:>|%3E|&gt;)", "[": r"(?:\[|%5B)", "]": r"(?:\]|%5D)"}
_ESCAPED = re.compile(r"%3C%(?:25)?\w", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+")
_HALF = re.compile(
    r"\*\|[A-Z0-9_:]{2,60}|[A-Z0-9_:]{2,60}\|\*|\{\{\{?|\}\}\}?|\{%|%\}|<%|%>|\[\[|\]\]"
    r"|%(?:recipient|mailing_list|unsubscribe)[._][\w.]{0,60}|%%[a-z_]\w{2,60}",
    re.IGNORECASE,
)
_KINDS = (
    ("{{…}}", re.compile(r"\{\{")),
    ("{%…%}", re.compile(r"\{%")),
    ("{…}", re.compile(r"(?<![{$])\{[a-z_.]+\}(?!\})", re.IGNORECASE)),
    ("*|…|*", re.compile(r"\*\|")),
    ("%%…%%", re.compile(r"%%\w")),
    ("%…%", re.compile(r"(?<![%\[<])%[A-Za-z][\w.]{4,60}%(?![%>\]])")),
    ("${…}", re.compile(r"\$\{")),
    ("<%…%>", re.compile(r"<%|%3C%25")),
    ("[%…%]", re.compile(r"\[%")),
    ("[[…]]", re.compile(r"\[\[")),
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:. ]*")
_KNOWN = frozenset(
    {
        "unsubscribe",
        "unsubscribed",
        "unsub",
        "unsubscribe_url",
        "unsubscribe_link",
        "unsubscribe_email",
        "unsubscribeurl",
    }
    | {"unsubscribelink", "unsub_center_url", "unsubscribe_raw_url", "mailing_list_unsubscribe_url", "pm:unsubscribe"}
    | {"tag_unsubscribe_url", "amazonsesunsubscribeurl", "preference", "preferences", "preferences_url", "manageurl"}
    | {
        "manage_preferences",
        "manage_url",
        "manage_subscription_url",
        "preferences_url",
        "update_profile",
        "archive",
        "archives",
        "uniqid",
        "uniqueid",
        "unique_id",
    }
    | {"subscriber.uuid", "subscriber.email", "subscriber.id", "contact.email", "contact.id", "contact.name"}
    | {"recipient.email", "recipient.id", "recipient.name", "mail", "email", "emails", "emailaddr", "email_address"}
)
_SHORT, _LONG = 5, 10  # letters of a known name from which one slip, and from which two slips are recognised


def placeholders(sight: Sight) -> Iterator[str]:
    """A template's own syntax must never reach a reader, but for a service's in the newsletter's own addresses."""
    own = _own_addresses(sight.own.values())
    for place, text in (("HTML part", sight.letter.html[:FARTHEST]), ("text part", sight.text)):
        for match in _TEMPLATE.finditer(own.sub(" ", text) if own else text):
            yield f"the {place} shows “{match[0][:40]}”"
    yield from _plain_ones(sight, own)
    for match in _TEMPLATE.finditer("".join(sight.mail.all("Subject")[:1])):
        yield f"the subject shows “{match[0]}”"
    for name, written in sight.mail.fields:
        value = "".join(sight.mail.all(name)[:1]) if "=?" in written else " ".join(written.split())
        for match in _TEMPLATE.finditer(own.sub(" ", value) if own else value):
            if name.lower() != "subject":
                yield f"the header {name} shows “{match[0][:40]}”"


def _plain_ones(sight: Sight, own: re.Pattern[str] | None) -> Iterator[str]:
    """Tags between single signs that no story, note or offer tells of."""
    texts = (("HTML part", sight.words), ("text part", sight.text))
    found = [(place, tag) for place, text in texts for tag in _PLAIN.findall(own.sub(" ", text) if own else text)]
    told = f"{sight.laid.record} {sight.letter.manifest.get('offers')}" if found else ""
    for place, tag in found:
        if tag not in told:
            yield f"the {place} shows “{tag[:40]}”"


def merge_tags(sight: Sight) -> Iterator[str]:
    """A merge tag that no service knows stays in the letter as it is, and the link with it leads nowhere."""
    own = _own_addresses(sight.own.values())
    places = (("HTML part", sight.words), ("text part", sight.text), ("subject", sight.letter.subject))
    for place, text in places:
        bare = _TEMPLATE.sub(" ", _WEB.sub(" ", own.sub(" ", text) if own else text))
        for match in _HALF.finditer(bare):
            shown = bare[match.start() : match.start() + 30].strip()
            yield f"the {place} shows a merge tag that is not whole: “{shown}”"
    for url in dict.fromkeys(sight.own.values()):
        if half := _HALF.search(_PLAIN.sub(" ", _TEMPLATE.sub(" ", url))):
            yield f"the address {url} has a merge tag that is not whole: “{half[0]}”"
        if "<%" in url and _ESCAPED.search(sight.letter.html[:FARTHEST]):
            yield f"the address {url} stands in the letter as “%3C%…”, where no service finds its merge tag"
        yield from _misspelt(url)


def mixed_tags(sight: Sight) -> Iterator[str]:
    """A letter goes through one service, which knows its own merge tags alone."""
    given = " ".join(sight.own.values())
    if len(found := [kind for kind, sign in _KINDS if sign.search(given)]) > 1:
        yield f"the newsletter's addresses have merge tags of several services: {', '.join(found)}"


def _misspelt(url: str) -> Iterator[str]:
    for tag in _tags(url):
        name = _NAME.search(tag)
        said = name[0].strip().lower() if name else ""
        if said and said not in _KNOWN and not said[-1].isdigit() and (near := _near(said)):
            yield f"the address {url} says “{tag}”: is “{near}” meant?"


def _near(said: str) -> str:
    """The known name that is one slip away, of a long one two; empty for none."""
    distances = sorted((_slips(said, known), known) for known in _KNOWN if abs(len(known) - len(said)) <= 2)  # noqa: PLR2004 - slips
    for slips, known in distances[:1]:
        if slips <= (2 if len(known) >= _LONG else 1 if len(known) >= _SHORT else 0):
            return known
    return ""


def _slips(one: str, other: str) -> int:
    """How many letters were left out, put in, mistaken or swapped with a neighbour (Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        above, row, older = row, [at], before
        for place, wanted in enumerate(other, 1):
            cost = min(above[place] + 1, row[-1] + 1, above[place - 1] + (char != wanted))
            if older and place > 1 and char == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def _own_addresses(given: Iterable[str]) -> re.Pattern[str] | None:
    """Addresses with the same merge tags, in the same order, as one of the settings; None if those have none."""
    tagged = sorted(filter(None, map(_tags, given)), key=len, reverse=True)
    patterns = [_ADDRESS + _ADDRESS_GOES_ON.join(map(_spelt, tags)) for tags in tagged]
    return re.compile("|".join(patterns)) if patterns else None


def _tags(url: str) -> list[str]:
    return [match[0] for match in sorted((*_TEMPLATE.finditer(url), *_PLAIN.finditer(url)), key=re.Match.start)]


def _spelt(tag: str) -> str:
    """A pattern for a merge tag inside an address, where some characters are escaped."""
    pieces = _CHANGED.split(tag)
    kept = map(re.escape, pieces[::2])
    between = [_BRACKETS.get(char, _ADDRESS_GOES_ON) for char in pieces[1::2]]
    return "".join(piece for pair in zip(kept, [*between, ""], strict=True) for piece in pair)

"""Text of documents as harmless, visible characters: no controls, nothing hidden, no merge tags of a mail service."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e"
    r"\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff"
    r"\U000f0000-\U0010ffff]|[\U0001fffe\U0001ffff]"
)
_TAGS = re.compile(r"(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+|\U000e0001")
# Joiners and direction marks belong to emoji and to scripts other than Latin; between ASCII they only hide things.
_MARKS = re.compile(r"([\u200c-\u200f])[\u200c-\u200f]+")
_STRAY_MARK = re.compile(r"(?<![^\x00-\x7f])[\u200c-\u200f](?![^\x00-\x7f])")
_STACKED = re.compile(
    r"([\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]{5})[\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
# {{…}} {%…%} {#…#} {$…} ${…} #{…} *|…|* %%…%% %NAME% %recipient.…% [[…]] <%…%> @TrackLink: the signs of the mail
# services' merge languages.
_MERGE_TAG = re.compile(
    r"\{(?=[{%#$])|[}%#](?=\})|[$#](?=\{)|\*(?=\|)|\|(?=\*)|%(?=%)|\[(?=\[)|\](?=\])|<(?=%)|%(?=>)"
    r"|%(?=[A-Za-z_][\w.-]{0,60}%|(?i:recipient|mailing_list|unsubscribe)[._])|@(?=TrackLink)"
)

_ESCAPES = re.compile(r"((?:%[0-9A-Fa-f]{2})+)")


def visible(text: str) -> str:
    """One line of characters that a reader can see, in which no mail service finds a merge tag.

    White space becomes one space, controls and hidden characters go, canonical composition (NFC) is applied, and
    a space opens every pair of characters that a merge language starts or ends with.
    """
    seen = text if text.isascii() and text.isprintable() else _seen(text)
    return _MERGE_TAG.sub(r"\g<0> ", _SPACES.sub(" ", seen)).strip()


def visible_lines(text: str) -> str:
    """The same for text whose line breaks mean something, such as a postal address."""
    return "\n".join(line for line in map(visible, text.splitlines()) if line)


def inert(value: Any) -> Any:  # noqa: ANN401 (JSON is anything)
    """JSON values in whose texts no mail service finds a merge tag; nothing else about them changes.

    Args:
        value: A text, or a list, tuple or dict of values. Keys stay as they are.
    """
    if isinstance(value, str):
        return _MERGE_TAG.sub(r"\g<0> ", value)
    if isinstance(value, dict):
        return {key: inert(each) for key, each in value.items()}
    return [inert(each) for each in value] if isinstance(value, list | tuple) else value


def name(source: str) -> str:
    """A source, a name or an address as it is remembered and compared: without merge tags, its escapes as they are.

    Percent escapes stay, as they do in a letter's links: a service that sends letters with links knows them.
    """
    parts = _ESCAPES.split(source)
    return "".join(part if place % 2 else inert(part) for place, part in enumerate(parts))


def code(text: str) -> str:
    """Program text: its line breaks, indents and braces stay as they are."""
    return "\n".join(_seen(line.expandtabs(4)).rstrip() for line in text.splitlines())


def _seen(text: str) -> str:
    text = _TAGS.sub("", _UNSEEN.sub("", text))
    text = _STRAY_MARK.sub("", _MARKS.sub(r"\1", text))
    return unicodedata.normalize("NFC", _STACKED.sub(r"\1", text))

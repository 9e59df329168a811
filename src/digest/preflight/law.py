"""What laws and the large mailbox providers ask of every letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.preflight.addresses import trouble
from digest.preflight.letters import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

_IN_BRACKETS = re.compile(r"<(https?://[^>]*)>")
_ONE_CLICK = "List-Unsubscribe=One-Click"


def unsubscribe(sight: Sight) -> Iterator[str]:
    """CAN-SPAM, 16 CFR 316.5, and the sender rules of the large mailbox providers."""
    url = _way_out(sight)
    if not any(link.url == url and not link.hidden for link in sight.links):
        yield "the HTML part has no visible unsubscribe link"
    if url not in sight.letter.text:
        yield "the text part has no unsubscribe address"


def one_click(sight: Sight) -> Iterator[str]:
    """RFC 8058, which Gmail and Yahoo ask of who sends many letters: one click in the mail program is enough."""
    listed = " ".join(sight.mail.all("List-Unsubscribe"))
    found = _IN_BRACKETS.search("".join(listed.split()))
    if not found:
        yield "the header List-Unsubscribe names no https address"
    elif not found[1].startswith("https://"):
        yield f"the header List-Unsubscribe leads to {found[1]}, which is not https"
    elif wrong := trouble(found[1]):
        yield f"the header List-Unsubscribe leads to {found[1]}: {wrong}"
    if [value.strip() for value in sight.mail.all("List-Unsubscribe-Post")] != [_ONE_CLICK]:
        yield f"the header List-Unsubscribe-Post is not “{_ONE_CLICK}”"


def postal_address(sight: Sight) -> Iterator[str]:
    """CAN-SPAM, 15 USC 7704(a)(5)."""
    address = letters_of(sight.letter.manifest["postal_address"])
    if not address or address not in letters_of(sight.words):
        yield "the HTML part lacks the newsletter's postal address"
    if not address or address not in letters_of(sight.letter.text):
        yield "the text part lacks the newsletter's postal address"


def _way_out(sight: Sight) -> str:
    """The unsubscribe address as the letter spells it: in ASCII, its host in lower case."""
    header = _IN_BRACKETS.search(str(sight.letter.manifest["headers"].get("List-Unsubscribe", "")))
    return header[1] if header else str(sight.letter.manifest["placeholders"]["unsubscribe"]["text"])

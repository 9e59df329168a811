"""The message around a letter: what mail servers pass on unchanged, and whether it carries what was checked."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from digest.model.domains import ascii_name
from digest.preflight.addresses import site
from digest.preflight.letters import letters_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

LONGEST_LINE = 998  # bytes, RFC 5322 section 2.1.1
LONGEST_ENCODED = 76  # characters, RFC 2045 sections 6.7 and 6.8
_ONCE = ("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type")
_AT_MOST_ONCE = ("Reply-To", "Sender", "Cc", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "References")
_COMPARED = ("From", "To", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post")
_ID = re.compile(r"<[^\s<>@]+@([^\s<>@]+)>")


def message(sight: Sight) -> Iterator[str]:
    """RFC 5322 section 2.1.1 and RFC 5321: what every mail server passes on unchanged."""
    eml = sight.letter.eml
    lines = eml.split(b"\r\n")
    if (longest := max(map(len, lines))) > LONGEST_LINE:
        yield f"a line of the message has {longest} bytes"
    if not eml.isascii() or b"\0" in eml:
        yield "the message has bytes above 127 or NUL"
    if any(b"\n" in line or b"\r" in line for line in lines):
        yield "the message has line ends that are not CRLF"
    if sight.mail.long_encoded > LONGEST_ENCODED:
        yield f"an encoded line of the message has {sight.mail.long_encoded} characters"
    if sight.mail.defects:
        yield f"the message is broken: {', '.join(dict.fromkeys(sight.mail.defects))}"


def headers(sight: Sight) -> Iterator[str]:
    """RFC 5322 section 3.6: these fields stand in a message once, and Gmail refuses letters that have them twice."""
    names = [name.lower() for name, _ in sight.mail.fields]
    if lacking := [name for name in _ONCE if name.lower() not in names]:
        yield f"the message lacks {listed(lacking)}"
    if twice := [name for name in (*_ONCE, *_AT_MOST_ONCE) if names.count(name.lower()) > 1]:
        yield f"the message has more than one {listed(twice)}"
    date = "".join(sight.mail.all("Date")[:1])
    if date and not _is_moment(date):
        yield f"the date “{date}” is none with a time zone"


def carried(sight: Sight) -> Iterator[str]:
    """What is sent is letter.eml; letter.html and letter.txt, which are looked through, say the same."""
    for name, inside, beside in (
        ("letter.html", sight.mail.html, sight.letter.html),
        ("letter.txt", sight.mail.text, sight.letter.text),
    ):
        if inside is None or _plain(inside) != _plain(beside):
            yield f"{name} is not what letter.eml carries"
    subject = "".join(sight.mail.all("Subject")[:1])
    if letters_of(subject) != letters_of(sight.letter.subject):
        yield f"the subject of letter.eml is “{subject}”, that of manifest.json “{sight.letter.subject}”"
    made = {str(name).lower(): str(value) for name, value in sight.letter.manifest["headers"].items()}
    for name in _COMPARED:
        if name.lower() not in made:
            continue
        sent, told = " ".join(sight.mail.all(name)), made[name.lower()]
        if _bare(sent) != _bare(told):
            yield f"{name} of letter.eml is “{_one_line(sent)}”, that of manifest.json “{_one_line(told)}”"


def edited(sight: Sight) -> Iterator[str]:
    """A file that was changed after the build is lost with the next one."""
    made = {file["name"]: file["sha256"] for file in sight.letter.manifest["files"]}
    letter = sight.letter
    found = {"letter.html": letter.html.encode(), "letter.txt": letter.text.encode(), "letter.eml": letter.eml}
    if "letter.mjml" in made:
        found["letter.mjml"] = letter.mjml.encode()
    changed = [name for name, content in found.items() if made.get(name, "") != hashlib.sha256(content).hexdigest()]
    if changed:
        yield f"not as it was built: {listed(changed)}"


def message_id(sight: Sight) -> Iterator[str]:
    """Filters expect a Message-ID of the sender's own domain."""
    found = "".join(sight.mail.all("Message-ID")[:1]).strip()
    match, sender = _ID.fullmatch(found), str(sight.letter.manifest["sender"]["address"]).rpartition("@")[2]
    if found and (match is None or site(match[1]) != site(_ascii(sender))):
        yield f"the Message-ID {found} is not of {sender}"


def _is_moment(date: str) -> bool:
    """Whether it has a time zone; -0000 says that it has none (RFC 5322, 3.3)."""
    try:
        return parsedate_to_datetime(date).tzinfo is not None
    except (ValueError, TypeError, IndexError, OverflowError):
        return False


def _plain(text: str) -> str:
    return "\n".join(text.splitlines()).rstrip()


def _bare(value: str) -> str:
    """A header field's letters, digits and address signs: what folding and encoding leave the same."""
    return "".join(char for char in unicodedata.normalize("NFC", value) if not char.isspace() and char not in "\"'\\")


def _one_line(value: str) -> str:
    return " ".join(value.split())[:120]


def _ascii(name: str) -> str:
    return ascii_name(name) or name

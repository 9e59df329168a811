"""Addresses of readers as files spell them, looked at before anything is sent to one."""

from __future__ import annotations

import re
from typing import Final

_ATEXT: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL: Final = re.compile(rf"{_ATEXT}(?:\.{_ATEXT})*")
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_TOP: Final = r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN: Final = re.compile(rf"(?:{_LABEL}\.)+{_TOP}|localhost", re.IGNORECASE)
_USUAL: Final = re.compile(rf"(?!\*){_LOCAL.pattern}(?<!\*)@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd]")
_AROUND: Final = " \t\u00a0\u200b\ufeff"
# RFC 5321, 4.5.3.1; an address has two signs less than a path (RFC 3696, erratum 1690)
_LONGEST_LOCAL, _LONGEST_DOMAIN, LONGEST = 64, 255, 254
_LONGEST_NAME: Final = 255


class Unusable(ValueError):
    """What is wrong with an address or a name."""


def mailbox(text: str) -> tuple[str, str]:
    """The address, its domain in ASCII, and the name that stood before it in ``Name <address>``.

    Domains are those of IDNA 2008 (RFC 5891), capitals and widths told alike as UTS 46 has it, without what it calls
    transitional: ``straße.de`` and ``strasse.de`` are two domains, perhaps of two owners.

    Raises:
        Unusable: It is no address, or none that every server takes; or it stands for many, like ``*@example.org``.
    """
    if len(text) <= LONGEST and _USUAL.fullmatch(text) and text.index("@") <= _LONGEST_LOCAL:
        return text, ""
    text = text.strip(_AROUND)
    if not text:
        raise Unusable("no address")
    if _UNSEEN.search(text):
        raise Unusable("a control character, or one that cannot be read, in the address")
    before, bracket, inside = text.partition("<")
    if bracket and inside.endswith(">"):
        return _checked(inside[:-1].strip(_AROUND)), plain_name(before.strip(_AROUND).strip('"'))
    return _checked(text), ""


def mailbox_elsewhere(text: str) -> tuple[str, str]:
    """The same of a reader, who is on no ``localhost``.

    Raises:
        Unusable: As `mailbox` does, and for that.
    """
    address, name = mailbox(text)
    if address[-10:].lower() == "@localhost":
        raise Unusable("an address of this machine alone")
    return address, name


def plain_name(text: str) -> str:
    """The name without the spaces around it.

    Raises:
        Unusable: It is far too long for a name, or holds control characters.
    """
    text = text.replace("\t", " ").strip(_AROUND)
    if _UNSEEN.search(text):
        raise Unusable("a control character, or one that cannot be read, in the name")
    if len(text) > _LONGEST_NAME:
        raise Unusable(f"a name of more than {_LONGEST_NAME} signs")
    return text


def _checked(text: str) -> str:
    local, at, domain = text.rpartition("@")
    if not (local and at and domain):
        raise Unusable("not an address")
    if not local.isascii():
        raise Unusable("signs outside ASCII before the @, which few servers take")
    if not _LOCAL.fullmatch(local) or local != local.strip("*"):
        raise Unusable("not an address")
    domain = _in_ascii(domain)
    if not _DOMAIN.fullmatch(domain):
        raise Unusable("no domain behind the @")
    if len(local) > _LONGEST_LOCAL:
        raise Unusable(f"more than {_LONGEST_LOCAL} signs before the @")
    if len(domain) > _LONGEST_DOMAIN or len(local) + 1 + len(domain) > LONGEST:
        raise Unusable(f"an address of more than {LONGEST} signs")
    return f"{local}@{domain}"


def _in_ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    if len(domain) > _LONGEST_DOMAIN:
        return ""
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError:
        return ""

"""Names of hosts as the DNS knows them."""

from __future__ import annotations

_LONGEST = 63  # characters of a label: RFC 1035, 2.3.4


def ascii_name(host: str) -> str:
    """The host's name in ASCII and small letters, or empty when it has no such form.

    Names are read as IDNA 2008 has them (RFC 5891, UTS 46 without its transition): ``straße.de`` is not
    ``strasse.de``. What that refuses and IDNA 2003 allowed, such as a heart, is read as it was then.
    """
    if host.isascii():
        return host.lower() if all(0 < len(label) <= _LONGEST for label in host.removesuffix(".").split(".")) else ""
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        pass
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""

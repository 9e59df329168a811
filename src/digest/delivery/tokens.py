"""Tokens that stand for a reader in addresses: they do not tell who it is, and nobody else can make or change one.

A token is 36 bytes in base64url (RFC 4648, 5), always 48 signs: a version, the reader, a signature, the week. Its
first and last signs are letters or digits, so that no shell takes it for an option and no mail program leaves its end
out of a link. All keys come from one secret by HMAC-SHA256 (RFC 2104), each for one purpose; newsletters that share a
secret have keys of their own all the same.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hmac import compare_digest, digest
from typing import Final

from digest.model import Week

KEY: Final = 32  # bytes of a key
_HASH: Final = "sha256"
_VERSION: Final = b"\x01"
_ID: Final = 16  # bytes: nobody finds two readers that share one, or a signature by trying
_SIGNED_AT: Final = len(_VERSION) + _ID
_WEEK_AT: Final = _SIGNED_AT + _ID
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{48}")
_LINE: Final = 78
_LEAST, _MOST = 16, 32  # hex digits of a Message-ID


def key_of_newsletter(secret: bytes, newsletter: str) -> bytes:
    """The key of one of the newsletters that share a secret; it does not tell the secret.

    Args:
        secret: At least 32 bytes.
        newsletter: What the others do not have, such as its List-Id.

    Raises:
        ValueError: The secret is shorter.
    """
    if len(secret) < KEY:
        raise ValueError(f"a secret has at least {KEY} bytes")
    return digest(secret, b"digest: newsletter, 1\0" + newsletter.casefold().encode(), _HASH)


class Tokens:
    """Makes and reads the tokens of one newsletter.

    Args:
        key: The newsletter's secret, at least 32 bytes.

    Raises:
        ValueError: The key is shorter.
    """

    __slots__ = ("_messages", "_readers", "_signatures")

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY:
            raise ValueError(f"a key has at least {KEY} bytes")
        self._readers = digest(key, b"digest: readers, 1", _HASH)
        self._signatures = digest(key, b"digest: signatures of tokens, 1", _HASH)
        self._messages = digest(key, b"digest: message ids, 1", _HASH)

    def reader(self, address: str) -> bytes:
        """16 bytes that stand for whoever has the address, in whatever case it is spelled."""
        return digest(self._readers, address.casefold().encode(), _HASH)[:_ID]

    def token(self, week: Week, address: str) -> str:
        """48 signs for the reader of a week's letter; they may stand in an address as they are."""
        reader = self.reader(address)
        when = week.year.to_bytes(2) + week.number.to_bytes(1)
        return urlsafe_b64encode(_VERSION + reader + self._signature(reader, when) + when).decode("ascii")

    def read(self, token: str) -> tuple[Week, bytes] | None:
        """The week and the reader of a token; None when it was changed, or made with another key."""
        if not _TOKEN.fullmatch(token):
            return None
        raw = urlsafe_b64decode(token)
        reader, signature, when = raw[len(_VERSION) : _SIGNED_AT], raw[_SIGNED_AT:_WEEK_AT], raw[_WEEK_AT:]
        if not raw.startswith(_VERSION) or not compare_digest(signature, self._signature(reader, when)):
            return None
        return Week(int.from_bytes(when[:2]), when[2]), reader

    def message_id(self, week: Week, audience: str, address: str, domain: str) -> str:
        """The Message-ID of a reader's letter without brackets: the same each time, so that servers can drop a twin.

        It is as long as its line has room for (RFC 5322, 2.1.1), at least 16 digits before the ``domain`` in ASCII.
        """
        told = f"{week}\0{audience}\0{address.casefold()}".encode()
        room = _LINE - len(f"Message-ID: <{week}.@{domain}>")
        mark = digest(self._messages, told, _HASH).hex()[: min(_MOST, max(_LEAST, room))]
        return f"{week}.{mark}@{domain}"

    def _signature(self, reader: bytes, when: bytes) -> bytes:
        return digest(self._signatures, _VERSION + reader + when, _HASH)[:_ID]

"""DKIM signatures (RFC 6376), made by dkimpy, the extra ``dkim``."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes
from typing import TYPE_CHECKING, Any

from digest.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMALLEST = 1024  # bits of a key: RFC 8301, 3.2
_MEND = "make a key with: openssl genrsa -out dkim.pem 2048"
_BESIDE_LISTS = {
    *("from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type"),
    *("content-language", "feedback-id", "archived-at"),
}
# Signed once more than they stand there, so that nobody can add another one (RFC 6376, 8.15).
_NEVER_TWICE = (
    *("from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type"),
    *("list-unsubscribe", "list-unsubscribe-post"),
)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the domain, the selector under which its DNS has the public key, the RSA private key in PEM."""

    domain: str
    selector: str
    key: bytes = field(repr=False)


def checked(signer: Signer, where: str) -> Signer:
    """The signer, when it can sign.

    Args:
        signer: Who is to sign.
        where: Where the key comes from, for the editor.

    Raises:
        SettingsError: dkimpy is not installed, or the key is no RSA key of 1024 bits or more.
    """
    _dkim()
    from dkim.asn1 import ASN1FormatError
    from dkim.crypto import UnparsableKeyError, parse_pem_private_key

    key = signer.key.replace(b"\r\n", b"\n")
    try:
        size = parse_pem_private_key(key)["modulus"].bit_length()
    except (UnparsableKeyError, ASN1FormatError, ValueError, IndexError, AssertionError) as error:
        hint = "take off its passphrase" if b"ENCRYPTED" in key else _MEND
        raise SettingsError("the DKIM key is no RSA private key in PEM", where=where, hint=hint) from error
    if size < SMALLEST:
        raise SettingsError("the DKIM key is too small", where=where, found=f"{size} bits", hint=_MEND)
    return Signer(signer.domain, signer.selector, key)


def signed(eml: bytes, signer: Signer) -> bytes:
    """The message with a signature above its headers; the same message and key give the same bytes.

    Relaxed canonicalization of both parts, because relays fold headers anew and take blanks off line ends. All list
    headers are covered (RFC 8058, 4). The time of signing is left out: it is optional (RFC 6376, 3.5), would differ
    from build to build, and a letter that is sent before its own date would be refused for it.

    Args:
        eml: The whole message with CRLF line ends.
        signer: Who signs, as ``checked`` gives it.

    Raises:
        SettingsError: dkimpy is not installed.
    """
    maker = _dkim().DKIM(eml)
    maker.gen_header = _without_time(maker.gen_header)
    line: bytes = maker.sign(
        signer.selector.encode("ascii"),
        signer.domain.encode("ascii"),
        signer.key,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[name.encode("ascii") for name in _covered(eml)],
    )
    return line + eml


def _covered(eml: bytes) -> Iterator[str]:
    head = message_from_bytes(eml.partition(b"\r\n\r\n")[0])
    names = [name.lower() for name in head]
    yield from (name for name in names if name in _BESIDE_LISTS or name.startswith("list-"))
    yield from _NEVER_TWICE


def _without_time(write: Callable[..., bytes]) -> Callable[..., bytes]:
    """Dkimpy's last step, for a signature whose fields do not have the time."""

    def timeless(fields: list[tuple[bytes, bytes]], *rest: Any) -> bytes:  # noqa: ANN401 (dkimpy's own)
        return write([(name, value) for name, value in fields if name != b"t"], *rest)

    return timeless


def _dkim() -> Any:  # noqa: ANN401 (a module without types)
    try:
        import dkim
    except ImportError as error:
        raise SettingsError(
            "letters cannot be signed: dkimpy is not installed",
            hint='install it with: pip install "digest[dkim]"',
        ) from error
    return dkim

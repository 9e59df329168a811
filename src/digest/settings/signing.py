"""Who signs the letters: selector and domain from digest.toml, the key from a file that the environment names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import SettingsError
from digest.templating.headers import sender_domain
from digest.templating.signing import Signer, checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.settings.settings import Settings

KEY = "DIGEST_DKIM_KEY"


def signer(settings: Settings, environ: Mapping[str, str]) -> Signer | None:
    """Who signs; None when there is no selector or no key.

    Args:
        settings: The newsletter's.
        environ: The environment, in which ``DIGEST_DKIM_KEY`` names the file of the key.

    Raises:
        SettingsError: The file cannot be read or holds no fit key, or dkimpy is not installed.
    """
    name = environ.get(KEY, "")
    if not (settings.dkim_selector and name):
        return None
    try:
        key = Path(name).expanduser().read_bytes()
    except (OSError, RuntimeError) as error:
        found = getattr(error, "strerror", None) or str(error)
        hint = f"name the file of the private key in {KEY}, or unset it to build unsigned letters"
        raise SettingsError("the DKIM key cannot be read", where=f"{KEY}={name}", found=found, hint=hint) from error
    domain = settings.dkim_domain or sender_domain(settings.newsletter.sender)
    return checked(Signer(domain, settings.dkim_selector, key), f"{KEY}={name}")


def half_configured(settings: Settings, environ: Mapping[str, str]) -> str:
    """A sentence for the editor when selector or key is there, and not both; else empty."""
    named = bool(environ.get(KEY))
    if settings.dkim_selector and not named:
        return f"the letters are not signed: the environment variable {KEY} names no key"
    if named and not settings.dkim_selector:
        return f"the letters are not signed: {KEY} names a key, but {settings.file.name} has no dkim.selector"
    return ""

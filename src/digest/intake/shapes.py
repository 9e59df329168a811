"""What has the shape of a language tag, and of an address on the web."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def is_language(value: str) -> bool:
    """Whether this has the shape of a language tag (RFC 5646), such as ``pt-BR``."""
    return bool(_LANGUAGE.fullmatch(value.strip()))


def is_web_address(value: str) -> bool:
    """Whether this is an absolute http or https address with a host and no credentials in it."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return False
    plain = not any(c.isspace() or c in "<>\"'\\" for c in value.strip())
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc

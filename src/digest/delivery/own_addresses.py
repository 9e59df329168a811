"""The addresses that are a reader's own: to unsubscribe, to change what comes."""

from __future__ import annotations

TOKEN = "{token}"  # noqa: S105 (where it goes, no secret)


def own_address(shape: str, usual: str, token: str) -> str:
    """The reader's own address.

    Args:
        shape: An address in which ``{token}`` stands where the token goes; or empty.
        usual: What all readers' letters say. Without a shape, ``token=`` is added to its query; one that is no
            address in the web, or none at all, is given back as it is.
        token: What tells who the reader is, in signs that may stand in an address.
    """
    if shape:
        return shape.replace(TOKEN, token)
    if not usual.lower().startswith(("https://", "http://")):
        return usual
    address, mark, fragment = usual.partition("#")
    if "?" not in address:
        address += "?"
    elif not address.endswith(("?", "&")):
        address += "&"
    return f"{address}token={token}{mark}{fragment}"

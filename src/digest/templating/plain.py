"""Ready-made wording of harmless text: cut to a width, put between quotation marks."""

from __future__ import annotations

_INNER = str.maketrans("“”", "‘’")


def shortened(text: str, width: int) -> str:
    """At most ``width`` characters, cut after a whole word where there is one, with an ellipsis."""
    if len(text) <= width:
        return text
    head = text[: width - 1]
    return (head[: head.rfind(" ")] if " " in head[width // 2 :] else head).rstrip(" ,;:.–—-") + "…"


def quoted(text: str) -> str:
    """The text in “double” quotation marks; its own become ‘single’ ones."""
    return "“" + text.translate(_INNER) + "”"

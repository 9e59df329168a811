"""Where in a letter's texts an address stands that each reader has one of their own of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# A longer address that only begins or ends with this one is another one: nothing of an address stands before it, and
# behind it neither does, but for the full stop or comma that ends what is said.
_BEFORE: Final = r"(?<![A-Za-z0-9_~%/?&=+@#-])"
_AFTER: Final = r"(?![A-Za-z0-9_~%/?&=+@#$*-]|[.,:;!'()]+[A-Za-z0-9_~%/?&=+@#$-])"
_END_IN_HTML: Final = r"&(?:quot|gt|lt|nbsp|apos|#39|#34|#x27|#x22|#160);"
_AFTER_IN_HTML: Final = rf"(?![A-Za-z0-9_~%/?=+@#$*-]|(?!{_END_IN_HTML})&|[.,:!()]+[A-Za-z0-9_~%/?=+@#$-])"


def split(text: str, spellings: Mapping[str, str], *, html: bool) -> tuple[list[str], list[str]]:
    """The text cut where the addresses stand.

    Args:
        text: A whole part.
        spellings: What an address stands for, by how it is spelled.
        html: Whether the text is HTML.

    Returns:
        The texts between, one more than there are places; and what stands at each place.
    """
    words = sorted(filter(None, spellings), key=len, reverse=True)
    if not words:
        return [text], []
    any_of = "|".join(map(re.escape, words))
    cut = re.split(f"{_BEFORE}({any_of}){_AFTER_IN_HTML if html else _AFTER}", text)
    return cut[::2], [spellings[word] for word in cut[1::2]]

"""Whether a letter or a public page shows what only other readers may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.preflight import leaks as found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight


def leaks(sight: Sight) -> Iterator[str]:
    """What is for one audience alone stands nowhere else: in no other letter, page, archive or feed."""
    yield from found.leaks(sight.laid, sight.letter)
    if sight.letter is sight.laid.letters[0]:  # public pages belong to no letter; once is enough
        yield from found.public_leaks(sight.laid)

"""The passages of a document that one audience alone may read, as blocks among those that everybody may."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.intake.page_text.recogniser import recognise
from digest.model import Block, Kind, Reason, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from digest.intake.page_text.lines import Line
    from digest.intake.stretches import Parted, Passage

_MARKED = Reason("marked for one audience", 1.0)
# What the beginning of a document has, and a passage of its own has not: there it is text.
_TEXT_HERE = frozenset({Role.TITLE, Role.KICKER, Role.STANDFIRST, Role.BYLINE, Role.DATE, Role.LEAD_IN})


def with_passages(
    blocks: Sequence[Block], whole: Parted, read: Callable[[Passage], Iterable[Line]]
) -> tuple[Block, ...]:
    """The public blocks, numbered by the document's lines, and those of the passages, each at its place.

    Args:
        blocks: What was read of the public text.
        whole: How the document was parted.
        read: Reads the lines of a passage.
    """
    merged: list[Block] = []
    done = 0
    for passage in whole.passages:
        while done < len(blocks) and blocks[done].line <= passage.behind:
            merged.append(blocks[done])
            done += 1
        merged += _blocks(passage, read(passage))
    merged += blocks[done:]
    return tuple(
        block if block.audience else replace(block, line=whole.line(block.line)) if whole.added else block
        for block in merged
    )


def _blocks(passage: Passage, lines: Iterable[Line]) -> Iterator[Block]:
    """The blocks of one passage, by the same rules as those of a whole article, but for its beginning."""
    plain = [replace(line, role=None) if line.role in _TEXT_HERE else line for line in lines]
    for block in recognise(plain, bounded=True, titled=True).blocks:
        role = Role.BODY if block.role in _TEXT_HERE else block.role
        kind = Kind.HEADING if block.role is Role.TITLE else block.kind
        yield replace(block, role=role, kind=kind, signs=(_MARKED, *block.signs), audience=passage.audience)

"""Which entry is which: what it is known by from one fetch to the next."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from digest.intake.encodings import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.intake.feeds.raw import RawEntry

_LONGEST = 500  # characters; beyond that its hash stands for it


def identified(entries: Iterable[RawEntry]) -> tuple[RawEntry, ...]:
    """The entries, each with its own identity: the one stated, else its link, else a hash.

    Where several have the same, the link is added to a stated identity and the title to a link, whatever their order,
    so that each keeps its own at the next fetch; what is the same even so is one entry, the first of them.
    """
    named = [(_name(entry), entry) for entry in entries]
    times = Counter(name for name, _ in named)
    found: dict[str, RawEntry] = {}
    for name, entry in named:
        identity = _bounded(name if times[name] == 1 else _finer(name, entry))
        found.setdefault(identity, (identity, *entry[1:]))
    return tuple(found.values())


def stated(value: object) -> str:
    """An identity as a feed states it, without needless space; empty for what is no text."""
    return " ".join(clean(value).split()) if isinstance(value, str) else ""


def _name(entry: RawEntry) -> str:
    return entry[0] or entry[1] or _hash(f"{entry[2]}\n{entry[7]}")


def _finer(name: str, entry: RawEntry) -> str:
    return f"{name} {entry[1] if entry[0] else entry[2]}".rstrip()


def _bounded(name: str) -> str:
    return name if len(name) <= _LONGEST else _hash(name)


def _hash(text: str) -> str:
    return f"sha256:{sha256(text.encode('utf-8', 'replace')).hexdigest()}"

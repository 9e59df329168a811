"""The numbered links of a text part: ``[3]`` behind the words, the addresses below each section."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class References:
    """The links of one letter while it is written; each rendering has its own.

    ``open`` are the addresses that are still to be listed, each with its number.
    """

    last: int = 0
    open: dict[str, int] = field(default_factory=dict)

    def link(self, url: str) -> str:
        """``[3]``: the address's number; in one section the same address keeps it."""
        if url not in self.open:
            self.last += 1
            self.open[url] = self.last
        return f"[{self.open[url]}]"

    def links(self) -> str:
        """``[3] https://…``, a line for each address since the last list; such a line is never wrapped."""
        lines = "\n".join(f"[{number}] {url}" for url, number in self.open.items())
        self.open.clear()
        return lines

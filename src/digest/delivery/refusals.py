"""Refusals in a row: when nobody gets through, it is not the readers' fault, and the run ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.delivery.carrier import Errand
    from digest.delivery.replies import Outcome

MESSAGES = 20
"""So many refusals of the message itself in a row, by different readers' servers or not, mean the letter."""

READERS = 100
"""So many refused addresses in a row mean this sender."""


class Refusals:
    """Counts those since the last message that was taken."""

    def __init__(self) -> None:
        self._in_a_row: dict[str, list[tuple[Errand, Outcome]]] = {"message": [], "reader": []}
        self._over = False

    def count(self, settled: Sequence[tuple[Errand, Outcome]], where: str) -> DeliveryError | None:
        """Count them in; what to raise when they are too many, once."""
        if self._over:
            return None
        for errand, outcome in settled:
            if outcome.state == "sent":
                for row in self._in_a_row.values():
                    row.clear()
            elif outcome.state == "refused":
                self._in_a_row[outcome.stage].append((errand, outcome))
        if len(self._in_a_row["message"]) >= MESSAGES:
            return self._vain("message", "the mail server refuses the letter", where, "mend what it says")
        if len(self._in_a_row["reader"]) >= READERS:
            hint = "ask its provider whether you may send to other domains"
            return self._vain("reader", "the mail server refuses all readers", where, hint)
        return None

    def taken_back(self) -> list[tuple[Errand, Outcome]]:
        """Those who were refused for no fault of theirs, as to be tried again."""
        return [_later(*one, claimed=True) for row in self._in_a_row.values() for one in row]

    def softened(self, settled: Sequence[tuple[Errand, Outcome]]) -> list[tuple[Errand, Outcome]]:
        """What is kept: once it is over, further refusals are no readers' fault either."""
        return [
            _later(*one, claimed=one[1].claimed) if self._over and one[1].state == "refused" else one
            for one in settled
        ]

    def _vain(self, stage: str, what: str, where: str, hint: str) -> DeliveryError:
        row, self._over = self._in_a_row[stage], True
        found = f"{len(row)} times in a row: {row[-1][1].reply}"
        return DeliveryError(what, where=where, found=found, hint=hint)


def _later(errand: Errand, outcome: Outcome, *, claimed: bool) -> tuple[Errand, Outcome]:
    return errand, replace(outcome, state="later", claimed=claimed)

"""Refusals and put-offs in a row: when nobody gets through, it is not the readers' fault, and the round ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.delivery.carrier import WAITS
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.delivery.carrier import Errand
    from digest.delivery.replies import Outcome

MESSAGES = 20
"""So many refusals of the message itself in a row, by different readers' servers or not, mean the letter."""

READERS = 100
"""So many refused addresses in a row mean this sender, when nobody has got through yet or they are of `DOMAINS`."""

DOMAINS = 3
"""A place that was closed has many dead addresses in a row, but in its own domain."""

PLACE = 500
"""So many refused addresses in a row mean this sender, whatever their domains are."""

PUT_OFF = 50
"""After so many put-offs in a row, all connections wait; after so many times `WAITS`, the round ends."""


class Refusals:
    """Counts those since the last message that was taken.

    Who was put off by an earlier round may have been so for what is counted here. They count until somebody gets
    through; then it is their own trouble, and a mailing can come to its end.
    """

    def __init__(self) -> None:
        self._in_a_row: dict[str, list[tuple[Errand, Outcome]]] = {"message": [], "reader": []}
        self._taken = self._over = False

    def count(self, settled: Sequence[tuple[Errand, Outcome]], where: str) -> DeliveryError | None:
        """Count them in; what to raise when they are too many, once."""
        if self._over:
            return None
        for errand, outcome in settled:
            if outcome.state == "sent":
                self._taken = True
                for row in self._in_a_row.values():
                    row.clear()
            elif outcome.state == "refused" and not (self._taken and errand.known):
                self._in_a_row[outcome.stage].append((errand, outcome))
        if len(self._in_a_row["message"]) >= MESSAGES:
            return self._vain("message", "the mail server refuses the letter", where, "mend what it says")
        if self._nobody_is_let_in():
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

    def _nobody_is_let_in(self) -> bool:
        row = self._in_a_row["reader"]
        if len(row) < READERS:
            return False
        domains = {errand.key.rpartition("@")[2] for errand, _ in row}
        return not self._taken or len(domains) >= DOMAINS or len(row) >= PLACE

    def _vain(self, stage: str, what: str, where: str, hint: str) -> DeliveryError:
        row, self._over = self._in_a_row[stage], True
        found = f"{len(row)} times in a row: {row[-1][1].reply}"
        return DeliveryError(what, where=where, found=found, hint=hint)


class PutOffs:
    """Counts those since the last message that was taken.

    All slow it. But a reader who was put off before, by the address, may well be so again, and does not end it.
    """

    def __init__(self) -> None:
        self._in_a_row = self._ending = 0
        self._said = ""

    def count(self, settled: Sequence[tuple[Errand, Outcome]]) -> float:
        """Count them in; the seconds that all connections are to wait now."""
        seconds = 0.0
        for errand, outcome in settled:
            if outcome.state == "sent":
                self._in_a_row = self._ending = 0
                seconds = 0.0
            elif outcome.state == "later":
                self._in_a_row, self._said = self._in_a_row + 1, outcome.reply
                self._ending += not errand.known or outcome.stage == "message"
                turns, rest = divmod(self._in_a_row, PUT_OFF)
                seconds = seconds if rest else WAITS[min(turns, len(WAITS) - 2)]
        return seconds

    def too_many(self, where: str) -> DeliveryError | None:
        """What to raise when so many were put off that all would be."""
        if self._ending < PUT_OFF * len(WAITS):
            return None
        found, hint = f"{self._ending} times in a row: {self._said}", "try again later, or ask its provider"
        return DeliveryError("the mail server puts everybody off", where=where, found=found, hint=hint)


def _later(errand: Errand, outcome: Outcome, *, claimed: bool) -> tuple[Errand, Outcome]:
    return errand, replace(outcome, state="later", claimed=claimed)

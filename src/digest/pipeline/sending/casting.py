"""Each reader's message: the letter of their audience, cast with what is theirs, and signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.delivery.mould import Filling, mould
from digest.delivery.own_addresses import own_address
from digest.pipeline.sending.letters import sender_of
from digest.templating.addresses import ascii_host

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from digest.delivery.carrier import Errand
    from digest.delivery.mould import Mould
    from digest.delivery.options import Delivery
    from digest.delivery.tokens import Tokens
    from digest.model import LaidLetter, Week
    from digest.templating.signing import Signer


@dataclass(frozen=True, slots=True)
class _Letter:
    mould: Mould
    unsubscribe: str  # for everybody
    domain: str  # of Message-IDs


@dataclass(frozen=True, slots=True)
class Caster:
    """Makes each reader's message.

    Args:
        week: The issue's.
        tokens: Makes what tells who a reader is.
        options: The shapes of readers' own addresses.
        sign: Signs a message.
        message_id: Makes Message-IDs of a reader and a domain; by default the same for the same reader and letter.
    """

    week: Week
    tokens: Tokens
    options: Delivery
    sign: Callable[[bytes], bytes]
    message_id: Callable[[Errand, str], str] | None = None

    def of(self, letters: Sequence[LaidLetter], date: datetime, mark: str = "") -> Callable[[Errand], bytes]:
        """What makes messages of these letters.

        Args:
            letters: One for each audience.
            date: The moment in the Date header.
            mark: Stands before the subject.

        Raises:
            DeliveryError: A letter cannot be sent; from what is returned: a reader's message cannot be made.
        """
        made = {letter.audience: _made(letter, date, mark) for letter in letters}
        return lambda errand: self._cast(errand, made[errand.audience])

    def _cast(self, errand: Errand, letter: _Letter) -> bytes:
        token, shapes = self.tokens.token(self.week, errand.key), self.options
        filling = Filling(
            address=errand.address,
            name=errand.name,
            message_id=(self.message_id or self._its_id)(errand, letter.domain),
            unsubscribe=own_address(shapes.unsubscribe, letter.unsubscribe, token),
            manage=own_address(shapes.manage, "", token) if shapes.manage else "",
        )
        return self.sign(letter.mould.cast(filling))

    def _its_id(self, errand: Errand, domain: str) -> str:
        return self.tokens.message_id(self.week, errand.audience, errand.key, domain)


def signing(signer: Signer | None) -> Callable[[bytes], bytes]:
    """Signs messages, when there is who signs."""
    if signer is None:
        return lambda eml: eml
    from digest.templating.signing import signed

    return lambda eml: signed(eml, signer)


def _made(letter: LaidLetter, date: datetime, mark: str) -> _Letter:
    usual = str(letter.manifest["placeholders"]["unsubscribe"]["text"])
    domain = ascii_host(sender_of(letter).rpartition("@")[2])
    return _Letter(mould(letter, date=date, mark=mark), usual, domain)

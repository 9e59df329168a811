"""Rows of a file of readers, whatever kind of file it is: what their columns are, and who each row is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.delivery.mailboxes import Unusable, mailbox_elsewhere, plain_name
from digest.errors import RecipientsError, did_you_mean
from digest.model import BadRow, Recipient

if TYPE_CHECKING:
    from collections.abc import Sequence

# Names as they are compared: letters and digits only. The first that is there is taken, so that the column "email" of
# a shop's export wins over "address", where its customers live.
_ADDRESS: Final = ("email", "emailaddress", "mail", "mailaddress", "recipient", "address")
_NAME: Final = ("name", "fullname", "displayname")
_AUDIENCE: Final = ("audience",)
_SPOKEN: Final = ("address", "email", "e-mail")
_SHOWN: Final = 60  # signs of what was found


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file: how many, which say what, and the others with their names; -1 is none."""

    count: int
    address: int
    name: int
    audience: int
    others: tuple[tuple[str, int], ...]


def columns(names: Sequence[str]) -> Columns | None:
    """The columns that have these names, or None where none of them is for addresses."""
    folded = ["".join(filter(str.isalnum, name.casefold())) for name in names]
    address, name, audience = (_first(folded, known) for known in (_ADDRESS, _NAME, _AUDIENCE))
    if address < 0:
        return None
    known = {address, name, audience}
    others = tuple((one.strip(), at) for at, one in enumerate(names) if at not in known and one.strip())
    return Columns(len(names), address, name, audience, others)


def reader(told: Columns, values: Sequence[str], place: int) -> Recipient | BadRow:
    """Who the row is, or what is wrong with it."""
    try:
        address, called = mailbox_elsewhere(values[told.address])
        name = plain_name(values[told.name]) if told.name >= 0 else ""
        audience = values[told.audience].strip() if told.audience >= 0 else ""
    except Unusable as wrong:
        return BadRow(
            place, str(wrong), shown(values[told.address] if "name" not in str(wrong) else values[told.name])
        )
    if not told.others:
        return Recipient(address, name or called, audience, place=place)
    return Recipient(address, name or called, audience, {name: values[at] for name, at in told.others}, place)


def no_address_column(names: Sequence[str], where: str) -> RecipientsError:
    """The error for a file whose columns have these names."""
    named = [name for name in names if name.strip()]
    near = next(filter(None, (did_you_mean(name, _SPOKEN) for name in named if "@" not in name)), "")
    hint = "begin the file with a row of names such as address,name" if any("@" in name for name in named) else ""
    found = ", ".join(shown(name) for name in named[:6]) + (" …" if len(named) > 6 else "")  # noqa: PLR2004 (enough to know the file)
    return RecipientsError(
        "no column of addresses",
        where=where,
        found=found or "nothing",
        hint=hint or near or "name the column of addresses address or email",
    )


def shown(text: str) -> str:
    """What was found, on one line that can be read."""
    text = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _first(names: Sequence[str], known: Sequence[str]) -> int:
    return next((names.index(name) for name in known if name in names), -1)

"""What is known of a mail service: its tags, and the files that it takes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from digest.model import LaidLetter

    Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Tags:
    """A service's tags; without ``manage`` the letter's own address stays.

    ``unsubscribe`` and ``manage`` stand where an address stood. ``foreign`` finds what else the service would take
    for its own, wherever it stands; ``markup`` what it would in HTML alone.
    """

    unsubscribe: str
    foreign: re.Pattern[str]
    manage: str = ""
    markup: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter whose HTML and text have a service's tags in the place of the newsletter's addresses."""

    letter: LaidLetter
    html: str
    text: str

    @property
    def name(self) -> str:
        """What the letter is called at a service: ``2024-W25-free``."""
        return f"{self.letter.manifest['week']}-{self.letter.audience}"

    @property
    def title(self) -> str:
        """The same where several newsletters share a service, for people: ``The Letter 2024-W25 free``."""
        return f"{self.sender[0] or self.sender[1]} {self.letter.manifest['week']} {self.letter.audience}"

    @property
    def newsletter(self) -> str:
        """What tells the newsletter from all others: its list's identifier (RFC 2919), or else its address."""
        listed = re.search(r"<([^<>]+)>\s*$", self.header("List-Id"))
        return listed[1] if listed else self.sender[1]

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address."""
        own = self.letter.manifest["sender"]
        return str(own["name"]), str(own["address"])

    @property
    def replies(self) -> str:
        """The address that answers go to; the sender's where there is no other."""
        other = self.letter.manifest.get("reply_to")
        return str(other["address"]) if other else self.sender[1]

    def header(self, name: str) -> str:
        """What the message says there, or nothing."""
        return str(self.letter.manifest["headers"].get(name, ""))


@dataclass(frozen=True, slots=True)
class Service:
    """A service; ``files`` are what it takes for one letter, by their names.

    Raises:
        DeliveryError: From ``files``, when the service would not take the letter.
    """

    name: str
    title: str
    tags: Tags
    files: Callable[[Filled], Files]


@dataclass(frozen=True, slots=True)
class Form:
    """Letters as they are, in files of a common form.

    ``files`` takes a letter and its pictures by their names, and gives content by name; a name that ends with a slash
    is an empty folder.
    """

    name: str
    title: str
    files: Callable[[LaidLetter, Files], Files]


def as_json(value: Any) -> bytes:  # noqa: ANN401 (JSON is anything)
    """A JSON file, the same for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def parts(filled: Filled) -> dict[str, bytes]:
    """The two parts of a letter as files to paste or upload."""
    return {"letter.html": filled.html.encode(), "letter.txt": filled.text.encode()}


def mailbox(name: str, address: str) -> str:
    """Name and address on one line as services take them: quoted where it must be (RFC 5322), never encoded."""
    plain = name.replace("\r", " ").replace("\n", " ").strip()
    if not plain:
        return address
    quoted = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>' if set(plain) & set('()<>[]:;@\\,."') else f"{plain} <{address}>"

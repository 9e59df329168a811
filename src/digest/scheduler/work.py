"""What a run calls to do its steps, and what else it needs of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date, datetime

    from digest.model import Week
    from digest.settings import Settings


@dataclass(frozen=True, slots=True)
class Handed:
    """How far sending is: messages that the server took in all, that it refused, and that are still to be sent.

    ``remarks`` are what the editor should know beside that, a sentence each.
    """

    sent: int
    refused: int = 0
    left: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """The steps; each can be called again after it was killed at any moment.

    ``build`` lays the issue of the day in the outbox, asking feeds at the moment, those that are not due only where
    its last argument says so, and returns what was odd; ``check`` returns what forbids sending it; ``draft`` mails
    it to the editor, and nothing that was mailed before; ``readers`` says how many are to get it; ``send`` sends
    what is still to be sent, until its last argument says stop; ``given`` says how many of the week's readers have it
    or may have it; ``notify`` mails the editor a subject and paragraphs, once for each subject and week; ``sent``
    are the weeks whose issues were sent.
    """

    build: Callable[[Settings, date, datetime, bool], Sequence[str]]
    check: Callable[[Settings, Week], Sequence[str]]
    draft: Callable[[Settings, Week, datetime], None]
    readers: Callable[[Settings, Week], int]
    send: Callable[[Settings, Week, Callable[[], bool]], Handed]
    given: Callable[[Settings, Week], int]
    notify: Callable[[Settings, Week, str, Sequence[str], datetime], None]
    sent: Callable[[Settings], Collection[Week]]


@dataclass(frozen=True, slots=True)
class World:
    """The world around the weekly run.

    ``load`` reads the settings; ``stamp`` gives another value when their file changed. ``now`` is aware. ``wait``
    waits that many seconds, or less, and says whether to stop; ``stopping`` says it without waiting. ``say`` takes a
    line of the log.
    """

    work: Work
    load: Callable[[], Settings]
    stamp: Callable[[], object]
    now: Callable[[], datetime]
    wait: Callable[[float], bool]
    stopping: Callable[[], bool]
    say: Callable[[str], None]

"""Every error raised on purpose, as one tree.

Each is one line for the editor: what happened · where · what was found · what to do next. Its class decides
the exit code of the command line. Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class DigestError(Exception):
    """Something that the editor can mend.

    Args:
        what: What went wrong, in a few words.
        where: The file (and line), setting or address it concerns.
        found: What was found there.
        hint: What to do next.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: str = "", found: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.found, self.hint = what, where, found, hint

    def __str__(self) -> str:
        return " · ".join(part for part in (self.what, self.where, self.found, self.hint) if part)


class UnreadableDocument(DigestError):
    """A document that yields no article; the issue appears from the rest."""


class TemplateError(DigestError):
    """A template that Jinja2 or MJML refuses, with its file and line."""


class OutboxError(DigestError):
    """The outbox cannot be written."""


class OutboxBusy(OutboxError):
    """Another build is laying the same issue in the outbox."""


class LedgerError(DigestError):
    """The ledger cannot be read or written."""


class FetchFailed(DigestError):
    """A request that brought no answer, or one that is not taken."""


class DeliveryError(DigestError):
    """Letters cannot be handed over: no server, no service, or one that refuses."""


class RecipientsError(DeliveryError):
    """A file of readers that cannot be read as one."""


class ScheduleError(DigestError):
    """The weekly run cannot go on; another service of this newsletter is running, for one."""


class SettingsError(DigestError):
    """One mistake in the settings."""

    exit_code = 2


class SettingsErrors(SettingsError):
    """All mistakes of one settings file, reported together."""

    def __init__(self, mistakes: tuple[SettingsError, ...]) -> None:
        super().__init__(f"{len(mistakes)} mistakes in the settings")
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


class NothingToPublish(DigestError):
    """No document gave a story for this issue; ``problems`` says what became of each.

    ``heals`` says that sources were out of reach, so that there may be stories in a while.
    """

    exit_code = 3
    problems: tuple[str, ...] = ()
    heals: bool = False

    def __str__(self) -> str:
        return "\n".join((*self.problems, super().__str__()))


class WeekSkipped(NothingToPublish):
    """The week is thin, and the settings say that such a week is skipped."""


class PreflightForbids(DigestError):
    """The letters lie in the outbox but must not be sent as they are."""

    exit_code = 4


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean "name"?`` for the nearest of the known words, or nothing."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f'did you mean "{folded[near[0]]}"?' if near else ""

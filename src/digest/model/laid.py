"""An issue as its bytes lie in the outbox, or are about to: what checks, previews and services are given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model.week import Week


@dataclass(frozen=True, slots=True)
class LaidLetter:
    """One audience's letter; ``manifest`` is its manifest.json, ``eml`` the whole message with CRLF line ends."""

    audience: str
    manifest: Mapping[str, Any]
    html: str
    text: str
    mjml: str
    eml: bytes

    @property
    def subject(self) -> str:
        """The inbox line's first half."""
        return str(self.manifest["subject"])

    @property
    def preheader(self) -> str:
        """The inbox line's second half."""
        return str(self.manifest["preheader"])


@dataclass(frozen=True, slots=True)
class LaidIssue:
    """A whole issue.

    ``record`` is its issue.json. ``pages`` are the public texts by name relative to the issue's folder, such as
    ``index.html``; ``archive`` those of all issues, such as ``index.html`` and ``feed.xml`` of the archive; ``sizes``
    the bytes of every file of the folder by name.
    """

    week: Week
    record: Mapping[str, Any]
    letters: tuple[LaidLetter, ...]
    pages: Mapping[str, str] = field(default_factory=dict)
    archive: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)

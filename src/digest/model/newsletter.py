"""What every issue of a newsletter carries, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model.memory import folded

if TYPE_CHECKING:
    from digest.model.article import Article, Picture


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an e-mail address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one scheme, each ``#rrggbb``."""

    paper: str
    ink: str
    quiet: str
    accent: str
    line: str


@dataclass(frozen=True, slots=True)
class Look:
    """The shape of a letter, beside its colours.

    ``headlines``, ``text`` and ``labels`` are CSS font stacks without double quotes; ``radius`` is of corners, in
    pixels; ``density`` is ``airy``, ``normal`` or ``compact``.
    """

    headlines: str = "Georgia,'Times New Roman',serif"
    text: str = "Georgia,'Times New Roman',serif"
    labels: str = "Helvetica,Arial,sans-serif"
    radius: int = 0
    density: str = "normal"


@dataclass(frozen=True, slots=True)
class Newsletter:
    """What every issue of a newsletter carries."""

    name: str
    tagline: str
    language: str
    sender: Mailbox
    reply_to: Mailbox | None
    postal_address: str
    home_page: str
    web_url: str
    list_id: str
    unsubscribe_url: str
    unsubscribe_mail: str
    manage_url: str
    subscribe_url: str
    join_url: str
    logo: Picture | None
    light: Palette
    dark: Palette
    look: Look = Look()

    @property
    def direction(self) -> str:
        """``rtl`` for the languages written from right to left, else ``ltr``."""
        return "rtl" if self.language.partition("-")[0] in {"ar", "dv", "fa", "he", "ps", "ur", "yi"} else "ltr"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a letter is for.

    ``deals`` says whether it shows the members' deals and books or how to join. ``sections`` are those whose stories
    these readers get, empty for all. ``subject`` is the shape of their subject, in which ``{subject}`` stands for the
    issue's own; empty for the issue's own alone. The addresses take the place of the newsletter's where not empty.
    """

    name: str
    title: str
    deals: bool
    sections: tuple[str, ...] = ()
    subject: str = ""
    unsubscribe_url: str = ""
    unsubscribe_mail: str = ""
    manage_url: str = ""
    subscribe_url: str = ""
    join_url: str = ""

    def gets(self, article: Article) -> bool:
        """Whether these readers are shown the article: what is for them alone, else what is in their sections."""
        if article.audience:
            return article.audience == self.name
        return not self.sections or folded(article.section) in set(map(folded, self.sections))

"""What one preview knows: which issue is shown, where each lies, what went wrong; and what a change means for it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.errors import DigestError
from digest.outbox.issues import weeks_in
from digest.preview.builder import rebuilt
from digest.preview.events import Events, event
from digest.preview.looking import Look, fingerprints, look
from digest.preview.telling import Place
from digest.preview.watching import Sources, Watch, sources
from digest.preview.weeks import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import date

    from digest.model import Week
    from digest.preview.scratch import Scratch
    from digest.settings import Settings

    Built = tuple[Settings, Week, Path]

_KEPT = 2  # builds that were replaced: a page may still be asking for their pictures


@dataclass(frozen=True, slots=True)
class Setup:
    """What stays the same while a preview runs.

    ``outbox`` is None for that of the settings; ``today`` says the day in a time zone, ``bug`` is told of exceptions
    that nobody raised on purpose.
    """

    config: Path
    outbox: Path | None
    scratch: Scratch
    environ: Mapping[str, str]
    today: Callable[[str], date]
    bug: Callable[[BaseException], None]


@dataclass(frozen=True, slots=True)
class Laid:
    """The last good build of an issue: its outbox, and how many saves it knows of."""

    outbox: Path
    saves: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the last build of the week gave no issue."""

    week: Week
    lines: tuple[str, ...]


@dataclass(slots=True)
class Session:
    """The state of a preview. All of it belongs to the event loop; a build in its thread is given what it needs.

    ``shown`` is the week that saves build; ``saves`` counts them, ``stamp`` (milliseconds since the epoch) grows with
    everything that is told.
    """

    setup: Setup
    settings: Settings
    shown: Week
    events: Events = field(default_factory=Events)
    laid: dict[Week, Laid] = field(default_factory=dict)
    saves: int = 0
    trouble: Trouble | None = None
    building: bool = False
    stamp: int = 0
    wanted: asyncio.Event = field(default_factory=asyncio.Event)
    _watch: Watch | None = None
    _seen: Look | None = None
    _letters: Mapping[str, str] = field(default_factory=dict)
    _replaced: list[Path] = field(default_factory=list)
    _bugs: set[str] = field(default_factory=set)

    @property
    def outbox(self) -> Path:
        """The real one."""
        return self.setup.outbox or self.settings.outbox

    def weeks(self) -> tuple[Week, ...]:
        """Those of all issues that can be shown, newest first."""
        return tuple(sorted({*weeks_in(self.outbox), *self.laid}, reverse=True))

    def place(self, week: Week) -> Place | None:
        """Where the week's issue lies; None when there is none."""
        if built := self.laid.get(week):
            return Place(built.outbox, week, scratch=True)
        return Place(self.outbox, week) if (self.outbox / str(week) / "issue.json").is_file() else None

    def begin(self, watch: Watch) -> None:
        """Start to watch; where there is nothing to show yet, it is built at once."""
        self._watch = watch
        self._tick()
        self._turn_to(self.shown)
        if self.place(self.shown) is None:
            self.wanted.set()

    def show(self, week: Week) -> None:
        """From now on saves build this week's issue; a build of it that is behind is made anew."""
        if week == self.shown:
            return
        self._turn_to(week)
        built = self.laid.get(week)
        if (built and built.saves < self.saves) or (self.trouble and self.trouble.week != week):
            self.wanted.set()

    def opening(self) -> list[bytes]:
        """Events that tell the present state."""
        told = [event("issue", self._issue(()))] if self.place(self.shown) else []
        if self.trouble:
            told.append(event("trouble", self._told(self.trouble)))
        return [*told, event("building", {"week": str(self.shown)})] if self.building else told

    def changed(self, paths: frozenset[str]) -> None:
        """What is done about files that changed."""
        what = self._follow()
        found = [Path(path) for path in paths]
        if any(map(what.rebuild, found)):
            self.saves += 1
            self.wanted.set()
        if any(map(what.laid, found)):
            self._outbox_changed()

    async def build_whenever_wanted(self, executor: Executor) -> None:
        """Build after each save, one at a time; saves that come meanwhile are followed by one more."""
        while True:
            await self.wanted.wait()
            self.wanted.clear()
            await self._build(executor)

    async def warm_up(self, executor: Executor) -> None:
        """Build once and throw it away, so that the build after the first save is as fast as the next ones."""
        if self.wanted.is_set():
            return
        try:
            _, _, outbox = await self._built(executor)
        except DigestError:  # told after the first save, when it still stands
            return
        except Exception as error:  # noqa: BLE001 - as in a build that counts
            self.bug(error)
        else:
            self.setup.scratch.drop(outbox)

    async def _build(self, executor: Executor) -> None:
        week, saves = self.shown, self.saves
        self.building = True
        self.events.tell("building", {"week": str(week)})
        try:
            settings, week, outbox = await self._built(executor)
        except DigestError as error:
            self._in_trouble(Trouble(week, tuple(str(error).splitlines())))
        except Exception as error:  # noqa: BLE001 - a bug of ours must not end the preview; its traceback is printed
            self._in_trouble(Trouble(week, (self.bug(error),)))
        else:
            self._good(settings, week, Laid(outbox, saves))
        finally:
            self.building = False

    async def _built(self, executor: Executor) -> Built:
        setup, loop = self.setup, asyncio.get_running_loop()
        day = day_of(self.shown, self.place(self.shown), self.settings, setup.today)
        given = (setup.config, setup.outbox, day, setup.scratch, setup.environ)
        return await loop.run_in_executor(executor, rebuilt, *given)

    def _good(self, settings: Settings, week: Week, built: Laid) -> None:
        self._replace(week)
        self.settings, self.laid[week] = settings, built
        if week != self.shown and self.place(self.shown) is None:
            self.shown = week  # weeks start on another day now
        self._follow()
        self._tick()
        if week == self.shown:
            self._tell_issue()
        if self.trouble:
            self.trouble = None
            self.events.tell("fine", {"stamp": self.stamp})

    def _in_trouble(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self._tick()
        self.events.tell("trouble", self._told(trouble))

    def bug(self, error: Exception) -> str:
        """Have the traceback printed, of each bug once; the line that the page is told."""
        if repr(error) not in self._bugs:
            self._bugs.add(repr(error))
            self.setup.bug(error)
        return f"a mistake in digest itself · {type(error).__name__} · its traceback stands in the terminal"

    def _outbox_changed(self) -> None:
        before, self._seen = self._seen, look(self.outbox, self.shown)
        if before is None or before == self._seen:
            return
        if self._seen.laid_anew(before):
            self._replace(self.shown)
        self._tick()
        self._tell_issue()

    def _replace(self, week: Week) -> None:
        """Let go of the week's last build."""
        if old := self.laid.pop(week, None):
            self._replaced.append(old.outbox)
        while len(self._replaced) > _KEPT:
            self.setup.scratch.drop(self._replaced.pop(0))

    def _turn_to(self, week: Week) -> None:
        self.shown = week
        self._follow()
        self._seen, self._letters = look(self.outbox, week), self._fingerprints()

    def _tell_issue(self) -> None:
        before, self._letters = self._letters, self._fingerprints()
        if self.place(self.shown):
            changed = [name for name, found in self._letters.items() if before.get(name) != found]
            self.events.tell("issue", self._issue(changed))

    def _fingerprints(self) -> Mapping[str, str]:
        place = self.place(self.shown)
        return fingerprints(place.folder) if place else {}

    def _issue(self, changed: Sequence[str]) -> dict[str, Any]:
        place = self.place(self.shown)
        where = place.where if place else "outbox"
        return {"week": str(self.shown), "where": where, "changed": list(changed), "stamp": self.stamp}

    def _told(self, trouble: Trouble) -> dict[str, Any]:
        return {"week": str(trouble.week), "lines": list(trouble.lines), "stamp": self.stamp}

    def _tick(self) -> None:
        self.stamp = max(self.stamp + 1, time.time_ns() // 1_000_000)

    def _follow(self) -> Sources:
        what = sources(self.settings, self.setup.config, self.outbox, str(self.shown))
        if self._watch is not None:
            self._watch.follow(what)
        return what

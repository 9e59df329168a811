"""What one preview knows: which issues are followed, where each lies, what went wrong; and what a change means."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.errors import DigestError
from digest.outbox.issues import weeks_in
from digest.outbox.sent import receipt_file
from digest.preview.builder import rebuilt
from digest.preview.events import Events, event
from digest.preview.looking import look
from digest.preview.naming import named
from digest.preview.shown import Shown, laid, shown
from digest.preview.watching import Sources, Watch, sources
from digest.preview.weeks import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import date

    from digest.model import Week
    from digest.preview.builder import Built
    from digest.preview.scratch import Scratch
    from digest.preview.telling import Place
    from digest.settings import Settings

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


@dataclass(slots=True)
class Session:
    """The state of a preview. All of it belongs to the event loop; a build in its thread is given what it needs.

    ``first`` is the week that a page shows that names none. Saves build the weeks that are listened to, and while
    nobody listens the one that was listened to last. ``saves`` counts them, ``stamp`` (milliseconds since the epoch)
    grows with everything that is told.
    """

    setup: Setup
    settings: Settings
    first: Week
    events: Events = field(default_factory=Events)
    known: dict[Week, Shown] = field(default_factory=dict)
    saves: int = 0
    building: Week | None = None
    stamp: int = 0
    wanted: asyncio.Event = field(default_factory=asyncio.Event)
    _last: Week | None = None
    _watch: Watch | None = None
    _replaced: list[Path] = field(default_factory=list)
    _bugs: set[str] = field(default_factory=set)

    @property
    def outbox(self) -> Path:
        """The real one."""
        return self.setup.outbox or self.settings.outbox

    def weeks(self) -> tuple[Week, ...]:
        """Those of all issues that can be shown, newest first."""
        built = (week for week, one in self.known.items() if one.built)
        return tuple(sorted({*weeks_in(self.outbox), *built}, reverse=True))

    def place(self, week: Week) -> Place | None:
        """Where the week's issue lies; None when there is none."""
        one = self.known.get(week)
        return one.place(self.outbox) if one else laid(self.outbox, week)

    def begin(self, watch: Watch) -> None:
        """Start to watch; where there is nothing to show yet, it is built at once."""
        self._watch = watch
        self._tick()
        one = self._look_at(self.first)
        if one.place(self.outbox) is None:
            one.saves = -1
            self.wanted.set()

    def heard(self, week: Week | None) -> Week:
        """The week that a page follows from now on, which may have asked for none, or for one that is not there.

        An issue that is behind is built anew, but for one that was sent: that stays as its readers have it.
        """
        if week is None or self.place(week) is None:
            week = self.first
        self._last, one = week, self._look_at(week)
        if one.saves < self.saves:
            if receipt_file(self.outbox, week).exists():
                one.saves = self.saves
            self.wanted.set()
        return week

    def opening(self, week: Week) -> list[bytes]:
        """Events that tell the present state of the week's issue."""
        one = self.known[week]
        told = [event("issue", self._issue(one, ()))] if one.place(self.outbox) else []
        if one.trouble:
            told.append(event("trouble", self._told(one)))
        return [*told, event("building", {"week": str(week)})] if self.building == week else told

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
        """Build after each save, one issue at a time; saves that come meanwhile are followed by one more."""
        while True:
            await self.wanted.wait()
            self.wanted.clear()
            while behind := self._behind():
                await self._build(behind, executor)

    async def warm_up(self, executor: Executor) -> None:
        """Build once and throw it away, so that the build after the first save is as fast as the next ones."""
        if self.wanted.is_set():
            return
        try:
            built = await self._built(self.known[self.first], executor)
        except DigestError:  # told after the first save, when it still stands
            return
        except Exception as error:  # noqa: BLE001 - as in a build that counts
            self.bug(error)
        else:
            self._drop(built.outbox)

    def _behind(self) -> Shown | None:
        followed = self.events.weeks() or (self._last or self.first,)
        return next((one for week in followed if (one := self._look_at(week)).saves < self.saves), None)

    async def _build(self, one: Shown, executor: Executor) -> None:
        one.saves, self.building = self.saves, one.week
        self.events.tell("building", {"week": str(one.week)}, one.week)
        try:
            built = await self._built(one, executor)
        except DigestError as error:
            self._in_trouble(one, named(error, self.setup.config, self.setup.scratch.folder))
        except Exception as error:  # noqa: BLE001 - a bug of ours must not end the preview; its traceback is printed
            self._in_trouble(one, (self.bug(error),))
        else:
            self._good(one, built)
        finally:
            self.building = None

    async def _built(self, one: Shown, executor: Executor) -> Built:
        setup, loop = self.setup, asyncio.get_running_loop()
        day = day_of(one.week, one.place(self.outbox), self.settings, setup.today)
        given = (setup.config, setup.outbox, day, setup.scratch, setup.environ)
        return await loop.run_in_executor(executor, rebuilt, *given)

    def _good(self, asked: Shown, built: Built) -> None:
        self.settings = built.settings
        one = self._look_at(built.week)
        self._replace(one, built.outbox)
        one.saves = max(one.saves, asked.saves)
        if one is not asked and asked.place(self.outbox) is None:
            self._moved(asked.week, built.week)
        self._follow()
        self._tick()
        self._tell_issue(one)
        for mended in {asked.week: asked, one.week: one}.values():
            if mended.trouble:
                mended.trouble = ()
                self.events.tell("fine", {"week": str(mended.week), "stamp": self.stamp}, mended.week)

    def _moved(self, old: Week, new: Week) -> None:
        """Weeks start on another day now, and the issue that was to come belongs to another week."""
        self.first, self._last = new if self.first == old else self.first, new
        for queue, week in self.events.listeners.items():
            self.events.listeners[queue] = new if week == old else week

    def _in_trouble(self, one: Shown, lines: tuple[str, ...]) -> None:
        one.trouble = lines
        self._tick()
        self.events.tell("trouble", self._told(one), one.week)

    def bug(self, error: Exception) -> str:
        """Have the traceback printed, of each bug once; the line that the page is told."""
        if repr(error) not in self._bugs:
            self._bugs.add(repr(error))
            self.setup.bug(error)
        return f"a mistake in digest itself · {type(error).__name__} · its traceback stands in the terminal"

    def _outbox_changed(self) -> None:
        for one in self.known.values():
            before, one.seen = one.seen, look(self.outbox, one.week)
            if before == one.seen:
                continue
            if one.seen.laid_anew(before):
                self._replace(one, None)
            self._tick()
            self._tell_issue(one)

    def _replace(self, one: Shown, outbox: Path | None) -> None:
        """Let go of the issue's last build."""
        if one.built:
            self._replaced.append(one.built)
        one.built = outbox
        while len(self._replaced) > _KEPT:
            self._drop(self._replaced.pop(0))

    def _drop(self, outbox: Path | None) -> None:
        if outbox:
            self.setup.scratch.drop(outbox)

    def _look_at(self, week: Week) -> Shown:
        if week not in self.known:
            self.known[week] = shown(self.outbox, week, 0)
            self._follow()
        return self.known[week]

    def _tell_issue(self, one: Shown) -> None:
        news = one.news(self.outbox)
        if one.place(self.outbox):
            self.events.tell("issue", self._issue(one, news))

    def _issue(self, one: Shown, news: Sequence[str]) -> dict[str, Any]:
        place = one.place(self.outbox)
        where = place.where if place else "outbox"
        return {"week": str(one.week), "where": where, "changed": list(news), "stamp": self.stamp}

    def _told(self, one: Shown) -> dict[str, Any]:
        return {"week": str(one.week), "lines": list(one.trouble), "stamp": self.stamp}

    def _tick(self) -> None:
        self.stamp = max(self.stamp + 1, time.time_ns() // 1_000_000)

    def _follow(self) -> Sources:
        what = sources(self.settings, self.setup.config, self.outbox, self.known)
        if self._watch is not None:
            self._watch.follow(what)
        return what

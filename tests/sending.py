"""A newsletter with an issue, and mail servers for it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from digest.delivery.options import SmtpServer
from digest.ledger import Ledger
from digest.ledger.deliveries import Deliveries, Progress
from digest.model import Week
from digest.pipeline.building import Order, build
from digest.pipeline.sending import Sent, Wanted, send
from digest.settings import Settings
from digest.settings.reading import load
from tests.test_pipeline import SETTINGS, seed

WEEK = Week(2024, 25)
MOMENT = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)


def a_newsletter(folder: Path, more: str = "") -> Settings:
    """Settings with an issue in the outbox."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "digest.toml").write_text(SETTINGS.replace("letter.test", "letter.example.org") + more)
    settings = load(folder / "digest.toml")
    seed(settings, "Lamps", extra="url: https://letter.example.org/lamps\n")
    build(settings, Order(date(2024, 6, 23)))
    return settings


def readers(folder: Path, number: int) -> Path:
    """A file of so many readers, every third a member."""
    file = folder / "readers.csv"
    rows = [f"r{n}@example.org,Reader {n},{'member' if n % 3 == 0 else ''}" for n in range(number)]
    file.write_text("\n".join(["address,name,audience", *rows]) + "\n")
    return file


def at(port: int, **changes: Any) -> SmtpServer:
    """A server on loopback that nobody waits for long."""
    usual: dict[str, Any] = {"host": "127.0.0.1", "security": "none", "timeout": 5, "tries": 3, "pause": 0}
    return SmtpServer(port=port, **(usual | changes))


def sent(
    settings: Settings,
    file: Path | None,
    server: SmtpServer,
    *,
    audience: str = "",
    limit: int = 0,
    really: bool = True,
    again: bool = False,
    **changes: Any,
) -> Sent:
    """The issue sent, with a clock that stands."""
    world: dict[str, Any] = {"now": lambda: MOMENT, "sleep": lambda _: None} | changes
    return send(settings, WEEK, Wanted(file, limit, audience, really, again), server=server, **world)


def progress(settings: Settings) -> Progress:
    with Ledger.if_there(settings.ledger) as ledger:
        return Deliveries(ledger).progress(WEEK)


def command(*args: str | Path) -> list[str]:
    return [sys.executable, "-m", "digest", "send", *map(str, args)]


def run(folder: Path, *args: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in the newsletter's folder."""
    env = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), **environment}
    return subprocess.run(command(*args), cwd=folder, env=env, capture_output=True, text=True, check=False)


def smtp_table(port: int, **more: Any) -> str:
    """Settings of a server."""
    usual: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": "none", "pause": 0}
    lines = [
        f"{key} = {f'{chr(34)}{value}{chr(34)}' if isinstance(value, str) else value}"
        for key, value in (usual | more).items()
    ]
    return "\n[smtp]\n" + "\n".join(lines) + "\n"

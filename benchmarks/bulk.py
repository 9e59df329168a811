"""What docs/performance.md says of a letter for each of many readers, measured side by side on one core.

    python benchmarks/bulk.py [--letters N] [--rounds N] [--readers N]

The letter is the sample issue's. Measured are, in CPU time: casting it from its mould for readers whose values are
made already; the same with all that is a reader's own (token, addresses, Message-ID) made anew; one ``EmailMessage``
per reader, as the standard library has it; and the floor, copying the finished message in memory. Then reading files
of readers, each in a process of its own, with the most memory that it held.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from digest.delivery.mould import Filling, mould
from digest.delivery.own_addresses import own_address
from digest.delivery.recipients import recipients
from digest.delivery.suppression import suppressed
from digest.delivery.tokens import Tokens
from digest.model import LaidLetter, Recipient, Week
from digest.outbox.laid import read_laid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parents[1]
WEEK = Week(2024, 25)
NOW = datetime(2024, 6, 23, 8, tzinfo=UTC)
DOMAIN = "letter.example.org"
TOKENS = Tokens(bytes(range(32)))
MILLION = 1_000_000
DIFFERENT = 1_000  # readers, over and over
SLOW = 200  # messages of the standard library
NAMES = ("Jane Doe", "Zoë Muñoz", "Doe, John", "Жанна Д’Арк")  # one of four is plain, two need encoded-words


def a_letter(folder: Path) -> LaidLetter:
    build = [sys.executable, "-m", "digest", "build", "--config", str(ROOT / "digest.toml"), "--outbox", str(folder)]
    subprocess.run([*build, "--date", "2024-06-23"], check=True, stdout=subprocess.DEVNULL)
    return read_laid(folder, WEEK).letters[-1]


def a_filling(letter: LaidLetter, name: str, address: str) -> Filling:
    """All that is a reader's own."""
    token = TOKENS.token(WEEK, address)
    usual = letter.manifest["placeholders"]
    return Filling(
        address,
        name,
        TOKENS.message_id(WEEK, letter.audience, address, DOMAIN),
        own_address("", usual["unsubscribe"]["text"], token),
        own_address("", usual["manage"]["text"], token),
    )


def with_the_standard_library(letter: LaidLetter, filling: Filling) -> bytes:
    message = EmailMessage(policy=SMTP)
    for name, value in letter.manifest["headers"].items():
        if name not in {"To", "Message-ID", "List-Unsubscribe"}:
            message[name] = value
    message["To"] = Address(filling.name, addr_spec=filling.address)
    message["Message-ID"] = f"<{filling.message_id}>"
    message["List-Unsubscribe"] = f"<{filling.unsubscribe}>"
    usual = letter.manifest["placeholders"]["unsubscribe"]
    message.set_content(letter.text.replace(usual["text"], filling.unsubscribe), cte="quoted-printable")
    html = letter.html.replace(usual["html"], filling.unsubscribe)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def per_second(make: Callable[[Filling], object], fillings: Iterable[Filling], rounds: int) -> float:
    """Messages in a second of CPU time: the median of the rounds."""
    given = list(fillings)

    def once() -> float:
        before = time.process_time()
        for filling in given:
            make(filling)
        return len(given) / (time.process_time() - before)

    return statistics.median(once() for _ in range(rounds))


def messages(folder: Path, letters: int, rounds: int) -> None:
    letter = a_letter(folder)
    made = mould(letter, date=NOW)
    readers = [(f"{NAMES[n % 4]}", f"reader-{n}@readers.example.org") for n in range(DIFFERENT)]
    fillings = [a_filling(letter, *reader) for reader in readers]
    plain = [a_filling(letter, "Jane Doe", address) for _, address in readers]
    size = len(made.cast(fillings[0]))
    message = bytearray(made.cast(fillings[0]))
    rows = {
        "the mould, one name for all": per_second(made.cast, islice(cycle(plain), letters), rounds),
        "the mould, names in many scripts": per_second(made.cast, islice(cycle(fillings), letters), rounds),
        "the mould and a reader's own values": per_second(
            lambda one: made.cast(a_filling(letter, one.name, one.address)), islice(cycle(fillings), letters), rounds
        ),
        "one `EmailMessage` per reader": per_second(
            lambda one: with_the_standard_library(letter, one), islice(cycle(fillings), SLOW), rounds
        ),
        "the floor: the message copied in memory": per_second(
            lambda _: bytes(message), islice(cycle(fillings), letters), rounds
        ),
    }
    print(f"A letter of {size:,} bytes:\n\n| way | letters/s on one core | a million |\n| --- | ---: | ---: |")
    for name, rate in rows.items():
        print(f"| {name} | {rate:,.0f} | {MILLION / rate:,.1f} s |")


def files_of_readers(folder: Path, count: int) -> list[Path]:
    csv, lines, table, gone = (folder / name for name in ("r.csv", "r.jsonl", "r.sqlite", "gone.txt"))
    with csv.open("w") as one, lines.open("w") as other, gone.open("w") as third:
        one.write("email,name,audience,city\n")
        for n in range(count):
            one.write(f"reader{n}@example.org,Reader {n},free,Anytown\n")
            other.write(json.dumps({"email": f"reader{n}@example.org", "name": f"Reader {n}"}) + "\n")
            third.write(f"reader{n}@example.org\n")
    with closing(sqlite3.connect(table)) as connection, connection:
        connection.execute("CREATE TABLE recipients (address, name, audience)")
        rows = ((f"reader{n}@example.org", f"Reader {n}", "free") for n in range(count))
        connection.executemany("INSERT INTO recipients VALUES (?, ?, ?)", rows)
    return [csv, lines, table, gone]


def read(file: Path) -> str:
    """A row of the table, written by a process of its own."""
    before = time.process_time()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if file.suffix == ".txt":
        count = len(suppressed(file))
    else:
        count = sum(isinstance(one, Recipient) for one in recipients(file))
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024
    seconds = time.process_time() - before
    return f"| {file.name} | {count:,} | {count / seconds:,.0f} | {seconds:.1f} s | {more:.1f} MB |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--readers", type=int, default=MILLION)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        print(read(given.read))
        return
    with tempfile.TemporaryDirectory() as scratch:
        messages(Path(scratch), given.letters, given.rounds)
        print("\n| file | readers | readers/s | CPU | memory beyond the start |\n| --- | ---: | ---: | ---: | ---: |")
        for file in files_of_readers(Path(scratch), given.readers):
            subprocess.run([sys.executable, __file__, "--read", str(file)], check=True)


if __name__ == "__main__":
    main()

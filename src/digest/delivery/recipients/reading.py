"""Files of readers: CSV, JSON Lines, SQLite; read row by row, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.delivery.recipients.files import SQLITE, encoding, first_bytes
from digest.delivery.recipients.tables import rows_of_table, table_of
from digest.delivery.recipients.texts import header_of, rows_of_csv, rows_of_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.model import BadRow, Recipient


def recipients(file: Path) -> Iterator[Recipient | BadRow]:
    """The readers of a file, each as soon as its row is read; rows that name none in between.

    Its bytes tell what kind of file it is. A CSV file (commas, semicolons or tabs between columns) begins with a row
    of their names; JSON Lines are one object a line; of a SQLite file it is the table ``recipients``, or the only one
    with such columns. A column for addresses (``address``, ``email`` or ``e-mail``) must be there; ``name`` and
    ``audience`` may be. Readers that stand there twice come twice.

    Raises:
        RecipientsError: At once: there is no such file, or it is none of readers. Later: it cannot be read further.
    """
    begins = first_bytes(file)
    if begins.startswith(SQLITE):
        return rows_of_table(file, *table_of(file))
    known = encoding(file, begins)
    header = header_of(file, known)
    return rows_of_csv(file, known, *header) if header else rows_of_json(file, known)

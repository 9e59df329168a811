"""What is remembered between runs: a SQLite file in the newsletter's folder."""

from digest.ledger.ledger import Ledger

__all__ = ["Ledger"]

from digest.outbox.folder import lay
from digest.outbox.manifest import letter_files
from digest.outbox.record import as_json, record, state

__all__ = ["as_json", "lay", "letter_files", "record", "state"]

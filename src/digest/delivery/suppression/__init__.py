"""Who gets nothing any more: a file of addresses."""

from digest.delivery.suppression.keeping import USUAL, Suppressed, suppress, suppressed

__all__ = ["USUAL", "Suppressed", "suppress", "suppressed"]

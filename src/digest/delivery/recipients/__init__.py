"""Files of readers, row by row."""

from digest.delivery.recipients.reading import recipients

__all__ = ["recipients"]

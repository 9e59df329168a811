"""Judges from elsewhere, asked about finished letters where they are installed."""

from digest.preflight.judges.bench import Bench, installed
from digest.preflight.judges.hearing import Judged, heard, judged, known_as

__all__ = ["Bench", "Judged", "heard", "installed", "judged", "known_as"]

"""Judges from elsewhere, asked about finished letters where they are installed."""

from digest.preflight.judges.bench import Bench, installed
from digest.preflight.judges.hearing import NAMES, Judged, heard, judged

__all__ = ["NAMES", "Bench", "Judged", "heard", "installed", "judged"]

from digest.preflight.table import CHECKS, preflight

__all__ = ["CHECKS", "preflight"]

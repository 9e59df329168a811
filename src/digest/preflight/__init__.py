from digest.preflight.table import CHECKS, gathered, graded, preflight

__all__ = ["CHECKS", "gathered", "graded", "preflight"]

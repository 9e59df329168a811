from tests.torture.issues import DAY, TORTURES, built, issues, laid_by

__all__ = ["DAY", "TORTURES", "built", "issues", "laid_by"]

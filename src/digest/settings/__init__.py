from digest.settings.settings import Settings

__all__ = ["Settings"]

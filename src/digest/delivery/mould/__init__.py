"""A letter cast for each reader."""

from digest.delivery.mould.casting import Filling, Mould
from digest.delivery.mould.making import mould

__all__ = ["Filling", "Mould", "mould"]

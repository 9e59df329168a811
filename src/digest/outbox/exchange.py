"""Two folders trade names in one step, where the system can do that.

`os.replace` cannot replace a folder that is not empty. Linux has renameat2(2) with RENAME_EXCHANGE, macOS has
renamex_np(2) with RENAME_SWAP; Python offers neither.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD = -100
_SWAP = 2  # RENAME_EXCHANGE and RENAME_SWAP happen to be the same number
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Swap the two folders' names atomically.

    Returns:
        Whether this system and file system can do it; if not, nothing has changed.

    Raises:
        OSError: It could, but something stood in the way.
    """
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = system.renamex_np(*names, _SWAP)
        else:
            failed = system.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _SWAP)
    except (AttributeError, TypeError, OSError):  # a system without the call, or without a C library to ask
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))

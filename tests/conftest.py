from __future__ import annotations

import os

from hypothesis import settings

# A busy machine is no reason to fail; in continuous integration the same examples are tried every time.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")

from __future__ import annotations

from digest.cli.main import main

if __name__ == "__main__":
    main()

"""``zhidu`` and ``python -m cli``."""

from __future__ import annotations

import sys

from cli.console import main

if __name__ == "__main__":
    sys.exit(main())

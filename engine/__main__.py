"""``zhidu`` and ``python -m engine``."""

from __future__ import annotations

import sys

from engine.operator.console import main

if __name__ == "__main__":
    sys.exit(main())

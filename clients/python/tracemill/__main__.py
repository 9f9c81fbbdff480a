"""``python3 -m tracemill`` is the command ``tracemill-push``."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main())

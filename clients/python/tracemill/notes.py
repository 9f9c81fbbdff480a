"""What the client says, through ``logging``."""

import logging
import threading

LOGGER = logging.getLogger("tracemill")


class Notes:
    """Says each kind of trouble once, so that an outage of a day is one line and not thousands."""

    def __init__(self):
        self._said = set()
        self._lock = threading.Lock()

    def once(self, kind, message, *values):
        with self._lock:
            if kind in self._said:
                return
            self._said.add(kind)
        LOGGER.warning(message + " (said once)", *values)

    def always(self, message, *values):
        LOGGER.warning(message, *values)


def reason(error):
    """An exception as one line; exceptions of the standard library are often empty."""
    text = " ".join(str(error).split())
    return text[:300] if text else type(error).__name__

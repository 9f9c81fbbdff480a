"""The thread that sends what the spool holds."""

import os
import threading
import time

from .delivery import Delivery, Later, Published
from .notes import LOGGER, reason

_TRIES_BEFORE_OTHERS = 5
_AFTER_FAULT = 5.0
_NICENESS = 5


class Sender:
    """Sends the traces of a spool, one at a time and oldest first, until it is closed.

    A trace leaves the spool when the door has published it. One that the door refuses stays until its room is needed,
    and a later process tries it again. One that fails often lets the others pass.
    """

    def __init__(self, door, spool, notes):
        self._door = door
        self._spool = spool
        self._notes = notes
        self._changed = threading.Condition()
        self._queue = []
        self._at_work = None
        self._is_closed = False
        self.published = 0
        self._thread = threading.Thread(target=self._run, name="tracemill-push", daemon=True)

    def start(self, entries=()):
        self._queue.extend(entries)
        self._thread.start()

    def offer(self, entry):
        with self._changed:
            self._queue.append(entry)
            self._changed.notify_all()

    def flush(self, seconds):
        """Waits until nothing is left to send, at most so long; whether that is so."""
        until = time.monotonic() + seconds
        with self._changed:
            while self._queue or self._at_work:
                left = until - time.monotonic()
                if left <= 0 or not self._thread.is_alive():
                    return False
                self._changed.wait(min(left, 1.0))
        return True

    def close(self):
        """Ends the thread once its request has been answered. What is not sent stays in the spool."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _run(self):
        _yield_to_training()
        while True:
            entry = self._next()
            if entry is None:
                return
            try:
                is_left = self._deliver(entry)
            except Exception as error:
                self._notes.once(type(error), "tracemill: cannot send %s: %s", entry.path, reason(error))
                is_left = not self._pause(_AFTER_FAULT) and not entry.gone
            with self._changed:
                self._at_work = None
                if is_left:
                    self._queue.append(entry)
                self._changed.notify_all()

    def _next(self):
        with self._changed:
            while not self._queue and not self._is_closed:
                self._changed.wait()
            if self._is_closed:
                return None
            self._at_work = self._queue.pop(0)
            return self._at_work

    def _deliver(self, entry):
        """Takes steps until the trace is published, refused or dropped; returns whether it waits for another turn."""
        tries = 0
        while True:
            outcome = self._step(entry)
            if not isinstance(outcome, Later):
                return False
            if outcome.kind:
                tries += 1
                self._notes.once(outcome.kind, "tracemill: traces wait in %s: %s", self._spool.directory, outcome.why)
            if self._pause(outcome.seconds):
                return True
            with self._changed:
                if tries >= _TRIES_BEFORE_OTHERS and self._queue:
                    return True

    def _step(self, entry):
        """One request; None if the trace is dropped."""
        if not self._spool.hold(entry):
            return None
        try:
            outcome = self._delivery(entry).step()
        finally:
            self._spool.release(entry)
        if isinstance(outcome, Published):
            self._spool.remove(entry)
            self.published += 1
            LOGGER.info("tracemill: published %s: %s events", entry.goes_to.get("name"), outcome.events)
        elif not isinstance(outcome, Later):
            entry.refused = True
            self._notes.once(
                ("refused", outcome.status), "tracemill: %s is not sent again: %s", entry.path, outcome.why
            )
        return outcome

    def _delivery(self, entry):
        if entry.delivery is None:
            self._spool.pack(entry)
            goes_to = entry.goes_to
            entry.delivery = Delivery(self._door, goes_to["run"], entry.digest, entry.path, goes_to["query"])
        return entry.delivery

    def _pause(self, seconds):
        """Waits; whether the sender was closed meanwhile."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is_closed, seconds)


def _yield_to_training():
    """On Linux a thread has a priority of its own: hashing and compressing take what training leaves."""
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
    except (AttributeError, OSError):
        pass

"""What the door's answers mean for one trace."""

import collections
import json
import random

from .door import NotTls, NoToken, Unreachable

Published = collections.namedtuple("Published", "events rejected was_there")  # was_there: before it was sent
Refused = collections.namedtuple("Refused", "status why")  # status: None where no door was reached
Later = collections.namedtuple("Later", "seconds kind why")  # kind: of trouble, None where there is none

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 60.0
_LONGEST_POLL = 10.0
_BUSY = (429, 503)
_AGAIN = (408, 409, 421, 425)
_WITHOUT_EXPECT = 417


class Delivery:
    """One trace on its way. Each step is one request; between steps nothing is held.

    Waits double from half a second to a minute, and vary, so that the ranks of a run do not come back together. A wait
    that the door asks for is never cut.
    """

    def __init__(self, door, run, digest, path, query, chance=random.random):
        self._door = door
        self._request = (run, digest, path, query)
        self._chance = chance
        self._location = None
        self._waits = 0

    def step(self):
        """Published, Refused, or Later: when to take the next step, and why."""
        try:
            if self._location:
                return self._polled(self._door.get(self._location))
            return self._sent(self._door.put(*self._request))
        except Unreachable as error:
            return self._later(None, "unreachable", str(error))
        except NoToken as error:
            return self._later(None, "token", str(error))
        except NotTls as error:
            return Refused(None, str(error))

    def _sent(self, answer):
        if answer.status in (200, 201):
            published = _published(answer)
            return published if answer.was_read else published._replace(was_there=True)
        if answer.status in (202, 409) and answer.location:
            self._location = answer.location
            self._waits = 0
            return self._later(answer.retry_after, None, "the door is reading the trace", _LONGEST_POLL)
        return self._troubled(answer)

    def _polled(self, answer):
        if answer.status == 200:
            return _published(answer)
        if answer.status == 202:
            return self._later(answer.retry_after, None, "the door is reading the trace", _LONGEST_POLL)
        if answer.status in (404, 410):
            self._location = None
            return self._later(answer.retry_after, "lost", "the door that had the trace is gone; it is sent again")
        return self._troubled(answer)

    def _troubled(self, answer):
        why = "the door answers %d: %s" % (answer.status, one_line(answer.text))
        if answer.status in _BUSY:
            return self._later(answer.retry_after, "busy", why)
        if answer.status == _WITHOUT_EXPECT:
            return self._later(0.0, None, why)
        if answer.status >= 500 or answer.status in _AGAIN:
            return self._later(answer.retry_after, "failing", why)
        return Refused(answer.status, why)

    def _later(self, asked, kind, why, longest=_LONGEST_WAIT):
        backoff = min(longest, _FIRST_WAIT * 2 ** min(self._waits, 10))
        self._waits += 1
        varied = backoff * (0.5 + self._chance() / 2)
        if asked is None:
            return Later(varied, kind, why)
        return Later(asked + self._chance() * min(asked, 5.0), kind, why)


def one_line(text):
    """A door's text, or the error in its JSON, as a line of a log."""
    try:
        text = str(json.loads(text)["error"])
    except (ValueError, TypeError, KeyError):
        pass
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:300] or "no reason given"


def _published(answer):
    try:
        body = json.loads(answer.text)
        return Published(body.get("events"), body.get("rejected"), bool(body.get("finished")))
    except (ValueError, AttributeError):
        return Published(None, None, False)

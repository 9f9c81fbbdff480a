"""The callback ``on_trace_ready`` of profilers."""

import atexit
import multiprocessing.util
import os
import sys
import threading

from . import pack
from .door import Door
from .notes import Notes, reason
from .placement import placement
from .sender import Sender
from .spool import Spool, delete


def push(
    url,
    *,
    run,
    token=None,
    token_file=None,
    cafile=None,
    spool=None,
    spool_bytes=2 << 30,
    exit_seconds=30.0,
    timeout=120.0,
    **names
):
    """A callback for ``on_trace_ready`` that sends each trace to the door at ``url`` as a part of ``run``.

    token         the door's token; without it, that of ``token_file``, else of the variable TRACEMILL_TOKEN
    token_file    a file with the token, read for each request
    cafile        certificates (PEM) that the door's certificate is checked with, if not those of the system
    spool         a directory for what waits; default: the variable TRACEMILL_SPOOL, else one below the temporary
                  directory
    spool_bytes   the most that waits; the oldest trace is dropped for a newer one
    exit_seconds  how long the end of the process waits for what is not sent yet
    timeout       the longest wait for the network, in seconds
    names         rank, world_size, node, device, uuid: instead of what the process tells of itself

    It never raises: what is wrong is logged by the logger ``tracemill``, and training goes on.
    """
    settings = dict(
        url=url, run=run, token=token, token_file=token_file, cafile=cafile, spool=spool, spool_bytes=spool_bytes,
        exit_seconds=exit_seconds, timeout=timeout, names=names,
    )  # fmt: skip
    return Push(settings)


class Push:
    """The callback that ``push`` gives. A process that is forked, or gets it pickled, has its own spool and thread."""

    def __init__(self, settings):
        self._settings = settings
        self._lock = threading.Lock()
        self._process = None
        self._line = None
        self._notes = Notes()
        self._guarded(self._current)
        atexit.register(self._at_exit)

    def __repr__(self):
        return "tracemill.push(run=%r)" % (self._settings["run"],)

    def __getstate__(self):
        return self._settings

    def __setstate__(self, settings):
        self.__init__(settings)

    def __call__(self, profiler):
        self._guarded(lambda: self._current().take(profiler))

    def flush(self, seconds=30.0):
        """Waits until all traces are published, at most so long. Whether they are; refused ones are not waited for."""
        return bool(self._guarded(lambda: self._current().sender.flush(seconds)))

    def close(self, seconds=0.0):
        """Waits as ``flush`` does, says what stays, and ends the thread."""
        with self._lock:
            line, self._line = self._line, None
        if line and self._process == os.getpid():
            self._guarded(lambda: line.close(seconds))

    def _at_exit(self):
        self.close(self._settings["exit_seconds"])

    def _guarded(self, action):
        try:
            return action()
        except Exception as error:
            kind = (type(error), getattr(error, "errno", None))
            self._notes.once(kind, "tracemill: a trace is not sent: %s", reason(error))
            return None

    def _current(self):
        with self._lock:
            if self._line is None or self._process != os.getpid():
                self._line = _Line(self._settings, self._notes)
                self._process = os.getpid()
                if multiprocessing.parent_process() is not None:
                    # Such a process ends without what atexit knows.
                    multiprocessing.util.Finalize(None, self._at_exit, exitpriority=100)
            return self._line


class _Line:
    """What one process sends with: the spool that the training thread fills, and the thread that empties it."""

    def __init__(self, settings, notes):
        self._run = _text(settings["run"])
        self._names = {name: str(value) for name, value in settings["names"].items()}
        unknown = set(self._names) - {"rank", "world_size", "node", "device", "uuid"}
        if unknown:
            raise TypeError("push() has no argument %s" % ", ".join(sorted(unknown)))
        self._notes = notes
        door = Door(
            settings["url"], settings["token"], settings["token_file"], settings["cafile"], settings["timeout"]
        )
        if door.shows_token:
            notes.once("plain", "tracemill: the token goes to %s without TLS", door.origin)
        self._url = door.origin
        self._spool = Spool(settings["spool"], settings["spool_bytes"])
        self._ascend = _ascend_handler(self._spool.ascend_directory)
        self.sender = Sender(door, self._spool, notes)
        self.sender.start(self._spool.take_over(self._url))

    def take(self, profiler):
        """Exports a trace into the spool. This is all that the training thread does."""
        if self._ascend and type(profiler).__module__.split(".")[0] == "torch_npu":
            self._ascend(profiler)
            for path in _ascend_profiles(self._spool.ascend_directory):
                self._keep(path)
            return
        path = self._spool.next_path()
        try:
            profiler.export_chrome_trace(path)
            _require_whole(path)
            self._keep(path)
        finally:
            delete(path)

    def _keep(self, path):
        query = dict(placement(), **self._names)
        goes_to = {"url": self._url, "run": self._run, "query": query, "name": os.path.basename(path)}
        entry, dropped = self._spool.add(path, goes_to)
        for old in dropped:
            self._notes.always("tracemill: the spool is full: dropped %s (%d bytes)", old.path, old.size)
        if entry is None:
            self._notes.always("tracemill: the spool has no room for the newest trace, which is dropped")
        else:
            self.sender.offer(entry)

    def close(self, seconds):
        self.sender.flush(seconds)
        self.sender.close()
        left = self._spool.entries()
        if left:
            self._notes.always(
                "tracemill: %d traces (%d bytes) are not published and stay in %s. The next process that pushes to %s"
                " from here sends them; so does: tracemill-push --url %s %s",
                len(left), sum(entry.size for entry in left), self._spool.directory, self._url, self._url,
                self._spool.directory,
            )  # fmt: skip
        self._spool.close()


def _text(run):
    if not isinstance(run, str) or not run.strip():
        raise ValueError("run must be a name that is not blank")
    return run


def _require_whole(path):
    """A full disk leaves a trace without its end, and not every profiler raises then."""
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        file.seek(max(0, size - 64))
        end = file.read().rstrip()
    if not (end.endswith((b"}", b"]")) or pack.is_gzip(path)):
        raise OSError("the exported trace of %d bytes has no end; is the disk of the spool full?" % size)


def _ascend_handler(directory):
    """torch_npu's own handler. It must exist before the profiler starts, which records into its directory."""
    profiler = getattr(sys.modules.get("torch_npu"), "profiler", None)
    create = getattr(profiler, "tensorboard_trace_handler", None)
    if create is None:
        return None
    os.makedirs(directory, mode=0o700, exist_ok=True)
    return create(directory)


def _ascend_profiles(directory):
    """Profiles that are analysed. The training thread analyses them, as it does without this callback."""
    found = [os.path.join(directory, name) for name in sorted(os.listdir(directory)) if name.endswith("_ascend_pt")]
    whole = [path for path in found if pack.is_ascend_profile(path)]
    if not whole:
        raise OSError("torch_npu left no analysed profile in %s" % directory)
    return whole

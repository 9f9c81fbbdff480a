"""Traces that wait for the door, in a directory of this process, bounded in bytes.

    <base>/p_<pid>_<random>/lock           held as long as the process lives
                           /trace_N.push   where the trace goes: url, run, query, name
                           /trace_N.json   the trace, as exported; .json.gz or .tar.gz once packed

A process that begins takes over what processes that have ended left for the same door. Names have letters, digits and
underscores only, because torch_npu takes no other directories.
"""

import json
import os
import re
import shutil
import stat
import tempfile
import threading
import uuid

from . import pack

try:
    import fcntl
except ImportError:  # Windows, where nothing is taken over
    fcntl = None

_DATA = re.compile(r"(trace_\d{6,})(\.json\.gz|\.tar\.gz|\.json|_ascend_pt)")


class Entry:
    """A trace in the spool. ``busy`` while it is read: then it is not dropped."""

    def __init__(self, path, goes_to):
        self.path = path
        self.goes_to = goes_to
        self.size = size_of(path)
        self.digest = None
        self.delivery = None
        self.busy = False
        self.gone = False
        self.refused = False


class Spool:
    """What waits, oldest first. All methods may be called by any thread."""

    def __init__(self, base=None, limit=2 << 30):
        self._limit = limit
        self._lock = threading.Lock()
        self._entries = []
        self._number = 0
        self._base = os.path.abspath(base) if base else _default_base()
        os.makedirs(self._base, mode=0o700, exist_ok=True)
        _require_own(self._base)
        self.directory, self._held = _claimed(self._base)
        self.ascend_directory = os.path.join(self.directory, "ascend")

    def next_path(self):
        """A path to export the next trace to; nobody takes it for a trace before ``add``."""
        with self._lock:
            self._number += 1
            return os.path.join(self.directory, "export_%06d.json" % self._number)

    def add(self, exported, goes_to):
        """Keeps an exported file or Ascend directory. Returns it, or None if it has no room, and what was dropped."""
        size = size_of(exported)
        with self._lock:
            self._number += 1
            dropped = self._make_room(size)
            if self._used() + size > self._limit:
                delete(exported)
                return None, dropped
            entry = self._kept(exported, goes_to, "trace_%06d" % self._number)
            self._entries.append(entry)
            return entry, dropped

    def _kept(self, exported, goes_to, name):
        with open(os.path.join(self.directory, name + ".push"), "w", encoding="utf-8") as out:
            json.dump(goes_to, out)
        target = os.path.join(self.directory, name + _suffix(exported))
        os.rename(exported, target)
        return Entry(target, goes_to)

    def _make_room(self, size):
        """Drops refused traces first, then the oldest."""
        dropped = []
        for entry in sorted(self._entries, key=lambda e: not e.refused):
            if self._used() + size <= self._limit:
                break
            if not entry.busy and size <= self._limit:
                self._delete(entry)
                dropped.append(entry)
        return dropped

    def _used(self):
        return sum(entry.size for entry in self._entries)

    def _delete(self, entry):
        entry.gone = True
        self._entries.remove(entry)
        delete(entry.path)
        delete(_note_of(entry.path))

    def remove(self, entry):
        """Deletes the copy of a trace that is published."""
        with self._lock:
            if entry in self._entries:
                self._delete(entry)

    def hold(self, entry):
        """Marks a trace as being read; False if it was dropped meanwhile."""
        with self._lock:
            entry.busy = not entry.gone
            return entry.busy

    def release(self, entry):
        with self._lock:
            entry.busy = False

    def entries(self):
        with self._lock:
            return list(self._entries)

    def pack(self, entry):
        """Compresses a trace that is held, and works out its digest. Without room for that it is sent as it is."""
        if entry.digest:
            return
        is_directory = os.path.isdir(entry.path)
        if not is_directory and pack.is_gzip(entry.path):
            entry.digest = pack.digest(entry.path)
            return
        stem = _DATA.fullmatch(os.path.basename(entry.path)).group(1)
        part = os.path.join(self.directory, "pack_" + stem)
        try:
            if is_directory:
                digest = pack.tar(entry.path, part, entry.goes_to.get("name"))
            else:
                digest = pack.compress(entry.path, part)
        except OSError:
            delete(part)
            if is_directory:
                raise
            entry.digest = pack.digest(entry.path)
            return
        packed = os.path.join(self.directory, stem + (".tar.gz" if is_directory else ".json.gz"))
        os.rename(part, packed)
        original, entry.path = entry.path, packed
        delete(original)
        with self._lock:
            entry.size = size_of(packed)
        entry.digest = digest

    def take_over(self, url):
        """Takes what ended processes left for this door. Returns those entries; they are first in the queue."""
        taken = []
        for name in sorted(os.listdir(self._base)) if fcntl else []:
            left = os.path.join(self._base, name)
            if name.startswith("p_") and left != self.directory:
                taken += self._take_over_from(left, url)
        with self._lock:
            self._entries[:0] = taken
        return taken

    def _take_over_from(self, left, url):
        held = _lock(os.path.join(left, "lock"), create=False)
        if held is None:
            return []
        taken = []
        try:
            for path, goes_to in _traces_in(left):
                if goes_to.get("url") == url:
                    with self._lock:
                        self._number += 1
                        taken.append(self._kept(path, goes_to, "trace_%06d" % self._number))
                    delete(_note_of(path))
            if not _traces_in(left):
                delete(left)
        except OSError:  # what is left stays for the next process
            pass
        finally:
            os.close(held)
        return taken

    def close(self):
        """Ends the claim. The directory goes if it is empty; else its traces stay for the next process."""
        if self._held is not None:
            if not self.entries():
                delete(self.directory)
            os.close(self._held)
            self._held = None


def note_beside(path):
    """Where a trace of a spool was to go; empty for any other file."""
    try:
        with open(_note_of(path), encoding="utf-8") as file:
            goes_to = json.load(file)
        return goes_to if isinstance(goes_to, dict) else {}
    except (OSError, ValueError):
        return {}


def left_traces(directory):
    """Paths of the traces that a process left in its directory."""
    return [path for path, _ in _traces_in(directory)]


def size_of(path):
    if not os.path.isdir(path):
        return os.path.getsize(path)
    return sum(
        os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(path) for name in names
    )


def delete(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        try:
            os.remove(path)
        except OSError:
            pass


def _default_base():
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return os.environ.get("TRACEMILL_SPOOL") or os.path.join(tempfile.gettempdir(), "tracemill_spool_%s" % user)


def _require_own(base):
    """Refuses a directory that somebody else made in a shared one, such as /tmp."""
    found = os.lstat(base)
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    if not stat.S_ISDIR(found.st_mode) or not is_ours:
        raise PermissionError("the spool %s is not a directory of this user" % base)


def _claimed(base):
    """A new directory of this process, and its lock. It has its name only once the lock is held."""
    name = "%d_%s" % (os.getpid(), uuid.uuid4().hex[:8])
    new = os.path.join(base, "new_" + name)
    os.mkdir(new, 0o700)
    held = _lock(os.path.join(new, "lock"), create=True)
    directory = os.path.join(base, "p_" + name)
    os.rename(new, directory)
    return directory, held


def _lock(path, create):
    """A file descriptor that holds the lock; None if another process has it, or there are no locks here."""
    if fcntl is None:
        return None
    try:
        descriptor = os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    except OSError:
        os.close(descriptor)
        return None


def _traces_in(directory):
    """Traces with a note, each once: that of a process that ended while it packed may be there in two forms."""
    found = {}
    for name in sorted(os.listdir(directory)):
        match = _DATA.fullmatch(name)
        path = os.path.join(directory, name)
        goes_to = note_beside(path)
        if match and goes_to and not found.get(match.group(1), ("",))[0].endswith(".gz"):
            found[match.group(1)] = (path, goes_to)
    return list(found.values())


def _note_of(path):
    match = _DATA.fullmatch(os.path.basename(path))
    return os.path.join(os.path.dirname(path), match.group(1) + ".push") if match else path + ".push"


def _suffix(exported):
    if os.path.isdir(exported):
        return "_ascend_pt"
    if exported.endswith(".tar.gz"):
        return ".tar.gz"
    return ".json.gz" if pack.is_gzip(exported) else ".json"

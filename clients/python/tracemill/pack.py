"""Traces as the door takes them: gzip, or a directory as one tar; with the SHA-256 of what is inside."""

import gzip
import hashlib
import os
import tarfile

_CHUNK = 1 << 20
_LEVEL = 3
_MAGIC = b"\x1f\x8b"
_ASCEND_OUTPUT = "ASCEND_PROFILER_OUTPUT"
_ASCEND_SETTINGS = ("profiler_info", "profiler_metadata")


def is_gzip(path):
    with open(path, "rb") as file:
        return file.read(2) == _MAGIC


def digest(path):
    """SHA-256 of a file, or of what a gzip file holds."""
    hasher = hashlib.sha256()
    with gzip.open(path, "rb") if is_gzip(path) else open(path, "rb") as source:
        for chunk in iter(lambda: source.read(_CHUNK), b""):
            hasher.update(chunk)
    return hasher.hexdigest()


def compress(source, target):
    """Writes a file as gzip; returns the SHA-256 of its content."""
    with open(source, "rb") as file, _HashedGzip(target) as out:
        for chunk in iter(lambda: file.read(_CHUNK), b""):
            out.write(chunk)
    return out.digest


def is_ascend_profile(directory):
    return os.path.isdir(os.path.join(directory, _ASCEND_OUTPUT))


def tar(directory, target, name=None):
    """Writes an Ascend profile as one tar in gzip; returns the SHA-256 of the tar.

    The results of the analysis and the settings are in it, not the raw data. The same files give the same tar: entries
    are sorted, and have no owner and no time.
    """
    root = name or os.path.basename(os.path.abspath(directory))
    with _HashedGzip(target) as out, tarfile.open(fileobj=out, mode="w|") as archive:
        for path in _ascend_files(directory):
            entry = tarfile.TarInfo(root + "/" + os.path.relpath(path, directory).replace(os.sep, "/"))
            with open(path, "rb") as file:
                entry.size = os.fstat(file.fileno()).st_size
                archive.addfile(entry, file)
    return out.digest


def _ascend_files(directory):
    for name in sorted(os.listdir(directory)):
        path = os.path.join(directory, name)
        if name == _ASCEND_OUTPUT and not os.path.islink(path):
            for folder, folders, names in os.walk(path):
                folders.sort()
                for inner in sorted(names):
                    yield from _regular(os.path.join(folder, inner))
        elif name.startswith(_ASCEND_SETTINGS) and name.endswith(".json"):
            yield from _regular(path)


def _regular(path):
    if os.path.isfile(path) and not os.path.islink(path):
        yield path


class _HashedGzip:
    """A gzip file that hashes what is written into it. Its digest is there once it is closed."""

    def __init__(self, path):
        self._hasher = hashlib.sha256()
        self._file = gzip.open(path, "wb", compresslevel=_LEVEL)
        self.digest = None

    def write(self, data):
        self._hasher.update(data)
        return self._file.write(data)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self._file.close()
        self.digest = self._hasher.hexdigest()

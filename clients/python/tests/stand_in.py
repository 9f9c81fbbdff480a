"""Stand-ins for what the client meets: a door that behaves badly on purpose, and profilers."""

import contextlib
import gzip
import hashlib
import http.server
import json
import logging
import os
import pathlib
import random
import shutil
import socket
import struct
import tempfile
import threading
import time
import unittest
import urllib.parse
from unittest import mock

import tracemill
from tracemill import delivery, sender

SAMPLE = pathlib.Path(__file__).resolve().parents[3] / "samples" / "training-step.json.gz"
BIG = b'{"traceEvents": [%s]}' % bytes(random.Random(7).choices(range(48, 58), k=4 << 20))


class Door:
    """An HTTP server on loopback. ``script`` says what to do with the next PUTs and GETs; after it, all is well.

    An item of the script is a function of the handler. It is called before the body is read.
    """

    def __init__(self, port=0, certificate=None):
        self.puts = []
        self.gets = []
        self.published = []
        self.script = []
        self.known = set()
        self._open = set()
        door = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            @property
            def door(self):
                return door

            def setup(self):
                super().setup()
                door._open.add(self.connection)

            def finish(self):
                door._open.discard(self.connection)
                with contextlib.suppress(OSError):
                    super().finish()

            def handle_expect_100(self):
                return True

            def do_PUT(self):
                door._put(self)

            def do_GET(self):
                door.gets.append(self.path)
                behaviour = door.script.pop(0) if door.script else (lambda handler: published(handler, 3))
                behaviour(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 50

            def handle_error(self, request, address):
                pass

        self._server = Server(("127.0.0.1", port), Handler)
        if certificate:
            self._server.socket = certificate.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self.url = "%s://127.0.0.1:%d" % ("https" if certificate else "http", self.port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def _put(self, handler):
        handler.put = Put(handler)
        self.puts.append(handler.put)
        if self.script:
            self.script.pop(0)(handler)
        elif handler.put.digest in self.known:
            published(handler, 0)
        else:
            read_body(handler)
            published(handler, 3)

    def kill(self):
        """Ends as a killed process does: connections are reset."""
        self._server.shutdown()
        self._server.server_close()
        for connection in list(self._open):
            reset(connection)
        self._thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()


class Put:
    def __init__(self, handler):
        target = urllib.parse.urlsplit(handler.path)
        parts = target.path.split("/")
        self.path = target.path
        self.run = urllib.parse.unquote(parts[3])
        self.digest = parts[5] if len(parts) > 5 else None
        self.query = dict(urllib.parse.parse_qsl(target.query))
        self.headers = dict(handler.headers)
        self.body = None
        self.at = time.monotonic()


def read_body(handler):
    if handler.headers.get("Expect"):
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = handler.rfile.read(int(handler.headers["Content-Length"]))
    if len(body) < int(handler.headers["Content-Length"]):
        raise ConnectionResetError("the client stopped within the body")
    content = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    put = handler.put
    put.body = content
    if put.digest and hashlib.sha256(content).hexdigest() != put.digest:
        raise AssertionError("the hash of the body is not that of the URL")
    handler.door.published.append(put.digest)


def answer(status, text="", **headers):
    """A behaviour: answers at once, without reading the body."""

    def behave(handler):
        handler.close_connection = True
        data = text.encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(data)

    return behave


def published(handler, events):
    answer(200, json.dumps({"events": events, "rejected": 0}))(handler)


def after_body(behaviour):
    """A behaviour: takes the body, but does not publish it."""

    def behave(handler):
        read_body(handler)
        handler.door.published.pop()
        behaviour(handler)

    return behave


def reset(connection):
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
        connection.close()


def reset_within_body(handler):
    handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    handler.rfile.read(min(1000, int(handler.headers["Content-Length"]) // 2))
    reset(handler.connection)


def silence(until):
    """A behaviour: accepts, and says nothing before an event."""

    def behave(handler):
        until.wait(60)
        reset(handler.connection)

    return behave


class Profiler:
    """Exports a recorded trace, as torch.profiler.profile does in on_trace_ready."""

    def __init__(self, trace=None):
        self._trace = trace if trace is not None else gzip.decompress(SAMPLE.read_bytes())

    def export_chrome_trace(self, path):
        with open(path, "wb") as out:
            out.write(self._trace)


def trace(number):
    """A small trace that no other is the same as."""
    event = {"ph": "X", "name": "step", "ts": number, "dur": 1, "pid": 1, "tid": 1}
    return json.dumps({"traceEvents": [event]}).encode()


def spool_files(spool):
    return [path for path in pathlib.Path(spool).rglob("trace_*") if path.suffix != ".push"]


def await_true(condition, seconds=30.0):
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise AssertionError("it did not become true within %g s" % seconds)
        time.sleep(0.005)


class PushCase(unittest.TestCase):
    """A test with a spool of its own, short waits, and no variables of a launcher."""

    def setUp(self):
        self.spool = tempfile.mkdtemp(prefix="tracemill_test_")
        self.addCleanup(shutil.rmtree, self.spool, ignore_errors=True)
        log = logging.getLogger("tracemill")
        self._patch(mock.patch.object(log, "handlers", [logging.NullHandler()]))
        self._patch(mock.patch.object(log, "propagate", False))
        launcher = ("RANK", "WORLD_SIZE", "LOCAL_RANK", "SLURM_", "SLURMD_", "NODE_NAME", "TRACEMILL_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(launcher)}
        self._patch(mock.patch.dict(os.environ, kept, clear=True))
        self._patch(mock.patch.object(sender, "_NICENESS", 0))  # a loaded machine would starve the tests
        self._patch(mock.patch.object(delivery, "_FIRST_WAIT", 0.01))
        self._patch(mock.patch.object(delivery, "_LONGEST_WAIT", 0.05))

    def _patch(self, patch):
        patch.start()
        self.addCleanup(patch.stop)

    def pushing(self, url, **options):
        push = tracemill.push(url, **dict(dict(run="run", spool=self.spool, exit_seconds=0), **options))
        self.addCleanup(push.close)
        return push

    def logged(self):
        return self.assertLogs("tracemill", "INFO")

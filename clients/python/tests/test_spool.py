"""The spool: bounded, found again after a crash, and on a disk that is full."""

import json
import os
import pathlib
import subprocess
import sys
import threading
import time
import unittest
from unittest import mock

from tracemill import spool as spools

from .stand_in import Door, Profiler, PushCase, answer, await_true, silence, spool_files, trace

CLIENT = pathlib.Path(__file__).resolve().parents[1]

CRASHING = """
import os, sys, tracemill
from tests.stand_in import Profiler, trace
push = tracemill.push(sys.argv[1], run="crashed", spool=sys.argv[2], rank=5)
for number in range(3):
    push(Profiler(trace(number)))
os._exit(9)
"""
FULL = """
import resource, signal, sys, tracemill
from tests.stand_in import Profiler, trace
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
push = tracemill.push(sys.argv[1], run="full", spool=sys.argv[2], exit_seconds=5)
class Quiet(Profiler):
    def export_chrome_trace(self, path):
        try:
            super().export_chrome_trace(path)
        except OSError:
            pass
for step in range(3):
    push(Profiler())
    push(Quiet())
    push(Profiler(trace(step)))
print("trained")
"""
WORKERS = """
import multiprocessing, os, sys, tracemill
from tests.stand_in import Profiler, trace
def work(push, rank):
    os.environ["RANK"] = str(rank)
    push(Profiler(trace(rank)))
if __name__ == "__main__":
    push = tracemill.push(sys.argv[1], run="workers", spool=sys.argv[2])
    for rank in range(2):
        worker = multiprocessing.get_context("fork").Process(target=work, args=(push, rank))
        worker.start()
        worker.join()
        assert worker.exitcode == 0
"""


def process(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=str(CLIENT), capture_output=True, text=True, timeout=60
    )


class SpoolTest(PushCase):
    def test_the_oldest_trace_is_dropped_for_a_newer_one_and_named(self):
        content = [b'{"traceEvents": [%s]}' % os.urandom(5000).hex().encode() for _ in range(10)]
        ended = threading.Event()
        self.addCleanup(ended.set)
        with Door() as door, self.logged() as log:
            door.script = [silence(ended)]
            push = self.pushing(door.url, spool_bytes=35000)
            for number, trace_bytes in enumerate(content):
                push(Profiler(trace_bytes))
                if number == 0:
                    await_true(lambda: door.puts)
            self.assertLessEqual(sum(f.stat().st_size for f in spool_files(self.spool)), 35000)
            ended.set()
            self.assertTrue(push.flush())
            bodies = [put.body for put in door.puts if put.body]
        # The first was being sent, so it stayed; the others went out from the newest that had room.
        self.assertEqual(bodies[0], content[0])
        self.assertEqual(bodies[1:], content[-len(bodies) + 1 :])
        dropped = [line for line in log.output if "the spool is full: dropped" in line]
        self.assertEqual(len(dropped), 10 - len(bodies))

    def test_a_trace_that_is_larger_than_the_spool_is_dropped_alone(self):
        with Door() as door, self.logged() as log:
            door.script = [answer(503, Retry_After="1")]
            push = self.pushing(door.url, spool_bytes=1000)
            push(Profiler(trace(1)))
            push(Profiler(b'{"traceEvents": [%s]}' % (b" " * 2000)))
            self.assertTrue(push.flush())
            self.assertEqual(len(door.published), 1)
        self.assertTrue(any("no room for the newest trace" in line for line in log.output))

    def test_refused_traces_make_room_first(self):
        spool = spools.Spool(self.spool, 250)
        entries = [self.added(spool, 100)[0] for _ in range(2)]
        entries[1].refused = True
        _, dropped = self.added(spool, 100)
        self.assertEqual(dropped, [entries[1]])
        spool.close()

    @staticmethod
    def added(spool, size):
        path = spool.next_path()
        pathlib.Path(path).write_bytes(b"x" * size)
        return spool.add(path, {"url": "u", "run": "r", "query": {}})

    def test_what_a_crashed_process_left_is_sent_by_the_next(self):
        with Door() as door:
            port = door.port
        url = "http://127.0.0.1:%d" % port
        self.assertEqual(process(CRASHING, url, self.spool).returncode, 9)
        left = spool_files(self.spool)
        self.assertGreaterEqual(len(left), 3)
        elsewhere = self.pushing("http://127.0.0.1:1")
        elsewhere.close()
        self.assertEqual(len(spool_files(self.spool)), len(left))
        with Door(port) as door:
            push = self.pushing(url, run="next", rank=6)
            self.assertTrue(push.flush())
            self.assertEqual(sorted(put.body for put in door.puts if put.body), [trace(n) for n in range(3)])
            self.assertEqual({(put.run, put.query["rank"]) for put in door.puts}, {("crashed", "5")})
            push.close()
        self.assertEqual(os.listdir(self.spool), [])

    def test_what_a_living_process_holds_is_not_taken(self):
        with Door() as door:
            url = door.url
        first = self.pushing(url)
        first(Profiler(trace(1)))
        second = self.pushing(url)
        self.assertEqual(second._current()._spool.entries(), [])
        second.close()
        self.assertEqual(len(spool_files(self.spool)), 1)

    def test_a_trace_that_was_being_packed_is_taken_once(self):
        left = pathlib.Path(self.spool, "p_1_a")
        left.mkdir()
        (left / "lock").touch()
        (left / "trace_000001.push").write_text(json.dumps({"url": "u", "run": "r", "query": {}, "name": "n"}))
        (left / "trace_000001.json").write_bytes(trace(1))
        (left / "trace_000001.json.gz").write_bytes(b"\x1f\x8b")
        (left / "export_000002.json").write_bytes(b"half a tra")
        spool = spools.Spool(self.spool)
        (taken,) = spool.take_over("u")
        self.assertTrue(taken.path.endswith(".json.gz"))
        self.assertFalse(left.exists())

    def test_a_full_disk_loses_the_trace_and_nothing_else(self):
        try:
            import resource  # noqa: F401
        except ImportError:
            self.skipTest("there are no limits of file sizes here")
        with Door() as door:
            ended = process(FULL, door.url, self.spool)
            self.assertEqual((ended.returncode, ended.stdout), (0, "trained\n"), ended.stderr)
            self.assertEqual([put.body for put in door.puts], [trace(step) for step in range(3)])
        self.assertIn("File too large", ended.stderr)
        self.assertIn("has no end; is the disk of the spool full?", ended.stderr)
        self.assertEqual(os.listdir(self.spool), [])

    def test_without_room_to_compress_a_trace_goes_out_as_it_is(self):
        with Door() as door, mock.patch("tracemill.pack.compress", side_effect=OSError(28, "No space left")):
            push = self.pushing(door.url)
            push(Profiler(trace(1)))
            self.assertTrue(push.flush())
            self.assertEqual(int(door.puts[0].headers["Content-Length"]), len(trace(1)))

    def test_the_process_ends_when_its_traces_are_sent(self):
        code = "import sys, tracemill; from tests.stand_in import Profiler\n" + (
            "tracemill.push(sys.argv[1], run='r', spool=sys.argv[2])(Profiler())"
        )
        with Door() as door:
            started = time.monotonic()
            ended = process(code, door.url, self.spool)
            self.assertEqual((ended.returncode, ended.stderr), (0, ""))
            self.assertEqual(len(door.published), 1)
            self.assertLess(time.monotonic() - started, 20)

    def test_workers_of_multiprocessing_send_before_they_end(self):
        with Door() as door:
            ended = process(WORKERS, door.url, self.spool)
            self.assertEqual((ended.returncode, ended.stderr), (0, ""))
            self.assertEqual(sorted(put.query["rank"] for put in door.puts if put.body), ["0", "1"])
        self.assertEqual(os.listdir(self.spool), [])


if __name__ == "__main__":
    unittest.main()

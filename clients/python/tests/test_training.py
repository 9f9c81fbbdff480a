"""The training thread exports and goes on, whatever the door does."""

import os
import socket
import threading
import time
import unittest

from .stand_in import BIG, Door, Profiler, PushCase, await_true, silence, trace


class TrainingTest(PushCase):
    def test_a_door_that_never_answers_does_not_hold_the_callback(self):
        ended = threading.Event()
        self.addCleanup(ended.set)
        with Door() as door:
            door.script = [silence(ended)] * 100
            push = self.pushing(door.url)
            longest = max(self.seconds(lambda: push(Profiler(trace(n)))) for n in range(20))
            ended.set()
        self.assertLess(longest, 5.0)

    def test_steps_take_as_long_with_a_blocked_upload_as_without_a_callback(self):
        ended = threading.Event()
        self.addCleanup(ended.set)
        with Door() as door:
            door.script = [silence(ended)] * 100
            push = self.pushing(door.url)
            push(Profiler(trace(1)))
            await_true(lambda: door.puts)
            ratios = []
            for _ in range(5):
                alone = self.median_step(lambda: None)
                ratios.append(self.median_step(lambda: push(Profiler(trace(2)))) / alone)
            ended.set()
        self.assertLess(min(ratios), 1.2, ratios)

    def median_step(self, on_trace_ready):
        """Median of 40 steps of a loop whose callback runs every tenth step, as a schedule has it."""
        times = []
        for step in range(40):
            times.append(self.seconds(lambda: sum(i * i for i in range(20000))))
            if step % 10 == 9:
                on_trace_ready()
        return sorted(times)[20]

    @staticmethod
    def seconds(action):
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    def test_the_end_of_the_process_waits_no_longer_than_it_may(self):
        ended = threading.Event()
        self.addCleanup(ended.set)
        with Door() as door, self.logged() as log:
            door.script = [silence(ended)] * 100
            push = self.pushing(door.url, exit_seconds=0.3)
            push(Profiler(trace(1)))
            self.assertLess(self.seconds(push._at_exit), 3)
            ended.set()
        self.assertRegex(
            log.output[-1], r"1 traces \(\d+ bytes\) are not published and stay in .*tracemill-push --url http"
        )

    def test_settings_that_cannot_work_are_logged_and_hurt_nothing(self):
        for url, options, expected in (
            ("ftp://door", {}, "URL of the door must be like"),
            ("http://user:secret@door", {}, "without user"),
            ("http://door:port", {}, "port"),
            ("http://127.0.0.1:9", {"run": " "}, "run must be a name"),
            ("http://127.0.0.1:9", {"color": 1}, "push() has no argument color"),
            ("https://127.0.0.1:9", {"cafile": "/none.pem"}, "no such file"),
            ("http://127.0.0.1:9", {"spool": "/proc/none"}, "/proc/none"),
        ):
            with self.subTest(url=url, options=options), self.logged() as log:
                push = self.pushing(url, **options)
                push(Profiler())
                push(Profiler())
                self.assertFalse(push.flush(0.1))
                push.close()
                self.assertEqual(len(log.output), 1, log.output)
                self.assertIn(expected, log.output[0])
                self.assertNotIn("secret", log.output[0])

    def test_a_profiler_that_fails_is_logged_and_leaves_nothing(self):
        class Failing:
            def export_chrome_trace(self, path):
                with open(path, "w") as out:
                    out.write('{"traceEvents": [')
                raise RuntimeError("Profiler is not running")

        with Door() as door, self.logged() as log:
            push = self.pushing(door.url)
            push(Failing())
            push(None)
            push(Failing())
            self.assertTrue(push.flush())
            self.assertEqual(door.puts, [])
        self.assertEqual(len(log.output), 2, log.output)
        self.assertIn("Profiler is not running", log.output[0])

    def test_the_spool_of_somebody_else_is_not_used(self):
        if not hasattr(os, "getuid") or os.getuid() != 0:
            self.skipTest("only root can give a directory to somebody else")
        os.chown(self.spool, 12345, 12345)
        with self.logged() as log:
            push = self.pushing("http://127.0.0.1:9")
            push(Profiler())
        self.assertIn("is not a directory of this user", log.output[0])


class NoListenerTest(PushCase):
    def test_a_port_that_accepts_and_never_reads_does_not_hold_the_callback(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(1)
            push = self.pushing("http://127.0.0.1:%d" % listener.getsockname()[1], timeout=0.2)
            with self.logged() as log:
                push(Profiler(BIG))
                await_true(lambda: log.output)
            self.assertIn("timed out", log.output[0])


if __name__ == "__main__":
    unittest.main()

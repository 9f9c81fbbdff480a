"""Doors that are down, slow, refusing or dying. Training goes on, and no trace is lost or deleted too early."""

import pathlib
import random
import time
import unittest

from .stand_in import (
    BIG,
    Door,
    Profiler,
    PushCase,
    after_body,
    answer,
    await_true,
    reset_within_body,
    spool_files,
    trace,
)


class BadDoorsTest(PushCase):
    def published_after(self, *script, content=None):
        """Pushes one trace to a door with a script; returns the door, when all is published."""
        with Door() as door:
            door.script = list(script)
            push = self.pushing(door.url)
            push(Profiler(content or trace(1)))
            self.assertTrue(push.flush())
            self.assertEqual(spool_files(self.spool), [])
            return door

    def test_a_door_that_is_down_gets_the_trace_when_it_is_back(self):
        with Door() as door:
            port = door.port
        with self.logged() as log:
            push = self.pushing("http://127.0.0.1:%d" % port)
            for number in range(3):
                push(Profiler(trace(number)))
            await_true(lambda: log.output)
            self.assertFalse(push.flush(0.05))
            self.assertEqual(len(spool_files(self.spool)), 3)
            with Door(port) as door:
                self.assertTrue(push.flush())
                self.assertEqual(len(door.published), 3)
        warnings = [line for line in log.output if line.startswith("WARNING")]
        self.assertEqual(len(warnings), 1, warnings)
        self.assertRegex(warnings[0], r"traces wait in .*: http://127.0.0.1:\d+ does not answer: .*refused")

    def test_a_wait_that_the_door_asks_for_is_kept(self):
        door = self.published_after(answer(503, Retry_After="1"), answer(429, Retry_After="1"))
        first, second, third = door.puts
        self.assertGreaterEqual(second.at - first.at, 1)
        self.assertGreaterEqual(third.at - second.at, 1)

    def test_a_connection_that_is_reset_within_the_body_is_tried_again(self):
        door = self.published_after(reset_within_body, reset_within_body, content=BIG)
        self.assertEqual(len(door.puts), 3)

    def test_an_answer_within_the_body_ends_the_transfer(self):
        def stop(handler):
            handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            handler.rfile.read(1000)
            answer(503, Retry_After="0")(handler)
            time.sleep(0.2)

        door = self.published_after(stop, content=BIG)
        self.assertEqual(len(door.puts), 2)

    def test_a_trace_that_is_being_read_is_deleted_only_when_published(self):
        door = self.published_after(
            after_body(answer(202, Location="/api/uploads/7")),
            answer(202),
            self.still_there(answer(200, '{"events": 9, "rejected": 1}')),
        )
        self.assertEqual(door.gets, ["/api/uploads/7", "/api/uploads/7"])
        self.assertEqual(len(door.puts), 1)

    def still_there(self, behaviour):
        def check(handler):
            self.assertEqual(len(spool_files(self.spool)), 1)
            behaviour(handler)

        return check

    def test_a_door_that_died_with_the_trace_gets_it_again(self):
        door = self.published_after(
            after_body(answer(202, Location="/api/uploads/7")), self.still_there(answer(404))
        )
        self.assertEqual(len(door.puts), 2)
        self.assertEqual(len(door.published), 1)

    def test_a_trace_that_another_client_sends_is_waited_for(self):
        door = self.published_after(answer(409, Location="/api/uploads/8"), answer(202), answer(200, "{}"))
        self.assertEqual((len(door.puts), len(door.gets)), (1, 2))
        self.assertIsNone(door.puts[0].body)

    def test_a_location_at_another_host_gets_no_token(self):
        with Door() as other:
            with Door() as door, self.logged() as log:
                door.script = [answer(409, Location=other.url + "/x")]
                push = self.pushing(door.url, token="secret-7")
                push(Profiler(trace(1)))
                await_true(lambda: log.output)
                push.close()
            self.assertEqual(other.gets, [])
            self.assertIn("another host", log.output[0])

    def test_errors_of_the_door_are_tried_again(self):
        door = self.published_after(answer(500), answer(502), answer(408), answer(409))
        self.assertEqual(len(door.puts), 5)

    def test_what_is_not_http_is_tried_again(self):
        def nonsense(handler):
            handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
            handler.close_connection = True

        self.assertEqual(len(self.published_after(nonsense, nonsense).puts), 3)

    def test_a_refused_trace_is_kept_aside_and_the_next_goes_on(self):
        with Door() as door, self.logged() as log:
            door.script = [answer(413, '{"error": "a trace of 5 GB\\nis too large; send fewer steps"}')]
            push = self.pushing(door.url)
            push(Profiler(trace(1)))
            push(Profiler(trace(2)))
            self.assertTrue(push.flush())
            self.assertEqual(len(door.published), 1)
            push.close()
        self.assertEqual(len(spool_files(self.spool)), 1)
        text = "\n".join(log.output)
        self.assertIn("is not sent again: the door answers 413: a trace of 5 GB is too large; send fewer steps", text)
        self.assertIn("1 traces", text)

    def test_a_redirect_is_not_followed(self):
        with Door() as other, Door() as door, self.logged() as log:
            door.script = [answer(302, Location=other.url)]
            push = self.pushing(door.url, token="secret-7")
            push(Profiler(trace(1)))
            self.assertTrue(push.flush())
            self.assertEqual(other.puts, [])
        self.assertIn("the door answers 302", log.output[0])

    def test_a_token_file_that_is_absent_is_named_and_awaited(self):
        file = pathlib.Path(self.spool, "token")
        with Door() as door, self.logged() as log:
            push = self.pushing(door.url, token_file=str(file))
            push(Profiler(trace(1)))
            await_true(lambda: log.output)
            self.assertRegex(log.output[0], r"traces wait in .*: token_file .*token: no such file")
            self.assertNotIn("does not answer", log.output[0])
            file.write_text("secret-7\n")
            self.assertTrue(push.flush())
            self.assertEqual(door.puts[0].headers["Authorization"], "Bearer secret-7")

    def test_https_at_a_door_of_http_is_said_and_not_tried_again(self):
        with Door() as door, self.logged() as log:
            push = self.pushing(door.url.replace("http:", "https:"))
            push(Profiler(trace(1)))
            self.assertTrue(push.flush())
            push.close()
        self.assertRegex(log.output[0], "is not sent again: .*; the door may speak plain http")
        self.assertEqual(len(spool_files(self.spool)), 1)

    def test_the_token_is_never_logged(self):
        with Door() as door, self.logged() as log:
            door.script = [answer(403, "no such token: secret-7"), reset_within_body, answer(500, "secret-7")]
            push = self.pushing(door.url, token="secret-7")
            for number in range(3):
                push(Profiler(trace(number)))
            self.assertTrue(push.flush())
            broken = self.pushing(door.url, token="secret-7\r\nX: y")
            broken(Profiler(trace(9)))
            self.assertFalse(broken.flush(0.2))
            broken.close()
            self.assertNotIn("secret-7", repr(push) + str(vars(push)["_notes"].__dict__))
        text = "\n".join(log.output)
        self.assertIn("403", text)
        self.assertIn("the token has characters", text)
        self.assertNotIn("secret-7", text)

    def test_every_trace_arrives_although_the_door_is_killed_thirty_times(self):
        chance = random.Random(20)
        sent, acknowledged = 0, []
        door = Door()
        port = door.port
        push = self.pushing(door.url)
        for _ in range(30):
            for _ in range(2):
                sent += 1
                push(Profiler(trace(sent)))
            time.sleep(chance.random() * 0.03)
            door.kill()
            acknowledged += door.published
            door = Door(port)
            door.known.update(acknowledged)
        self.assertTrue(push.flush(60))
        acknowledged += door.published
        door.kill()
        self.assertEqual(len(set(acknowledged)), sent)
        self.assertEqual(len(acknowledged), sent)
        self.assertEqual(spool_files(self.spool), [])


if __name__ == "__main__":
    unittest.main()

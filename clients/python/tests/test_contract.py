"""What goes to a door that is well."""

import gzip
import hashlib
import os
import pathlib
import pickle
import shutil
import ssl
import subprocess
import unittest
from unittest import mock

from tracemill.spool import size_of

from .stand_in import SAMPLE, Door, Profiler, PushCase, answer, await_true, spool_files, trace

CORPUS = os.environ.get("TRACEMILL_CORPUS")


class ContractTest(PushCase):
    def test_a_trace_goes_out_whole_and_leaves_the_spool(self):
        with Door() as door:
            names = dict(rank=3, world_size=8, node="n1", device=1, uuid="GPU-1")
            push = self.pushing(door.url, run="pre/train 7b · 预训练", **names)
            push(Profiler())
            self.assertTrue(push.flush())
        content = gzip.decompress(SAMPLE.read_bytes())
        (put,) = door.puts
        self.assertEqual(put.body, content)
        self.assertEqual(put.digest, hashlib.sha256(content).hexdigest())
        self.assertEqual(put.run, "pre/train 7b · 预训练")
        self.assertTrue(put.path.startswith("/api/runs/pre%2Ftrain%207b%20%C2%B7%20"), put.path)
        self.assertEqual(
            put.query, {"rank": "3", "world_size": "8", "node": "n1", "device": "1", "uuid": "GPU-1"}
        )
        self.assertLess(int(put.headers["Content-Length"]), len(content) / 2)
        self.assertEqual(spool_files(self.spool), [])

    def test_traces_that_were_recorded(self):
        files = sorted(pathlib.Path(CORPUS, "kineto").glob("*.json.gz"), key=size_of)[:4] if CORPUS else []
        if not files:
            self.skipTest("TRACEMILL_CORPUS is not set")
        with Door() as door:
            push = self.pushing(door.url)
            for file in files:
                push(Profiler(gzip.decompress(file.read_bytes())))
            self.assertTrue(push.flush(120))
        self.assertEqual([put.body for put in door.puts], [gzip.decompress(file.read_bytes()) for file in files])

    def test_a_trace_that_is_gzip_already_goes_out_as_it_is(self):
        with Door() as door:
            push = self.pushing(door.url)
            packed = gzip.compress(trace(1))
            push(Profiler(packed))
            self.assertTrue(push.flush())
            self.assertEqual(int(door.puts[0].headers["Content-Length"]), len(packed))
            self.assertEqual(door.puts[0].body, trace(1))

    def test_the_body_of_a_known_trace_is_not_sent(self):
        with Door() as door:
            door.known.add(hashlib.sha256(trace(1)).hexdigest())
            push = self.pushing(door.url)
            push(Profiler(trace(1)))
            self.assertTrue(push.flush())
            self.assertEqual(door.puts[0].headers["Expect"], "100-continue")
            self.assertIsNone(door.puts[0].body)
            self.assertEqual(spool_files(self.spool), [])

    def test_a_door_without_100_continue_gets_the_body(self):
        with Door() as door:
            door.script = [answer(417)]
            push = self.pushing(door.url)
            push(Profiler(trace(1)))
            self.assertTrue(push.flush())
            self.assertEqual(len(door.puts), 2)
            self.assertNotIn("Expect", door.puts[1].headers)
            self.assertEqual(door.puts[1].body, trace(1))

    def test_the_token_comes_from_the_argument_the_file_or_the_environment(self):
        file = pathlib.Path(self.spool, "token")
        file.write_text("of-file\n")
        for options, variables, expected in (
            ({"token": "of-argument"}, {"TRACEMILL_TOKEN": "of-environment"}, "Bearer of-argument"),
            ({"token_file": str(file)}, {"TRACEMILL_TOKEN": "of-environment"}, "Bearer of-file"),
            ({}, {"TRACEMILL_TOKEN": "of-environment"}, "Bearer of-environment"),
            ({}, {}, None),
        ):
            with self.subTest(expected), mock.patch.dict(os.environ, variables), Door() as door:
                push = self.pushing(door.url, **options)
                push(Profiler(trace(1)))
                self.assertTrue(push.flush())
                self.assertEqual(door.puts[0].headers.get("Authorization"), expected)
                push.close()

    def test_a_callback_that_was_pickled_pushes_from_its_new_process(self):
        with Door() as door:
            push = pickle.loads(pickle.dumps(self.pushing(door.url)))
            push(Profiler(trace(1)))
            self.assertTrue(push.flush())
            self.assertEqual(len(door.published), 1)
            push.close()

    def test_a_forked_process_has_a_thread_of_its_own(self):
        if not hasattr(os, "fork"):
            self.skipTest("there is no fork here")
        with Door() as door:
            push = self.pushing(door.url)
            child = os.fork()
            if child == 0:
                try:
                    push(Profiler(trace(1)))
                    os._exit(0 if push.flush() else 1)
                finally:
                    os._exit(2)
            self.assertEqual(os.waitpid(child, 0)[1], 0)
            self.assertEqual(len(door.published), 1)


class TlsTest(PushCase):
    def setUp(self):
        super().setUp()
        if not shutil.which("openssl"):
            self.skipTest("there is no openssl to make a certificate with")
        self.key, self.certificate = (os.path.join(self.spool, name) for name in ("key.pem", "cert.pem"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=door",
             "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.key, "-out", self.certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(self.certificate, self.key)

    def test_a_door_with_a_certificate_of_the_file_is_trusted(self):
        with Door(certificate=self.server) as door:
            push = self.pushing(door.url, cafile=self.certificate, token="secret-7")
            push(Profiler())
            self.assertTrue(push.flush())
            self.assertEqual(door.puts[0].body, gzip.decompress(SAMPLE.read_bytes()))

    def test_a_door_whose_certificate_is_unknown_gets_nothing(self):
        with Door(certificate=self.server) as door, self.logged() as log:
            push = self.pushing(door.url, token="secret-7")
            push(Profiler(trace(1)))
            await_true(lambda: log.output)
            push.close()
            self.assertEqual(door.puts, [])
        self.assertIn("certificate verify failed", log.output[0])
        self.assertEqual(len(spool_files(self.spool)), 1)


if __name__ == "__main__":
    unittest.main()

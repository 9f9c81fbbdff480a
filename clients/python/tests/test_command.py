"""The command tracemill-push, as its own process; and what all of the package must keep."""

import ast
import gzip
import hashlib
import inspect
import io
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import unittest

import tracemill

from .stand_in import SAMPLE, Door, Profiler, PushCase, answer, trace

CLIENT = pathlib.Path(__file__).resolve().parents[1]
SOURCES = sorted((CLIENT / "tracemill").glob("*.py"))
CORPUS = os.environ.get("TRACEMILL_CORPUS")


class CommandTest(PushCase):
    def command(self, *arguments, **variables):
        return subprocess.run(
            [sys.executable, "-m", "tracemill", *map(str, arguments)],
            cwd=str(CLIENT), env=dict(os.environ, **variables), capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def test_a_file_is_published_and_stays(self):
        with Door() as door:
            ended = self.command(SAMPLE, "--url", door.url, "--run", "try", "--rank", 3, "--node", "n17")
            self.assertEqual((ended.returncode, ended.stdout), (0, ""), ended.stderr)
            self.assertRegex(ended.stderr, r"(?s).*gz: sending .*gz: published: 3 events, 0 rejected\n$")
            self.assertEqual(door.puts[0].body, gzip.decompress(SAMPLE.read_bytes()))
            self.assertEqual((door.puts[0].run, door.puts[0].query), ("try", {"rank": "3", "node": "n17"}))
        self.assertTrue(SAMPLE.exists())

    def test_one_trace_that_is_refused_does_not_keep_the_others(self):
        with Door() as door:
            door.script = [answer(401, "no such token: secret-7")]
            ended = self.command(SAMPLE, SAMPLE, "--url", door.url, "--run", "try", TRACEMILL_TOKEN="secret-7")
            self.assertEqual((ended.returncode, len(door.published)), (1, 1))
            self.assertEqual(door.puts[0].headers["Authorization"], "Bearer secret-7")
        self.assertIn("the door answers 401: no such token: ***", ended.stderr)
        self.assertNotIn("secret-7", ended.stderr)

    def test_a_door_that_stays_down_is_given_up(self):
        with Door() as door:
            url = door.url
        ended = self.command(SAMPLE, "--url", url, "--run", "try", "--retry-for", "1")
        self.assertEqual(ended.returncode, 1)
        self.assertIn("given up after 1 s", ended.stderr)

    def test_a_trace_that_the_door_has_was_there_already(self):
        with Door() as door:
            door.known.add(hashlib.sha256(gzip.decompress(SAMPLE.read_bytes())).hexdigest())
            ended = self.command(SAMPLE, "--url", door.url, "--run", "try")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertRegex(ended.stderr, r"gz: was there already: 0 events, 0 rejected\n$")

    def test_https_at_a_door_of_http_is_said_and_not_tried_again(self):
        with Door() as door:
            ended = self.command(SAMPLE, "--url", door.url.replace("http:", "https:"), "--run", "try")
        self.assertEqual(ended.returncode, 1, ended.stderr)
        self.assertRegex(ended.stderr, r"does not answer: .*WRONG_VERSION_NUMBER.*; the door may speak plain http\n$")

    def test_a_node_that_the_door_asks_for_is_the_option(self):
        with Door() as door:
            door.script = [answer(403, '{"error":"may send for nodes n1: say the node, as ?node=NAME"}')]
            ended = self.command(SAMPLE, "--url", door.url, "--run", "try")
        self.assertEqual(ended.returncode, 1, ended.stderr)
        self.assertIn("say the node, as --node NAME\n", ended.stderr)

    def test_usage_errors_say_what_to_do(self):
        for arguments, expected in (
            ((), "the following arguments are required: FILE, --url"),
            ((SAMPLE, "--url", "http://127.0.0.1:9"), "--run is missing"),
            ((SAMPLE, "--url", "localhost:9490", "--run", "r"), "must be like https://host:9490"),
            ((self.spool, "--url", "http://127.0.0.1:9", "--run", "r"), "name its traces"),
            ((SAMPLE, "--url", "http://127.0.0.1:9", "--run", "r", "--token-file", "nofile"),
             "error: --token-file nofile: no such file\n"),
            ((SAMPLE, "--url", "https://127.0.0.1:9", "--run", "r", "--cafile", "nofile"),
             "error: --cafile nofile: no such file\n"),
        ):
            with self.subTest(arguments):
                ended = self.command(*arguments)
                self.assertEqual(ended.returncode, 2, ended.stderr)
                self.assertIn(expected, ended.stderr)

    def test_a_file_that_is_absent_or_no_gzip_is_named(self):
        broken = pathlib.Path(self.spool, "broken.json.gz")
        broken.write_bytes(gzip.compress(trace(1) * 100)[:50])
        for file in (pathlib.Path(self.spool, "none.json"), broken):
            ended = self.command(file, "--url", "http://127.0.0.1:9", "--run", "r")
            self.assertEqual(ended.returncode, 1)
            self.assertIn(file.name, ended.stderr)
            self.assertNotIn("Traceback", ended.stderr)

    def test_zstd_goes_out_without_a_hash(self):
        file = pathlib.Path(self.spool, "trace.json.zst")
        file.write_bytes(b"\x28\xb5\x2f\xfd and more")
        with Door() as door:
            self.assertEqual(self.command(file, "--url", door.url, "--run", "r").returncode, 0)
            self.assertEqual(door.puts[0].path, "/api/runs/r/traces")
            self.assertEqual(door.puts[0].body, file.read_bytes())

    def test_a_directory_of_torch_npu_is_the_same_tar_each_time(self):
        if not CORPUS:
            self.skipTest("TRACEMILL_CORPUS is not set")
        profile = sorted(pathlib.Path(CORPUS, "torch_npu").glob("level*/*_ascend_pt"))[0]
        with Door() as door:
            for _ in range(2):
                self.assertEqual(self.command(profile, "--url", door.url, "--run", "npu").returncode, 0)
            self.assertEqual(door.puts[0].digest, door.puts[1].digest)
            self.assertEqual(door.puts[0].digest, hashlib.sha256(door.puts[0].body).hexdigest())
            with tarfile.open(fileobj=io.BytesIO(door.puts[0].body)) as tar:
                inside = tar.extractfile(profile.name + "/ASCEND_PROFILER_OUTPUT/trace_view.json").read()
            self.assertEqual(inside, (profile / "ASCEND_PROFILER_OUTPUT/trace_view.json").read_bytes())

    def test_the_directory_that_a_callback_left_needs_no_other_names(self):
        with Door() as door:
            door.script = [answer(403, "not this run")]
            push = self.pushing(door.url, run="left", rank=4)
            push(Profiler(trace(1)))
            self.assertTrue(push.flush())
            directory = push._current()._spool.directory
            push.close()
            ended = self.command(directory, "--url", door.url)
            self.assertEqual(ended.returncode, 0, ended.stderr)
            self.assertEqual((door.puts[1].run, door.puts[1].query["rank"]), ("left", "4"))
            self.assertEqual(door.puts[1].body, trace(1))

    def test_help_has_examples_and_exit_codes(self):
        ended = self.command("--help")
        self.assertEqual(ended.returncode, 0)
        for text in ("examples:", "exit codes:", "--cafile", "tracemill-push --url"):
            self.assertIn(text, ended.stdout)


class PackageTest(unittest.TestCase):
    def test_every_file_is_python_3_8_and_fits(self):
        for file in SOURCES + sorted((CLIENT / "tests").glob("*.py")):
            text = file.read_text(encoding="utf-8")
            ast.parse(text, str(file), feature_version=(3, 8))
            self.assertLessEqual(len(text.splitlines()), 300, file)
            self.assertLessEqual(max(map(len, text.splitlines()), default=0), 120, file)

    def test_the_code_of_the_pages_is_python_of_five_lines_that_calls_push_as_it_is(self):
        known = set(inspect.signature(tracemill.push).parameters) | {"rank", "world_size", "node", "device", "uuid"}
        calls = 0
        for page, longest in ((CLIENT / "README.md", 6), (CLIENT.parents[1] / "docs" / "push.md", 5)):
            for code in re.findall("(?s)```(?:python|bash)\n(.*?)```", page.read_text(encoding="utf-8")):
                self.assertLessEqual(len(code.splitlines()), longest, code)
            for code in re.findall("(?s)```python\n(.*?)```", page.read_text(encoding="utf-8")):
                for node in ast.walk(ast.parse(code, feature_version=(3, 8))):
                    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "push":
                        calls += 1
                        self.assertLessEqual({keyword.arg for keyword in node.keywords}, known)
        self.assertGreaterEqual(calls, 6)

    def test_only_the_standard_library_is_imported(self):
        imported = set()
        for file in SOURCES:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported.update(name.name.split(".")[0] for name in node.names)
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    imported.add(node.module.split(".")[0])
        self.assertTrue(imported)
        self.assertEqual(imported - STANDARD, set())


STANDARD = set(
    "argparse atexit collections datetime email fcntl gzip hashlib http io json logging multiprocessing os random re"
    " select shutil socket ssl stat sys tarfile tempfile threading time urllib uuid".split()
)

if __name__ == "__main__":
    unittest.main()

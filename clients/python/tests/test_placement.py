"""Rank, node and device of a process; torch_npu's profiles."""

import io
import os
import pathlib
import socket
import sys
import tarfile
import types
import unittest
from unittest import mock

from tracemill.placement import placement

from .stand_in import Door, Profiler, PushCase, trace


def torch(rank=None, device=None, cuda="12.4", uuid="4e35ff6a-0f5b-4d7e-9d3a-2a4f0a5e7c11"):
    """As much of torch as is asked."""
    module = types.ModuleType("torch")
    module.version = types.SimpleNamespace(cuda=cuda)
    module.distributed = types.SimpleNamespace(
        is_available=lambda: True,
        is_initialized=lambda: rank is not None,
        get_rank=lambda: rank,
        get_world_size=lambda: 64,
    )
    properties = types.SimpleNamespace(uuid=uuid) if uuid else types.SimpleNamespace()
    module.cuda = types.SimpleNamespace(
        is_initialized=lambda: device is not None,
        current_device=lambda: device,
        get_device_properties=lambda index: properties,
    )
    return module


class PlacementTest(unittest.TestCase):
    def setUp(self):
        patch = mock.patch.dict(sys.modules)
        patch.start()
        self.addCleanup(patch.stop)
        sys.modules.pop("torch", None)

    def test_the_variables_of_launchers(self):
        host = socket.gethostname()
        for variables, expected in (
            ({}, {"node": host}),
            (
                {"RANK": "17", "WORLD_SIZE": "64", "LOCAL_RANK": "1", "NODE_NAME": "n2", "SLURM_PROCID": "3"},
                {"rank": "17", "world_size": "64", "device": "1", "node": "n2"},
            ),
            (
                {"SLURM_PROCID": "3", "SLURM_NTASKS": "8", "SLURM_LOCALID": "3", "SLURMD_NODENAME": "gpu7"},
                {"rank": "3", "world_size": "8", "device": "3", "node": "gpu7"},
            ),
            ({"RANK": "first", "NODE_NAME": ""}, {"node": host}),
        ):
            with self.subTest(variables):
                self.assertEqual(placement(variables), expected)
        self.assertNotIn("torch", sys.modules)

    def test_a_process_group_is_surer_than_a_variable(self):
        sys.modules["torch"] = torch(rank=5)
        self.assertEqual(placement({"RANK": "0", "NODE_NAME": "n"}), {"rank": "5", "world_size": "64", "node": "n"})

    def test_the_current_device_and_its_uuid(self):
        sys.modules["torch"] = torch(device=2)
        found = placement({"LOCAL_RANK": "7", "NODE_NAME": "n"})
        self.assertEqual(
            found, {"device": "2", "node": "n", "uuid": "GPU-4e35ff6a-0f5b-4d7e-9d3a-2a4f0a5e7c11"}
        )
        sys.modules["torch"] = torch(device=0, cuda=None, uuid="31")
        self.assertEqual(placement({"NODE_NAME": "n"})["uuid"], "31")
        sys.modules["torch"] = torch(device=0, uuid=None)
        self.assertEqual(placement({"NODE_NAME": "n"}), {"device": "0", "node": "n"})

    def test_a_torch_that_is_half_imported_hurts_nothing(self):
        sys.modules["torch"] = types.ModuleType("torch")
        self.assertEqual(placement({"NODE_NAME": "n", "RANK": "1"}), {"node": "n", "rank": "1"})


class NpuProfiler:
    """Like torch_npu's: it records into the directory of the handler that was made last."""

    directory = None
    number = 0

    @classmethod
    def handler(cls, directory):
        cls.directory = directory
        return lambda profiler: profiler.analyse()

    def analyse(self):
        NpuProfiler.number += 1
        profile = pathlib.Path(self.directory, "host_9_2026010100000000%d_ascend_pt" % self.number)
        for name, content in (
            ("ASCEND_PROFILER_OUTPUT/trace_view.json", trace(self.number)),
            ("ASCEND_PROFILER_OUTPUT/kernel_details.csv", b"Name\n"),
            ("profiler_info_3.json", b"{}"),
            ("profiler_metadata.json", b"{}"),
            ("PROF_000001/device_0/data/raw.bin", b"\0" * 1000),
            ("FRAMEWORK/torch.op_range", b"\0" * 1000),
        ):
            file = profile / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        os.symlink("/etc/passwd", str(profile / "ASCEND_PROFILER_OUTPUT" / "link.csv"))


NpuProfiler.__module__ = "torch_npu.profiler.profiler"


class AscendTest(PushCase):
    def setUp(self):
        super().setUp()
        npu = types.ModuleType("torch_npu")
        npu.profiler = types.SimpleNamespace(tensorboard_trace_handler=NpuProfiler.handler)
        self._patch(mock.patch.dict(sys.modules, {"torch_npu": npu}))

    def test_a_profile_of_torch_npu_is_one_tar_without_raw_data_and_links(self):
        with Door() as door:
            push = self.pushing(door.url)
            push(NpuProfiler())
            push(NpuProfiler())
            self.assertTrue(push.flush())
            push.close()
        self.assertEqual(len(door.puts), 2)
        with tarfile.open(fileobj=io.BytesIO(door.puts[0].body)) as tar:
            root = tar.getnames()[0].split("/")[0]
            self.assertRegex(root, "host_9_[0-9]+_ascend_pt")
            self.assertEqual(
                [name[len(root) + 1 :] for name in tar.getnames()],
                [
                    "ASCEND_PROFILER_OUTPUT/kernel_details.csv",
                    "ASCEND_PROFILER_OUTPUT/trace_view.json",
                    "profiler_info_3.json",
                    "profiler_metadata.json",
                ],
            )
            self.assertTrue(all(entry.isfile() and entry.mtime == 0 for entry in tar.getmembers()))
        self.assertEqual(os.listdir(self.spool), [])

    def test_torchs_own_profiler_still_exports_a_trace(self):
        with Door() as door:
            push = self.pushing(door.url)
            push(Profiler(trace(1)))
            self.assertTrue(push.flush())
            self.assertEqual(door.puts[0].body, trace(1))

    def test_a_profile_that_was_not_analysed_is_logged(self):
        with Door() as door, self.logged() as log, mock.patch.object(NpuProfiler, "analyse", lambda self: None):
            push = self.pushing(door.url)
            push(NpuProfiler())
        self.assertIn("left no analysed profile", log.output[0])


if __name__ == "__main__":
    unittest.main()

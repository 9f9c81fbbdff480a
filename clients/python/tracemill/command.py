"""The command ``tracemill-push``."""

import argparse
import os
import sys
import tempfile
import time

from . import pack
from .delivery import Delivery, Later, Published
from .door import Door, NoToken
from .notes import reason
from .spool import delete, left_traces, note_beside

_EPILOG = """
examples:
  tracemill-push --url https://tracemill:9490 --run pretrain-7b traces/*.json.gz
  tracemill-push --url http://localhost:9490 --run try --rank 3 --node n17 trace.json
  tracemill-push --url http://localhost:9490 --run npu host_1_20260101_ascend_pt
  TRACEMILL_TOKEN=... python3 -m tracemill --url https://tracemill:9490 --run main trace.json.zst

A FILE is a Chrome trace (.json, .json.gz, .json.zst), a directory of torch_npu (*_ascend_pt), or the directory in
which on_trace_ready=tracemill.push(...) left its traces, with their run, rank and node. Files are not deleted. The
body of a trace that the door has already is not sent again, so the command can be repeated.

The token is in the variable TRACEMILL_TOKEN or in --token-file; an argument would show it to all users.

exit codes: 0 all traces are published; 1 some are not; 2 usage error; 130 interrupted
"""
_QUERY = ("rank", "node", "device", "uuid", "world_size")


def main(arguments=None):
    try:
        return run(arguments)
    except KeyboardInterrupt:
        return 130


def run(arguments=None):
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        door = Door(options.url, None, options.token_file, options.cafile, options.timeout)
        door.check_token()
    except (ValueError, OSError, NoToken) as error:
        parser.error(_of_options(reason(error)))
    traces = [trace for path in options.files for trace in _traces(parser, path)]
    for path in traces:
        if not options.run and not note_beside(path).get("run"):
            parser.error("--run is missing: the name of the run that %s belongs to" % path)
    if door.shows_token:
        _say("the token goes to %s without TLS" % door.origin)
    results = [_push(door, options, path) for path in traces]
    return 0 if all(results) else 1


def _traces(parser, path):
    if not os.path.isdir(path) or pack.is_ascend_profile(path):
        return [path]
    left = left_traces(path)
    if not left:
        parser.error("%s is a directory, and neither one of torch_npu nor of a spool; name its traces" % path)
    return left


def _parser():
    parser = argparse.ArgumentParser(
        prog="tracemill-push",
        description="Sends profiler traces to Tracemill's door, `tracemill receive`.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a trace, or a directory of torch_npu")
    parser.add_argument("--url", required=True, help="the door, such as https://tracemill:9490")
    parser.add_argument("--run", help="name of the run that the traces belong to")
    parser.add_argument("--rank", type=int, help="rank of the traces, if they do not tell it")
    parser.add_argument("--world-size", type=int, help="number of ranks of the run")
    parser.add_argument("--node", help="node that the traces were recorded on; not the one that sends them")
    parser.add_argument("--device", type=int, help="index of the device that the traces are of")
    parser.add_argument("--uuid", help="UUID of the device that the traces are of")
    parser.add_argument("--token-file", help="a file with the token")
    parser.add_argument("--cafile", help="certificates (PEM) to check the door's with, if not those of the system")
    parser.add_argument(
        "--timeout", type=float, default=120.0, metavar="SECONDS", help="longest wait for the network (120)"
    )
    parser.add_argument(
        "--retry-for", type=float, default=600.0, metavar="SECONDS", help="how long a trace is tried again (600)"
    )
    return parser


def _push(door, options, path):
    """Sends one trace; whether it is published."""
    packed = None
    try:
        note = note_beside(path)
        query = dict(note.get("query", {}), **_query(options))
        if os.path.isdir(path):
            descriptor, packed = tempfile.mkstemp(suffix=".tar.gz")
            os.close(descriptor)
            digest = pack.tar(path, packed, note.get("name"))
        else:
            digest = _digest(path)
        delivery = Delivery(door, options.run or note["run"], digest, packed or path, query)
        return _deliver(delivery, path, os.path.getsize(packed or path), options.retry_for)
    except (OSError, EOFError, ValueError) as error:
        _say("%s: %s" % (path, reason(error)))
        return False
    finally:
        if packed:
            delete(packed)


def _query(options):
    named = {name: getattr(options, name) for name in _QUERY}
    return {name: str(value) for name, value in named.items() if value is not None}


def _digest(path):
    """None for zstd, which Python reads since 3.14 only: the door then works it out itself."""
    with open(path, "rb") as file:
        is_zstd = file.read(4) == b"\x28\xb5\x2f\xfd"
    return None if is_zstd else pack.digest(path)


def _deliver(delivery, path, size, retry_for):
    _say("%s: sending %s" % (path, _megabytes(size)))
    until = time.monotonic() + retry_for
    said = None
    while True:
        outcome = delivery.step()
        if isinstance(outcome, Published):
            events = "" if outcome.events is None else ": %s events, %s rejected" % (outcome.events, outcome.rejected)
            _say("%s: %s%s" % (path, "was there already" if outcome.was_there else "published", events))
            return True
        if not isinstance(outcome, Later):
            _say("%s: %s" % (path, _of_options(outcome.why)))
            return False
        if time.monotonic() + outcome.seconds > until:
            _say("%s: given up after %g s: %s" % (path, retry_for, _of_options(outcome.why)))
            return False
        if outcome.why != said:
            said = outcome.why
            _say("%s: %s" % (path, _of_options(said)))
        time.sleep(outcome.seconds)


def _of_options(why):
    """A reason with the names of the command's options in place of those of push() and of the door's address."""
    for setting, option in (("token_file ", "--token-file "), ("cafile ", "--cafile ")):
        if why.startswith(setting):
            return option + why[len(setting) :]
    return why.replace("?node=NAME", "--node NAME")


def _megabytes(size):
    return "%.1f MB" % (size / 1e6) if size >= 100000 else "%d bytes" % size


def _say(line):
    print(line, file=sys.stderr, flush=True)

"""Labelled runs and the verdicts of the reference implementation, one JSON object per line.

Usage: slow-rank-runs.py FOLDER SEED RUNS
The folder holds make_runs.py, which makes runs from seeds, and slowrank_oracle.py, the reference implementation.
"""
import json
import sys

folder, seed, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
sys.path.insert(0, folder)
from make_runs import FAULTS, gen  # noqa: E402
from slowrank_oracle import run_arrays  # noqa: E402

POSITIONS = ["NONE", "FIRST", "MIDDLE", "LAST"]
MODES = {
    "stages": dict(),
    "positions": dict(unknown=True),
    "neither": dict(unknown=True, nosig=True),
}


def text(finding, minor):
    """A finding in the words of a row."""
    of = finding.get
    return " ".join(str(value).replace(" ", "") for value in [
        finding["kind"], finding["ranks"], of("node"), of("part"), of("stage"), of("stage_ranks", []),
        of("collective"), "[" + ",".join(sorted(of("groups", []))) + "]", finding["cost_pm"], finding["hits"],
        finding["confidence"], "minor" if minor else "major", "transient" if of("transient") else "lasting",
    ])


def verdict(run, mode):
    said = run_arrays(run, **mode).verdict()
    findings = [text(f, False) for f in said["findings"]] + sorted(text(f, True) for f in said["minor"])
    return dict(findings=findings, steps=said["steps"], ideal=said["slowdown_ideal_pm"],
                balanced=said["slowdown_balanced_pm"])


number = 0
for fault in FAULTS:
    for _ in range(runs):
        run = gen(seed * 1000 + number, fault)
        number += 1
        run["coll"].sort(key=lambda collectives: collectives[0])
        columns = [run["dur"], run["computing"], run["host_ns"], run["input_ns"]] + [nanos for _, _, nanos in run["coll"]]
        print(json.dumps(dict(
            truth=run["truth"],
            microbatches=run["m"],
            ranks=[dict(
                rank=int(run["rank"][r]),
                host=str(run["host"][r]),
                stage=int(run["stage"][r]),
                position=POSITIONS[int(run["sig"][r])],
                groups=[[kind, str(groups[r])] for kind, groups, _ in run["coll"]],
                times=[[int(column[t][r]) for column in columns] for t in range(run["steps"])],
            ) for r in range(run["R"])],
            verdicts={name: verdict(run, mode) for name, mode in MODES.items()},
        )), flush=True)

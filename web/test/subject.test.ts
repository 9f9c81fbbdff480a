import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../src/route";
import { fileSource } from "../src/source";
import { runsOf, subjectOf } from "../src/subject";
import { data, trace } from "./samples";

const HOME = parse("#/", true);

test("a file opens with its only trace, its only run, or the list of its runs", async () => {
    const one = trace(["k"], 0);
    const other = { ...trace(["k"], 1), run: "other" };
    const kind = async (...traces: (typeof one)[]) => (await subjectOf(HOME, fileSource(data(traces)))).kind;
    assert.equal(await kind(one), "trace");
    assert.equal(await kind(one, trace(["k"], 1)), "run");
    assert.equal(await kind(one, other), "runs");
    assert.equal(await kind(), "runs");
});

test("what an address names and the data does not have is told", async () => {
    const source = fileSource(data([trace(["k"])]));
    await assert.rejects(subjectOf({ kind: "trace", id: "x", view: null }, source), /There is no trace x/);
    await assert.rejects(subjectOf({ kind: "run", run: "x", date: "d", view: null }, source), /no run x of d/);
    await assert.rejects(subjectOf({ kind: "diff", a: null, b: null, view: null }, source), /no comparison/);
});

test("a row of a run counts its traces, and steps weigh their mean", () => {
    const rate = (steps: number, mean: number) => [{ device: "0", steps, mean_step_ns: mean, steps_per_s: 1 }];
    const rows = runsOf([
        { ...trace([], 0), rates: rate(1, 10) },
        { ...trace([], 1), rates: rate(3, 30) },
        { ...trace([], 0), run: "older", date: "2025-01-01" },
    ]);
    assert.deepEqual(rows.map((row) => [row["date"], row["traces"], row["mean_step_ns"], row["bottleneck"]]), [
        ["2025-01-01", 1, null, "COMPUTE_BOUND"],
        ["2026-11-30", 2, 25, "COMPUTE_BOUND"],
    ]);
});

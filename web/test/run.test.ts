import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { data, page, trace } from "./samples";
import type { Run, SlowRank } from "../src/report";
import { collectives } from "../src/views/collectives";
import { mainCause, run } from "../src/views/run";
import { reservedOf } from "../src/views/memory";

browser();

const SPREAD = { min_ns: 1, max_ns: 2, avg_ns: 1.5, min_rank: 0, max_rank: 1, spread_pct: 66.7 };

const STAGE: SlowRank = { kind: "IMBALANCED_STAGES", where: "stage 1", cost_pct: 18.2, confidence: "HIGH" };

test("the headline of a run names the cause that costs most, then what the devices are bound by", () => {
    const slow = { kind: "SLOW_HOST", where: "rank 3", cost_pct: 4, confidence: "HIGH" };
    const root = run.render({ kind: "run", data: data([trace(["k"])]), name: "r", date: "2026-11-30",
        run: { slow_ranks: [slow, STAGE], computing: SPREAD, exposed_communication: SPREAD,
            idle: SPREAD } as unknown as Run,
        traces: [trace(["k"])] }, page("en"));
    assert.equal(root.querySelector(".headline")!.textContent.replace(/\u00a0/g, " "),
        "Imbalanced stages (stage 1): costs 18.2 % of the step time");
    assert.match(root.querySelector(".lede")!.textContent, /^Compute-bound: .*\.$/);
});

test("what is minor, passing, uncertain or no cause makes no headline", () => {
    for (const change of [{ minor: true }, { transient: true }, { confidence: "LOW" }, { kind: "RANK_SPREAD" },
        { cost_pct: 0 }]) {
        assert.equal(mainCause([{ ...STAGE, ...change }]), null);
    }
});

test("collectives of which none matched are a sentence without tables", () => {
    const rows = [{ events: 5, complete_count: 0 }, { events: 7, complete_count: 0 }];
    const root = collectives.render({ kind: "run", data: data([]), name: "r", date: "2026-11-30",
        run: { collectives: rows } as unknown as Run, traces: [] }, page("en"));
    assert.match(root.textContent, /^None of the 12 collectives could be matched/);
    assert.equal(root.querySelector("table"), null);
});

test("what is reserved is drawn from its first reading on", () => {
    assert.deepEqual(reservedOf({ device: "0", component: null, time_ns: [1, 2, 3], allocated_bytes: [1, 1, 1],
        reserved_bytes: [null, 8, 9] }), [[2, 8], [3, 9]]);
});

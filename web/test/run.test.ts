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

const HOST: SlowRank = { kind: "SLOW_HOST", where: "rank 3", cost_pct: 4, confidence: "HIGH" };

function shown(language: "en" | "zh", ...findings: SlowRank[]): HTMLElement {
    return run.render({ kind: "run", data: data([trace(["k"])]), name: "r", date: "2026-11-30",
        run: { slow_ranks: findings, computing: SPREAD, exposed_communication: SPREAD,
            idle: SPREAD } as unknown as Run,
        traces: [trace(["k"])] }, page(language));
}

test("a cause of low confidence leads if it costs most, and is said as probable", () => {
    const headline = (language: "en" | "zh"): string =>
        shown(language, HOST, { ...STAGE, cost_pct: 10.4, confidence: "LOW" })
            .querySelector(".headline")!.textContent.replace(/\u00a0/g, " ");
    assert.equal(headline("en"),
        "Probably: imbalanced stages (stage 1): costs 10.4 % of the step time, confidence low");
    assert.equal(headline("zh"), "可能：流水线阶段不均衡（stage 1）：占 step 时间的 10.4 %，置信度低");
});

test("the headline of a run names the cause that costs most, then what the devices are bound by", () => {
    const root = shown("en", HOST, STAGE);
    assert.equal(root.querySelector(".headline")!.textContent.replace(/\u00a0/g, " "),
        "Imbalanced stages (stage 1): costs 18.2 % of the step time");
    assert.match(root.querySelector(".lede")!.textContent, /^Compute-bound: .*\.$/);
});

test("what is minor, passing or no cause makes no headline", () => {
    for (const change of [{ minor: true }, { transient: true }, { kind: "RANK_SPREAD" },
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

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { data, page, trace, traceSubject, windowRow } from "./samples";
import type { Run, SlowRank } from "../src/report";
import { collectives } from "../src/views/collectives";
import { icicle } from "../src/views/icicle";
import { roofline } from "../src/views/roofline";
import { mainCause, run } from "../src/views/run";
import { free } from "../src/chart/plot-draw";
import { did } from "../src/views/steps";
import { el } from "../src/dom";
import { zh } from "../src/text/zh";
import { stepTable } from "../src/views/stepTable";
import { en } from "../src/text/en";
import type { Subject } from "../src/view";
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
        shown(language, HOST, { ...STAGE, where: "ranks 6, 7", cost_pct: 10.4, confidence: "LOW" })
            .querySelector(".headline")!.textContent.replace(/\u00a0/g, " ");
    assert.equal(headline("en"),
        "Probably: imbalanced stages (ranks 6, 7): costs 10.4 % of the step time, confidence low");
    assert.equal(headline("zh"), "可能：流水线阶段不均衡（rank 6, 7）：占 step 时间的 10.4 %，置信度低");
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

test("time that no phase and no module has is said in a sentence", () => {
    const root = icicle.render({ ...traceSubject(["k"]), trace: { ...trace(["k"]),
        phases: [{ device: "0", step: null, phase: "OTHER", device_ns: 0 }] } } as Subject, page("en"));
    assert.match(root.textContent, /^No device event and no time of the host could be given to a phase/);
});

test("steps are added in chunks, in order, and none twice", () => {
    const frames: FrameRequestCallback[] = [];
    const before = globalThis.requestAnimationFrame;
    globalThis.requestAnimationFrame = (action) => frames.push(action);
    try {
        const long = { ...trace(["k"]), timeline: Array.from({ length: 1_300 }, (_, i) => windowRow(i, [1, 2, 3, 4])) };
        const root = stepTable(long, "0", page("en"), { first: 20, patterns: false }) as HTMLElement;
        const steps = () => [...root.querySelectorAll("tbody th")].map((one) => one.textContent.replace("*", ""));
        const press = () => {
            root.querySelector<HTMLButtonElement>("button.more")!.click();
            for (let next = frames.shift(); next !== undefined; next = frames.shift()) {
                next(0);
            }
        };
        assert.equal(steps().length, 20);
        press();
        assert.equal(steps().length, 1_020);
        press();
        assert.deepEqual(steps(), long.timeline.map((row) => String(row.step)));
        assert.equal(root.querySelector<HTMLButtonElement>("button.more")!.hidden, true);
    } finally {
        globalThis.requestAnimationFrame = before;
    }
});

test("a point above the roof is warned of, and one below it is not", () => {
    const text = (pct: number) => roofline.render({ ...traceSubject(["k"]), trace: { ...trace(["k"]), shapes: [
        { operator: "mm", input_dims: "[]", device: "0", count: 2, device_ns: 1000, flops: 5, bytes: 10,
            unit: "VECTOR_FP32", roofline_ns: 500, bound: "MEMORY", roofline_pct: pct }] } } as Subject,
    page("en")).textContent;
    assert.equal(text(101).includes(en["roofline.above"]), true);
    assert.equal(text(100).includes(en["roofline.above"]), false);
});

test("what the host did in a gap is said in the language of the page, and names stay", () => {
    const said = (text: string, language: "en" | "zh") => el("p", {}, did(text, page(language))).textContent;
    assert.equal(said("loads data: a: b", "zh"), `${zh["activity.INPUT"]}: a: b`);
    assert.equal(said("not recorded", "zh"), zh["activity.NOTHING_RECORDED"]);
    assert.equal(said("new words: a", "zh"), "new words: a");
    assert.equal(said("loads data: a", "en"), "loads data: a");
});

test("a text of a line stands above it, or below it where others are in the way", () => {
    const place = { from: 100, to: 200, top: 50 };
    assert.equal(free(place, []).top, 50);
    assert.equal(free(place, [{ from: 20, to: 90, top: 50 }]).top, 50);
    assert.equal(free(place, [{ from: 20, to: 120, top: 50 }]).top, 69);
    assert.equal(free(place, [{ from: 20, to: 120, top: 50 }, { from: 20, to: 120, top: 70 }]).top, 95);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { isProven, movedNs, nameOf, tracesOf, whole, type Change, type DiffDoc } from "../src/diff";
import { signed } from "../src/format";
import { diff, headline } from "../src/views/diff";
import { browser } from "./browser";
import { data, page, trace } from "./samples";

browser();

const STEP: Change = { measure: "length", verdict: "slower", change_pct: 3.4 };
const DOC: DiffDoc = { before: "a", after: "b", samples: "step", before_samples: 23, after_samples: 23,
    changes: [STEP, { measure: "kernel", kernel: "k", verdict: "not_proven", change_pct: -2 }] };

test("a change is proven only if its verdict says that chance does not explain it", () => {
    const verdicts = ["slower", "faster", "new", "gone", "not_proven", "small", "unknown", "a_new_one"];
    assert.deepEqual(verdicts.filter((verdict) => isProven({ measure: "idle", verdict })),
        ["slower", "faster", "new", "gone"]);
});

test("the headline says the change of the step, or that none is proven", () => {
    const said = (verdict: string, change: number | null) => headline({ ...DOC,
        changes: [{ ...STEP, verdict, change_pct: change }] }, page("en")).replace(/\u00a0/g, " ");
    assert.equal(said("slower", 3.4), "Slower: the step takes 3.4 % longer");
    assert.equal(said("faster", -3.4), "Faster: the step takes 3.4 % less time");
    assert.equal(said("not_proven", 0.7), "No proven change of the step (+0.7 %)");
    assert.equal(said("unknown", null), "There is nothing to compare as a whole");
    assert.equal(headline({ ...DOC, changes: [] }, page("zh")), "没有可整体对比的内容");
});

test("a change has a name, a sign and a size, whatever side is missing", () => {
    assert.equal(whole(DOC), STEP);
    assert.equal(nameOf({ measure: "idle", device: "0/0", verdict: "new" }), "0/0");
    assert.equal(movedNs({ measure: "kernel", verdict: "new", after: { samples: 1, mean_ns: 5 } }), 5);
    assert.equal(movedNs({ measure: "kernel", verdict: "gone", before: { samples: 1, mean_ns: 5 } }), -5);
    assert.deepEqual([0, -0.04, 0.04, -1.25, 30].map(signed),
        ["0.0 %", "0.0 %", "0.0 %", "−1.3 %", "+30.0 %"]);
});

test("the lede counts the proven rows of each table, and says how certain the step's change is", () => {
    const said = (step: Partial<Change>, rows: Change[]) => diff.render({ kind: "diff", data: data([]),
        diff: { ...DOC, changes: [{ ...STEP, low_pct: 1, high_pct: 5, detectable_pct: 3.6, ...step }, ...rows] } },
    page("en")).querySelector(".lede p")!.textContent.replace(/\u00a0/g, " ");
    const rows: Change[] = [{ measure: "kernel", kernel: "k", verdict: "slower" },
        { measure: "kernel", kernel: "l", verdict: "new" }, { measure: "idle", device: "0/0", verdict: "faster" },
        { measure: "device_time", verdict: "slower" }, { measure: "kernel", kernel: "m", verdict: "small" }];
    assert.equal(said({}, rows), "Changes beyond chance in the tables below: 2 kernels, 1 part of devices."
        + " The change of the step is significant: between +1.0 % and +5.0 %.");
    assert.equal(said({ verdict: "not_proven" }, []), "No operator, kernel or part changed beyond chance."
        + " A change of +3.6 % would be found in 8 of 10 comparisons.");
    assert.match(said({}, [{ measure: "operator", operator: "n", verdict: "new", change_pct: null,
        after: { samples: 1, mean_ns: 5_000 } }]), /Largest: n, \+5\.00 us \(new\)\./);
    assert.match(said({ verdict: "not_proven", detectable_pct: 703.4 }, []),
        /There are too few samples \(\d+ before, \d+ after\) to tell a change\.$/);
});

test("a comparison leads to the traces of both sides", () => {
    const traces = [...[0, 1].map((rank) => ({ ...trace(["k"], rank), run: "a" })),
        { ...trace(["k"], 2), run: "b", rank: null }];
    const root = diff.render({ kind: "diff", data: data(traces), diff: DOC }, page("en"));
    assert.deepEqual([...root.querySelectorAll(".sides p")].map((side) => side.textContent.trim()),
        ["Before rank 0 rank 1", "After b"]);
    assert.deepEqual([...root.querySelectorAll(".sides a")].map((link) => link.getAttribute("href")),
        ["#/trace/t0", "#/trace/t1", "#/trace/t2"]);
    const none = diff.render({ kind: "diff", data: data([]), diff: DOC }, page("zh"));
    assert.equal(none.querySelector(".sides"), null);
});

test("a side is a run, a run and a date, or the beginning of an id", () => {
    const traces = [0, 1].map((rank) => ({ ...trace(["k"], rank), run: "a", date: `2026-11-0${rank + 1}` }));
    const ids = (name: string): string[] => tracesOf(name, traces).map((one) => one.trace_id);
    assert.deepEqual([ids("a"), ids("a@2026-11-02"), ids("t0"), ids("other")], [["t0", "t1"], ["t1"], ["t0"], []]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { isProven, movedNs, nameOf, whole, type Change, type DiffDoc } from "../src/diff";
import { headline, signed } from "../src/views/diff";
import { page } from "./samples";

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
    assert.equal(said("slower", 3.4), "Slower: the step takes +3.4 %");
    assert.equal(said("faster", -3.4), "Faster: the step takes -3.4 %");
    assert.equal(said("not_proven", 0.7), "No proven change of the step (+0.7 %)");
    assert.equal(said("unknown", null), "There is nothing to compare as a whole");
    assert.equal(headline({ ...DOC, changes: [] }, page("zh")), "没有可整体对比的内容");
});

test("a change has a name, a sign and a size, whatever side is missing", () => {
    assert.equal(whole(DOC), STEP);
    assert.equal(nameOf({ measure: "idle", device: "0/0", verdict: "new" }), "0/0");
    assert.equal(movedNs({ measure: "kernel", verdict: "new", after: { samples: 1, mean_ns: 5 } }), 5);
    assert.equal(movedNs({ measure: "kernel", verdict: "gone", before: { samples: 1, mean_ns: 5 } }), -5);
    assert.deepEqual([signed(0), signed(-1.25), signed(30)], ["0.0 %", "-1.3 %", "+30.0 %"]);
});

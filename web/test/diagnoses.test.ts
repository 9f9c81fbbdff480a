import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { HOSTILE, page } from "./samples";
import { diagnoses } from "../src/views/diagnoses";

browser();

const HOT = {
    kind: "SLOW_COMPUTE",
    where: "rank 3",
    cause: "THERMAL_THROTTLING",
    confidence: "MEDIUM",
    cost_pct: 12.3,
    summary: "rank 3: SM clock 1,110 against 1,755 MHz",
    advice: "Look at the cooling.",
    reasons: ["one reading only"],
    references: ["https://example.org/clocks"],
    ranks_with_telemetry: 14,
    ranks_compared: 16,
};

test("a cause stands with what shows it, what to do, and why it is not certain", () => {
    const said = diagnoses([HOT], page("en"))!.textContent.replace(/\u00a0/g, " ");
    for (const part of ["14 of 16 ranks have telemetry", "thermal throttling", "costs 12.3 % of the step time",
        "confidence medium", "rank 3: SM clock 1,110 against 1,755 MHz", "What to do: Look at the cooling.",
        "Why this is not certain: one reading only", "Read: https://example.org/clocks"]) {
        assert.ok(said.includes(part), `${part} in: ${said}`);
    }
});

test("what a cause lacks has no line, and a run without diagnoses has no section", () => {
    const section = diagnoses([{ ...HOT, reasons: [], references: [] }], page("zh"))!;
    assert.equal(section.querySelectorAll("li p").length, 3);
    assert.equal(diagnoses([], page("en")), null);
});

test("hostile texts of a cause are text", () => {
    const section = diagnoses([{ ...HOT, where: HOSTILE[0]!, summary: HOSTILE[0]!, advice: HOSTILE[1]! }], page("en"))!;
    assert.equal(section.querySelectorAll("script, img").length, 0);
    assert.ok(!section.textContent.includes("\u202e"));
});

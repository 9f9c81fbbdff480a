import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { page, traceSubject } from "./samples";
import type { Step } from "../src/picture";
import type { Subject } from "../src/view";
import { timeline } from "../src/views/timeline";

browser();

const NUMBERS = Array.from({ length: 12 }, (_, index) => index);

function step(number: number): Step {
    return {
        step: number, chosen: "asked", start_ns: 10 * number, total_ns: 10, names: ["k"], streams: ["7"],
        kinds: ["KERNEL"], spans: { stream: [0], name: [0], kind: [0], start_ns: [0], duration_ns: [3] },
        merged: { stream: [], start_ns: [], duration_ns: [], busy_ns: [], count: [] }, merged_count: 0,
        gaps: { start_ns: [], duration_ns: [], class: [], name: [], part: [] },
    };
}

/** A timeline whose steps a server answers when the test says so. */
function served(): { root: HTMLElement; asked: number[]; choose: (n: number) => void;
    answer: (n: number) => Promise<void> } {
    const asked: number[] = [];
    const answers = new Map<number, (step: Step) => void>();
    const windows = { step: NUMBERS, start_ns: NUMBERS.map((n) => 10 * n), total_ns: NUMBERS.map(() => 10),
        truncated: NUMBERS.map(() => 0) };
    const subject: Subject = { ...traceSubject(["k"]) as Extract<Subject, { kind: "trace" }>, picture: {
        origin_ns: "0", length_ns: 120, memory: [], devices: [{ device: "0", bins: null, windows, steps: [step(0)] }],
    } };
    const root = timeline.render(subject, { ...page("en"), cut: () => "/api/cut", step: (_trace, _device, number) => {
        asked.push(number);
        return new Promise((resolve) => answers.set(number, resolve));
    } });
    return {
        root,
        asked,
        choose: (number) => {
            const select = root.querySelector<HTMLSelectElement>(".step-place select")!;
            select.value = String(number);
            select.dispatchEvent(new Event("change"));
        },
        answer: async (number) => {
            answers.get(number)!(step(number));
            await new Promise((done) => setTimeout(done, 0));
        },
    };
}

test("the step that was chosen last is shown, whichever answer comes last", async () => {
    const { root, choose, answer } = served();
    choose(1);
    choose(2);
    await answer(2);
    await answer(1);
    assert.match(root.querySelector("canvas[role=application]")!.getAttribute("aria-label")!, /Events of step 2/);
});

test("only the last eight fetched steps are kept, and an older one is asked for again", async () => {
    const { asked, choose, answer } = served();
    for (let number = 1; number <= 9; number++) {
        choose(number);
        await answer(number);
    }
    choose(2);
    choose(0);
    assert.equal(asked.length, 9);
    choose(1);
    assert.deepEqual(asked.slice(9), [1]);
});

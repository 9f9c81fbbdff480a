import assert from "node:assert/strict";
import { test } from "node:test";
import { byWindow, causesOf, idlePart, IDLE_PARTS, PARTS, pieces } from "../src/parts";
import type { IdleCause, Window } from "../src/report";

const WINDOW: Window = {
    device: "0",
    step: 3,
    total_ns: 1_000,
    computing_ns: 600,
    exposed_communication_ns: 100,
    exposed_memcpy_ns: 50,
    idle_ns: 250,
};

function cause(activity: string, part: string, ns: number, step: number | null = 3): IdleCause {
    return { device: "0", step, idle_ns: ns, class: activity, part, count: 1 };
}

test("the pieces of a window add up to it", () => {
    const causes = [cause("INPUT", "HOST", 120), cause("FRAMEWORK", "DEVICE", 30), cause("PYTHON", "HOST", 40)];
    const all = pieces(WINDOW, causes);
    assert.deepEqual(all.map((piece) => piece.part), [...PARTS]);
    assert.equal(all.reduce((sum, piece) => sum + piece.ns, 0), WINDOW.total_ns);
    const of = Object.fromEntries(all.map((piece) => [piece.part, piece.ns]));
    assert.deepEqual(
        [of["idle-input"], of["idle-queue"], of["idle-host"], of["idle-unknown"]],
        [120, 30, 40, 60],
    );
});

test("causes that claim more than the idle time do not break the sum", () => {
    const all = pieces(WINDOW, [cause("INPUT", "HOST", 200), cause("SYNC", "HOST", 200)]);
    assert.equal(all.reduce((sum, piece) => sum + piece.ns, 0), WINDOW.total_ns);
});

test("each class has a family, and what is unknown is unknown", () => {
    const classes = ["INPUT", "COMPILE", "MODULE_LOAD", "SYNC", "COLLECTIVE_WAIT", "ALLOCATION", "LAUNCH", "RUNTIME",
        "FRAMEWORK", "PYTHON", "BETWEEN"];
    for (const one of classes) {
        assert.notEqual(idlePart(one, "HOST"), "idle-unknown", one);
        assert.equal(idlePart(one, "DEVICE"), "idle-queue");
    }
    assert.equal(idlePart("NOTHING_RECORDED", "HOST"), "idle-unknown");
    assert.equal(idlePart("A_NEW_CLASS", "HOST"), "idle-unknown");
    assert.equal(new Set(IDLE_PARTS).size, 8);
});

test("causes are found by the window that they are part of", () => {
    const windows = byWindow([cause("INPUT", "HOST", 1), cause("SYNC", "HOST", 2, null), cause("SYNC", "HOST", 3)]);
    assert.deepEqual(causesOf(windows, WINDOW)?.map((row) => row.idle_ns), [1, 3]);
    assert.deepEqual(causesOf(windows, { device: "0", step: null })?.map((row) => row.idle_ns), [2]);
});

test("idle time of a summary, which has no causes, is not called unrecorded", () => {
    const idle = (causes: Parameters<typeof pieces>[1]) => pieces(WINDOW, causes)
        .filter((piece) => piece.part.startsWith("idle") && piece.ns > 0).map((piece) => piece.part);
    assert.deepEqual(idle(causesOf(byWindow(undefined), WINDOW)), ["idle-untold"]);
    assert.deepEqual(idle(causesOf(byWindow([]), WINDOW)), ["idle-unknown"]);
});

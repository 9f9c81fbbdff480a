import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { page } from "./samples";
import { type Held, heldAt, lanesLegend, LanesPicture, span, type TelemetryLane } from "../src/chart/telemetry-lanes";

browser();

function held(from_ns: number, to_ns: number, value: number): Held {
    return { from_ns, to_ns, value, low: value - 1, high: value + 1 };
}

const CLOCK: TelemetryLane = {
    title: "clock",
    values: [held(0, 60, 1755), held(60, 120, 1110), held(180, 240, 1100)],
    peers: [held(0, 60, 1755), held(60, 120, 1754)],
    least: 0,
    most: null,
    format: (value) => `${value} MHz`,
};

const LANES = {
    label: "Device 0",
    from_ns: 0,
    to_ns: 240,
    steps: [{ step: 7, from_ns: 10, to_ns: 100 }],
    lanes: [CLOCK],
};

function press(canvas: Element, ...keys: string[]): void {
    for (const key of keys) {
        canvas.dispatchEvent(new KeyboardEvent("keydown", { key }));
    }
}

test("a value holds from its begin to its end, and nothing holds between", () => {
    assert.deepEqual([-1, 0, 59, 60, 119, 120, 179, 180, 240].map((ns) => heldAt(CLOCK.values, ns)),
        [-1, 0, 0, 1, 1, -1, -1, 2, -1]);
    assert.equal(heldAt([], 5), -1);
});

test("a lane has room for all readings, those of the peers, and what it asks for", () => {
    assert.deepEqual(span(CLOCK), [0, 1756]);
    assert.deepEqual(span({ ...CLOCK, least: null }), [1099, 1756]);
    assert.deepEqual(span({ ...CLOCK, values: [], peers: [], least: null }), [0, 1]);
    const same = { ...held(0, 1, 50), low: 50, high: 50 };
    const [least, most] = span({ ...CLOCK, values: [same], peers: [], least: null });
    assert.ok(least < 50 && most > 50, "a lane that never changes lies in the middle");
});

test("keys go through the readings, and the line below says them with the step and the peers", () => {
    const picture = new LanesPicture(page("en"), LANES);
    const canvas = picture.element.querySelector("canvas")!;
    const said = (): string => picture.element.querySelector("[role=status]")!.textContent.replace(/\u00a0/g, " ");
    assert.equal(said(), "Device 0");
    press(canvas, "Home");
    assert.equal(said(), "Step 7 · clock 1755 MHz (peers 1755 MHz)");
    press(canvas, "ArrowRight");
    assert.equal(said(), "Step 7 · clock 1110 MHz (peers 1754 MHz)");
    press(canvas, "End");
    assert.equal(said(), "Between steps · clock 1100 MHz");
    press(canvas, "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft");
    assert.equal(said(), "Step 7 · clock 1755 MHz (peers 1755 MHz)");
    press(canvas, "Escape");
    assert.equal(said(), "Device 0");
});

test("the legend tells of peers only where there are some", () => {
    const items = (lanes: TelemetryLane[]): number =>
        lanesLegend(page("zh"), { ...LANES, lanes }).querySelectorAll("li").length;
    assert.equal(items([CLOCK]), 3);
    assert.equal(items([{ ...CLOCK, peers: [] }]), 2);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { data, HOSTILE, page, trace } from "./samples";
import type { DeviceLanes, PageData } from "../src/data";
import type { Subject } from "../src/view";
import { lanesOf, telemetry } from "../src/views/telemetry";

browser();

const MINUTE = 60e9;
const TRACES = [0, 1, 2, 3].map((rank) => trace(["k"], rank));

function device(rank: number, hertz: number): DeviceLanes {
    return {
        trace_id: `t${rank}`, device: "0", node: HOSTILE[0]!, telemetry_device: `GPU-${rank}`,
        steps: [{ step: 17, from_ns: 5e9, total_ns: 2e9 }],
        quantities: { "hw.gpu.clock": [[-MINUTE, MINUTE, 1755e6, 1755e6, 1755e6], [0, MINUTE, hertz, hertz, 1755e6]] },
    };
}

const DEVICES = [1755e6, 1110e6, 1750e6, 1740e6].map((hertz, rank) => device(rank, hertz));

function subject(more: Partial<PageData>): Subject {
    return { kind: "run", name: "hot", date: "2026-11-30", run: null, traces: TRACES,
        data: { ...data(TRACES), ...more } };
}

function said(root: Element): string {
    return root.textContent.replace(/\u00a0/g, " ");
}

test("the lanes of a device have its steps and the median of the other devices", () => {
    const all = DEVICES.map((lanes, i) => ({ lanes, trace: TRACES[i]! }));
    const of = lanesOf(all[1]!, all, page("en"));
    assert.deepEqual([of.from_ns, of.to_ns], [0, 2 * MINUTE]);
    assert.deepEqual(of.steps, [{ step: 17, from_ns: MINUTE + 5e9, to_ns: MINUTE + 7e9 }]);
    assert.equal(of.lanes.length, 1);
    assert.deepEqual(of.lanes[0]!.values.map(({ value, low }) => [value, low]), [[1755e6, 1755e6], [1110e6, 1110e6]]);
    assert.deepEqual(of.lanes[0]!.peers.map(({ from_ns, value }) => [from_ns, value]),
        [[0, 1755e6], [MINUTE, 1750e6]]);
});

test("the view opens with the device of the lowest clock, and says what there was no room for", () => {
    const root = telemetry.render(subject({
        telemetry_lanes: { origin_ns: 1.7e18, devices_left_out: 3, devices: DEVICES } }), page("en"));
    assert.equal(root.querySelector("select")!.selectedIndex, 1);
    assert.ok(said(root.querySelector("[role=status]")!).includes("rank 1"), said(root));
    assert.ok(said(root).includes("3 more devices"), said(root));
    assert.equal(root.querySelectorAll("script, img").length, 0);
});

test("alerts say what is wrong, since when, and what to do", () => {
    const alert = { rule: "device_temperature", subject: "n1/GPU-3", level: "CRITICAL", since_ns: 1767225600e9,
        summary: HOSTILE[0]!, advice: "Look at the cooling." };
    const root = telemetry.render(subject({ alerts: [alert, { ...alert, end_ns: 1767225660e9 }] }), page("en"));
    for (const part of ["critical", "n1/GPU-3", "since 2026-01-01 00:00:00 UTC", "What to do: Look at the cooling.",
        "from 2026-01-01 00:00:00 UTC to 2026-01-01 00:01:00 UTC"]) {
        assert.ok(said(root).includes(part), `${part} in: ${said(root)}`);
    }
    assert.equal(root.querySelectorAll("li").length, 2);
    assert.equal(root.querySelectorAll("script, img").length, 0);
});

test("a run without telemetry has no such view", () => {
    assert.ok(!telemetry.shows(subject({})));
    assert.ok(!telemetry.shows(subject({ alerts: [] })));
});

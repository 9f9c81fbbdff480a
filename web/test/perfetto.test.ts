import assert from "node:assert/strict";
import test from "node:test";
import { chromeTrace, type Host, handOver, PERFETTO } from "../src/chart/perfetto";
import type { Step } from "../src/picture";

const STEP: Step = {
    step: 3,
    chosen: "median",
    start_ns: 1_000_001,
    total_ns: 500,
    names: ['gemm<"</script>">'],
    streams: ["7", "20"],
    kinds: ["KERNEL"],
    spans: { stream: [1], name: [0], kind: [0], start_ns: [-1], duration_ns: [20] },
    merged: { stream: [0], start_ns: [100], duration_ns: [50], busy_ns: [30], count: [4] },
    merged_count: 4,
    gaps: { start_ns: [20], duration_ns: [80], class: ["INPUT"], name: ["next"], part: ["HOST"] },
};

const NAMES = {
    device: "Device 0",
    stream: (stream: string): string => `stream ${stream}`,
    gaps: "idle",
    merged: (count: number): string => `${count} events`,
    cause: (cause: string | null): string => cause ?? "unknown",
};

interface Written {
    ph: string;
    name: string;
    tid: number;
    ts?: number;
    dur?: number;
    args?: Record<string, unknown>;
}

test("a step is a Chrome trace in us from the start of the trace", () => {
    const { traceEvents } = JSON.parse(chromeTrace(STEP, NAMES)) as { traceEvents: Written[] };
    const slices = traceEvents.filter((event) => event.ph === "X");
    assert.deepEqual(
        slices.map(({ name, tid, ts, dur }) => [name, tid, ts, dur]),
        [
            ['gemm<"</script>">', 2, 1000, 0.02],
            ["4 events", 1, 1000.101, 0.05],
            ["INPUT", 3, 1000.021, 0.08],
        ],
    );
    const threads = traceEvents.filter((event) => event.name === "thread_name");
    assert.deepEqual(
        threads.map((event) => event.args?.["name"]),
        ["idle", "stream 7", "stream 20"],
    );
});

/** A browser whose timer and messages the test controls. */
function fake(open: boolean): {
    host: Host;
    sent: unknown[][];
    tick: () => void;
    hear: (o: string, d: string) => void;
} {
    const sent: unknown[][] = [];
    let tick: (() => void) | null = null;
    let heard: Parameters<Host["listen"]>[0] | null = null;
    const target = { closed: false, postMessage: (...all: unknown[]) => sent.push(all) };
    const host: Host = {
        open: (url) => (sent.push(["open", url]), open ? target : null),
        listen: (listener) => ((heard = listener), () => (heard = null)),
        every: (ms, act) => (assert.equal(ms, 50), (tick = act), () => (tick = null)),
    };
    const source = target as unknown as Window;
    return { host, sent, tick: () => tick?.(), hear: (origin, data) => heard?.({ origin, data, source }) };
}

test("a trace is sent once the other window answers, and only to it", async () => {
    const browser = fake(true);
    const buffer = new ArrayBuffer(8);
    const done = handOver(browser.host, "step 3", () => Promise.resolve(buffer));
    browser.tick();
    browser.hear("https://evil.example", "PONG");
    browser.hear(PERFETTO, "hello");
    browser.tick();
    browser.hear(PERFETTO, "PONG");
    assert.equal(await done, "done");
    browser.tick();
    assert.deepEqual(browser.sent, [
        ["open", PERFETTO],
        ["PING", PERFETTO],
        ["PING", PERFETTO],
        [{ perfetto: { buffer, title: "step 3", fileName: "step 3.json" } }, PERFETTO],
    ]);
});

test("a hand-over ends after 30 s of silence, and at once if no window opens", async () => {
    const silent = fake(true);
    const ended = handOver(silent.host, "t", () => Promise.resolve(new ArrayBuffer(0)));
    for (let i = 0; i < 602; i++) {
        silent.tick();
    }
    assert.equal(await ended, "silent");
    assert.equal(silent.sent.filter(([what]) => what === "PING").length, 600);
    const never = (): Promise<ArrayBuffer> => assert.fail("a trace was made for no window");
    assert.equal(await handOver(fake(false).host, "t", never), "blocked");
});

test("a hand-over fails if its trace cannot be fetched", async () => {
    const browser = fake(true);
    const ended = handOver(browser.host, "t", () => Promise.reject(new Error("gone")));
    browser.hear(PERFETTO, "PONG");
    await assert.rejects(ended, /gone/);
});

test("a hand-over whose trace fails before the other window answers says so, and asks no more", async () => {
    const browser = fake(true);
    await assert.rejects(handOver(browser.host, "t", () => Promise.reject(new Error("gone"))), /gone/);
    browser.tick();
    assert.deepEqual(browser.sent, [["open", PERFETTO]]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { resample } from "../src/chart/bins";
import { layout, tree } from "../src/chart/icicle";
import { boxes, hit, lane, longest, lowerBound } from "../src/chart/lanes";
import { extent, fromMedian, level, matrix, median } from "../src/chart/matrix";
import { peakOf, peaks, point } from "../src/chart/roofline";
import {
    linear,
    logarithmic,
    logDomain,
    niceStep,
    niceValues,
    powersOfTen,
    timeTicks,
} from "../src/chart/scale";
import { moved, showing, within, zoomed } from "../src/chart/viewport";

test("a scale maps there and back", () => {
    const scale = linear(10, 20, 0, 100);
    assert.equal(scale.at(15), 50);
    assert.equal(scale.invert(50), 15);
    assert.equal(linear(3, 3, 7, 9).at(3), 7);
    const log = logarithmic(1, 1000, 0, 300);
    assert.ok(Math.abs(log.at(10) - 100) < 1e-9);
    assert.ok(Math.abs(log.invert(200) - 100) < 1e-6);
    assert.ok(Number.isFinite(log.at(0)));
});

test("steps are 1, 2 or 5 times a power of ten", () => {
    assert.deepEqual([0.3, 1, 1.2, 3, 7, 12].map(niceStep), [0.5, 1, 2, 5, 10, 20]);
    assert.equal(niceStep(0), 1);
    assert.deepEqual(niceValues(0, 10, 5), [0, 2, 4, 6, 8, 10]);
    assert.ok(niceValues(0, 1e18, 5).length <= 11);
});

test("ticks of time share a unit", () => {
    const labels = (from: number, to: number): string[] => timeTicks(from, to, 4).map((tick) => tick.label);
    assert.deepEqual(labels(0, 2e9), ["0.0 s", "0.5 s", "1.0 s", "1.5 s", "2.0 s"]);
    assert.deepEqual(labels(0, 100), ["0 ns", "50 ns", "100 ns"]);
    assert.deepEqual(labels(1e6, 1.4e6), ["1.0 ms", "1.1 ms", "1.2 ms", "1.3 ms", "1.4 ms"]);
    for (const [from, to] of [
        [0, 1],
        [-5e6, 5e6],
        [123456789, 123456999],
    ] as const) {
        const all = labels(from, to);
        assert.equal(new Set(all).size, all.length, `no label twice: ${all.join(", ")}`);
    }
});

test("log domains are whole decades", () => {
    assert.deepEqual(logDomain([3, 250, 0, NaN]), [1, 1000]);
    assert.deepEqual(logDomain([]), [1, 10]);
    assert.deepEqual(logDomain([10]), [10, 100]);
    assert.deepEqual(
        powersOfTen(1, 1000, 10).map((value) => Math.round(value)),
        [1, 10, 100, 1000],
    );
    assert.ok(powersOfTen(1, 1e12, 5).length <= 5);
});

test("a viewport stays within its bounds", () => {
    const bounds = { from: 0, to: 100 };
    assert.deepEqual(within({ from: -20, to: 20 }, bounds, 1), { from: 0, to: 40 });
    assert.deepEqual(within({ from: 90, to: 130 }, bounds, 1), { from: 60, to: 100 });
    assert.deepEqual(within({ from: -500, to: 500 }, bounds, 1), bounds);
    assert.deepEqual(within({ from: 50, to: 50 }, bounds, 10), { from: 45, to: 55 });
    assert.deepEqual(zoomed({ from: 0, to: 100 }, 0.5, 40), { from: 20, to: 70 });
    assert.deepEqual(moved({ from: 0, to: 10 }, 0.5), { from: 5, to: 15 });
    assert.deepEqual(showing({ from: 0, to: 10 }, 15, 18), { from: 8, to: 18 });
    assert.deepEqual(showing({ from: 0, to: 10 }, 2, 3), { from: 0, to: 10 });
    assert.deepEqual(showing({ from: 5, to: 10 }, 0, 50), { from: 0, to: 50 });
});

function dense(
    count: number,
    length: number,
    distance: number,
): { start_ns: number[]; duration_ns: number[] } {
    const start_ns = Array.from({ length: count }, (_, i) => i * distance);
    return { start_ns, duration_ns: start_ns.map(() => length) };
}

const all = (): boolean => true;

test("items of a lane are in order, whichever columns they come from", () => {
    const of = lane("7", [dense(3, 5, 10), { start_ns: [2, 25], duration_ns: [1, 1] }], all);
    assert.deepEqual([...of.start], [0, 2, 10, 20, 25]);
    assert.deepEqual([...of.source], [0, 1, 0, 0, 1]);
    assert.deepEqual([...of.item], [0, 0, 1, 2, 1]);
    assert.equal(lane("8", [dense(3, 5, 10)], () => false).start.length, 0);
});

test("items narrower than a pixel are drawn as one, and none is lost", () => {
    const of = lane("7", [dense(20_000, 5, 10)], all);
    const far = boxes(of, { from: 0, to: 200_000 }, 1000);
    assert.ok(far.length <= 1001, String(far.length));
    assert.equal(
        far.reduce((sum, box) => sum + box.count, 0),
        20_000,
    );
    assert.ok(far.slice(1, -1).every((box) => Math.abs(box.cover - 0.5) < 1e-9), "half of each pixel is busy");
    const near = boxes(of, { from: 100, to: 200 }, 1000);
    assert.equal(near.length, 11, "with the one that begins as the view ends");
    assert.equal(near[0]?.width, 50);
});

test("an item that began long before the view is drawn", () => {
    const of = lane("7", [{ start_ns: [0, 10], duration_ns: [1000, 5] }], all);
    assert.deepEqual(
        boxes(of, { from: 500, to: 600 }, 100).map((box) => box.at),
        [0],
    );
});

test("drawing rectangles of 20,000 items is prepared within a frame", () => {
    const of = lane("7", [dense(20_000, 9, 10)], all);
    boxes(of, { from: 0, to: 200_000 }, 2560);
    const before = performance.now();
    for (let i = 0; i < 10; i++) {
        boxes(of, { from: i, to: 200_000 - i }, 2560);
    }
    assert.ok((performance.now() - before) / 10 < 16);
});

test("the pointer hits the item under it, else a near one", () => {
    const of = lane("7", [dense(100, 5, 10)], all);
    assert.equal(hit(of, 52, 0), 5);
    assert.equal(hit(of, 57, 0), -1);
    assert.equal(hit(of, 57, 2), 5);
    assert.equal(hit(of, 58, 2), 6);
    assert.equal(lowerBound(of.start, 51), 6);
    assert.deepEqual(longest({ start_ns: [0, 1, 2], duration_ns: [5, 9, 7] }, 2), [1, 2]);
});

test("shares of resampled bins add up to one", () => {
    const series = [
        [10, 0, 5, 4],
        [0, 10, 5, 0],
    ];
    const shares = resample(series, 10, 0, { from: 0, to: 34 }, 7);
    for (let part = 0; part < 7; part++) {
        assert.ok(Math.abs((shares[0]?.[part] ?? 0) + (shares[1]?.[part] ?? 0) - 1) < 1e-9);
    }
    assert.deepEqual(resample(series, 10, 0, { from: 0, to: 20 }, 1), [[0.5], [0.5]]);
    assert.deepEqual(resample(series, 10, 0, { from: 100, to: 120 }, 1), [[0], [0]]);
});

test("totals of a tree are those of its rows", () => {
    const root = tree("model", [
        { path: ["a", "b"], self: 3, group: "m" },
        { path: ["a"], self: 2, group: "m" },
        { path: ["c"], self: 5, group: "none" },
    ]);
    assert.equal(root.total, 10);
    const cells = layout(root, 0);
    assert.deepEqual(
        cells.map((cell) => [cell.node.name, cell.depth, cell.from, cell.to]),
        [
            ["model", 0, 0, 1],
            ["a", 1, 0, 0.5],
            ["c", 1, 0.5, 1],
            ["b", 2, 0, 0.3],
        ],
    );
    assert.equal(layout(root, 0.4).length, 3);
    assert.equal(layout(tree("empty", []), 0).length, 1);
});

test("a matrix has NaN where there is no value", () => {
    const of = matrix(
        ["r0", "r1"],
        [
            { row: "r0", column: 2, value: 10 },
            { row: "r1", column: 2, value: 30 },
            { row: "r0", column: 1, value: 5 },
            { row: "unknown", column: 1, value: 99 },
        ],
    );
    assert.deepEqual(of.columns, [1, 2]);
    assert.deepEqual([...of.values], [5, 10, NaN, 30]);
    assert.deepEqual(extent(of), [5, 30]);
    assert.deepEqual([...fromMedian(of, of).values], [0, -50, NaN, 50]);
    const wholes = { ...of, values: of.values.map((value) => value * 10) };
    assert.deepEqual([...fromMedian(of, wholes).values], [0, -5, NaN, 5]);
    assert.equal(median([3, NaN, 1]), 2);
    assert.ok(Number.isNaN(median([])));
});

test("levels are equal classes", () => {
    assert.deepEqual(
        [0, 5, 9.9, 10, NaN].map((value) => level(value, 0, 10, 4)),
        [0, 2, 3, 3, -1],
    );
    assert.equal(level(5, 5, 5, 4), 0);
});

test("the roofline tells the peaks that its least times were computed from", () => {
    const bandwidth = 9e11;
    const peak = 15.7e12;
    const rows = [
        [1e9, 1e9, "MEMORY"],
        [2e12, 1e6, "COMPUTE"],
        [5, 4, "MEMORY"],
    ].map(([flops = 0, bytes = 0, bound = ""]) => ({
        count: 12,
        device_ns: 1e6,
        flops: Number(flops),
        bytes: Number(bytes),
        unit: "VECTOR_FP32",
        bound: String(bound),
        roofline_ns: Math.round(12e9 * Math.max(Number(flops) / peak, Number(bytes) / bandwidth)),
    }));
    const told = peaks(rows);
    assert.ok(Math.abs((told.bandwidth ?? 0) / bandwidth - 1) < 1e-6);
    assert.ok(Math.abs((told.units.get("VECTOR_FP32") ?? 0) / peak - 1) < 1e-6);
    assert.equal(peaks([]).bandwidth, null);
    assert.equal(peaks(rows.slice(2)).bandwidth, null, "a least time of some ns is too coarse");
    assert.deepEqual(point(rows[0]!), { intensity: 1, rate: 12e15 / 1e3 });
    assert.equal(point({ count: 1, device_ns: 5 }), null);
    assert.equal(Math.round(peakOf({ unit: "VECTOR_FP32", flops: 1e12, totalNs: 1e9, mfuPct: 10 }) / 1e9), 1e4);
});

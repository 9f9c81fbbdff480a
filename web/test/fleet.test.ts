import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { HOSTILE, page } from "./samples";
import { Fleet } from "../src/live/fleet";
import { Keyed } from "../src/live/keyed";
import { Nodes } from "../src/live/nodes";
import type { AlertRow, RunDetail, Told } from "../src/live/rows";
import { liveRuns } from "../src/live/runs";
import { fromPeers, lastRank } from "../src/live/steps";
import { alerts } from "../src/views/alerts";
import { fleet as fleetView } from "../src/views/fleet";

browser();
Object.defineProperty(globalThis, "CSS", { value: { escape: (text: string) => text }, configurable: true });

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

function alert(over: Partial<AlertRow> = {}): AlertRow {
    return { rule: "device_temperature", subject: "n1/G0", firing: true, level: "CRITICAL", time_ms: NOW,
        since_ms: NOW, told_ms: NOW, node: "n1", device: "G0", quantity: "hw.temperature", statistic: "mean",
        window_ms: MINUTE, value: 93, threshold: 90, summary: "It is hot.", advice: "Cool it.", flapping: false,
        ...over };
}

function told(): Told {
    return {
        device: {
            "n1/G0": { node: "n1", device: "G0", time_ms: NOW, "hw.gpu.utilization": 0.9, "hw.power": 400 },
            "n1/G1": { node: "n1", device: "G1", time_ms: NOW - 5 * MINUTE },
            "n10/G0": { node: "n10", device: "G0", time_ms: NOW - MINUTE },
            "n2/G0": { node: "n2", device: "G0", time_ms: NOW },
        },
        placement: { "n1/G0": { node: "n1", device: "G0", run: "pretrain", date: "2026-11-30", rank: 0 } },
        rank: {
            "pretrain\n2026-11-30\n0": { run: "pretrain", date: "2026-11-30", rank: 0, world_size: 4, heard_ms: NOW,
                step_ns: 5e6, bottleneck: "COMPUTE_BOUND" },
            "pretrain\n2026-11-30\n1": { run: "pretrain", date: "2026-11-30", rank: 1, heard_ms: NOW, step_ns: 6e6,
                bottleneck: "COMPUTE_BOUND" },
        },
        alert: { a: alert() },
        status: { now: { read: true, current: true, dropped: { alert: 0 } } },
    };
}

function known(): Fleet {
    const fleet = new Fleet();
    fleet.linked("open");
    fleet.take(told(), true);
    return fleet;
}

test("a node is as bad as the worst of its devices, and names with numbers are in their order", () => {
    const nodes = new Nodes(known());
    assert.deepEqual(nodes.names(), ["n1", "n2", "n10"]);
    assert.deepEqual(nodes.of("n1").map((row) => nodes.state(row)), ["critical", "silent"]);
    assert.deepEqual(nodes.names().map((node) => nodes.worst(node)), ["critical", "idle", "idle"]);
});

test("a view draws what has changed and leaves the rest as it is", () => {
    const fleet = known();
    const view = fleetView.render({ kind: "fleet", fleet }, page("en"));
    const before = [...view.querySelectorAll(".nodes li")];
    assert.equal(before.length, 3);
    assert.ok(before[0]!.querySelector(".node-critical"));
    fleet.take({ alert: { a: null } }, false);
    const after = [...view.querySelectorAll(".nodes li")];
    assert.equal(after[1], before[1]);
    assert.equal(after[2], before[2]);
    assert.notEqual(after[0], before[0]);
    assert.equal(after[0]!.querySelector(".node-critical"), null);
    assert.deepEqual([...view.querySelectorAll(".counts dd")].map((one) => one.textContent),
        ["1", "3", "4", "0", "0", "1"]);
});

test("the whole picture replaces what was there before", () => {
    const fleet = known();
    fleet.take({ device: { "n3/G0": { node: "n3", device: "G0", time_ms: NOW } } }, true);
    assert.deepEqual(new Nodes(fleet).names(), ["n3"]);
    assert.equal(fleet.tables.alert.size, 0);
});

test("what does not work is said", () => {
    const fleet = new Fleet();
    const view = fleetView.render({ kind: "fleet", fleet }, page("en"));
    const line = (): string => view.querySelector(".live-state")?.textContent ?? "";
    assert.equal(line(), "Connecting.");
    assert.match(view.textContent, /Nothing has been heard of any node yet/);
    fleet.linked("open");
    const status = { read: true, current: false, dropped: { device: 2, alert: 1 } };
    fleet.take({ status: { now: { ...status, read: false } } }, true);
    assert.match(line(), /still reads/);
    fleet.take({ status: { now: status } }, false);
    assert.match(line(), /tells no progress.*3 rows did not fit/);
    fleet.take({ status: { now: { ...status, problem: "no broker" } } }, false);
    assert.match(line(), /cannot read the topics: no broker/);
    fleet.linked("lost");
    assert.match(line(), /connection to the server is lost/);
});

test("alerts are the worst first, then the newest; one that another says is left out", () => {
    const fleet = known();
    fleet.take({ alert: {
        b: alert({ subject: "n2/G0", level: "WARNING", since_ms: NOW + 2 }),
        c: alert({ subject: "n3/G0", since_ms: NOW + 1 }),
        d: alert({ subject: "n4/G0", inhibited_by: "n4" }),
        e: alert({ subject: "n5/G0", firing: false, end_reason: "CLEARED" }),
    } }, false);
    const view = alerts.render({ kind: "fleet", fleet }, page("en"));
    const subjects = (list: number): string[] => [...view.querySelectorAll("ul.alerts")[list]!
        .querySelectorAll(".alert-head strong")].map((one) => one.textContent);
    assert.deepEqual(subjects(0), ["n3/G0", "n1/G0", "n2/G0"]);
    assert.deepEqual(subjects(1), ["n5/G0"]);
    assert.match(view.querySelector("ul.alerts li")!.textContent, /It is hot.*limit 90.*What to do: Cool it\./);
    assert.deepEqual([...view.querySelectorAll("select option")].map((one) => one.textContent), ["all", "pretrain"]);
    fleet.take({ alert: { a: null } }, false);
    assert.deepEqual(subjects(0), ["n3/G0", "n2/G0"]);
});

test("names are text only, and both languages show all", () => {
    for (const name of HOSTILE) {
        for (const language of ["en", "zh"] as const) {
            const fleet = known();
            fleet.take({ alert: { x: alert({ subject: name, node: name, summary: name, advice: name }) },
                device: { [`${name}/0`]: { node: name, device: "0", time_ms: NOW } } }, false);
            for (const view of [fleetView, alerts]) {
                const element = view.render({ kind: "fleet", fleet }, page(language));
                assert.equal(element.querySelector("script, img"), null);
            }
        }
    }
});

test("a run is what its ranks are", () => {
    const [run] = liveRuns(known());
    assert.equal(run!.worldSize, 4);
    assert.deepEqual(run!.bounds, [["COMPUTE_BOUND", 2]]);
    assert.equal(run!.stepNs, 6e6);
    assert.equal(run!.alerts.length, 1);
});

test("the rank that the others wait for has the most time without waiting", () => {
    const steps = (own: number): number[][] =>
        Array.from({ length: 30 }, (_, step) => [step, 1_000, own, 1_000 - own, 0]);
    const detail: RunDetail = { ranks: [{ rank: 0, steps: steps(800) }, { rank: 1, steps: steps(950) },
        { rank: 2, steps: steps(800) }], devices: {} };
    assert.deepEqual(lastRank(detail), { rank: 1, steps: 20, all: 20, waitNs: 150 });
    assert.deepEqual([...fromPeers(detail, "own").values].slice(30, 32), [15, 15]);
    assert.equal(lastRank({ ranks: [detail.ranks[0]!], devices: {} }), null);
    const even = lastRank({ ranks: [detail.ranks[0]!, detail.ranks[2]!], devices: {} });
    assert.equal(even!.steps, 0);
});

test("a list keeps the elements of its keys, in the order that is asked for", () => {
    const list = document.createElement("ul");
    const keyed = new Keyed(list);
    const make = (key: string): HTMLElement => {
        const item = document.createElement("li");
        item.textContent = key;
        return item;
    };
    const shown = (): string => [...list.children].map((one) => one.textContent).join("");
    keyed.show(["a", "b", "c"], () => false, make);
    const b = list.children[1];
    for (const order of ["cab", "bd", "b", "abcd", "dcba", ""]) {
        keyed.show(Array.from(order), (key) => key === "a", make);
        assert.equal(shown(), order);
        if (order === "bd") {
            assert.equal(list.children[0], b);
        }
    }
});

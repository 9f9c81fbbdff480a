import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { data, HOSTILE, page, trace, traceSubject, windowRow } from "./samples";
import type { Picture, Step } from "../src/picture";
import type { Row, Run, Trace } from "../src/report";
import type { Page, Subject } from "../src/view";
import { views } from "../src/views";

browser();

const STEP: Step = {
    step: 17,
    chosen: "median",
    start_ns: 1_000,
    total_ns: 10_000,
    names: [...HOSTILE],
    streams: ["7", HOSTILE[1]!],
    kinds: ["KERNEL", "COMMUNICATION"],
    spans: {
        stream: [0, 0, 1],
        name: [0, 2, 1],
        kind: [0, 0, 1],
        start_ns: [0, 4_000, 4_500],
        duration_ns: [3_000, 5_000, 1_000],
    },
    merged: { stream: [1], start_ns: [100], duration_ns: [500], busy_ns: [300], count: [42] },
    merged_count: 42,
    gaps: {
        count: 9,
        start_ns: [3_000],
        duration_ns: [1_000],
        class: ["INPUT"],
        name: [HOSTILE[0]!],
        part: ["HOST"],
    },
};

const PICTURE: Picture = {
    origin_ns: "1700000000000000000",
    length_ns: 20_000,
    devices: [
        {
            device: "0",
            name: HOSTILE[0]!,
            bins: {
                count: 2,
                width_ns: 10_000,
                start_ns: 0,
                computing_ns: [6_000, 4_000],
                exposed_communication_ns: [1_000, 0],
                exposed_memcpy_ns: [0, 0],
                idle_ns: [3_000, 6_000],
            },
            windows: { step: [17, 18], start_ns: [1_000, 11_000], total_ns: [10_000, 9_000], truncated: [0, 0] },
            steps: [STEP],
        },
        { device: "1", bins: null, windows: { step: [], start_ns: [], total_ns: [], truncated: [] }, steps: [] },
    ],
    memory: [
        { device: "0", component: HOSTILE[0]!, time_ns: [0, 5, 9], allocated_bytes: [1, 900, 2], reserved_bytes: null },
    ],
    modules: { device: ["0", "0"], path: [`${HOSTILE[0]!}/b`, "(none)"], device_ns: [60, 40] },
};

const SHAPE: Row = { operator: HOSTILE[0], input_dims: HOSTILE[2], device: "0", count: 2, device_ns: 1000,
    flops: 5, bytes: 10, unit: "VECTOR_FP32", roofline_ns: 500, bound: "MEMORY", roofline_pct: 50 };

function full(rank: number): Trace {
    return {
        ...trace([...HOSTILE], rank),
        phases: [
            { device: "0", step: null, phase: "FORWARD", device_ns: 60, communication_ns: 20 },
            { device: "0", step: null, phase: "OTHER", device_ns: 40, communication_ns: 0 },
            { device: null, step: null, phase: "DATA", host_ns: 10 },
        ],
        layers: [{ layer: "NORM", device: "0", forward_ns: 10 }, { layer: "OTHER", device: "0", forward_ns: 50 }],
        shapes: [SHAPE, { ...SHAPE, bound: null, flops: null }],
        memory: {
            devices: [{ device: "0", peak_allocated_bytes: 900, peak_reserved_bytes: 1000, growth_bytes: 1 }],
            holders: [{ operator: HOSTILE[0], module: HOSTILE[1], phase: "FORWARD", device: "0", peak_bytes: 900 }],
        },
        communication: [
            { collective: HOSTILE[0], count: 4, total_ns: 100, message_bytes: 4096, busbw_gb_per_s: 12.5 },
            { collective: "allreduce", count: 4, total_ns: 100 },
        ],
    };
}

const SUBJECT: Subject = { kind: "trace", data: data([full(0)]), trace: full(0), picture: PICTURE };

function render(id: string, subject: Subject, on: Page = page("en")): HTMLElement {
    const view = views.find((one) => one.id === id)!;
    assert.ok(view.shows(subject), id);
    const root = view.render(subject, on);
    document.body.replaceChildren(root);
    return root;
}

function press(root: HTMLElement, canvas: number, ...keys: string[]): void {
    for (const key of keys) {
        const event = new KeyboardEvent("keydown", { key, bubbles: true });
        root.querySelectorAll("canvas")[canvas]!.dispatchEvent(event);
    }
}

function said(root: HTMLElement): string {
    return [...root.querySelectorAll(".chart-status")].map(words).join("\n");
}

function words(one: Element): string {
    return one.textContent.replace(/\u00a0/g, " ");
}

const PICTURES = ["timeline", "icicle", "roofline", "memory", "collectives"];

test("hostile names in pictures make no elements and turn no text", () => {
    for (const id of PICTURES) {
        for (const language of ["en", "zh"] as const) {
            const root = render(id, SUBJECT, page(language));
            root.querySelectorAll("canvas").forEach((_, i) => {
                press(root, i, "ArrowRight", "ArrowDown", "n", "Enter");
            });
            root.querySelectorAll("details").forEach((details) => {
                details.open = true;
                details.dispatchEvent(new Event("toggle"));
            });
            assert.equal(root.querySelector("script, img, iframe, style, object"), null, id);
            assert.doesNotMatch(root.outerHTML, /[\u202a-\u202e\u2066-\u2069]/, id);
            assert.ok(root.outerHTML.length < 200_000, `${id}: ${root.outerHTML.length} characters`);
        }
    }
});

test("each picture says what it is, and knows the keyboard", () => {
    for (const id of PICTURES) {
        for (const canvas of render(id, SUBJECT).querySelectorAll("canvas")) {
            assert.notEqual(canvas.getAttribute("aria-label") ?? "", "", id);
            assert.equal(canvas.tabIndex === 0, canvas.getAttribute("role") === "application", id);
        }
    }
});

test("keys go from event to event of the timeline, and open one", () => {
    const root = render("timeline", SUBJECT);
    press(root, 1, "ArrowDown");
    assert.match(said(root), /begins at 4\.00 us, takes 5\.00 us/);
    press(root, 1, "p");
    assert.match(said(root), /begins at 0 ns, takes 3\.00 us/);
    press(root, 1, "Enter");
    const panel = root.querySelector<HTMLElement>(".chart-panel")!;
    assert.equal(panel.hidden, false);
    assert.match(words(panel), /kernel.*stream.*7.*30\.0 %/);
    press(root, 1, "ArrowUp");
    assert.match(said(root), /loads data begins at 3\.00 us/);
    assert.match(words(panel), /10\.0 %/);
    press(root, 1, "ArrowDown", "ArrowDown", "p");
    assert.match(words(panel), /42 events.*busy300 ns/);
    press(root, 1, "Escape");
    assert.equal(panel.hidden, true);
});

test("the timeline says what is merged and left out, and its tables have what it draws", () => {
    const root = render("timeline", SUBJECT);
    assert.deepEqual([...root.querySelectorAll(".notes li")].map(words), [
        "The longest 3 events are drawn one by one. The other 42 are drawn with their neighbours, striped.",
        "The longest 1 of 9 idle times are drawn.",
    ]);
    const [events] = root.querySelectorAll("details");
    events!.open = true;
    events!.dispatchEvent(new Event("toggle"));
    const durations = [...events!.querySelectorAll("tbody tr")].map((row) => words(row.children[3]!));
    assert.deepEqual(durations, ["5.00 us", "3.00 us", "1.00 us"]);
});

test("a server is asked for a step that the data does not hold, and a failure is said", async () => {
    const asked: unknown[] = [];
    const on: Page = {
        ...page("en"),
        cut: (id, step) => `/api/cut?id=${id}&step=${step ?? ""}`,
        step: (...all) => {
            asked.push(all);
            return asked.length === 1 ? Promise.reject(new Error("gone")) : Promise.resolve({ ...STEP, step: 18 });
        },
    };
    const root = render("timeline", SUBJECT, on);
    const choose = async (): Promise<void> => {
        const select = root.querySelector<HTMLSelectElement>(".step-place select")!;
        select.value = "18";
        select.dispatchEvent(new Event("change"));
        await new Promise((done) => setTimeout(done, 0));
    };
    await choose();
    assert.match(said(root), /Step 18 cannot be shown: gone/);
    assert.equal(root.querySelector<HTMLSelectElement>(".step-place select")!.value, "17");
    await choose();
    assert.deepEqual(asked, [["t0", "0", 18], ["t0", "0", 18]]);
    assert.match(root.querySelector("canvas[role=application]")!.getAttribute("aria-label")!, /Events of step 18/);
});

test("a server is asked for the first step where none is held", async () => {
    const asked: unknown[] = [];
    const device = PICTURE.devices[0]!;
    const subject: Subject = { ...traceSubject(["k"]), data: data([full(0)]), trace: full(0), kind: "trace",
        picture: { ...PICTURE, devices: [{ ...device, steps: [] }] } };
    const root = render("timeline", subject, { ...page("en"), cut: () => "/api/cut",
        step: (_, of, step) => (asked.push([of, step]), Promise.resolve(STEP)) });
    await new Promise((done) => setTimeout(done, 0));
    assert.deepEqual(asked, [["0", 17]]);
    assert.equal(root.querySelectorAll("canvas").length, 2);
});

test("ranks are compared with the median of each step", () => {
    const traces = [0, 1, 2].map((rank): Trace => ({
        ...trace(["k"], rank),
        timeline: [17, 18].map((step) => windowRow(step, [100 + 10 * rank, 0, 0, 50])),
    }));
    const went: string[] = [];
    const on: Page = { ...page("en"), go: (href) => went.push(href) };
    const root = render("heat",
        { kind: "run", data: data(traces), name: "r", date: "2026-11-30", run: null, traces }, on);
    press(root, 0, "ArrowDown");
    assert.match(said(root), /rank 0 Step 17: 100 ns, −6\.3 % of the step from the median/);
    press(root, 0, "ArrowDown", "ArrowDown", "End");
    assert.match(said(root), /rank 2 Step 18: 120 ns, \+6\.3 % of the step/);
    press(root, 0, "Enter");
    assert.deepEqual(went, ["#/trace/t2"]);
});

test("a cell of the heat map opens the timeline at its step, which stays when the page is drawn anew", () => {
    const later = { ...STEP, step: 18, chosen: "slowest" as const };
    const picture: Picture = { ...PICTURE, devices: [{ ...PICTURE.devices[0]!, steps: [STEP, later] }] };
    const timeline = [17, 18].map((step) => windowRow(step, [100, 0, 0, 50]));
    const traces = [0, 1].map((rank) => ({ ...full(rank), timeline }));
    const all = { ...data(traces), pictures: { t0: picture, t1: picture } };
    const went: string[] = [];
    const on: Page = { ...page("en"), go: (href) => went.push(href) };
    press(render("heat", { kind: "run", data: all, name: "r", date: "2026-11-30", run: null, traces }, on),
        0, "ArrowDown", "ArrowDown", "End", "Enter");
    assert.deepEqual(went, ["#/trace/t1/timeline"]);
    const last: Subject = { kind: "trace", data: all, trace: traces[1]!, picture };
    const shown = (by: Page) => render("timeline", last, by).querySelector("option[selected]")!.getAttribute("value");
    assert.deepEqual([shown(on), shown(on), shown(page("en"))], ["18", "18", "17"]);
});

test("phases and layers, and modules by their paths, add up to the device", () => {
    const root = render("icicle", SUBJECT);
    assert.match(said(root), /Device 0 100 ns, 100\.0 % of the whole/);
    press(root, 0, "ArrowDown");
    assert.match(said(root), /forward 60 ns, 60\.0 % of the whole/);
    press(root, 0, "ArrowDown");
    assert.match(said(root), /other layers 50 ns, 50\.0 % of the whole, 83\.3 % of forward/);
    const select = root.querySelector("select")!;
    assert.deepEqual([...select.options].map((one) => one.textContent),
        ["Device 0, by phase", "Device 0, by module", "host, by phase"]);
    select.selectedIndex = 1;
    select.dispatchEvent(new Event("change"));
    press(root, 0, "ArrowDown", "Enter");
    assert.match(said(root), /60\.0 % of the whole/);
    press(root, 0, "Escape");
    assert.match(said(root), /Device 0 100 ns/);
});

test("memory says its peak, and the curve has it", () => {
    const root = render("memory", SUBJECT);
    assert.match(words(root), /900 B allocated at the peak, 1\.00 kB reserved/);
    press(root, 0, "Home", "ArrowRight");
    assert.match(said(root), /900 B allocated at 5 ns, the peak/);
});

test("collectives without a size are in the table alone", () => {
    const root = render("collectives", SUBJECT);
    assert.equal(root.querySelectorAll("tbody tr").length, 2);
    press(root, 0, "ArrowRight");
    assert.match(said(root), /1\.02 kB each, 12\.5 GB\/s bus bandwidth/);
});

test("collectives of a run say how long ranks wait for each other", () => {
    const run = { run: "r", date: "2026-11-30", collectives: [
        { name: "allreduce", group: null, from_bytes: 1 << 20, events: 8, transit_ns: 100, wait_ns: 300,
            skew_max_ns: 90, last_rank: 3, busbw_gb_per_s: 150 },
        { name: null, group: null, events: 2, transit_ns: 0, wait_ns: 0, skew_max_ns: 0 },
    ] } as unknown as Run;
    const traces = [trace(["k"], 0)];
    const root = render("collectives", { kind: "run", data: data(traces), name: "r", date: "2026-11-30", run, traces });
    assert.match(words(root.querySelector("tbody tr")!), /^allreduce8.*100 ns300 ns90 ns31\.05 MB150 GB\/s$/);
    press(root, 0, "ArrowRight");
    assert.match(said(root), /allreduce 1\.05 MB each, 150 GB\/s bus bandwidth/);
});

test("a trace without pictures has no timeline, and pictures can be printed", () => {
    assert.equal(views.find((one) => one.id === "timeline")!.shows(traceSubject(["a"])), false);
    for (const id of PICTURES) {
        const root = render(id, SUBJECT, page("en", true));
        assert.ok(root.querySelector(".chart-frame button, select, input, details") === null, id);
    }
});

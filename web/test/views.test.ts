import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { data, HOSTILE, page, trace, traceSubject } from "./samples";
import type { Subject } from "../src/view";
import { overDevices } from "../src/views/kernels";
import type { Kernel } from "../src/report";
import { views } from "../src/views";
import { lowFirst, tagOf } from "../src/views/run";
import { restOf } from "../src/views/verdict";

browser();

const SUBJECTS: Subject[] = [
    traceSubject(HOSTILE),
    { kind: "run", data: data([trace(HOSTILE, 0), trace(HOSTILE, 1)]), name: HOSTILE[0]!, date: "2026-11-30",
        run: null, traces: [trace(HOSTILE, 0), trace(HOSTILE, 1)] },
    { kind: "runs", rows: [{ run: HOSTILE[0], date: "2026-11-30", traces: 8, labels: { commit: HOSTILE[1] } }] },
    { kind: "diff", data: data([]), diff: { before: HOSTILE[0]!, after: HOSTILE[1]!, samples: "step",
        before_samples: 7, after_samples: 7, changes: [
            { measure: "length", verdict: "slower", change_pct: 3.4, before: { samples: 7, mean_ns: 31_900_000 },
                after: { samples: 7, mean_ns: 33_000_000 } },
            { measure: "kernel", kernel: HOSTILE[0]!, verdict: "slower", change_pct: 9.9 },
        ] } },
];

function render(id: string, subject: Subject, language: "en" | "zh" = "en"): HTMLElement {
    return views.find((view) => view.id === id)!.render(subject, page(language));
}

function texts(root: Element, selector: string): string[] {
    return [...root.querySelectorAll(selector)].map((one) => one.textContent.replace(/\u00a0/g, " ").trim());
}

test("hostile names make no elements, turn no text, and are cut, in every view and language", () => {
    for (const subject of SUBJECTS) {
        for (const view of views.filter((one) => one.shows(subject))) {
            for (const language of ["en", "zh"] as const) {
                const root = view.render(subject, page(language));
                const where = `${view.id} ${language}`;
                assert.equal(root.querySelector("script, img, iframe, style, object"), null, where);
                assert.doesNotMatch(root.outerHTML, /[\u202a-\u202e\u2066-\u2069]/, where);
                assert.ok(root.outerHTML.length < 400_000, `${where}: ${root.outerHTML.length} characters`);
            }
        }
    }
});

test("every view can be printed", () => {
    for (const subject of SUBJECTS) {
        for (const view of views.filter((one) => one.shows(subject))) {
            const root = view.render(subject, page("en", true));
            assert.equal(root.querySelector("input"), null, view.id);
        }
    }
});

test("the first view says the verdict with its number, and the largest cause of idle time", () => {
    const root = render("verdict", SUBJECTS[0]!);
    assert.deepEqual(texts(root, ".headline"), ["Compute-bound: computing takes 66.7 % of the time"]);
    assert.match(texts(root, ".lede")[0]!, /Second: idle while the host loads data, 20.0 % of the time/);
    assert.deepEqual(texts(root, ".causes .number").slice(0, 4), ["66.7 %", "200 ms", "30.0 %", "90.0 ms"]);
});

test("the causes of idle time add up to it, and the legend says the whole", () => {
    const root = render("verdict", SUBJECTS[0]!);
    assert.deepEqual(texts(root, ".causes .inside .number"), ["20.0 %", "60.0 ms", "10.0 %", "30.0 ms"]);
    assert.match(texts(root, ".causes .rest")[0]!, /other causes/);
    assert.match(texts(root, ".composition .legend")[0]!, /idle in all 30.0 % 90.0 ms/);
    const idle = { code: "IDLE", share_pct: 30, time_ns: 90 };
    const input = { code: "INPUT", class: "INPUT", share_pct: 29.98, time_ns: 89 };
    assert.deepEqual([restOf([idle]), restOf([input]), restOf([idle, input]),
        restOf([idle, { ...input, share_pct: 20, time_ns: 60 }])], [null, null, null, { share_pct: 10, time_ns: 30 }]);
});

test("the numbers of a step add up to its window", () => {
    const rows = [...render("verdict", SUBJECTS[0]!).querySelectorAll(".sums tbody tr")];
    assert.equal(rows.length, 2);
    for (const row of rows) {
        const [total, ...parts] = texts(row, "td:not(.bar)").map(Number);
        assert.equal(parts.reduce((sum, part) => sum + part, 0).toFixed(2), total!.toFixed(2));
    }
    assert.deepEqual(texts(rows[0]!, "td.total"), ["150.39"]);
});

test("a list shows its first rows, then a thousand more", () => {
    const names = Array.from({ length: 2_500 }, (_, index) => `kernel${index}`);
    const root = render("kernels", traceSubject(names));
    const rows = () => root.querySelectorAll("tbody tr").length;
    const more = root.querySelector<HTMLButtonElement>("button.more")!;
    assert.equal(rows(), 25);
    assert.equal(more.textContent, "Show 1,000 more of 2,500");
    more.click();
    assert.equal(rows(), 1_025);
    more.click();
    assert.equal(more.textContent, "Show all 2,500");
    more.click();
    assert.equal(rows(), 2_500);
    assert.ok(more.hidden);
});

test("a table sorts by a press on a heading, and says so", () => {
    const root = render("kernels", traceSubject(["b", "a", "c"]));
    const heading = [...root.querySelectorAll<HTMLElement>("thead th")].find((one) => one.textContent === "Kernel")!;
    heading.querySelector("button")!.click();
    assert.equal(heading.getAttribute("aria-sort"), "ascending");
    assert.deepEqual(texts(root, "tbody th"), ["a", "b", "c"]);
    heading.querySelector("button")!.click();
    assert.deepEqual(texts(root, "tbody th"), ["c", "b", "a"]);
});

test("the whole name and more numbers open below a row, and close again", () => {
    const root = render("kernels", traceSubject(["one", "two"]));
    const opener = root.querySelector<HTMLButtonElement>("tbody .opener")!;
    opener.click();
    assert.equal(opener.getAttribute("aria-expanded"), "true");
    assert.deepEqual(texts(root, ".detail .whole"), ["one"]);
    opener.click();
    assert.equal(root.querySelector(".detail"), null);
});

test("coverage names the telemetry that lay beside the traces", () => {
    const subject = traceSubject(HOSTILE);
    assert.ok(subject.kind === "trace");
    const source = { node: "n1", source: "dcgm-exporter n1:9400", readings: 1234,
        first_ns: 1_796_021_049e9, last_ns: 1_796_021_109e9 };
    const report = { ...subject.data.report, telemetry: [source] };
    const root = render("coverage", { ...subject, data: { ...subject.data, report } });
    assert.equal(texts(root, ".about dd").at(-1),
        "n1: 1,234 readings of dcgm-exporter n1:9400, 2026-11-30 06:44:09 UTC to 2026-11-30 06:45:09 UTC");
});

test("coverage is written as sums", () => {
    const rows = texts(render("coverage", SUBJECTS[0]!), ".ledger tbody tr");
    assert.ok(rows.some((row) => row.includes("75,718")));
    assert.ok(rows.some((row) => row.startsWith("=") && row.includes("57,506") && row.includes("75.9 %")));
    assert.ok(rows.some((row) => row.startsWith("+") && row.includes("18,212") && row.includes("24.1 %")));
});

test("many devices stand in a table, and each opens", () => {
    const one = trace(["k"]);
    const devices = ["0", "1", "2", "3"];
    const subject: Subject = { kind: "trace", data: data([]), picture: null, trace: { ...one,
        bottlenecks: devices.map((device) => ({ ...one.bottlenecks![0]!, device })),
        timeline: devices.flatMap((device) => one.timeline!.map((row) => ({ ...row, device }))) } };
    const root = render("verdict", subject);
    assert.deepEqual(texts(root, ".headline"),
        ["All 4 devices are bound by compute: computing takes 66.7 % of their time"]);
    assert.equal(root.querySelectorAll(".ranks tbody tr").length, 4);
    const details = root.querySelector("details")!;
    details.open = true;
    details.dispatchEvent(new Event("toggle"));
    assert.equal(details.querySelectorAll(".sums tbody tr").length, 2);
});

test("the ten longest kernels count on all devices together", () => {
    const row = (kernel: string, device: string, ns: number): Kernel =>
        ({ kernel, device, count: 1, total_ns: ns, device_pct: 1 });
    const all = overDevices([row("a", "0", 10), row("b", "0", 15), row("a", "1", 25)], 100);
    assert.deepEqual(all.map(({ name, ns, share }) => [name, ns, share]), [["a", 35, 35], ["b", 15, 15]]);
});

test("two chosen runs can be compared", () => {
    const rows = ["a", "b"].map((run, index) => ({ run, date: `2026-11-2${index}`, traces: 1 }));
    const root = render("runs", { kind: "runs", rows });
    root.querySelectorAll<HTMLInputElement>("input[type=checkbox]").forEach((box) => {
        box.checked = true;
        box.dispatchEvent(new Event("change"));
    });
    assert.equal(root.querySelector(".compare a")!.getAttribute("href"), "#/diff/a/b");
});

test("a rank of a slow stage is not called slow itself, and a low confidence comes first", () => {
    const findings = [{ kind: "IMBALANCED_STAGES", ranks: [], stage_ranks: [6, 7] }, { kind: "SLOW_HOST", ranks: [7] }];
    assert.deepEqual([5, 6, 7, null].map((rank) => tagOf(rank, findings)), [null, "run.slow.stage", "run.slow", null]);
    assert.equal(lowFirst("A stage is slow; in 10 of 12 steps, confidence low.", page("en")),
        "Low confidence. A stage is slow; in 10 of 12 steps.");
    assert.equal(lowFirst("A stage is slow, confidence high.", page("en")), "A stage is slow, confidence high.");
    assert.equal(lowFirst("计算慢：3 个 step 中有 2 个，置信度低。", page("zh")), "置信度低。计算慢：3 个 step 中有 2 个。");
});

test("two dates of one run are compared with each other, and ticks stay when the list is sorted", () => {
    const rows = ["2026-11-20", "2026-11-21"].map((date) => ({ run: "a", date, traces: 1 }));
    const root = render("runs", { kind: "runs", rows });
    const boxes = () => [...root.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
    boxes().forEach((box) => {
        box.checked = true;
        box.dispatchEvent(new Event("change"));
    });
    const link = root.querySelector(".compare a")!;
    assert.equal(link.getAttribute("href"), "#/diff/a%402026-11-20/a%402026-11-21");
    assert.match(link.textContent, /a@2026-11-20 with a@2026-11-21/);
    root.querySelectorAll<HTMLButtonElement>("thead button")[2]!.click();
    assert.deepEqual(boxes().map((box) => box.checked), [true, true]);
});

test("what the file lacks of a trace is said, and how many traces it lacks", () => {
    const subject = traceSubject(["k"]);
    assert.ok(subject.kind === "trace");
    subject.data.left_out = [{ trace_id: "t0", sheets: false, rows: true, steps: true, pictures: false, spans: true }];
    subject.data.traces_left_out = 7;
    assert.deepEqual(texts(render("coverage", subject), ".notice"), [
        "The file had room for the first 1,000 rows of each table of this trace.",
        "The file had no room for the single steps of this trace.",
        "The file had no room for all events of the steps of this trace.",
        "The file had no room for 7 traces.",
    ]);
    const rows = [{ run: "a", date: "2026-11-20", traces: 1 }];
    assert.deepEqual(texts(render("runs", { kind: "runs", rows, tracesLeftOut: 1 }), ".notice"),
        ["The file had no room for 1 trace."]);
});

test("a second press for more rows before the first is done loses no rows", () => {
    const frames: FrameRequestCallback[] = [];
    const before = globalThis.requestAnimationFrame;
    globalThis.requestAnimationFrame = (action) => frames.push(action);
    try {
        const names = Array.from({ length: 1_500 }, (_, index) => `kernel${index}`);
        const root = render("kernels", traceSubject(names));
        const more = root.querySelector<HTMLButtonElement>("button.more")!;
        more.click();
        more.click();
        for (let next = frames.shift(); next !== undefined; next = frames.shift()) {
            next(0);
        }
        assert.deepEqual(texts(root, "tbody th"), names);
    } finally {
        globalThis.requestAnimationFrame = before;
    }
});

import type { PageData } from "../src/data";
import type { Bottleneck, IdleCause, Kernel, Operator, Trace, Window } from "../src/report";
import { text, word, type Language } from "../src/i18n";
import { address } from "../src/route";
import type { Page, Subject } from "../src/view";

/** Names that would do harm if they were read as markup, turned the text around them, or had no end. */
export const HOSTILE = [
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "\u202egnp.exe",
    "x".repeat(1_000_000),
    "constructor",
];

export function windowRow(step: number | null, parts: [number, number, number, number]): Window {
    const [computing, communication, copies, idle] = parts;
    return {
        device: "0",
        step,
        total_ns: computing + communication + copies + idle,
        computing_ns: computing,
        exposed_communication_ns: communication,
        exposed_memcpy_ns: copies,
        idle_ns: idle,
        truncated: step === 18,
        bottleneck: "COMPUTE_BOUND",
        gaps: [],
    };
}

function kernel(name: string, index: number): Kernel {
    return {
        kernel: name,
        device: "0",
        kind: "KERNEL",
        count: 10 + index,
        total_ns: 80_683_000 - index * 1_000,
        device_pct: 13.4,
        avg_ns: 498_043.2,
    };
}

function operator(name: string): Operator {
    return {
        operator: name,
        kind: "OPERATOR",
        count: 6,
        total_ns: 57_300_000,
        avg_ns: 180_000,
        self_ns: 33_100_000,
        self_pct: 4.6,
        runtime_ns: 1,
        device_ns: 127_000_000,
        device_total_ns: 127_000_000,
        device_pct: 21.1,
        children: 954,
    };
}

const BOUND: Bottleneck = {
    device: "0",
    step: null,
    bottleneck: "COMPUTE_BOUND",
    total_ns: 300_000_000,
    computing_pct: 66.7,
    memcpy_pct: 1.3,
    communication_pct: 2,
    idle_pct: 30,
    confidence: "HIGH",
    device_name: "Tesla V100",
    causes: [
        { code: "COMPUTING", share_pct: 66.7, time_ns: 200_000_000 },
        { code: "IDLE", share_pct: 30, time_ns: 90_000_000 },
        { code: "INPUT", class: "INPUT", share_pct: 20, time_ns: 60_000_000, name: HOSTILE[0]!, place: HOSTILE[1]! },
    ],
};

const IDLE: IdleCause[] = [null, 17, 18].map((step) =>
    ({ device: "0", step, idle_ns: 20_000_000, class: "INPUT", part: "HOST", count: 1, name: HOSTILE[0]! }));

export function trace(names: string[], rank: number | null = 0): Trace {
    return {
        trace_id: `t${rank ?? ""}`,
        run: HOSTILE[0]!,
        node: null,
        rank,
        date: "2026-11-30",
        state: "COMPLETE",
        header: { source: HOSTILE[1]!, dialect: "kineto", device_names: { 0: "Tesla V100" } },
        labels: { model: HOSTILE[0]! },
        totals: { bytes_read: 35_212_340, events_read: 75_718, published: 57_506, merged: { flow: 18_212 } },
        device_events: 100,
        linked: 90,
        unlinked_no_launch: 10,
        bottlenecks: [BOUND],
        timeline: [
            windowRow(null, [200_000_000, 6_000_000, 4_000_000, 90_000_000]),
            windowRow(17, [98_508_000, 0, 1_654_000, 50_228_000]),
            windowRow(18, [98_529_000, 0, 1_813_000, 19_222_000]),
        ],
        idle_causes: IDLE,
        kernels: names.map(kernel),
        operators: names.map(operator),
        unrecorded: [{ part: "modules", option: "with_stack=True" }],
    };
}

export function data(traces: Trace[]): PageData {
    return {
        format: 1,
        kind: "report",
        program: "tracemill",
        source: "file",
        report: { format_version: 2, runs: [], traces },
        details: "all",
        sentences: [{ trace_id: "t0", device: "0", en: [`Bound. ${HOSTILE[0]!}`], zh: ["瓶颈在计算。"] }],
    };
}

export function traceSubject(names: string[]): Subject {
    const one = trace(names);
    return { kind: "trace", data: data([one]), trace: one, picture: null };
}

/** Page that writes in a language, and leads nowhere. */
export function page(language: Language, printing = false): Page {
    return {
        language,
        printing,
        comparing: !printing,
        t: (key, values) => text(language, key, values),
        word: (family, code) => word(language, family, code),
        short: (name) => name,
        href: address,
        go: () => undefined,
        goTrace: () => undefined,
        step: () => Promise.resolve(null),
        cut: () => null,
        chosen: new Map(),
        kept: (first) => first,
        onLeave: () => undefined,
        say: () => undefined,
    };
}

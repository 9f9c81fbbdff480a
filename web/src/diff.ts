/** What `diff --format json` prints: the keys that the page reads. */

import type { Trace } from "./report";

export interface Side {
    samples: number;
    outliers?: number;
    mean_ns: number;
    variation_pct?: number | null;
    share_pct?: number | null;
}

export interface Change {
    measure: string;
    operator?: string;
    kernel?: string;
    shape?: string;
    device?: string;
    verdict: string;
    change_pct?: number | null;
    low_pct?: number | null;
    high_pct?: number | null;
    detectable_pct?: number | null;
    before?: Side | null;
    after?: Side | null;
    share_change_pct?: number | null;
}

export interface DiffDoc {
    before: string;
    after: string;
    samples: string;
    before_samples: number;
    after_samples: number;
    unmatched_samples?: number;
    gate?: string;
    fail_above_pct?: number;
    samples_needed?: number;
    changes: Change[];
}

/** Traces of one side of a comparison, which is a run, a run and a date, or the beginning of the id of a trace. */
export function tracesOf(name: string, traces: readonly Trace[]): Trace[] {
    const told = [
        (trace: Trace) => trace.run === name,
        (trace: Trace) => `${trace.run}@${trace.date}` === name,
        (trace: Trace) => trace.trace_id.startsWith(name),
    ];
    return told.map((isOf) => traces.filter(isOf)).find((found) => found.length > 0) ?? [];
}

/** Verdicts of changes that chance does not explain. */
const PROVEN = new Set(["slower", "faster", "new", "gone"]);

/** Whether chance does not explain a change. */
export function isProven(change: Change): boolean {
    return PROVEN.has(change.verdict);
}

/** What a row of a table is about; each has a table of its own. */
export const MEASURES = ["operator", "kernel", "shape", "device"] as const;
export type Measure = (typeof MEASURES)[number];

/** Proven changes of each table, without the tables that have none. */
export function provenIn(doc: DiffDoc): { measure: Measure; count: number }[] {
    return MEASURES.map((measure) => ({ measure,
        count: doc.changes.filter((change) => change[measure] !== undefined && isProven(change)).length }))
        .filter((one) => one.count > 0);
}

/** The change of the samples as a whole: the length of a step, or of a trace. */
export function whole(doc: DiffDoc): Change | null {
    return doc.changes.find((change) => change.measure === "length") ?? null;
}

/** Name of what a change is about. */
export function nameOf(change: Change): string {
    return change.operator ?? change.kernel ?? change.shape ?? change.device ?? change.measure;
}

/** Time by which a change moves the samples, in ns; the sizes of both sides tell a new or a gone thing. */
export function movedNs(change: Change): number {
    return (change.after?.mean_ns ?? 0) - (change.before?.mean_ns ?? 0);
}

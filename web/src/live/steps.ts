import { fromMedian, type Matrix, matrix, median } from "../chart/matrix";
import type { RunDetail } from "./rows";

/** What a heat map of ranks and steps shows. */
export const MEASURES = ["own", "wait", "step"] as const;

export type Measure = (typeof MEASURES)[number];

/** A measure of a step: its length, what of it is waiting in communication, or the rest. */
function measured(step: readonly number[], measure: Measure): number {
    const [, total = NaN, , exposed = NaN] = step;
    return measure === "step" ? total : measure === "wait" ? exposed : total - exposed;
}

/** Measures of each rank and step, in ns. */
export function stepMatrix(detail: RunDetail, measure: Measure): Matrix {
    const ranks = [...detail.ranks].filter((rank) => rank.steps.length > 0).sort((a, b) => a.rank - b.rank);
    return matrix(ranks.map((rank) => String(rank.rank)), ranks.flatMap((rank) => rank.steps.map((step) => ({
        row: String(rank.rank), column: step[0] ?? 0, value: measured(step, measure) }))));
}

/** Differences from the median of the ranks in each step, in percent of the median step. */
export function fromPeers(detail: RunDetail, measure: Measure): Matrix {
    return fromMedian(stepMatrix(detail, measure), stepMatrix(detail, "step"));
}

/** Which rank the others wait for. */
export interface Last {
    readonly rank: number;
    /** In how many of the last steps it was last. */
    readonly steps: number;
    readonly all: number;
    /** Median of what the other ranks wait in these steps beyond it, in ns. */
    readonly waitNs: number;
}

/** Steps that are looked at. */
const LAST_STEPS = 20;

/** Part of the step by which a rank must be later than the median, to be called last. */
const LATER = 0.01;

/**
 * The rank that was last in most of the last steps: the one with the most time without waiting, if that is more than
 * that of the median rank. Null without steps of two ranks.
 */
export function lastRank(detail: RunDetail): Last | null {
    const own = stepMatrix(detail, "own");
    const wait = stepMatrix(detail, "wait");
    const width = own.columns.length;
    const first = Math.max(0, width - LAST_STEPS);
    if (own.rows.length < 2 || width === 0) {
        return null;
    }
    const found = new Map<number, number[]>();
    for (let at = first; at < width; at++) {
        const column = (of: Matrix): number[] => of.rows.map((_, row) => of.values[row * width + at] ?? NaN);
        const times = column(own);
        const most = times.reduce((best, value, row) => value > (times[best] ?? NaN) || Number.isNaN(times[best] ?? NaN)
            ? row : best, 0);
        const middle = median(times);
        if ((times[most] ?? NaN) > middle * (1 + LATER)) {
            const waits = column(wait);
            found.set(most, [...found.get(most) ?? [], median(waits) - (waits[most] ?? NaN)]);
        }
    }
    const [best] = [...found].sort((a, b) => b[1].length - a[1].length);
    const all = width - first;
    return best === undefined ? { rank: -1, steps: 0, all, waitNs: 0 }
        : { rank: Number(own.rows[best[0]]), steps: best[1].length, all, waitNs: Math.max(0, median(best[1])) };
}

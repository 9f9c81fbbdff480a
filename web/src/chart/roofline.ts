/** Operations of a device in a window, and the part of its peak that they are; the report's names. */
export interface Work {
    readonly unit: string;
    readonly flops: number;
    readonly totalNs: number;
    readonly mfuPct: number;
}

/** Peak of a unit, in operations per second, by the part of it that was used. */
export function peakOf(work: Work): number {
    return (work.flops * 1e11) / work.totalNs / work.mfuPct;
}

/** What the roofline needs to know of an operator with the shapes of its inputs; the report's names. */
export interface RooflineRow {
    readonly count: number;
    readonly device_ns: number;
    readonly flops?: number | null;
    readonly bytes?: number | null;
    readonly unit?: string | null;
    readonly roofline_ns?: number | null;
    readonly bound?: string | null;
}

/** Peaks of a device, as far as the rows tell them. */
export interface Peaks {
    /** Bytes per second; null if no row is limited by it. */
    readonly bandwidth: number | null;
    /** Operations per second of each unit that limits a row. */
    readonly units: ReadonlyMap<string, number>;
}

/** Least times below this are too coarse to tell a peak from, in ns. */
const COARSE = 100;

/**
 * Peaks that the least times of the rows were computed from: the least time of a row is bytes / bandwidth if memory
 * limits it, and flops / peak of its unit if computing does. The largest times tell them best: they are rounded least.
 */
export function peaks(rows: readonly RooflineRow[]): Peaks {
    let bandwidth: number | null = null;
    const units = new Map<string, number>();
    const told = rows.filter((row) => (row.roofline_ns ?? 0) >= COARSE);
    for (const row of [...told].sort((a, b) => (b.roofline_ns ?? 0) - (a.roofline_ns ?? 0))) {
        if (row.bound === "MEMORY") {
            bandwidth ??= perSecond(row.bytes, row);
        } else if (row.bound === "COMPUTE" && typeof row.unit === "string" && !units.has(row.unit)) {
            units.set(row.unit, perSecond(row.flops, row));
        }
    }
    return { bandwidth, units };
}

function perSecond(amount: number | null | undefined, row: RooflineRow): number {
    const ns = row.roofline_ns ?? 0;
    return ns > 0 ? ((amount ?? 0) * row.count * 1e9) / ns : 0;
}

/** A point of the roofline: operations for each byte, and operations per second. */
export interface Point {
    readonly intensity: number;
    readonly rate: number;
}

/** The point of a row; null if its operations or bytes are not known. */
export function point(row: RooflineRow): Point | null {
    const flops = row.flops ?? 0;
    const bytes = row.bytes ?? 0;
    if (flops <= 0 || bytes <= 0 || row.device_ns <= 0) {
        return null;
    }
    return { intensity: flops / bytes, rate: (flops * row.count * 1e9) / row.device_ns };
}

/** What the roofline needs to know of an operator with the shapes of its inputs; the report's names. */
export interface RooflineRow {
    readonly count: number;
    readonly device_ns: number;
    readonly flops?: number | null;
    readonly bytes?: number | null;
    readonly unit?: string | null;
    readonly roofline_ns?: number | null;
}

/** Peaks of a device, as far as the rows tell them. */
export interface Peaks {
    /** Bytes per second; null if no row is limited by it. */
    readonly bandwidth: number | null;
    /** Operations per second of each unit that limits a row. */
    readonly units: ReadonlyMap<string, number>;
}

const CLOSE = 1e-6;

/**
 * Peaks that the least times of the rows were computed from. The least time is the larger of bytes / bandwidth and
 * flops / peak, so the largest of bytes / time is the bandwidth, unless operations limit all rows; in the same way
 * for a unit's peak, which is told only by rows that its operations limit.
 */
export function peaks(rows: readonly RooflineRow[]): Peaks {
    let bandwidth = 0;
    for (const row of rows) {
        bandwidth = Math.max(bandwidth, perSecond(row.bytes, row));
    }
    const units = new Map<string, number>();
    for (const row of rows) {
        const rate = perSecond(row.flops, row);
        if (typeof row.unit === "string" && rate > 0 && perSecond(row.bytes, row) < bandwidth * (1 - CLOSE)) {
            units.set(row.unit, Math.max(units.get(row.unit) ?? 0, rate));
        }
    }
    const limits = rows.filter(
        (row) => bandwidth > 0 && perSecond(row.bytes, row) >= bandwidth * (1 - CLOSE),
    );
    return { bandwidth: limits.length > 1 || units.size > 0 ? bandwidth : null, units };
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

/** Values of rows and columns, such as of ranks and steps; NaN where there is none. */
export interface Matrix {
    readonly rows: readonly string[];
    readonly columns: readonly number[];
    /** Row after row. */
    readonly values: Float64Array;
}

/** One value of a matrix. */
export interface Entry {
    readonly row: string;
    readonly column: number;
    readonly value: number;
}

/** A matrix of entries; rows in the order given, columns ascending. */
export function matrix(rows: readonly string[], entries: Iterable<Entry>): Matrix {
    const all = [...entries];
    const columns = [...new Set(all.map((entry) => entry.column))].sort((a, b) => a - b);
    const rowAt = new Map(rows.map((row, i) => [row, i]));
    const columnAt = new Map(columns.map((column, i) => [column, i]));
    const values = new Float64Array(rows.length * columns.length).fill(NaN);
    for (const entry of all) {
        const row = rowAt.get(entry.row);
        const column = columnAt.get(entry.column);
        if (row !== undefined && column !== undefined) {
            values[row * columns.length + column] = entry.value;
        }
    }
    return { rows, columns, values };
}

/** Middle of the numbers that are not NaN; NaN if there is none. */
export function median(values: readonly number[]): number {
    const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    const upper = sorted[middle] ?? NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/**
 * Differences of each value from the median of its column, in percent of the median of the same column of a matrix of
 * the wholes that the values are parts of.
 */
export function fromMedian(of: Matrix, wholes: Matrix): Matrix {
    const width = of.columns.length;
    const column = (from: Matrix, at: number): number[] =>
        from.rows.map((_, row) => from.values[row * width + at] ?? NaN);
    const values = new Float64Array(of.values.length).fill(NaN);
    for (let at = 0; at < width; at++) {
        const middle = median(column(of, at));
        const whole = median(column(wholes, at));
        column(of, at).forEach((value, row) => {
            values[row * width + at] = whole > 0 ? (100 * (value - middle)) / whole : NaN;
        });
    }
    return { rows: of.rows, columns: of.columns, values };
}

/** Least and most of the values; NaN if there is none. */
export function extent(of: Matrix): [number, number] {
    let least = Infinity;
    let most = -Infinity;
    for (const value of of.values) {
        if (!Number.isNaN(value)) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
    }
    return least === Infinity ? [NaN, NaN] : [least, most];
}

/** Level of a value among equal classes from 0; -1 for NaN. */
export function level(value: number, least: number, most: number, classes: number): number {
    if (Number.isNaN(value)) {
        return -1;
    }
    if (most <= least) {
        return 0;
    }
    return Math.max(0, Math.min(classes - 1, Math.floor(((value - least) / (most - least)) * classes)));
}

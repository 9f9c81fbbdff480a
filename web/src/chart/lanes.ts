import type { Viewport } from "./viewport";

/** Items of one lane of a timeline, in order of their starts; times are in ns. */
export interface Lane {
    readonly label: string;
    readonly start: Float64Array;
    readonly end: Float64Array;
    /** Latest end of the items up to this one: items may overlap. */
    readonly reach: Float64Array;
    /** Index of each item in the columns that the lane was made from. */
    readonly item: Int32Array;
    /** Column set of each item, such as single kernels or merged ones. */
    readonly source: Uint8Array;
}

/** Columns of starts and durations, of which some belong to the lane. */
export interface Columns {
    readonly start_ns: readonly number[];
    readonly duration_ns: readonly number[];
}

/** A rectangle to draw: one item, or several that are too short to be seen apart. */
export interface Box {
    x: number;
    width: number;
    /** Position in the lane of the longest item that it stands for. */
    at: number;
    count: number;
    /** Part of it that the items fill, up to 1. */
    cover: number;
}

/** A lane of those items of some sets of columns that belong to it. */
export function lane(
    label: string,
    sets: readonly Columns[],
    belongs: (set: number, item: number) => boolean,
): Lane {
    const order: [number, number, number, number][] = [];
    sets.forEach((columns, set) => {
        columns.start_ns.forEach((start, item) => {
            if (belongs(set, item)) {
                order.push([start, columns.duration_ns[item] ?? 0, item, set]);
            }
        });
    });
    order.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let reach = -Infinity;
    return {
        label,
        start: Float64Array.from(order, ([start]) => start),
        end: Float64Array.from(order, ([start, duration]) => start + duration),
        reach: Float64Array.from(order, ([start, duration]) => (reach = Math.max(reach, start + duration))),
        item: Int32Array.from(order, ([, , item]) => item),
        source: Uint8Array.from(order, ([, , , set]) => set),
    };
}

/** Position of the first item of sorted numbers that is not below a value. */
export function lowerBound(values: Float64Array, value: number): number {
    let low = 0;
    let high = values.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((values[middle] ?? 0) < value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/**
 * Rectangles of the items in view, from left to right. Items that are narrower than a pixel and lie in the same one are
 * drawn as one, so there are never many more rectangles than pixels and wide items.
 */
export function boxes(lane: Lane, view: Viewport, width: number): Box[] {
    const scale = width / (view.to - view.from);
    const drawn: Box[] = [];
    let small: Box | undefined;
    let longest = 0;
    for (let at = lowerBound(lane.reach, view.from); at < lane.start.length; at++) {
        const start = lane.start[at] ?? 0;
        const end = lane.end[at] ?? 0;
        if (start > view.to) {
            break;
        }
        if (end < view.from) {
            continue;
        }
        const x = (start - view.from) * scale;
        const length = (end - start) * scale;
        if (length >= 1) {
            const left = Math.max(x, -1);
            drawn.push({ x: left, width: Math.min(x + length, width + 1) - left, at, count: 1, cover: 1 });
            small = undefined;
        } else if (small !== undefined && Math.floor(x) === Math.floor(small.x)) {
            small.count++;
            small.cover = Math.min(1, small.cover + length);
            if (end - start > longest) {
                longest = end - start;
                small.at = at;
            }
        } else {
            longest = end - start;
            small = { x: Math.floor(x), width: 1, at, count: 1, cover: length };
            drawn.push(small);
        }
    }
    return drawn;
}

/** Position of the item at a time, or of the nearest within a distance; -1 if there is none. */
export function hit(lane: Lane, time: number, distance: number): number {
    let best = -1;
    let least = Infinity;
    const first = lowerBound(lane.reach, time - distance);
    for (let at = first; at < lane.start.length; at++) {
        const start = lane.start[at] ?? 0;
        if (start > time + distance) {
            break;
        }
        const away = Math.max(0, start - time, time - (lane.end[at] ?? 0));
        if (away < least || (away === least && away === 0)) {
            best = at;
            least = away;
        }
    }
    return least <= distance ? best : -1;
}

/** Position of the item nearest to a time; -1 in an empty lane. */
export function nearest(lane: Lane, time: number): number {
    return hit(lane, time, Infinity);
}

/** The longest items of columns, the longest first. */
export function longest(columns: Columns, most: number): number[] {
    const items = columns.duration_ns.map((_, item) => item);
    items.sort((a, b) => (columns.duration_ns[b] ?? 0) - (columns.duration_ns[a] ?? 0) || a - b);
    return items.slice(0, most);
}

/** Pictures of one trace. Times are whole ns from the origin; arrays are columns of equal length. */
export interface Picture {
    origin_ns: string;
    length_ns: number;
    devices: DevicePicture[];
    memory: MemoryCurve[];
    /** Time of a device in each module by its path, without the modules inside it; absent if none was recorded. */
    modules?: ModuleTimes;
}

export interface ModuleTimes {
    device: (string | null)[];
    /** Instances from the outermost inwards, with / between them. */
    path: string[];
    device_ns: number[];
}

export interface DevicePicture {
    device: string | null;
    name?: string | null;
    /** What the device did in equal parts of the trace; null if not all of its events were kept. */
    bins: {
        count: number;
        width_ns: number;
        start_ns: number;
        computing_ns: number[];
        exposed_communication_ns: number[];
        exposed_memcpy_ns: number[];
        idle_ns: number[];
    } | null;
    windows: { step: number[]; start_ns: number[]; total_ns: number[]; truncated: number[] };
    steps: Step[];
}

export interface MemoryCurve {
    device: string | null;
    component: string | null;
    time_ns: number[];
    allocated_bytes: number[];
    reserved_bytes: (number | null)[] | null;
}

/** Events of a device in one step. Times are from the start of the step. */
export interface Step {
    step: number | null;
    chosen: "median" | "slowest" | "asked" | "whole";
    start_ns: number;
    total_ns: number;
    names: string[];
    streams: string[];
    kinds: string[];
    spans: { stream: number[]; name: number[]; kind: number[]; start_ns: number[]; duration_ns: number[] };
    /** Neighbours of a stream that had no room as spans of their own. */
    merged: { stream: number[]; start_ns: number[]; duration_ns: number[]; busy_ns: number[]; count: number[] };
    merged_count: number;
    /** The longest idle times; the numbers are those of all. */
    gaps: {
        count?: number;
        idle_ns?: number;
        start_ns: number[];
        duration_ns: number[];
        class: (string | null)[];
        name: (string | null)[];
        part: (string | null)[];
    };
}

/** Data of the page, as the program writes it: what `report --format json` prints, sentences, and pictures. */

import type { DiffDoc } from "./diff";
import type { Picture } from "./picture";
import type { Report } from "./report";

export type { DiffDoc } from "./diff";
export type * from "./picture";
export type * from "./report";

export interface PageData {
    format: number;
    kind: "report" | "diff";
    program: string;
    source: "file" | "serve";
    report: Report;
    details: "all" | "some";
    left_out?: LeftOut[];
    /** Number of traces of which the file has nothing. */
    traces_left_out?: number;
    sentences?: Sentences[];
    run_sentences?: RunSentences[];
    /** Short forms of names of kernels and operators, by whole name. */
    short_names?: Record<string, string>;
    pictures?: Record<string, Picture>;
    /** What the devices of the traces did, minute by minute. */
    telemetry_lanes?: Lanes;
    /** Alerts on the run, its nodes and its devices, the worst first. */
    alerts?: RunAlert[];
    diff?: DiffDoc;
    /** Only from a server, for a run: the run on each date. */
    trend?: TrendPoint[];
}

/** What a trace lacks in the file, because there was no room. */
export interface LeftOut {
    trace_id: string;
    sheets: boolean;
    /** No timeline at all. */
    pictures: boolean;
    /** Not even the windows of steps. */
    steps?: boolean;
    /** Only the first rows of tables. */
    rows?: boolean;
    /** Fewer single events of steps than there are, or no steps. */
    spans?: boolean;
}

/** Sentences on one device of a trace, the verdict first. */
export interface Sentences {
    trace_id: string;
    device: string | null;
    en: string[];
    zh: string[];
    /** What each sentence is: plain, evidence or a warning. */
    tones?: string[];
}

export interface RunSentences {
    run: string;
    date: string;
    en: string[];
    zh: string[];
    tones?: string[];
}

export interface TrendPoint {
    date: string;
    mean_step_ns: number | null;
    steps: number;
    bottleneck: string | null;
    traces: number;
}

/** Start in ns from the origin, length in ns, then mean, least and most in the unit of the quantity. */
export type Minute = readonly [number, number, number, number, number];

/** Times are in ns from the origin, which is in ns since the epoch. */
export interface Lanes {
    origin_ns: number;
    devices_left_out: number;
    devices: DeviceLanes[];
}

export interface DeviceLanes {
    trace_id: string;
    device: string;
    node: string;
    /** The device, as its telemetry names it. */
    telemetry_device: string;
    steps: { step: number; from_ns: number; total_ns: number }[];
    quantities: Record<string, Minute[]>;
}

/** An alert; one that goes on has no end. Times are in ns since the epoch. */
export interface RunAlert {
    rule: string;
    subject: string;
    level: string;
    since_ns: number;
    end_ns?: number;
    summary: string;
    advice: string;
}

/** Row of the list of runs of an archive. */
export type RunRow = Record<string, unknown>;

/** Bytes of a base64 text. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
    const text = atob(base64.trim());
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) {
        bytes[i] = text.charCodeAt(i);
    }
    return bytes;
}

/** Page data from base64 of the gzip of its JSON. */
export async function decode(base64: string): Promise<PageData> {
    const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return checked(JSON.parse(await new Response(stream).text()));
}

/** Page data of the format that this page reads; other formats are refused with a sentence. */
export function checked(value: unknown): PageData {
    const data = value as Partial<PageData> | null;
    if (data?.format !== 1 || data.report === undefined) {
        throw new Error(`The page reads data of format 1, but this is format ${String(data?.format)}.`);
    }
    return data as PageData;
}

import type { Step } from "../picture";

/** Where the Perfetto UI is. */
export const PERFETTO = "https://ui.perfetto.dev";

interface TraceEvent {
    readonly ph: "X" | "M";
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly ts?: number;
    readonly dur?: number;
    readonly cat?: string;
    readonly args?: Readonly<Record<string, string | number>>;
}

/** How the tracks of gaps and of merged events are called. */
export interface TrackNames {
    readonly device: string;
    readonly stream: (stream: string) => string;
    readonly gaps: string;
    readonly merged: (count: number) => string;
    readonly cause: (cause: string | null, part: string | null) => string;
}

/**
 * A Chrome trace of a step, as JSON text: one thread for each stream and one for the gaps. Its times are from the start
 * of the whole trace.
 */
export function chromeTrace(step: Step, names: TrackNames): string {
    const { streams, spans, merged, gaps } = step;
    const gapsThread = streams.length + 1;
    const at = (name: string, tid: number, startNs: number, durationNs: number): TraceEvent =>
        complete(name, tid, step.start_ns + startNs, durationNs);
    const events: TraceEvent[] = [meta("process_name", 0, names.device)];
    events.push(meta("thread_name", gapsThread, names.gaps), sort(gapsThread, 0));
    streams.forEach((stream, i) => {
        events.push(meta("thread_name", i + 1, names.stream(stream)), sort(i + 1, i + 1));
    });
    spans.start_ns.forEach((start, i) => {
        const name = step.names[spans.name[i] ?? -1] ?? "";
        const cat = step.kinds[spans.kind[i] ?? -1] ?? "";
        events.push({ ...at(name, (spans.stream[i] ?? 0) + 1, start, spans.duration_ns[i] ?? 0), cat });
    });
    merged.start_ns.forEach((start, i) => {
        const count = merged.count[i] ?? 0;
        const args = { count, busy_ns: merged.busy_ns[i] ?? 0 };
        const thread = (merged.stream[i] ?? 0) + 1;
        events.push({ ...at(names.merged(count), thread, start, merged.duration_ns[i] ?? 0), args });
    });
    gaps.start_ns.forEach((start, i) => {
        const cause = names.cause(gaps.class[i] ?? null, gaps.part[i] ?? null);
        const args = { name: gaps.name[i] ?? "", part: gaps.part[i] ?? "" };
        events.push({
            ...at(cause, gapsThread, start, gaps.duration_ns[i] ?? 0),
            cat: "gap",
            args,
        });
    });
    return JSON.stringify({ displayTimeUnit: "ns", traceEvents: events });
}

function meta(what: string, tid: number, name: string): TraceEvent {
    return { ph: "M", name: what, pid: 0, tid, args: { name } };
}

function sort(tid: number, place: number): TraceEvent {
    return { ph: "M", name: "thread_sort_index", pid: 0, tid, args: { sort_index: place } };
}

/** Times are in us with three decimals, as the format has them. */
function complete(name: string, tid: number, startNs: number, durationNs: number): TraceEvent {
    return { ph: "X", name, pid: 0, tid, ts: startNs / 1000, dur: durationNs / 1000 };
}

/** How a hand-over ended. */
export type HandOver = "done" | "blocked" | "silent";

/** What a hand-over needs of the browser. */
export interface Host {
    open(url: string): Pick<Window, "postMessage" | "closed"> | null;
    listen(heard: (event: Pick<MessageEvent, "origin" | "data" | "source">) => void): () => void;
    every(ms: number, act: () => void): () => void;
}

/** The browser that the page is in. */
export function browser(): Host {
    return {
        open: (url) => window.open(url),
        listen: (heard) => {
            window.addEventListener("message", heard);
            return () => {
                window.removeEventListener("message", heard);
            };
        },
        every: (ms, act) => {
            const timer = window.setInterval(act, ms);
            return () => {
                window.clearInterval(timer);
            };
        },
    };
}

const PING_MS = 50;
const PINGS = 600;

/**
 * Hands a trace to a new window of the Perfetto UI: it is asked until it answers, at most 30 s long, and nothing is
 * sent to any other origin. The window opens at once, as browsers want it of a click; only then the trace is made, and
 * it may come later. Its failure ends the hand-over.
 */
export function handOver(host: Host, title: string, make: () => Promise<ArrayBuffer>): Promise<HandOver> {
    const target = host.open(PERFETTO);
    if (target === null) {
        return Promise.resolve("blocked");
    }
    return new Promise((resolve, reject) => {
        let pings = 0;
        const quiet = (): void => {
            stop();
            deaf();
        };
        const deaf = host.listen((event) => {
            if (event.origin !== PERFETTO || event.source !== target || event.data !== "PONG") {
                return;
            }
            quiet();
            void trace.then((buffer) => {
                const perfetto = { buffer, title, fileName: `${title}.json` };
                target.postMessage({ perfetto }, PERFETTO);
                resolve("done");
            }, () => undefined);
        });
        const stop = host.every(PING_MS, () => {
            if (target.closed || ++pings > PINGS) {
                quiet();
                resolve("silent");
            } else {
                target.postMessage("PING", PERFETTO);
            }
        });
        const trace = make();
        trace.catch((error: unknown) => {
            quiet();
            reject(error instanceof Error ? error : new Error(String(error)));
        });
    });
}

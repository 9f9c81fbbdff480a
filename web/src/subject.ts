import type { PageData, RunRow, Trace } from "./data";
import type { Fleet } from "./live/fleet";
import { UnknownAddress } from "./failure";
import type { Route } from "./route";
import type { Source } from "./source";
import type { Subject } from "./view";

/** What an address is about, with its data. */
export async function subjectOf(route: Route, source: Source): Promise<Subject> {
    switch (route.kind) {
        case "home":
            if (source.data === null && !source.about.archive) {
                return { kind: "fleet", fleet: fleetOf(source) };
            }
            return source.data === null ? { kind: "runs", rows: await source.runs() } : home(source.data);
        case "unknown":
            throw new UnknownAddress();
        case "fleet":
            return { kind: "fleet", fleet: fleetOf(source) };
        case "live":
            return { kind: "live", fleet: fleetOf(source), run: route.run, date: route.date,
                archive: source.about.archive, detail: () => source.liveRun(route.run, route.date) };
        case "run":
            return ofRun(await source.run(route.run, route.date), route.run, route.date);
        case "trace":
            return ofTrace(await source.trace(route.id), route.id);
        case "diff":
            return ofDiff(await source.diff(route.a ?? "", route.b ?? ""));
    }
}

function fleetOf(source: Source): Fleet {
    if (source.fleet === null) {
        throw new UnknownAddress();
    }
    return source.fleet();
}

/** What a file opens with: the comparison, the only trace, the only run, or the list of runs. */
function home(data: PageData): Subject {
    if (data.kind === "diff") {
        return ofDiff(data);
    }
    const [first] = data.report.traces;
    if (first === undefined) {
        return { kind: "runs", rows: [] };
    }
    if (data.report.traces.length === 1) {
        return ofTrace(data, first.trace_id);
    }
    const rows = runsOf(data.report.traces);
    return rows.length === 1 ? ofRun(data, first.run, first.date)
        : { kind: "runs", rows, tracesLeftOut: data.traces_left_out ?? 0 };
}

function ofDiff(data: PageData): Subject {
    if (data.diff === undefined) {
        throw new Error("The data holds no comparison.");
    }
    return { kind: "diff", data, diff: data.diff };
}

function ofRun(data: PageData, name: string, date: string): Subject {
    const traces = data.report.traces.filter((trace) => trace.run === name && trace.date === date);
    if (traces.length === 0) {
        throw new Error(`There is no run ${name} of ${date}.`);
    }
    const run = data.report.runs.find((one) => one.run === name && one.date === date) ?? null;
    return { kind: "run", data, name, date, run, traces };
}

function ofTrace(data: PageData, id: string): Subject {
    const trace = data.report.traces.find((one) => one.trace_id === id);
    if (trace === undefined) {
        throw new Error(`There is no trace ${id}.`);
    }
    return { kind: "trace", data, trace, picture: data.pictures?.[id] ?? null };
}

/** Rows of a list of runs from traces, newest last, with as much as the traces say. */
export function runsOf(traces: Trace[]): RunRow[] {
    const runs = new Map<string, Trace[]>();
    for (const trace of traces) {
        const key = `${trace.date} ${trace.run}`;
        const all = runs.get(key);
        if (all === undefined) {
            runs.set(key, [trace]);
        } else {
            all.push(trace);
        }
    }
    return [...runs].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, all]) => rowOf(all));
}

function rowOf(traces: Trace[]): RunRow {
    const rates = traces.flatMap((trace) => trace.rates ?? []);
    const steps = rates.reduce((sum, rate) => sum + rate.steps, 0);
    const bounds = new Map<string, number>();
    for (const row of traces.flatMap((trace) => trace.bottlenecks ?? []).filter((one) => one.step === null)) {
        bounds.set(row.bottleneck, (bounds.get(row.bottleneck) ?? 0) + 1);
    }
    return {
        run: traces[0]?.run,
        date: traces[0]?.date,
        labels: traces[0]?.labels ?? {},
        traces: traces.length,
        mean_step_ns: steps === 0 ? null
            : rates.reduce((sum, rate) => sum + rate.steps * rate.mean_step_ns, 0) / steps,
        bottleneck: [...bounds].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null,
    };
}

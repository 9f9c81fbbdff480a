import { checked, type PageData, type RunRow, type Step } from "./data";
import { refuse } from "./failure";
import { Fleet } from "./live/fleet";
import type { RunDetail } from "./live/rows";
import { Stream } from "./live/stream";

/** Whether a server has an archive, and whether it follows a fleet. */
export interface About {
    readonly archive: boolean;
    readonly live: boolean;
}

/** Where the page's data comes from: the file that the page is in, or the server that it came from. */
export interface Source {
    readonly kind: "file" | "serve";
    /** Data that is there from the start; null from a server. */
    readonly data: PageData | null;
    /** What the server has. */
    readonly about: About;
    /** The fleet as it is now, which is followed once it was asked for; null if the server has none. */
    readonly fleet: (() => Fleet) | null;
    /** Times of the last steps of a run, and the last hour of its devices. */
    liveRun(run: string, date: string): Promise<RunDetail>;
    runs(): Promise<RunRow[]>;
    run(run: string, date: string): Promise<PageData>;
    trace(id: string): Promise<PageData>;
    diff(a: string, b: string): Promise<PageData>;
    step(id: string, device: string | null, step: number): Promise<Step | null>;
    cut(id: string, step: number | null): string | null;
}

/** Source of a page that holds its data. */
export function fileSource(data: PageData): Source {
    const all = () => Promise.resolve(data);
    return {
        kind: "file",
        data,
        about: { archive: false, live: false },
        fleet: null,
        liveRun: () => Promise.reject(new Error("A file has no fleet.")),
        runs: () => Promise.resolve([]),
        run: all,
        trace: all,
        diff: all,
        step: () => Promise.resolve(null),
        cut: () => null,
    };
}

/** Source of a page that asks its server. An answer is asked for again each time, as an archive grows. */
export function serverSource(about: About): Source {
    return {
        kind: "serve",
        data: null,
        about,
        fleet: about.live ? followed() : null,
        liveRun: async (run, date) => (await ask("/api/live/run", { run, date })) as RunDetail,
        runs: async () => ((await ask("/api/runs", {})) as { runs: RunRow[] }).runs,
        run: async (run, date) => checked(await ask("/api/run", { run, date })),
        trace: async (id) => checked(await ask("/api/trace", { id })),
        diff: async (a, b) => checked(await ask("/api/diff", { a, b })),
        step: async (id, device, step) => (await ask("/api/step", stepQuery(id, device, step))) as Step,
        cut: (id, step) => url("/api/cut", step === null ? { id } : { id, step: String(step) }),
    };
}

/** What a server has; if it does not say, the answer to the next question tells why. */
export async function aboutServer(): Promise<About> {
    try {
        return (await ask("/api/about", {})) as About;
    } catch {
        return { archive: true, live: false };
    }
}

/** The fleet, whose stream opens when it is first asked for. */
function followed(): () => Fleet {
    let stream: { fleet: Fleet; of: Stream } | null = null;
    return () => {
        if (stream === null) {
            const fleet = new Fleet();
            stream = { fleet, of: new Stream(fleet) };
        }
        stream.of.look();
        return stream.fleet;
    };
}

function stepQuery(id: string, device: string | null, step: number): Record<string, string> {
    return { id, ...(device === null ? {} : { device }), step: String(step) };
}

function url(path: string, query: Record<string, string>): string {
    const text = new URLSearchParams(query).toString();
    return text === "" ? path : `${path}?${text}`;
}

async function ask(path: string, query: Record<string, string>): Promise<unknown> {
    const response = await fetch(url(path, query), { headers: { Accept: "application/json" } });
    const answer: unknown = await response.json().catch(() => null);
    refuse(response, (answer as { error?: string } | null)?.error);
    return answer;
}

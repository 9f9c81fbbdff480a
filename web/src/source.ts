import { checked, type PageData, type RunRow, type Step } from "./data";
import { refuse } from "./failure";

/** Where the page's data comes from: the file that the page is in, or the server that it came from. */
export interface Source {
    readonly kind: "file" | "serve";
    /** Data that is there from the start; null from a server. */
    readonly data: PageData | null;
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
        runs: () => Promise.resolve([]),
        run: all,
        trace: all,
        diff: all,
        step: () => Promise.resolve(null),
        cut: () => null,
    };
}

/** Source of a page that asks its server. An answer is asked for again each time, as an archive grows. */
export function serverSource(): Source {
    return {
        kind: "serve",
        data: null,
        runs: async () => ((await ask("/api/runs", {})) as { runs: RunRow[] }).runs,
        run: async (run, date) => checked(await ask("/api/run", { run, date })),
        trace: async (id) => checked(await ask("/api/trace", { id })),
        diff: async (a, b) => checked(await ask("/api/diff", { a, b })),
        step: async (id, device, step) => (await ask("/api/step", stepQuery(id, device, step))) as Step,
        cut: (id, step) => url("/api/cut", step === null ? { id } : { id, step: String(step) }),
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

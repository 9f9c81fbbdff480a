import { el, named, type Child } from "../dom";
import { bytes, count, time } from "../format";
import { table, type Column } from "../table";
import type { Page, Subject, View } from "../view";
import { tracesLeftOut } from "./coverage";

/** Row of the list of runs; a file knows less of a run than an archive does. */
interface RunLine {
    run: string;
    date: string;
    traces: number;
    ranks?: number;
    steps?: number;
    mean_step_ns?: number | null;
    devices?: number;
    device_models?: string[];
    bottleneck?: string | null;
    slow_ranks?: number[];
    bytes?: number;
    labels?: Record<string, string>;
}

/** Runs of an archive or a file: search, labels, order, and two of them to compare. */
export const runs: View = {
    id: "runs",
    title: "runs.title",
    shows: (subject: Subject) => subject.kind === "runs",
    render(subject: Subject, page: Page): HTMLElement {
        const rows = subject.kind === "runs" ? (subject.rows as unknown as RunLine[]) : [];
        if (rows.length === 0) {
            return el("p", { class: "lede" }, page.t("runs.none"));
        }
        const chosen = new Set<RunLine>();
        const nameOf = names(rows);
        const compare = el("p", { class: "compare", role: "status" }, page.t("runs.choose"));
        return el("div", { class: "stackup" },
            page.comparing ? compare : null,
            table<RunLine>(page, {
                caption: page.t("runs.title"),
                rows: [...rows].reverse(),
                first: 100,
                search: true,
                text: (row) => [row.run, row.date, ...(row.device_models ?? []), ...labelsOf(row)].join(" "),
                columns: columns(rows, page, page.comparing ? pick(page, nameOf, chosen, () => {
                    compare.replaceChildren(...offer(rows.filter((one) => chosen.has(one)).map(nameOf), page));
                }) : null),
            }),
            subject.kind === "runs" ? tracesLeftOut(subject.tracesLeftOut, page) : null);
    },
};

/** Names for a comparison: that of the run, with its date where the run has several rows. */
function names(rows: readonly RunLine[]): (row: RunLine) => string {
    const counts = new Map<string, number>();
    rows.forEach((row) => counts.set(row.run, (counts.get(row.run) ?? 0) + 1));
    return (row) => ((counts.get(row.run) ?? 0) > 1 ? `${row.run}@${row.date}` : row.run);
}

/** Column of ticks, which stay when the list is drawn again. */
function pick(page: Page, nameOf: (row: RunLine) => string, chosen: Set<RunLine>, changed: () => void):
    Column<RunLine> {
    return { title: page.t("runs.pick"), text: true, key: () => null, cell: (row) => el("input", {
        type: "checkbox", checked: chosen.has(row), "aria-label": page.t("runs.pick.of", { run: nameOf(row) }),
        onchange: (event: Event) => {
            if ((event.target as HTMLInputElement).checked) {
                chosen.add(row);
            } else {
                chosen.delete(row);
            }
            changed();
        } }) };
}

/** Link to the comparison of two runs, from the older to the newer; otherwise what to do to get it. */
function offer(chosen: string[], page: Page): (Node | string)[] {
    const [a, b] = chosen;
    if (chosen.length !== 2 || a === undefined || b === undefined) {
        return [page.t("runs.choose")];
    }
    return [el("a", { class: "button", href: page.href("diff", a, b) }, page.t("runs.compare", { a, b }))];
}

function labelsOf(row: RunLine): string[] {
    return Object.entries(row.labels ?? {}).map(([key, value]) => `${key}=${value}`);
}

function columns(rows: RunLine[], page: Page, choice: Column<RunLine> | null): Column<RunLine>[] {
    const some = (key: keyof RunLine) => rows.some((row) => row[key] !== undefined);
    const all: (Column<RunLine> | false)[] = [
        choice !== null && choice,
        { title: page.t("runs.run"), text: true, key: (row) => row.run, cell: (row) =>
            el("a", { href: page.href("run", row.run, row.date) }, named(row.run)) },
        { title: page.t("column.date"), text: true, key: (row) => row.date, cell: (row) => row.date },
        { title: page.t("column.traces"), key: (row) => row.traces, cell: (row) => count(row.traces) },
        some("mean_step_ns") && { title: page.t("run.step"), key: (row) => row.mean_step_ns, cell: (row) =>
            row.mean_step_ns === null || row.mean_step_ns === undefined ? null : time(row.mean_step_ns) },
        some("bottleneck") && { title: page.t("run.bound"), text: true, key: (row) => row.bottleneck, cell: (row) =>
            row.bottleneck === null || row.bottleneck === undefined ? null : page.word("bound", row.bottleneck) },
        some("slow_ranks") && { title: page.t("runs.slow"), text: true, key: (row) => (row.slow_ranks ?? []).length,
            cell: (row) => (row.slow_ranks ?? []).slice(0, 12).join(", ") },
        some("device_models") && { title: page.t("runs.devices"), text: true, key: (row) => row.devices, cell: (row) =>
            devices(row) },
        some("labels") && { title: page.t("runs.labels"), text: true, key: (row) => labelsOf(row).join(" "),
            cell: (row) => labelsOf(row).map((label) => el("span", { class: "label-chip" }, named(label))) },
        some("bytes") && { title: page.t("runs.size"), key: (row) => row.bytes, cell: (row) =>
            row.bytes === undefined ? null : bytes(row.bytes) },
    ];
    return all.filter((column): column is Column<RunLine> => column !== false);
}

function devices(row: RunLine): Child {
    const models = (row.device_models ?? []).join(", ");
    return row.devices === undefined ? models : `${count(row.devices)} × ${models}`;
}

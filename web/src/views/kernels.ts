import { shareBar } from "../chart/bar";
import { topTen, type TopRow } from "../chart/top";
import { el, named } from "../dom";
import { bytes, count, percent, time } from "../format";
import { partOfKind } from "../parts";
import type { Kernel } from "../report";
import { table, type Column } from "../table";
import type { Page, Subject, View } from "../view";
import { facts, type Fact } from "./facts";

/** Kernels and copies of the devices: the ten longest as a chart, and all as a table. */
export const kernels: View = {
    id: "kernels",
    title: "kernels.title",
    shows: (subject: Subject) => subject.kind === "trace" && (subject.trace.kernels ?? []).length > 0,
    render(subject: Subject, page: Page): HTMLElement {
        const rows = subject.kind === "trace" ? (subject.trace.kernels ?? []) : [];
        const whole = subject.kind === "trace" ? (subject.trace.device_events_ns ?? 0) : 0;
        const several = new Set(rows.map((row) => row.device)).size > 1;
        return el("div", { class: "stackup" },
            topTen(page.t("kernels.top"), overDevices(rows, whole), page),
            table<Kernel>(page, {
                caption: page.t("kernels.title"),
                rows,
                columns: columns(rows, several, page),
                sort: several ? 3 : 2,
                text: (row) => `${row.kernel} ${page.short(row.kernel)} ${row.kind ?? ""}`,
                detail: (row) => facts(row.kernel, more(row), page),
            }));
    },
};

/** Kernels with their time on all devices, and its share in the time of all device events. */
export function overDevices(rows: Kernel[], whole: number): TopRow[] {
    const all = whole > 0 ? whole : rows.reduce((sum, row) => sum + row.total_ns, 0);
    const kernels = new Map<string, TopRow>();
    for (const row of rows) {
        const before = kernels.get(row.kernel);
        const ns = row.total_ns + (before?.ns ?? 0);
        kernels.set(row.kernel, { name: row.kernel, share: (100 * ns) / all, ns, part: partOfKind(row.kind) });
    }
    return [...kernels.values()];
}

function columns(rows: Kernel[], several: boolean, page: Page): Column<Kernel>[] {
    const most = Math.max(...rows.map((row) => row.device_pct ?? 0));
    const mean = (title: string, hint: string, value: (row: Kernel) => number | null | undefined): Column<Kernel> => ({
        title,
        hint,
        key: value,
        cell: (row) => timeOr(value(row)),
    });
    const all: Column<Kernel>[] = [
        { title: page.t("kernels.kernel"), text: true, grow: true, key: (row) => page.short(row.kernel), cell: (row) =>
            named(page.short(row.kernel), row.kernel) },
        ...(several ? [{ title: page.t("column.device"), key: (row: Kernel) => row.device,
            cell: (row: Kernel) => row.device }] : []),
        { title: page.t("column.count"), key: (row) => row.count, cell: (row) => count(row.count) },
        { title: page.t("column.time"), key: (row) => row.total_ns, cell: (row) => time(row.total_ns) },
        { title: page.t("column.share"), hint: page.t("kernels.share.hint"), key: (row) => row.device_pct,
            cell: (row) => shareBar(row.device_pct, partOfKind(row.kind), most) },
        mean(page.t("column.mean"), page.t("kernels.mean.hint"), (row) => row.avg_ns),
        mean("p99", page.t("kernels.p99.hint"), (row) => row.p99_ns),
        { title: page.t("kernels.occupancy"), key: (row) => row.occupancy_pct, cell: (row) =>
            row.occupancy_pct === null || row.occupancy_pct === undefined ? null : percent(row.occupancy_pct) },
        mean(page.t("kernels.queuing"), page.t("kernels.queuing.hint"), (row) => row.mean_queuing_ns),
    ];
    return all.filter((column) => rows.some((row) => (column.key(row) ?? null) !== null));
}

/** A time, or nothing where there is none. */
export function timeOr(ns: number | null | undefined): string | null {
    return ns === null || ns === undefined ? null : time(ns);
}

function more(row: Kernel): Fact[] {
    return [
        ["fact.kind", row.kind?.toLowerCase() ?? null],
        ["fact.min", timeOr(row.min_ns)],
        ["fact.p50", timeOr(row.p50_ns)],
        ["fact.p95", timeOr(row.p95_ns)],
        ["fact.max", timeOr(row.max_ns)],
        ["fact.launch", timeOr(row.mean_launch_ns)],
        ["fact.grid", row.grid ?? null],
        ["fact.block", row.block ?? null],
        ["fact.registers", row.registers_per_thread ?? null],
        ["fact.shared", row.shared_memory_bytes === null || row.shared_memory_bytes === undefined
            ? null : bytes(row.shared_memory_bytes)],
    ];
}

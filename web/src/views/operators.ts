import { shareBar } from "../chart/bar";
import { topTen } from "../chart/top";
import { el, named } from "../dom";
import { count, time } from "../format";
import type { Operator } from "../report";
import { table, type Column } from "../table";
import type { Page, Subject, View } from "../view";
import { facts, type Fact } from "./facts";
import { timeOr } from "./kernels";

/** Operators by the device time that they own and the time that the host spends in them; and annotations. */
export const operators: View = {
    id: "operators",
    title: "operators.title",
    shows: (subject: Subject) => subject.kind === "trace" && (subject.trace.operators ?? []).length > 0,
    render(subject: Subject, page: Page): HTMLElement {
        const all = subject.kind === "trace" ? (subject.trace.operators ?? []) : [];
        const rows = all.filter((row) => row.kind !== "ANNOTATION");
        const annotations = all.filter((row) => row.kind === "ANNOTATION");
        const byDevice = rows.filter((row) => row.device_ns > 0);
        return el("div", { class: "stackup" },
            byDevice.length === 0 ? null : topTen(page.t("operators.top"), byDevice.map((row) => ({
                name: row.operator, share: row.device_pct ?? 0, ns: row.device_ns, part: "plain",
            })), page),
            rows.length === 0 ? null : list(page.t("operators.title"), rows, page),
            annotations.length === 0 ? null : el("section", {}, el("h2", {}, page.t("annotations.title")),
                list(page.t("annotations.title"), annotations, page)));
    },
};

function list(caption: string, rows: Operator[], page: Page): HTMLElement {
    const device = rows.some((row) => row.device_ns > 0);
    return table<Operator>(page, {
        caption,
        rows,
        columns: columns(rows, page),
        sort: device ? 4 : 2,
        text: (row) => `${row.operator} ${page.short(row.operator)}`,
        detail: (row) => facts(row.operator, more(row), page),
    });
}

function columns(rows: Operator[], page: Page): Column<Operator>[] {
    const most = Math.max(...rows.map((row) => row.device_pct ?? 0));
    const mostSelf = Math.max(...rows.map((row) => row.self_pct ?? 0));
    return [
        { title: page.t("operators.operator"), text: true, grow: true, key: (row) => row.operator, cell: (row) =>
            named(page.short(row.operator), row.operator) },
        { title: page.t("column.count"), key: (row) => row.count, cell: (row) => count(row.count) },
        { title: page.t("operators.self"), hint: page.t("operators.self.hint"), key: (row) => row.self_ns,
            cell: (row) => time(row.self_ns) },
        { title: page.t("operators.self.share"), key: (row) => row.self_pct, cell: (row) =>
            shareBar(row.self_pct, "plain", mostSelf) },
        { title: page.t("operators.device"), hint: page.t("operators.device.hint"), key: (row) => row.device_ns,
            cell: (row) => time(row.device_ns) },
        { title: page.t("operators.device.share"), key: (row) => row.device_pct, cell: (row) =>
            shareBar(row.device_pct, "plain", most) },
        { title: page.t("operators.total"), hint: page.t("operators.total.hint"), key: (row) => row.total_ns,
            cell: (row) => time(row.total_ns) },
    ];
}

function more(row: Operator): Fact[] {
    return [
        ["fact.mean", time(row.avg_ns)],
        ["fact.min", timeOr(row.min_ns)],
        ["fact.p50", timeOr(row.p50_ns)],
        ["fact.p99", timeOr(row.p99_ns)],
        ["fact.max", timeOr(row.max_ns)],
        ["fact.calls", time(row.runtime_ns)],
        ["fact.device.total", time(row.device_total_ns)],
        ["fact.kernels", row.kernel_count === undefined ? null : count(row.kernel_count)],
        ["fact.children", count(row.children)],
    ];
}

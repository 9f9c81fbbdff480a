import { legend, stack } from "../chart/bar";
import { el, named, type Child } from "../dom";
import { count, percent, time } from "../format";
import { byWindow, pieces, windowKey, type Piece } from "../parts";
import type { Run, SlowRank, Spread, Trace, Window } from "../report";
import { table } from "../table";
import type { Page, Subject, View } from "../view";
import { traceName } from "../masthead";
import { boundShare, headline as deviceHeadline } from "./verdict";
import { trendChart } from "../chart/trend";

type RunSubject = Extract<Subject, { kind: "run" }>;

/** What makes a run slow, its ranks beside each other, how they differ, and the run over its dates. */
export const run: View = {
    id: "overview",
    title: "run.title",
    shows: (subject: Subject) => subject.kind === "run",
    render(subject: Subject, page: Page): HTMLElement {
        if (subject.kind !== "run") {
            return el("div");
        }
        return el("div", { class: "verdicts" },
            el("p", { class: "eyebrow" }, eyebrow(subject, page)),
            el("h2", { class: "headline" }, headline(subject, page)),
            sentences(subject, page),
            ranks(subject, page),
            subject.run === null ? null : spreads(subject.run, page),
            (subject.data.trend ?? []).length < 2 ? null
                : el("section", {}, el("h3", {}, page.t("trend.title")), trendChart(subject.data.trend ?? [], page)));
    },
};

function eyebrow(subject: RunSubject, page: Page): Child[] {
    const models = new Set(subject.traces.flatMap((trace) => Object.values(trace.header?.device_names ?? {})));
    return [named(subject.name), " · ", subject.date, " · ",
        page.t("run.traces", { count: subject.traces.length }),
        models.size === 0 ? null : ` · ${[...models].slice(0, 3).join(", ")}`];
}

/** What most devices are bound by, with the mean share over those devices. */
export function headline(subject: RunSubject, page: Page): string {
    const rows = subject.traces.flatMap((trace) => (trace.bottlenecks ?? []).filter((row) => row.step === null));
    const kinds = new Map<string, number[]>();
    for (const row of rows) {
        kinds.set(row.bottleneck, [...(kinds.get(row.bottleneck) ?? []), boundShare(row)]);
    }
    const [most] = [...kinds].sort((a, b) => b[1].length - a[1].length);
    if (most === undefined) {
        return page.t("run.nothing");
    }
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) {
        return deviceHeadline(only, page);
    }
    const [kind, shares] = most;
    return page.t(shares.length === rows.length ? "run.headline.all" : "run.headline", {
        bound: page.word("bound", kind),
        count: shares.length,
        all: rows.length,
        share: percent(shares.reduce((all, one) => all + one, 0) / shares.length),
        what: page.word("bound.what", kind),
    });
}

/** Findings on the ranks, as the report says them; warnings come last. */
function sentences(subject: RunSubject, page: Page): Child {
    const said = (subject.data.run_sentences ?? [])
        .find((one) => one.run === subject.name && one.date === subject.date);
    const own = (subject.run?.slow_ranks ?? []).map((row) => finding(row, page));
    if (said === undefined || (page.language !== "en" && said.en.join() === said[page.language].join())) {
        return own.length === 0 ? null : el("div", { class: "ledes" }, own.map((line) => el("p", {}, line)));
    }
    const lines = said[page.language].map((line, index) => ({ line, warning: said.tones?.[index] === "warning" }));
    return el("div", { class: "ledes" },
        lines.filter((one) => !one.warning).map((one) => el("p", {}, one.line)),
        lines.filter((one) => one.warning).map((one) => el("p", { class: "faint" }, page.t("run.caution"), one.line)));
}

function finding(row: SlowRank, page: Page): string {
    return page.t("run.finding", {
        kind: page.word("slow", row.kind),
        where: row.where === null || row.where === undefined ? "" : page.t("run.where", { where: row.where }),
        cost: percent(row.cost_pct ?? 0),
        hits: row.hits ?? 0,
        steps: row.steps ?? 0,
        confidence: page.word("confidence", row.confidence ?? "LOW"),
    });
}

interface Rank {
    trace: Trace;
    window: Window;
    all: Piece[];
}

function ranks(subject: RunSubject, page: Page): HTMLElement {
    const rows = subject.traces.flatMap((trace) => {
        const causes = byWindow(trace.idle_causes ?? []);
        return (trace.timeline ?? []).filter((window) => window.step === null)
            .map((window): Rank => ({ trace, window, all: pieces(window, causes.get(windowKey(window)) ?? []) }));
    });
    const longest = Math.max(...rows.map((row) => row.window.total_ns));
    const mean = (row: Rank) => row.trace.rates?.find((rate) => rate.device === row.window.device)?.mean_step_ns;
    return el("section", { class: "ranks" }, el("h3", {}, page.t("run.ranks")),
        table<Rank>(page, {
            caption: page.t("run.ranks.caption"),
            rows,
            first: 64,
            text: (row) => `${traceName(row.trace, page)} ${row.trace.node ?? ""} ${row.window.bottleneck ?? ""}`,
            columns: [
                { title: page.t("column.rank"), text: true, key: (row) => row.trace.rank ?? row.trace.trace_id,
                    cell: (row) => link(row, subject, page) },
                { title: page.t("run.window"), text: true, grow: true, key: (row) => row.window.total_ns, cell: (row) =>
                    stack(row.all, page, (100 * row.window.total_ns) / longest) },
                { title: page.t("run.step"), key: mean, cell: (row) => {
                    const ns = mean(row);
                    return ns === undefined ? null : time(ns);
                } },
                { title: page.t("run.total"), key: (row) => row.window.total_ns, cell: (row) =>
                    time(row.window.total_ns) },
                { title: page.t("run.bound"), text: true, key: (row) => row.window.bottleneck, cell: (row) =>
                    page.word("bound", row.window.bottleneck ?? "BALANCED") },
            ],
        }), legend(sumOf(rows), page));
}

function link(row: Rank, subject: RunSubject, page: Page): Child[] {
    const devices = (row.trace.timeline ?? []).filter((window) => window.step === null).length;
    return [
        el("a", { href: page.href("trace", row.trace.trace_id) },
            row.trace.rank === null ? row.trace.trace_id.slice(0, 8) : String(row.trace.rank)),
        devices > 1 ? ` ${page.t("device.named", { device: row.window.device ?? "?" })}` : null,
        isSlow(row.trace, subject) ? el("span", { class: "flag" }, page.t("run.slow")) : null,
    ];
}

/** Whether a finding names the rank of a trace. */
function isSlow(trace: Trace, subject: RunSubject): boolean {
    return (subject.run?.slow_ranks ?? []).some((finding) =>
        trace.rank !== null && [...(finding.ranks ?? []), ...(finding.stage_ranks ?? [])].includes(trace.rank));
}

function sumOf(rows: Rank[]): Piece[] {
    const [first] = rows;
    return (first?.all ?? []).map((piece, index) => ({
        part: piece.part,
        ns: rows.reduce((sum, row) => sum + (row.all[index]?.ns ?? 0), 0),
    }));
}

/** How the ranks differ: least, mean and most of each measure. */
function spreads(of: Run, page: Page): HTMLElement {
    const rows: [string, Spread][] = [
        [page.t("part.computing"), of.computing],
        [page.t("part.communication"), of.exposed_communication],
        [page.t("part.idle"), of.idle],
    ];
    const value = (key: "min" | "max", title: string) => ({
        title,
        key: (row: [string, Spread]) => row[1][`${key}_ns`],
        cell: (row: [string, Spread]) => [time(row[1][`${key}_ns`]), " ",
            el("span", { class: "faint" }, page.t("run.of.rank", { rank: count(row[1][`${key}_rank`]) }))],
    });
    return el("section", {}, el("h3", {}, page.t("run.spread")),
        of.load_balance_pct === null || of.load_balance_pct === undefined ? null
            : el("p", {}, page.t("run.balance", { share: percent(of.load_balance_pct),
                rating: page.word("rating", of.load_balance_rating ?? "fair") })),
        table<[string, Spread]>(page, { caption: page.t("run.spread"), rows, columns: [
            { title: page.t("run.measure"), text: true, key: (row) => row[0], cell: (row) => row[0] },
            value("min", page.t("run.least")),
            { title: page.t("column.mean"), key: (row) => row[1].avg_ns, cell: (row) => time(row[1].avg_ns) },
            value("max", page.t("run.most")),
            { title: page.t("run.difference"), key: (row) => row[1].spread_pct, cell: (row) =>
                row[1].spread_pct === null || row[1].spread_pct === undefined ? null : percent(row[1].spread_pct) },
        ] }));
}

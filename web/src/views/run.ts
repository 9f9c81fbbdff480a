import { trendChart } from "../chart/trend";
import { el, named, type Child } from "../dom";
import { count, percent, time } from "../format";
import { gluedIn } from "../i18n";
import type { Run, SlowRank, Spread } from "../report";
import { table } from "../table";
import type { Page, Subject, View } from "../view";
import { headlineOf } from "./bound";
import { diagnoses } from "./diagnoses";
import { windowTable, type WindowLine } from "./windowTable";
import { tracesLeftOut } from "./coverage";

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
            headlines(subject, page),
            sentences(subject, page),
            diagnoses(subject.run?.diagnoses ?? [], page),
            ranks(subject, page),
            subject.run === null ? null : spreads(subject.run, page),
            (subject.data.trend ?? []).length < 2 ? null
                : el("section", {}, el("h3", {}, page.t("trend.title")), trendChart(subject.data.trend ?? [], page)));
    },
};

/** The cause to act on with what it costs, if one is known; then what the devices are bound by, which it leads to. */
function headlines(subject: RunSubject, page: Page): HTMLElement[] {
    const bound = headlineOf(subject.traces.flatMap((trace) =>
        (trace.bottlenecks ?? []).filter((row) => row.step === null)), page);
    const cause = mainCause(subject.run?.slow_ranks ?? []);
    return cause === null ? [el("h2", { class: "headline" }, bound)] : [
        el("h2", { class: "headline" }, causeLine(cause, page)),
        el("p", { class: "lede" }, page.t("run.bound.also", { bound })),
    ];
}

/** A cause with its cost; with its confidence, and said as probable, where that is low. */
function causeLine(cause: SlowRank, page: Page): string {
    const kind = page.word("slow", cause.kind);
    const rest = { where: whereOf(cause, page), cost: percent(cause.cost_pct ?? 0) };
    return isLow(cause)
        ? page.t("run.headline.low", { kind: kind.charAt(0).toLowerCase() + kind.slice(1), ...rest,
            confidence: page.word("confidence", "LOW") })
        : page.t("run.headline.cause", { kind, ...rest });
}

function isLow(finding: SlowRank): boolean {
    return (finding.confidence ?? "LOW") === "LOW";
}

/** Kinds of findings that name what is to be changed. */
const TO_ACT_ON = new Set(
    ["SLOW_COMPUTE", "SLOW_HOST", "SLOW_INPUT", "SLOW_NODE", "SLOW_LINK", "IMBALANCED_STAGES"]);

/** The finding that costs most, of those that last and are worth attention. */
export function mainCause(findings: readonly SlowRank[]): SlowRank | null {
    return findings
        .filter((row) => TO_ACT_ON.has(row.kind) && row.minor !== true && row.transient !== true
            && (row.cost_pct ?? 0) > 0)
        .sort((a, b) => (b.cost_pct ?? 0) - (a.cost_pct ?? 0))[0] ?? null;
}

function whereOf(row: SlowRank, page: Page): string {
    return row.where === null || row.where === undefined ? "" : page.t("run.where", {
        where: row.where.replace(/(^|: )ranks (?=\d)/, `$1${page.t("run.where.ranks")} `) });
}

function eyebrow(subject: RunSubject, page: Page): Child[] {
    const models = new Set(subject.traces.flatMap((trace) => Object.values(trace.header?.device_names ?? {})));
    return [named(subject.name), " · ", subject.date, " · ",
        page.t("run.traces", { count: subject.traces.length }),
        models.size === 0 ? null : ` · ${[...models].slice(0, 3).join(", ")}`];
}

/** Findings on the ranks, as the report says them; warnings come last. */
function sentences(subject: RunSubject, page: Page): Child {
    const said = (subject.data.run_sentences ?? [])
        .find((one) => one.run === subject.name && one.date === subject.date);
    const own = (subject.run?.slow_ranks ?? []).map((row) => finding(row, page));
    if (said === undefined || (page.language !== "en" && said.en.join() === said[page.language].join())) {
        return own.length === 0 ? null
            : el("div", { class: "ledes" }, own.map((line) => el("p", {}, lowFirst(line, page))));
    }
    const lines = said[page.language].map((line, index) => ({ line, warning: said.tones?.[index] === "warning" }));
    return el("div", { class: "ledes" },
        lines.filter((one) => !one.warning).map((one) => el("p", {}, gluedIn(lowFirst(one.line, page)))),
        lines.filter((one) => one.warning).map((one) =>
            el("p", { class: "faint" }, page.t("run.caution"), gluedIn(one.line))));
}

/** A finding with its confidence first where that is low, so that it is not read as certain. */
export function lowFirst(line: string, page: Page): string {
    const end = page.t("run.low.end");
    return line.endsWith(end)
        ? page.t("run.low", { finding: line.slice(0, -end.length) + end.slice(-1) }) : line;
}

function finding(row: SlowRank, page: Page): string {
    return page.t("run.finding", {
        kind: page.word("slow", row.kind),
        where: whereOf(row, page),
        cost: percent(row.cost_pct ?? 0),
        hits: row.hits ?? 0,
        steps: row.steps ?? 0,
        confidence: page.word("confidence", row.confidence ?? "LOW"),
    });
}

function ranks(subject: RunSubject, page: Page): HTMLElement {
    return el("section", { class: "ranks" }, el("h3", {}, page.t("run.ranks")),
        windowTable(subject.traces, page, {
            caption: page.t("run.ranks.caption"),
            title: page.t("column.rank"),
            key: (row) => row.trace.rank ?? row.trace.trace_id,
            cell: (row) => link(row, subject, page),
        }),
        tracesLeftOut(subject.data.traces_left_out, page));
}

function link(row: WindowLine, subject: RunSubject, page: Page): Child[] {
    const devices = (row.trace.timeline ?? []).filter((window) => window.step === null).length;
    const tag = tagOf(row.trace.rank, subject.run?.slow_ranks ?? []);
    return [
        el("a", { href: page.href("trace", row.trace.trace_id) },
            row.trace.rank === null ? row.trace.trace_id.slice(0, 8) : String(row.trace.rank)),
        devices > 1 ? ` ${page.t("device.named", { device: row.window.device ?? "?" })}` : null,
        tag === null ? null : el("span", { class: "flag" }, page.t(tag)),
    ];
}

/** What a finding says of a rank: that it is slow, or only that its stage is; null if none names it. */
export function tagOf(rank: number | null, findings: SlowRank[]): "run.slow" | "run.slow.stage" | null {
    const named = (ranks: number[] | undefined) => rank !== null && (ranks ?? []).includes(rank);
    return findings.some((finding) => named(finding.ranks)) ? "run.slow"
        : findings.some((finding) => named(finding.stage_ranks)) ? "run.slow.stage" : null;
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

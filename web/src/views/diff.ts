import { bounded, el, named, styled, type Child } from "../dom";
import { count, percent, signed, time } from "../format";
import type { PageData } from "../data";
import { isProven, MEASURES, movedNs, nameOf, provenIn, tracesOf, whole } from "../diff";
import type { Change, DiffDoc, Measure } from "../diff";
import { traceName } from "../masthead";
import type { Trace } from "../report";
import { table } from "../table";
import type { Page, Subject, View } from "../view";

/** Traces of a side that are linked; the page of the run has all. */
const MOST_LINKS = 32;

/** Characters of the name of a run that the heading of a column tells. */
const MOST_HINT = 120;

/** Change in percent that, if it is the least that would be found, says that there are too few samples. */
const TELLS_NOTHING = 100;

/** Two runs compared: what the step does, and what changed that chance does not explain. */
export const diff: View = {
    id: "changes",
    title: "diff.title",
    shows: (subject: Subject) => subject.kind === "diff",
    render(subject: Subject, page: Page): HTMLElement {
        if (subject.kind !== "diff") {
            return el("div");
        }
        const doc = subject.diff;
        return el("div", { class: "verdicts" },
            el("p", { class: "eyebrow" }, side(doc.before, subject.data, page), " → ",
                side(doc.after, subject.data, page), " · ",
                page.t("diff.samples", { before: count(doc.before_samples), after: count(doc.after_samples),
                    samples: page.word("sample", doc.samples) })),
            el("h2", { class: "headline" }, headline(doc, page)),
            lede(doc, page),
            pair(doc, page),
            page.printing ? null : traces(doc, subject.data, page),
            MEASURES.map((measure) => changes(doc, measure, page)));
    },
};

/** Name of a run, which leads to it if its traces are here. */
function side(name: string, data: PageData, page: Page): HTMLElement {
    const [trace] = tracesOf(name, data.report.traces);
    return trace === undefined ? named(name) : el("a", { href: page.href("run", trace.run, trace.date) }, named(name));
}

/** Links to the traces of both sides, as far as they are here. */
function traces(doc: DiffDoc, data: PageData, page: Page): Child {
    const sides = ([["diff.before", doc.before], ["diff.after", doc.after]] as const)
        .map(([key, name]) => ({ key, traces: tracesOf(name, data.report.traces) }))
        .filter((side) => side.traces.length > 0);
    return sides.length === 0 ? null : el("nav", { class: "sides", "aria-label": page.t("diff.traces") },
        sides.map((side) => el("p", {},
            el("span", { class: "label faint" }, page.t(side.key)),
            side.traces.slice(0, MOST_LINKS).map((trace) =>
                [" ", el("a", { href: page.href("trace", trace.trace_id) }, linkName(trace, side.traces, page))]),
            side.traces.length <= MOST_LINKS ? null
                : ` ${page.t("diff.more", { count: count(side.traces.length - MOST_LINKS) })}`)));
}

/** Name of a trace that tells it from the others of its side. */
function linkName(trace: Trace, all: readonly Trace[], page: Page): Child[] {
    const same = all.filter((one) => one.rank === trace.rank);
    return [named(traceName(trace, page)),
        same.length < 2 ? null : ` ${new Set(same.map((one) => one.date)).size === same.length
            ? trace.date : trace.trace_id.slice(0, 8)}`];
}

/** The change of the step with its number, or that none is proven. */
export function headline(doc: DiffDoc, page: Page): string {
    const change = whole(doc);
    if (change === null || change.change_pct === null || change.change_pct === undefined) {
        return page.t("diff.unknown");
    }
    const key = change.verdict === "slower" ? "diff.slower" : change.verdict === "faster" ? "diff.faster" : "diff.same";
    return page.t(key, { sample: page.word("sample.one", doc.samples),
        change: key === "diff.same" ? signed(change.change_pct) : percent(Math.abs(change.change_pct)) });
}

function lede(doc: DiffDoc, page: Page): HTMLElement {
    const proven = provenIn(doc);
    return el("div", { class: "lede" },
        el("p", {}, proven.length === 0 ? page.t("diff.nothing") : page.t("diff.proven", {
            list: proven.map((one) => page.t(`diff.proven.${one.measure}`, { count: one.count }))
                .join(page.t("diff.comma")) }),
            largest(doc.changes.filter(isProven), page), certainty(doc, page)),
        doc.gate === undefined ? null : el("p", {}, page.t("diff.gate", {
            limit: percent(doc.fail_above_pct ?? 0), gate: page.word("gate", doc.gate) })));
}

/** Between which bounds a proven change of the step lies, or which change would have been found. */
function certainty(doc: DiffDoc, page: Page): string | null {
    const change = whole(doc);
    if (change === null) {
        return null;
    }
    const { low_pct: low, high_pct: high, detectable_pct: detectable } = change;
    if (isProven(change)) {
        return low === null || low === undefined || high === null || high === undefined ? null
            : ` ${page.t("diff.significant", { low: signed(low), high: signed(high),
                sample: page.word("sample.one", doc.samples) })}`;
    }
    return detectable === null || detectable === undefined || detectable >= TELLS_NOTHING
        ? ` ${page.t("diff.few", { before: count(doc.before_samples), after: count(doc.after_samples) })}`
        : ` ${page.t("diff.detectable", { detectable: signed(detectable) })}`;
}

/** The operator that moves the samples most, of those whose change is proven. */
function largest(proven: Change[], page: Page): string | null {
    const [most] = proven.filter((change) => change.operator !== undefined)
        .sort((a, b) => Math.abs(movedNs(b)) - Math.abs(movedNs(a)));
    return most === undefined ? null : ` ${page.t("diff.largest", { name: page.short(nameOf(most)),
        moved: moved(most), change: most.change_pct === null || most.change_pct === undefined
            ? page.word("changed", most.verdict) : signed(most.change_pct) })}`;
}

/** The two runs as bars, from zero. */
function pair(doc: DiffDoc, page: Page): Child {
    const change = whole(doc);
    if (change === null) {
        return null;
    }
    const sides = [["diff.before", doc.before, change.before], ["diff.after", doc.after, change.after]] as const;
    const most = Math.max(...sides.map(([, , side]) => side?.mean_ns ?? 0));
    return el("figure", { class: "pair" },
        el("figcaption", { class: "faint" }, page.t("diff.pair", { sample: page.word("sample.one", doc.samples) })),
        el("ol", {}, sides.map(([key, name, side]) => el("li", {},
            el("span", { class: "label" }, page.t("diff.side", { side: page.t(key) }), named(name)),
            el("span", { class: "track" }, styled(el("span", { class: "fill-computing", "aria-hidden": "true" }),
                { width: `${(100 * (side?.mean_ns ?? 0)) / most}%` })),
            el("span", { class: "number" }, time(side?.mean_ns ?? 0)),
            el("span", { class: "faint number" }, side?.variation_pct === null || side?.variation_pct === undefined
                ? null : `± ${percent(side.variation_pct)}`)))));
}

function changes(doc: DiffDoc, measure: Measure, page: Page): Child {
    const rows = doc.changes.filter((change) => change[measure] !== undefined);
    if (rows.length === 0) {
        return null;
    }
    const title = page.t(`diff.${measure}s`);
    const share = measure === "device" ? "diff.share.window" : "diff.share";
    const most = Math.max(...rows.map((row) => Math.abs(row.change_pct ?? 0)));
    const ordered = [...rows.filter(isProven), ...rows.filter((row) => !isProven(row))];
    return el("section", {}, el("h3", {}, title), table<Change>(page, {
        caption: title,
        rows: ordered,
        first: 12,
        text: (row) => `${nameOf(row)} ${page.short(nameOf(row))} ${row.measure} ${row.verdict}`,
        columns: [
            { title: page.t(`diff.${measure}`), text: true, grow: true, key: nameOf, cell: (row) => [
                named(page.short(nameOf(row)), nameOf(row)),
                measure === "device" ? ` ${page.word("measure", row.measure)}` : null] },
            meanOf(page.t("diff.before"), doc.before, (row) => row.before?.mean_ns),
            meanOf(page.t("diff.after"), doc.after, (row) => row.after?.mean_ns),
            { title: page.t("diff.moved"), key: movedNs, cell: (row) => moved(row) },
            { title: page.t("diff.change"), start: true, key: (row) => row.change_pct, cell: (row) => bar(row, most) },
            { title: page.t("diff.verdict"), text: true, key: (row) => row.verdict, cell: (row) =>
                el("span", { class: `verdict-${row.verdict}` }, page.word("changed", row.verdict)) },
            { title: page.t(share), hint: page.t(`${share}.hint`), key: (row) => row.after?.share_pct, cell: (row) =>
                row.after?.share_pct === null || row.after?.share_pct === undefined
                    ? null : percent(row.after.share_pct) },
        ],
    }));
}

function meanOf(title: string, run: string, value: (row: Change) => number | undefined) {
    return { title, hint: bounded(run, MOST_HINT), key: value, cell: (row: Change) => {
        const ns = value(row);
        return ns === undefined ? null : time(ns);
    } };
}

function moved(row: Change): string {
    const ns = movedNs(row);
    return `${ns > 0 ? "+" : ns < 0 ? "−" : ""}${time(Math.abs(ns))}`;
}

/** Bar to the right for what got slower, and to the left for what got faster; faint where chance may explain it. */
function bar(row: Change, most: number): Child {
    const value = row.change_pct;
    if (value === null || value === undefined) {
        return null;
    }
    const width = most === 0 ? 0 : (50 * Math.abs(value)) / most;
    const fill = styled(el("span", { class: isProven(row) ? (value > 0 ? "slower" : "faster") : "unproven" }),
        { width: `${width}%`, [value > 0 ? "left" : "right"]: "50%" });
    return el("span", { class: "share" }, el("span", { class: "number" }, signed(value)),
        el("span", { class: "swing", "aria-hidden": "true" }, fill));
}

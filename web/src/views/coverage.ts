import { bounded, el, named, styled, type Child } from "../dom";
import { bytes, count, instant, share } from "../format";
import type { TextKey } from "../i18n";
import type { PageData } from "../data";
import type { Totals, Trace } from "../report";
import type { Page, Subject, View } from "../view";

/** Most sources of telemetry that are named. */
const MOST_SOURCES = 20;

/** What was read, refused and not linked, and what was not recorded at all. */
export const coverage: View = {
    id: "coverage",
    title: "coverage.title",
    shows: (subject: Subject) => subject.kind === "trace",
    render(subject: Subject, page: Page): HTMLElement {
        if (subject.kind !== "trace") {
            return el("div");
        }
        const { trace, data } = subject;
        return el("div", { class: "stackup" },
            leftOut(data, trace, page),
            tracesLeftOut(data.traces_left_out, page),
            trace.state !== undefined && trace.state !== "COMPLETE"
                ? el("p", { class: "notice" }, page.t("coverage.state", { state: page.word("state", trace.state) }),
                    trace.reason === null || trace.reason === undefined ? null : ` ${bounded(trace.reason, 500)}`)
                : null,
            trace.totals === undefined ? null : events(trace.totals, page),
            links(trace, page),
            limits(trace, page),
            missing(trace, page),
            about(trace, data, page));
    },
};

/** What the file lacks of a trace for want of room. */
export function leftOut(data: PageData, trace: Trace, page: Page): Child {
    const lacks = (data.left_out ?? []).find((one) => one.trace_id === trace.trace_id);
    return lacks === undefined ? null : (["sheets", "rows", "steps", "pictures", "spans"] as const)
        .filter((part) => lacks[part] === true && !(part === "spans" && lacks.pictures)
            && !(part === "rows" && lacks.sheets))
        .map((part) => el("p", { class: "notice" }, page.t(`coverage.left.${part}`)));
}

/** How many traces the file lacks altogether. */
export function tracesLeftOut(count: number | undefined, page: Page): HTMLElement | null {
    return count === undefined || count === 0 ? null
        : el("p", { class: "notice" }, page.t("coverage.left.traces", { count }));
}

interface Term {
    words: string;
    value: number;
    of?: Record<string, number>;
}

/** A sum: a whole, its parts, and what the parts are made of, so that a reader sees that nothing is lost. */
function sum(title: string, whole: number, words: string, terms: Term[]): HTMLElement {
    return el("section", {}, el("h2", {}, title),
        el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title },
            el("table", { class: "ledger" }, el("caption", { class: "visually-hidden" }, title), el("tbody", {},
            ledgerRow("", words, whole, whole, "whole"),
            terms.filter((term) => term.value > 0 || term === terms[0]).flatMap((term, index) => [
                ledgerRow(index === 0 ? "=" : "+", term.words, term.value, whole, null),
                ...Object.entries(term.of ?? {}).sort((a, b) => b[1] - a[1])
                    .map(([reason, value]) => ledgerRow("", reason, value, whole, "inside")),
            ])))));
}

function ledgerRow(sign: string, words: string, value: number, whole: number, kind: string | null): HTMLElement {
    const width = whole === 0 ? 0 : (100 * value) / whole;
    return el("tr", { class: kind },
        el("td", { class: "sign" }, sign),
        el("th", { scope: "row", class: "text" }, named(words)),
        el("td", {}, count(value)),
        el("td", {}, kind === "whole" ? null : share(value, whole)),
        el("td", { class: "bar" }, kind === "inside" ? null : el("span", { class: "track", "aria-hidden": "true" },
            styled(el("span", { class: "fill-plain" }), { width: `${width}%` }))));
}

function total(counts: Record<string, number> | undefined): number {
    return Object.values(counts ?? {}).reduce((all, one) => all + one, 0);
}

function events(totals: Totals, page: Page): HTMLElement {
    const term = (words: TextKey, of: Record<string, number> | undefined): Term =>
        ({ words: page.t(words), value: total(of), of: of ?? {} });
    return el("div", {},
        sum(page.t("coverage.events", { bytes: bytes(totals.bytes_read) }), totals.events_read,
            page.t("coverage.read"), [
                { words: page.t("coverage.published"), value: totals.published },
                term("coverage.merged", totals.merged),
                term("coverage.filtered", totals.filtered),
                term("coverage.rejected", totals.rejected),
                term("coverage.implausible", totals.implausible),
            ]),
        el("ul", { class: "plain" },
            (totals.notes ?? []).map((note) => el("li", {}, bounded(note, 500))),
            totals.truncated === true ? el("li", {}, page.t("coverage.truncated")) : null,
            (totals.bytes_lost ?? 0) > 0
                ? el("li", {}, page.t("coverage.lost", { bytes: bytes(totals.bytes_lost ?? 0) })) : null,
            (totals.redacted ?? 0) > 0
                ? el("li", {}, page.t("coverage.redacted", { count: count(totals.redacted ?? 0) })) : null));
}

function links(trace: Trace, page: Page): Child {
    const whole = trace.device_events ?? 0;
    return whole === 0 ? null : sum(page.t("coverage.links"), whole, page.t("coverage.device.events"), [
        { words: page.t("coverage.linked"), value: trace.linked ?? 0 },
        { words: page.t("coverage.no.launch"), value: trace.unlinked_no_launch ?? 0 },
        { words: page.t("coverage.no.owner"), value: trace.unlinked_no_owner ?? 0 },
        { words: page.t("coverage.ambiguous"), value: trace.unlinked_ambiguous ?? 0 },
    ]);
}

/** What was changed or folded because of a limit. */
function limits(trace: Trace, page: Page): Child {
    const lines: string[] = [];
    const say = (key: TextKey, value: number | undefined) => {
        if (value !== undefined && value > 0) {
            lines.push(page.t(key, { count: count(value) }));
        }
    };
    say("coverage.clipped", trace.clipped);
    say("coverage.folded", trace.folded_names);
    say("coverage.evicted", trace.evicted_launches);
    Object.entries(trace.folded ?? {}).forEach(([name, spans]) => {
        lines.push(page.t("coverage.full", { table: name.replace(/_/g, " "), count: count(spans) }));
    });
    Object.entries(trace.dropped ?? {}).forEach(([name, spans]) => {
        lines.push(page.t("coverage.dropped", { category: name, count: count(spans) }));
    });
    return lines.length === 0 ? null : el("section", {}, el("h2", {}, page.t("coverage.limits")),
        el("ul", { class: "plain" }, lines.map((line) => el("li", {}, line))));
}

function missing(trace: Trace, page: Page): Child {
    const rows = trace.unrecorded ?? [];
    return rows.length === 0 ? null : el("section", {}, el("h2", {}, page.t("coverage.missing")),
        el("ul", { class: "plain" }, rows.map((row) => el("li", {},
            page.word("recording", row.part), ": ", el("code", {}, row.option)))));
}

function about(trace: Trace, data: PageData, page: Page): HTMLElement {
    const header = trace.header ?? {};
    const rows: [TextKey, Child][] = [
        ["about.source", header.source === undefined ? null : named(header.source)],
        ["about.dialect", header.dialect ?? null],
        ["about.first", header.first_ns === undefined ? null : instant(header.first_ns)],
        ["about.devices", Object.entries(header.device_names ?? {})
            .map(([device, model]) => `${device}: ${model}`).join(", ") || null],
        ["about.run", named(trace.run)],
        ["about.rank", trace.rank === null ? null : trace.rank],
        ["about.node", trace.node === null ? null : named(trace.node)],
        ["about.trace", trace.trace_id],
        ...Object.entries(trace.labels ?? {}).map(([key, value]): [TextKey, Child] =>
            ["about.label", named(`${key}=${value}`)]),
        ...(data.report.telemetry ?? []).slice(0, MOST_SOURCES).map((one): [TextKey, Child] =>
            ["about.telemetry", page.t("about.readings", {
                node: bounded(one.node, 100),
                source: bounded(one.source, 100),
                count: count(one.readings),
                first: instant(one.first_ns),
                last: instant(one.last_ns),
            })]),
    ];
    return el("section", {}, el("h2", {}, page.t("about.title")),
        el("dl", { class: "about" }, rows.filter(([, value]) => value !== null).map(([key, value]) =>
            el("div", {}, el("dt", {}, page.t(key)), el("dd", {}, value)))));
}

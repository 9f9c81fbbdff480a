import { maybe, number, text } from "../cells";
import type { Colour } from "../chart/colours";
import { Plot } from "../chart/plot";
import type { Mark } from "../chart/plot-draw";
import { logDomain, powersOfTen } from "../chart/scale";
import { type Child, el, named } from "../dom";
import * as format from "../format";
import type { TextKey } from "../i18n";
import type { Row } from "../report";
import { table } from "../table";
import type { Page, Subject, View } from "../view";
import { signOf } from "./roofline";

const SHAPES: readonly { shape: Mark["shape"]; colour: Colour; sign: string }[] = [
    { shape: "circle", colour: "communication", sign: "●" },
    { shape: "square", colour: "computing", sign: "■" },
    { shape: "triangle", colour: "copies", sign: "▲" },
    { shape: "diamond", colour: "idle-host", sign: "◆" },
];

/** Collectives of a size, of one trace or compared among the ranks of a run. */
interface Use {
    readonly name: string;
    readonly row: Row;
    /** Bytes of one collective; null if that is not known. */
    readonly size: number | null;
    /** Bandwidth in GB/s, and whether it is that of the bus. */
    readonly bandwidth: number | null;
    readonly ofBus: boolean;
}

/** Size against bandwidth of collectives, and how long ranks wait for each other. */
export const collectives: View = {
    id: "collectives",
    title: "collectives.title",
    shows: (subject) => rowsOf(subject).length > 0,
    render: (subject, page) => {
        const uses = rowsOf(subject).map((row) => use(page, row));
        if (subject.kind === "run" && uses.every((one) => maybe(one.row, "complete_count") === 0)) {
            const events = uses.reduce((sum, one) => sum + number(one.row, "events"), 0);
            return el("p", { class: "lead" }, page.t("collectives.nomatch", { count: format.count(events) }));
        }
        const drawn = uses.filter((one) => one.size !== null && one.bandwidth !== null && one.bandwidth > 0);
        return el("div", {},
            el("p", { class: "lead" }, page.t(subject.kind === "run" ? "collectives.runlead" : "collectives.lead")),
            drawn.length === 0 ? el("p", { class: "faint" }, page.t("collectives.nosize")) : plot(page, drawn),
            subject.kind === "run" ? runTable(page, uses) : traceTable(page, uses));
    },
};

function rowsOf(subject: Subject): Row[] {
    return subject.kind === "trace"
        ? (subject.trace.communication ?? [])
        : subject.kind === "run" ? ((subject.run?.collectives ?? []) as unknown as Row[]) : [];
}

function use(page: Page, row: Row): Use {
    const name = text(row, "collective") === "" ? text(row, "name") : text(row, "collective");
    const count = number(row, "count");
    const message = maybe(row, "message_bytes");
    const bus = maybe(row, "busbw_gb_per_s");
    return {
        name: name === "" ? page.t("chart.unknown") : name,
        row,
        size: message !== null && count > 0 ? message / count : maybe(row, "from_bytes"),
        bandwidth: bus ?? maybe(row, "algbw_gb_per_s") ?? maybe(row, "bandwidth_gb_per_s"),
        ofBus: bus !== null,
    };
}

function plot(page: Page, uses: Use[]): HTMLElement {
    const names = [...new Set(uses.map((one) => one.name))];
    const time = (one: Use): number => number(one.row, "total_ns") + number(one.row, "transit_ns");
    const all = uses.reduce((sum, one) => sum + time(one), 0);
    const [xFrom, xTo] = logDomain(uses.map((one) => one.size ?? 0));
    const [yFrom, yTo] = logDomain(uses.map((one) => one.bandwidth ?? 0));
    const style = (name: string): (typeof SHAPES)[number] | undefined => SHAPES[names.indexOf(name) % SHAPES.length];
    const bus = uses.some((one) => one.ofBus);
    const picture = new Plot(page, {
        label: page.t("collectives.label", { count: uses.length }),
        x: { from: xFrom, to: xTo, log: true, title: page.t("collectives.size"),
            ticks: powersOfTen(xFrom, xTo, 8).map((value) => ({ value, label: format.bytes(Math.round(value)) })) },
        y: { from: yFrom, to: yTo, log: true, title: page.t(bus ? "collectives.busbw" : "collectives.algbw"),
            ticks: powersOfTen(yFrom, yTo, 6).map((value) =>
                ({ value, label: `${Number(value.toPrecision(3))} GB/s` })) },
        height: 340,
        byX: false,
        lines: [],
        marks: uses.map((one) => ({
            x: one.size ?? 0,
            y: one.bandwidth ?? 0,
            radius: 4 + (all === 0 ? 0 : 14 * Math.sqrt(time(one) / all)),
            shape: style(one.name)?.shape ?? "circle",
            colour: style(one.name)?.colour ?? "communication",
        })),
        say: (i) => sentence(page, uses[i]),
    });
    return el("div", {}, picture.element, el("ul", { class: "legend small" }, names.map((name) => el("li", {},
        signOf(style(name)?.sign ?? "●", style(name)?.colour ?? "communication"), " ", named(name)))));
}

function sentence(page: Page, one: Use | undefined): Child[] {
    return one === undefined ? [] : [el("strong", {}, named(one.name)), " ", page.t("collectives.point", {
        size: format.bytes(Math.round(one.size ?? 0)),
        bandwidth: gigabytes(one.bandwidth ?? 0),
        kind: page.t(one.ofBus ? "collectives.busbw" : "collectives.algbw"),
    })];
}

function gigabytes(perSecond: number): string {
    return `${format.digits(perSecond)} GB/s`;
}

interface ValueColumn {
    readonly title: string;
    readonly key: (one: Use) => number | null;
    readonly cell: (one: Use) => string;
}

function column(key: string, title: string, form: (value: number) => string): ValueColumn {
    const value = (one: Use): number | null => maybe(one.row, key);
    return { title, key: value, cell: (one) => (value(one) === null ? "" : form(value(one) ?? 0)) };
}

function times(page: Page, key: string, title: TextKey): ValueColumn {
    return column(key, page.t(title), format.time);
}

function counts(page: Page, key: string, title: TextKey): ValueColumn {
    return column(key, page.t(title), format.count);
}

function common(page: Page): { name: ValueColumn & { text: true }; size: ValueColumn; bandwidth: ValueColumn } {
    return {
        name: { title: page.t("collectives.name"), key: () => null, cell: (one) => one.name, text: true },
        size: { title: page.t("collectives.size"), key: (one) => one.size,
            cell: (one) => (one.size === null ? "" : format.bytes(Math.round(one.size))) },
        bandwidth: { title: page.t("collectives.bandwidth"), key: (one) => one.bandwidth,
            cell: (one) => (one.bandwidth === null ? "" : gigabytes(one.bandwidth)) },
    };
}

function traceTable(page: Page, uses: Use[]): HTMLElement {
    const { name, size, bandwidth } = common(page);
    const seen = (key: string): boolean => uses.some((one) => number(one.row, key) > 0);
    return table(page, {
        caption: page.t("collectives.title"),
        rows: uses,
        sort: 1,
        columns: [
            { ...name, key: (one) => one.name, cell: (one) => named(one.name) },
            times(page, "total_ns", "collectives.total"),
            counts(page, "count", "collectives.count"),
            size,
            bandwidth,
            ...(seen("transit_ns") ? [times(page, "transit_ns", "collectives.transit")] : []),
            ...(seen("wait_ns") ? [times(page, "wait_ns", "collectives.wait")] : []),
        ],
    });
}

function runTable(page: Page, uses: Use[]): HTMLElement {
    const { name, size, bandwidth } = common(page);
    return table(page, {
        caption: page.t("collectives.title"),
        rows: uses,
        sort: 5,
        columns: [
            { ...name, key: (one) => one.name, cell: (one) => named(one.name) },
            counts(page, "events", "collectives.events"),
            counts(page, "complete_count", "collectives.complete"),
            counts(page, "unmatched_events", "collectives.unmatched"),
            times(page, "transit_ns", "collectives.transit"),
            times(page, "wait_ns", "collectives.wait"),
            times(page, "skew_max_ns", "collectives.skew"),
            counts(page, "last_rank", "collectives.last"),
            size,
            bandwidth,
        ],
    });
}

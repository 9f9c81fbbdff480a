import { deviceOf, maybe, number, text } from "../cells";
import { chooser, choosing, deviceName, replacing } from "../chart/choose";
import { Plot } from "../chart/plot";
import type { Line } from "../chart/plot-draw";
import { niceValues, timeTicks } from "../chart/scale";
import { type Child, el, named } from "../dom";
import * as format from "../format";
import type { MemoryCurve } from "../picture";
import type { Row, Trace } from "../report";
import { table } from "../table";
import type { Page, View } from "../view";

/** Memory of a device over the trace, its peak, and who holds it there. */
export const memory: View = {
    id: "memory",
    title: "memory.title",
    shows: (subject) => subject.kind === "trace"
        && ((subject.picture?.memory.length ?? 0) > 0 || levelsOf(subject.trace).length > 0),
    render: (subject, page) => {
        if (subject.kind !== "trace") {
            return el("div");
        }
        const { trace, picture } = subject;
        const curves = [...(picture?.memory ?? [])].sort((a, b) => peakOf(b) - peakOf(a));
        return el("div", {},
            levels(page, trace),
            curves.length === 0 ? null : choosing(page, page.t("memory.of"), curves.map((curve) => ({
                name: curveName(page, trace, curve),
                thing: curve,
            })), (curve, inside) => scales(inside, (fromZero, on) => plot(on, curve, picture?.length_ns ?? 0,
                fromZero ? { limit: capacity(trace, curve) } : null))),
            holders(page, trace));
    },
};

function levelsOf(trace: Trace): Row[] {
    return (trace.memory?.devices ?? []).filter((row) => number(row, "peak_allocated_bytes") > 0);
}

function curveName(page: Page, trace: Trace, curve: MemoryCurve): string {
    const name = curve.device === null
        ? page.t("memory.host")
        : deviceName(page, curve.device, trace.header?.device_names?.[curve.device]);
    return curve.component === null ? name : `${name}, ${curve.component}`;
}

function peakOf(curve: MemoryCurve): number {
    return curve.allocated_bytes.reduce((most, value) => Math.max(most, value), 0);
}

/** Memory that a device has; null if the trace does not tell. */
function capacity(trace: Trace, curve: MemoryCurve): number | null {
    const all = (trace.header as unknown as Row | undefined)?.["device_memory_bytes"];
    return curve.device === null || typeof all !== "object" || all === null
        ? null
        : maybe(all as Row, curve.device);
}

/** A sentence on each device: its peak, what was reserved, and what is left at the end. */
function levels(page: Page, trace: Trace): HTMLElement {
    return el("ul", { class: "lead" }, levelsOf(trace).map((row) => {
        const device = deviceOf(row);
        const reserved = maybe(row, "peak_reserved_bytes");
        const growth = number(row, "growth_bytes");
        const offset = maybe(row, "peak_allocated_offset_ns");
        return el("li", {},
            page.t("memory.peak", {
                device: device === null
                    ? page.t("memory.host")
                    : deviceName(page, device, trace.header?.device_names?.[device]),
                bytes: format.bytes(number(row, "peak_allocated_bytes")),
            }),
            offset === null ? "" : page.t("memory.at", { time: format.time(offset) }),
            reserved === null || reserved === 0 ? "" : page.t("memory.reserved", { bytes: format.bytes(reserved) }),
            growth > 0 ? page.t("memory.growth", { bytes: format.bytes(growth) }) : "");
    }));
}

/** A curve from zero, with what is reserved and what the device has; or only between its least and its most. */
function scales(page: Page, make: (fromZero: boolean, page: Page) => HTMLElement): HTMLElement {
    const next = replacing(page);
    const place = el("div", {}, make(true, next()));
    const choice = chooser(page, page.t("memory.scale"), [page.t("memory.fromzero"), page.t("memory.close")],
        (index) => { place.replaceChildren(make(index === 0, next())); });
    return el("div", {}, choice === null ? null : el("div", { class: "picture-tools" }, choice), place);
}

/** @param zero what the device has, for a picture from zero; null for one of the curve alone */
function plot(page: Page, curve: MemoryCurve, lengthNs: number, zero: { limit: number | null } | null): HTMLElement {
    const allocated = curve.time_ns.map((time, i) => [time, curve.allocated_bytes[i] ?? 0] as const);
    const peak = peakOf(curve);
    const at = curve.allocated_bytes.indexOf(peak);
    const least = zero === null ? Math.min(...curve.allocated_bytes) : 0;
    const reservedMost = zero === null ? 0 : Math.max(0, ...reservedOf(curve).map(([, bytes]) => bytes));
    const highest = Math.max(peak, reservedMost, least + 1);
    const limit = zero?.limit ?? null;
    const top = limit !== null && limit < highest * 2 ? Math.max(limit, highest) : highest;
    const edge = top + (top - least) * 0.05;
    const lines: Line[] = [{ points: allocated, colour: "computing", dashed: false, stepped: true, text: "" }];
    if (zero !== null && curve.reserved_bytes !== null) {
        const reserved = reservedOf(curve);
        lines.push({ points: reserved, colour: "text-faint", dashed: true, stepped: true,
            text: page.t("memory.reservedline") });
    }
    if (limit !== null && limit <= top) {
        lines.push({ points: [[0, limit], [lengthNs, limit]], colour: "more", dashed: false, stepped: false,
            text: page.t("memory.limit", { bytes: format.bytes(limit) }) });
    }
    return new Plot(page, {
        label: page.t("memory.label", { bytes: format.bytes(peak), time: format.time(curve.time_ns[at] ?? 0) }),
        x: { from: 0, to: Math.max(1, lengthNs), log: false, title: page.t("memory.time"),
            ticks: timeTicks(0, lengthNs, 8) },
        y: { from: least, to: edge, log: false, title: page.t("memory.allocated"),
            ticks: niceValues(least, edge, 5).map((value) => ({ value, label: format.bytes(value) })) },
        height: 320,
        byX: true,
        lines,
        marks: allocated.map(([x, y], i) =>
            ({ x, y, radius: i === at ? 5 : 0, shape: "diamond", colour: "more" })),
        say: (i) => sentence(page, curve, i, i === at),
    }).element;
}

/** What is reserved over time, from its first reading on. */
export function reservedOf(curve: MemoryCurve): (readonly [number, number])[] {
    return curve.time_ns.flatMap((time, i) => {
        const bytes = curve.reserved_bytes?.[i];
        return bytes === null || bytes === undefined ? [] : [[time, bytes] as const];
    });
}

function sentence(page: Page, curve: MemoryCurve, i: number, isPeak: boolean): Child[] {
    const bytes = format.bytes(curve.allocated_bytes[i] ?? 0);
    const time = format.time(curve.time_ns[i] ?? 0);
    const reserved = curve.reserved_bytes?.[i];
    return [el("strong", {}, bytes), " ", page.t("memory.point", { time }),
        reserved === undefined || reserved === null ? "" : page.t("memory.reserved", { bytes: format.bytes(reserved) }),
        isPeak ? page.t("memory.thepeak") : ""];
}

function holders(page: Page, trace: Trace): HTMLElement | null {
    const rows = trace.memory?.holders ?? [];
    if (rows.length === 0) {
        return null;
    }
    const operator = (row: Row): string => text(row, "operator");
    return el("section", {}, el("h2", {}, page.t("memory.holders")), table(page, {
        caption: page.t("memory.holders"),
        rows,
        sort: 3,
        text: (row) => `${operator(row)} ${text(row, "module")}`,
        columns: [
            { title: page.t("memory.operator"), key: operator, text: true, cell: (row) => operator(row) === ""
                ? page.t("memory.nooperator")
                : named(page.short(operator(row)), operator(row)) },
            { title: page.t("memory.module"), key: (row) => text(row, "module"), text: true,
                cell: (row) => named(text(row, "module")) },
            { title: page.t("memory.phase"), key: (row) => text(row, "phase"), text: true,
                cell: (row) => (text(row, "phase") === "" ? "" : page.word("phase", text(row, "phase"))) },
            { title: page.t("memory.atpeak"), key: (row) => number(row, "peak_bytes"),
                cell: (row) => format.bytes(number(row, "peak_bytes")) },
            { title: page.t("memory.count"), key: (row) => number(row, "peak_count"),
                cell: (row) => format.count(number(row, "peak_count")) },
            { title: page.t("memory.atend"), key: (row) => number(row, "end_bytes"),
                cell: (row) => format.bytes(number(row, "end_bytes")) },
        ],
    }));
}

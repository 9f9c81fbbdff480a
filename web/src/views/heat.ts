import { replacing } from "../chart/choose";
import { HeatMap, type Heat, LEVELS, range, shade } from "../chart/heat";
import { fromMedian, type Matrix, matrix } from "../chart/matrix";
import { opening } from "../chart/step-tables";
import { append, el, styled } from "../dom";
import * as format from "../format";
import type { TextKey } from "../i18n";
import { traceName } from "../masthead";
import { IDLE_PARTS, idlePart, type IdlePart, type Part } from "../parts";
import type { Trace, Window } from "../report";
import { table } from "../table";
import type { Page, Subject, View } from "../view";

/** What a heat map compares, with its colour. */
interface Measure {
    readonly text: TextKey;
    readonly hue: Part;
    readonly of: (window: Window, trace: Trace) => number;
}

const MEASURES: readonly Measure[] = [
    { text: "heat.computing", hue: "computing", of: (window) => window.computing_ns },
    { text: "heat.communication", hue: "communication", of: (window) => window.exposed_communication_ns },
    { text: "heat.copies", hue: "copies", of: (window) => window.exposed_memcpy_ns },
    { text: "heat.idle", hue: "idle-queue", of: (window) => window.idle_ns },
    { text: "heat.step", hue: "computing", of: (window) => window.total_ns },
];

/** Measures of idle time by its cause, of those causes that there are. */
function causes(rows: readonly Row[]): Measure[] {
    const times = new Map<string, number>();
    for (const row of rows) {
        for (const cause of row.trace.idle_causes ?? []) {
            const key = causeKey(row.trace, cause, idlePart(cause.class, cause.part));
            times.set(key, (times.get(key) ?? 0) + cause.idle_ns);
        }
    }
    return IDLE_PARTS.map((part): Measure => ({
        text: `part.${part}`,
        hue: part,
        of: (window, trace) => times.get(causeKey(trace, window, part)) ?? 0,
    })).filter((measure) => rows.some((row) => row.windows.some((window) => measure.of(window, row.trace) > 0)));
}

function causeKey(trace: Trace, of: { device: string | null; step: number | null }, part: IdlePart): string {
    return JSON.stringify([trace.trace_id, of.device, of.step, part]);
}

/** A device of a trace: one row. */
interface Row {
    readonly name: string;
    readonly trace: Trace;
    readonly device: string | null;
    readonly windows: readonly Window[];
    /** Steps whose events the data holds. */
    readonly held: ReadonlySet<number | null>;
}

/** Ranks and steps of a run, or devices and steps of a trace. */
export const heat: View = {
    id: "heat",
    title: "heat.title",
    shows: (subject) => rowsOf(subject, (trace) => trace.trace_id).length > 1,
    render: (subject, page) => {
        const rows = rowsOf(subject, (trace) => traceName(trace, page));
        const place = el("div");
        const measures = [...MEASURES, ...causes(rows)];
        const measure = el("select", { onchange: () => { draw(); } },
            measures.map((one) => el("option", {}, page.t(one.text))));
        const mode = el("select", { onchange: () => { draw(); } },
            el("option", {}, page.t("heat.median")), el("option", {}, page.t("heat.value")));
        mode.selectedIndex = rows.length > 2 ? 0 : 1;
        const next = replacing(page);
        const draw = (): void => {
            const chosen = measures[measure.selectedIndex];
            if (chosen !== undefined) {
                place.replaceChildren(picture(next(), rows, chosen, mode.selectedIndex === 0));
            }
        };
        draw();
        return el("div", {},
            el("p", { class: "lead" }, page.t("heat.lead")),
            page.printing ? null : el("div", { class: "picture-tools" },
                el("label", { class: "chooser" }, page.t("chart.measure"), " ", measure),
                el("label", { class: "chooser" }, page.t("heat.as"), " ", mode)),
            place);
    },
};

function rowsOf(subject: Subject, name: (trace: Trace) => string): Row[] {
    const traces = subject.kind === "run" ? subject.traces : subject.kind === "trace" ? [subject.trace] : [];
    const rows: Row[] = [];
    for (const trace of [...traces].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))) {
        const windows = (trace.timeline ?? []).filter((window) => window.step !== null && window.step >= 0);
        const devices = [...new Set(windows.map((window) => window.device))];
        for (const device of devices) {
            const suffix = devices.length > 1 ? `, ${device ?? "?"}` : "";
            rows.push({
                name: name(trace) + suffix,
                trace,
                device,
                held: held(subject, trace, device),
                windows: windows.filter((window) => window.device === device),
            });
        }
    }
    return unique(rows);
}

function held(subject: Subject, trace: Trace, device: string | null): Set<number | null> {
    const pictures = "data" in subject ? subject.data.pictures : undefined;
    const picture = pictures?.[trace.trace_id]?.devices.find((one) => one.device === device);
    return new Set(picture?.steps.map((step) => step.step));
}

/** Rows with a name of their own each. */
function unique(rows: Row[]): Row[] {
    const seen = new Map<string, number>();
    return rows.map((row) => {
        const times = (seen.get(row.name) ?? 0) + 1;
        seen.set(row.name, times);
        return times === 1 ? row : { ...row, name: `${row.name} (${times})` };
    });
}

function picture(page: Page, rows: Row[], measure: Measure, signed: boolean): HTMLElement {
    const of = (value: (window: Window, trace: Trace) => number): Matrix =>
        matrix(rows.map((row) => row.name), rows.flatMap((row) => row.windows.map((window) =>
            ({ row: row.name, column: window.step ?? 0, value: value(window, row.trace) }))));
    const values = of(measure.of);
    const away = fromMedian(values, of((window) => window.total_ns));
    const shown = signed ? away : values;
    const heat: Heat = {
        of: shown,
        hue: measure.hue,
        signed,
        label: page.t("heat.label", { measure: page.t(measure.text), rows: rows.length, steps: values.columns.length }),
        format: signed ? format.signed : format.time,
        say: (row, column) => cellWords(page, values, away, row * values.columns.length + column),
        open: page.printing ? null : (row, column) => {
            const chosen = rows[row];
            if (chosen !== undefined) {
                open(page, chosen, values.columns[column] ?? 0);
            }
        },
    };
    const whole = el("div");
    append(whole, [
        new HeatMap(page, heat).element,
        scale(heat),
        page.printing ? null : el("div", { class: "alternatives" },
            opening(page.t("chart.table"), () => asTable(page, rows, values, away))),
    ]);
    return whole;
}

/** Opens the timeline of a trace at a step, or the trace where nothing holds the events of the step. */
function open(page: Page, row: Row, step: number): void {
    const id = row.trace.trace_id;
    const holds = row.held.has(step) || page.cut(id, null) !== null;
    if (holds) {
        page.chosen.set(id, { device: row.device, step });
    }
    page.go(page.href("trace", id, holds ? "timeline" : ""));
}

/** Value of a cell, and how far it is from the middle of its step. */
function cellWords(page: Page, values: Matrix, away: Matrix, i: number): (HTMLElement | string)[] {
    const width = values.columns.length;
    const value = values.values[i] ?? NaN;
    const far = away.values[i] ?? NaN;
    const words = Number.isNaN(value)
        ? page.t("chart.unknown")
        : page.t("heat.cell", { time: format.time(value), away: Number.isNaN(far) ? "?" : format.signed(far) });
    return [el("strong", {}, values.rows[Math.floor(i / width)] ?? ""), " ",
        page.t("timeline.chosen", { step: values.columns[i % width] ?? "" }), ": ", words];
}

/** Colours of the levels, with the values of the first and the last. */
function scale(heat: Heat): HTMLElement {
    const [least, most] = range(heat);
    return el("p", { class: "heat-scale" },
        el("span", {}, heat.format(least)),
        Array.from({ length: LEVELS }, (_, i) => {
            const [hue, part] = shade(heat, i);
            const fill = `color-mix(in srgb, var(--${hue}) ${Math.round(part * 100)}%, var(--raised))`;
            return styled(el("span", { class: "heat-level", "aria-hidden": "true" }), { background: fill });
        }),
        el("span", {}, heat.format(most)));
}

/** The rows with the steps in which each is furthest from the others. */
function asTable(page: Page, rows: Row[], values: Matrix, away: Matrix): HTMLElement {
    const width = values.columns.length;
    const lines = rows.map((row, r) => {
        const own = [...values.values.subarray(r * width, (r + 1) * width)].filter((value) => !Number.isNaN(value));
        const far = [...away.values.subarray(r * width, (r + 1) * width)].filter((value) => !Number.isNaN(value));
        return { name: row.name, mean: own.reduce((a, b) => a + b, 0) / own.length, far: Math.max(...far),
            most: Math.max(...own) };
    });
    return table(page, {
        caption: page.t("heat.title"),
        rows: lines,
        columns: [
            { title: page.t("heat.row"), key: (line) => line.name, cell: (line) => line.name, text: true },
            { title: page.t("heat.mean"), key: (line) => line.mean, cell: (line) => format.time(line.mean) },
            { title: page.t("heat.most"), key: (line) => line.most, cell: (line) => format.time(line.most) },
            { title: page.t("heat.far"), key: (line) => line.far, cell: (line) => format.signed(line.far) },
        ],
    });
}

import { choosing } from "../chart/choose";
import {
    type Held, lanesLegend, LanesPicture, type TelemetryLane, type TelemetryLanes,
} from "../chart/telemetry-lanes";
import type { DeviceLanes, Minute, PageData, RunAlert } from "../data";
import { el, named } from "../dom";
import { fixed, instant, percent } from "../format";
import { gluedIn, type TextKey } from "../i18n";
import { traceName } from "../masthead";
import type { Trace } from "../report";
import type { Page, Subject, View } from "../view";

/** A quantity that has a lane. */
interface Quantity {
    readonly name: string;
    readonly title: TextKey;
    readonly least: number | null;
    readonly most: number | null;
    format(value: number): string;
}

/** Lanes from the top. Values are in the units of the quantities: Hz, W, degrees Celsius, and shares from 0 to 1. */
const QUANTITIES: readonly Quantity[] = [
    { name: "hw.gpu.clock", title: "telemetry.clock", least: 0, most: null,
        format: (hertz) => `${fixed(hertz / 1e6, 0)} MHz` },
    { name: "hw.power", title: "telemetry.power", least: 0, most: null,
        format: (watts) => `${fixed(watts, 0)} W` },
    { name: "hw.temperature", title: "telemetry.temperature", least: null, most: null,
        format: (celsius) => `${fixed(celsius, 0)} °C` },
    { name: "hw.gpu.utilization", title: "telemetry.utilization", least: 0, most: 1,
        format: (share) => percent(100 * share) },
];

/** What the devices of a run did over time, by the telemetry of their nodes, and the alerts meanwhile. */
export const telemetry: View = {
    id: "telemetry",
    title: "telemetry.title",
    shows: (subject: Subject) => subject.kind === "run"
        && (devicesOf(subject.data, subject.traces).length > 0 || alertsOf(subject.data).length > 0),
    render(subject: Subject, page: Page): HTMLElement {
        return subject.kind !== "run" ? el("div") : el("div", { class: "stackup" },
            lanes(subject.data, subject.traces, page), alerts(alertsOf(subject.data), page));
    },
};

interface Device {
    readonly trace: Trace;
    readonly lanes: DeviceLanes;
}

function devicesOf(data: PageData, traces: readonly Trace[]): Device[] {
    const byId = new Map(traces.map((trace) => [trace.trace_id, trace]));
    return (data.telemetry_lanes?.devices ?? []).flatMap((one) => {
        const trace = byId.get(one.trace_id);
        return trace === undefined ? [] : [{ trace, lanes: one }];
    });
}

function alertsOf(data: PageData): RunAlert[] {
    return data.alerts ?? [];
}

function lanes(data: PageData, traces: readonly Trace[], page: Page): HTMLElement | null {
    const devices = devicesOf(data, traces);
    const leftOut = data.telemetry_lanes?.devices_left_out ?? 0;
    const things = devices.map((thing) => ({ thing, name: page.t("telemetry.device", {
        rank: traceName(thing.trace, page), device: thing.lanes.device, node: thing.lanes.node }) }));
    return devices.length === 0 ? null : el("section", {},
        el("p", { class: "lead" }, page.t("telemetry.lead")),
        choosing(page, page.t("chart.device"), things, (device, on) => {
            const of = lanesOf(device, devices, on);
            return el("div", {}, new LanesPicture(on, of).element, lanesLegend(on, of));
        }, mostAway(devices)),
        leftOut === 0 ? null : el("p", { class: "faint" }, page.t("telemetry.leftout", { count: leftOut })));
}

function held([from, length, value, low, high]: Minute): Held {
    return { from_ns: from, to_ns: from + length, value, low, high };
}

/** The lanes of a device, from its first minute. Its peers are all other devices of the run that the data holds. */
export function lanesOf(device: Device, all: readonly Device[], page: Page): TelemetryLanes {
    const shown = QUANTITIES.filter(({ name }) => (device.lanes.quantities[name] ?? []).length > 0);
    const minutes = shown.flatMap(({ name }) => device.lanes.quantities[name] ?? []);
    const zero = Math.min(...minutes.map(([from]) => from));
    const end = Math.max(...minutes.map(([from, length]) => from + length));
    const moved = (one: Held): Held => ({ ...one, from_ns: one.from_ns - zero, to_ns: one.to_ns - zero });
    return {
        label: page.t("telemetry.label", { rank: traceName(device.trace, page), device: device.lanes.device }),
        from_ns: 0,
        to_ns: end - zero,
        steps: device.lanes.steps.map(({ step, from_ns, total_ns }) =>
            ({ step, from_ns: from_ns - zero, to_ns: from_ns + total_ns - zero })),
        lanes: shown.map((quantity): TelemetryLane => {
            const own = device.lanes.quantities[quantity.name] ?? [];
            return {
                title: page.t(quantity.title),
                values: own.map((minute) => moved(held(minute))),
                peers: peersOf(device, all, quantity.name, own).map(moved),
                least: quantity.least,
                most: quantity.most,
                format: (value) => quantity.format(value),
            };
        }),
    };
}

/** Medians of the means of the other devices, in the minutes of a device. */
function peersOf(device: Device, all: readonly Device[], quantity: string, own: readonly Minute[]): Held[] {
    const means = new Map<number, number[]>(own.map(([from]) => [from, []]));
    for (const other of all) {
        if (other.lanes.telemetry_device !== device.lanes.telemetry_device || other.lanes.node !== device.lanes.node) {
            for (const [from, , mean] of other.lanes.quantities[quantity] ?? []) {
                means.get(from)?.push(mean);
            }
        }
    }
    return own.flatMap(([from, length]) => {
        const sorted = (means.get(from) ?? []).sort((a, b) => a - b);
        const middle = ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
        return Number.isNaN(middle) ? [] : [held([from, length, middle, middle, middle])];
    });
}

/** The device whose mean clock is the lowest, which is the first to look at; the first device where none is known. */
function mostAway(devices: readonly Device[]): number {
    const clocks = devices.map(({ lanes: { quantities } }) => {
        const minutes = quantities["hw.gpu.clock"] ?? [];
        return minutes.length === 0 ? Infinity : minutes.reduce((sum, minute) => sum + minute[2], 0) / minutes.length;
    });
    return Math.max(0, clocks.indexOf(Math.min(...clocks)));
}

function alerts(rows: readonly RunAlert[], page: Page): HTMLElement | null {
    return rows.length === 0 ? null : el("section", { class: "diagnoses" },
        el("h3", {}, page.t("telemetry.alerts")),
        el("ol", {}, rows.map((row) => el("li", {},
            el("p", {}, el("strong", {}, page.word("level", row.level)), " · ", named(row.subject), " · ",
                named(row.rule), " · ", el("span", { class: "faint" }, row.end_ns === undefined
                    ? page.t("telemetry.since", { since: instant(row.since_ns) })
                    : page.t("telemetry.from", { since: instant(row.since_ns), end: instant(row.end_ns) }))),
            el("p", {}, gluedIn(row.summary)),
            el("p", {}, el("span", { class: "faint" }, page.t("diagnoses.advice")), " ", named(row.advice))))));
}

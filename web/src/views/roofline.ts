import { deviceOf, maybe, number, text } from "../cells";
import { choosing, deviceName } from "../chart/choose";
import type { Colour } from "../chart/colours";
import { Plot } from "../chart/plot";
import type { Axis, Line, Mark } from "../chart/plot-draw";
import { peakOf, peaks, type Peaks, point, type Point, type RooflineRow } from "../chart/roofline";
import { logDomain, powersOfTen } from "../chart/scale";
import { opening } from "../chart/step-tables";
import { type Child, el, named, styled } from "../dom";
import * as format from "../format";
import type { Row } from "../report";
import { table } from "../table";
import type { Page, Subject, View } from "../view";

/** An operator with the shapes of its inputs, and where it is in the picture. */
interface Spot {
    readonly row: Row;
    readonly at: Point;
}

/** Points that are drawn, those with the most time. */
const MOST = 2000;

const BOUNDS: Readonly<Record<string, Pick<Mark, "shape" | "colour"> & { sign: string }>> = {
    COMPUTE: { shape: "square", colour: "computing", sign: "■" },
    MEMORY: { shape: "circle", colour: "copies", sign: "●" },
    NEITHER: { shape: "triangle", colour: "communication", sign: "▲" },
    UNKNOWN: { shape: "diamond", colour: "idle-unknown", sign: "◆" },
};

/** How near operators come to what the device can do. */
export const roofline: View = {
    id: "roofline",
    title: "roofline.title",
    shows: (subject) => spotsOf(subject).length > 0,
    render: (subject, page) => {
        const spots = spotsOf(subject);
        const names = subject.kind === "trace" ? subject.trace.header?.device_names : undefined;
        const devices = [...new Set(spots.map((spot) => deviceOf(spot.row)))];
        return el("div", {},
            el("p", { class: "lead" }, page.t("roofline.lead")),
            choosing(page, page.t("chart.device"), devices.map((device) => ({
                name: deviceName(page, device, device === null ? null : names?.[device]),
                thing: device,
            })), (device, inside) => picture(inside, spots.filter((spot) => deviceOf(spot.row) === device),
                roofs(subject, device))));
    },
};

function spotsOf(subject: Subject): Spot[] {
    const rows = subject.kind === "trace" ? (subject.trace.shapes ?? []) : [];
    return rows.flatMap((row) => {
        const at = point(rooflineRow(row));
        return at === null ? [] : [{ row, at }];
    });
}

/** Peaks of a device, by its operators and by what part of the peak it used in the whole trace. */
function roofs(subject: Subject, device: string | null): Peaks {
    if (subject.kind !== "trace") {
        return { bandwidth: null, units: new Map() };
    }
    const { shapes, timeline } = subject.trace;
    const told = peaks((shapes ?? []).filter((row) => deviceOf(row) === device).map(rooflineRow));
    const whole = timeline?.find((row) => row.device === device && row.step === null);
    const unit = text(whole?.work ?? {}, "unit");
    const mfuPct = number(whole?.work ?? {}, "mfu_pct");
    if (whole === undefined || unit === "" || mfuPct <= 0 || told.units.has(unit)) {
        return told;
    }
    const flops = number(whole.work ?? {}, "flops") - number(whole.work ?? {}, "recompute_flops");
    return { ...told, units: new Map(told.units).set(unit, peakOf({ unit, flops, totalNs: whole.total_ns, mfuPct })) };
}

function rooflineRow(row: Row): RooflineRow {
    return {
        count: number(row, "count"),
        device_ns: number(row, "device_ns"),
        flops: maybe(row, "flops"),
        bytes: maybe(row, "bytes"),
        unit: text(row, "unit") === "" ? null : text(row, "unit"),
        roofline_ns: maybe(row, "roofline_ns"),
        bound: text(row, "bound"),
    };
}

function boundOf(row: Row): string {
    const bound = text(row, "bound");
    return bound in BOUNDS ? bound : "UNKNOWN";
}

function picture(page: Page, spots: Spot[], roofs: Peaks): HTMLElement {
    const shown = [...spots].sort((a, b) => number(b.row, "device_ns") - number(a.row, "device_ns")).slice(0, MOST);
    const all = shown.reduce((sum, spot) => sum + number(spot.row, "device_ns"), 0);
    const [xFrom, xTo] = logDomain(shown.map((spot) => spot.at.intensity));
    const [yFrom, yTo] = logDomain([...shown.map((spot) => spot.at.rate), ...roofs.units.values(),
        ...(roofs.bandwidth === null ? [] : [Math.min(roofs.bandwidth * xTo, ...roofs.units.values(), 1e18)])]);
    const plot = new Plot(page, {
        label: page.t("roofline.label", { count: format.count(shown.length) }),
        x: logAxis(page.t("roofline.intensity"), xFrom, xTo, (value) => String(Number(value.toPrecision(3)))),
        y: logAxis(page.t("roofline.rate"), yFrom, yTo, rate),
        height: 420,
        byX: false,
        marks: shown.map((spot) => mark(spot, all)),
        lines: lines(page, roofs, xFrom, xTo),
        say: (i) => sentence(page, shown[i]),
    });
    return el("div", {}, plot.element, legend(page, shown),
        roofs.units.size > 0 ? null : el("p", { class: "faint" }, page.t("roofline.nopeak")),
        spots.some((spot) => number(spot.row, "roofline_pct") > 100)
            ? el("p", { class: "faint" }, page.t("roofline.above")) : null,
        page.printing ? null : el("div", { class: "alternatives" },
            opening(page.t("chart.table"), () => asTable(page, spots))));
}

function logAxis(title: string, from: number, to: number, label: (value: number) => string): Axis {
    const ticks = powersOfTen(from, to, 8).map((value) => ({ value, label: label(value) }));
    return { from, to, log: true, title, ticks };
}

/** Operations per second, with a prefix of thousands. */
export function rate(perSecond: number): string {
    for (const [size, unit] of [[1e15, "PFLOP/s"], [1e12, "TFLOP/s"], [1e9, "GFLOP/s"], [1e6, "MFLOP/s"],
        [1e3, "kFLOP/s"]] as const) {
        if (perSecond >= size * 0.9999999) {
            return `${Number((perSecond / size).toPrecision(3))} ${unit}`;
        }
    }
    return `${Number(perSecond.toPrecision(3))} FLOP/s`;
}

function mark(spot: Spot, all: number): Mark {
    const share = all === 0 ? 0 : number(spot.row, "device_ns") / all;
    const { shape, colour } = BOUNDS[boundOf(spot.row)] ?? { shape: "diamond", colour: "idle-unknown" };
    return { x: spot.at.intensity, y: spot.at.rate, radius: 3.5 + 16 * Math.sqrt(share), shape, colour };
}

/** The slope of the bandwidth up to the highest peak, and each peak from where it meets the slope. */
function lines(page: Page, roofs: Peaks, from: number, to: number): Line[] {
    const { bandwidth } = roofs;
    const all: Line[] = [];
    const add = (points: [number, number][], words: string): void => {
        all.push({ points, colour: "text-faint", dashed: false, stepped: false, text: words });
    };
    const highest = Math.max(0, ...roofs.units.values());
    if (bandwidth !== null) {
        const end = highest === 0 ? to : Math.min(to, highest / bandwidth);
        add([[from, bandwidth * from], [end, bandwidth * end]], `${format.bytes(bandwidth)}/s`);
    }
    for (const [unit, peak] of roofs.units) {
        const start = bandwidth === null ? from : Math.max(from, peak / bandwidth);
        if (start < to) {
            add([[start, peak], [to, peak]], `${page.word("unit", unit)}, ${rate(peak)}`);
        }
    }
    return all;
}

function nameOf(page: Page, row: Row): string {
    return text(row, "operator") === "" ? page.t("roofline.nooperator") : text(row, "operator");
}

function sentence(page: Page, spot: Spot | undefined): Child[] {
    if (spot === undefined) {
        return [];
    }
    const { row, at } = spot;
    const roof = maybe(row, "roofline_pct");
    return [el("strong", {}, named(page.short(nameOf(page, row)), nameOf(page, row))), " ",
        named(text(row, "input_dims")), " ",
        page.t("roofline.point", { rate: rate(at.rate), time: format.time(number(row, "device_ns")) }),
        roof === null ? "" : page.t("roofline.roof", { share: format.percent(roof) })];
}

function legend(page: Page, spots: Spot[]): HTMLElement {
    const seen = new Set(spots.map((spot) => boundOf(spot.row)));
    return el("ul", { class: "legend small" }, Object.entries(BOUNDS).filter(([bound]) => seen.has(bound)).map(
        ([bound, { sign, colour }]) => el("li", {}, signOf(sign, colour), " ", page.word("bound", bound))));
}

/** Sign of a shape in its colour. */
export function signOf(sign: string, colour: Colour): HTMLElement {
    return styled(el("span", { "aria-hidden": "true" }, sign), { color: `var(--${colour})` });
}

function asTable(page: Page, spots: Spot[]): HTMLElement {
    const name = (spot: Spot): string => nameOf(page, spot.row);
    const roof = (spot: Spot): number | null => maybe(spot.row, "roofline_pct");
    return table(page, {
        caption: page.t("roofline.title"),
        rows: spots,
        sort: 2,
        text: (spot) => `${name(spot)} ${text(spot.row, "input_dims")}`,
        columns: [
            { title: page.t("roofline.operator"), key: name, text: true,
                cell: (spot) => named(page.short(name(spot)), name(spot)) },
            { title: page.t("roofline.inputs"), key: (spot) => text(spot.row, "input_dims"), text: true,
                cell: (spot) => named(text(spot.row, "input_dims")) },
            { title: page.t("roofline.time"), key: (spot) => number(spot.row, "device_ns"),
                cell: (spot) => format.time(number(spot.row, "device_ns")) },
            { title: page.t("roofline.intensity"), key: (spot) => spot.at.intensity,
                cell: (spot) => format.digits(spot.at.intensity) },
            { title: page.t("roofline.rate"), key: (spot) => spot.at.rate, cell: (spot) => rate(spot.at.rate) },
            { title: page.t("roofline.share"), key: roof,
                cell: (spot) => (roof(spot) === null ? "" : format.percent(roof(spot) ?? 0)) },
            { title: page.t("roofline.bound"), key: (spot) => boundOf(spot.row), text: true,
                cell: (spot) => page.word("bound", boundOf(spot.row)) },
        ],
    });
}

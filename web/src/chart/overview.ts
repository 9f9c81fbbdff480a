import type { DevicePicture } from "../picture";
import type { Page } from "../view";
import { resample } from "./bins";
import { type Brush, fitted, font, mixed, type Surface, surface } from "./canvas";
import type { Colour } from "./colours";
import { listen } from "./gestures";
import { linear, type Scale, timeTicks } from "./scale";
import type { Viewport } from "./viewport";

/** What the overview shows of the picture below it, and what it can ask of it. */
export interface Overview {
    readonly lengthNs: number;
    readonly device: DevicePicture;
    /** Part of the trace that the picture below shows, in ns from the origin. */
    shown(): Viewport;
    /** Whether the single events of a step are there. */
    holds(step: number): boolean;
    /** The reader chose a place, in ns from the origin. */
    choose(ns: number): void;
    /** The reader moved the shown part by some ns. */
    pan(ns: number): void;
}

const BARS = 72;
const STRIP = 20;
const AXIS = 20;
const HEIGHT = BARS + STRIP + AXIS + 4;

const SERIES: readonly Colour[] = ["computing", "communication", "copies"];

/** Overview of a device: what it did in each part of the trace, its steps, and which part is shown below. */
export function overview(page: Page, of: Overview): Surface {
    const on = surface(page, () => HEIGHT, (brush) => {
        draw(brush, of);
    });
    const time = (x: number): number => scale(of, on.width()).invert(x);
    let held = false;
    on.canvas.addEventListener("pointerdown", (event) => {
        const at = time(event.offsetX);
        const shown = of.shown();
        held = at >= shown.from && at <= shown.to;
    });
    listen(on.canvas, {
        pan: (pixels) => {
            if (held) {
                of.pan(time(pixels) - time(0));
            }
        },
        zoom: () => undefined,
        hover: (x) => {
            on.canvas.classList.toggle("pressable", x !== null && windowAt(of, time(x)) !== null);
        },
        press: (x) => {
            of.choose(time(x));
        },
    });
    return on;
}

function scale(of: Overview, width: number): Scale {
    return linear(0, Math.max(1, of.lengthNs), 0, width);
}

/** Index of the step's window at a time; null between windows. */
export function windowAt(of: Pick<Overview, "device">, ns: number): number | null {
    const { windows } = of.device;
    const at = windows.start_ns.findIndex((start, i) =>
        (windows.step[i] ?? -1) >= 0 && ns >= start && ns < start + (windows.total_ns[i] ?? 0));
    return at < 0 ? null : at;
}

function draw(brush: Brush, of: Overview): void {
    const x = scale(of, brush.width);
    drawBars(brush, of);
    drawWindows(brush, of, x);
    drawAxis(brush, of, x);
    drawShown(brush, of, x);
}

function drawBars(brush: Brush, of: Overview): void {
    const { context, width } = brush;
    const { bins } = of.device;
    context.fillStyle = mixed(brush.ink("text-faint"), brush.ink("surface"), 0.88);
    context.fillRect(0, 0, width, BARS);
    if (bins === null) {
        return;
    }
    const columns = [bins.computing_ns, bins.exposed_communication_ns, bins.exposed_memcpy_ns, bins.idle_ns];
    const parts = Math.max(1, Math.floor(width));
    const view = { from: 0, to: Math.max(1, of.lengthNs) };
    const shares = resample(columns, bins.width_ns, bins.start_ns, view, parts);
    for (let part = 0; part < parts; part++) {
        let bottom = BARS;
        SERIES.forEach((name, i) => {
            const height = (shares[i]?.[part] ?? 0) * BARS;
            context.fillStyle = brush.ink(name);
            context.fillRect(part, bottom - height, 1, height);
            bottom -= height;
        });
    }
}

/** Steps as boxes with their numbers; those whose events are there are filled. What is before the first is none. */
function drawWindows(brush: Brush, of: Overview, x: Scale): void {
    const { context } = brush;
    const { windows } = of.device;
    const top = BARS + 3;
    context.font = font(11);
    windows.step.forEach((step, i) => {
        if (step < 0) {
            return;
        }
        const from = x.at(windows.start_ns[i] ?? 0);
        const width = Math.max(1, x.at((windows.start_ns[i] ?? 0) + (windows.total_ns[i] ?? 0)) - from - 1);
        const holds = of.holds(step);
        context.fillStyle = mixed(brush.ink("text-faint"), brush.ink("surface"), holds ? 0.55 : 0.85);
        context.fillRect(from, top, width, STRIP - 4);
        const text = fitted(context, String(step), width - 4);
        if (text !== "") {
            context.fillStyle = brush.ink(holds ? "text" : "text-faint");
            context.fillText(text, from + 4, top + STRIP / 2 - 1.5);
        }
    });
}

function drawAxis(brush: Brush, of: Overview, x: Scale): void {
    const { context, width } = brush;
    context.font = font(11);
    context.fillStyle = brush.ink("text-faint");
    let free = 0;
    for (const tick of timeTicks(0, of.lengthNs, width / 110)) {
        const room = context.measureText(tick.label).width;
        const place = Math.min(x.at(tick.value), width - room);
        if (place >= free) {
            context.fillText(tick.label, place, BARS + STRIP + AXIS / 2 + 2);
            free = place + room + 12;
        }
    }
}

/** A frame around the part that is shown below; the rest is dimmed. */
function drawShown(brush: Brush, of: Overview, x: Scale): void {
    const { context, width } = brush;
    const shown = of.shown();
    const from = Math.max(0, x.at(shown.from));
    const to = Math.min(width, Math.max(from + 3, x.at(shown.to)));
    context.save();
    context.globalAlpha = 0.45;
    context.fillStyle = brush.ink("surface");
    context.fillRect(0, 0, from, BARS);
    context.fillRect(to, 0, width - to, BARS);
    context.restore();
    context.strokeStyle = brush.ink("text");
    context.lineWidth = 1.5;
    context.strokeRect(from + 0.75, 0.75, Math.max(2, to - from - 1.5), BARS + STRIP);
}

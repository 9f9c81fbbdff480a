import { type Brush, fitted, font } from "./canvas";
import { linear, type Scale, timeTicks } from "./scale";

/** A value that holds for a time, with the least and the most reading in it. Times are in ns from the axis' zero. */
export interface Held {
    readonly from_ns: number;
    readonly to_ns: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
}

/** A quantity of one device over time. */
export interface TelemetryLane {
    readonly title: string;
    /** In the order of time. */
    readonly values: readonly Held[];
    /** What the peers of the device have at the same times; empty if there are none. */
    readonly peers: readonly Held[];
    /** Values that the lane has at least room for, such as 0 and 1 of a share. */
    readonly least: number | null;
    readonly most: number | null;
    format(value: number): string;
}

/** A step on the axis of time. */
export interface StepMark {
    readonly step: number;
    readonly from_ns: number;
    readonly to_ns: number;
}

/** Lanes of a device over one axis of time, with the steps above them. */
export interface TelemetryLanes {
    readonly label: string;
    readonly from_ns: number;
    readonly to_ns: number;
    readonly steps: readonly StepMark[];
    readonly lanes: readonly TelemetryLane[];
}

/** Heights in CSS pixels: of the steps above the lanes, of a lane, between lanes, and of the axis below. */
export const STEPS = 18;
export const LANE = 46;
export const GAP = 8;
export const AXIS = 20;

/** Least and most that a lane has room for: of its values and those of its peers, and what it asks for. */
export function span(lane: TelemetryLane): [number, number] {
    const all = [...lane.values, ...lane.peers];
    const asked = (value: number | null): number[] => (value === null ? [] : [value]);
    const least = Math.min(...all.map((one) => one.low), ...asked(lane.least));
    const most = Math.max(...all.map((one) => one.high), ...asked(lane.most));
    if (!Number.isFinite(least) || !Number.isFinite(most)) {
        return [0, 1];
    }
    const room = most > least ? 0 : Math.max(Math.abs(most) * 0.05, 0.5);
    return [least - room, most + room];
}

/** Room for the names of lanes, in CSS pixels. */
export function gutterOf(width: number): number {
    return width < 520 ? 84 : 148;
}

/** Steps as bands behind the lanes, with their numbers where they have room. */
export function drawSteps(brush: Brush, steps: readonly StepMark[], x: Scale, bottom: number): void {
    const { context } = brush;
    context.font = font(11);
    let free = 0;
    steps.forEach((step, i) => {
        const from = Math.max(x.at(step.from_ns), gutterOf(brush.width));
        const to = Math.min(x.at(step.to_ns), brush.width);
        if (to <= from) {
            return;
        }
        context.fillStyle = brush.ink("line");
        context.globalAlpha = i % 2 === 0 ? 0.35 : 0.15;
        context.fillRect(from, 0, to - from, bottom);
        context.globalAlpha = 1;
        const label = String(step.step);
        const room = context.measureText(label).width;
        const left = (from + to - room) / 2;
        if (left >= free && left + room <= brush.width) {
            context.fillStyle = brush.ink("text-faint");
            context.fillText(label, left, STEPS / 2);
            free = left + room + 8;
        }
    });
}

/** A lane: its name with what it has room for, the band, and the lines. */
export function drawLane(brush: Brush, lane: TelemetryLane, x: Scale, top: number): void {
    const { context } = brush;
    const [least, most] = span(lane);
    const y = linear(least, most, top + LANE - 2, top + 2);
    const gutter = gutterOf(brush.width);
    context.font = font(11, 600);
    context.fillStyle = brush.ink("text");
    context.fillText(fitted(context, lane.title, gutter - 10), 0, top + 8);
    context.font = font(11);
    context.fillStyle = brush.ink("text-faint");
    context.fillText(fitted(context, lane.format(most), gutter - 10), 0, top + 23);
    context.fillText(fitted(context, lane.format(least), gutter - 10), 0, top + LANE - 8);
    context.save();
    context.beginPath();
    context.rect(gutter, top - 1, brush.width - gutter, LANE + 2);
    context.clip();
    context.fillStyle = brush.ink("accent");
    context.globalAlpha = 0.2;
    for (const one of lane.values) {
        context.fillRect(x.at(one.from_ns), y.at(one.high), x.at(one.to_ns) - x.at(one.from_ns),
            Math.max(1, y.at(one.low) - y.at(one.high)));
    }
    context.globalAlpha = 1;
    drawHeld(brush, lane.peers, { x, y }, true);
    drawHeld(brush, lane.values, { x, y }, false);
    context.restore();
}

/** A line that holds each value for its time. It breaks where nothing was read. */
function drawHeld(brush: Brush, values: readonly Held[], { x, y }: { x: Scale; y: Scale }, peers: boolean): void {
    const { context } = brush;
    context.beginPath();
    let end: number | null = null;
    for (const one of values) {
        if (one.from_ns === end) {
            context.lineTo(x.at(one.from_ns), y.at(one.value));
        } else {
            context.moveTo(x.at(one.from_ns), y.at(one.value));
        }
        context.lineTo(x.at(one.to_ns), y.at(one.value));
        end = one.to_ns;
    }
    context.strokeStyle = brush.ink(peers ? "text-faint" : "accent");
    context.lineWidth = peers ? 1.25 : 1.75;
    context.setLineDash(peers ? [4, 3] : []);
    context.stroke();
    context.setLineDash([]);
}

/** The axis of time. */
export function drawAxis(brush: Brush, x: Scale): void {
    const { context } = brush;
    const gutter = gutterOf(brush.width);
    context.font = font(11);
    context.fillStyle = brush.ink("text-faint");
    let free = gutter;
    for (const tick of timeTicks(x.from, x.to, Math.max(2, (brush.width - gutter) / 110))) {
        const left = Math.min(x.at(tick.value), brush.width - context.measureText(tick.label).width);
        if (left >= free) {
            context.fillText(tick.label, left, brush.height - AXIS / 2);
            free = left + context.measureText(tick.label).width + 10;
        }
    }
}

import type { Child } from "../dom";
import { type Brush, font } from "./canvas";
import type { Colour } from "./colours";
import type { Scale, Tick } from "./scale";

/** A point of a plot. Its shape tells what its colour tells. */
export interface Mark {
    readonly x: number;
    readonly y: number;
    /** Radius in CSS pixels; 0 is drawn only if it has the focus. */
    readonly radius: number;
    readonly shape: "circle" | "square" | "triangle" | "diamond";
    readonly colour: Colour;
}

/** A line of a plot, from the left to the right. */
export interface Line {
    readonly points: readonly (readonly [number, number])[];
    readonly colour: Colour;
    readonly dashed: boolean;
    /** Whether a value holds until the next point, and the area below is filled. */
    readonly stepped: boolean;
    /** What is written at its end. */
    readonly text: string;
}

/** An axis of a plot. */
export interface Axis {
    readonly from: number;
    readonly to: number;
    readonly log: boolean;
    readonly title: string;
    readonly ticks: readonly Tick[];
}

/** What a plot shows, and what it says of a point. */
export interface PlotSpec {
    readonly label: string;
    readonly x: Axis;
    readonly y: Axis;
    readonly height: number;
    readonly marks: readonly Mark[];
    readonly lines: readonly Line[];
    /** Whether the pointer chooses a point by its x alone, as on a curve. */
    readonly byX: boolean;
    say(mark: number): Child[];
}

/** Room around a plot, in CSS pixels. */
export const RIGHT = 16;
export const TOP = 24;
export const BOTTOM = 40;
/** Axes with their ticks and titles. */
export function drawAxes(brush: Brush, spec: PlotSpec, x: Scale, y: Scale): void {
    const { context, width } = brush;
    const bottom = spec.height - BOTTOM;
    context.font = font(11);
    for (const tick of spec.y.ticks) {
        const at = Math.round(y.at(tick.value));
        context.fillStyle = brush.ink("line");
        context.fillRect(x.at(spec.x.from), at, width - x.at(spec.x.from) - RIGHT, 1);
        context.fillStyle = brush.ink("text-faint");
        context.fillText(tick.label, x.at(spec.x.from) - 6 - context.measureText(tick.label).width, at);
    }
    let free = 0;
    for (const tick of spec.x.ticks) {
        const at = Math.round(x.at(tick.value));
        context.fillStyle = brush.ink("line");
        context.fillRect(at, TOP, 1, bottom - TOP);
        const room = context.measureText(tick.label).width;
        const left = Math.min(at - room / 2, width - room);
        if (left >= free) {
            context.fillStyle = brush.ink("text-faint");
            context.fillText(tick.label, left, bottom + 12);
            free = left + room + 10;
        }
    }
    context.fillStyle = brush.ink("text-faint");
    context.fillText(spec.y.title, 0, 8);
    context.fillText(spec.x.title, width - RIGHT - context.measureText(spec.x.title).width, spec.height - 8);
}

/** A line, and the area below a stepped one. */
export function drawLine(brush: Brush, line: Line, { x, y }: { x: Scale; y: Scale }): void {
    const { context } = brush;
    const places = line.points.map(([a, b]) => [x.at(a), y.at(b)] as const);
    const [first] = places;
    const last = places[places.length - 1];
    if (first === undefined || last === undefined) {
        return;
    }
    context.beginPath();
    context.moveTo(...first);
    let before = first;
    for (const place of places.slice(1)) {
        if (line.stepped) {
            context.lineTo(place[0], before[1]);
        }
        context.lineTo(...place);
        before = place;
    }
    context.strokeStyle = brush.ink(line.colour);
    context.lineWidth = 1.75;
    context.setLineDash(line.dashed ? [6, 4] : []);
    context.stroke();
    context.setLineDash([]);
    if (line.stepped && !line.dashed) {
        context.lineTo(last[0], brush.height - BOTTOM);
        context.lineTo(first[0], brush.height - BOTTOM);
        context.globalAlpha = 0.12;
        context.fillStyle = brush.ink(line.colour);
        context.fill();
        context.globalAlpha = 1;
    }
}

/** Text at the end of a line, above it, or below what another line says. */
export function drawText(brush: Brush, line: Line, { x, y }: { x: Scale; y: Scale }, taken: Place[]): void {
    const last = line.points[line.points.length - 1];
    if (line.text === "" || last === undefined) {
        return;
    }
    const { context } = brush;
    context.font = font(11, 600);
    const to = x.at(last[0]) - 4;
    const from = to - context.measureText(line.text).width;
    const place = free({ from, to, top: y.at(last[1]) - 9 }, taken);
    taken.push(place);
    context.strokeStyle = brush.ink("surface");
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeText(line.text, from, place.top);
    context.fillStyle = brush.ink("text");
    context.fillText(line.text, from, place.top);
}

/** Where a text is: from where to where, and the middle of its height. */
export interface Place {
    readonly from: number;
    readonly to: number;
    readonly top: number;
}

/** Place of a text above its line, or the first one below the line that no other text has. */
export function free(wanted: Place, taken: readonly Place[]): Place {
    const clashes = (top: number): boolean => taken.some((other) =>
        Math.abs(other.top - top) < 13 && other.from < wanted.to + 4 && wanted.from < other.to + 4);
    let { top } = wanted;
    if (clashes(top)) {
        top += 19;
        while (clashes(top)) {
            top += 13;
        }
    }
    return { ...wanted, top };
}

/** A point; the one with the focus stands out. */
export function drawMark(brush: Brush, mark: Mark, x: number, y: number, marked: boolean): void {
    const { context } = brush;
    const r = Math.max(mark.radius, marked ? 4 : 0);
    context.beginPath();
    switch (mark.shape) {
        case "circle":
            context.arc(x, y, r, 0, 2 * Math.PI);
            break;
        case "square":
            context.rect(x - r, y - r, 2 * r, 2 * r);
            break;
        case "triangle":
            polygon(context, [[x, y - r * 1.2], [x + r * 1.1, y + r * 0.8], [x - r * 1.1, y + r * 0.8]]);
            break;
        case "diamond":
            polygon(context, [[x, y - r * 1.2], [x + r * 1.2, y], [x, y + r * 1.2], [x - r * 1.2, y]]);
            break;
    }
    context.fillStyle = brush.ink(mark.colour);
    context.globalAlpha = marked ? 1 : 0.7;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = brush.ink(marked ? "text" : "surface");
    context.lineWidth = marked ? 2 : 1;
    context.stroke();
}

function polygon(context: CanvasRenderingContext2D, corners: readonly (readonly [number, number])[]): void {
    corners.forEach((corner, i) => {
        if (i === 0) {
            context.moveTo(...corner);
        } else {
            context.lineTo(...corner);
        }
    });
    context.closePath();
}

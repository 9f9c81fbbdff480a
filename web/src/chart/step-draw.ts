import { type IdlePart, partOfKind } from "../parts";
import type { Step } from "../picture";
import { type Brush, fitted, font, type Hatch, hatched, mixed, readable } from "./canvas";
import { type Box, boxes, type Lane } from "./lanes";
import { linear, timeTicks } from "./scale";
import { gapPart, GAPS, itemAt, type Place, type StepLanes } from "./step";
import type { Viewport } from "./viewport";

/** Where the parts of the picture of a step are, in CSS pixels. */
export interface Geometry {
    readonly gutter: number;
    readonly axis: number;
    readonly lane: number;
    readonly space: number;
    readonly height: number;
}

/** What is in the picture of a step. */
export interface Scene {
    readonly of: StepLanes;
    readonly view: Viewport;
    readonly focus: Place | null;
    readonly hover: Place | null;
    readonly labels: readonly string[];
    /** Text in a rectangle. */
    text(place: Place): string;
}

const AXIS = 22;
const SPACE = 4;
const MOST_HEIGHT = 560;

/** Places of so many lanes; many lanes are low ones. */
export function geometry(lanes: number, narrow: boolean): Geometry {
    const lane = Math.max(5, Math.min(28, Math.floor(MOST_HEIGHT / lanes) - SPACE));
    return {
        gutter: narrow ? 44 : 92,
        axis: AXIS,
        lane,
        space: lane < 12 ? 1 : SPACE,
        height: AXIS + lanes * (lane + (lane < 12 ? 1 : SPACE)) + 2,
    };
}

/** Top of a lane. */
export function topOf(at: Geometry, lane: number): number {
    return at.axis + lane * (at.lane + at.space);
}

/** Lane at a height; -1 for none. */
export function laneAt(at: Geometry, y: number, lanes: number): number {
    const lane = Math.floor((y - at.axis) / (at.lane + at.space));
    return lane >= 0 && lane < lanes ? lane : -1;
}

/** Draws a step: an axis of time, and each lane's items in view. */
export function drawStep(brush: Brush, at: Geometry, scene: Scene): void {
    const { context, width } = brush;
    const plot = width - at.gutter;
    drawAxis(brush, at, scene);
    context.save();
    context.beginPath();
    context.rect(at.gutter, 0, plot, brush.height);
    context.clip();
    context.translate(at.gutter, 0);
    const fills = new Fills(brush);
    drawBands(brush, at, scene, plot);
    scene.of.lanes.forEach((lane, i) => {
        const top = topOf(at, i);
        const drawn = boxes(lane, scene.view, plot);
        for (const box of drawn) {
            drawBox(brush, scene, fills, { box, of: lane, lane: i, top, height: at.lane });
        }
    });
    mark(brush, at, scene, plot);
    context.restore();
    drawLabels(brush, at, scene);
}

/** Patterns of idle time, as those of the style sheet. */
const IDLE: Readonly<Record<IdlePart, Hatch>> = {
    "idle-input": { way: "/", width: 3, pitch: 8 },
    "idle-wait": { way: "|", width: 2, pitch: 6 },
    "idle-setup": { way: "-", width: 2, pitch: 6 },
    "idle-host": { way: "\\", width: 2, pitch: 8 },
    "idle-launch": { way: "\\", width: 2, pitch: 5 },
    "idle-queue": { way: "/", width: 1, pitch: 6 },
    "idle-unknown": { way: "-", width: 1, pitch: 4 },
    "idle-untold": { way: "-", width: 1, pitch: 8 },
};

/** Pattern of events that are drawn as one. */
const MERGED: Hatch = { way: "|", width: 1, pitch: 3 };

/** How an item is filled, and the colour of what is written on it. */
interface Fill {
    readonly style: string | CanvasPattern;
    readonly text: string;
}

/** Fills of items, made once for a drawing. */
class Fills {
    private readonly made = new Map<string, Fill>();

    constructor(private readonly brush: Brush) {}

    of(step: Step, lane: Lane, number: number, at: number): Fill {
        const i = lane.item[at] ?? 0;
        if (number === GAPS) {
            return this.idle(gapPart(step, i));
        }
        if (lane.source[at] === 1) {
            return this.merged();
        }
        const name = partOfKind(step.kinds[step.spans.kind[i] ?? 0] ?? "");
        const shade = ((step.spans.name[i] ?? 0) * 7) % 3;
        return this.once(`${name}${shade}`, () => {
            const style = mixed(this.brush.ink(name), this.brush.ink("surface"), shade * 0.16);
            return { style, text: readable(style) };
        });
    }

    private merged(): Fill {
        return this.once("merged", () => {
            const ground = mixed(this.brush.ink("computing"), this.brush.ink("surface"), 0.55);
            const style = hatched(this.brush.context, MERGED, this.brush.ink("computing"), ground);
            return { style, text: readable(ground) };
        });
    }

    private idle(name: IdlePart): Fill {
        return this.once(name, () => {
            const ground = mixed(this.brush.ink(name), this.brush.ink("surface"), 0.76);
            const line = mixed(this.brush.ink(name), this.brush.ink("surface"), 0.4);
            return { style: hatched(this.brush.context, IDLE[name], line, ground), text: readable(ground) };
        });
    }

    private once(key: string, make: () => Fill): Fill {
        const fill = this.made.get(key) ?? make();
        this.made.set(key, fill);
        return fill;
    }
}

interface Drawn {
    readonly box: Box;
    readonly of: Lane;
    readonly lane: number;
    readonly top: number;
    readonly height: number;
}

const LEAST_LABEL = 26;

/** Least opacity of a pixel that short items fill only in part, so that a lone one is still seen. */
const FAINTEST = 0.2;

function drawBox(brush: Brush, scene: Scene, fills: Fills, drawn: Drawn): void {
    const { context } = brush;
    const { box, of, lane, top, height } = drawn;
    const fill = fills.of(scene.of.step, of, lane, box.at);
    context.fillStyle = fill.style;
    context.globalAlpha = Math.max(FAINTEST, box.cover);
    context.fillRect(box.x, top, box.width > 3 ? box.width - 0.75 : Math.max(box.width, 0.75), height);
    context.globalAlpha = 1;
    if (box.width < LEAST_LABEL || height < 12) {
        return;
    }
    const left = Math.max(box.x, 0) + 4;
    const room = Math.min(box.x + box.width, brush.width) - left - 4;
    const text = fitted(context, scene.text({ lane, at: box.at }), room);
    if (text !== "") {
        context.fillStyle = fill.text;
        context.fillText(text, left, top + height / 2 + 0.5);
    }
}

/** Idle times go through all lanes as faint bands, so that one sees which streams wait. */
function drawBands(brush: Brush, at: Geometry, scene: Scene, plot: number): void {
    const gaps = scene.of.lanes[GAPS] as Lane;
    const top = topOf(at, 1);
    brush.context.fillStyle = mixed(brush.ink("text-faint"), brush.ink("surface"), 0.9);
    for (const box of boxes(gaps, scene.view, plot)) {
        if (box.width >= 2) {
            brush.context.fillRect(box.x, top, box.width - 0.75, brush.height - top);
        }
    }
}

function drawAxis(brush: Brush, at: Geometry, scene: Scene): void {
    const { context, width, height } = brush;
    const x = linear(scene.view.from, scene.view.to, at.gutter, width);
    context.font = font(11);
    for (const tick of timeTicks(scene.view.from, scene.view.to, (width - at.gutter) / 90)) {
        const place = Math.round(x.at(tick.value)) + 0.5;
        context.fillStyle = brush.ink("line");
        context.fillRect(place - 0.5, at.axis - 4, 1, height);
        context.fillStyle = brush.ink("text-faint");
        const room = context.measureText(tick.label).width;
        const left = Math.max(at.gutter, place - room / 2);
        if (left + room < width) {
            context.fillText(tick.label, left, 9);
        }
    }
}

function drawLabels(brush: Brush, at: Geometry, scene: Scene): void {
    const { context } = brush;
    context.font = font(at.lane < 12 ? 9 : 11);
    const every = Math.max(1, Math.ceil(10 / (at.lane + at.space)));
    scene.labels.forEach((label, lane) => {
        if (lane % every === 0) {
            const held = scene.focus?.lane === lane;
            context.fillStyle = brush.ink(held ? "text" : "text-faint");
            context.fillText(fitted(context, label, at.gutter - 8), 0, topOf(at, lane) + at.lane / 2 + 0.5);
        }
    });
}

/** Frames around the item with the focus, and around that under the pointer. */
function mark(brush: Brush, at: Geometry, scene: Scene, plot: number): void {
    const x = linear(scene.view.from, scene.view.to, 0, plot);
    const frame = (place: Place | null, colour: string, width: number): void => {
        const item = place === null ? null : itemAt(scene.of, place);
        if (place === null || item === null) {
            return;
        }
        const from = Math.max(-4, x.at(item.startNs));
        const to = Math.min(plot + 4, x.at(item.startNs + item.durationNs));
        brush.context.strokeStyle = colour;
        brush.context.lineWidth = width;
        brush.context.strokeRect(from - 1, topOf(at, place.lane) - 1, Math.max(3, to - from) + 1.5, at.lane + 2);
    };
    frame(scene.hover, brush.ink("text-faint"), 1);
    frame(scene.focus, brush.ink("text"), 2);
}

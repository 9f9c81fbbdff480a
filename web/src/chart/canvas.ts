import { el, styled } from "../dom";
import type { Page } from "../view";
import type { Colour } from "./colours";

/** What a chart is drawn with. Lengths are in CSS pixels; the context is scaled to those of the screen. */
export interface Brush {
    readonly context: CanvasRenderingContext2D;
    readonly width: number;
    readonly height: number;
    /** Value of a colour of the style sheet. */
    ink(name: Colour): string;
}

/** A canvas that draws itself again when its size changes. */
export interface Surface {
    readonly canvas: HTMLCanvasElement;
    /** Width at the last drawing, in CSS pixels. */
    width(): number;
    /** Asks for a drawing in the next frame. */
    redraw(): void;
}

/** Width of a chart on paper, in CSS pixels. */
const PRINTED = 960;

/** Family of the labels, as that of the page. */
const FAMILY = "system-ui, sans-serif";

/** A font of labels of a size in CSS pixels. */
export function font(size: number, weight = 400): string {
    return `${weight} ${size}px ${FAMILY}`;
}

/** A canvas of a height as wide as its place. On paper it is drawn at once, because nothing waits there. */
export function surface(page: Page, height: () => number, draw: (brush: Brush) => void): Surface {
    const canvas = el("canvas", { class: "chart-canvas" });
    let width = 0;
    let asked = 0;
    const paint = (): void => {
        asked = 0;
        const context = canvas.getContext("2d");
        if (width === 0 || context === null) {
            return;
        }
        prepare(canvas, context, width, height());
        const { ink, done } = palette(page.printing);
        draw({ context, width, height: height(), ink });
        done();
    };
    const redraw = (): void => {
        if (asked === 0) {
            asked = requestAnimationFrame(paint);
        }
    };
    if (page.printing) {
        width = PRINTED;
        styled(canvas, { width: "100%" });
        queueMicrotask(paint);
    } else {
        const observer = new ResizeObserver(() => {
            width = canvas.clientWidth;
            cancelAnimationFrame(asked);
            paint();
        });
        observer.observe(canvas);
        styled(canvas, { height: `${height()}px` });
        page.onLeave(() => {
            observer.disconnect();
            cancelAnimationFrame(asked);
        });
    }
    return { canvas, width: () => width, redraw };
}

/**
 * Colours as they are now. A canvas takes no `light-dark()`, so an element that is not shown tells what each of them
 * comes to; on paper all are light.
 */
function palette(printing: boolean): { ink: (name: Colour) => string; done: () => void } {
    const probe = styled(el("span", { hidden: true }), printing ? { "color-scheme": "light" } : {});
    document.body.append(probe);
    const inks = new Map<Colour, string>();
    const ink = (name: Colour): string => {
        let value = inks.get(name);
        if (value === undefined) {
            probe.style.color = `var(--${name})`;
            value = getComputedStyle(probe).color;
            inks.set(name, value);
        }
        return value;
    };
    return {
        ink,
        done: () => {
            probe.remove();
        },
    };
}

function prepare(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, width: number, height: number): void {
    const ratio = Math.max(1, window.devicePixelRatio);
    const pixels = [Math.round(width * ratio), Math.round(height * ratio)] as const;
    if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) {
        [canvas.width, canvas.height] = pixels;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.textBaseline = "middle";
    context.font = font(11);
}

const known = new Map<string, string>();

/** Black or white, whichever is the better to read on a colour. */
export function readable(context: CanvasRenderingContext2D, fill: string): string {
    const before = known.get(fill);
    if (before !== undefined) {
        return before;
    }
    const saved = context.fillStyle;
    context.fillStyle = fill;
    const text = context.fillStyle;
    context.fillStyle = saved;
    const parts = /^#(..)(..)(..)$/.exec(text)?.slice(1) ?? ["80", "80", "80"];
    const [red = 0, green = 0, blue = 0] = parts.map((hex) => {
        const part = parseInt(hex, 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const best = light > 0.179 ? "#101010" : "#ffffff";
    known.set(fill, best);
    return best;
}

/** Text cut to a width with an ellipsis; empty if not even some characters have room. */
export function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
    const rough = text.slice(0, Math.max(0, Math.floor(width / 3)));
    if (rough.length === text.length && context.measureText(rough).width <= width) {
        return text;
    }
    let low = 0;
    let high = rough.length;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (context.measureText(`${rough.slice(0, middle)}…`).width <= width) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low < 3 ? "" : `${rough.slice(0, low)}…`;
}

/** A pattern of slanted lines: what is not a single event. */
export function hatch(context: CanvasRenderingContext2D, line: string, ground: string): CanvasPattern | string {
    const tile = document.createElement("canvas");
    const size = 6;
    tile.width = size;
    tile.height = size;
    const on = tile.getContext("2d");
    if (on === null) {
        return ground;
    }
    on.fillStyle = ground;
    on.fillRect(0, 0, size, size);
    on.strokeStyle = line;
    on.lineWidth = 1.5;
    on.beginPath();
    for (const shift of [-size, 0, size]) {
        on.moveTo(shift - 1, size + 1);
        on.lineTo(shift + size + 1, -1);
    }
    on.stroke();
    return context.createPattern(tile, "repeat") ?? ground;
}

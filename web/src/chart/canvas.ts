import { bounded, el, styled, visible } from "../dom";
import type { Page } from "../view";
import { type Colour, palette } from "./colours";

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

/** Lets a chart have the focus, and says what it is and which keys it knows. */
export function interactive(canvas: HTMLCanvasElement, label: string): void {
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", visible(bounded(label, 400)));
}

/** A chart on a canvas that can have the focus, with a line below it. */
export interface Framed {
    readonly on: Surface;
    /** What is under the pointer or has the focus. */
    readonly status: HTMLElement;
    readonly element: HTMLElement;
}

/** Makes a chart that is called by its label. */
export function framed(page: Page, label: string, height: () => number, draw: (brush: Brush) => void): Framed {
    const on = surface(page, height, draw);
    interactive(on.canvas, label);
    const status = el("p", { class: "chart-status", role: "status", "aria-live": "polite" });
    return { on, status, element: el("div", { class: "chart-frame" }, on.canvas, status) };
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

/** Red, green and blue of a colour that is written as `rgb()`. */
function parts(colour: string): number[] {
    return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/** A colour between two, as `rgb()`; the part is that of the second. */
export function mixed(first: string, second: string, part: number): string {
    const other = parts(second);
    const mix = parts(first).map((value, i) => Math.round(value + ((other[i] ?? value) - value) * part));
    return `rgb(${mix.join(", ")})`;
}

/** Black or white, whichever is the better to read on a colour. */
export function readable(colour: string): string {
    const [red = 0, green = 0, blue = 0] = parts(colour).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#101010" : "#ffffff";
}

/** Text cut to a width with an ellipsis; empty if not even some characters have room. */
export function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
    const most = Math.max(0, Math.floor(width / 3));
    const rough = visible(text.slice(0, most));
    if (text.length <= most && context.measureText(rough).width <= width) {
        return rough;
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

/** Lines of a pattern: their way, how wide they are, and from one to the next in CSS pixels. */
export interface Hatch {
    readonly way: "/" | "\\" | "|" | "-";
    readonly width: number;
    readonly pitch: number;
}

/** A pattern of lines; the ground where the browser makes none. */
export function hatched(
    context: CanvasRenderingContext2D,
    { way, width, pitch }: Hatch,
    line: string,
    ground: string,
): CanvasPattern | string {
    const tile = document.createElement("canvas");
    tile.width = pitch;
    tile.height = pitch;
    const on = tile.getContext("2d");
    if (on === null) {
        return ground;
    }
    on.fillStyle = ground;
    on.fillRect(0, 0, pitch, pitch);
    on.strokeStyle = line;
    on.lineWidth = width;
    on.beginPath();
    for (const shift of way === "|" || way === "-" ? [0] : [-pitch, 0, pitch]) {
        const [from, to] = way === "/" ? [pitch + 1, -1] : [-1, pitch + 1];
        if (way === "|") {
            on.rect(0, 0, width, pitch);
        } else if (way === "-") {
            on.rect(0, 0, pitch, width);
        } else {
            on.moveTo(shift - 1, from);
            on.lineTo(shift + pitch + 1, to);
        }
    }
    if (way === "|" || way === "-") {
        on.fillStyle = line;
        on.fill();
    } else {
        on.stroke();
    }
    return context.createPattern(tile, "repeat") ?? ground;
}

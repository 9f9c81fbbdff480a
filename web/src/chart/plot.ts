import { append } from "../dom";
import type { Page } from "../view";
import { type Brush, font, framed, type Surface } from "./canvas";
import { type Axis, BOTTOM, drawAxes, drawLine, drawMark, drawText, RIGHT, TOP } from "./plot-draw";
import type { Place, PlotSpec } from "./plot-draw";
import { linear, logarithmic, type Scale } from "./scale";

const NEAR = 14;

/** Plot of points and lines; a point can have the focus. */
export class Plot {
    readonly element: HTMLElement;
    private readonly on: Surface;
    private readonly status: HTMLElement;
    /** Points from the left to the right. */
    private readonly order: number[];
    private focus = -1;
    private hover = -1;
    /** Room for the labels of the axis on the left. */
    private left = 64;

    constructor(
        page: Page,
        private readonly spec: PlotSpec,
    ) {
        this.order = spec.marks.map((_, i) => i).sort((a, b) => (spec.marks[a]?.x ?? 0) - (spec.marks[b]?.x ?? 0));
        ({ on: this.on, status: this.status, element: this.element } =
            framed(page, spec.label, () => spec.height, (brush) => { this.draw(brush); }));
        this.listen();
        this.tell();
    }

    private listen(): void {
        const { canvas } = this.on;
        canvas.addEventListener("pointermove", (event) => {
            this.point(this.at(event.offsetX, event.offsetY));
        });
        canvas.addEventListener("pointerleave", () => {
            this.point(-1);
        });
        canvas.addEventListener("click", (event) => {
            this.attend(this.at(event.offsetX, event.offsetY));
        });
        canvas.addEventListener("keydown", (event) => {
            if (this.key(event.key, event.shiftKey ? 10 : 1)) {
                event.preventDefault();
            }
        });
    }

    private key(key: string, step: number): boolean {
        const last = this.order.length - 1;
        const place = this.order.indexOf(this.focus);
        const to = (index: number): true => {
            this.attend(this.order[Math.max(0, Math.min(last, index))] ?? -1);
            return true;
        };
        switch (key) {
            case "ArrowLeft":
                return to(place < 0 ? last : place - step);
            case "ArrowRight":
                return to(place + step);
            case "Home":
                return to(0);
            case "End":
                return to(last);
            case "Escape":
                this.attend(-1);
                return true;
            default:
                return false;
        }
    }

    private attend(mark: number): void {
        this.focus = mark;
        this.tell();
        this.on.redraw();
    }

    private point(mark: number): void {
        if (mark !== this.hover) {
            this.hover = mark;
            this.tell();
            this.on.redraw();
        }
    }

    private tell(): void {
        const mark = this.hover >= 0 ? this.hover : this.focus;
        this.status.replaceChildren();
        append(this.status, mark < 0 ? [this.spec.label] : this.spec.say(mark));
    }

    private scales(width: number): { x: Scale; y: Scale } {
        const { x, y, height } = this.spec;
        const make = (axis: Axis): typeof linear => (axis.log ? logarithmic : linear);
        return {
            x: make(x)(x.from, x.to, this.left, width - RIGHT),
            y: make(y)(y.from, y.to, height - BOTTOM, TOP),
        };
    }

    /** The mark nearest to a place; -1 if none is near. */
    private at(left: number, top: number): number {
        const { x, y } = this.scales(this.on.width());
        let best = -1;
        let least = Infinity;
        this.spec.marks.forEach((mark, i) => {
            const across = Math.abs(x.at(mark.x) - left);
            const away = this.spec.byX ? across : Math.hypot(across, y.at(mark.y) - top) - mark.radius;
            if (away < least) {
                best = i;
                least = away;
            }
        });
        return least <= NEAR ? best : -1;
    }

    private draw(brush: Brush): void {
        brush.context.font = font(11);
        const labels = this.spec.y.ticks.map((tick) => brush.context.measureText(tick.label).width);
        this.left = 10 + Math.max(0, ...labels);
        const { x, y } = this.scales(brush.width);
        drawAxes(brush, this.spec, x, y);
        const taken: Place[] = [];
        for (const line of this.spec.lines) {
            drawLine(brush, line, { x, y });
            drawText(brush, line, { x, y }, taken);
        }
        for (const mark of this.spec.marks) {
            if (mark.radius > 0) {
                drawMark(brush, mark, x.at(mark.x), y.at(mark.y), false);
            }
        }
        for (const at of [this.focus, this.hover]) {
            const mark = this.spec.marks[at];
            if (mark !== undefined) {
                drawMark(brush, mark, x.at(mark.x), y.at(mark.y), true);
            }
        }
    }
}

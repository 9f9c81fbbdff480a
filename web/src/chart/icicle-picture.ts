import { append, bounded, type Child, el, visible } from "../dom";
import { share } from "../format";
import type { Part } from "../parts";
import type { Page } from "../view";
import { type Brush, fitted, font, interactive, mixed, readable, type Surface, surface } from "./canvas";
import { type Cell, depth, layout, type Node } from "./icicle";

const ROW = 26;
const MOST_ROWS = 24;

/** What an icicle shows, and what it says of a node. */
export interface Icicle {
    readonly root: Node;
    readonly label: string;
    hue(group: string): Part;
    /** A line on a node, of which the path is given from the root. */
    say(node: Node, path: readonly Node[]): Child[];
}

/** Icicle: a node is as wide as its part of the whole, and stands below what it is part of. */
export class IciclePicture {
    readonly element: HTMLElement;
    private readonly on: Surface;
    private readonly status: HTMLElement;
    private readonly back: HTMLButtonElement;
    private readonly trail: Node[];
    private cells: Cell[] = [];
    private focus = 0;
    private hover = -1;

    constructor(
        page: Page,
        private readonly icicle: Icicle,
    ) {
        this.trail = [icicle.root];
        const rows = Math.min(MOST_ROWS, depth(icicle.root) + 1);
        this.on = surface(page, () => rows * ROW, (brush) => {
            this.draw(brush);
        });
        this.status = el("p", { class: "chart-status", role: "status", "aria-live": "polite" });
        const up = (): void => { this.up(); };
        this.back = el("button", { type: "button", hidden: true, onclick: up }, page.t("icicle.back"));
        this.element = el("div", { class: "chart-frame" }, this.on.canvas,
            page.printing ? null : el("div", { class: "picture-tools" }, this.back, this.status));
        this.lay();
        this.listen();
    }

    private lay(): void {
        this.cells = layout(this.root(), 0.0005);
        this.focus = 0;
        this.hover = -1;
        this.back.hidden = this.trail.length < 2;
        this.tell();
        this.on.redraw();
    }

    private root(): Node {
        return this.trail[this.trail.length - 1] ?? this.icicle.root;
    }

    private listen(): void {
        const { canvas } = this.on;
        interactive(canvas, this.icicle.label);
        canvas.addEventListener("pointermove", (event) => {
            this.point(this.cellAt(event.offsetX, event.offsetY));
        });
        canvas.addEventListener("pointerleave", () => {
            this.point(-1);
        });
        canvas.addEventListener("click", (event) => {
            this.enter(this.cellAt(event.offsetX, event.offsetY));
        });
        canvas.addEventListener("keydown", (event) => {
            if (this.key(event.key)) {
                event.preventDefault();
            }
        });
    }

    private key(key: string): boolean {
        switch (key) {
            case "ArrowUp":
                this.attend(this.cells[this.focus]?.parent ?? -1);
                return true;
            case "ArrowDown":
                this.attend(this.cells.findIndex((cell) => cell.parent === this.focus));
                return true;
            case "ArrowLeft":
            case "ArrowRight":
                this.attend(this.neighbour(key === "ArrowLeft" ? -1 : 1));
                return true;
            case "Enter":
                this.enter(this.focus);
                return true;
            case "Escape":
                this.up();
                return true;
            default:
                return false;
        }
    }

    /** Index of the next cell of the same row; -1 for none. */
    private neighbour(by: number): number {
        const at = this.focus + by;
        return this.cells[at]?.depth === this.cells[this.focus]?.depth ? at : -1;
    }

    private attend(index: number): void {
        if (index >= 0) {
            this.focus = index;
            this.tell();
            this.on.redraw();
        }
    }

    private point(index: number): void {
        if (index !== this.hover) {
            this.hover = index;
            this.on.canvas.classList.toggle("pressable", index > 0);
            this.tell();
            this.on.redraw();
        }
    }

    /** Shows a node as the whole; the root leads back. */
    private enter(index: number): void {
        const path = this.path(index);
        if (index === 0) {
            this.up();
        } else if (index > 0) {
            this.trail.push(...path.slice(1));
            this.lay();
        }
    }

    private up(): void {
        if (this.trail.length > 1) {
            this.trail.pop();
            this.lay();
        }
    }

    /** Nodes from the root in view to a cell. */
    private path(index: number): Node[] {
        const nodes: Node[] = [];
        for (let at = index; at >= 0; at = this.cells[at]?.parent ?? -1) {
            const cell = this.cells[at];
            if (cell !== undefined) {
                nodes.unshift(cell.node);
            }
        }
        return nodes;
    }

    private cellAt(x: number, y: number): number {
        const row = Math.floor(y / ROW);
        const part = x / Math.max(1, this.on.width());
        return this.cells.findIndex((cell) => cell.depth === row && part >= cell.from && part < cell.to);
    }

    private tell(): void {
        const index = this.hover >= 0 ? this.hover : this.focus;
        const cell = this.cells[index];
        this.status.replaceChildren();
        if (cell !== undefined) {
            append(this.status, this.icicle.say(cell.node, [...this.trail, ...this.path(index).slice(1)]));
        }
    }

    private draw(brush: Brush): void {
        const { context, width } = brush;
        context.font = font(12);
        this.cells.forEach((cell, i) => {
            const x = cell.from * width;
            const room = Math.max(0.75, (cell.to - cell.from) * width - 1);
            const y = cell.depth * ROW;
            const fill = this.fill(brush, cell, i);
            context.fillStyle = fill;
            context.fillRect(x, y, room, ROW - 1);
            if (room > 24) {
                context.fillStyle = readable(fill);
                const { name, total } = cell.node;
                const whole = `${visible(bounded(name, 200))}  ${share(total, this.icicle.root.total)}`;
                const fits = context.measureText(whole).width <= room - 8;
                context.fillText(fits ? whole : fitted(context, name, room - 8), x + 5, y + ROW / 2);
            }
            if (i === this.hover || (i === this.focus && document.activeElement === this.on.canvas)) {
                context.strokeStyle = brush.ink("text");
                context.lineWidth = 2;
                context.strokeRect(x + 1, y + 1, Math.max(1, room - 2), ROW - 3);
            }
        });
    }

    private fill(brush: Brush, cell: Cell, index: number): string {
        if (cell.node.group === "root") {
            return mixed(brush.ink("text-faint"), brush.ink("surface"), 0.8);
        }
        const shade = cell.node.group === "rest" ? 0.75 : 0.08 + 0.14 * ((index + cell.depth) % 3);
        return mixed(brush.ink(this.icicle.hue(cell.node.group)), brush.ink("surface"), shade);
    }
}

import { append, type Child } from "../dom";
import type { Page } from "../view";
import { type Brush, fitted, font, framed, mixed, readable, type Surface } from "./canvas";
import { extent, level, type Matrix } from "./matrix";
import type { Part } from "../parts";

/** What a heat map shows, and what it says of a cell. */
export interface Heat {
    readonly of: Matrix;
    /** Hue of the values. */
    readonly hue: Part;
    /** Whether values below and above zero have a hue each. */
    readonly signed: boolean;
    readonly label: string;
    /** A value as text. */
    format(value: number): string;
    /** A line on a cell. */
    say(row: number, column: number): Child[];
    /** Opens what a cell stands for; null if there is nothing. */
    open: ((row: number, column: number) => void) | null;
}

/** Levels of a hue. */
export const LEVELS = 7;

const AXIS = 20;
const MOST_HEIGHT = 520;

/** Cell by its row and column. */
interface Cell {
    row: number;
    column: number;
}

/** Heat map with a cell that has the focus. */
export class HeatMap {
    readonly element: HTMLElement;
    private readonly on: Surface;
    private readonly status: HTMLElement;
    private focus: Cell | null = null;
    private hover: Cell | null = null;
    private drawn: { width: number; grid: HTMLCanvasElement } | null = null;

    constructor(
        page: Page,
        private readonly heat: Heat,
    ) {
        const height = AXIS + heat.of.rows.length * rowHeight(heat.of) + 2;
        ({ on: this.on, status: this.status, element: this.element } =
            framed(page, heat.label, () => height, (brush) => { this.draw(brush); }));
        this.listen();
        this.tell();
    }

    private listen(): void {
        const { canvas } = this.on;
        canvas.addEventListener("pointermove", (event) => {
            this.point(this.cellAt(event.offsetX, event.offsetY));
        });
        canvas.addEventListener("pointerleave", () => {
            this.point(null);
        });
        canvas.addEventListener("click", (event) => {
            const cell = this.cellAt(event.offsetX, event.offsetY);
            const again = cell !== null && cell.row === this.focus?.row && cell.column === this.focus.column;
            this.attend(cell);
            if (again) {
                this.heat.open?.(cell.row, cell.column);
            }
        });
        canvas.addEventListener("keydown", (event) => {
            if (this.key(event.key)) {
                event.preventDefault();
            }
        });
    }

    private key(key: string): boolean {
        const { rows, columns } = this.heat.of;
        const at = this.focus ?? { row: 0, column: 0 };
        const move = (row: number, column: number): void => {
            this.attend({
                row: Math.max(0, Math.min(rows.length - 1, row)),
                column: Math.max(0, Math.min(columns.length - 1, column)),
            });
        };
        switch (key) {
            case "ArrowLeft":
                move(at.row, at.column - 1);
                return true;
            case "ArrowRight":
                move(at.row, at.column + (this.focus === null ? 0 : 1));
                return true;
            case "ArrowUp":
                move(at.row - 1, at.column);
                return true;
            case "ArrowDown":
                move(at.row + (this.focus === null ? 0 : 1), at.column);
                return true;
            case "Home":
                move(at.row, 0);
                return true;
            case "End":
                move(at.row, columns.length - 1);
                return true;
            case "Enter":
                if (this.focus !== null) {
                    this.heat.open?.(this.focus.row, this.focus.column);
                }
                return true;
            case "Escape":
                this.attend(null);
                return true;
            default:
                return false;
        }
    }

    private attend(cell: Cell | null): void {
        this.focus = cell;
        this.tell();
        this.on.redraw();
    }

    private point(cell: Cell | null): void {
        if (cell?.row !== this.hover?.row || cell?.column !== this.hover?.column) {
            this.hover = cell;
            this.on.canvas.classList.toggle("pressable", cell !== null);
            this.tell();
            this.on.redraw();
        }
    }

    private tell(): void {
        const cell = this.hover ?? this.focus;
        this.status.replaceChildren();
        append(this.status, cell === null ? [this.heat.label] : this.heat.say(cell.row, cell.column));
    }

    private cellAt(x: number, y: number): Cell | null {
        const { of } = this.heat;
        const gutter = gutterOf(this.on.width());
        const row = Math.floor(y / rowHeight(of));
        const column = Math.floor(((x - gutter) / Math.max(1, this.on.width() - gutter)) * of.columns.length);
        const inside = row >= 0 && row < of.rows.length && column >= 0 && column < of.columns.length;
        return inside ? { row, column } : null;
    }

    private draw(brush: Brush): void {
        const { of } = this.heat;
        const gutter = gutterOf(brush.width);
        const width = (brush.width - gutter) / Math.max(1, of.columns.length);
        const height = rowHeight(of);
        const grid = this.grid(brush, width, height);
        brush.context.drawImage(grid, gutter, 0, brush.width - gutter, height * of.rows.length);
        this.labels(brush, gutter, width, height);
        this.frame(brush, gutter, width, height);
    }

    /** The cells, which are drawn once for a width: there may be a hundred thousand. */
    private grid(brush: Brush, width: number, height: number): HTMLCanvasElement {
        if (this.drawn?.width === brush.width) {
            return this.drawn.grid;
        }
        const { of } = this.heat;
        const grid = document.createElement("canvas");
        const ratio = Math.max(1, window.devicePixelRatio);
        grid.width = Math.max(1, Math.round(width * of.columns.length * ratio));
        grid.height = Math.max(1, Math.round(height * of.rows.length * ratio));
        const context = grid.getContext("2d");
        if (context !== null) {
            context.scale(ratio, ratio);
            context.textBaseline = "middle";
            context.font = font(11);
            drawCells(context, this.heat, inks(brush, this.heat), width, height);
        }
        this.drawn = { width: brush.width, grid };
        return grid;
    }

    private labels(brush: Brush, gutter: number, width: number, height: number): void {
        const { rows, columns } = this.heat.of;
        const { context } = brush;
        context.fillStyle = brush.ink("text-faint");
        context.font = font(height < 11 ? 9 : 11);
        const every = Math.max(1, Math.ceil(10 / height));
        rows.forEach((row, i) => {
            if (i % every === 0) {
                context.fillText(fitted(context, row, gutter - 8), 0, Math.max(6, i * height + height / 2));
            }
        });
        context.font = font(11);
        const apart = Math.max(1, Math.ceil(34 / width));
        columns.forEach((column, i) => {
            if (i % apart === 0) {
                context.fillText(String(column), gutter + i * width, rows.length * height + AXIS / 2);
            }
        });
    }

    private frame(brush: Brush, gutter: number, width: number, height: number): void {
        const { context } = brush;
        for (const [cell, ink, line] of [[this.hover, "text-faint", 1], [this.focus, "text", 2]] as const) {
            if (cell !== null) {
                context.strokeStyle = brush.ink(ink);
                context.lineWidth = line;
                context.strokeRect(gutter + cell.column * width, cell.row * height, width, height - 1);
            }
        }
    }
}

function drawCells(
    context: CanvasRenderingContext2D,
    heat: Heat,
    fills: readonly string[],
    width: number,
    height: number,
): void {
    const { of } = heat;
    const [least, most] = range(heat);
    const gap = width > 6 && height > 6 ? 1 : 0;
    for (let i = 0; i < of.values.length; i++) {
        const value = of.values[i] ?? NaN;
        const fill = fills[level(value, least, most, fills.length)];
        if (fill === undefined) {
            continue;
        }
        const x = (i % of.columns.length) * width;
        const y = Math.floor(i / of.columns.length) * height;
        context.fillStyle = fill;
        context.fillRect(x, y, Math.max(width - gap, 0.5), height - gap);
        if (height >= 14 && width >= 34) {
            context.fillStyle = readable(fill);
            context.fillText(fitted(context, heat.format(value), width - 6), x + 4, y + height / 2 + 0.5);
        }
    }
}

function gutterOf(width: number): number {
    return width < 520 ? 56 : 104;
}

function rowHeight(of: Matrix): number {
    return Math.max(2, Math.min(26, Math.floor(MOST_HEIGHT / Math.max(1, of.rows.length))));
}

/** Values of the first and the last level. */
export function range(heat: Pick<Heat, "of" | "signed">): [number, number] {
    const [least, most] = extent(heat.of);
    if (!heat.signed) {
        return [least, most];
    }
    const far = Math.max(Math.abs(least), Math.abs(most), 1);
    return [-far, far];
}

/** Fills of the levels: from faint to the hue, or from one hue over nothing to the other. */
function inks(brush: Brush, heat: Heat): string[] {
    const surface = brush.ink("surface");
    const ground = mixed(brush.ink("text-faint"), surface, 0.88);
    return Array.from({ length: LEVELS }, (_, i) => {
        const [hue, part] = shade(heat, i);
        return mixed(ground, brush.ink(hue), part);
    });
}

/** Hue of a level, and its part of the fill. */
export function shade(heat: Pick<Heat, "hue" | "signed">, i: number): [Part | "less" | "more", number] {
    const middle = (LEVELS - 1) / 2;
    if (!heat.signed) {
        return [heat.hue, 0.08 + (0.92 * i) / (LEVELS - 1)];
    }
    return [i < middle ? "less" : "more", Math.abs(i - middle) / middle];
}

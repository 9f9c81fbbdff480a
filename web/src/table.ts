import { append, el, type Child } from "./dom";
import { count } from "./format";
import { matching, sorted, type Key } from "./rows";
import type { Page } from "./view";

export interface Column<R> {
    title: string;
    /** What the rows are sorted by. */
    key: (row: R) => Key;
    cell: (row: R) => Child;
    /** Text is aligned left, numbers right. */
    text?: boolean;
    /** Whether a number with a bar begins at the left, below its heading. */
    start?: boolean;
    /** What the heading means, if its words do not say. */
    hint?: string;
    /** Whether the column takes the room that is left, and cuts what is longer. */
    grow?: boolean;
    /** Whether its text breaks into lines. */
    wrap?: boolean;
}

/** What a reader chose of a table. */
export interface TableState {
    /** Column that the rows are sorted by; null is their own order. */
    column: number | null;
    down: boolean;
    query: string;
    /** Rows that are shown at most. */
    most: number;
}

export interface TableOptions<R> {
    caption: string;
    columns: Column<R>[];
    rows: readonly R[];
    /** Column that the rows are sorted by at first; none keeps the order of the rows. */
    sort?: number;
    down?: boolean;
    /** Text that a filter looks into; without it, there is no filter. */
    text?: (row: R) => string;
    /** Whether there is a filter even for a few rows. */
    search?: boolean;
    /** More about a row, which opens below it. */
    detail?: (row: R) => HTMLElement;
    /** Rows that are shown before a reader asks for all. */
    first?: number;
}

/** Rows from which a filter is of use. */
const MANY = 13;

/** Rows that are added at once, so that the page goes on answering meanwhile. */
export const CHUNK = 100;

/** Rows that one press of the button adds at most; a filter or another order finds what is further down. */
export const MORE = 1_000;

/** Table that sorts and filters, and shows its first rows until a reader asks for more. */
export function table<R>(page: Page, options: TableOptions<R>): HTMLElement {
    return new RowTable(page, options).element;
}

/** What the button says that adds some of the rows that are left. */
export function moreWords(left: number, all: number, page: Page): string {
    return left <= MORE
        ? page.t("table.all", { count: count(all) })
        : page.t("table.more", { count: count(MORE), all: count(all) });
}

function classOf<R>(column: Column<R>): string | null {
    const classes = (["text", "start", "grow", "wrap"] as const).filter((name) => column[name] === true);
    return classes.length === 0 ? null : classes.join(" ");
}

class RowTable<R> {
    readonly element: HTMLElement;
    private readonly body = el("tbody");
    private readonly heads: HTMLTableCellElement[];
    private readonly more = el("button", { type: "button", class: "more", onclick: () => { this.showMore(); } });
    private readonly tally = el("span", { class: "tally faint", role: "status" });
    private readonly state: TableState;
    private drawing = 0;
    /** Rows that are in the body. */
    private filled = 0;

    constructor(
        private readonly page: Page,
        private readonly options: TableOptions<R>,
    ) {
        this.state = page.kept({ column: options.sort ?? null, down: options.down ?? true, query: "",
            most: options.first ?? 25 });
        this.heads = options.columns.map((column, index) => this.head(column, index));
        this.element = el("div", { class: "table" },
            this.isLong() ? this.search() : null,
            el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": options.caption },
                el("table", { class: options.columns.some((column) => column.grow === true) ? "wide" : null },
                    el("caption", { class: "visually-hidden" }, options.caption),
                    el("thead", {}, el("tr", {}, this.heads)), this.body)),
            this.more);
        this.draw();
    }

    private isLong(): boolean {
        const { text, rows, search } = this.options;
        return text !== undefined && !this.page.printing && (search === true || rows.length >= MANY);
    }

    private head(column: Column<R>, index: number): HTMLTableCellElement {
        return el("th", { scope: "col", class: classOf(column) },
            el("button", { type: "button", title: column.hint ?? null, onclick: () => { this.sort(index); } },
                column.title));
    }

    private search(): HTMLElement {
        let waiting = 0;
        const box = el("input", { type: "search", value: this.state.query,
            placeholder: this.page.t("table.filter"),
            "aria-label": this.page.t("table.filter.of", { table: this.options.caption }), oninput: () => {
                clearTimeout(waiting);
                waiting = window.setTimeout(() => {
                    this.state.query = box.value;
                    this.draw();
                }, 120);
            } });
        return el("div", { class: "tools" }, box, this.tally);
    }

    private sort(index: number): void {
        this.state.down = this.state.column === index ? !this.state.down : this.options.columns[index]?.text !== true;
        this.state.column = index;
        this.draw();
    }

    private showMore(): void {
        this.state.most += MORE;
        this.fill(this.rows(), ++this.drawing);
        this.element.querySelector<HTMLElement>(".scroll")?.focus({ preventScroll: true });
    }

    private rows(): R[] {
        const { rows, text, columns } = this.options;
        const chosen = text === undefined ? [...rows] : matching(rows, text, this.state.query);
        const column = this.state.column === null ? undefined : columns[this.state.column];
        return column === undefined ? chosen : sorted(chosen, column.key, this.state.down);
    }

    private draw(): void {
        const rows = this.rows();
        this.heads.forEach((head, index) => {
            head.setAttribute("aria-sort",
                index !== this.state.column ? "none" : this.state.down ? "descending" : "ascending");
        });
        this.body.replaceChildren();
        this.filled = 0;
        this.fill(rows, ++this.drawing);
        this.tally.textContent = this.state.query === "" ? "" : this.page.t("table.tally",
            { shown: count(rows.length), count: count(this.options.rows.length) });
        if (rows.length === 0) {
            this.body.append(el("tr", {}, el("td", { class: "text faint", colspan: this.options.columns.length },
                this.page.t("table.none"))));
        }
    }

    /** Adds rows in chunks after those that are there, as many as are to be shown, until another turn begins. */
    private fill(rows: R[], turn: number): void {
        if (turn !== this.drawing) {
            return;
        }
        const most = Math.min(this.state.most, rows.length);
        const added = rows.slice(this.filled, Math.min(this.filled + CHUNK, most));
        append(this.body, added.map((row) => this.row(row)));
        this.filled += added.length;
        if (this.filled < most) {
            requestAnimationFrame(() => { this.fill(rows, turn); });
        }
        this.more.hidden = most === rows.length;
        this.more.textContent = moreWords(rows.length - most, rows.length, this.page);
    }

    private row(row: R): HTMLTableRowElement {
        const line = el("tr");
        this.options.columns.forEach((column, index) => {
            const inside = index === 0 && this.options.detail !== undefined && !this.page.printing
                ? this.opener(row, line, column.cell(row))
                : column.cell(row);
            line.append(index === 0 && column.text === true
                ? el("th", { scope: "row", class: classOf(column) }, inside)
                : el("td", { class: classOf(column) }, inside));
        });
        return line;
    }

    private opener(row: R, line: HTMLTableRowElement, inside: Child): HTMLElement {
        let opened: HTMLTableRowElement | null = null;
        const button = el("button", { type: "button", class: "opener", "aria-expanded": "false", onclick: () => {
            if (opened === null) {
                opened = el("tr", { class: "detail" },
                    el("td", { class: "text", colspan: this.options.columns.length }, this.options.detail?.(row)));
                line.after(opened);
            } else {
                opened.remove();
                opened = null;
            }
            button.setAttribute("aria-expanded", String(opened !== null));
        } }, inside);
        return button;
    }
}

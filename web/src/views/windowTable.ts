import { legend, stack } from "../chart/bar";
import { append, el, type Child } from "../dom";
import { time } from "../format";
import { byWindow, causesOf, pieces, type Piece } from "../parts";
import type { Trace, Window } from "../report";
import type { Key } from "../rows";
import { table } from "../table";
import type { Page } from "../view";

/** The whole window of one device of a trace. */
export interface WindowLine {
    trace: Trace;
    window: Window;
    all: Piece[];
}

/** What names the lines of a table of windows. */
export interface Naming {
    caption: string;
    title: string;
    key: (row: WindowLine) => Key;
    cell: (row: WindowLine) => Child;
}

/** Devices of traces beside each other: what the window of each consists of, and what it is bound by. */
export function windowTable(traces: Trace[], page: Page, naming: Naming): HTMLElement {
    const rows = traces.flatMap(linesOf);
    const longest = Math.max(...rows.map((row) => row.window.total_ns));
    const block = el("div");
    append(block, [legend(sumOf(rows), page), table<WindowLine>(page, {
        caption: naming.caption,
        rows,
        first: 64,
        text: (row) => `${row.trace.rank ?? ""} ${row.trace.node ?? ""} ${row.window.device ?? ""} ${bound(row, page)}`,
        columns: [
            { title: naming.title, text: true, key: naming.key, cell: naming.cell },
            { title: page.t("run.window"), text: true, grow: true, key: (row) => row.window.total_ns, cell: (row) =>
                stack(row.all, page, (100 * row.window.total_ns) / longest) },
            { title: page.t("run.step"), key: meanStep, cell: (row) => {
                const ns = meanStep(row);
                return ns === undefined ? null : time(ns);
            } },
            { title: page.t("run.total"), key: (row) => row.window.total_ns, cell: (row) => time(row.window.total_ns) },
            { title: page.t("run.bound"), text: true, key: (row) => row.window.bottleneck, cell: (row) =>
                bound(row, page) },
        ],
    })]);
    return block;
}

function linesOf(trace: Trace): WindowLine[] {
    const causes = byWindow(trace.idle_causes);
    return (trace.timeline ?? []).filter((window) => window.step === null)
        .map((window) => ({ trace, window, all: pieces(window, causesOf(causes, window)) }));
}

function meanStep(row: WindowLine): number | undefined {
    return row.trace.rates?.find((rate) => rate.device === row.window.device)?.mean_step_ns;
}

function bound(row: WindowLine, page: Page): string {
    return page.word("bound", row.window.bottleneck ?? "BALANCED");
}

function sumOf(rows: WindowLine[]): Piece[] {
    return (rows[0]?.all ?? []).map((piece, index) => ({
        part: piece.part,
        ns: rows.reduce((sum, row) => sum + (row.all[index]?.ns ?? 0), 0),
    }));
}

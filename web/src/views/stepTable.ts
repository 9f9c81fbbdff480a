import { idleLegend, stack, swatch } from "../chart/bar";
import { el, type Child } from "../dom";
import { scaleOf, sumInScale, time, type Scale } from "../format";
import { byWindow, causesOf, pieces, type Part, type Piece } from "../parts";
import type { TextKey } from "../i18n";
import type { Trace, Window } from "../report";
import { CHUNK, MORE, moreWords } from "../table";
import type { Page } from "../view";
import { deviceName } from "./bound";

/** Name of a step for people. */
export function stepName(step: number | null, page: Page): string {
    return step === null ? page.t("step.all") : step < 0 ? page.t("step.before") : String(step);
}

const COLUMNS: { part: Part; title: TextKey }[] = [
    { part: "computing", title: "part.computing" },
    { part: "communication", title: "part.communication.short" },
    { part: "copies", title: "part.copies" },
    { part: "idle-host", title: "part.idle" },
];

/** Windows of a device: its steps, or the whole trace if it has none. */
export function windowsOf(trace: Trace, device: string | null): Window[] {
    const all = (trace.timeline ?? []).filter((row) => row.device === device);
    const steps = all.filter((row) => row.step !== null);
    return steps.length > 0 ? steps : all;
}

/** Median length of the steps that no end of the trace cuts; 0 if there is none. */
export function medianOf(windows: Window[]): number {
    const lengths = windows.filter((row) => row.truncated !== true && (row.step ?? -1) >= 0)
        .map((row) => row.total_ns).sort((a, b) => a - b);
    return lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
}

interface Shown {
    /** Steps that are shown before a reader asks for all. */
    first: number;
    /** Whether to say what the patterns of idle time mean. */
    patterns: boolean;
}

/** Steps of a device as bars, each with the sum that it is: the parts add up to the window. */
export function stepTable(trace: Trace, device: string | null, page: Page, { first, patterns }: Shown): Child {
    const windows = windowsOf(trace, device);
    if (windows.length === 0) {
        return null;
    }
    const causes = byWindow(trace.idle_causes);
    const longest = windows.reduce((most, row) => Math.max(most, row.total_ns), 0);
    const scale = scaleOf(longest);
    const median = medianOf(windows);
    const rows = windows.map((row) => ({ row, all: pieces(row, causesOf(causes, row)) }));
    const lines = (from: number, to: number): HTMLElement[] =>
        rows.slice(from, to).map(({ row, all }) => line(row, all, { longest, scale, median }, page));
    const title = windows.some((row) => row.step !== null) ? "steps.title" : "steps.whole";
    const label = `${page.t(title)}, ${deviceName(device, null, page)}`;
    const shown = page.printing ? 60 : rows.length <= first * 1.25 ? rows.length : first;
    const body = el("tbody", {}, lines(0, shown));
    return el("section", { class: "steps" },
        el("h3", {}, page.t(title)),
        el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
            el("table", { class: "sums" }, el("caption", { class: "visually-hidden" }, page.t("steps.caption")),
                heading(scale, page), body)),
        rows.length > shown && !page.printing ? more(lines, rows.length, body, page) : null,
        el("div", { class: "notes" }, patterns ? idleLegend(sumOf(rows.map((one) => one.all)), page) : null,
            windows.some((row) => row.truncated) ? el("p", { class: "faint small" }, page.t("steps.cut")) : null));
}

/** Button that adds the rows that follow those of a body, a thousand at a press, a hundred in a frame. */
function more(
    lines: (from: number, to: number) => HTMLElement[],
    all: number,
    body: HTMLElement,
    page: Page,
): HTMLElement {
    let most = body.childElementCount;
    const fill = (): void => {
        const from = body.childElementCount;
        body.append(...lines(from, Math.min(from + CHUNK, most)));
        if (body.childElementCount < most) {
            requestAnimationFrame(fill);
        }
    };
    const button = el("button", { type: "button", class: "more", onclick: () => {
        const idle = body.childElementCount === most;
        most = Math.min(most + MORE, all);
        label();
        if (idle) {
            fill();
        }
    } });
    const label = (): void => {
        button.hidden = most === all;
        button.textContent = moreWords(all - most, all, page);
    };
    label();
    return button;
}

function sumOf(rows: Piece[][]): Piece[] {
    const sums = new Map<Part, number>();
    for (const { part, ns } of rows.flat()) {
        sums.set(part, (sums.get(part) ?? 0) + ns);
    }
    return [...sums].map(([part, ns]) => ({ part, ns }));
}

function heading(scale: Scale, page: Page): HTMLElement {
    return el("thead", {}, el("tr", {},
        el("th", { scope: "col", class: "text" }, page.t("steps.step")),
        el("th", { scope: "col", class: "bar" }, el("span", { class: "visually-hidden" }, page.t("steps.bar"))),
        el("th", { scope: "col" }, page.t("steps.window"), " ", el("span", { class: "faint" }, scale.unit)),
        COLUMNS.map(({ part, title }, index) => el("th", { scope: "col" },
            el("span", { class: "sign" }, index === 0 ? "=" : "+"),
            part === "idle-host" ? null : swatch(part), " ", page.t(title)))));
}

interface Frame {
    longest: number;
    scale: Scale;
    median: number;
}

function line(row: Window, all: Piece[], frame: Frame, page: Page): HTMLElement {
    const parts = [row.computing_ns, row.exposed_communication_ns, row.exposed_memcpy_ns, row.idle_ns];
    const [total] = sumInScale([row.total_ns], frame.scale);
    const slow = frame.median > 0 && row.truncated !== true && row.total_ns > 1.2 * frame.median;
    return el("tr", {},
        el("th", { scope: "row", class: "text" }, stepName(row.step, page), row.truncated === true ? "*" : null,
            slow ? el("span", { class: "flag" },
                page.t("steps.slow", { factor: (row.total_ns / frame.median).toFixed(1) })) : null),
        el("td", { class: "bar" }, stack(all, page, (100 * row.total_ns) / frame.longest)),
        el("td", { class: "total", title: time(row.total_ns) }, total),
        sumInScale(parts, frame.scale).map((text, index) =>
            el("td", { class: Number(text) === 0 ? "zero" : null, title: `${parts[index] ?? 0} ns` }, text)));
}

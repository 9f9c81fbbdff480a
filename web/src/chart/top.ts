import { el, named, styled } from "../dom";
import { percent, time } from "../format";
import type { Part } from "../parts";
import type { Page } from "../view";
import { swatch } from "./bar";

export interface TopRow {
    name: string;
    share: number;
    ns: number;
    part: Part | "plain";
}

/** Bar chart of the ten largest rows by time, as a list with a bar, a share and a time each. */
export function topTen(title: string, rows: TopRow[], page: Page): HTMLElement {
    const top = [...rows].sort((a, b) => b.ns - a.ns).slice(0, 10);
    const most = top[0]?.ns ?? 0;
    return el("section", { class: "top" }, el("h2", {}, title),
        el("ol", {}, top.map((row) => el("li", {},
            el("span", { class: "label" }, named(page.short(row.name), row.name)),
            el("span", { class: "track" }, styled(el("span", { class: `fill-${row.part}`, "aria-hidden": "true" }),
                { width: `${most === 0 ? 0 : (100 * row.ns) / most}%` })),
            el("span", { class: "number" }, percent(row.share)),
            el("span", { class: "number faint" }, time(row.ns))))),
        kinds(top.map((row) => row.part), page));
}

/** What the colours of the bars mean, if there is more than one. */
function kinds(parts: (Part | "plain")[], page: Page): HTMLElement | null {
    const shown = (["computing", "communication", "copies"] as const).filter((part) => parts.includes(part));
    return shown.length < 2 ? null : el("ul", { class: "legend small" },
        shown.map((part) => el("li", {}, swatch(part), " ", page.t(`kind.${part}`))));
}

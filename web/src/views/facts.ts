import { bounded, el } from "../dom";
import type { TextKey } from "../i18n";
import type { Page } from "../view";

export type Fact = [TextKey, string | number | null];

/** Longest whole name that is shown. */
const LONGEST = 6_000;

/** Whole name of something, and more about it; what is not known is left out. */
export function facts(name: string, rows: Fact[], page: Page): HTMLElement {
    return el("div", { class: "facts" },
        el("bdi", { class: "whole", tabindex: 0 }, bounded(name, LONGEST)),
        el("dl", {}, rows.filter(([, value]) => value !== null).map(([key, value]) =>
            el("div", {}, el("dt", {}, page.t(key)), el("dd", {}, value)))));
}

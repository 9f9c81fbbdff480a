import { el, named } from "../dom";
import * as format from "../format";
import type { Step } from "../picture";
import { table } from "../table";
import type { Page } from "../view";
import { longest } from "./lanes";
import { event, gap, type Item } from "./step";
import { cause } from "./step-words";

const MOST = 50;

/** What the picture of a step shows, for who does not see it: its longest events and idle times as tables. */
export function stepTables(page: Page, step: Step): HTMLElement {
    const events = longest(step.spans, MOST).map((i) => event(step, i));
    const gaps = longest(step.gaps, MOST).map((i) => gap(step, i));
    return el("div", { class: "alternatives" },
        page.printing ? null : opening(page.t("timeline.longest"), () => eventTable(page, step, events)),
        gaps.length === 0 || page.printing ? null : opening(page.t("timeline.gaps"), () => gapTable(page, step, gaps)));
}

/** What is made when a reader opens it. */
export function opening(title: string, make: () => HTMLElement): HTMLElement {
    const details = el("details", {
        ontoggle: () => {
            if (details.open && details.childElementCount === 1) {
                details.append(make());
            }
        },
    }, el("summary", {}, title));
    return details;
}

function times(page: Page, step: Step): { title: string; key: (item: Item) => number; cell: (item: Item) => string }[] {
    return [
        { title: page.t("timeline.start"), key: (item) => item.startNs, cell: (item) => format.time(item.startNs) },
        {
            title: page.t("timeline.duration"),
            key: (item) => item.durationNs,
            cell: (item) => format.time(item.durationNs),
        },
        {
            title: page.t("timeline.share"),
            key: (item) => item.durationNs,
            cell: (item) => format.share(item.durationNs, step.total_ns),
        },
    ];
}

function eventTable(page: Page, step: Step, rows: Item[]): HTMLElement {
    const name = (item: Item): string => (item.is === "event" ? item.name : "");
    const stream = (item: Item): string => (item.is === "gap" ? "" : item.stream);
    return table(page, {
        caption: page.t("timeline.longest"),
        rows,
        sort: 3,
        first: MOST,
        columns: [
            { title: page.t("timeline.event"), key: name, cell: (item) => named(page.short(name(item)), name(item)),
                text: true },
            { title: page.t("timeline.streamname"), key: stream, cell: (item) => named(stream(item)), text: true },
            ...times(page, step),
        ],
    });
}

function gapTable(page: Page, step: Step, rows: Item[]): HTMLElement {
    const words = (item: Item): string => (item.is === "gap" ? cause(page, item.cause, item.part) : "");
    const code = (item: Item): string => (item.is === "gap" ? (item.name ?? "") : "");
    return table(page, {
        caption: page.t("timeline.gaps"),
        rows,
        sort: 3,
        first: MOST,
        columns: [
            { title: page.t("timeline.cause"), key: words, cell: words, text: true },
            { title: page.t("timeline.code"), key: code, cell: (item) => named(code(item)), text: true },
            ...times(page, step),
        ],
    });
}

import { bounded, type Child, el, named } from "../dom";
import * as format from "../format";
import type { Step } from "../picture";
import type { Page } from "../view";
import type { Item } from "./step";

/** What an item is called in a rectangle. */
export function heading(page: Page, item: Item): string {
    switch (item.is) {
        case "event":
            return page.short(item.name);
        case "merged":
            return page.t("timeline.merged", { count: format.count(item.count) });
        case "gap":
            return cause(page, item.cause, item.part);
    }
}

const QUEUED = new Set(["GRAPH", "BEFORE_RECORDING"]);

/**
 * Words of a cause of idle time: what the host did, or that work of the device waited after its launch. Of short idle
 * times only the part is known.
 */
export function cause(page: Page, code: string | null, part: string | null): string {
    const queued = part === "DEVICE" && !QUEUED.has(code ?? "");
    return page.word("activity", queued ? "DEVICE_QUEUE" : (code ?? part ?? "UNKNOWN"));
}

/** One line on an item. */
export function line(page: Page, item: Item): Child[] {
    const start = format.time(item.startNs);
    const duration = format.time(item.durationNs);
    const name = item.is === "event" ? named(bounded(page.short(item.name), 200), item.name) : heading(page, item);
    return [el("strong", {}, name), " ", page.t("timeline.when", { start, duration })];
}

/** What is known of an item, as a list of terms. */
export function facts(page: Page, step: Step, item: Item): HTMLElement {
    const rows: [string, Child][] = [
        [page.t("timeline.start"), format.time(item.startNs)],
        [page.t("timeline.duration"), format.time(item.durationNs)],
        [page.t("timeline.share"), format.share(item.durationNs, step.total_ns)],
    ];
    if (item.is !== "gap") {
        rows.unshift([page.t("timeline.streamname"), named(item.stream)]);
    }
    if (item.is === "event") {
        rows.unshift([page.t("timeline.kind"), page.word("kind", item.kind)]);
    } else if (item.is === "merged") {
        rows.push([page.t("timeline.events"), format.count(item.count)]);
        rows.push([page.t("timeline.busy"), format.time(item.busyNs)]);
    } else if (item.name !== null) {
        rows.unshift([page.t("timeline.code"), named(item.name)]);
    }
    return el("dl", { class: "facts" },
        rows.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))));
}

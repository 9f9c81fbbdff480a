import { percent } from "../format";
import type { Bottleneck } from "../report";
import type { Page } from "../view";

/** Name of a device with its model. */
export function deviceName(device: string | null, model: string | null | undefined, page: Page): string {
    const name = device === null ? page.t("device.unnamed") : page.t("device.named", { device });
    return model === null || model === undefined || model === "" ? name : `${name}, ${model}`;
}

/** Share of the window that a bottleneck is about. */
export function boundShare(row: Bottleneck): number {
    switch (row.bottleneck) {
        case "COMPUTE_BOUND":
            return row.computing_pct;
        case "MEMORY_BOUND":
            return row.memcpy_pct;
        case "COMMUNICATION_BOUND":
            return row.communication_pct;
        default:
            return row.idle_pct;
    }
}

/** Verdict in one short sentence with its number. */
export function headline(row: Bottleneck, page: Page): string {
    return page.t(`headline.${known(row.bottleneck)}`, { share: percent(boundShare(row)) });
}

export type Bound = "COMPUTE_BOUND" | "MEMORY_BOUND" | "COMMUNICATION_BOUND" | "SYNC_BOUND" | "BALANCED";

/** Bottleneck that this version knows; another one counts as balanced. */
export function known(bottleneck: string): Bound {
    const all: Bound[] = ["COMPUTE_BOUND", "MEMORY_BOUND", "COMMUNICATION_BOUND", "SYNC_BOUND"];
    return all.find((one) => one === bottleneck) ?? "BALANCED";
}

/** What most of several devices are bound by, with the mean share over those. */
export function headlineOf(rows: Bottleneck[], page: Page): string {
    const kinds = new Map<string, number[]>();
    for (const row of rows) {
        kinds.set(row.bottleneck, [...(kinds.get(row.bottleneck) ?? []), boundShare(row)]);
    }
    const [most] = [...kinds].sort((a, b) => b[1].length - a[1].length);
    const [only] = rows;
    if (most === undefined || only === undefined) {
        return page.t("run.nothing");
    }
    if (rows.length === 1) {
        return headline(only, page);
    }
    const [kind, shares] = most;
    return page.t(shares.length === rows.length ? "run.headline.all" : "run.headline", {
        bound: page.word("bound", kind),
        count: shares.length,
        all: rows.length,
        share: percent(shares.reduce((all, one) => all + one, 0) / shares.length),
        what: page.word("bound.what", kind),
    });
}

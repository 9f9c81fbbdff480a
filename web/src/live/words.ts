import { el, named, type Child } from "../dom";
import { count, digits, fixed } from "../format";
import type { Page } from "../view";
import type { Fleet } from "./fleet";
import type { AlertRow, Lane } from "./rows";

/** Time of the day of an instant, in UTC, with the date if that is another one than that of the newest. */
export function clock(ms: number, newestMs: number): string {
    const text = new Date(ms).toISOString();
    const sameDay = Number.isFinite(newestMs) && new Date(newestMs).toISOString().slice(0, 10) === text.slice(0, 10);
    return sameDay ? text.slice(11, 16) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

/** A value of a lane in the unit that people use. */
export function laneValue(lane: Lane, value: number | undefined): string {
    if (value === undefined) {
        return "";
    }
    switch (lane) {
        case "hw.gpu.clock":
            return `${fixed(value / 1e6, 0)} MHz`;
        case "hw.power":
            return `${fixed(value, 0)} W`;
        case "hw.temperature":
            return `${fixed(value, 0)} °C`;
        case "hw.gpu.utilization":
            return `${fixed(100 * value, 0)} %`;
    }
}

/** What is wrong with what is shown: a stream that is lost, topics that cannot be read, or old telemetry. */
export function stateLine(page: Page, fleet: Fleet): { element: HTMLElement; update: () => void } {
    const element = el("p", { class: "live-state", role: "status" });
    let said = "";
    const update = (): void => {
        const [kind, words] = state(page, fleet);
        if (words !== said) {
            said = words;
            element.className = `live-state live-${kind}`;
            element.replaceChildren(words);
        }
    };
    update();
    return { element, update };
}

function state(page: Page, fleet: Fleet): ["good" | "wait" | "bad", string] {
    const status = fleet.tables.status.get("now");
    if (fleet.link === "lost") {
        return ["bad", page.t("live.lost")];
    }
    if (fleet.link === "connecting" || status === undefined) {
        return ["wait", page.t("live.connecting")];
    }
    if (status.problem !== undefined) {
        return ["bad", page.t("live.problem", { reason: status.problem })];
    }
    if (!status.read) {
        return ["wait", page.t("live.reading")];
    }
    const dropped = Object.values(status.dropped).reduce((sum, one) => sum + one, 0);
    const more = dropped > 0 ? ` ${page.t("live.dropped", { count: count(dropped) })}` : "";
    if (!status.current) {
        const since = status.log_ms === undefined ? page.t("live.never")
            : page.t("live.behind", { time: clock(status.log_ms, NaN) });
        return ["wait", since + more];
    }
    return ["good", page.t("live.current") + more];
}

/** The level of an alert, as a word with a shape. */
export function levelMark(page: Page, alert: Pick<AlertRow, "level" | "firing">): HTMLElement {
    const level = alert.firing ? alert.level.toLowerCase() : "ended";
    return el("span", { class: `level level-${level}` }, page.word("level", level));
}

/** The value of an alert beside its limit and what is usual. */
export function alertValues(page: Page, alert: AlertRow): Child[] {
    const parts: string[] = [];
    if (alert.value !== undefined) {
        parts.push(page.t("alerts.value", { value: digits(alert.value) }));
    }
    if (alert.threshold !== undefined) {
        parts.push(page.t("alerts.threshold", { value: digits(alert.threshold) }));
    }
    if (alert.baseline !== undefined) {
        parts.push(page.t("alerts.baseline", { value: digits(alert.baseline) }));
    }
    return [named(alert.quantity), ` (${alert.statistic}, ${fixed(alert.window_ms / 60_000, 0)} min)`,
        parts.length === 0 ? "" : `: ${parts.join(", ")}`];
}

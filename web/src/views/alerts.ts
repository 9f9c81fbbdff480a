import { el, named, type Child } from "../dom";
import { count } from "../format";
import type { Fleet } from "../live/fleet";
import { Keyed } from "../live/keyed";
import { COLLATOR } from "../live/nodes";
import type { AlertRow } from "../live/rows";
import { runsOfAlerts } from "../live/runs";
import { alertValues, clock, levelMark, stateLine } from "../live/words";
import type { Page, Subject, View } from "../view";

/** Alerts that are shown of each list. */
const MOST = 300;

/** Alerts that fire, the worst and newest first, and those of the last hour. */
export const alerts: View = {
    id: "alerts",
    title: "alerts.title",
    shows: (subject: Subject) => subject.kind === "fleet",
    render(subject: Subject, page: Page): HTMLElement {
        return subject.kind === "fleet" ? new AlertsView(subject.fleet, page).element : el("p");
    },
};

class AlertsView {
    readonly element: HTMLElement;
    private readonly firing = el("ul", { class: "alerts" });
    private readonly ended = el("ul", { class: "alerts" });
    private readonly firingCards = new Keyed(this.firing);
    private readonly endedCards = new Keyed(this.ended);
    private readonly firingHead = el("h2");
    private readonly endedHead = el("h2");
    private readonly none = el("p", { class: "lede" });
    private readonly more = el("p", { class: "faint" });
    private readonly runs = el("select", { onchange: () => { this.draw(new Set()); } });
    private readonly query: HTMLInputElement;
    private runNames = "";

    constructor(
        private readonly fleet: Fleet,
        private readonly page: Page,
    ) {
        this.query = el("input", { type: "search", "aria-label": page.t("alerts.filter"),
            placeholder: page.t("alerts.filter"), oninput: () => { this.draw(new Set()); } });
        const state = stateLine(page, fleet);
        this.element = el("div", { class: "stackup" }, state.element,
            page.printing ? null : el("div", { class: "picture-tools" },
                el("label", { class: "chooser" }, page.t("alerts.run"), " ", this.runs), this.query),
            el("section", {}, this.firingHead, this.none, this.firing, this.more),
            el("section", {}, this.endedHead, this.ended));
        this.draw(new Set());
        page.onLeave(fleet.watch((changes) => {
            state.update();
            const changed = changes.get("alert");
            if (changed !== undefined || changes.has("placement")) {
                this.draw(changed ?? new Set());
            }
        }));
    }

    private draw(changed: ReadonlySet<string>): void {
        const runsOf = runsOfAlerts(this.fleet);
        const all = [...this.fleet.tables.alert].filter(([, alert]) => alert.inhibited_by === undefined);
        this.choices(new Set(all.flatMap(([, alert]) => [...runsOf(alert)])));
        const run = this.runs.selectedIndex > 0 ? this.runs.value : null;
        const query = this.query.value.trim().toLowerCase();
        const fitting = all.filter(([, alert]) => (run === null || runsOf(alert).has(run))
            && (query === "" || `${alert.subject} ${alert.rule} ${alert.summary}`.toLowerCase().includes(query)));
        const firing = fitting.filter(([, alert]) => alert.firing).sort(([, a], [, b]) => order(a, b));
        const ended = fitting.filter(([, alert]) => !alert.firing).sort(([, a], [, b]) => b.time_ms - a.time_ms);
        const card = (key: string): HTMLElement => this.card(key, runsOf);
        const isChanged = (key: string): boolean => changed.has(key);
        this.firingCards.show(firing.slice(0, MOST).map(([key]) => key), isChanged, card);
        this.endedCards.show(ended.slice(0, MOST).map(([key]) => key), isChanged, card);
        this.firingHead.textContent = this.page.t("alerts.firing", { count: count(firing.length) });
        this.endedHead.textContent = this.page.t("alerts.ended", { count: count(ended.length) });
        const isEmpty = this.fleet.tables.device.size === 0 && all.length === 0;
        this.none.textContent = firing.length > 0 ? ""
            : this.page.t(isEmpty ? "fleet.none" : all.length === fitting.length ? "alerts.none" : "table.none");
        this.none.hidden = this.none.textContent === "";
        this.more.textContent = firing.length > MOST ? this.page.t("alerts.more", { count: count(MOST) }) : "";
    }

    private choices(runs: ReadonlySet<string>): void {
        const names = [...runs].sort(COLLATOR.compare);
        const text = JSON.stringify(names);
        if (text !== this.runNames) {
            const chosen = this.runs.selectedIndex > 0 ? this.runs.value : null;
            this.runNames = text;
            this.runs.replaceChildren(el("option", {}, this.page.t("alerts.run.all")),
                ...names.map((name) => el("option", { value: name, selected: name === chosen }, name)));
        }
    }

    private card(key: string, runsOf: (alert: AlertRow) => ReadonlySet<string>): HTMLElement {
        const alert = this.fleet.tables.alert.get(key);
        if (alert === undefined) {
            return el("li");
        }
        const { page } = this;
        return el("li", { class: `alert alert-${alert.firing ? alert.level.toLowerCase() : "ended"}` },
            el("div", { class: "alert-head" }, levelMark(page, alert), el("strong", {}, named(alert.subject)),
                el("span", { class: "faint" }, named(alert.rule)),
                el("span", { class: "faint alert-time" }, this.when(alert))),
            el("p", {}, alert.summary),
            el("p", { class: "faint small" }, alertValues(page, alert)),
            alert.firing ? el("p", {}, el("strong", {}, page.t("alerts.advice")), " ", alert.advice) : null,
            this.notes(alert, [...runsOf(alert)]));
    }

    private when(alert: AlertRow): string {
        const now = Date.now();
        return alert.firing ? this.page.t("alerts.since", { time: clock(alert.since_ms, now) })
            : this.page.t("alerts.until", { from: clock(alert.since_ms, now), to: clock(alert.time_ms, now),
                reason: this.page.word("end", alert.end_reason ?? "CLEARED") });
    }

    private notes(alert: AlertRow, runs: readonly string[]): HTMLElement | null {
        const notes: Child[] = [
            runs.length === 0 ? null : [this.page.t("runs.run"), " ", runs.slice(0, 4).map((run) => [named(run), " "])],
            alert.flapping ? el("span", { class: "flag" }, this.page.t("alerts.flapping")) : null,
        ];
        return runs.length === 0 && !alert.flapping ? null : el("p", { class: "faint small" }, notes);
    }
}

function order(a: AlertRow, b: AlertRow): number {
    return (a.level === b.level ? 0 : a.level === "CRITICAL" ? -1 : 1) || b.since_ms - a.since_ms;
}

import { replacing } from "../chart/choose";
import { HeatMap } from "../chart/heat";
import { el, named } from "../dom";
import { digits, percent, signed, time } from "../format";
import { failureWords } from "../failure";
import type { Changes } from "../live/fleet";
import { lines } from "../live/lines";
import { LANES, type Cause, type Evidence, type RunDetail } from "../live/rows";
import { liveRuns, type LiveRun } from "../live/runs";
import { fromPeers, lastRank, type Measure, MEASURES, stepMatrix } from "../live/steps";
import { clock, laneValue, levelMark, stateLine } from "../live/words";
import type { Page, Subject, View } from "../view";

/** Shortest time between two questions for the steps, in ms. */
const EVERY_MS = 5_000;

type LiveSubject = Extract<Subject, { kind: "live" }>;

/** A run as it is now: its ranks and steps, the telemetry of its devices, and what is wrong with it. */
export const liveRun: View = {
    id: "now",
    title: "liverun.title",
    shows: (subject: Subject) => subject.kind === "live",
    render(subject: Subject, page: Page): HTMLElement {
        return subject.kind === "live" ? new LiveRunView(subject, page).element : el("p");
    },
};

class LiveRunView {
    readonly element: HTMLElement;
    private readonly head = el("div", { class: "live-head" });
    private readonly causes = el("ul", { class: "alerts" });
    private readonly alerts = el("div");
    private readonly heat = el("div");
    private readonly lanes = el("div", { class: "lanes" });
    private readonly failure = el("p", { role: "alert", hidden: true, class: "notice" });
    private readonly measure = el("select", { onchange: () => { this.drawDetail(); } });
    private readonly next: () => Page;
    private detail: RunDetail | null = null;
    private asking = false;
    private again = false;
    private timer = 0;
    private left = false;

    constructor(
        private readonly subject: LiveSubject,
        private readonly page: Page,
    ) {
        const state = stateLine(page, subject.fleet);
        this.measure.append(...MEASURES.map((one) => el("option", {}, page.t(`liverun.${one}`))));
        this.next = replacing(page);
        this.element = el("div", { class: "stackup" }, state.element, this.head, this.alerts,
            el("section", {}, el("h2", {}, page.t("liverun.diagnosis")), this.causes),
            el("section", {}, el("h2", {}, page.t("liverun.heat")),
                page.printing ? null : el("div", { class: "picture-tools" },
                    el("label", { class: "chooser" }, page.t("chart.measure"), " ", this.measure)),
                this.failure, this.heat),
            el("section", {}, el("h2", {}, page.t("liverun.lanes")), this.lanes));
        this.draw();
        void this.ask();
        const stop = subject.fleet.watch((changes) => {
            state.update();
            this.changed(changes);
        });
        page.onLeave(() => {
            stop();
            this.left = true;
            window.clearTimeout(this.timer);
        });
    }

    private changed(changes: Changes): void {
        const key = `${this.subject.run}\n${this.subject.date}`;
        const ranks = [...changes.get("rank") ?? []].some((one) => one.startsWith(`${key}\n`));
        if (ranks || changes.has("alert") || changes.get("diagnosis")?.has(key) === true) {
            this.draw();
        }
        if (ranks || changes.has("device")) {
            this.askSoon();
        }
    }

    private askSoon(): void {
        this.again = true;
        if (this.timer === 0) {
            this.timer = window.setTimeout(() => {
                this.timer = 0;
                if (this.again) {
                    void this.ask();
                }
            }, EVERY_MS);
        }
    }

    private async ask(): Promise<void> {
        if (this.asking || this.left) {
            return;
        }
        this.asking = true;
        this.again = false;
        try {
            const detail = await this.subject.detail();
            this.failure.hidden = true;
            if (JSON.stringify(detail) !== JSON.stringify(this.detail)) {
                this.detail = detail;
                this.drawDetail();
            }
        } catch (error) {
            this.failure.replaceChildren(...failureWords(this.page, error,
                (reason) => this.page.t("liverun.failed", { reason })) as (string | Node)[]);
            this.failure.hidden = false;
        } finally {
            this.asking = false;
        }
    }

    private draw(): void {
        const { page, subject } = this;
        const run = liveRuns(subject.fleet).find((one) => one.run === subject.run && one.date === subject.date);
        if (run === undefined) {
            this.head.replaceChildren(el("p", { class: "lede" }, page.t("liverun.none")));
        } else {
            this.head.replaceChildren(...this.facts(run));
            this.alerts.hidden = run.alerts.length === 0;
            this.alerts.replaceChildren(...run.alerts.slice(0, 12).map((alert) =>
                el("p", {}, levelMark(page, alert), " ", named(alert.subject), ": ", alert.summary)));
        }
        const causes = run?.diagnosis?.causes ?? [];
        this.causes.replaceChildren(...causes.length === 0 ? [el("li", {}, page.t("liverun.diagnosis.none"))]
            : causes.slice(0, 8).map((cause) => this.cause(cause)));
    }

    private facts(run: LiveRun): HTMLElement[] {
        const { page } = this;
        const [bound] = run.bounds;
        const known = run.bounds.reduce((sum, [, ranks]) => sum + ranks, 0);
        return [
            el("p", { class: "lede" }, page.t("liverun.facts", { ranks: run.ranks.length,
                step: run.stepNs === null ? "?" : time(run.stepNs), time: clock(run.heardMs, Date.now()) }),
            bound === undefined ? "" : ` ${page.t("liverun.bound",
                { bound: page.word("bound", bound[0]), count: bound[1], all: known })}`),
            this.subject.archive && !page.printing ? el("p", {}, el("a", { href: page.href("run", run.run, run.date) },
                page.t("liverun.archive"))) : el("span"),
        ];
    }

    private cause(cause: Cause): HTMLElement {
        const { page } = this;
        return el("li", { class: "alert alert-warning" },
            el("div", { class: "alert-head" }, el("strong", {}, cause.summary),
                cause.cost_pct > 0 ? el("span", { class: "faint" },
                    page.t("liverun.cost", { share: percent(cause.cost_pct) })) : null,
                el("span", { class: "faint" }, cause.confidence.toLowerCase())),
            el("p", { class: "faint small" }, cause.evidence.map((one, index) => [index > 0 ? "; " : "",
                one.peers_value === undefined
                    ? page.t("liverun.evidence.alone", { quantity: one.quantity, value: valueOf(one, one.value) })
                    : page.t("liverun.evidence", { quantity: one.quantity, value: valueOf(one, one.value),
                        peers: valueOf(one, one.peers_value) })])),
            el("p", {}, el("strong", {}, page.t("alerts.advice")), " ", cause.advice));
    }

    private drawDetail(): void {
        const { detail } = this;
        if (detail === null) {
            return;
        }
        const page = this.next();
        const measure: Measure = MEASURES[this.measure.selectedIndex] ?? "own";
        this.heat.replaceChildren(...this.picture(page, detail, measure));
        const hours = new Map(Object.entries(detail.devices));
        const pictures = LANES.flatMap((lane) => lines(page, lane, hours) ?? []);
        this.lanes.replaceChildren(...pictures.length === 0 ? [el("p", {}, page.t("liverun.lanes.none"))] : pictures);
    }

    private picture(page: Page, detail: RunDetail, measure: Measure): HTMLElement[] {
        const last = lastRank(detail);
        if (last === null) {
            return [el("p", {}, page.t("liverun.heat.none"))];
        }
        const values = stepMatrix(detail, measure);
        const of = fromPeers(detail, measure);
        const map = new HeatMap(page, {
            of,
            hue: "computing",
            signed: true,
            label: `${page.t("liverun.heat")}: ${page.t(`liverun.${measure}`)}, ${page.t("heat.median")}`,
            format: signed,
            say: (row, column) => [page.t("liverun.cell", { rank: of.rows[row] ?? "", step: of.columns[column] ?? "",
                value: cell(values.values[row * of.columns.length + column],
                    of.values[row * of.columns.length + column]) })],
            open: null,
        });
        return [
            el("p", {}, last.steps * 2 > last.all
                ? page.t("liverun.last", { steps: last.steps, all: last.all, rank: last.rank, wait: time(last.waitNs) })
                : page.t("liverun.even", { all: last.all })),
            el("p", { class: "faint small" }, page.t("heat.median")),
            map.element,
        ];
    }
}

/** A value of evidence, in the unit that people use where there is one. */
function valueOf(evidence: Evidence, value: number): string {
    const lane = LANES.find((one) => one === evidence.quantity);
    return lane === undefined ? digits(value) : laneValue(lane, value);
}

function cell(ns: number | undefined, pct: number | undefined): string {
    return ns === undefined || Number.isNaN(ns) ? "?" : `${time(ns)} (${signed(pct ?? NaN)})`;
}

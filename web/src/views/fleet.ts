import { el, named, type Child } from "../dom";
import { count, time } from "../format";
import type { Fleet } from "../live/fleet";
import { Keyed } from "../live/keyed";
import { nodeButton, Nodes, type State } from "../live/nodes";
import { LANES } from "../live/rows";
import { liveRuns, type LiveRun } from "../live/runs";
import { clock, laneValue, levelMark, stateLine } from "../live/words";
import type { Page, Subject, View } from "../view";

/** Runs that are listed. */
const MOST_RUNS = 50;

/** Runs, nodes and devices as they are now. */
export const fleet: View = {
    id: "fleet",
    title: "fleet.title",
    shows: (subject: Subject) => subject.kind === "fleet",
    render(subject: Subject, page: Page): HTMLElement {
        return subject.kind === "fleet" ? new FleetView(subject.fleet, page).element : el("p");
    },
};

class FleetView {
    readonly element: HTMLElement;
    private readonly nodes: Nodes;
    private readonly counts = el("dl", { class: "counts" });
    private readonly runs = el("tbody");
    private readonly runRows = new Keyed(this.runs);
    private readonly runsPlace: HTMLElement;
    private readonly grid = el("ul", { class: "nodes" });
    private readonly cells = new Keyed(this.grid);
    private readonly detail = el("section", { class: "node-detail", hidden: true, tabindex: -1 });
    private readonly none = el("p", { class: "lede" });
    private readonly filter: HTMLInputElement;
    private readonly wrong: HTMLInputElement;
    private known = "";
    private open: string | null = null;
    private focus: string | null = null;

    constructor(
        private readonly fleet: Fleet,
        private readonly page: Page,
    ) {
        this.nodes = new Nodes(fleet);
        this.filter = el("input", { type: "search", "aria-label": page.t("fleet.filter"),
            placeholder: page.t("fleet.filter"), oninput: () => { this.draw(new Set()); } });
        this.wrong = el("input", { type: "checkbox", onchange: () => { this.draw(new Set()); } });
        const state = stateLine(page, fleet);
        this.runsPlace = this.runsTable();
        this.element = el("div", { class: "stackup" }, state.element, this.counts, this.none, this.runsPlace,
            el("section", {}, el("h2", {}, page.t("fleet.nodes")),
                page.printing ? null : el("div", { class: "picture-tools" }, this.filter,
                    el("label", { class: "chooser" }, this.wrong, " ", page.t("fleet.wrong"))),
                legend(page), this.detail, this.grid));
        this.grid.addEventListener("keydown", (event) => { this.key(event); });
        this.drawRuns();
        this.draw(new Set(this.nodes.names()));
        page.onLeave(fleet.watch((changes) => {
            state.update();
            const touched = this.nodes.take(changes);
            if (changes.has("rank") || changes.has("diagnosis") || changes.has("alert") || changes.has("placement")) {
                this.drawRuns();
            }
            if (touched.size > 0 || changes.has("alert")) {
                this.draw(touched);
            }
        }));
    }

    private runsTable(): HTMLElement {
        const { page } = this;
        const head = (key: Parameters<Page["t"]>[0], text = true): HTMLElement =>
            el("th", { scope: "col", class: text ? "text" : null }, page.t(key));
        return el("section", {}, el("h2", {}, page.t("runs.title")), el("div", { class: "table" },
            el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": page.t("runs.title") },
                el("table", {}, el("caption", { class: "visually-hidden" }, page.t("runs.title")),
                    el("thead", {}, el("tr", {}, head("runs.run"), head("column.date"), head("fleet.ranks", false),
                        head("fleet.step", false), head("run.bound"), head("fleet.alerts", false),
                        head("fleet.diagnosis"), head("fleet.heard", false))), this.runs))));
    }

    private drawRuns(): void {
        const runs = liveRuns(this.fleet).slice(0, MOST_RUNS);
        const byKey = new Map(runs.map((run) => [run.key, run]));
        const texts = new Map<string, string>();
        this.runsPlace.hidden = runs.length === 0;
        this.runRows.show(runs.map((run) => run.key), (key) => {
            const text = this.runRow(byKey.get(key)).textContent;
            texts.set(key, text);
            return this.shown.get(key) !== text;
        }, (key) => this.runRow(byKey.get(key)));
        texts.forEach((text, key) => this.shown.set(key, text));
    }

    /** Texts of the rows of runs, to change only those that differ. */
    private readonly shown = new Map<string, string>();

    private runRow(run: LiveRun | undefined): HTMLElement {
        if (run === undefined) {
            return el("tr");
        }
        const { page } = this;
        const cause = run.diagnosis?.causes[0];
        const [bound] = run.bounds;
        return el("tr", {},
            el("th", { scope: "row", class: "text" },
                el("a", { href: page.href("live", run.run, run.date) }, named(run.run))),
            el("td", { class: "text" }, run.date),
            el("td", {}, run.worldSize === null ? count(run.ranks.length)
                : `${count(run.ranks.length)} / ${count(run.worldSize)}`),
            el("td", {}, run.stepNs === null ? "" : time(run.stepNs)),
            el("td", { class: "text" }, bound === undefined ? "" : page.word("bound", bound[0])),
            el("td", {}, run.alerts.length === 0 ? "0" : el("strong", {}, count(run.alerts.length))),
            el("td", { class: "text wrap" }, cause === undefined ? "" : page.word("cause.live", cause.cause)),
            el("td", {}, clock(run.heardMs, Date.now())));
    }

    private draw(touched: ReadonlySet<string>): void {
        const all = this.nodes.names();
        const query = this.filter.value.trim().toLowerCase();
        const shown = all.filter((node) => this.fits(node, query));
        this.cells.show(shown, (node) => touched.has(node),
            (node) => nodeButton(this.page, this.nodes, node, () => { this.show(node); }));
        if (this.focus === null || !shown.includes(this.focus)) {
            this.focus = shown[0] ?? null;
        }
        this.button(this.focus)?.setAttribute("tabindex", "0");
        this.none.textContent = all.length === 0 ? this.page.t("fleet.none")
            : shown.length === 0 ? this.page.t("table.none") : "";
        this.none.hidden = this.none.textContent === "";
        this.drawCounts(all);
        if (this.open !== null && touched.has(this.open)) {
            this.drawDetail(this.open);
        }
    }

    private fits(node: string, query: string): boolean {
        if (this.wrong.checked && !["critical", "warning", "silent"].includes(this.nodes.worst(node))) {
            return false;
        }
        return query === "" || node.toLowerCase().includes(query) || this.nodes.of(node).some((row) =>
            this.placed(row.node, row.device)?.run.toLowerCase().includes(query) === true);
    }

    private placed(node: string, device: string | undefined): { run: string; date: string; rank?: number } | undefined {
        return device === undefined ? undefined : this.fleet.tables.placement.get(`${node}/${device}`);
    }

    private drawCounts(all: readonly string[]): void {
        const { page } = this;
        const devices = all.flatMap((node) => this.nodes.of(node));
        const alerts = [...this.fleet.tables.alert.values()].filter((alert) =>
            alert.firing && alert.inhibited_by === undefined);
        const critical = alerts.filter((alert) => alert.level === "CRITICAL").length;
        const silent = devices.filter((row) => this.nodes.state(row) === "silent").length;
        const parts: [Parameters<Page["t"]>[0], number, string][] = [
            ["fleet.count.runs", liveRuns(this.fleet).length, ""],
            ["fleet.count.nodes", all.length, ""],
            ["fleet.count.devices", devices.length, ""],
            ["fleet.count.critical", critical, critical > 0 ? "critical" : ""],
            ["fleet.count.warning", alerts.length - critical, alerts.length > critical ? "warning" : ""],
            ["fleet.count.silent", silent, silent > 0 ? "silent" : ""],
        ];
        const text = JSON.stringify(parts);
        if (text !== this.known) {
            this.known = text;
            this.counts.replaceChildren(...parts.map(([key, value, kind]) => el("div", { class: `tile tile-${kind}` },
                el("dt", {}, page.t(key)), el("dd", {}, count(value)))));
        }
    }

    private button(node: string | null): HTMLElement | null {
        return node === null ? null : this.grid.querySelector(`[data-node="${CSS.escape(node)}"]`);
    }

    private key(event: KeyboardEvent): void {
        const buttons = [...this.grid.querySelectorAll<HTMLElement>("button")];
        const at = buttons.indexOf(document.activeElement as HTMLElement);
        const first = buttons[0];
        if (at < 0 || first === undefined) {
            return;
        }
        const top = first.offsetTop;
        const width = Math.max(1, buttons.findIndex((one) => one.offsetTop !== top));
        const to: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + width,
            ArrowUp: at - width, Home: 0, End: buttons.length - 1 };
        const next = buttons[to[event.key] ?? -1];
        if (next !== undefined) {
            event.preventDefault();
            buttons[at]?.setAttribute("tabindex", "-1");
            next.setAttribute("tabindex", "0");
            next.focus();
            this.focus = next.dataset["node"] ?? null;
        }
    }

    private show(node: string): void {
        this.open = node;
        this.drawDetail(node);
        this.detail.hidden = false;
        this.detail.focus({ preventScroll: true });
        this.detail.scrollIntoView({ block: "nearest" });
    }

    private drawDetail(node: string): void {
        const { page } = this;
        const close = el("button", { type: "button", onclick: () => {
            this.open = null;
            this.detail.hidden = true;
            this.button(node)?.focus();
        } }, page.t("fleet.close"));
        const alerts = this.nodes.alertsOf(node);
        this.detail.setAttribute("aria-label", node);
        this.detail.replaceChildren(
            el("div", { class: "detail-head" }, el("h3", {}, named(node)), close),
            ...alerts.slice(0, 8).map((alert) => el("p", {}, levelMark(page, alert), " ", alert.summary)),
            this.devices(node));
    }

    private devices(node: string): HTMLElement {
        const { page } = this;
        const newest = this.fleet.newest();
        const head = (text: string, isText = false): HTMLElement =>
            el("th", { scope: "col", class: isText ? "text" : null }, text);
        return el("div", { class: "table" }, el("div", { class: "scroll", tabindex: 0, role: "region",
            "aria-label": page.t("fleet.devices.of", { node }) }, el("table", {},
            el("thead", {}, el("tr", {}, head(page.t("column.device"), true), head(page.t("fleet.state"), true),
                head(page.t("runs.run"), true), head(page.t("column.rank")),
                LANES.map((lane) => head(page.t(`lane.${lane}`))), head(page.t("fleet.heard")))),
            el("tbody", {}, this.nodes.of(node).map((row) => {
                const placed = this.placed(node, row.device);
                const cells: Child[] = [
                    el("th", { scope: "row", class: "text" }, named(row.device ?? "")),
                    el("td", { class: "text" }, page.word("state", this.nodes.state(row))),
                    el("td", { class: "text" }, placed === undefined ? ""
                        : el("a", { href: page.href("live", placed.run, placed.date) }, named(placed.run))),
                    el("td", {}, placed?.rank ?? ""),
                    LANES.map((lane) => el("td", {}, laneValue(lane, row[lane]))),
                    el("td", {}, clock(row.time_ms, newest)),
                ];
                return el("tr", {}, cells);
            })))));
    }
}

/** What the marks of devices mean. */
function legend(page: Page): HTMLElement {
    const states: State[] = ["critical", "warning", "silent", "working", "idle"];
    return el("p", { class: "legend live-legend" }, states.map((state) => el("span", {},
        el("span", { class: `mark-device mark-${state}`, "aria-hidden": "true" }), " ", page.word("state", state))));
}


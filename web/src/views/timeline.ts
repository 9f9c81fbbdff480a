import { swatch } from "../chart/bar";
import { choosing, deviceName, replacing } from "../chart/choose";
import { handOverButtons } from "../chart/hand-over";
import { overview, windowAt } from "../chart/overview";
import { StepPicture } from "../chart/step-picture";
import { gapPart } from "../chart/step";
import { ZOOM } from "../chart/step-keys";
import { stepTables } from "../chart/step-tables";
import { append, el, type Child } from "../dom";
import { failureWords } from "../failure";
import * as format from "../format";
import type { TextKey } from "../i18n";
import { IDLE_PARTS } from "../parts";
import type { DevicePicture, Picture, Step } from "../picture";
import type { Trace } from "../report";
import type { Page, View } from "../view";

/** What a device did over the whole trace, and the single events of a step. */
export const timeline: View = {
    id: "timeline",
    title: "timeline.title",
    shows: (subject) => subject.kind === "trace" && (subject.picture?.devices.length ?? 0) > 0,
    render: (subject, page) => {
        if (subject.kind !== "trace" || subject.picture === null) {
            return el("div");
        }
        const { picture, trace } = subject;
        const chosen = page.chosen.get(trace.trace_id);
        const first = picture.devices.findIndex((device) => device.device === chosen?.device);
        return choosing(page, page.t("chart.device"), picture.devices.map((device) => ({
            name: deviceName(page, device.device, device.name),
            thing: device,
        })), (device, inside) => new DeviceTimeline(inside, trace, picture, device).element, Math.max(0, first));
    },
};

/** Fetched steps that are kept. */
const MOST_FETCHED = 8;

/** Timeline of one device. */
class DeviceTimeline {
    readonly element: HTMLElement;
    private readonly place = el("div", { class: "step-place" });
    private readonly message = el("p", { class: "chart-status", role: "status" });
    private readonly select = el("select", { onchange: () => { void this.choose(chosen(this.select.value)); } });
    private readonly steps = new Map<number | null, Step>();
    /** Steps that a server was asked for, the last one last. */
    private readonly fetched: number[] = [];
    /** Number of the last choice; the answer to an earlier one is dropped. */
    private turn = 0;
    private readonly redraw: () => void;
    private readonly next: () => Page;
    private step: Step | null;
    private drawn: StepPicture | null = null;

    constructor(
        private readonly page: Page,
        private readonly trace: Trace,
        private readonly picture: Picture,
        private readonly device: DevicePicture,
    ) {
        this.next = replacing(page);
        page.onLeave(() => { this.turn++; });
        device.steps.forEach((step) => this.steps.set(step.step, step));
        const before = page.chosen.get(trace.trace_id);
        const kept = before?.device === device.device ? before.step : undefined;
        this.step = (kept === undefined ? undefined : this.steps.get(kept)) ?? device.steps[0] ?? null;
        const over = overview(page, {
            lengthNs: picture.length_ns,
            device,
            shown: () => this.shown(),
            holds: (step) => this.steps.has(step),
            choose: (ns) => { this.chooseAt(ns); },
            pan: (ns) => { this.moveBy(ns); },
        });
        over.canvas.setAttribute("role", "img");
        over.canvas.setAttribute("aria-label", this.summary());
        this.redraw = () => { over.redraw(); };
        this.element = el("div", { class: "device-timeline" },
            el("p", { class: "lead" }, this.summary()),
            el("div", { class: "chart-frame" }, over.canvas),
            device.bins === null ? el("p", { class: "faint" }, page.t("timeline.nobins")) : this.legend(),
            this.message,
            this.place);
        this.show();
        this.keep();
        const [first] = this.asked();
        const wanted = kept ?? (this.step === null ? first : undefined);
        if (wanted !== undefined && !this.steps.has(wanted) && !page.printing) {
            void this.choose(wanted);
        }
    }

    /** Remembers what is shown for when the page is drawn anew. */
    private keep(): void {
        if (this.step !== null && !this.page.printing) {
            this.page.chosen.set(this.trace.trace_id, { device: this.device.device, step: this.step.step });
        }
    }

    /** Steps that a server can be asked for. */
    private asked(): number[] {
        const asks = this.page.cut(this.trace.trace_id, null) !== null && !this.page.printing;
        return asks ? this.device.windows.step.filter((number) => number >= 0) : [];
    }

    private summary(): string {
        const whole = this.trace.timeline?.find((row) => row.device === this.device.device && row.step === null);
        const share = (ns: number | undefined): string => format.share(ns ?? 0, whole?.total_ns ?? 0);
        return this.page.t("timeline.overview", {
            time: format.time(whole?.total_ns ?? this.picture.length_ns),
            computing: share(whole?.computing_ns),
            communication: share(whole?.exposed_communication_ns),
            copies: share(whole?.exposed_memcpy_ns),
            idle: share(whole?.idle_ns),
        });
    }

    private legend(): HTMLElement {
        return el("ul", { class: "legend small" }, (["computing", "communication", "copies"] as const).map((part) =>
            el("li", {}, swatch(part), " ", this.page.t(`part.${part}`))));
    }

    /** Part of the trace that the picture of the step shows. */
    private shown(): { from: number; to: number } {
        const view = this.drawn?.shown() ?? { from: 0, to: this.step?.total_ns ?? this.picture.length_ns };
        const start = this.step?.start_ns ?? 0;
        return { from: start + view.from, to: start + view.to };
    }

    private moveBy(ns: number): void {
        const view = this.drawn?.shown();
        if (view !== undefined) {
            this.drawn?.show({ from: view.from + ns, to: view.to + ns });
        }
    }

    private chooseAt(ns: number): void {
        const at = windowAt({ device: this.device }, ns);
        const step = at === null ? undefined : this.device.windows.step[at];
        if (step === undefined) {
            this.message.textContent = this.page.t("timeline.between");
        } else {
            void this.choose(step);
        }
    }

    /** Shows a step; from a server, its events are fetched. */
    private async choose(number: number | null): Promise<void> {
        const turn = ++this.turn;
        let step = this.steps.get(number) ?? null;
        this.message.textContent = step === null ? this.page.t("timeline.loading", { step: number ?? "" }) : "";
        if (step === null && number !== null) {
            try {
                step = await this.page.step(this.trace.trace_id, this.device.device, number);
            } catch (error) {
                this.stay(turn, failureWords(this.page, error, (reason) =>
                    this.page.t("timeline.failed", { step: number, reason })));
                return;
            }
            if (step !== null && turn === this.turn) {
                this.hold(number, step);
            }
        }
        if (step === null) {
            this.stay(turn, [this.page.t("timeline.nothere", { step: number ?? "" })]);
        } else if (turn === this.turn) {
            this.change(step);
        }
    }

    /** Says why the step that was chosen is not shown; the one before stays, and is what the list says. */
    private stay(turn: number, why: Child[]): void {
        if (turn === this.turn) {
            this.message.replaceChildren();
            append(this.message, why);
            this.select.value = String(this.step?.step ?? "");
        }
    }

    /** Keeps a fetched step, and lets go of the oldest one if there are too many. */
    private hold(number: number, step: Step): void {
        this.steps.set(number, step);
        this.fetched.push(number);
        const oldest = this.fetched.length > MOST_FETCHED ? this.fetched.shift() : undefined;
        if (oldest !== undefined) {
            this.steps.delete(oldest);
        }
    }

    private change(step: Step): void {
        this.message.textContent = "";
        this.step = step;
        this.keep();
        this.show();
    }

    private show(): void {
        const { step, page } = this;
        this.place.replaceChildren();
        if (step === null) {
            append(this.place, [el("p", { class: "notice" }, page.t("timeline.nopicture"))]);
            return;
        }
        const drawn = new StepPicture(this.next(), step, () => { this.redraw(); });
        this.drawn = drawn;
        append(this.place, [
            this.tools(step, drawn),
            drawn.element,
            idleLegend(page, step),
            notes(page, step),
            handOverButtons(page, this.trace, deviceName(page, this.device.device, this.device.name), step),
            stepTables(page, step),
        ]);
        this.redraw();
    }

    private tools(step: Step, drawn: StepPicture): HTMLElement {
        const { page } = this;
        if (page.printing) {
            return el("h2", {}, this.choice(step.step));
        }
        this.select.replaceChildren();
        const numbers = [...new Set([...this.steps.keys(), ...this.asked()])]
            .sort((a, b) => (a ?? -1) - (b ?? -1));
        append(this.select, numbers.map((number) => el("option",
            { value: number ?? "", selected: number === step.step }, this.choice(number))));
        const button = (text: TextKey, sign: string, onclick: () => void): HTMLElement =>
            el("button", { type: "button", onclick, title: page.t(text), "aria-label": page.t(text) }, sign);
        return el("div", { class: "tools" },
            el("label", { class: "chooser" }, page.t("chart.step"), " ", this.select),
            el("span", { class: "faint" }, format.time(step.total_ns)),
            el("span", { class: "group" },
                button("timeline.in", "+", () => { drawn.zoom(ZOOM); }),
                button("timeline.out", "−", () => { drawn.zoom(1 / ZOOM); }),
                button("timeline.fit", "↔", () => { drawn.fit(); })));
    }

    private choice(number: number | null): string {
        const chosen = this.steps.get(number)?.chosen;
        return this.page.t(`timeline.choice.${chosen ?? "other"}`, { step: number ?? "" });
    }
}

/** Step of an option; the whole trace has none. */
function chosen(value: string): number | null {
    return value === "" ? null : Number(value);
}

/** What the patterns of idle time mean. Of short ones before a launch, the cause is not told. */
function idleLegend(page: Page, step: Step): HTMLElement {
    const shown = new Set(step.gaps.start_ns.map((_, i) => gapPart(step, i)));
    const told = step.gaps.class.every((code, i) => code !== null || step.gaps.part[i] !== "HOST");
    return el("ul", { class: "legend small" }, IDLE_PARTS.filter((part) => shown.has(part)).map((part) =>
        el("li", {}, swatch(part), " ",
            page.t(part === "idle-unknown" && !told ? "timeline.untold" : `part.${part}`))));
}

/** What the picture of a step does not show one by one. */
function notes(page: Page, step: Step): HTMLElement | null {
    const shown = step.gaps.start_ns.length;
    const gaps = step.gaps.count ?? shown;
    const lines = [
        step.merged_count === 0 ? "" : page.t("timeline.mergednote", {
            shown: format.count(step.spans.start_ns.length),
            merged: format.count(step.merged_count),
        }),
        gaps <= shown ? "" : page.t("timeline.gapnote", { shown: format.count(shown), count: format.count(gaps) }),
    ].filter((line) => line !== "");
    return lines.length === 0 ? null : el("ul", { class: "notes" }, lines.map((line) => el("li", {}, line)));
}

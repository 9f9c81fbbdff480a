import { append, el, named } from "../dom";
import * as format from "../format";
import type { TextKey } from "../i18n";
import type { Step } from "../picture";
import type { Page } from "../view";
import { interactive, type Surface, surface } from "./canvas";
import { listen } from "./gestures";
import { hit, nearest } from "./lanes";
import { drawStep, geometry, type Geometry, laneAt, type Scene } from "./step-draw";
import { boundsOf, GAPS, type Item, itemAt, type Place, stepLanes, type StepLanes } from "./step";
import { keys } from "./step-keys";
import { facts, heading, line } from "./step-words";
import { moved, showing, type Viewport, within, zoomed } from "./viewport";

/** Shortest time in view, in ns. */
const SHORTEST = 200;

/** Picture of a step: single events of a device, that a reader can move, zoom and ask. */
export class StepPicture {
    readonly element: HTMLElement;
    private readonly of: StepLanes;
    private readonly on: Surface;
    private readonly labels: string[];
    private readonly status: HTMLElement;
    private readonly panel: HTMLElement;
    private readonly bounds: Viewport;
    private readonly texts = new Map<string, string>();
    private view: Viewport;
    private focus: Place | null = null;
    private hover: Place | null = null;

    constructor(
        private readonly page: Page,
        private readonly step: Step,
        private readonly changed: () => void,
    ) {
        this.of = stepLanes(step);
        this.labels = ["", ...step.streams.map((stream) => page.t("timeline.stream", { stream }))];
        this.labels[GAPS] = page.t("timeline.idle");
        this.bounds = boundsOf(this.of);
        this.view = within({ from: 0, to: step.total_ns }, this.bounds, SHORTEST);
        this.on = surface(page, () => geometry(this.of.lanes.length, false).height, (brush) => {
            drawStep(brush, this.at(), this.scene());
        });
        this.status = el("p", { class: "chart-status", role: "status", "aria-live": "polite" });
        this.panel = el("div", { class: "chart-panel", tabindex: -1, hidden: true });
        this.element = el("div", { class: "chart-frame" }, this.on.canvas, this.status, this.panel);
        this.listen();
        this.tell();
    }

    /** Part of the step that is in view, in ns from its start. */
    shown(): Viewport {
        return this.view;
    }

    show(view: Viewport): void {
        this.view = within(view, this.bounds, SHORTEST);
        this.on.redraw();
        this.changed();
    }

    zoom(factor: number): void {
        const item = this.focus === null ? null : itemAt(this.of, this.focus);
        const middle = (this.view.from + this.view.to) / 2;
        const place = item === null ? middle : item.startNs + item.durationNs / 2;
        const inView = place >= this.view.from && place <= this.view.to;
        this.show(zoomed(this.view, factor, inView ? place : middle));
    }

    fit(): void {
        this.show({ from: 0, to: this.step.total_ns });
    }

    private at(): Geometry {
        return geometry(this.of.lanes.length, narrow(this.on.width()));
    }

    private scene(): Scene {
        const { of, view, focus, hover } = this;
        const labels = narrow(this.on.width()) ? [this.labels[GAPS] ?? "", ...this.step.streams] : this.labels;
        return { of, view, focus, hover, labels, text: (place) => this.text(place) };
    }

    private text(place: Place): string {
        const key = `${place.lane}/${place.at}`;
        let text = this.texts.get(key);
        if (text === undefined) {
            const item = itemAt(this.of, place);
            text = item === null ? "" : heading(this.page, item);
            this.texts.set(key, text);
        }
        return text;
    }

    private listen(): void {
        const { canvas } = this.on;
        const { step } = this;
        interactive(canvas, this.page.t("timeline.label", {
            step: step.step ?? this.page.t("timeline.whole"),
            time: format.time(step.total_ns),
            events: format.count(step.spans.start_ns.length),
        }));
        canvas.addEventListener("keydown", (event) => {
            if (!event.altKey && !event.ctrlKey && !event.metaKey && this.key(event.key, event.shiftKey)) {
                event.preventDefault();
            }
        });
        this.panel.addEventListener("keydown", (event) => {
            if (event.key === "Escape") {
                this.close();
            }
        });
        listen(canvas, {
            pan: (pixels) => {
                this.pan(-pixels / Math.max(1, this.plot()));
            },
            zoom: (factor, x) => {
                this.show(zoomed(this.view, factor, this.time(x)));
            },
            hover: (x, y) => {
                this.point(x === null ? null : this.place(x, y));
            },
            press: (x, y) => {
                this.choose(this.place(x, y));
            },
        });
    }

    private plot(): number {
        return this.on.width() - this.at().gutter;
    }

    private time(x: number): number {
        const part = (x - this.at().gutter) / Math.max(1, this.plot());
        return this.view.from + part * (this.view.to - this.view.from);
    }

    private place(x: number, y: number): Place | null {
        const lane = laneAt(this.at(), y, this.of.lanes.length);
        const of = this.of.lanes[lane];
        if (of === undefined || x < this.at().gutter) {
            return null;
        }
        const near = (3 * (this.view.to - this.view.from)) / Math.max(1, this.plot());
        const at = hit(of, this.time(x), near);
        return at < 0 ? null : { lane, at };
    }

    private point(place: Place | null): void {
        if (place?.lane !== this.hover?.lane || place?.at !== this.hover?.at) {
            this.hover = place;
            this.on.canvas.classList.toggle("pressable", place !== null);
            this.tell();
            this.on.redraw();
        }
    }

    /** Moves the view by a part of its length. */
    pan(part: number): void {
        this.show(moved(this.view, part));
    }

    /** Takes the focus from all items. */
    clear(): void {
        this.choose(null);
    }

    /** Gives an item the focus, and opens what is known of it. */
    private choose(place: Place | null): void {
        this.focus = place;
        if (place === null) {
            this.close();
        } else {
            this.open();
        }
        this.tell();
        this.on.redraw();
    }

    private key(key: string, shift: boolean): boolean {
        const act = keys(this, shift ? 0.5 : 0.1).get(key.toLowerCase());
        act?.();
        return act !== undefined;
    }

    enter(): void {
        if (this.focus === null) {
            this.lane(1);
        }
        if (this.focus !== null) {
            this.open();
            this.panel.focus();
        }
    }

    /** Moves the focus to the next lane that has items, to the item nearest to the middle of the view. */
    lane(by: number): void {
        let lane = this.focus?.lane ?? GAPS;
        for (let tries = 0; tries < this.of.lanes.length; tries++) {
            lane = (lane + by + this.of.lanes.length) % this.of.lanes.length;
            const of = this.of.lanes[lane];
            if (of !== undefined && of.start.length > 0) {
                this.attend({ lane, at: nearest(of, (this.view.from + this.view.to) / 2) });
                return;
            }
        }
    }

    next(by: number): void {
        const { focus } = this;
        if (focus === null) {
            this.lane(1);
            return;
        }
        const last = (this.of.lanes[focus.lane]?.start.length ?? 1) - 1;
        this.attend({ lane: focus.lane, at: Math.max(0, Math.min(last, focus.at + by)) });
    }

    private attend(place: Place): void {
        this.focus = place;
        const item = itemAt(this.of, place);
        if (item !== null) {
            this.show(showing(this.view, item.startNs, item.startNs + item.durationNs));
        }
        if (!this.panel.hidden) {
            this.open();
        }
        this.tell();
        this.on.redraw();
    }

    private tell(): void {
        const place = this.hover ?? this.focus;
        const item = place === null ? null : itemAt(this.of, place);
        this.status.replaceChildren();
        append(this.status, item === null ? [this.page.t("timeline.hint")] : line(this.page, item));
    }

    private open(): void {
        const item = this.focus === null ? null : itemAt(this.of, this.focus);
        if (item === null) {
            return;
        }
        this.panel.replaceChildren();
        append(this.panel, [
            el("div", { class: "chart-panel-head" },
                el("h2", {}, item.is === "event" ? named(item.name) : heading(this.page, item)),
                this.button("timeline.closer", () => { this.closeUp(item); }),
                this.button("timeline.close", () => { this.close(); })),
            facts(this.page, this.step, item),
        ]);
        this.panel.hidden = false;
    }

    private button(text: TextKey, onclick: () => void): HTMLElement {
        return el("button", { type: "button", onclick }, this.page.t(text));
    }

    private closeUp(item: Item): void {
        const around = item.durationNs * 2;
        this.show({ from: item.startNs - around, to: item.startNs + item.durationNs + around });
    }

    private close(): void {
        const back = this.panel.contains(document.activeElement);
        this.panel.hidden = true;
        if (back) {
            this.on.canvas.focus();
        }
    }
}

/** Whether there is room for little beside a picture. */
function narrow(width: number): boolean {
    return width < 520;
}

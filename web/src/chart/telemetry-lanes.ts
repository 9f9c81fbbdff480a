import { append, type Child, el } from "../dom";
import { gluedIn } from "../i18n";
import type { Page } from "../view";
import { type Brush, framed, type Surface } from "./canvas";
import { linear, type Scale } from "./scale";
import { AXIS, drawAxis, drawLane, drawSteps, GAP, gutterOf, LANE, STEPS, type TelemetryLanes } from "./telemetry-draw";

export { type Held, span, type StepMark, type TelemetryLane, type TelemetryLanes } from "./telemetry-draw";

/** Index of the value that holds at a time; -1 if none does. */
export function heldAt(values: readonly { from_ns: number; to_ns: number }[], ns: number): number {
    let low = 0;
    let high = values.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((values[middle]?.from_ns ?? 0) <= ns) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const found = values[low - 1];
    return found !== undefined && ns < found.to_ns ? low - 1 : -1;
}

/** What a device did over time, a lane for each quantity. The line is the mean, the band is from least to most. */
export class LanesPicture {
    readonly element: HTMLElement;
    private readonly on: Surface;
    private readonly status: HTMLElement;
    /** Time that has the focus, and the one under the pointer. */
    private focus: number | null = null;
    private hover: number | null = null;

    constructor(
        private readonly page: Page,
        private readonly of: TelemetryLanes,
    ) {
        const height = STEPS + of.lanes.length * (LANE + GAP) + AXIS;
        ({ on: this.on, status: this.status, element: this.element } =
            framed(page, of.label, () => height, (brush) => { this.draw(brush); }));
        this.status.classList.add("lanes-status");
        this.listen();
        this.tell();
    }

    private listen(): void {
        const { canvas } = this.on;
        canvas.addEventListener("pointermove", (event) => {
            this.point(this.scale(this.on.width()).invert(event.offsetX));
        });
        canvas.addEventListener("pointerleave", () => {
            this.point(null);
        });
        canvas.addEventListener("click", (event) => {
            this.attend(this.scale(this.on.width()).invert(event.offsetX));
        });
        canvas.addEventListener("keydown", (event) => {
            if (this.key(event.key)) {
                event.preventDefault();
            }
        });
    }

    private key(key: string): boolean {
        const stops = this.stops();
        const at = this.focus === null ? -1 : stops.findIndex((stop) => stop >= (this.focus ?? 0));
        const to = (place: number): true => {
            this.attend(stops[Math.max(0, Math.min(stops.length - 1, place))] ?? null);
            return true;
        };
        switch (key) {
            case "ArrowLeft":
                return to(at < 0 ? stops.length - 1 : at - 1);
            case "ArrowRight":
                return to(at + 1);
            case "Home":
                return to(0);
            case "End":
                return to(stops.length - 1);
            case "Escape":
                this.attend(null);
                return true;
            default:
                return false;
        }
    }

    /** Times in the middle of what holds, of all lanes, ascending. */
    private stops(): number[] {
        const { from_ns, to_ns } = this.of;
        const middles = this.of.lanes.flatMap((lane) => lane.values.map((one) =>
            (Math.max(one.from_ns, from_ns) + Math.min(one.to_ns, to_ns)) / 2));
        return [...new Set(middles)].filter((ns) => ns >= from_ns && ns < to_ns).sort((a, b) => a - b);
    }

    private attend(ns: number | null): void {
        this.focus = ns;
        this.tell();
        this.on.redraw();
    }

    private point(ns: number | null): void {
        this.hover = ns === null || ns < this.of.from_ns || ns >= this.of.to_ns ? null : ns;
        this.tell();
        this.on.redraw();
    }

    private tell(): void {
        const ns = this.hover ?? this.focus;
        this.status.replaceChildren();
        append(this.status, ns === null ? [this.of.label] : this.words(ns));
    }

    private words(ns: number): Child[] {
        const step = this.of.steps[heldAt(this.of.steps, ns)];
        return [
            el("strong", {}, step === undefined
                ? this.page.t("lanes.nostep") : this.page.t("timeline.chosen", { step: step.step })),
            this.of.lanes.map((lane) => {
                const value = lane.values[heldAt(lane.values, ns)];
                const peers = lane.peers[heldAt(lane.peers, ns)];
                return value === undefined ? null : gluedIn(this.page.t(
                    peers === undefined ? "lanes.value" : "lanes.value.peers", {
                        lane: lane.title,
                        value: lane.format(value.value),
                        peers: peers === undefined ? "" : lane.format(peers.value),
                    }));
            }).map((said) => (said === null ? null : [" · ", said])),
        ];
    }

    private scale(width: number): Scale {
        return linear(this.of.from_ns, this.of.to_ns, gutterOf(width), Math.max(gutterOf(width) + 1, width - 4));
    }

    private draw(brush: Brush): void {
        const x = this.scale(brush.width);
        drawSteps(brush, this.of.steps, x, STEPS + this.of.lanes.length * (LANE + GAP));
        this.of.lanes.forEach((lane, i) => {
            drawLane(brush, lane, x, STEPS + GAP / 2 + i * (LANE + GAP));
        });
        drawAxis(brush, x);
        for (const [ns, ink] of [[this.focus, "text"], [this.hover, "text-faint"]] as const) {
            if (ns !== null) {
                brush.context.fillStyle = brush.ink(ink);
                brush.context.fillRect(Math.round(x.at(ns)), 0, 1, brush.height - AXIS);
            }
        }
    }
}

/** What the lines mean. */
export function lanesLegend(page: Page, of: TelemetryLanes): HTMLElement {
    const peers = of.lanes.some((lane) => lane.peers.length > 0);
    return el("ul", { class: "legend small lanes-legend" },
        el("li", {}, el("span", { class: "lanes-key lanes-mean", "aria-hidden": "true" }), " ", page.t("lanes.mean")),
        el("li", {}, el("span", { class: "lanes-key lanes-band", "aria-hidden": "true" }), " ", page.t("lanes.band")),
        peers ? el("li", {}, el("span", { class: "lanes-key lanes-peers", "aria-hidden": "true" }), " ",
            page.t("lanes.peers")) : null);
}

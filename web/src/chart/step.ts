import { idlePart, type IdlePart } from "../parts";
import type { Step } from "../picture";
import { type Lane, lane } from "./lanes";
import type { Viewport } from "./viewport";

/** Lanes of the events of a device in a step: first that of its idle time, then one for each stream. */
export interface StepLanes {
    readonly step: Step;
    readonly lanes: readonly Lane[];
}

/** One item of the lanes: the lane, and its position there. */
export interface Place {
    readonly lane: number;
    readonly at: number;
}

/** What an item is. Times are in ns, starts from the start of the step. */
export type Item = { readonly startNs: number; readonly durationNs: number } & (
    | { readonly is: "event"; readonly name: string; readonly kind: string; readonly stream: string }
    | { readonly is: "merged"; readonly count: number; readonly busyNs: number; readonly stream: string }
    | { readonly is: "gap"; readonly cause: string | null; readonly part: string | null; readonly name: string | null }
);

/** Lane of the idle time. */
export const GAPS = 0;

/** Lanes of a step. */
export function stepLanes(step: Step): StepLanes {
    const sets = [step.spans, step.merged] as const;
    const streams = step.streams.map((stream, i) => lane(stream, sets, (set, item) => sets[set]?.stream[item] === i));
    return { step, lanes: [lane("", [step.gaps], () => true), ...streams] };
}

/** Time of a step, with what began before it or ends after it. */
export function boundsOf(of: StepLanes): Viewport {
    let from = 0;
    let to = of.step.total_ns;
    for (const lane of of.lanes) {
        from = Math.min(from, lane.start[0] ?? 0);
        to = Math.max(to, lane.reach[lane.reach.length - 1] ?? 0);
    }
    return { from, to };
}

/** The item at a place; null if there is none. */
export function itemAt(of: StepLanes, place: Place): Item | null {
    const { step } = of;
    const lane = of.lanes[place.lane];
    const i = lane?.item[place.at];
    if (lane === undefined || i === undefined) {
        return null;
    }
    if (place.lane === GAPS) {
        return gap(step, i);
    }
    if (lane.source[place.at] === 1) {
        const { merged } = step;
        return {
            is: "merged",
            stream: lane.label,
            startNs: merged.start_ns[i] ?? 0,
            durationNs: merged.duration_ns[i] ?? 0,
            busyNs: merged.busy_ns[i] ?? 0,
            count: merged.count[i] ?? 0,
        };
    }
    return event(step, i);
}

/** An event by its index in the step's columns. */
export function event(step: Step, i: number): Item {
    const { spans } = step;
    return {
        is: "event",
        name: step.names[spans.name[i] ?? -1] ?? "",
        kind: step.kinds[spans.kind[i] ?? -1] ?? "",
        stream: step.streams[spans.stream[i] ?? -1] ?? "",
        startNs: spans.start_ns[i] ?? 0,
        durationNs: spans.duration_ns[i] ?? 0,
    };
}

/** Family of a gap by its index. Of short ones only the part is known, which tells that a call launched. */
export function gapPart(step: Step, i: number): IdlePart {
    const part = step.gaps.part[i] ?? null;
    return idlePart(step.gaps.class[i] ?? part, part);
}

/** A gap by its index in the step's columns. */
export function gap(step: Step, i: number): Item {
    const { gaps } = step;
    return {
        is: "gap",
        cause: gaps.class[i] ?? null,
        part: gaps.part[i] ?? null,
        name: gaps.name[i] ?? null,
        startNs: gaps.start_ns[i] ?? 0,
        durationNs: gaps.duration_ns[i] ?? 0,
    };
}

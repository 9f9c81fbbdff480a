import type { IdleCause, Window } from "./report";

/**
 * Families of idle time, by what the host did meanwhile; `idle-queue` is work that is launched and has not begun.
 * `idle-untold` is all idle time where the data has no causes, as in a summary.
 */
export const IDLE_PARTS = [
    "idle-input",
    "idle-wait",
    "idle-setup",
    "idle-host",
    "idle-launch",
    "idle-queue",
    "idle-unknown",
    "idle-untold",
] as const;

export const PARTS = ["computing", "communication", "copies", ...IDLE_PARTS] as const;

/** Part of a window, which has one colour in all views. */
export type Part = (typeof PARTS)[number];
export type IdlePart = (typeof IDLE_PARTS)[number];

/** Whether a part is idle time. */
export function isIdle(part: Part): boolean {
    return IDLE_PARTS.some((one) => one === part);
}

export interface Piece {
    part: Part;
    ns: number;
}

/** Family of a cause of idle time, by the class of what the host did, and the part of the launch. */
export function idlePart(activity: string | null, part: string | null): IdlePart {
    if (part === "DEVICE") {
        return "idle-queue";
    }
    switch (activity) {
        case "INPUT":
            return "idle-input";
        case "SYNC":
        case "COLLECTIVE_WAIT":
            return "idle-wait";
        case "COMPILE":
        case "MODULE_LOAD":
        case "ALLOCATION":
            return "idle-setup";
        case "LAUNCH":
            return "idle-launch";
        case "RUNTIME":
        case "FRAMEWORK":
        case "PYTHON":
        case "BETWEEN":
            return "idle-host";
        default:
            return "idle-unknown";
    }
}

/** Key of a window among the rows of a trace. */
export function windowKey(row: { device: string | null; step: number | null }): string {
    return JSON.stringify([row.device, row.step]);
}

/** Causes of idle time of a window, of those of a trace; undefined if the data has none of the trace. */
export function causesOf(
    windows: Map<string, IdleCause[]> | undefined, row: { device: string | null; step: number | null },
): IdleCause[] | undefined {
    return windows === undefined ? undefined : windows.get(windowKey(row)) ?? [];
}

/** Causes of idle time by window; undefined if the data has none. */
export function byWindow(causes: IdleCause[] | undefined): Map<string, IdleCause[]> | undefined {
    if (causes === undefined) {
        return undefined;
    }
    const windows = new Map<string, IdleCause[]>();
    for (const cause of causes) {
        const key = windowKey(cause);
        const rows = windows.get(key);
        if (rows === undefined) {
            windows.set(key, [cause]);
        } else {
            rows.push(cause);
        }
    }
    return windows;
}

/**
 * Pieces of a window in the order of PARTS, which add up to it. Idle time without a cause is unknown; if the data has
 * no causes, it is untold.
 */
export function pieces(window: Window, causes: IdleCause[] | undefined): Piece[] {
    const idle = new Map<Part, number>();
    let told = 0;
    for (const cause of causes ?? []) {
        const part = idlePart(cause.class, cause.part);
        const ns = Math.min(cause.idle_ns, window.idle_ns - told);
        idle.set(part, (idle.get(part) ?? 0) + ns);
        told += ns;
    }
    const rest = causes === undefined ? "idle-untold" : "idle-unknown";
    idle.set(rest, (idle.get(rest) ?? 0) + window.idle_ns - told);
    const of: Record<string, number> = {
        computing: window.computing_ns,
        communication: window.exposed_communication_ns,
        copies: window.exposed_memcpy_ns,
    };
    return PARTS.map((part) => ({ part, ns: of[part] ?? idle.get(part) ?? 0 }));
}

/** Part that a kind of device event is drawn in: computing is kernels and memsets. */
export function partOfKind(kind: string | null | undefined): Part {
    return kind === "COMMUNICATION" ? "communication" : kind === "MEMCPY" ? "copies" : "computing";
}

import type { DiffDoc, PageData, Picture, Run, RunRow, Step, Trace } from "./data";
import type { Fleet } from "./live/fleet";
import type { RunDetail } from "./live/rows";
import type { Language, TextKey, Values } from "./i18n";
import type { TableState } from "./table";

/** What a view is about. */
export type Subject =
    | { kind: "runs"; rows: RunRow[]; tracesLeftOut?: number }
    | { kind: "fleet"; fleet: Fleet }
    | { kind: "live"; fleet: Fleet; run: string; date: string; archive: boolean;
        detail: () => Promise<RunDetail> }
    | { kind: "run"; data: PageData; name: string; date: string; run: Run | null; traces: Trace[] }
    | { kind: "trace"; data: PageData; trace: Trace; picture: Picture | null }
    | { kind: "diff"; data: PageData; diff: DiffDoc };

/** A step of a device; null is the whole trace. */
export interface ChosenStep {
    readonly device: string | null;
    readonly step: number | null;
}

/** What a view gets from the page that it is shown in. */
export interface Page {
    readonly language: Language;
    /** Whether the page prints all views: nothing may wait for a click, and lists are cut. */
    readonly printing: boolean;
    /** Whether two runs can be compared from here. */
    readonly comparing: boolean;
    t(key: TextKey, values?: Values): string;
    /** Word of a code from data, such as the class of a cause. */
    word(family: string, code: string): string;
    /** Short form of a name of a kernel or an operator. */
    short(name: string): string;
    /** Address of a view in this page. */
    href(...parts: string[]): string;
    go(href: string): void;
    /** Shows another trace in the same view. */
    goTrace(traceId: string): void;
    /** Events of a device in a step that the data does not hold; null if there is nobody to ask. */
    step(traceId: string, device: string | null, step: number): Promise<Step | null>;
    /** Address of a cut of a trace for Perfetto; null if there is nobody to ask. */
    cut(traceId: string, step: number | null): string | null;
    /** What was chosen to be seen of traces, by their ids, while the page is open. */
    readonly chosen: Map<string, ChosenStep>;
    /** What a reader chose of a table before the view was drawn anew; the given one if nothing was. */
    kept(first: TableState): TableState;
    /** Runs something when the view is left or drawn anew. */
    onLeave(action: () => void): void;
    /** Says something to a screen reader. */
    say(sentence: string): void;
}

/** One view of the page. A new one is a file in views/ and a line in views/index.ts. */
export interface View {
    /** Name in addresses. */
    readonly id: string;
    readonly title: TextKey;
    /** Whether there is anything to show. */
    shows(subject: Subject): boolean;
    render(subject: Subject, page: Page): HTMLElement;
}

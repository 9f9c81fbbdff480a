import { legend, shareBar, stack, swatch } from "../chart/bar";
import { el, named, type Child } from "../dom";
import { percent, time } from "../format";
import { gluedIn } from "../i18n";
import { byWindow, causesOf, idlePart, pieces, type Part } from "../parts";
import type { Sentences } from "../data";
import type { Bottleneck, Cause, Trace, Window } from "../report";
import type { Page, Subject, View } from "../view";
import { deviceName, headline, headlineOf, known, type Bound } from "./bound";
import { leftOut } from "./coverage";
import { stepTable } from "./stepTable";
import { windowTable } from "./windowTable";

/** Steps that the first view shows; the view of steps has all. */
const MOST_STEPS = 12;

/** Least share of other causes that is written, in percent: less than this is rounded to nothing. */
const LEAST_REST = 0.05;

/** Devices that are shown one below the other; more of them stand in a table first. */
const MOST_DEVICES = 2;

/** What each device of a trace is bound by: a sentence with its number, the steps, and the causes with their shares. */
export const verdict: View = {
    id: "verdict",
    title: "verdict.title",
    shows: (subject: Subject) => subject.kind === "trace",
    render(subject: Subject, page: Page): HTMLElement {
        if (subject.kind !== "trace") {
            return el("div");
        }
        const { trace, data } = subject;
        const rows = (trace.bottlenecks ?? []).filter((row) => row.step === null);
        const said = (data.sentences ?? []).filter((one) => one.trace_id === trace.trace_id);
        const bound = new Set(rows.map((row) => row.device));
        const one = (row: Bottleneck) => device(row, trace, page, said.filter((it) => it.device === row.device));
        return el("div", { class: "verdicts" },
            rows.length > MOST_DEVICES ? many(rows, trace, page, one) : rows.map(one),
            said.filter((one) => !bound.has(one.device))
                .map((one) => el("p", { class: "lede" }, one[page.language].join(" "))),
            leftOut(data, trace, page));
    },
};

/** Many devices: what most are bound by, all beside each other, and each one to open. */
function many(rows: Bottleneck[], trace: Trace, page: Page, one: (row: Bottleneck) => HTMLElement): HTMLElement[] {
    return [
        el("h2", { class: "headline" }, headlineOf(rows, page)),
        el("section", { class: "ranks" }, el("h3", {}, page.t("verdict.devices")), windowTable([trace], page, {
            caption: page.t("verdict.devices"),
            title: page.t("column.device"),
            key: (row) => row.window.device,
            cell: (row) => row.window.device,
        })),
        el("section", {}, el("h3", {}, page.t("verdict.each")), rows.map((row) => opening(row, page, one))),
    ];
}

/** One of many devices, which is drawn when it is opened. */
function opening(row: Bottleneck, page: Page, one: (row: Bottleneck) => HTMLElement): HTMLElement {
    const details = el("details", { class: "one", open: page.printing, ontoggle: () => { fill(); } },
        el("summary", {}, deviceName(row.device, row.device_name, page), ": ", headline(row, page)));
    const fill = () => {
        if (details.open && details.childElementCount === 1) {
            details.append(one(row));
        }
    };
    fill();
    return details;
}

function device(row: Bottleneck, trace: Trace, page: Page, said: Sentences[]): HTMLElement {
    const window = (trace.timeline ?? []).find((one) => one.step === null && one.device === row.device);
    const causes = byWindow(trace.idle_causes);
    return el("article", { class: "device" },
        el("p", { class: "eyebrow" }, deviceName(row.device, row.device_name, page), " · ",
            page.t("verdict.window", { total: time(row.total_ns) })),
        el("h2", { class: "headline" }, headline(row, page)),
        lede(row, page),
        window === undefined ? null : composition(window, causes, page),
        stepTable(trace, row.device, page, { first: MOST_STEPS, patterns: window === undefined }),
        causeList(row, page),
        said.length === 0 ? null : sentenceList(said, page));
}

const RULE: Record<Bound, string> = {
    COMPUTE_BOUND: "COMPUTING",
    MEMORY_BOUND: "MEMORY",
    COMMUNICATION_BOUND: "COMMUNICATION",
    SYNC_BOUND: "IDLE",
    BALANCED: "",
};

/** What comes after the headline: the cause of most of the idle time, or the next largest part; and the confidence. */
function lede(row: Bottleneck, page: Page): HTMLElement {
    const rest = (row.causes ?? []).filter((cause) => cause.code !== RULE[known(row.bottleneck)]);
    const next = rest.find((cause) => cause.class !== null && cause.class !== undefined) ?? rest[0];
    return el("p", { class: "lede" },
        next === undefined ? null : page.t(ledeKey(row, next),
            { cause: page.word("cause", next.code), share: percent(next.share_pct) }), " ",
        el("span", { class: "faint" }, page.t("lede.confidence",
            { confidence: page.word("confidence", row.confidence ?? "LOW") })));
}

function ledeKey(row: Bottleneck, next: Cause): "lede.mostly" | "lede.idle" | "lede.next" {
    const host = next.class !== null && next.class !== undefined;
    return ["SYNC_BOUND", "BALANCED"].includes(known(row.bottleneck)) ? "lede.mostly"
        : host ? "lede.idle" : "lede.next";
}

function composition(window: Window, causes: ReturnType<typeof byWindow>, page: Page): HTMLElement {
    const all = pieces(window, causesOf(causes, window));
    return el("figure", { class: "composition" }, stack(all, page), el("figcaption", {}, legend(all, page)));
}

/** Causes with their shares; those that are parts of the idle time stand below it. */
function causeList(row: Bottleneck, page: Page): Child {
    const causes = inOrder(row.causes ?? []);
    if (causes.length === 0) {
        return null;
    }
    const rest = restOf(causes);
    const last = causes.findIndex((cause) => cause.code === "IDLE") + causes.filter(isHost).length;
    return el("section", { class: "causes" },
        el("h3", {}, page.t("causes.title")),
        el("ul", {}, causes.flatMap((cause, index) => [
            causeRow(cause, causes.some((one) => one.code === "IDLE"), page),
            index === last && rest !== null ? restRow(rest, page) : null,
        ])));
}

/** Codes of the parts of a window; all others are causes of its idle time. */
const WHOLE = new Set(Object.values(RULE));

/** Idle time that is of none of the causes listed, if it is enough to be written; null if no cause is listed. */
export function restOf(causes: Cause[]): { share_pct: number; time_ns: number } | null {
    const idle = causes.find((cause) => cause.code === "IDLE");
    const listed = causes.filter((cause) => !WHOLE.has(cause.code));
    if (idle === undefined || listed.length === 0) {
        return null;
    }
    const share = listed.reduce((left, cause) => left - cause.share_pct, idle.share_pct);
    return share < LEAST_REST ? null
        : { share_pct: share, time_ns: listed.reduce((left, cause) => left - cause.time_ns, idle.time_ns) };
}

function restRow(rest: { share_pct: number; time_ns: number }, page: Page): HTMLElement {
    return el("li", { class: "inside rest" },
        el("span", { class: "cause" }, swatch("idle-any"), " ", page.t("causes.rest")),
        shareBar(rest.share_pct, "idle-any"),
        el("span", { class: "number" }, time(rest.time_ns)), el("span"));
}

/** Rules by their share, and what the host did right after the idle time that it is part of. */
function inOrder(causes: Cause[]): Cause[] {
    const rules = causes.filter((cause) => !isHost(cause));
    const host = causes.filter(isHost);
    const idle = rules.findIndex((cause) => cause.code === "IDLE");
    return idle < 0 ? [...rules, ...host] : [...rules.slice(0, idle + 1), ...host, ...rules.slice(idle + 1)];
}

/** Whether a cause is what the host did while the device was idle. */
function isHost(cause: Cause): boolean {
    return cause.class !== null && cause.class !== undefined;
}

function causeRow(cause: Cause, idle: boolean, page: Page): HTMLElement {
    const part = causePart(cause);
    const host = isHost(cause);
    const word = page.word("cause", cause.code);
    return el("li", { class: host && idle ? "inside" : null },
        el("span", { class: "cause" }, swatch(part), " ",
            host && !idle ? page.t("causes.idle", { cause: word }) : word),
        shareBar(cause.share_pct, part),
        el("span", { class: "number" }, time(cause.time_ns)),
        cause.name === null || cause.name === undefined ? el("span") : el("span", { class: "where faint" },
            cause.name_ns === null || cause.name_ns === undefined ? page.t("causes.longest")
                : page.t("causes.most", { time: time(cause.name_ns) }), " ", named(page.short(cause.name), cause.name),
            cause.place === null || cause.place === undefined || cause.place === cause.name
                ? null
                : [" ", page.t("causes.in"), " ", named(page.short(cause.place), cause.place)]));
}

function causePart(cause: Cause): Part | "idle-any" {
    switch (cause.code) {
        case "IDLE":
            return "idle-any";
        case "COMPUTING":
            return "computing";
        case "MEMORY":
            return "copies";
        case "COMMUNICATION":
            return "communication";
        case "BEFORE_RECORDING":
        case "GRAPH":
        case "DEVICE_QUEUE":
            return "idle-queue";
        default:
            return idlePart(cause.class ?? null, "HOST");
    }
}

function sentenceList(said: Sentences[], page: Page): HTMLElement {
    return el("section", { class: "sentences" },
        el("h3", {}, page.t("sentences.title")),
        el("ul", {}, said.flatMap((one) => one[page.language].map((line, index) =>
            el("li", { class: toneOf(one, line, index, page) }, gluedIn(line))))));
}

/** Class of a sentence: advice stands out, and evidence stands back. */
function toneOf(said: Sentences, line: string, index: number, page: Page): string | null {
    return line.startsWith(page.t("sentences.advice")) ? "advice"
        : said.tones?.[index] === "evidence" ? "faint" : null;
}

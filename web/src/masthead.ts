import { el, named } from "./dom";
import type { Language } from "./i18n";
import type { Theme } from "./prefs";
import type { Source } from "./source";
import type { Page, Subject } from "./view";
import type { Trace } from "./data";

/** Name of a trace for people: its rank in a run, or the name of its run. */
export function traceName(trace: Trace, page: Page): string {
    return trace.rank === null ? trace.run : page.t("trace.rank", { rank: trace.rank });
}

/** What the page is about, for the title of the window. */
export function titleOf(subject: Subject, page: Page): string {
    switch (subject.kind) {
        case "runs":
            return page.t("runs.title");
        case "fleet":
            return page.t("fleet.title");
        case "run":
            return subject.name;
        case "live":
            return subject.run;
        case "trace":
            return subject.trace.rank === null
                ? subject.trace.run
                : `${subject.trace.run}, ${traceName(subject.trace, page)}`;
        case "diff":
            return page.t("diff.title");
    }
}

/** Way from the list of runs to what is shown; only its start if nothing is. */
export function crumbs(subject: Subject | null, page: Page, source: Source): HTMLElement {
    return el("nav", { class: "crumbs", "aria-label": page.t("shell.path") },
        el("ol", {},
            el("li", {}, el("a", { href: page.href(), class: "mark" }, "Tracemill")),
            source.about.live ? el("li", {}, el("a", { href: page.href("fleet"), "aria-current":
                subject?.kind === "fleet" ? "page" : null }, page.t("fleet.title"))) : null,
            subject?.kind === "live" ? el("li", { "aria-current": "page" }, named(subject.run)) : null,
            subject?.kind === "trace" ? ofTrace(subject.trace, page, source) : null,
            subject?.kind === "run" ? el("li", { "aria-current": "page" }, named(subject.name)) : null,
            subject?.kind === "diff" ? el("li", { "aria-current": "page" }, page.t("diff.title")) : null));
}

function ofTrace(trace: Trace, page: Page, source: Source): HTMLElement[] {
    const traces = source.data?.report.traces ?? [];
    const run = traces.length === 1
        ? named(trace.run)
        : el("a", { href: page.href("run", trace.run, trace.date) }, named(trace.run));
    const peers = traces.filter((one) => one.run === trace.run && one.date === trace.date);
    return [
        el("li", { "aria-current": trace.rank === null && peers.length < 2 ? "page" : null }, run),
        ...(peers.length > 1 ? [el("li", {}, choice(trace, peers, page))]
            : trace.rank === null ? [] : [el("li", { "aria-current": "page" }, traceName(trace, page))]),
    ];
}

/** Choice among the traces of a run; the view stays the same. */
function choice(trace: Trace, peers: Trace[], page: Page): HTMLElement {
    const names = peers.map((one) => traceName(one, page));
    return el("select", { "aria-label": page.t("shell.ranks"), onchange: (event: Event) => {
        page.goTrace((event.target as HTMLSelectElement).value);
    } }, peers.map((one, index) => el("option", { value: one.trace_id, selected: one === trace },
        new Set(names).size === names.length ? names[index] : `${names[index] ?? ""} ${one.trace_id.slice(0, 8)}`)));
}

/** Switches for the language and for light and dark. */
export function switches(
    page: Page,
    theme: Theme,
    speak: (language: Language) => void,
    paint: (theme: Theme) => void,
): HTMLElement {
    const other: Language = page.language === "en" ? "zh" : "en";
    const themes: Theme[] = ["auto", "light", "dark"];
    return el("div", { class: "switches" },
        el("button", { id: "language", type: "button", lang: other === "zh" ? "zh-Hans" : "en",
            onclick: () => { speak(other); } }, other === "zh" ? "中文" : "English"),
        el("label", {}, el("span", { class: "visually-hidden" }, page.t("shell.theme")),
            el("select", { id: "theme", onchange: (event: Event) => {
                paint((event.target as HTMLSelectElement).value as Theme);
            } }, themes.map((one) => el("option", { value: one, selected: one === theme },
                page.t(`shell.theme.${one}`))))));
}

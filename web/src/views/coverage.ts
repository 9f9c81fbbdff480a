import { el } from "../dom";
import { count } from "../format";
import type { Page, Subject, View } from "../view";

/** What was read, refused and linked. */
export const coverage: View = {
    id: "coverage",
    title: "coverage.title",
    shows: (subject: Subject) => subject.kind === "trace",
    render(subject: Subject, page: Page): HTMLElement {
        const totals = subject.kind === "trace" ? subject.trace.totals : undefined;
        return el("p", {}, totals === undefined ? "" : page.t("coverage.read", { count: count(totals.events_read) }));
    },
};

import { el } from "../dom";
import type { Page, Subject, View } from "../view";

/** What each device is bound by, in sentences. */
export const verdict: View = {
    id: "verdict",
    title: "verdict.title",
    shows: (subject: Subject) => subject.kind === "trace",
    render(subject: Subject, page: Page): HTMLElement {
        if (subject.kind !== "trace") {
            return el("p");
        }
        const rows = (subject.data.sentences ?? []).filter((row) => row.trace_id === subject.trace.trace_id);
        return el("div", {}, rows.map((row) => el("ul", {}, row[page.language].map((line) => el("li", {}, line)))));
    },
};

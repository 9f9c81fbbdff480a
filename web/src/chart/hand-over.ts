import { append, el } from "../dom";
import { failureWords, refuse } from "../failure";
import type { Step } from "../picture";
import type { Trace } from "../report";
import type { Page } from "../view";
import { browser, chromeTrace, handOver } from "./perfetto";
import { cause } from "./step-words";

/** Buttons that hand a step to Perfetto, or save it: what the page holds of it, or what the server cuts. */
export function handOverButtons(page: Page, trace: Trace, device: string, step: Step): HTMLElement | null {
    if (page.printing) {
        return null;
    }
    const status = el("p", { class: "chart-status", role: "status" });
    const title = titleOf(trace, step);
    const cut = page.cut(trace.trace_id, step.step);
    const buffer = async (): Promise<ArrayBuffer> =>
        cut === null ? traceOf(page, device, step) : await fetched(cut);
    const trying = async (action: () => Promise<string>): Promise<void> => {
        try {
            status.textContent = await action();
        } catch (error) {
            status.replaceChildren();
            append(status, failureWords(page, error, (reason) => page.t("perfetto.failed", { reason })));
        }
    };
    const open = (): Promise<void> => {
        status.textContent = page.t("perfetto.waiting");
        return trying(async () => page.t(`perfetto.${await handOver(browser(), title, buffer)}`));
    };
    const keep = (): Promise<void> => trying(async () => {
        save(cut === null ? `${title}.json` : `${title}.json.gz`, await buffer());
        return "";
    });
    return el("div", { class: "hand-over" },
        el("div", { class: "tools" },
            el("button", { type: "button", onclick: () => { void open(); } }, page.t("perfetto.open")),
            el("button", { type: "button", onclick: () => { void keep(); } }, page.t("perfetto.save")),
            el("span", { class: "faint" }, page.t("perfetto.note"))),
        status);
}

/** Name of the cut, as a file may have it. */
function titleOf(trace: Trace, step: Step): string {
    const run = trace.run.replace(/[^\w.-]+/g, "_").slice(0, 60);
    return [run, trace.rank === null ? null : `rank${trace.rank}`, step.step === null ? null : `step${step.step}`]
        .filter((part) => part !== null)
        .join("-");
}

function traceOf(page: Page, device: string, step: Step): ArrayBuffer {
    const text = chromeTrace(step, {
        device,
        stream: (stream) => page.t("timeline.stream", { stream }),
        gaps: page.t("perfetto.idle"),
        merged: (count) => page.t("timeline.merged", { count }),
        cause: (code, part) => cause(page, code, part),
    });
    return new TextEncoder().encode(text).buffer;
}

async function fetched(address: string): Promise<ArrayBuffer> {
    const answer = await fetch(address);
    refuse(answer);
    return answer.arrayBuffer();
}

function save(name: string, buffer: ArrayBuffer): void {
    const address = URL.createObjectURL(new Blob([buffer], { type: "application/json" }));
    el("a", { href: address, download: name }).click();
    setTimeout(() => {
        URL.revokeObjectURL(address);
    }, 60_000);
}

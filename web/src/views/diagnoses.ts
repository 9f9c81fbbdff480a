import { el, named } from "../dom";
import { percent } from "../format";
import { gluedIn } from "../i18n";
import type { Diagnosis } from "../report";
import type { Page } from "../view";

/** Causes of findings, in the order of the report: what shows each, what to do, and what speaks against it. */
export function diagnoses(rows: readonly Diagnosis[], page: Page): HTMLElement | null {
    return rows.length === 0 ? null : el("section", { class: "diagnoses" },
        el("h3", {}, page.t("diagnoses.title")),
        el("p", { class: "faint" }, page.t("diagnoses.lead", {
            told: Math.max(...rows.map((row) => row.ranks_with_telemetry ?? 0)),
            all: Math.max(...rows.map((row) => row.ranks_compared ?? 0)),
        })),
        el("ol", {}, rows.map((row) => el("li", {}, diagnosis(row, page)))));
}

function diagnosis(row: Diagnosis, page: Page): HTMLElement[] {
    const where = row.where ?? "";
    const line = (key: "diagnoses.advice" | "diagnoses.reasons" | "diagnoses.references", values: readonly string[]) =>
        values.filter((value) => value !== "").length === 0 ? []
            : [el("p", {}, el("span", { class: "faint" }, page.t(key)), " ",
                values.map((value, i) => [i === 0 ? null : "; ", named(value)]))];
    return [
        el("p", {}, el("strong", {}, named(page.word("cause", row.cause))), " · ",
            page.t("diagnoses.of", {
                kind: page.word("slow", row.kind),
                cost: percent(row.cost_pct ?? 0),
                confidence: page.word("confidence", row.confidence ?? "LOW"),
            }),
            where === "" ? null : [" · ", named(where)]),
        el("p", {}, gluedIn(row.summary ?? "")),
        ...line("diagnoses.advice", [row.advice ?? ""]),
        ...line("diagnoses.reasons", row.reasons ?? []),
        ...line("diagnoses.references", row.references ?? []),
    ];
}

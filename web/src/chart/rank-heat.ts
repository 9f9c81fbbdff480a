import { append, el } from "../dom";
import * as format from "../format";
import type { Page } from "../view";
import { type Heat, HeatMap, heatScale } from "./heat";
import { fromMedian, matrix } from "./matrix";

/** How long a rank took for a step, in ns. */
export interface RankStep {
    readonly rank: string;
    readonly step: number;
    readonly ns: number;
}

/**
 * Heat map of ranks and steps: how far each is from the median of all ranks in the same step, in percent of it. Longer
 * and shorter have a colour each, and the middle has none.
 *
 * @param ranks names of the rows, from the top
 * @param open opens what a cell stands for; null if there is nothing
 */
export function rankHeat(
    page: Page,
    ranks: readonly string[],
    steps: readonly RankStep[],
    open: ((rank: string, step: number) => void) | null,
): HTMLElement {
    const times = matrix(ranks, steps.map(({ rank, step, ns }) => ({ row: rank, column: step, value: ns })));
    const away = fromMedian(times, times);
    const heat: Heat = {
        of: away,
        hue: "computing",
        signed: true,
        label: page.t("heat.label",
            { measure: page.t("heat.step"), rows: ranks.length, steps: times.columns.length }),
        format: format.signed,
        say: (row, column) => {
            const at = row * times.columns.length + column;
            const ns = times.values[at] ?? NaN;
            return [el("strong", {}, ranks[row] ?? ""), " ",
                page.t("timeline.chosen", { step: times.columns[column] ?? "" }), ": ",
                Number.isNaN(ns) ? page.t("chart.unknown")
                    : page.t("heat.cell", { time: format.time(ns), away: format.signed(away.values[at] ?? 0) })];
        },
        open: open === null ? null : (row, column) => {
            open(ranks[row] ?? "", times.columns[column] ?? 0);
        },
    };
    const whole = el("div");
    append(whole, [new HeatMap(page, heat).element, heatScale(heat)]);
    return whole;
}

import { el, styled, svg } from "../dom";
import { count, time } from "../format";
import type { TrendPoint } from "../data";
import type { Page } from "../view";

const WIDTH = 720;
const HEIGHT = 180;
const LEFT = 64;
const BOTTOM = 24;

/** Mean length of a step over the dates of a run, from zero, with a table of the same numbers. */
export function trendChart(points: TrendPoint[], page: Page): HTMLElement {
    const known = points.filter((point) => point.mean_step_ns !== null);
    const most = Math.max(...known.map((point) => point.mean_step_ns ?? 0), 1);
    const x = (index: number) => LEFT + ((WIDTH - LEFT - 12) * (index + 0.5)) / known.length;
    const y = (ns: number) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - 16) * ns) / most;
    const last = known[known.length - 1];
    const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "trend", role: "img", "aria-label":
        page.t("trend.label", { count: known.length, last: time(last?.mean_step_ns ?? 0) }) },
    [0, most / 2, most].map((ns) => [
        svg("line", { x1: LEFT, x2: WIDTH, y1: y(ns), y2: y(ns), class: "grid" }),
        svg("text", { x: LEFT - 8, y: y(ns) + 4, "text-anchor": "end" }, time(Math.round(ns))),
    ]),
    svg("polyline", { class: "line", points:
        known.map((point, index) => `${x(index)},${y(point.mean_step_ns ?? 0)}`).join(" ") }),
    known.map((point, index) => svg("circle", { cx: x(index), cy: y(point.mean_step_ns ?? 0), r: 4, class: "point" },
        svg("title", {}, `${point.date}: ${time(point.mean_step_ns ?? 0)}`))),
    known.filter((_, index) => index === 0 || index === known.length - 1).map((point) => svg("text", {
        x: x(known.indexOf(point)), y: HEIGHT - 6, "text-anchor": "middle" }, point.date)));
    return el("figure", {}, styled(picture, { "max-width": `${WIDTH}px` }),
        el("details", {}, el("summary", {}, page.t("chart.table")), el("table", {},
            el("caption", { class: "visually-hidden" }, page.t("trend.title")),
            el("thead", {}, el("tr", {}, [page.t("column.date"), page.t("run.step"), page.t("column.steps"),
                page.t("run.bound"), page.t("column.traces")].map((title) => el("th", { scope: "col" }, title)))),
            el("tbody", {}, points.map((point) => el("tr", {},
                el("th", { scope: "row" }, point.date),
                el("td", {}, point.mean_step_ns === null ? null : time(point.mean_step_ns)),
                el("td", {}, count(point.steps)),
                el("td", {}, point.bottleneck === null ? null : page.word("bound", point.bottleneck)),
                el("td", {}, count(point.traces))))))));
}

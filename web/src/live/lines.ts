import { type Brush, framed } from "../chart/canvas";
import { el } from "../dom";
import type { Page } from "../view";
import type { Hour, Lane } from "./rows";
import { clock, laneValue } from "./words";

const HEIGHT = 96;
const LEFT = 64;
const FOOT = 18;

/** Lines of one quantity of the devices of a run over the last hour. */
export function lines(page: Page, lane: Lane, hours: ReadonlyMap<string, Hour>): HTMLElement | null {
    const series = [...hours].flatMap(([name, hour]) => {
        const values = hour[lane];
        return values?.some((value) => value !== null) === true && hour.end_ms !== undefined
            ? [{ name, values, end: hour.end_ms }] : [];
    });
    const all = series.flatMap((one) => one.values.filter((value): value is number => value !== null));
    if (all.length === 0) {
        return null;
    }
    const least = all.reduce((a, b) => Math.min(a, b));
    const most = all.reduce((a, b) => Math.max(a, b));
    const end = Math.max(...series.map((one) => one.end));
    const last = series.flatMap((one) => one.values.at(-1) ?? []);
    const label = page.t("liverun.lane", { lane: page.t(`lane.${lane}`), count: series.length,
        least: laneValue(lane, Math.min(...last)), most: laneValue(lane, Math.max(...last)) });
    const draw = (brush: Brush): void => {
        const { context, width } = brush;
        const room = Math.max(1, width - LEFT - 8);
        const range = most > least ? most - least : 1;
        const y = (value: number): number => 8 + (HEIGHT - FOOT - 12) * (1 - (value - least) / range);
        const x = (at: number, ofEnd: number): number => LEFT + room * ((at + 1) / 60 - (end - ofEnd) / 3_600_000);
        context.strokeStyle = brush.ink("line");
        context.strokeRect(LEFT + 0.5, 4.5, room, HEIGHT - FOOT - 5);
        context.fillStyle = brush.ink("text-faint");
        context.textAlign = "right";
        context.fillText(laneValue(lane, most), LEFT - 6, 11);
        context.fillText(laneValue(lane, least), LEFT - 6, HEIGHT - FOOT - 6);
        context.textAlign = "left";
        context.fillText(clock(end - 3_600_000, end), LEFT, HEIGHT - 8);
        context.textAlign = "right";
        context.fillText(`${clock(end, end)} UTC`, LEFT + room, HEIGHT - 8);
        context.strokeStyle = brush.ink("computing");
        context.globalAlpha = series.length > 16 ? 0.35 : 0.8;
        context.lineWidth = 1.25;
        for (const one of series) {
            context.beginPath();
            let drawing = false;
            one.values.forEach((value, at) => {
                if (value === null) {
                    drawing = false;
                } else if (drawing) {
                    context.lineTo(x(at, one.end), y(value));
                } else {
                    context.moveTo(x(at, one.end), y(value));
                    context.lineTo(x(at, one.end) + 0.5, y(value));
                    drawing = true;
                }
            });
            context.stroke();
        }
        context.globalAlpha = 1;
    };
    const frame = framed(page, label, () => HEIGHT, draw);
    frame.status.remove();
    frame.on.canvas.setAttribute("role", "img");
    frame.on.canvas.removeAttribute("tabindex");
    return el("figure", { class: "lane" }, el("figcaption", { class: "small" }, label), frame.element);
}

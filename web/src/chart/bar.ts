import { el, styled } from "../dom";
import { percent, share, time } from "../format";
import type { TextKey } from "../i18n";
import { IDLE_PARTS, isIdle, type Part, type Piece } from "../parts";
import type { Page } from "../view";

/** Square in the colour and pattern of a part; words stand beside it. */
export function swatch(part: Part | "idle-any"): HTMLElement {
    return el("span", { class: `swatch fill-${part}`, "aria-hidden": "true" });
}

/** Bar of pieces. Its length is a share of the room, in percent, so that bars of several rows compare. */
export function stack(pieces: Piece[], page: Page, length = 100): HTMLElement {
    const total = pieces.reduce((sum, piece) => sum + piece.ns, 0);
    const seen = pieces.filter((piece) => piece.ns > 0);
    const words = seen.map((piece) => `${page.t(`part.${piece.part}`)} ${share(piece.ns, total)}`).join(", ");
    return styled(el("div", { class: "stack", role: "img", "aria-label": words },
        seen.map((piece) => styled(el("span", {
            class: `fill-${piece.part}`,
            title: `${page.t(`part.${piece.part}`)}: ${time(piece.ns)}, ${share(piece.ns, total)}`,
        }), { "flex-grow": String(piece.ns / total) }))), { width: `${length}%` });
}

/** What the pieces of a bar are, each with its share and its time; idle time as a whole stands before its causes. */
export function legend(pieces: Piece[], page: Page): HTMLElement {
    const total = pieces.reduce((sum, piece) => sum + piece.ns, 0);
    const seen = pieces.filter((piece) => piece.ns > 0);
    const line = (part: Part | "idle-any", name: TextKey, ns: number) => el("li", {}, swatch(part), " ", page.t(name),
        " ", el("strong", {}, share(ns, total)), " ", el("span", { class: "faint" }, time(ns)));
    const lines = (some: Piece[]) => some.map(({ part, ns }) => line(part, `part.${part}`, ns));
    const idle = seen.filter((piece) => isIdle(piece.part));
    return el("ul", { class: "legend" }, lines(seen.filter((piece) => !isIdle(piece.part))),
        idle.length < 2 ? null
            : line("idle-any", "part.idle.all", idle.reduce((sum, piece) => sum + piece.ns, 0)),
        lines(idle));
}

/** What the patterns of idle time mean. */
export function idleLegend(pieces: Piece[], page: Page): HTMLElement {
    const shown = new Set(pieces.filter((piece) => piece.ns > 0).map((piece) => piece.part));
    return el("ul", { class: "legend small" }, IDLE_PARTS.filter((part) => shown.has(part))
        .map((part) => el("li", {}, swatch(part), " ", page.t(`part.${part}`))));
}

/** Bar of a share, with the share written beside it. */
export function shareBar(pct: number | null | undefined, part: Part | "idle-any" | "plain", most = 100): HTMLElement {
    if (pct === null || pct === undefined) {
        return el("span", { class: "share" });
    }
    const width = most === 0 ? 0 : Math.max(0, Math.min(100, (100 * pct) / most));
    return el("span", { class: "share" },
        el("span", { class: "track", "aria-hidden": "true" },
            styled(el("span", { class: `fill-${part}` }), { width: `${width}%` })),
        el("span", { class: "number" }, percent(pct)));
}

import { el } from "../dom";
import type { Page } from "../view";

/** A choice among names, which says the index of what is chosen; null if there is nothing to choose, and on paper. */
export function chooser(
    page: Page,
    label: string,
    names: readonly string[],
    choose: (index: number) => void,
    first = 0,
): HTMLElement | null {
    if (names.length < 2 || page.printing) {
        return null;
    }
    const select = el("select", { onchange: () => { choose(select.selectedIndex); } },
        names.map((name, index) => el("option", { selected: index === first }, name)));
    return el("label", { class: "chooser" }, label, " ", select);
}

/**
 * Pages for the pictures that follow each other in one place. Asking for the next one ends what the one before began,
 * such as watching its size; leaving the view ends the last.
 */
export function replacing(page: Page): () => Page {
    let actions: (() => void)[] = [];
    const leave = (): void => {
        const ended = actions;
        actions = [];
        ended.forEach((action) => { action(); });
    };
    page.onLeave(leave);
    return () => {
        leave();
        return { ...page, onLeave: (action) => { actions.push(action); } };
    };
}

/** Pictures of several things: a choice, and the chosen one or the first; on paper all, but not more than some. */
export function choosing<T>(
    page: Page,
    label: string,
    things: readonly { name: string; thing: T }[],
    make: (thing: T, page: Page) => HTMLElement,
    first = 0,
): HTMLElement {
    const next = replacing(page);
    const begun = next();
    const shown = page.printing ? things.slice(0, 8) : things.slice(first, first + 1);
    const place = el("div", {}, shown.map(({ name, thing }) =>
        [page.printing && things.length > 1 ? el("h2", {}, name) : null, make(thing, begun)]));
    const choice = chooser(page, label, things.map(({ name }) => name), (index) => {
        const chosen = things[index];
        if (chosen !== undefined) {
            place.replaceChildren(make(chosen.thing, next()));
        }
    }, first);
    return el("div", {}, choice === null ? null : el("div", { class: "picture-tools" }, choice), place);
}

/** Name of a device for people, with what it is if that is known. */
export function deviceName(page: Page, device: string | null, name?: string | null): string {
    const id = device ?? page.t("chart.unknown");
    return name === null || name === undefined || name === ""
        ? `${page.t("chart.device")} ${id}`
        : page.t("chart.deviceof", { device: id, name });
}

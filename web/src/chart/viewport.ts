/** A part of a line that is in view. */
export interface Viewport {
    readonly from: number;
    readonly to: number;
}

/** A viewport that keeps within bounds and is never shorter than a length. */
export function within(view: Viewport, bounds: Viewport, shortest: number): Viewport {
    const whole = bounds.to - bounds.from;
    const length = Math.min(whole, Math.max(Math.min(shortest, whole), view.to - view.from));
    const middle = (view.from + view.to) / 2;
    const from = Math.min(Math.max(middle - length / 2, bounds.from), bounds.to - length);
    return { from, to: from + length };
}

/** A viewport that is longer by a factor, in which one place stays where it is. */
export function zoomed(view: Viewport, factor: number, place: number): Viewport {
    return { from: place - (place - view.from) * factor, to: place + (view.to - place) * factor };
}

/** A viewport that is moved by a part of its length. */
export function moved(view: Viewport, part: number): Viewport {
    const by = (view.to - view.from) * part;
    return { from: view.from + by, to: view.to + by };
}

/** A viewport in which a stretch can be seen: moved as little as possible, and zoomed out only if it is too short. */
export function showing(view: Viewport, from: number, to: number): Viewport {
    const length = view.to - view.from;
    if (to - from > length) {
        return { from, to };
    }
    if (from < view.from) {
        return { from, to: from + length };
    }
    return to > view.to ? { from: to - length, to } : view;
}
